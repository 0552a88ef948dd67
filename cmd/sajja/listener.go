package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"strconv"
	"sync"
	"time"
)

// listener is an HTTP server on an address of its own.
type listener struct {
	server *http.Server
	net    net.Listener
	unused unused
}

// listen binds the address, so that a port in use stops the start, and serves
// until close. Whatever ends the serving otherwise is given to fail.
func listen(ctx context.Context, address string, handler http.Handler, log *slog.Logger, fail func(error)) (*listener, error) {
	bound, err := new(net.ListenConfig).Listen(ctx, "tcp", address)
	if err != nil {
		return nil, fmt.Errorf("listen on %s: %w", address, err)
	}
	l := &listener{net: bound, server: newServer(handler, log)}
	l.server.ConnState = l.unused.follow
	go func() {
		if err := l.server.Serve(bound); !errors.Is(err, http.ErrServerClosed) {
			fail(fmt.Errorf("serve on %s: %w", address, err))
		}
	}()
	return l, nil
}

// newServer sets the bounds that net/http leaves open. LINE waits two seconds
// for an answer and keeps its connections; nothing else has cause to be slow.
func newServer(handler http.Handler, log *slog.Logger) *http.Server {
	return &http.Server{
		Handler:           handler,
		ReadHeaderTimeout: 5 * time.Second,
		ReadTimeout:       10 * time.Second,
		WriteTimeout:      15 * time.Second,
		IdleTimeout:       2 * time.Minute,
		MaxHeaderBytes:    16 << 10,
		ErrorLog:          slog.NewLogLogger(log.Handler(), slog.LevelWarn),
	}
}

// address is where it listens, with the port that the system chose for :0.
func (l *listener) address() string { return l.net.Addr().String() }

// unused are connections that nothing was asked over yet. Callers and load
// balancers open them in store, and a server that stops waits five seconds for
// what may come over each.
type unused struct {
	mu    sync.Mutex
	conns map[net.Conn]struct{}
	shut  bool
}

// follow is told of every change of a connection.
func (u *unused) follow(conn net.Conn, state http.ConnState) {
	u.mu.Lock()
	defer u.mu.Unlock()
	switch {
	case state != http.StateNew:
		delete(u.conns, conn)
	case u.shut:
		_ = conn.Close()
	case u.conns == nil:
		u.conns = map[net.Conn]struct{}{conn: {}}
	default:
		u.conns[conn] = struct{}{}
	}
}

// close closes them, and those still to come.
func (u *unused) close() {
	u.mu.Lock()
	defer u.mu.Unlock()
	u.shut = true
	for conn := range u.conns {
		_ = conn.Close()
	}
}

// close takes no new request, lets those in hand finish, and at the end of ctx
// cuts them off.
func (l *listener) close(ctx context.Context) error {
	l.unused.close()
	err := l.server.Shutdown(ctx)
	if err != nil {
		return errors.Join(fmt.Errorf("requests were cut off: %w", err), l.server.Close())
	}
	return nil
}

// dialable is the address as a program on this machine can dial it: a listener
// on all addresses is reached on the loopback one.
func (l *listener) dialable() string {
	at := l.net.Addr().(*net.TCPAddr)
	if at.IP.IsUnspecified() {
		return net.JoinHostPort("127.0.0.1", strconv.Itoa(at.Port))
	}
	return at.String()
}
