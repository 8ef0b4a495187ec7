package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/netip"
	"os"
	"path/filepath"
	"runtime"
	"time"

	"github.com/spf13/cobra"
	"go.uber.org/zap"

	"github.com/lkmm-tools/fencepost/server/lsp"
	"github.com/lkmm-tools/fencepost/server/session"
)

// serveFlags are the flags of the serve command.
type serveFlags struct {
	listen string
	jobs   int
}

func (c *cli) newServe() *cobra.Command {
	f := &serveFlags{}
	cmd := &cobra.Command{
		Use:   "serve [flags]",
		Short: "Serve editors over the language server protocol",
		Long: `Serve speaks the language server protocol on the standard input and output, for
one editor that starts it. With --listen it serves any number of editors on a
loopback socket instead, until it is interrupted.

The standard output carries the protocol alone; --log-level logs on standard
error.

Exit status: 0 after the protocol's shutdown, or when a listening server is
interrupted; 1 if the editor went away without it; 2 if a flag is wrong.`,
		Example: `  fencepost serve
  fencepost serve --listen 127.0.0.1:7998`,
		Args: func(cmd *cobra.Command, args []string) error {
			if err := noArgs(cmd, args); err != nil {
				return err
			}
			if f.jobs < 0 {
				return &usageError{fmt.Errorf("--jobs %d: want 0 or more", f.jobs), cmd.CommandPath()}
			}
			if err := checkLoopback(f.listen); f.listen != "" && err != nil {
				return &usageError{err, cmd.CommandPath()}
			}
			return nil
		},
		RunE: func(cmd *cobra.Command, _ []string) error { return c.serve(cmd.Context(), f) },
	}
	cmd.Flags().StringVar(&f.listen, "listen", "", "serve on this loopback address, 127.0.0.1:PORT; port 0 takes a free one and prints it")
	cmd.Flags().IntVar(&f.jobs, "jobs", 0, "number of tests that are checked at the same time, 0 for the number of cores")
	// Editors pass it by habit; there is nothing else to speak on.
	cmd.Flags().Bool("stdio", false, "speak on standard input and output, which is the default")
	cmd.MarkFlagsMutuallyExclusive("listen", "stdio")
	complete(cmd, "listen", "127.0.0.1:0")
	return cmd
}

// checkLoopback refuses addresses that other machines could reach: whoever can
// connect can make this process read files and compute.
func checkLoopback(address string) error {
	at, err := netip.ParseAddrPort(address)
	switch {
	case err != nil:
		return fmt.Errorf("--listen %s: want an address and a port, such as 127.0.0.1:7998", address)
	case !at.Addr().IsLoopback():
		return fmt.Errorf("--listen %s: want a loopback address, such as 127.0.0.1:%d: there is no protection against other machines", address, at.Port())
	default:
		return nil
	}
}

// serve runs the serve command.
func (c *cli) serve(ctx context.Context, f *serveFlags) error {
	growHeap(serverPercent)
	pool := session.NewPool(f.jobs)
	defer closeSoon(pool)
	spareProcessors()
	log := c.logs.get(c.stderr)
	server := lsp.New(lsp.Config{
		Session: session.Config{
			Open: c.open,
			Read: readText,
			List: listFolder,
			Load: loadText, Build: newBuilds().of,
			Pool: pool,
			OnPanic: func(name string, value any, stack []byte) {
				log.Error("panic", zap.String("document", name), zap.Any("value", value), zap.ByteString("stack", stack))
			},
		},
		Log:     log,
		Version: version(),
	})
	if f.listen == "" {
		if !server.Serve(ctx, newStdio(c.stdin, c.stdout)) && ctx.Err() == nil {
			c.status.add(exitMissed)
		}
		return nil
	}
	listener, err := net.Listen("tcp", f.listen)
	if err != nil {
		return fmt.Errorf("--listen %s: %s", f.listen, listenReason(err))
	}
	fmt.Fprintf(c.stderr, "fencepost: listening on %s\n", listener.Addr())
	return server.Listen(ctx, listener)
}

// spareProcessors lets more goroutines run at the same time than there are cores,
// unless the user has chosen. Engines and the collector can take all of Go's
// processors; a keystroke then waits up to the 10 ms after which Go takes one away.
// With a few to spare the operating system shares the cores out, within a
// millisecond.
func spareProcessors() {
	if os.Getenv("GOMAXPROCS") == "" {
		runtime.GOMAXPROCS(runtime.GOMAXPROCS(0) + spare)
	}
}

// spare is enough for the way of a message through reader, session and writer.
const spare = 2

// closeSoon closes a pool, but does not wait for ever: the process is about to end,
// and what is left cannot be stopped.
func closeSoon(pool *session.Pool) {
	closed := make(chan struct{})
	go func() {
		pool.Close()
		close(closed)
	}()
	select {
	case <-closed:
	case <-time.After(closeTime):
	}
}

// closeTime bounds how long the end of the process may take.
const closeTime = 2 * time.Second

// listenReason returns what is wrong without the address, which is shown anyway.
func listenReason(err error) string {
	if e := (*net.OpError)(nil); errors.As(err, &e) {
		return e.Err.Error()
	}
	return err.Error()
}

// readText returns the text of a file for background checking.
func readText(ctx context.Context, path string) (string, error) {
	f, err := input{path: path}.read(ctx, nil)
	if err != nil {
		return "", err
	}
	return f.Text(), nil
}

// loadText returns the text of a file that another includes.
func loadText(path string) (string, bool) {
	f, ok := loadFile(path)
	if !ok {
		return "", false
	}
	return f.Text(), true
}

// listFolder returns the files with tests below a folder. What cannot be read below it
// is left out, as an editor has nowhere to show it. The error does not name the
// folder: the session does.
func listFolder(ctx context.Context, folder string) ([]string, error) {
	info, err := os.Stat(folder)
	switch {
	case err != nil:
		return nil, fmt.Errorf("cannot read: %s", reason(err))
	case !info.IsDir():
		return nil, errors.New("not a folder")
	}
	var paths []string
	for _, in := range walk(ctx, filepath.Clean(folder)) {
		if in.problem == "" {
			paths = append(paths, in.path)
		}
	}
	return paths, ctx.Err()
}

// stdio is the standard input and output as one connection. Closing it ends a read
// that waits: the read of the process's input cannot be ended, but it can be left
// behind.
type stdio struct {
	*io.PipeReader
	out io.Writer
}

func newStdio(in io.Reader, out io.Writer) stdio {
	r, w := io.Pipe()
	go func() {
		_, err := io.Copy(w, in)
		w.CloseWithError(err) // nil is the end of the input
	}()
	return stdio{r, out}
}

// Write writes to the standard output.
func (s stdio) Write(data []byte) (int, error) { return s.out.Write(data) }
