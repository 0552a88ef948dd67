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

// postmaster is what a running PostgreSQL writes about itself into its data
// folder. The lines have stood in this order since version 10.
type postmaster struct {
	pid          int
	port, socket string
	isReady      bool
}

// readPostmaster gives the zero postmaster when the file is not there; a file
// that is being written may lack its later lines.
func readPostmaster(path string) (postmaster, error) {
	raw, err := os.ReadFile(path)
	if errors.Is(err, os.ErrNotExist) {
		return postmaster{}, nil
	}
	if err != nil {
		return postmaster{}, fmt.Errorf("read the server's state: %w", err)
	}
	lines := strings.Split(string(raw), "\n")
	line := func(number int) string {
		if number > len(lines) {
			return ""
		}
		return strings.TrimSpace(lines[number-1])
	}
	pid, _ := strconv.Atoi(line(1))
	return postmaster{pid: pid, port: line(4), socket: line(5), isReady: line(8) == "ready"}, nil
}

// clearOrphan stops a postmaster that a crashed run left in this folder. The
// caller holds the folder's lock, so nobody of ours needs it any more.
func (c cluster) clearOrphan(ctx context.Context) error {
	pid, err := readPID(c.pidFile())
	if err != nil || pid == 0 {
		return err
	}
	left := orphan{pid: pid, mark: c.data}
	if left.isRunning() {
		return left.stop(ctx, postgresStop)
	}
	// PostgreSQL clears a dead server's file itself, but refuses to start while
	// any process bears that number. One that is not a server of this folder has
	// merely been given the number since.
	if err := syscall.Kill(pid, 0); err == nil || errors.Is(err, syscall.EPERM) {
		return os.Remove(c.pidFile())
	}
	return nil
}
