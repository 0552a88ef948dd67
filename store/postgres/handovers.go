package postgres

import (
	"context"
	"fmt"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"sajja/ledger"
	"sajja/store"
)

const insertHandoverSQL = `
INSERT INTO handovers (fund_id, id, giver_id, receiver_id, from_code, from_member_id, into_code, into_member_id, amount_satang,
    reference, proposed_at, cause, key)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)`

func queueHandoverProposed(batch *pgx.Batch, act store.HandoverProposed) {
	h := act.Handover
	batch.Queue(insertHandoverSQL, h.Fund.UUID, h.ID.UUID, h.Giver.UUID, wireID(h.Receiver.UUID),
		string(h.From.Code), wireID(h.From.Member.UUID), string(h.Into.Code), wireID(h.Into.Member.UUID), h.Amount.Satang(),
		h.Reference, h.ProposedAt, h.Cause, h.Key)
}

const insertHandoverStepSQL = `
INSERT INTO handover_steps (fund_id, handover_id, step, kind, at, by_id, entry_id, reason) VALUES ($1, $2, 1, $3, $4, $5, $6, $7)`

func queueHandoverEnded(batch *pgx.Batch, fund ledger.FundID, act store.HandoverEnded) {
	batch.Queue(insertHandoverStepSQL, fund.UUID, act.Handover.UUID, string(act.End.Kind), act.End.At, act.End.By.UUID,
		wireID(act.End.Entry.UUID), act.End.Reason)
}

const handoverColumns = `
SELECT h.id, h.giver_id, h.receiver_id, h.from_code, h.from_member_id, h.into_code, h.into_member_id, h.amount_satang,
       h.reference, h.proposed_at, h.cause, h.key, g.number, g.name, g.line_user_id, coalesce(r.number, ''), coalesce(r.name, ''), coalesce(r.line_user_id, ''),
       coalesce(s.kind, ''), s.at, s.by_id, s.entry_id, coalesce(s.reason, ''), coalesce(b.number, ''), coalesce(b.name, '')`

const handoverLookups = `
CROSS JOIN LATERAL (SELECT m.number, m.name, ` + lineUserOfMember + ` FROM members m WHERE m.fund_id = $1 AND m.id = h.giver_id LIMIT 1) g
LEFT JOIN LATERAL (SELECT m.number, m.name, ` + lineUserOfMember + ` FROM members m WHERE m.fund_id = $1 AND m.id = h.receiver_id LIMIT 1) r ON true
LEFT JOIN LATERAL (SELECT * FROM handover_steps WHERE fund_id = $1 AND handover_id = h.id AND step = 1 LIMIT 1) s ON true
LEFT JOIN LATERAL (SELECT number, name FROM members WHERE fund_id = $1 AND id = s.by_id LIMIT 1) b ON true`

// lineUserOfMember is the phone of a member m, empty for those without one.
const lineUserOfMember = `coalesce((SELECT l.line_user_id FROM line_links l
    WHERE l.fund_id = $1 AND l.member_id = m.id AND l.unlinked_at IS NULL ORDER BY l.linked_at DESC LIMIT 1), '') AS line_user_id`

const handoverByIDSQL = handoverColumns + `
FROM (SELECT * FROM handovers WHERE fund_id = $1 AND id = $2 LIMIT 1) h` + handoverLookups

// Handover finds one hand-over; store.ErrNotFound.
func (s *Session) Handover(ctx context.Context, id ledger.HandoverID) (store.Handover, error) {
	return s.oneHandover(ctx, handoverByIDSQL, id.UUID)
}

const handoverByKeySQL = handoverColumns + `
FROM (SELECT * FROM handovers WHERE fund_id = $1 AND key = $2 LIMIT 1) h` + handoverLookups

// HandoverByKey finds the hand-over that an act proposed; store.ErrNotFound.
func (s *Session) HandoverByKey(ctx context.Context, key string) (store.Handover, error) {
	return s.oneHandover(ctx, handoverByKeySQL, key)
}

func (s *Session) oneHandover(ctx context.Context, sql string, what any) (store.Handover, error) {
	found, err := s.handovers(ctx, sql, what)
	if err == nil && len(found) == 0 {
		err = store.ErrNotFound
	}
	if err != nil {
		return store.Handover{}, err
	}
	return found[0], nil
}

// waitingDays is how far back one looks for hand-overs that wait: who has not
// answered in two months will not, and the money stands with its giver.
const waitingDays = 62

const waitingHandoversSQL = handoverColumns + `
FROM (SELECT * FROM handovers WHERE fund_id = $1 AND proposed_at >= $2 ORDER BY proposed_at, id OFFSET 0) h` + handoverLookups + `
WHERE s.step IS NULL ORDER BY h.proposed_at, h.id LIMIT 200`

// WaitingHandovers gives the hand-overs that nobody answered, oldest first.
func (s *Session) WaitingHandovers(ctx context.Context, now time.Time) ([]store.Handover, error) {
	return s.handovers(ctx, waitingHandoversSQL, now.AddDate(0, 0, -waitingDays))
}

const handoversSQL = handoverColumns + `
FROM (SELECT * FROM handovers WHERE fund_id = $1 AND (proposed_at AT TIME ZONE 'Asia/Bangkok')::date BETWEEN $2 AND $3
      ORDER BY proposed_at, id LIMIT 10000) h` + handoverLookups + `
ORDER BY h.proposed_at, h.id`

// Handovers gives the hand-overs proposed in some days, the first ten thousand.
func (s *Session) Handovers(ctx context.Context, days ledger.Days) ([]store.Handover, error) {
	return s.handovers(ctx, handoversSQL, wireBegin(days.From), wireEnd(days.To))
}

func (s *Session) handovers(ctx context.Context, sql string, args ...any) ([]store.Handover, error) {
	rows, err := s.tx.Query(ctx, sql, append([]any{s.fund.UUID}, args...)...)
	if err != nil {
		return nil, fmt.Errorf("read hand-overs: %w", err)
	}
	found, err := pgx.CollectRows(rows, s.scanHandover)
	if err != nil {
		return nil, fmt.Errorf("read hand-overs: %w", err)
	}
	return found, nil
}

func (s *Session) scanHandover(row pgx.CollectableRow) (store.Handover, error) {
	h := store.Handover{Handover: ledger.Handover{Fund: s.fund}}
	var receiver, fromMember, intoMember, by, entry *uuid.UUID
	var from, into, kind, reason string
	var satang int64
	var at *time.Time
	err := row.Scan(&h.ID.UUID, &h.Giver.UUID, &receiver, &from, &fromMember, &into, &intoMember, &satang,
		&h.Reference, &h.ProposedAt, &h.Cause, &h.Key, &h.GivenBy.Number, &h.GivenBy.Name, &h.GivenBy.LineUserID, &h.GivenTo.Number, &h.GivenTo.Name, &h.GivenTo.LineUserID,
		&kind, &at, &by, &entry, &reason, &h.AnsweredBy.Number, &h.AnsweredBy.Name)
	if err != nil {
		return h, err
	}
	h.Receiver, h.Amount = memberOf(receiver), ledger.MoneyFromSatang(satang)
	h.From = ledger.AccountRef{Code: ledger.AccountCode(from), Member: memberOf(fromMember)}
	h.Into = ledger.AccountRef{Code: ledger.AccountCode(into), Member: memberOf(intoMember)}
	h.GivenBy.ID, h.GivenBy.Fund, h.GivenTo.ID, h.GivenTo.Fund = h.Giver, s.fund, h.Receiver, s.fund
	if kind != "" {
		h.End = &ledger.HandoverEnd{Kind: ledger.HandoverEndKind(kind), At: *at, By: memberOf(by), Reason: reason}
		if entry != nil {
			h.End.Entry.UUID = *entry
		}
		h.AnsweredBy.ID, h.AnsweredBy.Fund = h.End.By, s.fund
	}
	return h, nil
}
