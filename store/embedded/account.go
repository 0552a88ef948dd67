package embedded

import (
	"errors"
	"fmt"
	"os"
	"os/user"
	"path/filepath"
	"strconv"
	"syscall"
)

// account is the user a server runs as. The zero account is ourselves.
type account struct {
	name     string
	uid, gid uint32
	switched bool
}

// serverAccount chooses the account for a server whose data stands, or will
// stand, at data. Only root switches: to the owner of data that is there, else
// to the first of the two accounts that machines have for such things.
func serverAccount(data string) (account, error) {
	if os.Geteuid() != 0 {
		return account{}, nil
	}
	if info, err := os.Stat(data); err == nil {
		if owner := info.Sys().(*syscall.Stat_t); owner.Uid != 0 {
			return account{name: userName(owner.Uid), uid: owner.Uid, gid: owner.Gid, switched: true}, nil
		}
	}
	for _, name := range []string{"postgres", "nobody"} {
		if found, err := user.Lookup(name); err == nil {
			return accountOf(found)
		}
	}
	return account{}, errors.New("PostgreSQL refuses to run as root and this machine has neither a user postgres nor a user nobody: run as an ordinary user")
}

func accountOf(u *user.User) (account, error) {
	uid, err := strconv.ParseInt(u.Uid, 10, 64)
	if err != nil {
		return account{}, fmt.Errorf("user %s: %w", u.Username, err)
	}
	gid, err := strconv.ParseInt(u.Gid, 10, 64)
	if err != nil {
		return account{}, fmt.Errorf("user %s: %w", u.Username, err)
	}
	// On macOS nobody is -2: the same bits, unsigned.
	return account{name: u.Username, uid: uint32(uid), gid: uint32(gid), switched: true}, nil
}

func userName(uid uint32) string {
	if u, err := user.LookupId(strconv.FormatUint(uint64(uid), 10)); err == nil {
		return u.Username
	}
	return fmt.Sprintf("user %d", uid)
}

func (a account) credential() *syscall.Credential {
	if !a.switched {
		return nil
	}
	return &syscall.Credential{Uid: a.uid, Gid: a.gid}
}

// own hands a file or folder to the account.
func (a account) own(path string) error {
	if !a.switched {
		return nil
	}
	return os.Chown(path, int(a.uid), int(a.gid))
}

// reach checks that the account may walk to path: a folder below /root can
// belong to it and still be out of its reach. Parts that do not exist yet are
// ours to make and do not count.
func (a account) reach(path string) error {
	if !a.switched {
		return nil
	}
	for dir := path; ; dir = filepath.Dir(dir) {
		if info, err := os.Stat(dir); err == nil && info.IsDir() && !a.mayEnter(info) {
			return &UnreachableError{Dir: path, Account: a.name, Closed: dir}
		}
		if dir == filepath.Dir(dir) {
			return nil
		}
	}
}

func (a account) mayEnter(info os.FileInfo) bool {
	owner := info.Sys().(*syscall.Stat_t)
	bits := info.Mode().Perm()
	switch {
	case owner.Uid == a.uid:
		return bits&0o100 != 0
	case owner.Gid == a.gid:
		return bits&0o010 != 0
	default:
		return bits&0o001 != 0
	}
}
