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

const insertRoundSQL = `
INSERT INTO rounds (fund_id, id, village, number, day, collector_id, opened_at, cause)
SELECT $1, $2, $3, coalesce(max(number), 0) + 1, $4, $5, $6, $7 FROM rounds WHERE fund_id = $1 AND village = $3`

func queueRoundOpened(batch *pgx.Batch, act store.RoundOpened) {
	r := act.Round
	batch.Queue(insertRoundSQL, r.Fund.UUID, r.ID.UUID, r.Village, r.Day.Time(), r.Collector.UUID, r.OpenedAt, r.Cause)
}

const insertRoundStepSQL = `
INSERT INTO round_steps (fund_id, round_id, step, kind, at, by_id, pieces, counted_satang, carried_satang, received_satang, receipts, handed_satang, note)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)`

func queueRoundStepped(batch *pgx.Batch, fund ledger.FundID, act store.RoundStepped) {
	s, f := act.Step, act.Step.Figures
	batch.Queue(insertRoundStepSQL, fund.UUID, act.Round.UUID, act.Number, string(s.Kind), s.At, s.By.UUID, s.Count[:], s.Count.Total().Satang(),
		f.Carried.Satang(), f.Received.Satang(), f.Receipts, f.Handed.Satang(), s.Note)
}

const roundColumns = `
SELECT r.id, r.village, r.day, r.collector_id, r.opened_at, r.cause, m.number, m.name, m.village,
       ARRAY(SELECT t.office FROM officer_terms t
             WHERE t.fund_id = $1 AND t.member_id = r.collector_id AND t.until IS NULL ORDER BY t.office)`

const roundLookups = `
CROSS JOIN LATERAL (SELECT number, name, village FROM members WHERE fund_id = $1 AND id = r.collector_id LIMIT 1) m`

// openRoundsSQL looks at the latest round of each village: an earlier one is over.
const openRoundsSQL = roundColumns + `
FROM (SELECT DISTINCT ON (village) * FROM rounds WHERE fund_id = $1 ORDER BY village, number DESC) r` + roundLookups + `
LEFT JOIN LATERAL (SELECT step FROM round_steps WHERE fund_id = $1 AND round_id = r.id AND kind = 'closed' LIMIT 1) c ON true
WHERE c.step IS NULL ORDER BY r.opened_at, r.id`

// OpenRounds gives the rounds that are under way, with the figures of this moment.
func (s *Session) OpenRounds(ctx context.Context) ([]store.Round, error) {
	return s.rounds(ctx, openRoundsSQL)
}

const roundByIDSQL = roundColumns + `
FROM (SELECT * FROM rounds WHERE fund_id = $1 AND id = $2 LIMIT 1) r` + roundLookups

// Round finds one round; store.ErrNotFound.
func (s *Session) Round(ctx context.Context, id ledger.RoundID) (store.Round, error) {
	found, err := s.rounds(ctx, roundByIDSQL, id.UUID)
	if err == nil && len(found) == 0 {
		err = store.ErrNotFound
	}
	if err != nil {
		return store.Round{}, err
	}
	return found[0], nil
}

const roundsSQL = roundColumns + `
FROM (SELECT * FROM rounds WHERE fund_id = $1 AND day BETWEEN $2 AND $3 ORDER BY opened_at, id LIMIT 10000) r` + roundLookups + `
ORDER BY r.opened_at, r.id`

// Rounds gives the rounds of some days, the first ten thousand, in the order in
// which they began.
func (s *Session) Rounds(ctx context.Context, days ledger.Days) ([]store.Round, error) {
	return s.rounds(ctx, roundsSQL, wireBegin(days.From), wireEnd(days.To))
}

func (s *Session) rounds(ctx context.Context, sql string, args ...any) ([]store.Round, error) {
	rows, err := s.tx.Query(ctx, sql, append([]any{s.fund.UUID}, args...)...)
	if err != nil {
		return nil, fmt.Errorf("read rounds: %w", err)
	}
	found, err := pgx.CollectRows(rows, func(row pgx.CollectableRow) (store.Round, error) {
		r := store.Round{Round: ledger.Round{Fund: s.fund}, By: store.Member{Fund: s.fund}}
		var day time.Time
		var offices []string
		err := row.Scan(&r.ID.UUID, &r.Village, &day, &r.Collector.UUID, &r.OpenedAt, &r.Cause, &r.By.Number, &r.By.Name, &r.By.Village, &offices)
		r.Day, r.By.ID, r.By.Offices = dateOf(&day), r.Collector, officesOf(offices)
		return r, err
	})
	if err != nil {
		return nil, fmt.Errorf("read rounds: %w", err)
	}
	if err := s.addRoundSteps(ctx, found); err != nil {
		return nil, fmt.Errorf("read steps of rounds: %w", err)
	}
	for i := range found {
		if r := &found[i]; r.IsClosed() {
			r.Figures = r.Steps[len(r.Steps)-1].Figures
		} else if r.Figures, err = s.roundFigures(ctx, *r); err != nil {
			return nil, fmt.Errorf("read figures of a round: %w", err)
		}
	}
	return found, nil
}

const roundStepsSQL = `
SELECT s.round_id, s.kind, s.at, s.by_id, s.pieces, s.carried_satang, s.received_satang, s.receipts, s.handed_satang, s.note
FROM unnest($2::uuid[]) AS r (id)
CROSS JOIN LATERAL (SELECT * FROM round_steps WHERE fund_id = $1 AND round_id = r.id ORDER BY step OFFSET 0) s
ORDER BY s.round_id, s.step`

func (s *Session) addRoundSteps(ctx context.Context, found []store.Round) error {
	if len(found) == 0 {
		return nil
	}
	places := make(map[uuid.UUID]int, len(found))
	ids := column[uuids](len(found))
	for i, r := range found {
		places[r.ID.UUID] = i
		ids = append(ids, wireID(r.ID.UUID))
	}
	rows, err := s.tx.Query(ctx, roundStepsSQL, s.fund.UUID, ids)
	if err != nil {
		return err
	}
	var id uuid.UUID
	var step ledger.RoundStep
	var kind string
	var pieces []int32
	var carried, received, handed int64
	_, err = pgx.ForEachRow(rows, []any{&id, &kind, &step.At, &step.By.UUID, &pieces, &carried, &received, &step.Figures.Receipts, &handed, &step.Note}, func() error {
		step.Kind = ledger.RoundStepKind(kind)
		for i := range step.Count {
			step.Count[i] = int(pieces[i])
		}
		step.Figures.Carried, step.Figures.Received = ledger.MoneyFromSatang(carried), ledger.MoneyFromSatang(received)
		step.Figures.Handed = ledger.MoneyFromSatang(handed)
		r := &found[places[id]]
		r.Steps = append(r.Steps, step)
		return nil
	})
	return err
}

// roundFiguresSQL adds up what the collector received and handed over since the
// round began. What she received and somebody reversed is not in it.
const roundFiguresSQL = `
SELECT r.receipts, r.received, h.handed, ` + standsOf + `
FROM (SELECT count(*) AS receipts, coalesce(sum(e.amount_satang), 0)::bigint AS received
      FROM (SELECT id, amount_satang FROM entries WHERE fund_id = $1 AND id >= $2 AND actor_id = $3 AND phase = 'posted'
            AND kind IN ('contribution', 'deposit', 'fee', 'fine', 'donation') OFFSET 0) e
      LEFT JOIN LATERAL (SELECT id FROM entries WHERE fund_id = $1 AND reverses_id = e.id LIMIT 1) u ON true
      WHERE u.id IS NULL) r
CROSS JOIN (SELECT coalesce(sum(h.amount_satang), 0)::bigint AS handed
      FROM (SELECT id, amount_satang FROM handovers WHERE fund_id = $1 AND giver_id = $3 OFFSET 0) h
      CROSS JOIN LATERAL (SELECT kind FROM handover_steps WHERE fund_id = $1 AND handover_id = h.id AND kind = 'confirmed' AND at >= $6 LIMIT 1) s) h`

func (s *Session) roundFigures(ctx context.Context, r store.Round) (ledger.RoundFigures, error) {
	place := ledger.CashAccount(r.By.Offices, r.Collector)
	var f ledger.RoundFigures
	var received, handed, stands int64
	err := s.tx.QueryRow(ctx, roundFiguresSQL, s.fund.UUID, ledger.LowestEntryID(r.OpenedAt).UUID, r.Collector.UUID,
		string(place.Code), place.Member.UUID, r.OpenedAt).Scan(&f.Receipts, &received, &handed, &stands)
	f.Received, f.Handed = ledger.MoneyFromSatang(received), ledger.MoneyFromSatang(handed)
	f.Carried = ledger.MoneyFromSatang(stands).Sub(f.Received).Add(f.Handed)
	return f, err
}

const villagesSQL = `SELECT DISTINCT village FROM members WHERE fund_id = $1 AND village <> '' ORDER BY village LIMIT 500`

// Villages gives the villages in which the fund has members.
func (s *Session) Villages(ctx context.Context) ([]string, error) {
	rows, err := s.tx.Query(ctx, villagesSQL, s.fund.UUID)
	if err != nil {
		return nil, fmt.Errorf("read villages: %w", err)
	}
	villages, err := pgx.CollectRows(rows, pgx.RowTo[string])
	if err != nil {
		return nil, fmt.Errorf("read villages: %w", err)
	}
	return villages, nil
}
