package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"os/signal"
	"syscall"
	"time"

	"sajja/store/embedded"
	"sajja/store/storetest"
)

// startLimit and stopLimit bound what the servers may take; half a minute holds
// on a machine that is busy compiling.
const (
	startLimit = 2 * time.Minute
	stopLimit  = 30 * time.Second
)

func main() {
	status, err := run(os.Args[1:], os.Stderr)
	if err != nil {
		fmt.Fprintln(os.Stderr, "services:", err)
	}
	os.Exit(status)
}

func run(command []string, progress io.Writer) (status int, err error) {
	if len(command) == 0 {
		return 2, errors.New("name the command to run beside the servers")
	}
	// A signal ends a start; after that it is the command's own matter, and what
	// it makes of it ends us too.
	signals := make(chan os.Signal, 1)
	signal.Notify(signals, os.Interrupt, syscall.SIGTERM)
	ctx, cancel := context.WithTimeout(context.Background(), startLimit)
	defer cancel()
	starting := make(chan struct{})
	go func() {
		select {
		case <-signals:
			cancel()
		case <-starting:
		}
	}()
	postgres, err := embedded.StartPostgres(ctx, embedded.PostgresConfig{Progress: progress})
	if err != nil {
		return 1, err
	}
	defer func() { err = errors.Join(err, stop(postgres.Stop)) }()
	redis, err := embedded.StartRedis(ctx, embedded.RedisConfig{Databases: storetest.RedisDatabases})
	if err != nil {
		return 1, err
	}
	defer func() { err = errors.Join(err, stop(redis.Stop)) }()
	close(starting)
	return beside(command, signals, storetest.PostgresEnv+"="+postgres.AdminURL(), storetest.RedisEnv+"="+redis.URL())
}

// beside runs the command with the addresses in its environment. A terminal's
// Ctrl-C reaches it directly; another's SIGTERM is passed on.
func beside(command []string, signals <-chan os.Signal, addresses ...string) (int, error) {
	cmd := exec.Command(command[0], command[1:]...)
	cmd.Env = append(os.Environ(), addresses...)
	cmd.Stdin, cmd.Stdout, cmd.Stderr = os.Stdin, os.Stdout, os.Stderr
	if err := cmd.Start(); err != nil {
		return 1, err
	}
	ended := make(chan struct{})
	go func() {
		for {
			select {
			case s := <-signals:
				if s == syscall.SIGTERM {
					_ = cmd.Process.Signal(s)
				}
			case <-ended:
				return
			}
		}
	}()
	err := cmd.Wait()
	close(ended)
	var exit *exec.ExitError
	switch {
	case err == nil:
		return 0, nil
	case errors.As(err, &exit) && exit.ExitCode() > 0:
		return exit.ExitCode(), nil
	default:
		return 1, err
	}
}

func stop(end func(context.Context) error) error {
	ctx, cancel := context.WithTimeout(context.Background(), stopLimit)
	defer cancel()
	return end(ctx)
}
