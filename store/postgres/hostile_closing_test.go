package postgres_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"sajja/ledger"
)

// TestHostileClosing lets the application's own role at accounts and periods with
// SQL of its own: names and closings are all it may touch, and only by the rules.
func TestHostileClosing(t *testing.T) {
	t.Parallel()
	i, outer := newIntruder(t), t
	defer verifyClean(t, i.db)
	addBank(t, i.db, i.bundle)
	post(t, i.db, i.bundle, journal(t, i.bundle, ledger.KindDonation, "2026-11-01", "1310", "4200", "5.00", "", "bank"))
	mine, other := i.fund.ID, i.other.ID
	today := ledger.DateOf(time.Now())
	closing := func(fund ledger.FundID, day string, officer string, cash, bank int, note string) string {
		return fmt.Sprintf(`SELECT sajja_close_period('%s', '%s', %s, %d, %d, '%s')`, fund, day, officer, cash, bank, note)
	}

	for name, test := range map[string]struct {
		statements []string
		refusedBy  string
	}{
		"closing the fund's cash, with money on it": {[]string{`UPDATE accounts SET closed_on = now() WHERE code = '1100'`}, "accounts_closing_balance"},
		"closing an account the rules need":         {[]string{`UPDATE accounts SET closed_on = now() WHERE code = '2100'`}, "accounts_needed_open"},
		"closing a bank with money in it":           {[]string{`UPDATE accounts SET closed_on = now() WHERE code = '1310'`}, "accounts_closing_balance"},
		"closing what parts hang under":             {[]string{`UPDATE accounts SET closed_on = now() WHERE code = '1300'`}, "accounts_closing_parts"},
		"closing ahead of time":                     {[]string{fmt.Sprintf(`UPDATE accounts SET closed_on = '%s' WHERE code = '1400'`, today.AddDays(2))}, "accounts_closing_day"},
		"hanging an account under another":          {[]string{`UPDATE accounts SET parent_code = '1300' WHERE code = '1400'`}, "42501"},
		"a new code":                                {[]string{`UPDATE accounts SET code = '1401' WHERE code = '1400'`}, "42501"},
		"a type that the code does not have":        {[]string{fmt.Sprintf(`INSERT INTO accounts (fund_id, code, name, type) VALUES ('%s', '2150', 'x', 'asset')`, mine)}, "accounts_type_of_code"},
		"a part of another kind of account":         {[]string{fmt.Sprintf(`INSERT INTO accounts (fund_id, code, name, type, parent_code) VALUES ('%s', '2150', 'x', 'liability', '2200')`, mine)}, "accounts_part_of_parent"},
		"a part of a part":                          {[]string{fmt.Sprintf(`INSERT INTO accounts (fund_id, code, name, type, parent_code) VALUES ('%s', '1311', 'x', 'asset', '1310')`, mine)}, "accounts_part_of_parent"},
		"an account in another fund":                {[]string{fmt.Sprintf(`INSERT INTO accounts (fund_id, code, name, type, parent_code) VALUES ('%s', '1311', 'x', 'asset', '1300')`, other)}, "42501"},
		"a change in the name of another's officer": {[]string{fmt.Sprintf(`SET LOCAL sajja.actor = '%s'`, i.chai.ID), `UPDATE accounts SET name = 'x' WHERE code = '1400'`}, "account_changes_member_fkey"},
		"writing the history of an account":         {[]string{fmt.Sprintf(`INSERT INTO account_changes VALUES ('%s', '1310', 9, 'renamed', 'a', 'b', NULL, now(), NULL)`, mine)}, "42501"},
		"changing the history":                      {[]string{`UPDATE account_changes SET name = 'x'`}, "42501"},
		"deleting the history":                      {[]string{`DELETE FROM account_changes`}, "42501"},
		"the trigger's own hand":                    {[]string{`SELECT sajja_note_account_change(a, 'renamed', 'x') FROM accounts a`}, "42501"},
		"the look at an account":                    {[]string{`SELECT sajja_check_account_closing(a) FROM accounts a`}, "42501"},
		"a period without the function":             {[]string{fmt.Sprintf(`INSERT INTO periods VALUES ('%s', '2026-10-31', now(), NULL, 0, 0, 0, 0, '')`, mine)}, "42501"},
		"moving the closed days":                    {[]string{`UPDATE books SET closed_through = '-infinity'`}, "42501"},
		"closing another fund's period":             {[]string{closing(other, "2026-10-31", "NULL", 0, 0, "x")}, "42501"},
		"closing no day":                            {[]string{fmt.Sprintf(`SELECT sajja_close_period('%s', NULL, NULL, 0, 0, 'x')`, mine)}, "periods_days_over"},
		"closing for ever":                          {[]string{closing(mine, "infinity", "NULL", 0, 0, "x")}, "periods_days_over"},
		"closing days to come":                      {[]string{closing(mine, today.AddDays(1).String(), "NULL", 0, 0, "x")}, "periods_days_over"},
		"closing before all days":                   {[]string{closing(mine, "-infinity", "NULL", 0, 0, "x")}, "periods_in_order"},
		"a member's sign-off":                       {[]string{closing(mine, "2026-10-31", "'"+i.somsri.ID.String()+"'", 0, 0, "x")}, "periods_signed_by_officer"},
		"the sign-off of another fund's officer":    {[]string{closing(mine, "2026-10-31", "'"+i.chai.ID.String()+"'", 0, 0, "x")}, "periods_signed_by_officer"},
		"a difference that nobody explains":         {[]string{closing(mine, "2026-10-31", "NULL", 5, 0, "")}, "periods_difference_noted"},
		"less than nothing in the box":              {[]string{closing(mine, "2026-10-31", "NULL", -5, 0, "x")}, "periods_counted"},
		"closing twice":                             {[]string{closing(mine, "2026-10-31", "NULL", 0, 0, ""), closing(mine, "2026-10-31", "NULL", 0, 0, "")}, "periods_in_order"},
	} {
		if got := refusedBy(i.try(t, mine, test.statements...)); got != test.refusedBy {
			t.Errorf("%s: refused by %s, want %s", name, got, test.refusedBy)
		}
	}

	t.Run("nothing is closed on an old view of the books", func(t *testing.T) {
		for _, statement := range []string{`UPDATE accounts SET closed_on = now() WHERE code = '1400'`, closing(mine, "2026-10-31", "NULL", 0, 0, "x")} {
			err := pgx.BeginTxFunc(t.Context(), i.conn, pgx.TxOptions{IsoLevel: pgx.RepeatableRead}, func(tx pgx.Tx) error {
				if _, err := tx.Exec(t.Context(), `SELECT set_config('sajja.fund', $1, true)`, mine.String()); err != nil {
					return err
				}
				_, err := tx.Exec(t.Context(), statement)
				return err
			})
			if got := refusedBy(err); got != "25000" {
				t.Errorf("%s: refused by %s", statement, got)
			}
		}
	})

	t.Run("another fund's accounts, history and periods are not there", func(t *testing.T) {
		for _, statement := range []string{
			`UPDATE accounts SET name = 'x' WHERE code = '1310'`,
			`DO $$ BEGIN IF EXISTS (SELECT FROM account_changes) OR EXISTS (SELECT FROM periods) THEN RAISE EXCEPTION 'seen'; END IF; END $$`,
			fmt.Sprintf(`DO $$ BEGIN IF sajja_standing('%s', '11', '2026-12-31') <> 0 THEN RAISE EXCEPTION 'seen'; END IF; END $$`, mine),
		} {
			if err := i.try(t, other, statement); err != nil {
				t.Errorf("%s: %v", statement, err)
			}
		}
		if changes, err := i.db.AccountChanges(t.Context(), mine, "1310"); err != nil || len(changes) != 1 {
			t.Errorf("%+v, %v", changes, err)
		}
	})

	t.Run("types of her own do not run with the owner's rights", func(t *testing.T) {
		trap := []string{
			`CREATE FUNCTION pg_temp.trap() RETURNS boolean LANGUAGE plpgsql AS $$ BEGIN IF current_user <> 'sajja_app' THEN RAISE EXCEPTION 'run as %', current_user; END IF; RETURN true; END $$`,
			`CREATE DOMAIN pg_temp.date AS pg_catalog.date CHECK (pg_temp.trap())`, `CREATE DOMAIN pg_temp.uuid AS pg_catalog.uuid CHECK (pg_temp.trap())`,
			`CREATE DOMAIN pg_temp.text AS pg_catalog.text CHECK (pg_temp.trap())`, `CREATE DOMAIN pg_temp.int8 AS pg_catalog.int8 CHECK (pg_temp.trap())`,
		}
		for _, statement := range []string{closing(mine, "2026-10-31", "NULL", 0, 0, ""), `UPDATE accounts SET name = 'ธ.ก.ส. ใหม่' WHERE code = '1310'`} {
			statements := append([]string{`PREPARE trapped AS ` + statement}, append(trap, `EXECUTE trapped`)...)
			i.connect(outer) // a session that has not called it yet
			if err := i.try(t, mine, statements...); err != nil {
				t.Errorf("%s: %v", statement, err)
			}
		}
	})
}
