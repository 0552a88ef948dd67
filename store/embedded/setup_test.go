package embedded

import (
	"bufio"
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
)

// patience bounds every wait of these tests; a loaded machine needs seconds.
const patience = 60 * time.Second

// reachableDir is t.TempDir where the servers' account can get to it too.
func reachableDir(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	if err := os.Chmod(filepath.Dir(dir), 0o711); err != nil {
		t.Fatal(err)
	}
	dir, err := filepath.EvalSymlinks(dir)
	if err != nil {
		t.Fatal(err)
	}
	return dir
}

// up starts a PostgreSQL that stops with the test.
func up(t *testing.T, config PostgresConfig) *Postgres {
	t.Helper()
	p, err := StartPostgres(t.Context(), config)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { down(t, p) })
	return p
}

func down(t *testing.T, p *Postgres) {
	t.Helper()
	if err := p.Stop(context.Background()); err != nil {
		t.Error(err)
	}
}

// ask runs a query that gives one value.
func ask[T any](t *testing.T, url, query string) T {
	t.Helper()
	conn, err := pgx.Connect(t.Context(), url)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close(context.Background())
	var value T
	if err := conn.QueryRow(t.Context(), query).Scan(&value); err != nil {
		t.Fatal(err)
	}
	return value
}

func execute(t *testing.T, url, statement string) {
	t.Helper()
	conn, err := pgx.Connect(t.Context(), url)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close(context.Background())
	if _, err := conn.Exec(t.Context(), statement); err != nil {
		t.Fatal(err)
	}
}

// expectNobody waits until no process names the folder on its command line.
func expectNobody(t *testing.T, dir string) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), patience)
	defer cancel()
	var last []string
	err := poll(ctx, func() (bool, error) {
		last = processesNaming(t, dir)
		return len(last) == 0, nil
	})
	if err != nil {
		t.Fatalf("processes are left: %q", last)
	}
}

func processesNaming(t *testing.T, dir string) []string {
	t.Helper()
	if numbers, err := filepath.Glob("/proc/[0-9]*"); err == nil && len(numbers) > 0 {
		var lines []string
		for _, number := range numbers {
			pid, _ := strconv.Atoi(filepath.Base(number))
			lines = append(lines, strings.Join(commandLine(pid), " "))
		}
		return slices.DeleteFunc(lines, func(line string) bool { return !strings.Contains(line, dir) })
	}
	out, err := exec.Command("ps", "-axww", "-o", "command=").Output()
	if err != nil {
		t.Fatal(err)
	}
	return slices.DeleteFunc(strings.Split(string(out), "\n"), func(line string) bool { return !strings.Contains(line, dir) })
}

func expectGone(t *testing.T, path string) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), patience)
	defer cancel()
	err := poll(ctx, func() (bool, error) {
		_, err := os.Stat(path)
		return os.IsNotExist(err), nil
	})
	if err != nil {
		t.Fatalf("%s is still there", path)
	}
}

// program is a run of runProgram in a process group of its own, as a shell would
// start it.
type program struct {
	cmd   *exec.Cmd
	lines *bufio.Scanner
}

func startProgram(t *testing.T, dir string, env ...string) *program {
	t.Helper()
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(append(os.Environ(), programEnv+"="+dir), env...)
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	cmd.Stderr = os.Stderr
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	p := &program{cmd: cmd, lines: bufio.NewScanner(out)}
	t.Cleanup(func() {
		_ = cmd.Process.Kill()
		_ = cmd.Wait()
	})
	return p
}

// expect reads the program's next line and returns what follows the word.
func (p *program) expect(t *testing.T, word string) []string {
	t.Helper()
	if !p.lines.Scan() {
		t.Fatalf("the program ended before it said %q", word)
	}
	fields := strings.Fields(p.lines.Text())
	if len(fields) == 0 || fields[0] != word {
		t.Fatalf("the program said %q, want %q", p.lines.Text(), word)
	}
	return fields[1:]
}

// interrupt sends what a terminal's Ctrl-C sends: a signal to the whole group.
func (p *program) interrupt(t *testing.T, s syscall.Signal) {
	t.Helper()
	if err := syscall.Kill(-p.cmd.Process.Pid, s); err != nil {
		t.Fatal(err)
	}
}

func (p *program) kill(t *testing.T) {
	t.Helper()
	if err := p.cmd.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	_ = p.cmd.Wait()
}
