package embedded

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

// socketPathBytesMax: a socket's address has room for 104 bytes on macOS and 108
// on Linux, the closing zero included; longer paths are refused by the kernel.
const socketPathBytesMax = 103

// socketNameLongest is the longest file name a server makes in its socket folder.
const socketNameLongest = "/.s.PGSQL.5432.lock"

// socketFolder makes the folder for a server's socket, which only the account
// may enter: beside the data, or where that path will not do, in a temporary
// folder.
func socketFolder(place *folder, as account) (string, error) {
	if fitsAddress(place.in("run")) {
		return place.private("run", as)
	}
	for _, root := range []string{os.TempDir(), "/tmp"} {
		// Go puts up to ten digits in the star's place.
		if !fitsAddress(filepath.Join(root, socketPrefix+"0123456789")) || as.reach(root) != nil {
			continue
		}
		path, err := os.MkdirTemp(root, socketPrefix+"*")
		if err != nil {
			return "", err
		}
		return path, as.own(path)
	}
	return "", fmt.Errorf("%s is too long or has a comma, and so has the temporary folder", place.path)
}

const socketPrefix = "sajja-run-"

// fitsAddress: longer paths are refused by the kernel, and a comma parts hosts
// in a database URL.
func fitsAddress(dir string) bool {
	return len(dir)+len(socketNameLongest) <= socketPathBytesMax && !strings.Contains(dir, ",")
}

// removeSocketFolder removes a socket's folder that stands outside its place.
func removeSocketFolder(place *folder, socket string) error {
	if socket == "" || filepath.Dir(socket) == place.path {
		return nil
	}
	if err := os.RemoveAll(socket); !errors.Is(err, os.ErrNotExist) {
		return err
	}
	return nil
}
