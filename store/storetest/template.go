package storetest

import (
	"context"
	"fmt"
	"sync"

	"github.com/jackc/pgx/v5"

	"sajja/store/postgres"
)

// The owner of the tests' databases: no superuser, as in production. The server
// dies with the tests and listens on a private socket, so the password guards
// nothing.
const (
	owner         = "sajja_test_owner"
	ownerPassword = "test"
)

// templateLock is the advisory lock under which a template is made, by whichever
// test process comes first. The number is arbitrary, and must be no one else's.
const templateLock = 7_202_511_22

// The templates of this process, each made at the first call.
var (
	migratedTemplate = oncePerProcess(makeMigrated)
	emptyTemplate    = oncePerProcess(makeEmpty)
)

func makeMigrated(ctx context.Context, admin string) (string, error) {
	digest, err := migrationsDigest()
	if err != nil {
		return "", fmt.Errorf("read the migrations: %w", err)
	}
	name := "sajja_template_" + digest
	return name, makeTemplate(ctx, admin, name, postgres.Migrate)
}

func makeEmpty(ctx context.Context, admin string) (string, error) {
	const name = "sajja_template_empty"
	return name, makeTemplate(ctx, admin, name, func(context.Context, string) error { return nil })
}

func oncePerProcess(build func(ctx context.Context, admin string) (string, error)) func(context.Context, string) (string, error) {
	var once sync.Once
	var name string
	var failure error
	return func(ctx context.Context, admin string) (string, error) {
		once.Do(func() {
			if name, failure = build(ctx, admin); failure != nil {
				failure = fmt.Errorf("make a template database: %w", failure)
			}
		})
		return name, failure
	}
}

// makeTemplate makes the template or brings one that is there up to date;
// another test process may be at it in the same moment.
func makeTemplate(ctx context.Context, admin, name string, fill func(context.Context, string) error) error {
	conn, err := pgx.Connect(ctx, admin)
	if err != nil {
		return err
	}
	defer conn.Close(context.WithoutCancel(ctx))
	if _, err := conn.Exec(ctx, `SELECT pg_advisory_lock($1)`, templateLock); err != nil {
		return err
	}
	if err := ensureOwner(ctx, conn); err != nil {
		return err
	}
	ready, err := isReady(ctx, conn, name)
	if err != nil || ready {
		return err
	}
	// Left half made by a process that was killed: start over.
	if _, err := conn.Exec(ctx, `DROP DATABASE IF EXISTS `+name+` WITH (FORCE)`); err != nil {
		return err
	}
	if _, err := conn.Exec(ctx, `CREATE DATABASE `+name+` OWNER `+owner); err != nil {
		return err
	}
	if err := fill(ctx, address(admin, owner, ownerPassword, name)); err != nil {
		return err
	}
	// Closed to connections: one would keep others from cloning it.
	_, err = conn.Exec(ctx, `ALTER DATABASE `+name+` ALLOW_CONNECTIONS false`)
	return err
}

func ensureOwner(ctx context.Context, conn *pgx.Conn) error {
	var exists bool
	if err := conn.QueryRow(ctx, `SELECT EXISTS (SELECT FROM pg_roles WHERE rolname = $1)`, owner).Scan(&exists); err != nil || exists {
		return err
	}
	_, err := conn.Exec(ctx, `CREATE ROLE `+owner+` LOGIN CREATEROLE CREATEDB PASSWORD '`+ownerPassword+`'`)
	return err
}

// isReady: the last thing done to a template is to close it, so a closed one is
// whole.
func isReady(ctx context.Context, conn *pgx.Conn, name string) (bool, error) {
	var ready bool
	err := conn.QueryRow(ctx, `SELECT EXISTS (SELECT FROM pg_database WHERE datname = $1 AND NOT datallowconn)`, name).Scan(&ready)
	return ready, err
}
