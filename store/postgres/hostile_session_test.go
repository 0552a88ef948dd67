package postgres_test

import (
	"context"
	"errors"
	"fmt"
	"testing"
	"time"

	"sajja/ledger"
	"sajja/store"
)

// TestHostileNames puts things of the intruder's own where the owner's functions
// look first.
func TestHostileNames(t *testing.T) {
	t.Parallel()
	i, outer := newIntruder(t), t
	defer verifyClean(t, i.db)

	t.Run("types named like the database's do not run with the owner's rights", func(t *testing.T) {
		// Whoever casts to one of these runs its rule.
		traps := []string{`CREATE FUNCTION pg_temp.trap() RETURNS boolean LANGUAGE plpgsql AS $$
			BEGIN
				IF current_user <> 'sajja_app' THEN
					RAISE EXCEPTION 'run as %', current_user;
				END IF;
				RETURN true;
			END $$`}
		for _, name := range []string{"uuid", "text", "date", "timestamptz", "bytea", "int2", "int4", "int8", "numeric", "bool", "bit", "name", "json", "jsonb", "interval"} {
			traps = append(traps, fmt.Sprintf(`CREATE DOMAIN pg_temp.%q AS pg_catalog.%q CHECK (pg_temp.trap())`, name, name))
		}
		for name, statement := range map[string]string{
			"sajja_post":         callOf(receive(t, i.bundle, i.waiting, i.malee)).sql(),
			"sajja_lock_numbers": fmt.Sprintf(`SELECT sajja_lock_numbers('%s', '{R}', '{2026}')`, i.fund.ID),
			"a reversal":         callOf(must(t)(ledger.Reverse(i.posted, ledger.Date{}, "", i.actBy(i.malee, "reverse", 0)))).sql(),
			"a new fund":         fmt.Sprintf(`INSERT INTO funds (id, code, name, preset, created_at) VALUES ('%s', 'third', 'x', 'welfare', now())`, ledger.NewFundID()),
			"sajja_seal":         fmt.Sprintf(`SELECT sajja_seal('%s', '2020-01-01')`, i.fund.ID),
			"sajja_close_period": fmt.Sprintf(`SELECT sajja_close_period('%s', '2020-01-01', '%s', 0, 0, 'as counted')`, i.fund.ID, i.malee.ID),
			"the oldest day":     `SELECT sajja_oldest_unsealed('2020-01-01')`,
			"a part of a bank":   fmt.Sprintf(`INSERT INTO accounts (fund_id, code, name, type, parent_code) VALUES ('%s', '1310', 'x', 'asset', '1300')`, i.fund.ID),
			"a new name":         `UPDATE accounts SET name = 'x' WHERE code = '1400'`,
			"a closed account":   `UPDATE accounts SET closed_on = '2020-01-01' WHERE code = '1400'`,
		} {
			i.connect(outer) // a session that has not called it yet
			// Prepared before the traps, so that only what the functions do meets them.
			if err := i.try(t, i.fund.ID, append([]string{`PREPARE trapped AS ` + statement}, append(traps, `EXECUTE trapped`)...)...); err != nil {
				t.Errorf("%s: %v", name, err)
			}
		}
	})

	t.Run("nor are tables of her own taken for the books", func(t *testing.T) {
		var shadows []string
		for _, table := range []string{"books", "accounts", "members", "officer_terms", "entries", "postings", "balances", "waiting", "document_counters"} {
			shadows = append(shadows, fmt.Sprintf(`CREATE TEMPORARY TABLE %s (LIKE public.%s) ON COMMIT DROP`, table, table))
		}
		theft := callOf(must(t)(ledger.Journal(i.fund.ID, ledger.KindWithdrawal, i.somsri.ID, i.posted.EffectiveOn,
			ledger.Transfer(ledger.AccountRef{Code: ledger.CodeSavings, Member: i.somsri.ID}, ledger.AccountRef{Code: ledger.CodeCashInHand},
				ledger.MustMoney("5"), ledger.Source{}), i.actBy(i.malee, "theft", 0)))).sql()
		rich := fmt.Sprintf(`INSERT INTO balances VALUES ('%s', '2100', '%s', '-infinity', 0, 0, 100000, 0, 0)`, i.fund.ID, i.somsri.ID)
		if got := refusedBy(i.try(t, i.fund.ID, append(shadows, rich, theft)...)); got != "balances_savings_not_negative" {
			t.Errorf("refused by %s", got)
		}
	})
}

// TestHostileSession tries what a session may set or hold.
func TestHostileSession(t *testing.T) {
	t.Parallel()
	i := newIntruder(t)
	defer verifyClean(t, i.db)
	sound := callOf(receive(t, i.bundle, i.waiting, i.malee)).sql()

	for _, level := range []string{"REPEATABLE READ", "SERIALIZABLE"} {
		t.Run("a transaction that sees the past, "+level+", posts nothing", func(t *testing.T) {
			_, err := i.conn.Exec(t.Context(), `BEGIN ISOLATION LEVEL `+level+`; SET LOCAL sajja.fund = '`+i.fund.ID.String()+`'; `+sound)
			if got := refusedBy(err); got != "entries_present_seen" {
				t.Errorf("refused by %s", got)
			}
			if _, err := i.conn.Exec(t.Context(), `ROLLBACK`); err != nil {
				t.Fatal(err)
			}
		})
	}
	t.Run("saying that the door is open opens nothing", func(t *testing.T) {
		door := `SELECT set_config('sajja.door', 'open', false)`
		if got := refusedBy(i.try(t, i.fund.ID, door, `INSERT INTO entries SELECT * FROM entries`)); got != "42501" {
			t.Errorf("writing by hand: refused by %s", got)
		}
		unequal := callOf(receive(t, i.bundle, i.waiting, i.malee)).with(call{"line_amounts": array(3000, 2999)}).sql()
		if got := refusedBy(i.try(t, i.fund.ID, door, unequal)); got != "entries_balanced" {
			t.Errorf("unequal columns: refused by %s", got)
		}
	})
	t.Run("numbers of another fund, and series that are none, are not locked", func(t *testing.T) {
		for statement, want := range map[string]string{
			fmt.Sprintf(`SELECT sajja_lock_numbers('%s', '{R}', '{2026}')`, i.other.ID):   "42501",
			`SELECT sajja_lock_numbers(NULL, '{R}', '{2026}')`:                            "42501",
			fmt.Sprintf(`SELECT sajja_lock_numbers('%s', '{Q}', '{2026}')`, i.fund.ID):    "entries_series_known",
			fmt.Sprintf(`SELECT sajja_lock_numbers('%s', '{R}', '{99999}')`, i.fund.ID):   "entries_series_year_in_range",
			fmt.Sprintf(`SELECT sajja_lock_numbers('%s', '{NULL}', '{2026}')`, i.fund.ID): "23502",
			fmt.Sprintf(`SELECT sajja_lock_numbers('%s', '{R,R}', '{2026}')`, i.fund.ID):  "23502",
		} {
			if got := refusedBy(i.try(t, i.fund.ID, statement)); got != want {
				t.Errorf("%s: refused by %s, want %s", statement, got, want)
			}
		}
	})
	t.Run("whoever holds a fund's lock stops that fund, no other, and only while she stays", func(t *testing.T) {
		tx, err := i.conn.Begin(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		if _, err := tx.Exec(t.Context(), `SELECT pg_advisory_xact_lock(hashtextextended($1, 4711))`, i.fund.ID.String()); err != nil {
			t.Fatal(err)
		}
		soon, cancel := context.WithTimeout(t.Context(), time.Second/2)
		defer cancel()
		ours := promise(t, i.bundle, i.somsri, "10.00", "ours")
		if err := i.db.Post(soon, i.fund.ID, []ledger.Entry{ours}); !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("in her fund: %v", err)
		}
		theirs := promise(t, i.bundle, i.chai, "10.00", "theirs")
		theirs.Fund = i.other.ID
		if err := i.db.Post(t.Context(), i.other.ID, []ledger.Entry{theirs}); err != nil {
			t.Errorf("in the other: %v", err)
		}
		if err := tx.Rollback(t.Context()); err != nil {
			t.Fatal(err)
		}
		if err := i.db.Post(t.Context(), i.fund.ID, []ledger.Entry{ours}); err != nil && !errors.Is(err, store.ErrConflict) {
			t.Errorf("when she has gone: %v", err)
		}
	})
	t.Run("after all that a sound receipt is taken", func(t *testing.T) { i.taken(t, sound) })
}
