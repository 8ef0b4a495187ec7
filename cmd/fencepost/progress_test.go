//go:build linux

package main

import (
	"context"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"golang.org/x/sys/unix"

	"github.com/lkmm-tools/fencepost/model/prog"
	"github.com/lkmm-tools/fencepost/server/ide"
	"github.com/lkmm-tools/fencepost/smt/verify"
)

// openTerminal returns both ends of a pseudo-terminal.
func openTerminal(t *testing.T) (master, slave *os.File) {
	t.Helper()
	master, err := os.OpenFile("/dev/ptmx", os.O_RDWR|unix.O_NOCTTY, 0)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { master.Close() })
	fd := int(master.Fd())
	if err := unix.IoctlSetPointerInt(fd, unix.TIOCSPTLCK, 0); err != nil {
		t.Fatal(err)
	}
	n, err := unix.IoctlGetInt(fd, unix.TIOCGPTN)
	if err != nil {
		t.Fatal(err)
	}
	slave, err = os.OpenFile(filepath.Join("/dev/pts", strconv.Itoa(n)), os.O_RDWR|unix.O_NOCTTY, 0)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { slave.Close() })
	if err := unix.IoctlSetWinsize(fd, unix.TIOCSWINSZ, &unix.Winsize{Row: 24, Col: 80}); err != nil {
		t.Fatal(err)
	}
	return master, slave
}

// TestProgress checks that a run that takes a while shows a bar on a terminal,
// takes it away again, and shows none with --quiet.
func TestProgress(t *testing.T) {
	slow := func() ide.Engine {
		return engineFunc(func(context.Context, *prog.Program) (*verify.Result, error) {
			time.Sleep(progressDelay / 4)
			return never()
		})
	}
	for _, quiet := range []bool{false, true} {
		master, slave := openTerminal(t)
		args := []string{"verify", "--jobs", "1", writeTests(t, 8)}
		if quiet {
			args = append(args, "--quiet")
		}
		if status, _ := runWith(t, t.Context(), slave, slow, args...); status != 0 {
			t.Errorf("status %d", status)
		}
		if _, err := slave.WriteString("END"); err != nil {
			t.Fatal(err)
		}
		seen, buf := "", make([]byte, 4096)
		for !strings.HasSuffix(seen, "END") {
			n, err := master.Read(buf)
			if err != nil {
				t.Fatal(err)
			}
			seen += string(buf[:n])
		}
		if got := strings.Contains(seen, "checking"); got == quiet {
			t.Errorf("quiet %v: bar shown: %v\n%q", quiet, got, seen)
		}
		last := seen[strings.LastIndex(seen, "\r")+1:]
		if strings.Contains(last, "checking") {
			t.Errorf("quiet %v: the bar is still there: %q", quiet, seen)
		}
	}
}
