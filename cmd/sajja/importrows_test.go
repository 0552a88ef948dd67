package main

import (
	"testing"

	"github.com/jackc/pgx/v5"
)

// notExported are the tables of fund data that an export leaves out, with why.
var notExported = map[string]string{
	"balances":          "worked out from the postings",
	"waiting":           "worked out from the entries",
	"coverage":          "folded from the entries when somebody asks",
	"event_results":     "webhooks come to one LINE channel and are worked by one database",
	"outbound_messages": "messages belong to LINE users and are owed once, by one database",

	"link_series":    "the codes on its slips are of this service; another one prints its own",
	"link_codes":     "a code that travelled would work in two places",
	"link_code_uses": "goes with its code",
	"link_tries":     "what was guessed here",
	"link_alarms":    "what was guessed here",
	"link_requests":  "what came of them are links, and those are exported",
	"data_links":     "open for minutes, and in one place",
	"data_link_uses": "goes with its link",

	"link_request_steps": "goes with its request",
	"fund_choices":       "which of her funds a LINE user talks with is asked again where the other funds are others",
}

// rowsOfFund gives all rows of a database's fund as they are, table by table, and
// the balances in sum. It fails for a table that is neither exported nor known to
// be left out, and for an exported column in which the test's fund has nothing:
// what is added to the books must be added to the export.
func rowsOfFund(t *testing.T, url string) map[string][]string {
	t.Helper()
	conn, err := pgx.Connect(t.Context(), url)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close(t.Context())
	rows := map[string][]string{}
	for _, table := range textsOf(t, conn, `SELECT table_name FROM information_schema.columns
		WHERE table_schema = 'public' AND (column_name = 'fund_id' OR table_name = 'funds' AND column_name = 'id') ORDER BY 1`) {
		if notExported[table] != "" {
			continue
		}
		rows[table] = textsOf(t, conn, `SELECT to_jsonb(t)::text FROM `+table+` t ORDER BY 1`)
		empty := textsOf(t, conn, `SELECT c.name FROM `+table+` t, jsonb_each_text(to_jsonb(t)) AS c (name, value)
			GROUP BY c.name HAVING bool_and(c.value IS NULL OR c.value IN ('', '-infinity'))`)
		if len(empty) > 0 || len(rows[table]) == 0 {
			t.Errorf("the test's fund has nothing in %s %v: an export might leave it out", table, empty)
		}
	}
	rows["balances"] = textsOf(t, conn, `SELECT concat_ws(' ', account_code, member_id, month, sum(debit_satang), sum(credit_satang),
		sum(pending_debit_satang), sum(pending_credit_satang)) FROM balances GROUP BY account_code, member_id, month
		HAVING bool_or((debit_satang, credit_satang, pending_debit_satang, pending_credit_satang) <> (0, 0, 0, 0)) ORDER BY 1`)
	rows["waiting"] = textsOf(t, conn, `SELECT entry_id::text FROM waiting ORDER BY 1`)
	return rows
}

func textsOf(t *testing.T, conn *pgx.Conn, sql string) []string {
	t.Helper()
	rows, err := conn.Query(t.Context(), sql)
	if err != nil {
		t.Fatal(err)
	}
	found, err := pgx.CollectRows(rows, pgx.RowTo[string])
	if err != nil {
		t.Fatal(err)
	}
	return found
}
