package postgres_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/jackc/pgx/v5"
)

// TestRights reads what the migrations leave open, whoever wrote them: a later
// file may forget what an earlier one took away.
func TestRights(t *testing.T) {
	t.Parallel()
	_, b := setup(t)
	owner := connectOwner(t, b)
	names := func(sql string) []string {
		t.Helper()
		rows, err := owner.Query(t.Context(), sql)
		if err != nil {
			t.Fatal(err)
		}
		found, err := pgx.CollectRows(rows, pgx.RowTo[string])
		if err != nil {
			t.Fatal(err)
		}
		return found
	}
	for _, test := range []struct {
		name, sql string
		want      []string
	}{
		{"the application calls these functions and no others", `SELECT proname FROM pg_proc
			WHERE pronamespace = 'public'::regnamespace AND has_function_privilege('sajja_app', oid, 'EXECUTE') ORDER BY 1`,
			[]string{"sajja_books_lock", "sajja_close_period", "sajja_erase", "sajja_fund", "sajja_instant", "sajja_lock_numbers",
				"sajja_oldest_unsealed", "sajja_post", "sajja_seal", "sajja_shares", "sajja_standing"}},
		{"no function is anybody's", `SELECT proname FROM pg_proc
			WHERE pronamespace = 'public'::regnamespace AND (proacl IS NULL OR proacl::text ~ '[{,]=') ORDER BY 1`, []string{}},
		// A caller may have a type of that name among her temporary ones.
		{"no function of the owner's casts to a type by its bare name while it runs", `SELECT proname FROM pg_proc
			WHERE pronamespace = 'public'::regnamespace AND prosqlbody IS NULL AND proconfig IS NULL
			  AND prosrc ~* '(::|\mAS )\s*(uuid|text|date|timestamptz|bytea|name|jsonb?|interval)\M' ORDER BY 1`, []string{}},
		{"nor declares a variable of one", `SELECT proname FROM pg_proc
			WHERE pronamespace = 'public'::regnamespace AND prolang = (SELECT oid FROM pg_language WHERE lanname = 'plpgsql') AND proconfig IS NULL
			  AND prosrc ~* '\n\s+\w+\s+(constant\s+)?(uuid|text|date|timestamptz|bytea|name|jsonb?|interval)(\[\])?\s*(;|:=)' ORDER BY 1`, []string{}},
		{"no schema takes things of the application's", `SELECT nspname FROM pg_namespace
			WHERE has_schema_privilege('sajja_app', oid, 'CREATE') AND nspname !~ '^pg_(toast_)?temp_' ORDER BY 1`, []string{}},
		{"no table of the books is written but through a function", `SELECT relname || ' ' || privilege FROM pg_class,
			unnest(ARRAY['INSERT', 'UPDATE', 'DELETE', 'TRUNCATE', 'TRIGGER', 'REFERENCES']) AS privilege
			WHERE oid = ANY(ARRAY['books', 'entries', 'postings', 'balances', 'waiting', 'document_counters', 'periods', 'seals', 'account_changes']::regclass[])
			  AND has_table_privilege('sajja_app', oid, privilege) ORDER BY 1`, []string{}},
		{"every table of fund data has its wall, but those that are read before the fund is known", `SELECT relname FROM pg_class c
			WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p') AND NOT relrowsecurity
			  AND EXISTS (SELECT FROM pg_attribute WHERE attrelid = c.oid AND attname = 'fund_id' AND NOT attisdropped) ORDER BY 1`,
			[]string{"event_results", "outbound_messages"}},
		{"no right is anybody's", `SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relacl::text ~ '[{,]=' ORDER BY 1`, []string{}},
	} {
		t.Run(test.name, func(t *testing.T) {
			if diff := cmp.Diff(test.want, names(test.sql)); diff != "" {
				t.Errorf("(-want +got)\n%s", diff)
			}
		})
	}
}
