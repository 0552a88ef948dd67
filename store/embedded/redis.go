package embedded

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"sync"
	"syscall"
	"time"
)

// RedisConfig says how the private Redis runs.
type RedisConfig struct {
	// Dir is the folder of its socket and log. Empty: a temporary one, removed by
	// Stop. Data are never kept: see redisArguments.
	Dir string
	// InProcess allows a Redis made of Go inside this process when the machine
	// has none. For the demo; a service wants the real one.
	InProcess bool
	// Databases is how many numbered databases there are; 0: Redis' usual 16.
	Databases int
	// Logger is told about starts and stops. Nil: nobody.
	Logger *slog.Logger
}

// redisMajorMin is the oldest Redis that Sajja is tried with. Every Valkey,
// which began as Redis 7.2, will do.
const redisMajorMin = 7

var redisStop = []step{{syscall.SIGTERM, 2 * time.Second}}

// redisReadyLimit bounds the way from launch to the socket; there is nothing to
// load, so it takes some hundredths of a second.
const redisReadyLimit = 15 * time.Second

// Redis is a private Redis that runs until Stop.
type Redis struct {
	place     *folder
	socket    string
	as        account
	log       *os.File
	server    *process
	watchdog  *watchdog
	inProcess *inProcessRedis
	logger    *slog.Logger
	stop      sync.Once
}

// StartRedis brings a private Redis up and returns when it takes connections.
// Whatever it began is undone when it fails or ctx ends first. Errors:
// InUseError, UnreachableError, ServerError, ErrNoServer.
func StartRedis(ctx context.Context, config RedisConfig) (*Redis, error) {
	begun := time.Now()
	r := &Redis{logger: orSilent(config.Logger)}
	if err := r.start(ctx, config); err != nil {
		return nil, errors.Join(err, r.Stop(context.WithoutCancel(ctx)))
	}
	r.logger.Info("private Redis is up", "in_process", r.inProcess != nil, "took", time.Since(begun).Round(time.Millisecond))
	return r, nil
}

func (r *Redis) start(ctx context.Context, config RedisConfig) error {
	program, err := findRedis(ctx)
	if errors.Is(err, ErrNoServer) && config.InProcess {
		r.inProcess, err = startInProcess()
		return err
	}
	if err != nil {
		return err
	}
	if err := r.prepare(ctx, config); err != nil {
		return err
	}
	return r.launch(ctx, program, config.Databases)
}

func (r *Redis) prepare(ctx context.Context, config RedisConfig) error {
	place, err := openFolder(ctx, config.Dir, redisLock)
	if place != nil {
		r.place = place
	}
	if err != nil {
		return err
	}
	if r.as, err = serverAccount(place.in("run")); err != nil {
		return err
	}
	if err := r.as.reach(place.path); err != nil {
		return err
	}
	if _, err := place.private("run", r.as); err != nil {
		return fmt.Errorf("make the server's folder: %w", err)
	}
	if r.socket, err = socketFolder(place, r.as); err != nil {
		return fmt.Errorf("make the socket's folder: %w", err)
	}
	if r.log, err = openLog(place.in("redis.log")); err != nil {
		return fmt.Errorf("open the server's log: %w", err)
	}
	return r.clearOrphan(ctx)
}

func (r *Redis) socketFile() string { return filepath.Join(r.socket, "redis.sock") }

// pidFile stands in the place even when the socket cannot: there the next start
// looks for it. Being on the command line, it also marks the server as ours.
func (r *Redis) pidFile() string { return filepath.Join(r.place.in("run"), "redis.pid") }

// clearOrphan stops a server that a crashed run left in this folder.
func (r *Redis) clearOrphan(ctx context.Context) error {
	pid, err := readPID(r.pidFile())
	if err != nil {
		return err
	}
	left := orphan{pid: pid, mark: r.pidFile()}
	if pid != 0 && left.isRunning() {
		if err := left.stop(ctx, redisStop); err != nil {
			return err
		}
	}
	if err := os.Remove(r.socketFile()); err != nil && !errors.Is(err, os.ErrNotExist) {
		return err
	}
	return nil
}

func (r *Redis) launch(ctx context.Context, program string, databases int) error {
	cmd := exec.Command(program, r.arguments(databases)...)
	cmd.Dir = "/"
	cmd.Env = []string{"LC_ALL=C", "TZ=UTC", "PATH=" + os.Getenv("PATH")}
	cmd.Stdout, cmd.Stderr = r.log, r.log
	server, err := launch(cmd, r.as, syscall.SIGTERM)
	if err != nil {
		return err
	}
	r.server, server.place = server, r.place
	if r.watchdog, err = watch(server.pid(), r.pidFile(), "TERM", r.place, r.socket); err != nil {
		return err
	}
	bound, cancel := context.WithTimeout(ctx, redisReadyLimit)
	defer cancel()
	if err := poll(bound, r.isReady); err != nil {
		return &ServerError{Program: filepath.Base(program), Said: lastWords(r.log), Err: err}
	}
	return nil
}

// arguments: Redis holds conversations and nothing else. What is lost with it is
// the question being asked, which is asked again; so nothing is written to the
// disk. Memory has a bound, and when it is reached the conversation that would
// expire first goes first; none is without an expiry.
func (r *Redis) arguments(databases int) []string {
	if databases == 0 {
		databases = 16
	}
	return []string{
		"--port", "0",
		"--unixsocket", r.socketFile(), "--unixsocketperm", "700",
		"--pidfile", r.pidFile(), "--dir", r.socket,
		"--save", "", "--appendonly", "no",
		"--maxmemory", "128mb", "--maxmemory-policy", "volatile-ttl",
		"--databases", strconv.Itoa(databases),
		"--daemonize", "no", "--logfile", "",
		// The command line stays as it is: by it a later run knows the server.
		"--set-proc-title", "no",
	}
}

func (r *Redis) isReady() (bool, error) {
	select {
	case <-r.server.done:
		return false, fmt.Errorf("ended while starting: %w", r.server.err)
	default:
	}
	return answersPing(r.socketFile()), nil
}

// answersPing: a server that answers has written its process ID down too, which
// it does after opening the socket.
func answersPing(socket string) bool {
	conn, err := net.DialTimeout("unix", socket, time.Second)
	if err != nil {
		return false
	}
	defer conn.Close()
	if conn.SetDeadline(time.Now().Add(time.Second)) != nil {
		return false
	}
	answer := make([]byte, len("+PONG"))
	if _, err := io.WriteString(conn, "PING\r\n"); err != nil {
		return false
	}
	_, err = io.ReadFull(conn, answer)
	return err == nil && string(answer) == "+PONG"
}

// URL is the address, as go-redis reads it: of a Unix socket, or of a loopback
// port when Redis runs in the process.
func (r *Redis) URL() string {
	if r.inProcess != nil {
		return r.inProcess.url()
	}
	u := url.URL{Scheme: "unix", Path: r.socketFile()}
	return u.String()
}

// Stop ends the server within its bound; it may be called again, and also after
// a failed start. A temporary folder is gone afterwards.
func (r *Redis) Stop(ctx context.Context) error {
	var err error
	r.stop.Do(func() { err = r.end(ctx) })
	return err
}

func (r *Redis) end(ctx context.Context) error {
	if r.inProcess != nil {
		r.inProcess.close()
		return nil
	}
	var errs []error
	if r.server != nil {
		errs = append(errs, r.server.stop(ctx, redisStop))
		r.logger.Info("private Redis has stopped")
	}
	r.watchdog.release()
	if r.log != nil {
		errs = append(errs, r.log.Close())
	}
	if r.place != nil {
		errs = append(errs, removeSocketFolder(r.place, r.socket), r.place.close())
	}
	return errors.Join(errs...)
}

var redisVersion = regexp.MustCompile(`v=(\d+)\.`)

// findRedis gives the server program to use: Redis 7 or newer, or any Valkey.
// Homebrew's and /usr/sbin's folders count even when the PATH leaves them out.
func findRedis(ctx context.Context) (string, error) {
	for _, name := range []string{"redis-server", "valkey-server"} {
		for _, dir := range []string{"", "/usr/bin", "/usr/sbin", "/usr/local/bin", "/opt/homebrew/bin", "/opt/local/bin"} {
			program, err := exec.LookPath(filepath.Join(dir, name))
			if err != nil {
				continue
			}
			out, err := exec.CommandContext(ctx, program, "--version").Output()
			if err != nil {
				continue
			}
			if match := redisVersion.FindSubmatch(out); match != nil {
				if major, _ := strconv.Atoi(string(match[1])); major >= redisMajorMin {
					return program, nil
				}
			}
		}
	}
	return "", fmt.Errorf("redis-server or valkey-server, version %d or newer: %w", redisMajorMin, ErrNoServer)
}
