package ide_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/lkmm-tools/fencepost/model/source"
	"github.com/lkmm-tools/fencepost/server/ide"
)

// TestFind looks for files as a compiler does, but for what the prelude stands for.
func TestFind(t *testing.T) {
	there := []string{
		"drv/ring.h", "drv/sub/ring.h", "inc/ring.h", "inc/net/sock.h", "more/net/sock.h", "inc/linux/types.h", "drv/linux/own.h", "/abs/x.h",
	}
	asked := 0
	files := ide.Files{
		Load: func(path string) (*source.File, bool) {
			return source.NewFile(path, ""), slices.Contains(there, path)
		},
		Build: func(path string) ide.Build {
			asked++
			if path != "drv/main.c" {
				t.Errorf("the build was asked about %s", path)
			}
			return ide.Build{Include: []string{"inc", "more"}, Defines: []string{"A", "B=1"}}
		},
		Defines: []string{"B=2", "C"},
	}
	around := files.Around("drv/main.c")
	if asked != 0 {
		t.Error("the build was asked before somebody needs it")
	}
	for _, c := range []struct{ include, from, want string }{
		{`"ring.h"`, "drv/main.c", "drv/ring.h"},
		{`"ring.h"`, "drv/sub/x.h", "drv/sub/ring.h"},
		{`"../ring.h"`, "drv/sub/x.h", "drv/ring.h"},
		{`"ring.h"`, "else/x.h", "inc/ring.h"},
		{`<ring.h>`, "drv/main.c", "inc/ring.h"},
		{`<net/sock.h>`, "drv/main.c", "inc/net/sock.h"},
		{`<linux/types.h>`, "drv/main.c", ""},
		{`"linux/own.h"`, "drv/main.c", "drv/linux/own.h"},
		{`<gone.h>`, "drv/main.c", ""},
		{`"/abs/../abs/x.h"`, "drv/main.c", "/abs/x.h"},
		{`""`, "drv/main.c", ""},
		{"\"ring.h\x00\"", "drv/main.c", ""},
	} {
		f, ok := around.Read(c.include[1:len(c.include)-1], source.NewFile(c.from, ""), strings.HasPrefix(c.include, "<"))
		got := ""
		if ok {
			got = f.Name
		}
		if got != c.want {
			t.Errorf("#include %s in %s reads %q, want %q", c.include, c.from, got, c.want)
		}
	}
	if got := strings.Join(around.Defines(), " "); got != "A B=2 C" {
		t.Errorf("defined are %s", got)
	}
	if asked != 1 {
		t.Errorf("the build was asked %d times", asked)
	}
}

func TestIsDefine(t *testing.T) {
	for text, want := range map[string]bool{
		"A": true, "CONFIG_SMP=y": true, "A=": true, "A=b=c d": true, "": false, "=1": false, "1A": false, "F(x)=x": false, "A=\n": false,
	} {
		if got := ide.IsDefine(text); got != want {
			t.Errorf("%q: %t, want %t", text, got, want)
		}
	}
}

func TestMayTestC(t *testing.T) {
	for text, want := range map[string]bool{
		"": false, "int main(void) { return 0; }": false, "/* @lkmm test x */": true,
		"int main(void) { pthread_create(&t, 0, f, 0); }": true, "void start(void) { pthread_create(&t, 0, f, 0); }": false,
	} {
		if got := ide.MayTestC(text); got != want {
			t.Errorf("%q: %t, want %t", text, got, want)
		}
	}
}
