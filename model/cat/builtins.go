package cat

// Predefined is a name that a model can use without defining it.
type Predefined struct {
	Name string
	// Type is what it is, as people write it: "set", "relation", or for a
	// function "set → relation".
	Type string
	// Doc says in a sentence what it denotes.
	Doc string
	t   *typ
}

// Builtins returns the functions that the language has because cat text cannot
// define them. The evaluators implement exactly these.
func Builtins() []Predefined {
	set, relation, tag := &typ{kind: setType}, &typ{kind: relType}, &typ{kind: tagType}
	relations := valuesOf(relation)
	f := func(name, doc string, result *typ, params ...*typ) Predefined {
		t := &typ{kind: builtinType, elems: params, elem: result, name: name}
		return Predefined{Name: name, Type: t.String(), Doc: doc, t: t}
	}
	return []Predefined{
		f("domain", "The events that the relation starts from.", set, relation),
		f("range", "The events that the relation leads to.", set, relation),
		f("partition", "The classes of the set by location; events without a location are in none.", valuesOf(set), set),
		f("classes-loc", "The same as partition.", valuesOf(set), set),
		f("linearisations", "All strict total orders on the set that contain the relation as far as it relates members; none if it has a cycle there.",
			relations, set, relation),
		f("cross", "All unions of one relation out of each member set; {0} for the empty set, {} if a member is empty.",
			relations, valuesOf(relations)),
		f("different-values", "The pairs of the relation whose events have different values.", relation, relation),
		f("tag2events", "The events that carry the tag.", set, tag),
	}
}

// BaseNames returns the sets and relations that an execution comes with
// (lkmm.md A.5). The standard library defines further names from them.
func BaseNames() []Predefined {
	of := func(kind typeKind, name, doc string) Predefined {
		t := &typ{kind: kind}
		return Predefined{Name: name, Type: t.String(), Doc: doc, t: t}
	}
	return []Predefined{
		of(setType, "M", "Ordinary memory accesses: R and W."),
		of(setType, "R", "Reads."),
		of(setType, "W", "Writes, initial ones included."),
		of(setType, "IW", "Initial writes."),
		of(setType, "FW", "Writes whose value is the final one that the test looks at."),
		of(setType, "F", "Fences."),
		of(setType, "RMW", "Accesses of read-modify-writes; the lone read of a failed one too."),
		of(setType, "X", "Accesses of read-modify-writes, as exclusives."),
		of(setType, "SRCU", "Events of synchronize_srcu."),
		of(setType, "LKR", "Reads of lock acquisitions."),
		of(setType, "LKW", "Writes of lock acquisitions."),
		of(setType, "UL", "Lock releases."),
		of(setType, "LF", "Failed lock attempts."),
		of(setType, "RL", "spin_is_locked that answered yes."),
		of(setType, "RU", "spin_is_locked that answered no."),
		of(setType, "Exp", "All events."),
		of(setType, "NExp", "No event."),
		of(relType, "id", "Each event with itself."),
		of(relType, "po", "Program order."),
		of(relType, "addr", "Address dependencies."),
		of(relType, "data", "Data dependencies."),
		of(relType, "ctrl", "Control dependencies."),
		of(relType, "rf", "From a write to the reads that take its value; lock reads have no source yet."),
		of(relType, "loc", "Events at the same location."),
		of(relType, "int", "Events of the same thread."),
		of(relType, "ext", "Events of different threads; initial writes differ from all."),
		of(relType, "same-instance", "Events of the same execution of a primitive."),
		of(relType, "iico_data", "Data flow inside a statement."),
		of(relType, "iico_ctrl", "Control flow inside a statement."),
	}
}

// TagSetName returns the name of the set of the events that carry a tag: the tag
// with its first letter in upper case.
func TagSetName(tag string) string { return tagSetName(tag) }
