package embedded

import (
	"errors"
	"fmt"
)

// ErrNotRunning says that a cluster stands in the folder and nobody runs it.
var ErrNotRunning = errors.New("the private PostgreSQL is not running")

// ErrNoCluster says that no cluster stands in the folder.
var ErrNoCluster = errors.New("there is no private PostgreSQL here yet")

// ErrNoServer says that the machine has no server program that will do.
var ErrNoServer = errors.New("no server program found")

// InUseError: another running program holds the folder.
type InUseError struct {
	Dir string
	// PID is the holder's process ID, 0 when it did not say.
	PID int
}

func (e *InUseError) Error() string {
	holder := "another program"
	if e.PID != 0 {
		holder = fmt.Sprintf("process %d", e.PID)
	}
	return fmt.Sprintf("%s is in use by %s: stop that one first (Ctrl-C in its terminal), or choose another folder", e.Dir, holder)
}

// UnreachableError: the account the server must run as cannot walk to the folder.
type UnreachableError struct {
	Dir, Account, Closed string
}

func (e *UnreachableError) Error() string {
	return fmt.Sprintf("root runs the servers as %s, who may not enter %s: choose a folder other than %s that everybody can reach, such as one below /var/cache", e.Account, e.Closed, e.Dir)
}

// VersionError: the data were made by a PostgreSQL that this machine lacks.
type VersionError struct {
	Dir        string
	Data, Here int
}

func (e *VersionError) Error() string {
	return fmt.Sprintf("the data in %s were made by PostgreSQL %d and this machine has PostgreSQL %d: install PostgreSQL %d, or start over with fresh data", e.Dir, e.Data, e.Here, e.Data)
}

// ForeignFolderError: the place of the data holds something that is not ours.
type ForeignFolderError struct{ Dir string }

func (e *ForeignFolderError) Error() string {
	return fmt.Sprintf("%s holds files that are not a PostgreSQL cluster: nothing was touched, choose another folder", e.Dir)
}

// ServerError: a server program ended or would not come up; Said is the end of
// what it wrote.
type ServerError struct {
	Program string
	Said    string
	Err     error
}

func (e *ServerError) Error() string {
	if e.Said == "" {
		return fmt.Sprintf("%s: %v", e.Program, e.Err)
	}
	return fmt.Sprintf("%s: %v: %s", e.Program, e.Err, e.Said)
}

// Unwrap gives what happened to the program.
func (e *ServerError) Unwrap() error { return e.Err }
