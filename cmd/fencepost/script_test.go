package main

import (
	"flag"
	"os"
	"path/filepath"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
)

func TestMain(m *testing.M) {
	flag.Bool("update", false, "rewrite the golden sections of testdata archives")
	testscript.Main(m, map[string]func(){
		"fencepost": func() { os.Exit(mainStatus(openModel)) },
		// What the commands do whatever the engine is, shown without one.
	})
}

func TestScript(t *testing.T) {
	tests, err := filepath.Abs("testdata/litmus")
	if err != nil {
		t.Fatal(err)
	}
	testscript.Run(t, testscript.Params{
		Dir: "testdata/script",
		Setup: func(env *testscript.Env) error {
			// The litmus tests that most scripts use, read only.
			env.Setenv("LITMUS", tests)
			return nil
		},
		Cmds: map[string]func(ts *testscript.TestScript, neg bool, args []string){
			"status": status,
		},
	})
}

// status runs a command and compares its exit status: status N command args…
// Its output is left for stdout and stderr checks.
func status(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: status N command args...")
	}
	got := "0"
	if err := ts.Exec(args[1], args[2:]...); err != nil {
		got = "?"
		if e, ok := err.(interface{ ExitCode() int }); ok {
			got = string(rune('0' + e.ExitCode()))
		}
	}
	if got != args[0] {
		ts.Fatalf("exit status %s, want %s", got, args[0])
	}
}
