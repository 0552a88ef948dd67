package postgres

import (
	"context"
	"encoding/json"
	"fmt"

	"github.com/jackc/pgx/v5"
)

// affairTables are the tables of a fund beside its books and its register of
// members: an export shows their rows as they are, an import takes them in this
// order, each after those it points at. A table of fund data that is not here
// must be named by the test of the import with its reason.
var affairTables = []string{
	"households", "membership_events",
	"former_numbers", "beneficiary_lists", "baselines", "baseline_steps", "member_changes", "person_keys", "person_secrets",
	"rounds", "round_steps", "handovers", "handover_steps",
	"consents", "freezes", "freeze_releases",
	"household_moves", "proxies", "proxy_steps", "person_looks", "erasures", "erasure_steps",
	"corrections", "correction_steps", "disputes", "dispute_steps", "closings", "closing_steps",
	"figure_checks", "figure_answers", "silences",
	"rosters", "roster_steps", "roster_results",
	"plan_versions", "arrears_pauses", "arrears_resumes", "allocations", "coverage_baselines",
}

// AffairRow is a row of one of the tables beside the books.
type AffairRow struct {
	Table string          `json:"table"`
	Row   json.RawMessage `json:"row"`
}

// Affairs gives the rows of the tables beside the books, table by table.
func (s *Snapshot) Affairs(ctx context.Context) ([]AffairRow, error) {
	var all []AffairRow
	for _, table := range affairTables {
		sql := fmt.Sprintf(`SELECT to_jsonb(t)::text FROM %s t WHERE t.fund_id = $1 ORDER BY t::text`, pgx.Identifier{table}.Sanitize())
		rows, err := collect(ctx, s, sql, func(row pgx.CollectableRow) (AffairRow, error) {
			var text string
			err := row.Scan(&text)
			return AffairRow{table, json.RawMessage(text)}, err
		})
		if err != nil {
			return nil, err
		}
		all = append(all, rows...)
	}
	return all, nil
}

// Affairs keeps rows of the tables beside the books, each of them a table of this
// fund.
func (im *Importer) Affairs(ctx context.Context, rows []AffairRow) error {
	byTable := map[string][]json.RawMessage{}
	for _, r := range rows {
		var owner struct {
			Fund string `json:"fund_id"`
		}
		if err := json.Unmarshal(r.Row, &owner); err != nil || owner.Fund != im.fund.ID.String() {
			return fmt.Errorf("a row of %s is not of this fund", r.Table)
		}
		byTable[r.Table] = append(byTable[r.Table], r.Row)
	}
	for _, table := range affairTables {
		if err := im.keepAffairs(ctx, table, byTable[table]); err != nil {
			return err
		}
		delete(byTable, table)
	}
	for table := range byTable {
		return fmt.Errorf("the file holds rows of %q, which this program does not know", table)
	}
	return nil
}

func (im *Importer) keepAffairs(ctx context.Context, table string, rows []json.RawMessage) error {
	if len(rows) == 0 {
		return nil
	}
	document, err := json.Marshal(rows)
	if err != nil {
		return fmt.Errorf("read the rows of %s: %w", table, err)
	}
	name := pgx.Identifier{table}.Sanitize()
	sql := fmt.Sprintf(`INSERT INTO %s SELECT * FROM jsonb_populate_recordset(NULL::%s, $1::text::jsonb)`, name, name)
	if _, err := im.tx.Exec(ctx, sql, string(document)); err != nil {
		return fmt.Errorf("keep the rows of %s: %w", table, domainError(err))
	}
	return nil
}
