/*
 * The form of verification benchmarks: a main that starts threads and asserts. The
 * mutex makes the two additions one after the other, and joining orders both before
 * the assertion.
 */
#include <assert.h>
#include <pthread.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static int counter;

static void *add(void *arg)
{
	int n = *(int *)arg;

	pthread_mutex_lock(&lock);
	counter += n;
	pthread_mutex_unlock(&lock);
	return NULL;
}

int main(void)
{
	pthread_t a, b;
	int one = 1, two = 2;

	pthread_create(&a, NULL, add, &one);
	pthread_create(&b, NULL, add, &two);
	pthread_join(a, NULL);
	pthread_join(b, NULL);
	assert(counter == 3);
	return 0;
}
