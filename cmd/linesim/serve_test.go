package main

import (
	"bufio"
	"context"
	"log/slog"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"testing"
	"time"

	"sajja/cmd/linesim/sim"
)

func TestServe(t *testing.T) {
	t.Parallel()
	t.Run("it ends at once although a page is open", func(t *testing.T) {
		t.Parallel()
		command := serveCommand{channelFlags: channelFlags{Secret: "secret", Token: "token"}}
		config, err := command.config()
		if err != nil {
			t.Fatal(err)
		}
		config.Logger = slog.New(slog.DiscardHandler)
		platform, err := sim.New(config)
		if err != nil {
			t.Fatal(err)
		}
		address := freeAddress(t)
		ctx, stop := context.WithCancel(t.Context())
		defer stop()
		ended := make(chan error, 1)
		go func() { ended <- serve(ctx, address, platform, config.Logger) }()
		if err := (simulatorClient{"http://" + address}).waitUp(ctx, ended); err != nil {
			t.Fatal(err)
		}
		stream, err := http.Get("http://" + address + "/sim/stream")
		if err != nil {
			t.Fatal(err)
		}
		defer func() { _ = stream.Body.Close() }()
		if _, err := bufio.NewReader(stream.Body).ReadString('\n'); err != nil {
			t.Fatal(err)
		}
		stop()
		select {
		case err := <-ended:
			if err != nil {
				t.Error(err)
			}
		case <-time.After(30 * time.Second):
			t.Error("still serving")
		}
	})
	t.Run("a phones file names the people", func(t *testing.T) {
		t.Parallel()
		path := filepath.Join(t.TempDir(), "phones.json")
		file := `{"phones":[{"userId":"U0000000000000000000000000000000a","displayName":"ก","label":"สมาชิก"}],` +
			`"groups":[{"id":"C0000000000000000000000000000000c","name":"ข","members":["U0000000000000000000000000000000a"]}]}`
		if err := os.WriteFile(path, []byte(file), 0o600); err != nil {
			t.Fatal(err)
		}
		config, err := (&serveCommand{Phones: path, Redeliver: true}).config()
		if err != nil || len(config.Phones) != 1 || len(config.Groups) != 1 || len(config.RedeliverFailed) != 3 {
			t.Errorf("%+v, %v", config, err)
		}
	})
	t.Run("a phones file that is no JSON is refused", func(t *testing.T) {
		t.Parallel()
		path := filepath.Join(t.TempDir(), "phones.json")
		if err := os.WriteFile(path, []byte("U1"), 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := (&serveCommand{Phones: path}).config(); err == nil {
			t.Error("taken")
		}
	})
}

// freeAddress is a loopback address that nobody listens on.
func freeAddress(t *testing.T) string {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = listener.Close() }()
	return listener.Addr().String()
}
