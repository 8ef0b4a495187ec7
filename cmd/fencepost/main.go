// Command fencepost checks litmus tests of the Linux-kernel memory model.
package main

import (
	"context"
	"os"
	"os/signal"
	"runtime/debug"
	"syscall"
)

func main() { os.Exit(mainStatus(openModel)) }

// mainStatus runs the process with the given way to open a memory model and
// returns its exit status.
func mainStatus(open opener) int {
	tuneCollector()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	// A second Ctrl-C ends the process at once, should the first be stuck.
	context.AfterFunc(ctx, stop)
	c := &cli{
		stdin:  os.Stdin,
		stdout: os.Stdout,
		stderr: os.Stderr,
		getenv: os.Getenv,
		open:   open,
	}
	return c.run(ctx, os.Args[1:])
}

const (
	// collectorPercent lets the heap grow to five times what is live between
	// collections. Little is live here, a few megabytes, so with Go's default the
	// collector takes more than half of the time of many small tests.
	collectorPercent = 400
	// collectorLimit is where the heap is kept small again, in bytes.
	collectorLimit = 600 << 20
)

// serverPercent is Go's own default. A server runs for days beside an editor: it
// keeps close to what it needs, and the collector works while people think.
const serverPercent = 100

// tuneCollector trades some memory for time, unless the user has chosen.
func tuneCollector() {
	growHeap(collectorPercent)
	if os.Getenv("GOMEMLIMIT") == "" {
		debug.SetMemoryLimit(collectorLimit)
	}
}

// growHeap sets by how many percent the heap grows between collections, unless
// the user has chosen.
func growHeap(percent int) {
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(percent)
	}
}
