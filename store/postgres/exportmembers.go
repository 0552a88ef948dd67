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

const snapshotMembersSQL = `
SELECT id, number, name, village, born_on, joined_on, created_at, person_id, nickname, classes, household_id FROM members WHERE fund_id = $1 ORDER BY id`

const snapshotTermsSQL = `
SELECT member_id, office, since, until, village, planned_until FROM officer_terms WHERE fund_id = $1 ORDER BY member_id, office, since`

const snapshotLinksSQL = `
SELECT member_id, line_user_id, linked_at, linked_how, hold_until, unlinked_at, coalesce(ended_how, '') FROM line_links WHERE fund_id = $1 ORDER BY member_id, linked_at, line_user_id`

// Members gives all members, in the order in which they came to the fund.
func (s *Snapshot) Members(ctx context.Context) ([]MemberRow, error) {
	members, err := collect(ctx, s, snapshotMembersSQL, func(row pgx.CollectableRow) (MemberRow, error) {
		var m MemberRow
		var born, joined *time.Time
		var classes []string
		var household *uuid.UUID
		err := row.Scan(&m.ID.UUID, &m.Number, &m.Name, &m.Village, &born, &joined, &m.CreatedAt,
			&m.Person.UUID, &m.Nickname, &classes, &household)
		m.Classes, m.Household = classesOf(classes), householdOf(household)
		m.BornOn, m.JoinedOn, m.CreatedAt = dateOf(born), dateOf(joined), m.CreatedAt.UTC()
		return m, err
	})
	if err != nil {
		return nil, err
	}
	byID := make(map[ledger.MemberID]*MemberRow, len(members))
	for i := range members {
		byID[members[i].ID] = &members[i]
	}
	if err := s.addTerms(ctx, byID); err != nil {
		return nil, err
	}
	return members, s.addLinks(ctx, byID)
}

func (s *Snapshot) addTerms(ctx context.Context, byID map[ledger.MemberID]*MemberRow) error {
	rows, err := s.tx.Query(ctx, snapshotTermsSQL, s.fund.UUID)
	if err != nil {
		return fmt.Errorf("read offices: %w", err)
	}
	var id ledger.MemberID
	var office, village string
	var since time.Time
	var until, planned *time.Time
	_, err = pgx.ForEachRow(rows, []any{&id.UUID, &office, &since, &until, &village, &planned}, func() error {
		m := byID[id]
		m.Offices = append(m.Offices, TermRow{ledger.Office(office), since.UTC(), instantOf(until), village, dateOf(planned)})
		return nil
	})
	if err != nil {
		return fmt.Errorf("read offices: %w", err)
	}
	return nil
}

func (s *Snapshot) addLinks(ctx context.Context, byID map[ledger.MemberID]*MemberRow) error {
	rows, err := s.tx.Query(ctx, snapshotLinksSQL, s.fund.UUID)
	if err != nil {
		return fmt.Errorf("read links: %w", err)
	}
	var id ledger.MemberID
	var user, how, ended string
	var linked time.Time
	var hold, unlinked *time.Time
	_, err = pgx.ForEachRow(rows, []any{&id.UUID, &user, &linked, &how, &hold, &unlinked, &ended}, func() error {
		m := byID[id]
		m.Links = append(m.Links, LinkRow{
			LineUserID: user, LinkedAt: linked.UTC(), LinkedHow: store.LinkHow(how), HoldUntil: instantOf(hold),
			UnlinkedAt: instantOf(unlinked), EndedHow: store.UnlinkHow(ended),
		})
		return nil
	})
	if err != nil {
		return fmt.Errorf("read links: %w", err)
	}
	return nil
}

// instantOf reads an instant that may be NULL.
func instantOf(t *time.Time) time.Time {
	if t == nil {
		return time.Time{}
	}
	return t.UTC()
}
