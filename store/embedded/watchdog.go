package embedded

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"syscall"
)

// watchdogScript waits until its standard input ends, which happens when the
// program that holds the other end is gone, however it went. Then it ends the
// server, if the server's own file still names that process, and removes what
// was temporary. On Linux the death signal has reached the server before. A
// server that ends removes its file; the number alone would not tell, for a
// zombie that nobody fetches keeps it. It looks a hundred times, ten seconds in
// all, and then removes regardless.
const watchdogScript = `trap '' HUP INT TERM
read -r _
pid=$1 file=$2 signal=$3
shift 3
running() { [ "$(head -n 1 "$file" 2>/dev/null)" = "$pid" ] && kill -0 "$pid" 2>/dev/null; }
if running; then
	kill -s "$signal" "$pid" 2>/dev/null
	i=0
	while [ $i -lt 100 ] && running; do i=$((i + 1)); sleep 0.1; done
fi
[ $# -eq 0 ] || rm -rf -- "$@"`

// watchdog is a sleeping shell that outlives us by a moment to clear up.
type watchdog struct {
	process *process
	// leash is a bare descriptor: an os.File that nobody refers to any more is
	// closed by the garbage collector, and the server would end under its users.
	leash int
}

// watch sets a watchdog over a server that lives in place and has its socket in
// the socket folder. It runs as ourselves, not as the server's account, so that
// it may remove what we made.
func watch(pid int, pidFile, signal string, place *folder, socket string) (*watchdog, error) {
	end, leash, err := openLeash()
	if err != nil {
		return nil, fmt.Errorf("set a watchdog over the server: %w", err)
	}
	defer end.Close()
	args := []string{"-c", watchdogScript, "sajja-watchdog", strconv.Itoa(pid), pidFile, signal}
	if place.temporary {
		args = append(args, place.path)
	}
	if filepath.Dir(socket) != place.path {
		args = append(args, socket)
	}
	cmd := exec.Command("/bin/sh", args...)
	cmd.Stdin = end
	cmd.Dir = "/"
	// No death signal: to outlive us is its purpose.
	p, err := launch(cmd, account{}, syscall.Signal(0))
	if err != nil {
		_ = syscall.Close(leash)
		return nil, fmt.Errorf("set a watchdog over the server: %w", err)
	}
	return &watchdog{process: p, leash: leash}, nil
}

// openLeash makes a pipe whose writing end no child inherits and no collector
// closes.
func openLeash() (*os.File, int, error) {
	end, writer, err := os.Pipe()
	if err != nil {
		return nil, 0, err
	}
	defer writer.Close()
	syscall.ForkLock.RLock()
	defer syscall.ForkLock.RUnlock()
	leash, err := syscall.Dup(int(writer.Fd()))
	if err != nil {
		_ = end.Close()
		return nil, 0, err
	}
	syscall.CloseOnExec(leash)
	return end, leash, nil
}

// release lets the watchdog go once the server has ended; what it finds to do
// then is at most the removal that we are about to do ourselves.
func (w *watchdog) release() {
	if w == nil {
		return
	}
	_ = syscall.Close(w.leash)
	<-w.process.done
}
