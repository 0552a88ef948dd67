package embedded

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"syscall"
)

// folder is the place of one server: its data, its socket, its log, and the
// lock that keeps a second program out.
type folder struct {
	path      string
	temporary bool
	lock      *os.File
}

// DefaultDir is where data called name are kept between runs: in the user's
// cache folder, or for root, whose home the servers' account cannot enter,
// below /var/cache.
func DefaultDir(name string) (string, error) {
	cache, err := os.UserCacheDir()
	if err != nil {
		return "", fmt.Errorf("find a folder for data: %w", err)
	}
	dir := filepath.Join(cache, "sajja", name)
	as, err := serverAccount(dir)
	if err != nil {
		return "", err
	}
	if as.reach(dir) != nil {
		return filepath.Join("/var/cache/sajja", name), nil
	}
	return dir, nil
}

// openFolder makes the folder if need be and locks it. An empty path means a
// temporary folder, gone with close.
func openFolder(path string) (*folder, error) {
	if path == "" {
		return openTemporary()
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
	f := &folder{path: path}
	return f, f.take()
}

// openTemporary makes a folder that the servers' account can reach too; root's
// TMPDIR may be private.
func openTemporary() (*folder, error) {
	as, err := serverAccount("")
	if err != nil {
		return nil, err
	}
	root := os.TempDir()
	if as.reach(root) != nil {
		root = "/tmp"
	}
	path, err := os.MkdirTemp(root, "sajja-")
	if err != nil {
		return nil, fmt.Errorf("make a temporary folder: %w", err)
	}
	f := &folder{path: path, temporary: true}
	if err := os.Chmod(path, 0o711); err != nil {
		return nil, errors.Join(err, f.close())
	}
	if f.path, err = filepath.EvalSymlinks(path); err != nil {
		return nil, errors.Join(err, f.close())
	}
	return f, f.take()
}

// take locks the folder for as long as this program lives; the lock goes with
// the process, however it ends. The number inside is for the message alone.
func (f *folder) take() error {
	lock, err := os.OpenFile(f.in("lock"), os.O_CREATE|os.O_RDWR, 0o600)
	if err != nil {
		return fmt.Errorf("lock the data folder: %w", err)
	}
	if err := syscall.Flock(int(lock.Fd()), syscall.LOCK_EX|syscall.LOCK_NB); err != nil {
		holder, _ := readPID(lock.Name())
		_ = lock.Close()
		if errors.Is(err, syscall.EWOULDBLOCK) {
			return &InUseError{Dir: f.path, PID: holder}
		}
		return fmt.Errorf("lock %s: %w", f.path, err)
	}
	f.lock = lock
	if err := lock.Truncate(0); err != nil {
		return fmt.Errorf("lock %s: %w", f.path, err)
	}
	if _, err := lock.WriteAt([]byte(strconv.Itoa(os.Getpid())+"\n"), 0); err != nil {
		return fmt.Errorf("lock %s: %w", f.path, err)
	}
	return nil
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
