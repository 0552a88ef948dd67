package embedded

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"slices"

	embeddedpostgres "github.com/fergusstrange/embedded-postgres"
)

// downloadVersion is what a machine without PostgreSQL gets.
const downloadVersion = embeddedpostgres.V17

// mavenRepository is where the module's builds of PostgreSQL are published.
const mavenRepository = "https://repo1.maven.org/maven2"

// download fetches PostgreSQL's programs once and keeps them.
type download struct {
	// dir is the folder that holds one folder per version.
	dir        string
	repository string
	progress   io.Writer
}

func newDownload(config PostgresConfig) (download, error) {
	d := download{dir: config.Downloads, repository: mavenRepository, progress: config.Progress}
	if d.progress == nil {
		d.progress = io.Discard
	}
	if d.dir != "" {
		return d, nil
	}
	dir, err := DefaultDir("postgresql")
	d.dir = dir
	return d, err
}

// home is the folder of the unpacked version, bin its programs.
func (d download) home() string { return filepath.Join(d.dir, string(downloadVersion)) }
func (d download) bin() string  { return filepath.Join(d.home(), "bin") }

// fetch brings the programs, unless they are there.
func (d download) fetch(ctx context.Context, as account) (binaries, error) {
	if b, err := inspectPostgres(ctx, d.bin()); err == nil {
		return b, as.reach(d.bin())
	}
	if err := as.reach(d.dir); err != nil {
		return binaries{}, err
	}
	if err := os.MkdirAll(d.dir, 0o755); err != nil {
		return binaries{}, fmt.Errorf("make a folder for PostgreSQL's programs: %w", err)
	}
	draft, err := os.MkdirTemp(d.dir, "unpacking-")
	if err != nil {
		return binaries{}, fmt.Errorf("make a folder for PostgreSQL's programs: %w", err)
	}
	defer os.RemoveAll(draft)
	if err := d.unpack(ctx, draft); err != nil {
		return binaries{}, fmt.Errorf("%w: PostgreSQL %d or newer is not on this machine and cannot be downloaded (%w): install it (apt install postgresql, or brew install postgresql@17), or set DATABASE_URL", ErrNoServer, postgresMajorMin, err)
	}
	// Another program may have been quicker; its copy is as good.
	if err := os.Rename(filepath.Join(draft, "programs"), d.home()); err != nil && !errors.Is(err, fs.ErrExist) {
		return binaries{}, fmt.Errorf("keep PostgreSQL's programs: %w", err)
	}
	return inspectPostgres(ctx, d.bin())
}

// unpack has the module download and unpack into draft. The module would go on
// to make a cluster and start it, which fails as root and is ours to do: a data
// folder below a plain file cannot be made, so it stops right there, and the
// programs tell whether it came that far. It speaks to a relay of ours, for its
// own download knows neither a deadline nor progress and passes over a missing
// checksum.
func (d download) unpack(ctx context.Context, draft string) error {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return fmt.Errorf("open a relay for the download: %w", err)
	}
	relay := &relay{ctx: ctx, repository: d.repository, progress: d.progress}
	server := &http.Server{Handler: relay}
	go func() { _ = server.Serve(listener) }()
	defer server.Close()
	barrier := filepath.Join(draft, "barrier")
	if err := os.WriteFile(barrier, nil, 0o600); err != nil {
		return err
	}
	programs := filepath.Join(draft, "programs")
	defer removeNewLogs(moduleLogs())
	err = embeddedpostgres.NewDatabase(embeddedpostgres.DefaultConfig().
		Version(downloadVersion).
		Port(0).
		BinaryRepositoryURL("http://" + listener.Addr().String()).
		CachePath(filepath.Join(draft, "archive")).
		RuntimePath(programs).
		DataPath(filepath.Join(barrier, "data")).
		Logger(io.Discard)).Start()
	if _, found := os.Stat(filepath.Join(programs, "bin", "postgres")); found == nil {
		return nil
	}
	return errors.Join(relay.failure(), err, ctx.Err())
}

// moduleLogs lists the log files that the module leaves in the temporary folder
// at each start.
func moduleLogs() []string {
	logs, _ := filepath.Glob(filepath.Join(os.TempDir(), "embedded_postgres_log*"))
	return logs
}

func removeNewLogs(before []string) {
	for _, log := range moduleLogs() {
		if !slices.Contains(before, log) {
			_ = os.Remove(log)
		}
	}
}
