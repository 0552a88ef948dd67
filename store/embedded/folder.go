package embedded

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"time"
)

// The files that carry the locks: PostgreSQL and Redis may share a folder.
const (
	postgresLock = "postgres.lock"
	redisLock    = "redis.lock"
)

// lockPatience is how long a taken lock is asked for again: Attach holds it for
// a moment while it looks.
const lockPatience = 200 * time.Millisecond

// folder is the place of one server: its data, its socket, its log, and the
// lock that keeps a second program out.
type folder struct {
	path      string
	lockName  string
	temporary bool
	lock      *os.File
}

// DefaultDir is where data called name are kept between runs: in the user's
// cache folder, or for root, whose home the servers' account cannot enter,
// below /var/cache.
func DefaultDir(name string) (string, error) {
	as, err := serverAccount("")
	if err != nil {
		return "", err
	}
	cache, err := os.UserCacheDir()
	if as.switched && (err != nil || as.reach(cache) != nil) {
		cache, err = "/var/cache", nil
	}
	if err != nil {
		return "", fmt.Errorf("find a folder for data: %w", err)
	}
	return filepath.Join(cache, "sajja", name), nil
}

// openFolder makes the folder if need be and locks it. An empty path means a
// temporary folder, gone with close.
func openFolder(ctx context.Context, path, lockName string) (*folder, error) {
	if path == "" {
		return openTemporary(ctx, lockName)
	}
	path, err := filepath.Abs(path)
	if err != nil {
		return nil, err
	}
	// 0711: the servers' account must get through, and nobody needs to look round.
	if err := os.MkdirAll(path, 0o711); err != nil {
		return nil, fmt.Errorf("make the data folder: %w", err)
	}
	// One spelling of the path, so that a command line can be compared with it.
	if path, err = filepath.EvalSymlinks(path); err != nil {
		return nil, fmt.Errorf("open the data folder: %w", err)
	}
	f := &folder{path: path, lockName: lockName}
	return f, f.take(ctx)
}

// openTemporary makes a folder that the servers' account can reach too; root's
// TMPDIR may be private.
func openTemporary(ctx context.Context, lockName string) (*folder, error) {
	as, err := serverAccount("")
	if err != nil {
		return nil, err
	}
	root := os.TempDir()
	if as.reach(root) != nil {
		root = "/tmp"
	}
	sweep(root)
	path, err := os.MkdirTemp(root, temporaryPrefix)
	if err != nil {
		return nil, fmt.Errorf("make a temporary folder: %w", err)
	}
	f := &folder{path: path, lockName: lockName, temporary: true}
	if err := os.Chmod(path, 0o711); err != nil {
		return nil, errors.Join(err, f.close())
	}
	if f.path, err = filepath.EvalSymlinks(path); err != nil {
		return nil, errors.Join(err, f.close())
	}
	return f, f.take(ctx)
}

// temporaryPrefix begins the name of every temporary folder of ours.
const temporaryPrefix = "sajja-server-"

// sweepAge keeps the sweep from a folder whose lock is just about to be taken.
const sweepAge = time.Minute

// sweep removes temporary folders that a run left when it and its watchdog were
// killed together. One that is in use is locked; one of another user cannot be
// opened. Whatever goes wrong, the folder stays for the next sweep.
func sweep(root string) {
	var locks []string
	for _, name := range []string{postgresLock, redisLock} {
		found, _ := filepath.Glob(filepath.Join(root, temporaryPrefix+"*", name)) // the only error is a malformed pattern
		locks = append(locks, found...)
	}
	for _, path := range locks {
		lock, err := os.OpenFile(path, os.O_RDWR, 0)
		if err != nil {
			continue
		}
		if info, err := lock.Stat(); err == nil && time.Since(info.ModTime()) > sweepAge && tryLock(lock, syscall.LOCK_EX) == nil {
			_ = os.RemoveAll(filepath.Dir(path))
		}
		_ = lock.Close()
	}
}

// take locks the folder for as long as this program lives; the lock goes with
// the process, however it ends.
func (f *folder) take(ctx context.Context) error {
	lock, err := os.OpenFile(f.in(f.lockName), os.O_CREATE|os.O_RDWR, 0o600)
	if err != nil {
		return fmt.Errorf("lock the data folder: %w", err)
	}
	bound, cancel := context.WithTimeout(ctx, lockPatience)
	defer cancel()
	err = poll(bound, func() (bool, error) {
		err := tryLock(lock, syscall.LOCK_EX)
		if errors.Is(err, syscall.EWOULDBLOCK) {
			return false, nil
		}
		return err == nil, err
	})
	if err != nil {
		holder, _ := readPID(lock.Name())
		_ = lock.Close()
		if bound.Err() != nil && ctx.Err() == nil {
			return &InUseError{Dir: f.path, PID: holder}
		}
		return fmt.Errorf("lock %s: %w", f.path, err)
	}
	f.lock = lock
	return f.note(stateStarting)
}

// The states that a holder notes in its lock's file.
const (
	stateStarting = "starting"
	stateUp       = "up"
)

// note tells others who holds the folder and how far it is.
func (f *folder) note(state string) error {
	if err := f.lock.Truncate(0); err != nil {
		return fmt.Errorf("note in %s that we use it: %w", f.path, err)
	}
	if _, err := f.lock.WriteAt(fmt.Appendf(nil, "%d\n%s\n", os.Getpid(), state), 0); err != nil {
		return fmt.Errorf("note in %s that we use it: %w", f.path, err)
	}
	return nil
}

// holder reads what note wrote. A lock that nobody holds says nothing, whatever
// still stands in its file.
func holder(lockFile string) (isHeld bool, state string) {
	lock, err := os.Open(lockFile)
	if err != nil {
		return false, ""
	}
	defer lock.Close()
	if tryLock(lock, syscall.LOCK_SH) == nil {
		return false, ""
	}
	raw, _ := os.ReadFile(lockFile)
	_, state, _ = strings.Cut(strings.TrimSpace(string(raw)), "\n")
	return true, state
}

// tryLock takes the lock, shared or alone, or says at once that it is taken.
func tryLock(lock *os.File, kind int) error {
	return syscall.Flock(int(lock.Fd()), kind|syscall.LOCK_NB)
}

func (f *folder) in(name string) string { return filepath.Join(f.path, name) }

// private makes a folder inside that only the account may enter.
func (f *folder) private(name string, as account) (string, error) {
	path := f.in(name)
	if err := os.MkdirAll(path, 0o700); err != nil {
		return "", err
	}
	return path, as.own(path)
}

// close gives the folder back and removes a temporary one. The lock's file
// stays: to remove it would let two programs each hold a lock of that name.
func (f *folder) close() error {
	var err error
	if f.temporary {
		err = os.RemoveAll(f.path)
	}
	if f.lock != nil {
		err = errors.Join(err, f.lock.Close())
		f.lock = nil
	}
	return err
}
