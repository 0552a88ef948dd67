package embedded

import (
	"context"
	"errors"
	"fmt"
	"os"
	"strconv"
	"strings"
	"syscall"
)

// orphan is a server that outlived the program which started it, known by the
// process ID it wrote down and by its command line.
type orphan struct {
	pid int
	// mark is the folder or socket that only our server has on its command line.
	mark string
}

// isRunning says whether the process is there and is the server we mean. A
// process ID is given out again after a while, so the number alone says nothing.
func (o orphan) isRunning() bool {
	for _, argument := range commandLine(o.pid) {
		if strings.Contains(argument, o.mark) {
			return true
		}
	}
	return false
}

// stop ends the server as process.stop does; it is no child of ours, so its end
// is seen by looking.
func (o orphan) stop(ctx context.Context, steps []step) error {
	for _, s := range append(steps, step{syscall.SIGKILL, killLimit}) {
		if err := syscall.Kill(o.pid, s.signal); errors.Is(err, syscall.ESRCH) {
			return nil
		} else if err != nil {
			return fmt.Errorf("stop the server left running as process %d: %w", o.pid, err)
		}
		bound, cancel := context.WithTimeout(ctx, s.limit)
		err := poll(bound, func() (bool, error) { return !o.isRunning(), nil })
		cancel()
		if err == nil {
			return nil
		}
	}
	return fmt.Errorf("stop the server left running as process %d: it does not end", o.pid)
}

// readPID reads the process ID on the first line of a server's file, 0 when the
// file is not there or says nothing.
func readPID(path string) (int, error) {
	raw, err := os.ReadFile(path)
	if errors.Is(err, os.ErrNotExist) {
		return 0, nil
	}
	if err != nil {
		return 0, err
	}
	first, _, _ := strings.Cut(string(raw), "\n")
	pid, err := strconv.Atoi(strings.TrimSpace(first))
	if err != nil || pid <= 1 {
		return 0, nil
	}
	return pid, nil
}
