package postgres

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"github.com/jackc/pgx/v5"

	"sajja/ledger"
	"sajja/store"
)

// Everything held about a member is found by the columns that name her, not by a
// list of tables: a table that somebody adds is in it from its first row.

// ownColumns are how a row of fund data names the member it is about, by herself,
// her person or her phone. A column that says who did something is none: what an
// officer did is about others.
var ownColumns = []string{"member_id", "holder_id", "person_id", "line_user_id", "recipient"}

// notShown are tables and columns that tell nothing to her: keys, and digests by
// which the books find themselves.
var notShown = struct{ tables, columns []string }{
	[]string{"person_keys", "person_secrets", "balances", "members"}, []string{"hash", "content_hash", "reply_token", "fund_id"},
}

const ownTablesSQL = `
SELECT c.relname::text, array_agg(a.attname::text ORDER BY a.attname)
FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND NOT a.attisdropped AND a.attname = ANY($1)
WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r' AND has_table_privilege(c.oid, 'SELECT')
  AND c.relname <> ALL($2)
  AND EXISTS (SELECT FROM pg_attribute f WHERE f.attrelid = c.oid AND f.attname = 'fund_id')
GROUP BY c.relname ORDER BY c.relname`

// stepTablesSQL finds tables whose rows go with a row of hers: the lines of an
// entry, the steps of a dispute.
const stepTablesSQL = `
SELECT child.relname::text, parent.relname::text,
       ARRAY(SELECT a.attname::text FROM unnest(k.conkey) WITH ORDINALITY u (n, i) JOIN pg_attribute a ON a.attrelid = child.oid AND a.attnum = u.n ORDER BY i),
       ARRAY(SELECT a.attname::text FROM unnest(k.confkey) WITH ORDINALITY u (n, i) JOIN pg_attribute a ON a.attrelid = parent.oid AND a.attnum = u.n ORDER BY i)
FROM pg_constraint k JOIN pg_class child ON child.oid = k.conrelid JOIN pg_class parent ON parent.oid = k.confrelid
WHERE k.contype = 'f' AND child.relnamespace = 'public'::regnamespace AND has_table_privilege(child.oid, 'SELECT')
  AND parent.relname = ANY($1) AND child.relname <> ALL($1) AND child.relname <> ALL($2)
ORDER BY child.relname, k.conname`

// ownTable is a table with the condition under which a row of it is hers.
type ownTable struct{ name, condition string }

// PersonData gives every row that is held about a member, table by table, as of
// one moment.
func (db *DB) PersonData(ctx context.Context, fund ledger.FundID, member store.Member) ([]store.DataSection, error) {
	var sections []store.DataSection
	err := db.inReport(ctx, fund, func(tx pgx.Tx) error {
		tables, err := ownTables(ctx, tx)
		if err != nil {
			return err
		}
		for _, t := range tables {
			section, err := ownRows(ctx, tx, t, fund, member)
			if err != nil {
				return fmt.Errorf("%s: %w", t.name, err)
			}
			if len(section.Rows) > 0 {
				sections = append(sections, section)
			}
		}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("read everything held about a member: %w", err)
	}
	return sections, nil
}

func ownTables(ctx context.Context, tx pgx.Tx) ([]ownTable, error) {
	rows, err := tx.Query(ctx, ownTablesSQL, ownColumns, notShown.tables)
	if err != nil {
		return nil, err
	}
	conditions := map[string]string{"members": `t.id = $2`}
	tables := []ownTable{{"members", conditions["members"]}}
	var name string
	var columns []string
	_, err = pgx.ForEachRow(rows, []any{&name, &columns}, func() error {
		conditions[name] = ownCondition(columns)
		tables = append(tables, ownTable{name, conditions[name]})
		return nil
	})
	if err != nil {
		return nil, err
	}
	steps, err := stepTables(ctx, tx, conditions)
	tables = append(tables, steps...)
	return append(tables, ownTable{"inbound_events", ""}), err
}

// ownCondition tells a row that is about the member $2, her person $3 or her
// phones $4.
func ownCondition(columns []string) string {
	var parts []string
	for _, column := range columns {
		switch column {
		case "member_id", "holder_id":
			parts = append(parts, "t."+column+" = $2")
		case "person_id":
			parts = append(parts, "t.person_id = $3")
		default:
			parts = append(parts, "t."+column+" = ANY($4)")
		}
	}
	return "(" + strings.Join(parts, " OR ") + ")"
}

func stepTables(ctx context.Context, tx pgx.Tx, conditions map[string]string) ([]ownTable, error) {
	var parents []string
	for name := range conditions {
		if name != "members" {
			parents = append(parents, name)
		}
	}
	slices.Sort(parents)
	rows, err := tx.Query(ctx, stepTablesSQL, parents, notShown.tables)
	if err != nil {
		return nil, err
	}
	var tables []ownTable
	var child, parent string
	var from, to []string
	_, err = pgx.ForEachRow(rows, []any{&child, &parent, &from, &to}, func() error {
		joined := strings.ReplaceAll(conditions[parent], "t.", "p.")
		for i := range from {
			joined += fmt.Sprintf(" AND p.%s = s.%s", pgx.Identifier{to[i]}.Sanitize(), pgx.Identifier{from[i]}.Sanitize())
		}
		condition := fmt.Sprintf("EXISTS (SELECT FROM %s p WHERE %s)", pgx.Identifier{parent}.Sanitize(), joined)
		tables = append(tables, ownTable{child, strings.ReplaceAll(condition, "s.", "t.")})
		return nil
	})
	return tables, err
}

// ownRowsMax bounds one table of one member: a life of daily messages is below it.
const ownRowsMax = 100_000

const ownEventsSQL = `
SELECT (to_jsonb(t) - 'raw' - 'reply_token' || jsonb_build_object('said', convert_from(t.raw, 'UTF8')))::text
FROM inbound_events t
WHERE t.user_id = ANY($2) AND EXISTS (SELECT FROM event_results r WHERE r.event_id = t.id AND r.fund_id = $1)
ORDER BY t.received_at, t.id LIMIT $3`

const ownPhonesSQL = `SELECT DISTINCT line_user_id FROM line_links WHERE fund_id = $1 AND member_id = $2`

func ownRows(ctx context.Context, tx pgx.Tx, t ownTable, fund ledger.FundID, member store.Member) (store.DataSection, error) {
	section := store.DataSection{Table: t.name}
	rows, err := tx.Query(ctx, ownPhonesSQL, fund.UUID, member.ID.UUID)
	if err != nil {
		return section, err
	}
	phones, err := pgx.CollectRows(rows, pgx.RowTo[string])
	if err != nil {
		return section, err
	}
	if t.condition == "" {
		rows, err = tx.Query(ctx, ownEventsSQL, fund.UUID, phones, ownRowsMax)
	} else {
		sql := fmt.Sprintf(`SELECT (to_jsonb(t) - $5::text[])::text FROM %s t
			WHERE t.fund_id = $1 AND %s AND $2::uuid IS NOT NULL AND $3::uuid IS NOT NULL AND $4::text[] IS NOT NULL LIMIT $6`,
			pgx.Identifier{t.name}.Sanitize(), t.condition)
		rows, err = tx.Query(ctx, sql, fund.UUID, member.ID.UUID, member.Person.UUID, phones, notShown.columns, ownRowsMax)
	}
	if err != nil {
		return section, err
	}
	section.Rows, err = pgx.CollectRows(rows, func(row pgx.CollectableRow) (json.RawMessage, error) {
		var text string
		err := row.Scan(&text)
		return json.RawMessage(text), err
	})
	return section, err
}
