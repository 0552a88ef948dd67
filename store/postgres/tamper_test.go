package postgres_test

import (
	"context"
	"slices"
	"strings"
	"testing"

	"github.com/jackc/pgx/v5"

	"sajja/ledger"
	"sajja/store"
	"sajja/store/postgres"
)

// tampered are books with one promise that waits, one that was received and one
// that was taken back, and the owner at work in them with the rules off.
type tampered struct {
	*bundle
	db                      *postgres.DB
	waiting, posted, voided ledger.Entry
}

func newTampered(t *testing.T) *tampered {
	t.Helper()
	db, b := setup(t)
	b.fund.Code = "demo"
	s := &tampered{bundle: b, db: db, waiting: promise(t, b, b.somsri, "30.00", "waiting")}
	first, second := promise(t, b, b.somsri, "45.00", "first"), promise(t, b, b.somsri, "60.00", "second")
	post(t, db, b, s.waiting, first, second)
	void, err := ledger.Void(second, "no-cash", ledger.Act{Actor: b.malee.ID, At: b.startedAt, Cause: "event", Key: "void"})
	if err != nil {
		t.Fatal(err)
	}
	ends := []ledger.Entry{receive(t, b, first, b.malee), void}
	if err := db.Post(t.Context(), b.fund.ID, ends); err != nil {
		t.Fatal(err)
	}
	s.posted, s.voided = ends[0], ends[1]
	return s
}

// change does as the owner what no rule allows: triggers off, constraints gone.
func (s *tampered) change(t *testing.T, statements string) {
	t.Helper()
	ctx := t.Context()
	conn, err := pgx.Connect(ctx, s.ownerURL)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close(context.Background())
	for _, table := range []string{"entries", "postings"} {
		if _, err := conn.Exec(ctx, `ALTER TABLE `+table+` DISABLE TRIGGER USER`); err != nil {
			t.Fatal(err)
		}
	}
	rules, err := conn.Query(ctx, `SELECT format('ALTER TABLE %s DROP CONSTRAINT %I CASCADE', conrelid::regclass, conname)
		FROM pg_constraint WHERE contype IN ('c', 'f') AND connamespace = 'public'::regnamespace`)
	if err != nil {
		t.Fatal(err)
	}
	drops, err := pgx.CollectRows(rules, pgx.RowTo[string])
	if err != nil {
		t.Fatal(err)
	}
	for _, drop := range drops {
		if _, err := conn.Exec(ctx, drop); err != nil {
			t.Fatal(err)
		}
	}
	replace := strings.NewReplacer("$fund", "'"+s.fund.ID.String()+"'", "$waiting", "'"+s.waiting.ID.String()+"'",
		"$posted", "'"+s.posted.ID.String()+"'", "$voided", "'"+s.voided.ID.String()+"'",
		"$somsri", "'"+s.somsri.ID.String()+"'", "$malee", "'"+s.malee.ID.String()+"'")
	for statement := range strings.SplitSeq(replace.Replace(statements), ";") {
		tag, err := conn.Exec(ctx, statement)
		if err != nil {
			t.Fatalf("%s: %v", statement, err)
		}
		if tag.RowsAffected() == 0 {
			t.Fatalf("%s: changed nothing", statement)
		}
	}
}

func TestVerify(t *testing.T) {
	t.Parallel()

	t.Run("untouched books verify, with their entries counted", func(t *testing.T) {
		t.Parallel()
		s := newTampered(t)
		found, err := s.db.Verify(t.Context(), []store.Fund{s.fund})
		if err != nil || len(found.Faults) != 0 || found.Entries != 5 || found.Funds != 1 {
			t.Errorf("%+v, %v", found, err)
		}
	})

	const digest = "entry differs from its digest"
	for name, test := range map[string]struct {
		statements string
		faults     []string
	}{
		"an amount, on the entry alone":       {`UPDATE entries SET amount_satang = 1 WHERE id = $posted`, []string{"entry does not balance"}},
		"a posting's amount":                  {`UPDATE postings SET amount_satang = 1 WHERE entry_id = $posted AND side = 'credit'`, []string{"entry does not balance", digest, "balance differs from its postings"}},
		"an amount everywhere it stands":      {`UPDATE postings SET amount_satang = 1 WHERE entry_id = $waiting; UPDATE entries SET amount_satang = 1 WHERE id = $waiting; UPDATE balances SET pending_credit_satang = pending_credit_satang - 2999 WHERE account_code = '3100'; UPDATE balances SET pending_debit_satang = pending_debit_satang - 2999 WHERE account_code = '1100' AND pending_debit_satang > 0`, []string{digest}},
		"the day it counts":                   {`UPDATE entries SET effective_on = '2025-01-01' WHERE id = $posted`, []string{digest}},
		"what kind it is":                     {`UPDATE entries SET kind = 'deposit' WHERE id = $waiting`, []string{digest}},
		"whose money it was":                  {`UPDATE entries SET member_id = $malee WHERE id = $posted`, []string{digest}},
		"who received it":                     {`UPDATE entries SET actor_id = $somsri WHERE id = $posted`, []string{digest, "maker received her own promise"}},
		"why it was refused":                  {`UPDATE entries SET reason = 'double' WHERE id = $voided`, []string{digest}},
		"a promise to money":                  {`UPDATE entries SET phase = 'posted' WHERE id = $waiting`, []string{digest, "posted without a number"}},
		"a receipt to a promise":              {`UPDATE entries SET phase = 'pending', series = NULL, series_year = NULL, series_number = NULL WHERE id = $posted`, []string{digest, "last document numbers missing"}},
		"which account":                       {`UPDATE postings SET account_code = '1300' WHERE entry_id = $posted AND side = 'debit'`, []string{digest, "balance differs from its postings"}},
		"which side":                          {`UPDATE postings SET side = CASE side WHEN 'debit' THEN 'credit' ELSE 'debit' END WHERE entry_id = $posted`, []string{digest, "balance differs from its postings"}},
		"a line away":                         {`DELETE FROM postings WHERE entry_id = $posted AND line = 2`, []string{"entry does not balance", digest}},
		"both lines away":                     {`DELETE FROM postings WHERE entry_id = $posted`, []string{"entry does not balance", digest}},
		"lines more":                          {`INSERT INTO postings SELECT fund_id, entry_id, line + 2, account_code, member_id, side, source, amount_satang FROM postings WHERE entry_id = $posted`, []string{"entry does not balance", digest}},
		"an entry away, its lines left":       {`DELETE FROM entries WHERE id = $voided; DELETE FROM entries WHERE id = $waiting`, []string{"posting without its entry"}},
		"a receipt and its lines away":        {`DELETE FROM postings WHERE entry_id = $posted; DELETE FROM entries WHERE id = $posted`, []string{"last document numbers missing", "balance differs from its postings", "waiting list differs from the entries"}},
		"a promise away, its end left":        {`DELETE FROM postings WHERE entry_id = (SELECT resolves_id FROM entries WHERE id = $posted); DELETE FROM entries WHERE id = (SELECT resolves_id FROM entries WHERE id = $posted)`, []string{"entry resolves what is not pending"}},
		"a receipt number":                    {`UPDATE entries SET series_number = 7 WHERE id = $posted`, []string{"document number above the last one given", "last document numbers missing"}},
		"the numbers given":                   {`UPDATE document_counters SET last_number = 9`, []string{"last document numbers missing"}},
		"a balance":                           {`UPDATE balances SET credit_satang = credit_satang + 1 WHERE account_code = '3100'`, []string{"balance differs from its postings"}},
		"a balance away":                      {`DELETE FROM balances WHERE account_code = '3100'`, []string{"balance differs from its postings"}},
		"a balance of nothing more":           {`INSERT INTO balances SELECT fund_id, '1300', member_id, month, stripe, 5, 0, 0, 0 FROM balances WHERE account_code = '3100' AND month > '-infinity'`, []string{"balance differs from its postings"}},
		"what waits, away":                    {`DELETE FROM waiting`, []string{"waiting list differs from the entries"}},
		"what waits, back":                    {`INSERT INTO waiting SELECT fund_id, member_id, resolves_id FROM entries WHERE id = $posted`, []string{"waiting list differs from the entries"}},
		"an entry with money out of thin air": {`INSERT INTO entries SELECT fund_id, gen_random_uuid(), 'posted', kind, effective_on, recorded_at, member_id, actor_id, cause, 'thin air', content_hash, NULL, NULL, NULL, NULL, NULL, NULL, NULL, reason, amount_satang FROM entries WHERE id = $posted`, []string{"entry does not balance", digest, "posted without a number"}},
	} {
		t.Run("changing "+name+" is named", func(t *testing.T) {
			t.Parallel()
			s := newTampered(t)
			s.change(t, test.statements)
			found, err := s.db.Verify(t.Context(), []store.Fund{s.fund})
			if err != nil {
				t.Fatal(err)
			}
			var names []string
			for _, f := range found.Faults {
				names = append(names, f.Check)
				if f.Fund != "demo" || f.Where == "" {
					t.Errorf("%+v", f)
				}
			}
			for _, want := range test.faults {
				if !slices.Contains(names, want) {
					t.Errorf("%q is not among %q", want, names)
				}
			}
		})
	}
}
