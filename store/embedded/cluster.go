package embedded

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
)

// cluster is PostgreSQL's data on disk and how to reach it.
type cluster struct {
	data     string
	socket   string
	as       account
	programs binaries
}

// password is kept inside the data folder, so that both come and go together.
func (c cluster) passwordFile() string { return filepath.Join(c.data, "sajja-password") }
func (c cluster) pidFile() string      { return filepath.Join(c.data, "postmaster.pid") }

func (c cluster) url(user, password, database string) string {
	return clusterURL(c.socket, strconv.Itoa(socketPort), user, password, database)
}

// clusterURL is a form that pgx and libpq both take: no host in the usual place,
// the socket's folder as a parameter.
func clusterURL(socket, port, user, password, database string) string {
	u := url.URL{Scheme: "postgres", User: url.UserPassword(user, password), Path: "/" + database}
	u.RawQuery = url.Values{"host": {socket}, "port": {port}, "sslmode": {"disable"}}.Encode()
	return u.String()
}

// dataVersion gives the major version that made the data, 0 when there are none.
func dataVersion(data string) (int, error) {
	raw, err := os.ReadFile(filepath.Join(data, "PG_VERSION"))
	if err == nil {
		return strconv.Atoi(strings.TrimSpace(string(raw)))
	}
	if !errors.Is(err, os.ErrNotExist) {
		return 0, fmt.Errorf("read the data folder: %w", err)
	}
	entries, err := os.ReadDir(data)
	if err != nil && !errors.Is(err, os.ErrNotExist) {
		return 0, fmt.Errorf("read the data folder: %w", err)
	}
	if len(entries) > 0 {
		return 0, &ForeignFolderError{Dir: data}
	}
	return 0, nil
}

// create makes the cluster beside its place and moves it there when it is whole:
// a start that is cut short leaves no half cluster to trip over.
func (c cluster) create(ctx context.Context, durable bool, log *os.File) error {
	draft := c.data + ".new"
	if err := os.RemoveAll(draft); err != nil {
		return fmt.Errorf("clear an unfinished cluster: %w", err)
	}
	if err := os.Mkdir(draft, 0o700); err != nil {
		return fmt.Errorf("make the cluster's folder: %w", err)
	}
	if err := c.as.own(draft); err != nil {
		return fmt.Errorf("hand the cluster's folder to %s: %w", c.as.name, err)
	}
	secret := filepath.Join(c.socket, "new-password")
	if err := writeSecret(secret, rand.Text(), c.as); err != nil {
		return fmt.Errorf("keep the cluster's password: %w", err)
	}
	defer os.Remove(secret)
	if err := c.initdb(ctx, draft, secret, durable, log); err != nil {
		return err
	}
	if err := os.Rename(secret, filepath.Join(draft, filepath.Base(c.passwordFile()))); err != nil {
		return fmt.Errorf("keep the cluster's password: %w", err)
	}
	if err := os.Rename(draft, c.data); err != nil {
		return fmt.Errorf("put the new cluster in place: %w", err)
	}
	return nil
}

// initdb: the C locale is on every machine and the same everywhere; people's
// lists name their own collation. A password goes over a socket that only the
// owner can reach, so SCRAM's handshake would add nothing but time.
func (c cluster) initdb(ctx context.Context, data, secret string, durable bool, log *os.File) error {
	args := []string{"-D", data, "-U", superuser, "--pwfile=" + secret, "--encoding=UTF8", "--locale=C",
		"--auth-local=password", "--auth-host=reject", "--data-checksums", "--no-instructions"}
	if !durable {
		args = append(args, "--no-sync")
	}
	cmd := exec.Command(c.programs.program("initdb"), args...)
	c.dress(cmd, log)
	p, err := launch(cmd, c.as, syscall.SIGKILL)
	if err != nil {
		return err
	}
	if err := p.wait(ctx); err != nil {
		return &ServerError{Program: "initdb", Said: lastWords(log), Err: err}
	}
	return nil
}

// dress gives a program its log and a bare environment: PGDATA, PGPORT and the
// like of the user's shell mean other servers. From "/", for our own folder may
// be closed to the account.
func (c cluster) dress(cmd *exec.Cmd, log *os.File) {
	cmd.Dir = "/"
	cmd.Env = []string{"LC_ALL=C", "TZ=UTC", "PATH=" + os.Getenv("PATH"), "TMPDIR=" + c.socket}
	cmd.Stdout, cmd.Stderr = log, log
}

func writeSecret(path, secret string, as account) error {
	if err := os.WriteFile(path, []byte(secret+"\n"), 0o600); err != nil {
		return err
	}
	return as.own(path)
}

func readSecret(path string) (string, error) {
	raw, err := os.ReadFile(path)
	if err != nil {
		return "", fmt.Errorf("read the cluster's password: %w", err)
	}
	return strings.TrimSpace(string(raw)), nil
}
