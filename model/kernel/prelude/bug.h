/* What must hold. */

/*
 * It is a bug if the condition holds.
 * Form: void NAME(bool condition)
 * Guarantee: an assertion that it does not hold, in every execution. It branches nowhere.
 * Source: Documentation/process/deprecated.rst
 * Differs: the thread goes on after a bug.
 */
#define BUG_ON(condition) __lkmm_assert(!(condition))
#define VM_BUG_ON(condition) __lkmm_assert(!(condition))

/*
 * It is a bug to come here.
 * Form: void NAME(void)
 * Guarantee: an assertion that fails.
 * Source: Documentation/process/deprecated.rst
 * Differs: the thread goes on after a bug.
 */
#define BUG() __lkmm_assert(0)
#define unreachable() __lkmm_assert(0)

/*
 * Warns if the condition holds, and gives it. What follows it is the message.
 * Form: bool NAME(bool condition, …)
 * Guarantee: an assertion that it does not hold, in every execution.
 * Source: Documentation/process/deprecated.rst
 */
#define WARN_ON(condition) ({ bool __warn = !!(condition); __lkmm_assert(!__warn); __warn; })
#define WARN_ON_ONCE(condition) WARN_ON(condition)
#define WARN(condition, ...) WARN_ON(condition)
#define WARN_ONCE(condition, ...) WARN_ON(condition)
#define VM_WARN_ON(condition) ((void)WARN_ON(condition))
#define VM_WARN_ON_ONCE(condition) WARN_ON(condition)

/*
 * The expression must hold.
 * Form: void NAME(bool expression)
 * Guarantee: an assertion that it holds, in every execution. It branches nowhere.
 * Source: ISO C 7.2
 * Differs: the thread goes on after a failure.
 */
#define assert(expression) __lkmm_assert(expression)
