package embedded

import (
	"context"
	"fmt"

	"github.com/jackc/pgx/v5"
)

// The roles of a private cluster. The owner may make roles and databases and no
// more, as on a well kept server, so that a migration which needs a superuser
// fails here first.
const (
	superuser    = "postgres"
	owner        = "sajja"
	databaseName = "sajja"
)

// ensureOwner makes the owner's login and its database, on a new cluster or on
// one whose first start was cut short.
func (c cluster) ensureOwner(ctx context.Context, password string) error {
	conn, err := pgx.Connect(ctx, c.url(superuser, password, "postgres"))
	if err != nil {
		return fmt.Errorf("connect to the private PostgreSQL: %w", err)
	}
	defer conn.Close(context.WithoutCancel(ctx))
	var hasOwner, hasDatabase bool
	err = conn.QueryRow(ctx, `SELECT EXISTS (SELECT FROM pg_roles WHERE rolname = $1), EXISTS (SELECT FROM pg_database WHERE datname = $2)`,
		owner, databaseName).Scan(&hasOwner, &hasDatabase)
	if err != nil {
		return fmt.Errorf("look for the owner's database: %w", err)
	}
	if !hasOwner {
		// The password is ours: letters and digits only.
		if _, err := conn.Exec(ctx, `CREATE ROLE `+owner+` LOGIN CREATEROLE CREATEDB PASSWORD '`+password+`'`); err != nil {
			return fmt.Errorf("make the owner's login: %w", err)
		}
	}
	if !hasDatabase {
		if _, err := conn.Exec(ctx, `CREATE DATABASE `+databaseName+` OWNER `+owner); err != nil {
			return fmt.Errorf("make the owner's database: %w", err)
		}
	}
	return nil
}
