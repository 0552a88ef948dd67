package embedded

import (
	"errors"
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
// may enter: beside the data, or in the temporary folder when that path is too
// long for an address or holds a comma, which parts hosts in a database URL.
func socketFolder(place *folder, as account) (string, error) {
	beside := place.in("run")
	if len(beside)+len(socketNameLongest) <= socketPathBytesMax && !strings.Contains(beside, ",") {
		return place.private("run", as)
	}
	path, err := os.MkdirTemp("", "sajja-run-")
	if err != nil {
		return "", err
	}
	return path, as.own(path)
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
