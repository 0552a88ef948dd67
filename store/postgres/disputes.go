package postgres

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgtype"

	"sajja/ledger"
	"sajja/store"
)

const insertDisputeSQL = `
INSERT INTO disputes (fund_id, id, number, member_id, entry_id, through, figure_satang, words, owner_id, opened_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`

func queueDispute(batch *pgx.Batch, fund ledger.FundID, a store.OpenDispute) {
	batch.Queue(insertDisputeSQL, fund.UUID, a.ID.UUID, a.Number, a.Member.UUID, wireID(a.Entry.UUID), wireDate(a.Through),
		a.Figure.Satang(), a.Words, wireID(a.Owner.UUID), a.OpenedAt)
}

const insertDisputeStepSQL = `
INSERT INTO dispute_steps (fund_id, dispute_id, step, kind, by_id, at, words) VALUES ($1, $2, $3, $4, $5, $6, $7)`

func queueDisputeStep(batch *pgx.Batch, fund ledger.FundID, a store.StepDispute) {
	batch.Queue(insertDisputeStepSQL, fund.UUID, a.Dispute.UUID, a.Step, string(a.Kind), a.By.UUID, a.At, a.Words)
}

const disputeColumns = `
SELECT d.id, d.number, d.member_id, d.entry_id, d.through, d.figure_satang, d.words, d.owner_id, d.opened_at,
       m.number, m.name, m.village, coalesce(l.line_user_id, ''), coalesce(o.number, ''), coalesce(o.name, ''), coalesce(ol.line_user_id, ''),
       coalesce(s.steps, '[]'), m.household_id`

const disputeLookups = `
CROSS JOIN LATERAL (SELECT number, name, village, household_id FROM members WHERE fund_id = $1 AND id = d.member_id LIMIT 1) m
LEFT JOIN LATERAL (SELECT line_user_id FROM line_links
    WHERE fund_id = $1 AND member_id = d.member_id AND unlinked_at IS NULL ORDER BY linked_at DESC LIMIT 1) l ON true
LEFT JOIN LATERAL (SELECT number, name FROM members WHERE fund_id = $1 AND id = d.owner_id LIMIT 1) o ON true
LEFT JOIN LATERAL (SELECT line_user_id FROM line_links
    WHERE fund_id = $1 AND member_id = d.owner_id AND unlinked_at IS NULL ORDER BY linked_at DESC LIMIT 1) ol ON true
LEFT JOIN LATERAL (SELECT json_agg(json_build_object('kind', t.kind, 'by', t.by_id, 'at', t.at, 'words', t.words, 'name', w.name) ORDER BY t.step)::text AS steps
    FROM dispute_steps t CROSS JOIN LATERAL (SELECT name FROM members WHERE fund_id = $1 AND id = t.by_id LIMIT 1) w
    WHERE t.fund_id = $1 AND t.dispute_id = d.id) s ON true`

const endedSQL = ` EXISTS (SELECT FROM dispute_steps e WHERE e.fund_id = d.fund_id AND e.dispute_id = d.id
    AND e.kind IN ('corrected', 'accepted', 'withdrawn', 'settled'))`

const (
	disputeByIDSQL = disputeColumns + `
FROM (SELECT * FROM disputes WHERE fund_id = $1 AND id = $2 LIMIT 1) d` + disputeLookups
	disputeByNumberSQL = disputeColumns + `
FROM (SELECT * FROM disputes WHERE fund_id = $1 AND number = $2 LIMIT 1) d` + disputeLookups
	disputesOfSQL = disputeColumns + `
FROM (SELECT * FROM disputes WHERE fund_id = $1 AND member_id = $2 ORDER BY number DESC LIMIT $3) d` + disputeLookups + `
ORDER BY d.number DESC`
	openDisputesSQL = disputeColumns + `
FROM (SELECT * FROM disputes d WHERE d.fund_id = $1 AND NOT` + endedSQL + ` ORDER BY d.number LIMIT $2) d` + disputeLookups + `
ORDER BY d.number`
	allDisputesSQL = disputeColumns + `
FROM (SELECT * FROM disputes WHERE fund_id = $1 ORDER BY number DESC LIMIT $2) d` + disputeLookups + `
ORDER BY d.number DESC`
	disputeTotalsSQL = `
SELECT count(*) FILTER (WHERE NOT` + endedSQL + `)::integer, coalesce(max(d.number), 0),
       min(d.opened_at) FILTER (WHERE NOT` + endedSQL + `)
FROM disputes d WHERE d.fund_id = $1`
)

// Dispute gives one dispute with its line; nil for none.
func (s *Session) Dispute(ctx context.Context, id ledger.DisputeID) (*store.DisputeRecord, error) {
	return s.oneDispute(ctx, disputeByIDSQL, id.UUID)
}

// DisputeByNumber gives the dispute that people call so; nil for none.
func (s *Session) DisputeByNumber(ctx context.Context, number int) (*store.DisputeRecord, error) {
	return s.oneDispute(ctx, disputeByNumberSQL, number)
}

func (s *Session) oneDispute(ctx context.Context, sql string, what any) (*store.DisputeRecord, error) {
	found, err := s.disputes(ctx, sql, what)
	if err != nil || len(found) == 0 {
		return nil, err
	}
	return &found[0], nil
}

// DisputesOf gives a member's disputes, the latest first.
func (s *Session) DisputesOf(ctx context.Context, member ledger.MemberID, limit int) ([]store.DisputeRecord, error) {
	return s.disputes(ctx, disputesOfSQL, member.UUID, limit)
}

// OpenDisputes gives what is open in the fund, the oldest first.
func (s *Session) OpenDisputes(ctx context.Context, limit int) ([]store.DisputeRecord, error) {
	return s.disputes(ctx, openDisputesSQL, limit)
}

// DisputeTotals counts a fund's disputes.
func (s *Session) DisputeTotals(ctx context.Context) (store.DisputeTotals, error) {
	var t store.DisputeTotals
	var oldest pgtype.Timestamptz
	if err := s.tx.QueryRow(ctx, disputeTotalsSQL, s.fund.UUID).Scan(&t.Open, &t.Last, &oldest); err != nil {
		return t, fmt.Errorf("count disputes: %w", err)
	}
	t.Oldest = oldest.Time
	return t, nil
}

// disputesMax bounds a list for the command line.
const disputesMax = 1000

// Disputes lists a fund's disputes with their lines: the open ones, oldest first,
// or all, latest first.
func (db *DB) Disputes(ctx context.Context, fund ledger.FundID, all bool) ([]store.DisputeRecord, error) {
	var found []store.DisputeRecord
	err := db.inFund(ctx, fund, func(tx pgx.Tx) error {
		s := &Session{tx: tx, fund: fund}
		var err error
		if all {
			found, err = s.disputes(ctx, allDisputesSQL, disputesMax)
		} else {
			found, err = s.OpenDisputes(ctx, disputesMax)
		}
		return err
	})
	return found, err
}

// DisputeByNumber gives one dispute; store.ErrNotFound.
func (db *DB) DisputeByNumber(ctx context.Context, fund ledger.FundID, number int) (store.DisputeRecord, error) {
	var found *store.DisputeRecord
	err := db.inFund(ctx, fund, func(tx pgx.Tx) error {
		var err error
		found, err = (&Session{tx: tx, fund: fund}).DisputeByNumber(ctx, number)
		return err
	})
	if err == nil && found == nil {
		err = fmt.Errorf("dispute %d: %w", number, store.ErrNotFound)
	}
	if err != nil {
		return store.DisputeRecord{}, err
	}
	return *found, nil
}

func (s *Session) disputes(ctx context.Context, sql string, args ...any) ([]store.DisputeRecord, error) {
	rows, err := s.tx.Query(ctx, sql, append([]any{s.fund.UUID}, args...)...)
	if err != nil {
		return nil, fmt.Errorf("read disputes: %w", err)
	}
	found, err := pgx.CollectRows(rows, s.scanDispute)
	if err != nil {
		return nil, fmt.Errorf("read disputes: %w", err)
	}
	return found, s.addDisputeLines(ctx, found)
}

// disputeStepRow is a step as the statement writes it.
type disputeStepRow struct {
	Kind        ledger.DisputeStepKind `json:"kind"`
	By          ledger.MemberID        `json:"by"`
	At          time.Time              `json:"at"`
	Words, Name string
}

func (s *Session) scanDispute(row pgx.CollectableRow) (store.DisputeRecord, error) {
	d := store.DisputeRecord{Dispute: ledger.Dispute{Fund: s.fund}, Member: store.Member{Fund: s.fund}, Owner: store.Member{Fund: s.fund}}
	var entry, owner, household pgtype.UUID
	var through pgtype.Date
	var satang int64
	var steps string
	m, o := &d.Member, &d.Owner
	err := row.Scan(&d.ID.UUID, &d.Number, &m.ID.UUID, &entry, &through, &satang, &d.Words, &owner, &d.OpenedAt,
		&m.Number, &m.Name, &m.Village, &m.LineUserID, &o.Number, &o.Name, &o.LineUserID, &steps, &household)
	if err != nil {
		return d, err
	}
	d.Dispute.Member, d.Entry.UUID, d.Dispute.Owner.UUID, o.ID.UUID = m.ID, entry.Bytes, owner.Bytes, owner.Bytes
	m.Household.UUID = household.Bytes
	d.Figure = ledger.MoneyFromSatang(satang)
	if through.Valid {
		d.Through = dateOf(&through.Time)
	}
	var parsed []disputeStepRow
	if err := json.Unmarshal([]byte(steps), &parsed); err != nil {
		return d, fmt.Errorf("steps of dispute %d: %w", d.Number, err)
	}
	for _, p := range parsed {
		d.Steps = append(d.Steps, ledger.DisputeStep{Kind: p.Kind, By: p.By, At: p.At, Words: p.Words})
		d.StepNames = append(d.StepNames, p.Name)
	}
	return d, nil
}

func (s *Session) addDisputeLines(ctx context.Context, found []store.DisputeRecord) error {
	var ids []ledger.EntryID
	for _, d := range found {
		if !d.Entry.IsZero() {
			ids = append(ids, d.Entry)
		}
	}
	acts, err := s.PostedActs(ctx, ids)
	if err != nil {
		return err
	}
	for i := range found {
		for j := range acts {
			if acts[j].ID == found[i].Entry {
				found[i].Line = &acts[j]
			}
		}
	}
	return nil
}
