package postgres_test

import (
	"context"
	"slices"
	"strings"
	"testing"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"

	"sajja/ledger"
	"sajja/store/postgres"
)

// tampered are books with a bit of everything, recorded on three days of March
// 2024 of which two are sealed, and the owner at work in them with the rules off.
type tampered struct {
	*bundle
	db *postgres.DB
	// On the 5th: a promise that waits, one that was received and one taken back; a
	// donation, and a grant from two sources.
	waiting, posted, voided, donated, granted ledger.Entry
	// On the 8th: the donation is reversed, and of a promise a part is received.
	reversal, promised, part, rest ledger.Entry
	// On the 12th, which is not sealed: one more donation.
	fresh ledger.Entry
}

func newTampered(t *testing.T) *tampered {
	t.Helper()
	db, b := setup(t)
	s := &tampered{bundle: b, db: db}
	b.startedAt = at(5, 10)
	s.waiting = promise(t, b, b.somsri, "30.00", "waiting")
	first, second := promise(t, b, b.somsri, "45.00", "first"), promise(t, b, b.somsri, "60.00", "second")
	s.promised = promise(t, b, b.somsri, "100.00", "third")
	post(t, db, b, s.waiting, first, second, s.promised)
	s.posted, s.voided = receive(t, b, first, b.malee), s.mustEntry(t)(ledger.Void(second, "no-cash", s.act("void")))
	s.donated = s.donation(t, "donated", "500.00")
	s.granted = s.mustEntry(t)(ledger.Journal(b.fund.ID, ledger.KindGrant, ledger.MemberID{}, march(5), slices.Concat(
		ledger.Transfer(ledger.AccountRef{Code: ledger.CodeBank}, ledger.AccountRef{Code: ledger.CodeStateFund}, ledger.MustMoney("700.00"), ledger.Source{Kind: ledger.SourceState, Round: 3}),
		ledger.Transfer(ledger.AccountRef{Code: ledger.CodeBank}, ledger.AccountRef{Code: ledger.CodeLocalFund}, ledger.MustMoney("300.00"), ledger.Source{Kind: ledger.SourceLocal}),
	), s.act("granted")))
	s.post(t, &s.posted, &s.voided, &s.donated, &s.granted)
	b.startedAt = at(8, 10)
	s.reversal = s.mustEntry(t)(ledger.Reverse(s.donated, ledger.Date{}, "twice", s.act("reversal")))
	var err error
	if s.part, s.rest, err = ledger.ReceivePart(s.promised, ledger.MustMoney("40.00"), ledger.AccountRef{Code: ledger.CodeCashInHand}, s.act("part")); err != nil {
		t.Fatal(err)
	}
	s.post(t, &s.reversal)
	s.post(t, &s.part, &s.rest)
	sealed(t, db, b, march(9))
	if _, err := db.ClosePeriod(t.Context(), ledger.Period{Fund: b.fund.ID, Through: ledger.MustDate("2024-02-29")}); err != nil {
		t.Fatal(err)
	}
	b.startedAt = at(12, 10)
	s.fresh = s.donation(t, "fresh", "20.00")
	s.post(t, &s.fresh)
	return s
}

func (s *tampered) act(key string) ledger.Act {
	return ledger.Act{Actor: s.malee.ID, At: s.startedAt, Cause: "event " + key, Key: key}
}

func (s *tampered) donation(t *testing.T, key, baht string) ledger.Entry {
	t.Helper()
	return s.mustEntry(t)(ledger.Journal(s.fund.ID, ledger.KindDonation, ledger.MemberID{}, march(5), ledger.Transfer(
		ledger.AccountRef{Code: ledger.CodeCashInHand}, ledger.AccountRef{Code: ledger.CodeMembersFund}, ledger.MustMoney(baht), ledger.Source{Kind: ledger.SourceOther}), s.act(key)))
}

func (s *tampered) mustEntry(t *testing.T) func(ledger.Entry, error) ledger.Entry {
	return func(e ledger.Entry, err error) ledger.Entry {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return e
	}
}

func (s *tampered) post(t *testing.T, entries ...*ledger.Entry) {
	t.Helper()
	var slice []ledger.Entry
	for _, e := range entries {
		slice = append(slice, *e)
	}
	if err := s.db.Post(t.Context(), s.fund.ID, slice); err != nil {
		t.Fatal(err)
	}
	for i, e := range entries {
		*e = slice[i]
	}
}

// rulesOffSQL takes away what would stop a superuser who means harm.
const rulesOffSQL = `
SELECT format('ALTER TABLE %s DISABLE TRIGGER USER', oid::regclass) FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace
UNION ALL SELECT format('ALTER TABLE %s DROP CONSTRAINT %I CASCADE', conrelid::regclass, conname)
FROM pg_constraint WHERE contype IN ('c', 'f') AND conrelid <> 0 AND connamespace = 'public'::regnamespace
UNION ALL SELECT format('ALTER TABLE %s DROP CONSTRAINT %I CASCADE', conrelid::regclass, conname)
FROM pg_constraint WHERE contype = 'u' AND conrelid IN ('entries'::regclass, 'seals'::regclass)
UNION ALL SELECT format('ALTER DOMAIN %s DROP CONSTRAINT %I', contypid::regtype, conname) FROM pg_constraint
WHERE contypid <> 0 AND connamespace = 'public'::regnamespace
UNION ALL SELECT format('DROP INDEX %I', c.relname) FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
WHERE i.indrelid = 'entries'::regclass AND i.indisunique AND NOT i.indisprimary AND i.indpred IS NOT NULL`

// rehash is what a careful forger does after changing an entry: it writes the
// digest that fits. $1 stands for the entry.
var rehash = `UPDATE entries e SET content_hash = sha256(` + hashedID("e.fund_id") + ` || ` + hashedText("e.phase") + ` || ` + hashedText("e.kind") + ` || ` +
	hashedText("to_char(e.effective_on, 'YYYY-MM-DD')") + ` || ` + hashedID("e.member_id") + ` || ` + hashedID("e.actor_id") + ` || ` +
	hashedID("e.resolves_id") + ` || ` + hashedID("e.reverses_id") + ` || ` + hashedID("e.rest_of_id") + ` || ` +
	hashedText("coalesce(to_char(e.expires_on, 'YYYY-MM-DD'), '')") + ` || ` + hashedText("e.reason") + ` || coalesce((
    SELECT string_agg(` + hashedText("p.account_code") + ` || ` + hashedID("p.member_id") + ` || ` + hashedText("p.side") + ` || ` + hashedText("p.source") + ` || int8send(p.amount_satang),
        ''::bytea ORDER BY p.line) FROM postings p WHERE p.fund_id = e.fund_id AND p.entry_id = e.id), ''::bytea)) WHERE id = $1`

func hashedText(expression string) string {
	bytes := `convert_to(` + expression + `, 'UTF8')`
	return `int4send(octet_length(` + bytes + `)) || ` + bytes
}

func hashedID(expression string) string {
	return `uuid_send(coalesce(` + expression + `, '00000000-0000-0000-0000-000000000000'))`
}

// rulesOff takes the rules away for good.
func (s *tampered) rulesOff(t *testing.T) *pgx.Conn {
	t.Helper()
	conn := connectOwner(t, s.bundle)
	rows, err := conn.Query(t.Context(), rulesOffSQL)
	if err != nil {
		t.Fatal(err)
	}
	off, err := pgx.CollectRows(rows, pgx.RowTo[string])
	if err != nil {
		t.Fatal(err)
	}
	for _, statement := range off {
		if _, err := conn.Exec(t.Context(), statement); err != nil {
			t.Fatalf("%s: %v", statement, err)
		}
	}
	return conn
}

// change does as the owner what no rule allows: statements, parted by semicolons,
// in which $posted and the like stand for IDs, and "rehash $posted" for the
// forger's statement.
func (s *tampered) change(t *testing.T, conn queryer, statements string) {
	t.Helper()
	ids := strings.NewReplacer("$fund", s.fund.ID.String(), "$somsri", s.somsri.ID.String(), "$malee", s.malee.ID.String(),
		"$waiting", s.waiting.ID.String(), "$posted", s.posted.ID.String(), "$voided", s.voided.ID.String(), "$donated", s.donated.ID.String(),
		"$granted", s.granted.ID.String(), "$reversal", s.reversal.ID.String(), "$promised", s.promised.ID.String(),
		"$part", s.part.ID.String(), "$rest", s.rest.ID.String(), "$fresh", s.fresh.ID.String())
	for statement := range strings.SplitSeq(statements, ";") {
		if id, isRehash := strings.CutPrefix(strings.TrimSpace(statement), "rehash "); isRehash {
			statement = strings.ReplaceAll(rehash, "$1", "'"+id+"'")
		}
		statement = ids.Replace(statement)
		tag, err := conn.Exec(t.Context(), statement)
		if err != nil {
			t.Fatalf("%s: %v", statement, err)
		}
		if tag.RowsAffected() == 0 {
			t.Fatalf("%s: changed nothing", statement)
		}
	}
}

// queryer is a connection or a transaction.
type queryer interface {
	Exec(ctx context.Context, sql string, args ...any) (pgconn.CommandTag, error)
}

// names gives the checks of faults, which must have their places and facts.
func names(t *testing.T, faults []postgres.Fault) []string {
	t.Helper()
	var checks []string
	for _, f := range faults {
		checks = append(checks, f.Check)
		if f.Fund != "demo" || f.Where == "" || f.Found == "" || f.Expected == "" {
			t.Errorf("a fault without its place or its facts: %+v", f)
		}
	}
	return checks
}
