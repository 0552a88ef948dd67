package main

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"os"
	"os/exec"
	"strings"
	"syscall"
	"testing"
	"time"
)

// process is the program in a process of its own.
type process struct {
	command *exec.Cmd
	log     chan map[string]any
	address string
}

// startProcess runs `sajja serve` and returns when it listens.
func startProcess(t *testing.T, c config) *process {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	t.Cleanup(cancel)
	command := exec.CommandContext(ctx, self, "serve")
	command.Env = append(os.Environ(), asProgram+"=1",
		"DATABASE_URL="+c.DatabaseURL.reveal(), "REDIS_URL="+c.RedisURL.reveal(),
		"LINE_CHANNEL_SECRET="+c.ChannelSecret.reveal(), "LINE_CHANNEL_ACCESS_TOKEN="+c.ChannelToken.reveal(),
		"LINE_API_URL="+c.LineAPIURL, "LISTEN=127.0.0.1:0")
	stderr, err := command.StderrPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := command.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = command.Process.Kill() })
	p := &process{command: command, log: make(chan map[string]any, 100)}
	go readLog(stderr, p.log)
	p.address, _ = p.await(t, "listening")["address"].(string)
	p.await(t, "service started")
	return p
}

// readLog parses the lines of a log; every line is JSON.
func readLog(log io.Reader, lines chan<- map[string]any) {
	defer close(lines)
	for scanner := bufio.NewScanner(log); scanner.Scan(); {
		line := map[string]any{}
		if json.Unmarshal(scanner.Bytes(), &line) != nil {
			line["msg"] = "no JSON: " + scanner.Text()
		}
		lines <- line
	}
}

// await reads the log up to a message.
func (p *process) await(t *testing.T, message string) map[string]any {
	t.Helper()
	var seen []string
	for line := range p.log {
		text, _ := line["msg"].(string)
		if text == message {
			return line
		}
		seen = append(seen, text)
	}
	t.Fatalf("the log ended without %q: %q", message, seen)
	return nil
}

// wait gives the exit status and how long the end took.
func (p *process) wait(t *testing.T) (code int, took time.Duration) {
	t.Helper()
	began := time.Now()
	for range p.log { // the pipe is read to its end before Wait closes it
	}
	_ = p.command.Wait()
	return p.command.ProcessState.ExitCode(), time.Since(began)
}

func TestProcess(t *testing.T) {
	t.Parallel()

	t.Run("SIGTERM ends it in order and with success", func(t *testing.T) {
		t.Parallel()
		c := served(t)
		p := startProcess(t, c)
		if status := deliver(t, "http://"+p.address+"/webhook", follow("01JD0000000000000000000005")); status != 200 {
			t.Errorf("webhook: %d", status)
		}
		if err := p.command.Process.Signal(syscall.SIGTERM); err != nil {
			t.Fatal(err)
		}
		p.await(t, "service stopped")
		if code, took := p.wait(t); code != exitDone || took > stopTimeout {
			t.Errorf("exit %d after %v", code, took)
		}
		if n := kept(t, c.DatabaseURL); n != 1 {
			t.Errorf("kept %d events, want 1", n)
		}
	})

	t.Run("connections opened in store do not keep it", func(t *testing.T) {
		t.Parallel()
		p := startProcess(t, served(t))
		conn, err := net.Dial("tcp", p.address)
		if err != nil {
			t.Fatal(err)
		}
		defer conn.Close()
		if err := p.command.Process.Signal(syscall.SIGTERM); err != nil {
			t.Fatal(err)
		}
		if code, took := p.wait(t); code != exitDone {
			t.Errorf("exit %d after %v", code, took)
		}
	})

	t.Run("a second signal does not wait for what the first one waits for", func(t *testing.T) {
		t.Parallel()
		p := startProcess(t, served(t))
		sendHalf(t, p.address)
		for _, said := range []string{"stopping", "ending at once"} {
			if err := p.command.Process.Signal(os.Interrupt); err != nil {
				t.Fatal(err)
			}
			p.await(t, said)
		}
		if code, took := p.wait(t); code != exitFailed || took >= stopTimeout {
			t.Errorf("exit %d after %v", code, took)
		}
	})

	t.Run("a start that cannot be says why in one line on stderr", func(t *testing.T) {
		t.Parallel()
		code, stdout, stderr := invoke(t, sound(), "serve", "--database-url", "postgres://u:swordfish@127.0.0.1:1/d")
		if code != exitFailed || stdout != "" || !strings.HasPrefix(stderr, "sajja: start database: ") || strings.Contains(stderr, "swordfish") {
			t.Errorf("exit %d, stdout %q, stderr %q", code, stdout, stderr)
		}
	})
}

// sendHalf leaves a request in hand: it returns when the service has begun to
// read a body that never comes.
func sendHalf(t *testing.T, address string) {
	t.Helper()
	conn, err := net.Dial("tcp", address)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = conn.Close() })
	fmt.Fprint(conn, "POST /webhook HTTP/1.1\r\nHost: bot\r\nExpect: 100-continue\r\nContent-Length: 100\r\n\r\n")
	answer, err := bufio.NewReader(conn).ReadString('\n')
	if err != nil || !strings.HasPrefix(answer, "HTTP/1.1 100 ") {
		t.Fatalf("answer %q, %v", answer, err)
	}
}
