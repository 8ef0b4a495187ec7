// A program with a main: nothing keeps the threads apart.
#include <pthread.h>
#include <assert.h>

int counter;

void *worker(void *arg)
{
	int n = READ_ONCE(counter);

	WRITE_ONCE(counter, n + 1);
	return NULL;
}

int main(void)
{
	pthread_t t1, t2;

	pthread_create(&t1, NULL, worker, NULL);
	pthread_create(&t2, NULL, worker, NULL);
	pthread_join(t1, NULL);
	pthread_join(t2, NULL);
	assert(counter == 2);	// want violated
	return 0;
}
