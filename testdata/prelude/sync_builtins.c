// A program with a main: a spin lock of the compiler's own primitives.
int lock, counter;

void *worker(void *arg)
{
	while (!__sync_bool_compare_and_swap(&lock, 0, 1))
		;
	counter++;
	__sync_lock_release(&lock);
	return 0;
}

int main(void)
{
	pthread_t t1, t2;

	pthread_create(&t1, 0, worker, 0);
	pthread_create(&t2, 0, worker, 0);
	pthread_join(t1, 0);
	pthread_join(t2, 0);
	__VERIFIER_assert(counter == 2);
	return 0;
}
