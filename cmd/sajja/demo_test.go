package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// demoPatience bounds each wait of this file: a start, an answer, a picture.
const demoPatience = 60 * time.Second

// TestDemoLeavesNothing ends the demo in every way that people and machines do.
func TestDemoLeavesNothing(t *testing.T) {
	t.Parallel()
	t.Run("after Ctrl-C, and the next run has the same books", func(t *testing.T) {
		t.Parallel()
		cache := newCache(t)
		d := startDemo(t, cache)
		before := d.books(t)
		d.interrupt(t)
		d.expectEnd(t)
		d.expectNobody(t)
		d = startDemo(t, cache)
		if diff := cmp.Diff(before, d.books(t)); diff != "" {
			t.Error(diff)
		}
		d.interrupt(t)
		d.expectEnd(t)
	})
	t.Run("after SIGTERM, and the books can be read without it", func(t *testing.T) {
		t.Parallel()
		d := startDemo(t, newCache(t))
		before := d.books(t)
		if err := d.command.Process.Signal(syscall.SIGTERM); err != nil {
			t.Fatal(err)
		}
		d.expectEnd(t)
		d.expectNobody(t)
		if diff := cmp.Diff(before, d.books(t)); diff != "" {
			t.Error(diff)
		}
		d.expectNobody(t)
	})
	t.Run("after Ctrl-C twice", func(t *testing.T) {
		t.Parallel()
		d := startDemo(t, newCache(t))
		d.interrupt(t)
		d.interrupt(t)
		_ = d.command.Wait() // with success or not: how far it came is a race
		d.expectNobody(t)
	})
	t.Run("after kill -9, and the next run has the same books", func(t *testing.T) {
		t.Parallel()
		cache := newCache(t)
		d := startDemo(t, cache)
		before := d.books(t)
		if err := d.command.Process.Kill(); err != nil {
			t.Fatal(err)
		}
		_ = d.command.Wait()
		d.expectNobody(t)
		d = startDemo(t, cache)
		if diff := cmp.Diff(before, d.books(t)); diff != "" {
			t.Error(diff)
		}
		d.interrupt(t)
		d.expectEnd(t)
		d.expectNobody(t)
	})
}

// runningDemo is `sajja demo` in a process of its own, with a cache folder of
// its own, so that the other commands find its books as they find a person's.
type runningDemo struct {
	command *exec.Cmd
	cache   string
	page    string
	told    *bytes.Buffer
}

// newCache makes a cache folder that the account which runs PostgreSQL for root
// can get to.
func newCache(t *testing.T) string {
	t.Helper()
	cache := t.TempDir()
	if err := os.Chmod(filepath.Dir(cache), 0o711); err != nil {
		t.Fatal(err)
	}
	return cache
}

// startDemo gives a demo that is up, on free ports unless flags say otherwise.
func startDemo(t *testing.T, cache string, flags ...string) *runningDemo {
	t.Helper()
	d := &runningDemo{cache: cache, told: &bytes.Buffer{}}
	d.command = d.sajja(t, append([]string{"demo", "--listen", "127.0.0.1:0", "--bot", "127.0.0.1:0"}, flags...)...)
	d.command.Stderr = d.told
	// As a shell starts it: a Ctrl-C goes to this group.
	d.command.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	stdout, err := d.command.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := d.command.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = d.command.Process.Kill()
		_ = d.command.Wait()
	})
	lines := bufio.NewScanner(stdout)
	if !lines.Scan() {
		_ = d.command.Wait()
		t.Fatalf("the demo did not come up: %s", d.told)
	}
	d.page = lines.Text()
	return d
}

// sajja prepares a command line in the demo's surroundings.
func (d *runningDemo) sajja(t *testing.T, args ...string) *exec.Cmd {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	command := exec.Command(self, args...)
	// One for Linux' cache folder, one for macOS', one for what is temporary.
	command.Env = append(os.Environ(), asProgram+"=1", "DATABASE_URL=", "XDG_CACHE_HOME="+d.cache, "HOME="+d.cache, "TMPDIR="+d.cache)
	return command
}

// report runs a command with --json and reads its answer.
func report[T any](t *testing.T, d *runningDemo, args ...string) T {
	t.Helper()
	out, err := d.sajja(t, append(args, "--json")...).Output()
	if err != nil {
		t.Fatalf("sajja %s: %v", strings.Join(args, " "), err)
	}
	var answer T
	if err := json.Unmarshal(out, &answer); err != nil {
		t.Fatalf("sajja %s: %v in %s", strings.Join(args, " "), err, out)
	}
	return answer
}

func (d *runningDemo) statement(t *testing.T, number string) statementJSON {
	t.Helper()
	return report[statementJSON](t, d, "report", "statement", "--fund", demoFundCode, "--member", number)
}

func (d *runningDemo) trialBalance(t *testing.T) trialBalanceJSON {
	t.Helper()
	return report[trialBalanceJSON](t, d, "report", "trial-balance", "--fund", demoFundCode)
}

// books is the trial balance as another program reads it, but for the day it was
// asked on.
func (d *runningDemo) books(t *testing.T) map[string]any {
	t.Helper()
	trial := report[map[string]any](t, d, "report", "trial-balance", "--fund", demoFundCode)
	delete(trial, "as_of")
	return trial
}

// interrupt presses Ctrl-C.
func (d *runningDemo) interrupt(t *testing.T) {
	t.Helper()
	if err := syscall.Kill(-d.command.Process.Pid, syscall.SIGINT); err != nil && !errors.Is(err, syscall.ESRCH) {
		t.Fatal(err)
	}
}

// expectEnd waits for an end in order.
func (d *runningDemo) expectEnd(t *testing.T) {
	t.Helper()
	if err := d.command.Wait(); err != nil {
		t.Errorf("the demo ended with %v: %s", err, d.told)
	}
}

// expectNobody waits until no process works in the demo's folders any more: the
// servers and what watches over them have these on their command lines.
func (d *runningDemo) expectNobody(t *testing.T) {
	t.Helper()
	var left string
	deadline := time.Now().Add(demoPatience)
	for range time.Tick(50 * time.Millisecond) {
		if left = commandLinesNaming(t, d.cache); left == "" {
			return
		}
		if time.Now().After(deadline) {
			t.Fatalf("processes are left:\n%s", left)
		}
	}
}

// commandLinesNaming lists the processes that name the folder: from /proc where
// there is one, otherwise from ps.
func commandLinesNaming(t *testing.T, folder string) string {
	t.Helper()
	var found []string
	files, _ := filepath.Glob("/proc/[0-9]*/cmdline") // the only error is a malformed pattern
	for _, file := range files {
		if line, err := os.ReadFile(file); err == nil && bytes.Contains(line, []byte(folder)) {
			found = append(found, string(line))
		}
	}
	if len(files) == 0 {
		out, err := exec.Command("ps", "-axww", "-o", "command=").Output()
		if err != nil {
			t.Fatal(err)
		}
		for line := range strings.Lines(string(out)) {
			if strings.Contains(line, folder) {
				found = append(found, line)
			}
		}
	}
	return strings.Join(found, "\n")
}
