package progen

import "fmt"

// lockSection makes a critical section of a spinlock, sometimes a broken one.
func (th *thread) lockSection() ([]string, footprint) {
	l := th.anyOf(spinlock)
	body, cost := th.block(2)
	cost = cost.plus(updating(l, 0))
	lines := append([]string{"spin_lock(" + l + ");"}, body...)
	if th.oneIn("is_locked in section", 8) {
		lines = append(lines, th.assign("spin_is_locked("+l+")"))
		cost = cost.plus(footprint{reads: map[string]int{l: 1}, choices: 1})
	}
	if th.mistake("broken section", 10) {
		switch th.weighted("breakage", 3, 3, 1) {
		case 0: // never released
			return lines, cost
		case 1: // released only
			return append(body, "spin_unlock("+l+");"), cost
		case 2: // taken twice
			lines = append([]string{"spin_lock(" + l + ");"}, lines...)
		}
	}
	return append(lines, "spin_unlock("+l+");"), cost
}

// trylock makes a conditional critical section.
func (th *thread) trylock() ([]string, footprint) {
	l := th.anyOf(spinlock)
	cost := updating(l, 1)
	body, more := th.block(1)
	cost = cost.plus(more)
	switch th.weighted("trylock", 4, 3, 1) {
	case 0:
		lines := []string{th.assign(fmt.Sprintf("spin_trylock(%s)", l))}
		cost.branches++
		cost.choices++
		return append(lines, guarded(th.last(), append(body, "spin_unlock("+l+");"))...), cost
	case 1:
		cost.branches++
		cost.choices++
		return guarded("spin_trylock("+l+")", append(body, "spin_unlock("+l+");")), cost
	case 2:
		lines := []string{th.assign(fmt.Sprintf("spin_trylock(%s)", l))}
		return append(lines, body...), cost
	default:
		panic("progen: unhandled trylock")
	}
}

func guarded(cond string, body []string) []string {
	lines := append([]string{"if (" + cond + ") {"}, indent(body)...)
	return append(lines, "}")
}

// rcuSection makes a read-side critical section, sometimes a broken one.
func (th *thread) rcuSection() ([]string, footprint) {
	body, cost := th.block(3)
	lock, unlock := []string{"rcu_read_lock();"}, []string{"rcu_read_unlock();"}
	if th.mistake("broken section", 8) {
		switch th.weighted("breakage", 2, 2, 2, 2) {
		case 0:
			lock = nil
		case 1:
			unlock = nil
		case 2:
			body = append(body, "synchronize_rcu();")
		case 3: // sleeps where it must not, if the program has such a structure
			if len(th.names(srcu)) > 0 {
				body = append(body, "synchronize_srcu("+th.anyOf(srcu)+");")
			}
		}
	}
	return append(append(lock, body...), unlock...), cost
}

// srcuSection makes a read-side critical section of an srcu structure. The index
// that ends it comes from the wrong place more often than in real code: matching
// follows the index.
func (th *thread) srcuSection() ([]string, footprint) {
	s := th.anyOf(srcu)
	lock := th.choose("srcu lock", "srcu_read_lock", "srcu_read_lock", "srcu_down_read")
	unlock := th.choose("srcu unlock", "srcu_read_unlock", "srcu_read_unlock", "srcu_up_read")
	lines := []string{th.assign(fmt.Sprintf("%s(%s)", lock, s))}
	token := th.last()
	th.tokens = append(th.tokens, token)
	body, cost := th.block(2)
	cost = cost.plus(reading(s)).plus(writing(s))
	lines = append(lines, body...)
	index := token
	switch th.weighted("index", 12, 1, 1, 1, 1) {
	case 1:
		if th.cfg.Mistakes {
			index = th.constant()
		}
	case 2:
		if th.cfg.Mistakes {
			index = th.choose("token", th.tokens...)
		}
	case 3:
		index = "(" + token + " + 0)"
	case 4:
		if th.cfg.Mistakes {
			index = "(" + token + " + 1)"
		}
	}
	end := fmt.Sprintf("%s(%s, %s);", unlock, s, index)
	if th.mistake("broken section", 10) {
		switch th.weighted("breakage", 2, 2, 1) {
		case 0:
			return lines, cost
		case 1: // ended twice
			return append(lines, end, end), cost.plus(writing(s))
		case 2: // ended in another structure
			end = fmt.Sprintf("%s(%s, %s);", unlock, th.anyOf(srcu), index)
		}
	}
	return append(lines, end), cost
}

// srcuHandOver starts a reader whose index another thread may use, or ends one
// with an index that it found in memory.
func (th *thread) srcuHandOver() ([]string, footprint) {
	s, p := th.anyOf(srcu), th.place()
	if th.oneIn("receiver", 2) {
		lines := []string{th.assign("READ_ONCE(" + p.deref() + ")")}
		return append(lines, fmt.Sprintf("srcu_up_read(%s, %s);", s, th.last())),
			reading(p.loc).plus(writing(s))
	}
	lines := []string{th.assign("srcu_down_read(" + s + ")")}
	return append(lines, th.storeOf(p, th.last())), reading(s).plus(writing(p.loc))
}
