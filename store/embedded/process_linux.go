package embedded

import (
	"bytes"
	"fmt"
	"os"
	"strings"
	"syscall"
)

func attributes(as account, deathSignal syscall.Signal) *syscall.SysProcAttr {
	return &syscall.SysProcAttr{Setpgid: true, Pdeathsig: deathSignal, Credential: as.credential()}
}

// commandLine gives the arguments of a running process, nil for none or for a
// zombie, which runs no more and only waits for its parent to look.
func commandLine(pid int) []string {
	raw, err := os.ReadFile(fmt.Sprintf("/proc/%d/cmdline", pid))
	if err != nil || len(raw) == 0 {
		return nil
	}
	return strings.Split(string(bytes.TrimRight(raw, "\x00")), "\x00")
}
