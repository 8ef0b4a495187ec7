// A program with a main: a condition variable, a semaphore, a lock for reading and writing.
#include <pthread.h>
#include <semaphore.h>

extern int __VERIFIER_nondet_int(void);
extern void abort(void);
extern void __VERIFIER_assume(int);
void reach_error(void) { assert(0); }

pthread_mutex_t lock;
pthread_cond_t cond;
pthread_rwlock_t rw;
sem_t sem;
int ready, data, left, right;

void *producer(void *arg)
{
	pthread_mutex_lock(&lock);
	data = 42;
	ready = 1;
	pthread_cond_signal(&cond);
	pthread_mutex_unlock(&lock);
	pthread_rwlock_wrlock(&rw);
	left = 1;
	right = 1;
	pthread_rwlock_unlock(&rw);
	sem_post(&sem);
	pthread_exit(NULL);
}

int main(void)
{
	pthread_t t;

	pthread_mutex_init(&lock, NULL);
	pthread_cond_init(&cond, NULL);
	pthread_rwlock_init(&rw, NULL);
	sem_init(&sem, 0, 0);
	pthread_create(&t, NULL, producer, NULL);
	pthread_mutex_lock(&lock);
	if (!ready)
		pthread_cond_wait(&cond, &lock);
	__VERIFIER_assume(ready);
	if (data != 42) {
		reach_error();
		abort();
	}
	pthread_mutex_unlock(&lock);
	pthread_rwlock_rdlock(&rw);
	assert(left == right);
	pthread_rwlock_unlock(&rw);
	sem_wait(&sem);
	assert(left == 1);
	pthread_join(t, NULL);
	return 0;
}
