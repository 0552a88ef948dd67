package embedded

import (
	"archive/zip"
	"bytes"
	"context"
	"crypto/sha256"
	_ "embed"
	"encoding/hex"
	"errors"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// programsArchive holds bin/postgres and bin/initdb, which are shell scripts that
// only tell a version: tar -cJf programs.txz bin
//
//go:embed testdata/programs.txz
var programsArchive []byte

// repository serves the archive in the wrapping of the module's repository, with
// the checksum given, or none when that is empty.
func repository(t *testing.T, checksum func(jar []byte) string) *httptest.Server {
	t.Helper()
	var jar bytes.Buffer
	wrapped := zip.NewWriter(&jar)
	file, err := wrapped.Create("postgres.txz")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := file.Write(programsArchive); err != nil {
		t.Fatal(err)
	}
	if err := wrapped.Close(); err != nil {
		t.Fatal(err)
	}
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body := jar.Bytes()
		if strings.HasSuffix(r.URL.Path, ".sha256") {
			body = []byte(checksum(jar.Bytes()))
		}
		if len(body) == 0 {
			http.NotFound(w, r)
			return
		}
		_, _ = w.Write(body)
	}))
	t.Cleanup(server.Close)
	return server
}

func trueChecksum(jar []byte) string {
	sum := sha256.Sum256(jar)
	return hex.EncodeToString(sum[:])
}

func TestDownload(t *testing.T) {
	t.Parallel()
	t.Run("brings the programs once and tells how far it is", func(t *testing.T) {
		t.Parallel()
		var told bytes.Buffer
		from := repository(t, trueChecksum)
		d := download{dir: reachableDir(t), repository: from.URL, progress: &told}
		b, err := d.fetch(t.Context(), account{})
		if err != nil {
			t.Fatal(err)
		}
		if b.major != 17 || b.dir != d.bin() {
			t.Errorf("got %+v, want version 17 in %s", b, d.bin())
		}
		if !strings.Contains(told.String(), "100%") {
			t.Errorf("told %q, want the progress", told.String())
		}
		from.Close()
		if _, err := d.fetch(t.Context(), account{}); err != nil {
			t.Errorf("the second time: %v", err)
		}
		left, _ := filepath.Glob(filepath.Join(d.dir, "unpacking-*"))
		if len(left) > 0 {
			t.Errorf("left behind: %q", left)
		}
	})
	refusals := map[string]func(jar []byte) string{
		"refuses programs with another checksum": func([]byte) string { return strings.Repeat("0", 64) },
		"refuses programs without a checksum":    func([]byte) string { return "" },
	}
	for name, checksum := range refusals {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			d := download{dir: reachableDir(t), repository: repository(t, checksum).URL, progress: &bytes.Buffer{}}
			_, err := d.fetch(t.Context(), account{})
			if !errors.Is(err, ErrNoServer) {
				t.Errorf("got %v, want ErrNoServer", err)
			}
			if _, err := os.Stat(d.home()); !os.IsNotExist(err) {
				t.Errorf("the programs were kept: %v", err)
			}
		})
	}
	t.Run("says what to do when the repository is out of reach", func(t *testing.T) {
		t.Parallel()
		gone := httptest.NewServer(http.NotFoundHandler())
		gone.Close()
		d := download{dir: reachableDir(t), repository: gone.URL, progress: &bytes.Buffer{}}
		_, err := d.fetch(t.Context(), account{})
		if err == nil || !strings.Contains(err.Error(), "apt install postgresql") {
			t.Errorf("got %v, want advice", err)
		}
	})
	t.Run("ends when it is called off", func(t *testing.T) {
		t.Parallel()
		ctx, cancel := context.WithCancel(t.Context())
		slow := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			cancel()
			<-r.Context().Done()
		}))
		t.Cleanup(slow.Close)
		d := download{dir: reachableDir(t), repository: slow.URL, progress: &bytes.Buffer{}}
		if _, err := d.fetch(ctx, account{}); !errors.Is(err, context.Canceled) {
			t.Errorf("got %v, want %v", err, context.Canceled)
		}
	})
}
