package postgres

import (
	"context"
	"fmt"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgtype"

	"sajja/ledger"
	"sajja/store"
)

const insertCorrectionSQL = `
INSERT INTO corrections (fund_id, id, entry_id, number, member_id, proposed_by, right_satang, words, dispute_id, proposed_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`

func queueCorrection(batch *pgx.Batch, fund ledger.FundID, a store.ProposeCorrection) {
	batch.Queue(insertCorrectionSQL, fund.UUID, a.ID.UUID, a.Entry.UUID, a.Number, a.Member.UUID, a.By.UUID,
		a.Right.Satang(), a.Words, wireID(a.Dispute.UUID), a.At)
}

const insertCorrectionStepSQL = `
INSERT INTO correction_steps (fund_id, correction_id, step, kind, by_id, at) VALUES ($1, $2, 1, $3, $4, $5)`

func queueCorrectionEnd(batch *pgx.Batch, fund ledger.FundID, a store.EndCorrection) {
	batch.Queue(insertCorrectionStepSQL, fund.UUID, a.Correction.UUID, string(a.End), a.By.UUID, a.At)
}

const correctionColumns = `
SELECT c.id, c.entry_id, c.number, c.member_id, c.proposed_by, c.right_satang, c.words, c.dispute_id, c.proposed_at,
       coalesce(m.number, ''), coalesce(m.name, ''), coalesce(l.line_user_id, ''), coalesce(s.kind, ''), coalesce(b.name, ''), s.at`

const correctionLookups = `
LEFT JOIN LATERAL (SELECT number, name FROM members WHERE fund_id = $1 AND id = c.proposed_by LIMIT 1) m ON true
LEFT JOIN LATERAL (SELECT line_user_id FROM line_links
    WHERE fund_id = $1 AND member_id = c.proposed_by AND unlinked_at IS NULL ORDER BY linked_at DESC LIMIT 1) l ON true
LEFT JOIN LATERAL (SELECT kind, by_id, at FROM correction_steps WHERE fund_id = $1 AND correction_id = c.id LIMIT 1) s ON true
LEFT JOIN LATERAL (SELECT name FROM members WHERE fund_id = $1 AND id = s.by_id LIMIT 1) b ON true`

const (
	correctionByIDSQL = correctionColumns + `
FROM (SELECT * FROM corrections WHERE fund_id = $1 AND id = $2 LIMIT 1) c` + correctionLookups
	correctionOfEntrySQL = correctionColumns + `
FROM (SELECT * FROM corrections WHERE fund_id = $1 AND entry_id = $2 ORDER BY number DESC LIMIT 1) c` + correctionLookups
)

// Correction gives a proposal with its entry and its end; nil for none.
func (s *Session) Correction(ctx context.Context, id ledger.CorrectionID) (*store.CorrectionRecord, error) {
	return s.correction(ctx, correctionByIDSQL, id.UUID)
}

// CorrectionOf gives the latest proposal for an entry; nil for none.
func (s *Session) CorrectionOf(ctx context.Context, entry ledger.EntryID) (*store.CorrectionRecord, error) {
	return s.correction(ctx, correctionOfEntrySQL, entry.UUID)
}

func (s *Session) correction(ctx context.Context, sql string, what any) (*store.CorrectionRecord, error) {
	rows, err := s.tx.Query(ctx, sql, s.fund.UUID, what)
	if err != nil {
		return nil, fmt.Errorf("read a correction: %w", err)
	}
	found, err := pgx.CollectRows(rows, s.scanCorrection)
	if err != nil || len(found) == 0 {
		return nil, wrapped("read a correction", err)
	}
	record := &found[0]
	acts, err := s.PostedActs(ctx, []ledger.EntryID{record.Entry})
	if err != nil || len(acts) == 0 {
		return nil, wrapped("read a corrected entry", err)
	}
	record.Act = acts[0]
	return record, nil
}

func (s *Session) scanCorrection(row pgx.CollectableRow) (store.CorrectionRecord, error) {
	r := store.CorrectionRecord{Correction: store.Correction{Fund: s.fund}, Proposer: store.Member{Fund: s.fund}}
	var satang int64
	var dispute pgtype.UUID
	var ended pgtype.Timestamptz
	err := row.Scan(&r.ID.UUID, &r.Entry.UUID, &r.Number, &r.Member.UUID, &r.By.UUID, &satang, &r.Words, &dispute, &r.At,
		&r.Proposer.Number, &r.Proposer.Name, &r.Proposer.LineUserID, &r.End, &r.EndBy, &ended)
	r.Right, r.Dispute.UUID, r.EndAt, r.Proposer.ID = ledger.MoneyFromSatang(satang), dispute.Bytes, ended.Time, r.By
	return r, err
}

// wrapped says what was being done, of an error that there is.
func wrapped(what string, err error) error {
	if err == nil {
		return nil
	}
	return fmt.Errorf("%s: %w", what, err)
}
