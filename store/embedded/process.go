package embedded

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"runtime"
	"syscall"
	"time"
)

// process is one child of ours.
type process struct {
	cmd *exec.Cmd
	// done is closed when the child has ended; err, how it ended, may be read
	// after that.
	done chan struct{}
	err  error
	// place is the folder that the child works in. Nothing reads it here: while
	// the child runs, it keeps the folder's lock from the garbage collector, which
	// would close it, when a caller keeps no more of a server than its URL.
	place *folder
}

// launch starts cmd under the account, in a process group of its own, to get
// deathSignal if we die first. The command's outputs must be files: a pipe
// would keep `go test` waiting for a child that outlives it by a moment.
func launch(cmd *exec.Cmd, as account, deathSignal syscall.Signal) (*process, error) {
	cmd.SysProcAttr = attributes(as, deathSignal)
	p := &process{cmd: cmd, done: make(chan struct{})}
	started := make(chan error)
	go p.tend(started)
	if err := <-started; err != nil {
		return nil, fmt.Errorf("start %s: %w", cmd.Path, err)
	}
	return p, nil
}

// tend starts the child and waits for its end on one locked thread: Linux sends
// the death signal when the thread that forked ends, not when the process does,
// and Go ends idle threads as it likes.
func (p *process) tend(started chan<- error) {
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	err := p.cmd.Start()
	started <- err
	if err != nil {
		return
	}
	p.err = p.cmd.Wait()
	close(p.done)
}

func (p *process) pid() int { return p.cmd.Process.Pid }

// wait gives the child until ctx ends, then kills its whole group.
func (p *process) wait(ctx context.Context) error {
	select {
	case <-p.done:
		return p.err
	case <-ctx.Done():
		_ = syscall.Kill(-p.pid(), syscall.SIGKILL)
		<-p.done
		return ctx.Err()
	}
}

// step is one rung of a stop: a signal, and how long it may take effect.
type step struct {
	signal syscall.Signal
	limit  time.Duration
}

// stop asks the child to end, more firmly with each step. The end of ctx makes
// it go on to the next step at once: the last one is a kill, so stop always
// returns with the child gone.
func (p *process) stop(ctx context.Context, steps []step) error {
	for _, s := range steps {
		if err := p.cmd.Process.Signal(s.signal); errors.Is(err, os.ErrProcessDone) {
			break
		}
		if p.endsWithin(ctx, s.limit) {
			return nil
		}
	}
	_ = p.cmd.Process.Kill()
	<-p.done
	return nil
}

func (p *process) endsWithin(ctx context.Context, limit time.Duration) bool {
	timer := time.NewTimer(limit)
	defer timer.Stop()
	select {
	case <-p.done:
		return true
	case <-ctx.Done():
	case <-timer.C:
	}
	return false
}

// pollEvery is how often we look for something that sends no word of itself: a
// server's ready file, the end of a process that is not our child.
const pollEvery = 10 * time.Millisecond

// poll asks until the answer is yes, an error, or ctx ends.
func poll(ctx context.Context, ask func() (bool, error)) error {
	ticker := time.NewTicker(pollEvery)
	defer ticker.Stop()
	for {
		if yes, err := ask(); yes || err != nil {
			return err
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-ticker.C:
		}
	}
}
