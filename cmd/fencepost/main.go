// Command fencepost checks litmus tests of the Linux-kernel memory model.
package main

import (
	"context"
	"os"
	"os/signal"
	"syscall"
)

func main() { os.Exit(mainStatus(openModel)) }

// mainStatus runs the process with the given way to open a memory model and
// returns its exit status.
func mainStatus(open opener) int {
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
