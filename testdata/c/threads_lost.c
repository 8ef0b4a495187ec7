/*
 * As threads.c, but the second addition is not protected by the mutex: one of them
 * may be lost, and they race.
 */
#include <assert.h>
#include <pthread.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static int counter;

static void *add(void *arg)
{
	int n = *(int *)arg;

	pthread_mutex_lock(&lock);
	counter += n; // want data-race "plain read of `counter` in add " data-race "plain write to `counter` in add "
	pthread_mutex_unlock(&lock);
	return NULL;
}

static void *add_hastily(void *arg)
{
	int n = *(int *)arg;

	counter += n;
	return NULL;
}

int main(void)
{
	pthread_t a, b;
	int one = 1, two = 2;

	pthread_create(&a, NULL, add, &one);
	pthread_create(&b, NULL, add_hastily, &two);
	pthread_join(a, NULL);
	pthread_join(b, NULL);
	assert(counter == 3); // want violated
	return 0;
}
