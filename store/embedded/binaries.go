package embedded

import (
	"context"
	"fmt"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// postgresMajorMin is the oldest PostgreSQL that Sajja's schema and queries use.
const postgresMajorMin = 15

// binaries is one installation of PostgreSQL's programs.
type binaries struct {
	dir   string
	major int
}

func (b binaries) program(name string) string { return filepath.Join(b.dir, name) }

// choosePostgres takes the programs that made the data, or the best for new data.
// Only a machine without any gets a download.
func choosePostgres(ctx context.Context, config PostgresConfig, as account, dir string, dataMajor int) (binaries, error) {
	fallback, err := newDownload(config)
	if err != nil {
		return binaries{}, err
	}
	found := appendUsable(ctx, findPostgres(ctx, as), fallback.bin(), as)
	for _, b := range found {
		if dataMajor == 0 || b.major == dataMajor {
			return b, nil
		}
	}
	if len(found) > 0 {
		return binaries{}, &VersionError{Dir: dir, Data: dataMajor, Here: found[0].major}
	}
	b, err := fallback.fetch(ctx, as)
	if err == nil && dataMajor != 0 && b.major != dataMajor {
		return binaries{}, &VersionError{Dir: dir, Data: dataMajor, Here: b.major}
	}
	return b, err
}

// postgresFolders are the places where packages put PostgreSQL's server: Debian
// and its kin, Red Hat and its kin, the source's own default, Homebrew on both
// kinds of Mac, MacPorts, Postgres.app. None of them is on the PATH as a rule.
var postgresFolders = []string{
	"/usr/lib/postgresql/*/bin",
	"/usr/pgsql-*/bin",
	"/usr/local/pgsql/bin",
	"/opt/homebrew/opt/postgresql@*/bin",
	"/opt/homebrew/bin",
	"/usr/local/opt/postgresql@*/bin",
	"/usr/local/bin",
	"/opt/local/lib/postgresql*/bin",
	"/Applications/Postgres.app/Contents/Versions/*/bin",
}

// PostgresPrograms gives the folder of PostgreSQL's programs on this machine,
// psql and pg_dump among them; ErrNoServer when there is none.
func PostgresPrograms(ctx context.Context) (string, error) {
	as, err := serverAccount("")
	if err != nil {
		return "", err
	}
	for _, b := range findPostgres(ctx, as) {
		return b.dir, nil
	}
	return "", fmt.Errorf("PostgreSQL %d or newer: %w", postgresMajorMin, ErrNoServer)
}

// findPostgres lists the installations that will do and that the account may
// use, the best first: what the user put on the PATH, then the newest.
func findPostgres(ctx context.Context, as account) []binaries {
	var found []binaries
	for _, dir := range chosenFolders(ctx) {
		found = appendUsable(ctx, found, dir, as)
	}
	var packaged []binaries
	for _, pattern := range postgresFolders {
		dirs, _ := filepath.Glob(pattern) // the only error is a malformed pattern
		for _, dir := range dirs {
			packaged = appendUsable(ctx, packaged, dir, as)
		}
	}
	slices.SortStableFunc(packaged, func(a, b binaries) int { return b.major - a.major })
	return append(found, packaged...)
}

// chosenFolders are the places the user's environment points at.
func chosenFolders(ctx context.Context) []string {
	var dirs []string
	if program, err := exec.LookPath("postgres"); err == nil {
		if real, err := filepath.EvalSymlinks(program); err == nil {
			dirs = append(dirs, filepath.Dir(real))
		}
	}
	if out, err := exec.CommandContext(ctx, "pg_config", "--bindir").Output(); err == nil {
		dirs = append(dirs, strings.TrimSpace(string(out)))
	}
	return dirs
}

func appendUsable(ctx context.Context, list []binaries, dir string, as account) []binaries {
	if slices.ContainsFunc(list, func(b binaries) bool { return b.dir == dir }) {
		return list
	}
	if b, err := inspectPostgres(ctx, dir); err == nil && b.major >= postgresMajorMin && as.reach(dir) == nil {
		return append(list, b)
	}
	return list
}

var postgresVersion = regexp.MustCompile(`\(PostgreSQL\) (\d+)`)

// inspectPostgres asks the server program of a folder for its version; a folder
// with the client programs alone has none.
func inspectPostgres(ctx context.Context, dir string) (binaries, error) {
	if _, err := exec.LookPath(filepath.Join(dir, "initdb")); err != nil {
		return binaries{}, err
	}
	out, err := exec.CommandContext(ctx, filepath.Join(dir, "postgres"), "--version").Output()
	if err != nil {
		return binaries{}, fmt.Errorf("ask %s for its version: %w", dir, err)
	}
	match := postgresVersion.FindSubmatch(out)
	if match == nil {
		return binaries{}, fmt.Errorf("ask %s for its version: it said %q", dir, out)
	}
	major, err := strconv.Atoi(string(match[1]))
	return binaries{dir: dir, major: major}, err
}
