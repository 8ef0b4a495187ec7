package ide

import "strings"

// rcuRole is what an RCU primitive does, in each of the three views that people
// use to understand RCU.
type rcuRole struct{ waiting, lock, count string }

// rcuRoles returns the role of a primitive, and whether it is one of RCU or SRCU.
func rcuRoles(name string) (rcuRole, bool) {
	switch name {
	case "rcu_read_lock", "srcu_read_lock", "srcu_down_read":
		return rcuRole{
			waiting: "here something starts that an updater will wait for",
			lock:    "a `read_lock` that never waits and stops nobody",
			count:   "takes a reference to every object that can be reached, all at once",
		}, true
	case "rcu_read_unlock", "srcu_read_unlock", "srcu_up_read":
		return rcuRole{
			waiting: "here that which was started ends, and who waits for it may go on",
			lock:    "a `read_unlock` that wakes nobody and releases nothing to the next reader",
			count:   "drops all these references at once",
		}, true
	case "synchronize_rcu", "synchronize_rcu_expedited", "synchronize_srcu", "synchronize_srcu_expedited":
		return rcuRole{
			waiting: "waits until every section has ended that started before",
			lock:    "a `write_lock` followed at once by `write_unlock`: the readers from before are gone, later ones are in already",
			count:   "waits until every reference from before is dropped",
		}, true
	case "rcu_dereference":
		return rcuRole{
			waiting: "finds an object that stays there until the section ends",
			lock:    "a read under `read_lock`, of one version of the data",
			count:   "picks one of the objects that the section holds a reference to",
		}, true
	case "rcu_assign_pointer":
		return rcuRole{
			waiting: "from here on readers find the new object; those that started before may hold the old one",
			lock:    "an update that does not keep readers out: they see the old object or the new one, each whole",
			count:   "takes the old object out of reach: no new references to it, the old ones remain",
		}, true
	default:
		return rcuRole{}, false
	}
}

// rcuViews explains an RCU primitive in three ways, and where each way of thinking
// misleads. The views are those of Documentation/RCU/whatisRCU.rst, and the limits
// follow from the model.
func rcuViews(name string) string {
	role, ok := rcuRoles(name)
	if !ok {
		return ""
	}
	own := ""
	if strings.HasPrefix(name, "srcu") || strings.HasPrefix(name, "synchronize_srcu") {
		own = " Each SRCU structure waits for its own sections alone."
	}
	return "**Three ways to think of it**\n\n" +
		"1. *Waiting for what already started*: " + role.waiting + "." + own + "\n" +
		"   Breaks where \"already\" is taken for a time on a clock. A section is before the grace period or it is not, and only what it reads can tell. " +
		"One that starts later is not waited for; it sees all that came before the grace period.\n" +
		"2. *A reader-writer lock without exclusion*: " + role.lock + ".\n" +
		"   Breaks because readers and updaters run together. Two readers can see different versions, and one section can see a part of an update and miss an earlier part. " +
		"It orders nothing inside, updaters need a lock among themselves, and a reader that waits for readers waits for itself.\n" +
		"3. *A bulk, transient reference count*: " + role.count + ".\n" +
		"   Breaks when the pointer is kept: the reference ends with the section, so take a count of the object's own first (`atomic_add_unless(&obj->refs, 1, 0)`). " +
		"No object is named, so a long section holds up the freeing of all of them; and there is no number to look at."
}
