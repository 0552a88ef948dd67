package storetest

import (
	"crypto/sha256"
	"encoding/hex"
	"io/fs"
	"os"
	"path/filepath"
)

// migrationsDigest names the content of the migrations, so that on a server that
// lives longer than one run a template made from earlier files is not taken for
// today's. A test runs in its package's folder; above it stands the module.
func migrationsDigest() (string, error) {
	dir, err := os.Getwd()
	if err != nil {
		return "", err
	}
	for !isModuleRoot(dir) && dir != filepath.Dir(dir) {
		dir = filepath.Dir(dir)
	}
	folder := os.DirFS(filepath.Join(dir, "store", "postgres", "migrations"))
	names, err := fs.Glob(folder, "*.sql")
	if err != nil {
		return "", err
	}
	digest := sha256.New()
	for _, name := range names {
		body, err := fs.ReadFile(folder, name)
		if err != nil {
			return "", err
		}
		digest.Write([]byte(name))
		digest.Write(body)
	}
	return hex.EncodeToString(digest.Sum(nil))[:12], nil
}

func isModuleRoot(dir string) bool {
	_, err := os.Stat(filepath.Join(dir, "go.mod"))
	return err == nil
}
