package postgres

import (
	"context"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

	"sajja/ledger"
	"sajja/ledger/membership"
	"sajja/store"
)

// eventRows are events of members as columns.
type eventRows struct {
	members             uuids
	numbers, voids      integers
	events, resolutions []string
	days                dates
}

func (rows *eventRows) add(member ledger.MemberID, r membership.Record) {
	rows.members, rows.numbers, rows.voids = append(rows.members, wireID(member.UUID)), append(rows.numbers, wireNumber(r.Number)), append(rows.voids, wireNumber(r.Voids))
	rows.events, rows.resolutions, rows.days = append(rows.events, string(r.Event)), append(rows.resolutions, r.Resolution), append(rows.days, wireDate(r.On))
}

const insertEventsSQL = `
INSERT INTO membership_events (fund_id, member_id, number, event, on_day, resolution, voids, recorded_at, recorded_by)
SELECT $1, *, $8, $9 FROM unnest($2::uuid[], $3::integer[], $4::text[], $5::date[], $6::text[], $7::integer[])`

func (rows *eventRows) queue(batch *pgx.Batch, fund ledger.FundID, at time.Time, by any) {
	if len(rows.members) > 0 {
		batch.Queue(insertEventsSQL, fund.UUID, rows.members, rows.numbers, rows.events, rows.days, rows.resolutions, rows.voids, at, by)
	}
}

// queueMembershipStep adds an event to a member's history; its number guards
// against two at once.
func queueMembershipStep(batch *pgx.Batch, fund ledger.FundID, s store.MembershipStep) {
	rows := eventRows{}
	rows.add(s.Member, s.Record)
	rows.queue(batch, fund, s.At, wireID(s.By.UUID))
}

const memberEventsSQL = `
SELECT member_id, number, event, on_day, resolution, coalesce(voids, 0) FROM membership_events WHERE fund_id = $1`

// eventsOf reads events by member, in the order of entering.
func eventsOf(ctx context.Context, tx querier, sql string, args ...any) (map[ledger.MemberID][]membership.Record, error) {
	rows, err := tx.Query(ctx, sql, args...)
	if err != nil {
		return nil, fmt.Errorf("read membership events: %w", err)
	}
	events := map[ledger.MemberID][]membership.Record{}
	var id ledger.MemberID
	var r membership.Record
	var event string
	var day *time.Time
	_, err = pgx.ForEachRow(rows, []any{&id.UUID, &r.Number, &event, &day, &r.Resolution, &r.Voids}, func() error {
		r.Event, r.On = membership.Event(event), dateOf(day)
		events[id] = append(events[id], r)
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("read membership events: %w", err)
	}
	return events, nil
}

// Events gives the events of all members of whom any is written: the others joined
// on the day that the register says.
func (db *DB) Events(ctx context.Context, fund ledger.FundID) (map[ledger.MemberID][]membership.Record, error) {
	var events map[ledger.MemberID][]membership.Record
	err := db.inReport(ctx, fund, func(tx pgx.Tx) (err error) {
		events, err = eventsOf(ctx, tx, memberEventsSQL+` ORDER BY member_id, number`, fund.UUID)
		return err
	})
	return events, err
}

// Events is that of DB within a turn.
func (s *Session) Events(ctx context.Context) (map[ledger.MemberID][]membership.Record, error) {
	return eventsOf(ctx, s.tx, memberEventsSQL+` ORDER BY member_id, number`, s.fund.UUID)
}

// RecordEvent adds an event to a member's history, which must take it:
// membership.TransitionError or VoidError. store.ErrConflict when somebody else
// added one meanwhile.
func (db *DB) RecordEvent(ctx context.Context, m store.Member, r membership.Record, by ledger.MemberID, at time.Time) (membership.History, error) {
	var history membership.History
	err := db.inFund(ctx, m.Fund, func(tx pgx.Tx) error {
		events, err := eventsOf(ctx, tx, memberEventsSQL+` AND member_id = $2 ORDER BY number`, m.Fund.UUID, m.ID.UUID)
		if err != nil {
			return err
		}
		step, next, err := store.Step(m, events[m.ID], r)
		if err != nil {
			return err
		}
		step.By, step.At, history = by, at, next
		batch := &pgx.Batch{}
		queueMembershipStep(batch, m.Fund, step)
		return tx.SendBatch(ctx, batch).Close()
	})
	if err != nil {
		return history, fmt.Errorf("record %s of member %s: %w", r.Event, m.ID, domainError(err))
	}
	return history, nil
}
