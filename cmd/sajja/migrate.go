package main

import (
	"context"
	"io"

	"sajja/store/postgres"
)

// migrateCommand brings the database to this program's schema. It alone needs
// the owner's login.
type migrateCommand struct{}

// Run may be repeated; a database that is up to date stays as it is.
func (c *migrateCommand) Run(ctx context.Context, con *console) error {
	err := con.withDatabase(ctx, func(address secret) error {
		return postgres.Migrate(ctx, address.reveal())
	})
	if err != nil {
		return err
	}
	return con.show(map[string]bool{"migrated": true}, func(w io.Writer) error {
		_, err := io.WriteString(w, "the database has this program's schema\n")
		return err
	})
}
