package lkmm

import (
	"fmt"
	"sort"

	"github.com/lkmm-tools/fencepost/model/cat"
	"github.com/lkmm-tools/fencepost/model/source"
)

// Kind says what a name of the model stands for.
type Kind uint8

const (
	// Axiom is a requirement on every execution.
	Axiom Kind = iota
	// Flag is a warning about an execution.
	Flag
	// Definition is a relation, a set or a function.
	Definition
	// TagSet is the set of the events that carry a tag.
	TagSet
	// Base is a name that comes with the language.
	Base
)

// String returns the kind as people call it.
func (k Kind) String() string {
	names := [...]string{"axiom", "flag", "definition", "tag set", "base"}
	if int(k) >= len(names) {
		panic(fmt.Sprintf("lkmm: unhandled kind %d", k))
	}
	return names[k]
}

// Entry explains one name of the model.
type Entry struct {
	Name string
	Kind Kind
	// Text explains the name in one or two sentences.
	Text string
	// Places are the definitions in the order of evaluation; a later one of the
	// same name replaces the earlier from there on. A Base entry has none.
	Places []source.Span
}

// Describe returns the explanations of all names of the model, sorted by name
// and kind. One name can have two, for instance as a relation and as a flag.
func Describe() []Entry {
	places := map[key][]source.Span{}
	collect(Model().Instrs, places)
	var list []Entry
	for kind, texts := range map[Kind][]explanation{
		Axiom: axioms(), Flag: flags(), Definition: definitions(), TagSet: tagSets(),
	} {
		for _, x := range texts {
			list = append(list, Entry{Name: x.name, Kind: kind, Text: x.text, Places: places[key{kind, x.name}]})
		}
	}
	for _, names := range [][]cat.Predefined{cat.BaseNames(), cat.Builtins()} {
		for _, p := range names {
			list = append(list, Entry{Name: p.Name, Kind: Base, Text: p.Doc})
		}
	}
	sort.Slice(list, func(i, j int) bool {
		if list[i].Name != list[j].Name {
			return list[i].Name < list[j].Name
		}
		return list[i].Kind < list[j].Kind
	})
	return list
}

// Explain returns what Describe has about one name.
func Explain(name string) []Entry {
	var found []Entry
	for _, e := range Describe() {
		if e.Name == name {
			found = append(found, e)
		}
	}
	return found
}

// explanation is a name with its text.
type explanation struct{ name, text string }

// key identifies an entry.
type key struct {
	kind Kind
	name string
}

// collect adds the places where instructions define names.
func collect(instrs []cat.Instr, places map[key][]source.Span) {
	add := func(kind Kind, name string, span source.Span) {
		k := key{kind, name}
		places[k] = append(places[k], span)
	}
	for _, in := range instrs {
		switch in := in.(type) {
		case *cat.Include:
			collect(in.Instrs, places)
		case *cat.Let:
			for _, b := range in.Bindings {
				add(Definition, b.Name, in.Span())
			}
		case *cat.With:
			add(Definition, in.Name, in.Span())
		case *cat.Procedure:
			add(Definition, in.Name, in.Span())
		case *cat.Test:
			if in.Role == cat.Flag {
				add(Flag, in.Name, in.Span())
			} else {
				add(Axiom, in.Name, in.Span())
			}
		case *cat.Enum:
			for _, tag := range in.Tags {
				add(TagSet, cat.TagSetName(tag), in.Span())
			}
		case *cat.Instructions, *cat.Show, *cat.Call, *cat.ForOrder, *cat.If:
		default:
			panic(fmt.Sprintf("lkmm: unhandled instruction %T", in))
		}
	}
}
