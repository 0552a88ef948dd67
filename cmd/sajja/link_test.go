package main

import (
	"fmt"
	"net"
	"net/url"
	"path/filepath"
	"sync"
	"testing"

	"github.com/jackc/pgx/v5"
)

// link is a cable between the service and its database that a test can pull.
type link struct {
	listener net.Listener
	database *pgx.ConnConfig

	mu    sync.Mutex
	mode  linkMode
	open  map[net.Conn]bool
	moved *sync.Cond
}

type linkMode int

const (
	linkUp linkMode = iota
	// linkRefused closes every connection at once, as a server that is down.
	linkRefused
	// linkStalled keeps connections and carries nothing, as a network that is.
	linkStalled
)

func newLink(t *testing.T, databaseURL secret) *link {
	t.Helper()
	parsed, err := pgx.ParseConfig(databaseURL.reveal())
	if err != nil {
		t.Fatal(err)
	}
	listener, err := new(net.ListenConfig).Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	l := &link{listener: listener, database: parsed, open: map[net.Conn]bool{}}
	l.moved = sync.NewCond(&l.mu)
	go l.accept()
	t.Cleanup(func() {
		_ = listener.Close()
		l.refuse()
	})
	return l
}

// address is the database's, by way of the link.
func (l *link) address() secret {
	through := url.URL{
		Scheme:   "postgres",
		User:     url.UserPassword(l.database.User, l.database.Password),
		Host:     l.listener.Addr().String(),
		Path:     "/" + l.database.Database,
		RawQuery: "sslmode=disable",
	}
	return secret(through.String())
}

func (l *link) refuse()  { l.set(linkRefused) }
func (l *link) stall()   { l.set(linkStalled) }
func (l *link) restore() { l.set(linkUp) }

// set changes the mode; what is open does not survive a refusal.
func (l *link) set(mode linkMode) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.mode = mode
	if mode == linkRefused {
		for conn := range l.open {
			_ = conn.Close()
		}
		clear(l.open)
	}
	l.moved.Broadcast()
}

func (l *link) accept() {
	for {
		near, err := l.listener.Accept()
		if err != nil {
			return
		}
		go l.connect(near)
	}
}

func (l *link) connect(near net.Conn) {
	if !l.keep(near) {
		return
	}
	far, err := l.dial()
	if err != nil || !l.keep(far) {
		_ = near.Close()
		return
	}
	go l.carry(near, far)
	l.carry(far, near)
}

// dial reaches the database where it listens, on a socket or a port.
func (l *link) dial() (net.Conn, error) {
	if filepath.IsAbs(l.database.Host) {
		return net.Dial("unix", filepath.Join(l.database.Host, fmt.Sprintf(".s.PGSQL.%d", l.database.Port)))
	}
	return net.Dial("tcp", net.JoinHostPort(l.database.Host, fmt.Sprint(l.database.Port)))
}

// keep notes an open connection, unless none may be.
func (l *link) keep(conn net.Conn) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.mode == linkRefused {
		_ = conn.Close()
		return false
	}
	l.open[conn] = true
	return true
}

// carry carries one way; when that way ends, so does the other.
func (l *link) carry(to, from net.Conn) {
	defer to.Close()
	defer from.Close()
	buffer := make([]byte, 32<<10)
	for {
		n, err := from.Read(buffer)
		if err != nil {
			return
		}
		l.mu.Lock()
		for l.mode == linkStalled {
			l.moved.Wait()
		}
		l.mu.Unlock()
		if _, err := to.Write(buffer[:n]); err != nil {
			return
		}
	}
}
