package embedded

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"os/exec"
	"strings"
	"sync"
	"syscall"
	"time"
)

// PostgresConfig says where the private PostgreSQL keeps its data and how.
type PostgresConfig struct {
	// Dir is the folder of the data, kept from run to run. Empty: a temporary
	// one, removed by Stop.
	Dir string
	// Fresh erases the data first.
	Fresh bool
	// Durable makes a commit wait for the disk. Off only where the data may be
	// lost with the machine: in tests.
	Durable bool
	// Downloads is where PostgreSQL's programs are unpacked when the machine has
	// none. Empty: DefaultDir("postgresql").
	Downloads string
	// Progress is told about a download, which takes a while. Nil: nobody.
	Progress io.Writer
	// Logger is told about starts, stops and what had to be cleared up. Nil: nobody.
	Logger *slog.Logger
}

// The bounds of a stop. Fast shutdown writes a checkpoint, which takes a slow
// disk some seconds after a load test; immediate leaves that to the next start.
// Together they stay below the ten seconds a program has to end.
const (
	fastLimit      = 6 * time.Second
	immediateLimit = 2 * time.Second
	killLimit      = 2 * time.Second
)

var postgresStop = []step{{syscall.SIGINT, fastLimit}, {syscall.SIGQUIT, immediateLimit}}

// readyLimit bounds the way from launch to the first connection. It is a tenth
// of a second as a rule; after a crash under load the log is replayed first.
const readyLimit = 60 * time.Second

// Postgres is a private PostgreSQL that runs until Stop.
type Postgres struct {
	cluster  cluster
	password string
	place    *folder
	log      *os.File
	server   *process
	watchdog *watchdog
	logger   *slog.Logger
	stop     sync.Once
}

// StartPostgres brings a private PostgreSQL up and returns when it takes
// connections. Whatever it began is undone when it fails or ctx ends first.
// Errors: InUseError, UnreachableError, VersionError, ForeignFolderError,
// ServerError, ErrNoServer when nothing was found and the download failed.
func StartPostgres(ctx context.Context, config PostgresConfig) (*Postgres, error) {
	begun := time.Now()
	p := &Postgres{logger: orSilent(config.Logger)}
	if err := p.start(ctx, config); err != nil {
		return nil, errors.Join(err, p.Stop(context.WithoutCancel(ctx)))
	}
	p.logger.Info("private PostgreSQL is up", "dir", p.place.path, "version", p.cluster.programs.major, "took", time.Since(begun).Round(time.Millisecond))
	return p, nil
}

func (p *Postgres) start(ctx context.Context, config PostgresConfig) error {
	place, err := openFolder(ctx, config.Dir, postgresLock)
	if place != nil {
		p.place = place
	}
	if err != nil {
		return err
	}
	if err := p.prepare(ctx, config); err != nil {
		return err
	}
	if p.password, err = readSecret(p.cluster.passwordFile()); err != nil {
		return err
	}
	if err := p.launchAfterOthers(ctx, config.Durable); err != nil {
		return err
	}
	if err := p.cluster.ensureOwner(ctx, p.password); err != nil {
		return err
	}
	return p.place.note(stateUp)
}

// prepare leaves a cluster on disk that a server can be started on.
func (p *Postgres) prepare(ctx context.Context, config PostgresConfig) error {
	as, err := serverAccount(p.place.in("data"))
	if err != nil {
		return err
	}
	if err := as.reach(p.place.path); err != nil {
		return err
	}
	p.cluster = cluster{data: p.place.in("data"), as: as}
	if p.cluster.socket, err = socketFolder(p.place, as); err != nil {
		return fmt.Errorf("make the socket's folder: %w", err)
	}
	if p.log, err = openLog(p.place.in("postgres.log")); err != nil {
		return fmt.Errorf("open the server's log: %w", err)
	}
	if err := p.cluster.clearOrphan(ctx); err != nil {
		return err
	}
	version, err := dataVersion(p.cluster.data)
	if err != nil {
		return err
	}
	if version != 0 && config.Fresh {
		if err := os.RemoveAll(p.cluster.data); err != nil {
			return fmt.Errorf("erase the old data: %w", err)
		}
		version = 0
	}
	if p.cluster.programs, err = choosePostgres(ctx, config, as, p.place.path, version); err != nil {
		return err
	}
	if version == 0 {
		return p.cluster.create(ctx, config.Durable, p.log)
	}
	return nil
}

// othersLimit bounds the wait for the processes of a server that was killed: they
// notice within moments and leave, on a busy machine within seconds.
const othersLimit = 20 * time.Second

// launchAfterOthers launches the server and does it again while processes of a
// killed one still hold the data's shared memory.
func (p *Postgres) launchAfterOthers(ctx context.Context, durable bool) error {
	again := time.NewTicker(100 * time.Millisecond)
	defer again.Stop()
	for late := time.Now().Add(othersLimit); ; <-again.C {
		err := p.launch(ctx, durable)
		if err == nil || !isHeldByOthers(err) || p.place.temporary || ctx.Err() != nil || time.Now().After(late) {
			return err
		}
		p.watchdog.release() // it clears the socket's folder away
		if p.cluster.socket, err = socketFolder(p.place, p.cluster.as); err != nil {
			return fmt.Errorf("make the socket's folder: %w", err)
		}
	}
}

func isHeldByOthers(err error) bool {
	var failed *ServerError
	return errors.As(err, &failed) && strings.Contains(failed.Said, "pre-existing shared memory block")
}

// launch starts the server, sets the watchdog over it and waits until it is
// ready. If we die, SIGQUIT makes it leave at once; what it had promised is in
// the write-ahead log.
func (p *Postgres) launch(ctx context.Context, durable bool) error {
	cmd := exec.Command(p.cluster.programs.program("postgres"), arguments(p.cluster.data, p.cluster.socket, durable)...)
	p.cluster.dress(cmd, p.log)
	server, err := launch(cmd, p.cluster.as, syscall.SIGQUIT)
	if err != nil {
		return err
	}
	p.server, server.place = server, p.place
	if p.watchdog, err = watch(server.pid(), p.cluster.pidFile(), "QUIT", p.place, p.cluster.socket); err != nil {
		return err
	}
	bound, cancel := context.WithTimeout(ctx, readyLimit)
	defer cancel()
	if err := poll(bound, p.isReady); err != nil {
		return &ServerError{Program: "postgres", Said: lastWords(p.log), Err: err}
	}
	return nil
}

func (p *Postgres) isReady() (bool, error) {
	select {
	case <-p.server.done:
		return false, fmt.Errorf("ended while starting: %w", p.server.err)
	default:
	}
	state, err := readPostmaster(p.cluster.pidFile())
	return state.isReady && state.pid == p.server.pid(), err
}

// URL is the address for the owner's login, for pgx as for psql. It holds a
// password: not for logs.
func (p *Postgres) URL() string { return p.cluster.url(owner, p.password, databaseName) }

// AdminURL is the address for the superuser's login; tests make and drop
// databases with it.
func (p *Postgres) AdminURL() string { return p.cluster.url(superuser, p.password, "postgres") }

// Done is closed when the server has ended, asked to or not.
func (p *Postgres) Done() <-chan struct{} { return p.server.done }

// Stop ends the server: in good order, then firmly, then by force, each within
// its bound; the end of ctx shortens the bounds. It may be called again, and
// also during or after a failed start. A temporary folder is gone afterwards.
func (p *Postgres) Stop(ctx context.Context) error {
	var err error
	p.stop.Do(func() { err = p.end(ctx) })
	return err
}

func (p *Postgres) end(ctx context.Context) error {
	begun := time.Now()
	var errs []error
	if p.server != nil {
		errs = append(errs, p.server.stop(ctx, postgresStop))
		p.logger.Info("private PostgreSQL has stopped", "took", time.Since(begun).Round(time.Millisecond))
	}
	p.watchdog.release()
	if p.log != nil {
		errs = append(errs, p.log.Close())
	}
	if p.place != nil {
		errs = append(errs, removeSocketFolder(p.place, p.cluster.socket), p.place.close())
	}
	return errors.Join(errs...)
}

func orSilent(logger *slog.Logger) *slog.Logger {
	if logger == nil {
		return slog.New(slog.DiscardHandler)
	}
	return logger
}
