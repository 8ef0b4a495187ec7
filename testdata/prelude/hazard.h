/*
 * Hazard pointers, as an example of a prelude of one's own: primitives that the kernel does not
 * have, in C over those that it has, with the guarantee that each one models.
 */
#ifndef HAZARD_H
#define HAZARD_H

/* What a reader says that it uses. Each reader has its own. */
struct hazard { void *pointer; };

/*
 * Gives the pointer at src such that what it points to is not reclaimed before hazard_clear.
 * Guarantee: the hazard is written, and after a full barrier src still has the value. Attempts in
 *   which it had not are left out: they only kept other objects from being reclaimed.
 */
#define hazard_protect(hazard, src) ({				\
	typeof(*(src)) __found = READ_ONCE(*(src));		\
	smp_store_mb((hazard)->pointer, (void *)__found);	\
	__lkmm_assume(READ_ONCE(*(src)) == __found);		\
	__found;						\
})

/*
 * Says that the reader uses nothing any more.
 * Guarantee: a release: what it did with the object comes before.
 */
#define hazard_clear(hazard) smp_store_release(&(hazard)->pointer, NULL)

/*
 * Frees an object that src does not lead to any more, as soon as the reader does not use it.
 * Guarantee: a full barrier, then an acquire of the hazard in which it does not protect the object.
 */
static inline void hazard_retire(struct hazard *hazard, void *object)
{
	smp_mb();
	smp_cond_load_acquire(&hazard->pointer, VAL != object);
	kfree(object);
}

#endif
