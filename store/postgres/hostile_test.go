package postgres_test

import (
	"cmp"
	"fmt"
	"testing"
	"time"

	"github.com/google/uuid"

	"sajja/ledger"
	"sajja/store"
)

// row is an entry as an intruder writes it.
type row struct {
	fund            ledger.FundID
	id              uuid.UUID
	phase           string
	member, actor   ledger.MemberID
	key             string
	resolves        string // SQL; NULL when empty
	number          int    // the number she claims; 0: whatever is next
	satang          int64
	debit, credit   string // account codes; none when empty
	debits, credits int64  // amounts when they differ
	debtor          string // SQL: whose the debited account is; NULL when empty
	side            string // of the first line; debit when empty
}

// sql calls the door as it stands open to the application.
func (r row) sql() string {
	if r.id == uuid.Nil {
		r.id = ledger.NewEntryID(time.Date(2026, 11, 21, 4, 0, 0, 0, time.UTC)).UUID
	}
	if r.debits == 0 {
		r.debits, r.credits = r.satang, r.satang
	}
	series, number, lines := "'R'", "NULL", "'{}', '{}', '{}', '{}', '{}', '{}', '{}'"
	if r.phase == "voided" {
		series = "NULL"
	}
	if r.number > 0 {
		number = fmt.Sprint(r.number)
	}
	if r.debit != "" {
		lines = fmt.Sprintf(`'{1,1}', '{1,2}', '{%s,%s}', ARRAY[%s, '%s']::uuid[], '{%s,credit}', '{"",""}', '{%d,%d}'`,
			r.debit, r.credit, cmp.Or(r.debtor, "NULL"), r.member, cmp.Or(r.side, "debit"), r.debits, r.credits)
	}
	actor := "NULL"
	if !r.actor.IsZero() {
		actor = "'" + r.actor.String() + "'"
	}
	return fmt.Sprintf(`SELECT sajja_post('{%s}', '{%s}', '{%s}', '{contribution}', '{2026-11-21}', '{%s}', ARRAY[%s]::uuid[],
		'{intruder}', '{%s}', '{"\\x00"}', ARRAY[%s]::uuid[], '{NULL}', '{NULL}', '{NULL}', ARRAY[%s]::text[], ARRAY[%s]::int[], '{""}', '{%d}', %s)`,
		r.fund, r.id, r.phase, r.member, actor, cmp.Or(r.key, r.id.String()), cmp.Or(r.resolves, "NULL"), series, number, r.satang, lines)
}

// sound is a row that would be taken: a receipt of the waiting promise by the
// treasurer. Each case spoils one thing.
func (i *intruder) sound() row {
	return row{
		fund: i.fund.ID, phase: "posted", member: i.somsri.ID, actor: i.malee.ID, resolves: "'" + i.waiting.ID.String() + "'",
		number: 2, satang: 3000, debit: "1100", credit: "3100",
	}
}

func TestHostileSQL(t *testing.T) {
	t.Parallel()
	i := newIntruder(t)

	const noRight = "42501"
	for name, statement := range map[string]string{
		"changing an entry":               `UPDATE entries SET amount_satang = 1`,
		"deleting entries":                `DELETE FROM entries`,
		"emptying entries":                `TRUNCATE entries CASCADE`,
		"changing a posting":              `UPDATE postings SET amount_satang = 1`,
		"deleting postings":               `DELETE FROM postings`,
		"emptying postings":               `TRUNCATE postings`,
		"writing an entry by hand":        `INSERT INTO entries SELECT * FROM entries`,
		"writing a posting by hand":       `INSERT INTO postings SELECT * FROM postings`,
		"setting a counter back":          `UPDATE document_counters SET last_number = 0`,
		"opening a closed period":         `UPDATE books SET closed_through = '-infinity'`,
		"forging a seal":                  `INSERT INTO seals SELECT * FROM seals`,
		"forging an account's history":    `INSERT INTO account_changes SELECT * FROM account_changes`,
		"forging a sign-off":              `INSERT INTO periods SELECT * FROM periods`,
		"changing an account's type":      `UPDATE accounts SET type = 'income'`,
		"changing a balance":              `UPDATE balances SET credit_satang = 1`,
		"making a balance":                `INSERT INTO balances SELECT * FROM balances`,
		"deleting what waits":             `DELETE FROM waiting`,
		"forgetting an event":             `DELETE FROM inbound_events`,
		"working an event again":          `DELETE FROM event_results`,
		"changing what was said":          `UPDATE outbound_messages SET content = '{}'`,
		"changing when a member joined":   `UPDATE members SET joined_on = '2001-01-01'`,
		"changing who a member is":        `UPDATE members SET person_id = gen_random_uuid()`,
		"changing a fund's choices":       `UPDATE funds SET chat_posting = 'posted'`,
		"switching triggers off":          `ALTER TABLE entries DISABLE TRIGGER ALL`,
		"switching the fund's walls off":  `ALTER TABLE entries DISABLE ROW LEVEL SECURITY`,
		"a door in the wall":              `CREATE POLICY door ON entries USING (true)`,
		"taking a wall down":              `DROP POLICY entries_of_fund ON entries`,
		"dropping a rule":                 `ALTER TABLE entries DROP CONSTRAINT entries_idempotency_key`,
		"dropping the books":              `DROP TABLE postings`,
		"playing a replica":               `SET LOCAL session_replication_role = replica`,
		"rewriting a rule":                `CREATE OR REPLACE FUNCTION sajja_refuse_change() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END'`,
		"a function of her own in public": `CREATE FUNCTION public.f() RETURNS int LANGUAGE sql AS 'SELECT 1'`,
		"a table of her own in public":    `CREATE TABLE public.t (n int)`,
		"forging a migration":             `INSERT INTO schema_migrations SELECT * FROM schema_migrations`,
	} {
		t.Run(name+" is not among the application's rights", func(t *testing.T) {
			if got := refusedBy(i.try(t, i.fund.ID, statement)); got != noRight {
				t.Errorf("refused by %s", got)
			}
		})
	}
	t.Run("looking past the wall is refused, not answered in part", func(t *testing.T) {
		if got := refusedBy(i.try(t, i.fund.ID, `SET LOCAL row_security = off`, `SELECT * FROM entries`)); got != noRight {
			t.Errorf("refused by %s", got)
		}
	})
	t.Run("a rule's function is not called by hand", func(t *testing.T) {
		if got := refusedBy(i.try(t, i.fund.ID, `SELECT sajja_refuse('entries_balanced', NULL)`)); got != noRight {
			t.Error("it was")
		}
	})

	for name, test := range map[string]struct {
		spoil func(*row)
		by    string
	}{
		"unequal columns":                   {func(r *row) { r.debits, r.credits = 3000, 2999 }, "entries_balanced"},
		"columns of another sum":            {func(r *row) { r.debits, r.credits = 2000, 2000 }, "entries_balanced"},
		"no postings":                       {func(r *row) { r.debit = "" }, "entries_balanced"},
		"an amount of nothing":              {func(r *row) { r.satang, r.debits, r.credits = 0, 1, 1 }, "entries_balanced"},
		"less than nothing":                 {func(r *row) { r.satang, r.debits, r.credits = -5, 1, 1 }, "entries_balanced"},
		"a phase nobody knows":              {func(r *row) { r.phase = "maybe" }, "entries_numbered"},
		"a key that was used":               {func(r *row) { r.key = "waiting" }, "entries_idempotency_key"},
		"a number that was given":           {func(r *row) { r.number = 1 }, "entries_number_next"},
		"a number that leaves a gap":        {func(r *row) { r.number = 3 }, "entries_number_next"},
		"a receipt for a promise":           {func(r *row) { r.phase, r.resolves = "pending", "" }, "entries_numbered"},
		"an end to what was never promised": {func(r *row) { r.resolves = "'" + uuid.NewString() + "'" }, "entries_resolves_pending"},
		"an end to what is in the books":    {func(r *row) { r.resolves = "'" + i.posted.ID.String() + "'" }, "entries_resolves_pending"},
		"a second end":                      {func(r *row) { r.resolves = "'" + i.posted.Resolves.String() + "'" }, "entries_resolves_key"},
		"another member's promise as hers":  {func(r *row) { r.member = i.boonmee.ID }, "entries_resolves_pending"},
		"a receiver without an office":      {func(r *row) { r.actor = i.somsri.ID }, "entries_maker_is_not_checker"},
		"a receiver that is nobody":         {func(r *row) { r.actor = ledger.MemberID{} }, "entries_maker_is_not_checker"},
		"a receiver of another fund":        {func(r *row) { r.actor = i.chai.ID }, "entries_member_known"},
		"the treasurer's own promise":       {func(r *row) { r.resolves, r.member, r.satang = "'"+i.own.ID.String()+"'", i.malee.ID, 4500 }, "entries_maker_is_not_checker"},
		"a promise that ends another":       {func(r *row) { r.phase, r.number = "pending", 0 }, "entries_numbered"},
		"a void of nothing":                 {func(r *row) { r.phase, r.number, r.resolves, r.satang, r.debit = "voided", 0, "", 0, "" }, "entries_voided_resolves"},
		"a void that moves money":           {func(r *row) { r.phase, r.number, r.satang, r.debits, r.credits = "voided", 0, 0, 100, 100 }, "entries_balanced"},
		"lines of less than nothing":        {func(r *row) { r.debits, r.credits = -3000, -3000; r.satang = -3000 }, "entries_amount"},
		"a line on no side":                 {func(r *row) { r.side = "both" }, "entries_balanced"},
		"an account that is none":           {func(r *row) { r.debit = "9999" }, "postings_account_open"},
		"a member of another fund":          {func(r *row) { r.member = i.chai.ID; r.resolves = "" }, "entries_member_known"},
		"the other fund's wall":             {func(r *row) { r.fund = i.other.ID }, noRight},
	} {
		t.Run("an entry with "+name+" is refused", func(t *testing.T) {
			r := i.sound()
			test.spoil(&r)
			if got := refusedBy(i.try(t, i.fund.ID, r.sql())); got != test.by {
				t.Errorf("refused by %s, want %s", got, test.by)
			}
		})
	}

	t.Run("a collector whose term has ended receives nothing, nor does an auditor", func(t *testing.T) {
		if err := i.db.RevokeOffice(t.Context(), i.fund.ID, i.boonmee.ID, ledger.Collector, i.startedAt); err != nil {
			t.Fatal(err)
		}
		if err := i.db.GrantOffice(t.Context(), i.fund.ID, i.boonmee.ID, store.Term{Office: ledger.Auditor}, i.startedAt); err != nil {
			t.Fatal(err)
		}
		r := i.sound()
		r.actor = i.boonmee.ID
		if got := refusedBy(i.try(t, i.fund.ID, r.sql())); got != "entries_resolver_holds_office" {
			t.Errorf("received: refused by %s", got)
		}
		r.phase, r.number, r.satang, r.debit = "voided", 0, 0, ""
		if got := refusedBy(i.try(t, i.fund.ID, r.sql())); got != "entries_resolver_holds_office" {
			t.Errorf("voided: refused by %s", got)
		}
	})

	for name, test := range map[string]struct{ statement, by string }{
		"a link for another fund":        {fmt.Sprintf(`INSERT INTO line_links VALUES ('%s', '%s', 'U%032d', now())`, i.other.ID, i.chai.ID, 7), noRight},
		"a LINE user who speaks for two": {fmt.Sprintf(`INSERT INTO line_links VALUES ('%s', '%s', '%s', now())`, i.fund.ID, i.malee.ID, i.somsri.LineUserID), "line_links_current_key"},
		"an office that is none":         {fmt.Sprintf(`INSERT INTO officer_terms VALUES ('%s', '%s', 'king', now())`, i.fund.ID, i.somsri.ID), "officer_terms_office_known"},
		"an office in another fund":      {fmt.Sprintf(`INSERT INTO officer_terms VALUES ('%s', '%s', 'chair', now())`, i.other.ID, i.chai.ID), noRight},
	} {
		t.Run(name+" is refused", func(t *testing.T) {
			if got := refusedBy(i.try(t, i.fund.ID, test.statement)); got != test.by {
				t.Errorf("refused by %s, want %s", got, test.by)
			}
		})
	}

	t.Run("from another fund, or from none, nothing of this one is seen or ended", func(t *testing.T) {
		for _, table := range []string{"accounts", "members", "officer_terms", "entries", "postings", "balances", "waiting", "document_counters", "books", "periods", "seals"} {
			for from, fund := range map[string]ledger.FundID{"another": i.other.ID, "none": {}} {
				question := fmt.Sprintf(`SELECT 1 / (CASE WHEN EXISTS (SELECT FROM %s WHERE fund_id = '%s') THEN 0 ELSE 1 END)`, table, i.fund.ID)
				if err := i.try(t, fund, question); err != nil {
					t.Errorf("%s from %s: %v", table, from, err)
				}
			}
		}
		r := i.sound()
		r.fund, r.member, r.actor, r.number = i.other.ID, i.chai.ID, i.chai.ID, 0
		if got := refusedBy(i.try(t, i.other.ID, r.sql())); got != "entries_resolves_pending" {
			t.Errorf("ended from another fund: refused by %s", got)
		}
	})

	t.Run("savings do not go below nothing", func(t *testing.T) {
		r := row{fund: i.fund.ID, phase: "posted", member: i.somsri.ID, actor: i.malee.ID, satang: 100,
			debit: "2100", debtor: "'" + i.somsri.ID.String() + "'", credit: "1100"}
		if got := refusedBy(i.try(t, i.fund.ID, r.sql())); got != "balances_savings_not_negative" {
			t.Errorf("refused by %s", got)
		}
	})

	t.Run("after all that the books are as they were, and a sound receipt is taken", func(t *testing.T) {
		verifyClean(t, i.db)
		if err := i.try(t, i.fund.ID, i.sound().sql()); err != nil {
			t.Error(err)
		}
	})
}
