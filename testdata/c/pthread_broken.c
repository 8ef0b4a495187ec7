#include <pthread.h>
#include <assert.h>

/* The same without the lock. */
static int counter;

static void *add(void *arg)
{
	counter++; // want data-race "plain read of `counter` in add"
	return NULL;
}

int main(void)
{
	pthread_t a, b;

	pthread_create(&a, NULL, add, NULL);
	pthread_create(&b, NULL, add, NULL);
	pthread_join(a, NULL);
	pthread_join(b, NULL);
	assert(counter == 2); // want violated
	return 0;
}
