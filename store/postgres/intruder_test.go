package postgres_test

import (
	"context"
	"errors"
	"testing"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"

	"sajja/ledger"
	"sajja/store"
	"sajja/store/postgres"
)

// intruder has the application's connection and speaks SQL of her own: what
// remains of the books' rules when our program is not in between.
type intruder struct {
	*bundle
	db      *postgres.DB
	conn    *pgx.Conn
	waiting ledger.Entry // of Somsri
	own     ledger.Entry // of Malee, the treasurer
	posted  ledger.Entry // of Somsri, received by Malee
	other   store.Fund   // another fund, with a member and an officer of its own
	chai    store.Member
}

func newIntruder(t *testing.T) *intruder {
	t.Helper()
	db, b := setup(t)
	i := &intruder{bundle: b, db: db}
	i.waiting, i.own = promise(t, b, b.somsri, "30.00", "waiting"), promise(t, b, b.malee, "45.00", "own")
	first := promise(t, b, b.somsri, "10.00", "first")
	post(t, db, b, i.waiting, i.own, first)
	received := []ledger.Entry{receive(t, b, first, b.malee)}
	if err := db.Post(t.Context(), b.fund.ID, received); err != nil {
		t.Fatal(err)
	}
	i.posted = received[0]
	i.addOtherFund(t)
	i.connect(t)
	return i
}

// connect begins a session of the application's role, with nothing in it yet.
func (i *intruder) connect(t *testing.T) {
	t.Helper()
	conn, err := pgx.Connect(t.Context(), i.ownerURL)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = conn.Close(context.Background()) })
	if _, err := conn.Exec(t.Context(), `SET ROLE sajja_app`); err != nil {
		t.Fatal(err)
	}
	i.conn = conn
}

func (i *intruder) addOtherFund(t *testing.T) {
	t.Helper()
	i.other = i.fund
	i.other.ID, i.other.Code = ledger.NewFundID(), "other"
	if err := i.db.CreateFund(t.Context(), i.other); err != nil {
		t.Fatal(err)
	}
	i.chai = newMember(i.bundle, "001", "ชัย มีนา", 9, ledger.Treasurer)
	i.chai.Fund = i.other.ID
	if err := i.db.AddMembers(t.Context(), i.other.ID, []store.Member{i.chai}, i.startedAt); err != nil {
		t.Fatal(err)
	}
}

// try runs statements in one transaction of a fund and gives why it was refused;
// nil when it was not.
func (i *intruder) try(t *testing.T, fund ledger.FundID, statements ...string) error {
	t.Helper()
	return pgx.BeginFunc(t.Context(), i.conn, func(tx pgx.Tx) error {
		if _, err := tx.Exec(t.Context(), `SELECT set_config('sajja.fund', $1, true)`, fund.String()); err != nil {
			return err
		}
		for _, statement := range statements {
			if _, err := tx.Exec(t.Context(), statement); err != nil {
				return err
			}
		}
		_, err := tx.Exec(t.Context(), `SET CONSTRAINTS ALL IMMEDIATE`)
		return err
	})
}

// refusedBy gives the name of the constraint, or else the code.
func refusedBy(err error) string {
	var refused *pgconn.PgError
	switch {
	case err == nil:
		return "nobody"
	case !errors.As(err, &refused):
		return err.Error()
	case refused.ConstraintName != "":
		return refused.ConstraintName
	}
	return refused.Code
}
