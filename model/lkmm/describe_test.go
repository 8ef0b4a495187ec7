package lkmm

import (
	"slices"
	"sort"
	"strings"
	"testing"

	"github.com/lkmm-tools/fencepost/model/source"
)

// Everything that the model and the library define is explained, and nothing
// else is.
func TestDescribeIsComplete(t *testing.T) {
	places := map[key][]source.Span{}
	collect(Model().Instrs, places)
	explained := map[key]bool{}
	for _, e := range Describe() {
		k := key{e.Kind, e.Name}
		if explained[k] {
			t.Errorf("%s %s is explained twice", e.Kind, e.Name)
		}
		explained[k] = true
		if e.Kind != Base && len(e.Places) == 0 {
			t.Errorf("%s %s is explained but not defined", e.Kind, e.Name)
		}
		if len(e.Text) < 5 || !strings.HasSuffix(e.Text, ".") {
			t.Errorf("%s %s: %q", e.Kind, e.Name, e.Text)
		}
	}
	for k, spans := range places {
		if !explained[k] {
			t.Errorf("%s: %s %s is not explained", spans[0], k.kind, k.name)
		}
	}
}

// The names of lkmm.md B.8.
func TestAxiomsAndFlags(t *testing.T) {
	want := map[Kind]string{
		Axiom: "ConsCo atomic coherence happens-before lock-nest nested-is-locked plain-coherence propagation rcu unmatched-locks",
		Flag: "data-race double-free invalid-sleep lock-final mixed-accesses mixed-lock-accesses multiple-srcu-matches srcu-bad-value-match " +
			"this-model-requires-variant-higher-than-lkmmv1 unmatched-rcu-lock unmatched-rcu-unlock unmatched-srcu-lock " +
			"unmatched-srcu-unlock unmatched-unlock unpaired-LKR unpaired-LKW use-after-free",
	}
	have := map[Kind][]string{}
	for _, e := range Describe() {
		have[e.Kind] = append(have[e.Kind], e.Name)
	}
	for kind, names := range want {
		list := strings.Fields(names)
		sort.Strings(list)
		if !slices.Equal(have[kind], list) {
			t.Errorf("%ss:\n got %v\nwant %v", kind, have[kind], list)
		}
	}
}

func TestExplain(t *testing.T) {
	found := Explain("mixed-accesses")
	if len(found) != 2 || found[0].Kind != Flag || found[1].Kind != Definition {
		t.Errorf("got %v", found)
	}
	if found := Explain("fence"); len(found) != 1 || len(found[0].Places) != 2 {
		t.Errorf("got %v", found)
	}
	if Explain("none") != nil {
		t.Error("explained what is not there")
	}
}
