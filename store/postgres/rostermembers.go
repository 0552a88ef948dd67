package postgres

import (
	"context"
	"fmt"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"sajja/ledger"
	"sajja/ledger/membership"
	"sajja/store"
)

const rosterIndexSQL = `SELECT id, number, name, nickname, village, joined_on FROM members WHERE fund_id = $1 ORDER BY number`

const standingEventsSQL = `
SELECT member_id, number, event, on_day, coalesce(voids, 0)
FROM membership_events WHERE fund_id = $1 AND ($2::uuid[] IS NULL OR member_id = ANY($2)) ORDER BY member_id, number`

// RosterIndex gives everybody of the fund by what people call them, with how they
// stand on a day: what a name is looked up in, in one round trip.
func (s *Session) RosterIndex(ctx context.Context, on ledger.Date) ([]store.RosterMember, error) {
	batch := &pgx.Batch{}
	batch.Queue(rosterIndexSQL, s.fund.UUID)
	batch.Queue(standingEventsSQL, s.fund.UUID, uuids(nil))
	return s.rosterMembers(ctx, batch, on, func(row pgx.CollectableRow, m *store.RosterMember) error {
		var joined *time.Time
		err := row.Scan(&m.ID.UUID, &m.Number, &m.Name, &m.Nickname, &m.Village, &joined)
		m.JoinedOn = dateOf(joined)
		return err
	})
}

const rosterPeopleSQL = `
SELECT m.id, m.number, m.name, m.nickname, m.village, m.joined_on,
       coalesce((SELECT l.line_user_id FROM line_links l WHERE l.fund_id = $1 AND l.member_id = m.id AND l.unlinked_at IS NULL
                 ORDER BY l.linked_at DESC LIMIT 1), ''),
       coalesce(p.amount_satang, 0), p.recorded_at
FROM unnest($2::uuid[]) AS i (id)
CROSS JOIN LATERAL (SELECT id, number, name, nickname, village, joined_on FROM members WHERE fund_id = $1 AND id = i.id LIMIT 1) m
LEFT JOIN LATERAL (SELECT amount_satang, recorded_at FROM entries e
    WHERE fund_id = $1 AND member_id = m.id AND phase = 'posted' AND kind = $3
      AND NOT EXISTS (SELECT FROM entries v WHERE v.fund_id = $1 AND v.reverses_id = e.id)
    ORDER BY id DESC LIMIT 1) p ON true`

// RosterPeople gives members with their phones and what they paid last of a kind,
// in one round trip.
func (s *Session) RosterPeople(ctx context.Context, ids []ledger.MemberID, kind ledger.Kind, on ledger.Date) ([]store.RosterMember, error) {
	if len(ids) == 0 {
		return nil, nil
	}
	wire := column[uuids](len(ids))
	for _, id := range ids {
		wire = append(wire, wireID(id.UUID))
	}
	batch := &pgx.Batch{}
	batch.Queue(rosterPeopleSQL, s.fund.UUID, wire, string(kind))
	batch.Queue(standingEventsSQL, s.fund.UUID, wire)
	return s.rosterMembers(ctx, batch, on, func(row pgx.CollectableRow, m *store.RosterMember) error {
		var last int64
		var joined, lastAt *time.Time
		err := row.Scan(&m.ID.UUID, &m.Number, &m.Name, &m.Nickname, &m.Village, &joined, &m.LineUserID, &last, &lastAt)
		m.JoinedOn, m.Last = dateOf(joined), ledger.MoneyFromSatang(last)
		if lastAt != nil {
			m.LastAt = *lastAt
		}
		return err
	})
}

// rosterMembers reads members and then the events of their memberships.
func (s *Session) rosterMembers(ctx context.Context, batch *pgx.Batch, on ledger.Date,
	scan func(pgx.CollectableRow, *store.RosterMember) error) ([]store.RosterMember, error) {
	results := s.tx.SendBatch(ctx, batch)
	defer results.Close()
	rows, err := results.Query()
	if err != nil {
		return nil, fmt.Errorf("read members for a list: %w", err)
	}
	members, err := pgx.CollectRows(rows, func(row pgx.CollectableRow) (store.RosterMember, error) {
		m := store.RosterMember{Member: store.Member{Fund: s.fund}, Standing: membership.Active}
		return m, scan(row, &m)
	})
	if err != nil {
		return nil, fmt.Errorf("read members for a list: %w", err)
	}
	rows, err = results.Query()
	if err != nil {
		return nil, fmt.Errorf("read events of memberships: %w", err)
	}
	return members, addStandings(rows, members, on)
}

// addStandings works out how members stand. One without events is a member.
func addStandings(rows pgx.Rows, members []store.RosterMember, on ledger.Date) error {
	records := map[ledger.MemberID][]membership.Record{}
	var id uuid.UUID
	var event string
	var day time.Time
	var r membership.Record
	_, err := pgx.ForEachRow(rows, []any{&id, &r.Number, &event, &day, &r.Voids}, func() error {
		r.Event, r.On = membership.Event(event), ledger.DateOf(day)
		member := ledger.MemberID{UUID: id}
		records[member] = append(records[member], r)
		return nil
	})
	if err != nil {
		return fmt.Errorf("read events of memberships: %w", err)
	}
	for i := range members {
		if own := records[members[i].ID]; len(own) > 0 {
			history, err := membership.NewHistory(members[i].JoinedOn, own)
			if err != nil {
				return fmt.Errorf("events of member %s: %w", members[i].ID, err)
			}
			members[i].Standing = history.On(on)
		}
	}
	return nil
}

const waitingOfMembersSQL = waitingColumns + `
FROM (SELECT w.fund_id, w.member_id, w.entry_id FROM waiting w WHERE w.fund_id = $1 AND w.member_id = ANY($2)
      ORDER BY w.entry_id LIMIT 500) w` + waitingLookups + `
ORDER BY e.id`

// WaitingOfMembers gives what waits of several members, the earliest first.
func (s *Session) WaitingOfMembers(ctx context.Context, ids []ledger.MemberID) ([]store.WaitingEntry, error) {
	if len(ids) == 0 {
		return nil, nil
	}
	wire := column[uuids](len(ids))
	for _, id := range ids {
		wire = append(wire, wireID(id.UUID))
	}
	rows, err := s.tx.Query(ctx, waitingOfMembersSQL, s.fund.UUID, wire)
	if err != nil {
		return nil, fmt.Errorf("read waiting entries: %w", err)
	}
	return s.collectWaiting(rows)
}
