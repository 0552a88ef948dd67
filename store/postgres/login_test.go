package postgres_test

import (
	"context"
	"strings"
	"testing"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
)

// TestServiceLogin holds the login that a service is given: a member of
// sajja_app and nothing else.
func TestServiceLogin(t *testing.T) {
	t.Parallel()
	_, b := setup(t)
	ctx := t.Context()
	owner, err := pgx.Connect(ctx, b.ownerURL)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = owner.Close(context.Background()) })
	login := "service_" + strings.ReplaceAll(uuid.NewString(), "-", "")
	for _, statement := range []string{`CREATE ROLE ` + login + ` LOGIN PASSWORD 'test'`, `GRANT sajja_app TO ` + login} {
		if _, err := owner.Exec(ctx, statement); err != nil {
			t.Fatal(err)
		}
	}
	t.Cleanup(func() { _, _ = owner.Exec(context.Background(), `DROP ROLE `+login) })
	config := owner.Config().Copy()
	config.User, config.Password = login, "test"
	conn, err := pgx.ConnectConfig(ctx, config)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = conn.Close(context.Background()) })
	for name, statement := range map[string]string{
		"become the owner":    `SET ROLE ` + owner.Config().User,
		"become a superuser":  `SET ROLE postgres`,
		"make a role":         `CREATE ROLE intruder`,
		"look past the walls": `ALTER ROLE ` + login + ` BYPASSRLS`,
	} {
		if _, err := conn.Exec(ctx, statement); err == nil {
			t.Errorf("the service may %s", name)
		}
	}
	if _, err := conn.Exec(ctx, `SET ROLE sajja_app`); err != nil {
		t.Error(err)
	}
}
