package storetest

import (
	"context"
	"crypto/rand"
	"fmt"
	"net/url"
	"os"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"sajja/store/embedded"
)

// The addresses of servers that somebody else started for a run of several
// packages. PostgresEnv holds a superuser's.
const (
	PostgresEnv = "SAJJA_TEST_POSTGRES"
	RedisEnv    = "SAJJA_TEST_REDIS"
)

// serverLimit bounds what a test waits for its server or database: making a
// cluster takes about a second, three packages at once on two cores some more.
const serverLimit = 90 * time.Second

// server is this process's PostgreSQL, started by the first test that asks. It
// is the one thing shared by all tests of a process and has no owner to stop it
// in order: it ends with the process, as package embedded sees to.
var server = sync.OnceValues(openServer)

// openServer gives a superuser's URL.
func openServer() (string, error) {
	if given := os.Getenv(PostgresEnv); given != "" {
		return given, nil
	}
	ctx, cancel := context.WithTimeout(context.Background(), serverLimit)
	defer cancel()
	started, err := embedded.StartPostgres(ctx, embedded.PostgresConfig{})
	if err != nil {
		return "", fmt.Errorf("start a PostgreSQL for the tests: %w", err)
	}
	return started.AdminURL(), nil
}

// Postgres gives the URL of a migrated database that belongs to the test alone,
// for its owner's login. It is dropped after the test.
func Postgres(t testing.TB) string {
	t.Helper()
	return open(t, migratedTemplate)
}

// EmptyPostgres is Postgres without the migrations, for tests of these.
func EmptyPostgres(t testing.TB) string {
	t.Helper()
	return open(t, emptyTemplate)
}

func open(t testing.TB, template func(ctx context.Context, admin string) (string, error)) string {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), serverLimit)
	defer cancel()
	admin, err := server()
	if err != nil {
		t.Fatal(err)
	}
	source, err := template(ctx, admin)
	if err != nil {
		t.Fatal(err)
	}
	name := "test_" + strings.ToLower(rand.Text())
	if err := execute(ctx, admin, `CREATE DATABASE `+name+` TEMPLATE `+source+` OWNER `+owner); err != nil {
		t.Fatalf("make a database for the test: %v", err)
	}
	t.Cleanup(func() { drop(t, admin, name) })
	return address(admin, owner, ownerPassword, name)
}

// drop removes the test's database, with whatever connections the test forgot.
func drop(t testing.TB, admin, name string) {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), serverLimit)
	defer cancel()
	if err := execute(ctx, admin, `DROP DATABASE IF EXISTS `+name+` WITH (FORCE)`); err != nil {
		t.Errorf("drop the test's database: %v", err)
	}
}

// execute runs one statement on a connection of its own: a kept one would hold a
// slot of the shared server through the whole test process.
func execute(ctx context.Context, address, statement string) error {
	conn, err := pgx.Connect(ctx, address)
	if err != nil {
		return err
	}
	defer conn.Close(context.WithoutCancel(ctx))
	_, err = conn.Exec(ctx, statement)
	return err
}

// address is the server's URL for another login and database.
func address(server, user, password, database string) string {
	u, err := url.Parse(server)
	if err != nil {
		return server // the caller connected with it before
	}
	u.User = url.UserPassword(user, password)
	u.Path = "/" + database
	return u.String()
}
