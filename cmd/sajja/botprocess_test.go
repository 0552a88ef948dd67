package main

import (
	"bufio"
	"encoding/json"
	"io"
	"os"
	"os/exec"
	"strings"
	"syscall"
	"testing"
	"time"
)

// botProcess is `sajja serve` in a process of its own, to be killed.
type botProcess struct {
	command *exec.Cmd
	began   time.Time
	webhook chan string   // once it is up: where it listens; closed when it has ended
	ended   chan struct{} // closed when it has ended
	log     *safeBuffer
}

// startBot starts a bot that ends with the test process, however that ends.
func startBot(t *testing.T, env map[string]string) *botProcess {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	p := &botProcess{command: exec.Command(self, "serve"), began: time.Now(), log: &safeBuffer{}}
	p.webhook, p.ended = make(chan string, 1), make(chan struct{})
	p.command.Env = append(os.Environ(), asProgram+"="+leashed)
	for name, value := range env {
		p.command.Env = append(p.command.Env, name+"="+value)
	}
	stderr, err := p.command.StderrPipe()
	if err != nil {
		t.Fatal(err)
	}
	leash, err := p.command.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := p.command.Start(); err != nil {
		t.Fatal(err)
	}
	go p.follow(stderr, leash)
	t.Cleanup(func() {
		p.kill()
		<-p.ended
		if t.Failed() {
			t.Logf("log of the bot that began %s:\n%s", p.began.Format(time.TimeOnly), tail(p.log.String()))
		}
	})
	return p
}

// follow reads the log to its end and keeps what is worth reading in it.
func (p *botProcess) follow(stderr io.Reader, leash io.Closer) {
	var address string
	for lines := bufio.NewScanner(stderr); lines.Scan(); {
		var line struct{ Level, Msg, Address string }
		err := json.Unmarshal(lines.Bytes(), &line)
		switch {
		case err != nil, line.Level != "INFO":
			_, _ = p.log.Write(append(lines.Bytes(), '\n'))
		case line.Msg == "listening":
			address = line.Address
		case line.Msg == "service started":
			p.webhook <- "http://" + address + "/webhook"
		}
	}
	_ = p.command.Wait()
	_ = leash.Close()
	close(p.webhook)
	close(p.ended)
}

// awaitUp gives the bot's webhook; false when it ended before it was up.
func (p *botProcess) awaitUp() (string, bool) {
	webhook, up := <-p.webhook
	return webhook, up
}

// kill is kill -9: nothing is finished, nothing is said.
func (p *botProcess) kill() { _ = p.command.Process.Kill() }

// terminate asks the bot to end, waits until it has, and tells how long it took
// and whether everything in hand was finished.
func (p *botProcess) terminate(t *testing.T) time.Duration {
	t.Helper()
	began := time.Now()
	if err := p.command.Process.Signal(syscall.SIGTERM); err != nil {
		t.Error(err)
	}
	<-p.ended
	took := time.Since(began)
	if code := p.command.ProcessState.ExitCode(); code != exitDone || took > stopTimeout {
		t.Errorf("exit %d after %v: %s", code, took, tail(p.log.String()))
	}
	return took
}

// tail bounds what a failing test prints.
func tail(log string) string {
	lines := strings.Split(strings.TrimSpace(log), "\n")
	return strings.Join(lines[max(0, len(lines)-20):], "\n")
}
