package lsp

import "testing"

func TestOtherC(t *testing.T) {
	for _, c := range []struct {
		language, uri string
		want          bool
	}{
		{"c", "file:///ws/a.c", false}, {"cpp", "file:///ws/a.h", false}, {"c", "untitled:Untitled-1", true},
		{"cpp", "file:///ws/a.cc", true}, {"litmus", "untitled:Untitled-1", false}, {"plaintext", "file:///ws/a.txt", false},
	} {
		if got := isOtherC(c.language, c.uri); got != c.want {
			t.Errorf("%s in %s: %t, want %t", c.uri, c.language, got, c.want)
		}
	}
}
