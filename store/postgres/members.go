package postgres

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"sajja/ledger"
	"sajja/store"
)

const insertMembersSQL = `
INSERT INTO members (fund_id, id, number, name, village, born_on, joined_on, person_id, nickname, classes, household_id, created_at)
SELECT $1, i, n, w, v, b, j, p, k, coalesce(string_to_array(nullif(c, ''), ','), '{}'), h, $12
FROM unnest($2::uuid[], $3::text[], $4::text[], $5::text[], $6::date[], $7::date[], $8::uuid[], $9::text[], $10::text[], $11::uuid[])
     AS u (i, n, w, v, b, j, p, k, c, h)`

const insertLinksSQL = `
INSERT INTO line_links (fund_id, member_id, line_user_id, linked_at)
SELECT $1, *, $4 FROM unnest($2::uuid[], $3::text[])`

// Whoever enters a LINE user by hand has the member's consent on paper.
const insertPaperConsentsSQL = `
INSERT INTO consents (fund_id, member_id, line_user_id, given_at, version, answer, how)
SELECT $1, *, $4, $5, 'agreed', 'paper' FROM unnest($2::uuid[], $3::text[])`

const insertTermsSQL = `
INSERT INTO officer_terms (fund_id, member_id, office, since)
SELECT $1, *, $4 FROM unnest($2::uuid[], $3::text[])`

// AddMembers keeps new members of one fund with their links and offices, all or
// none. store.ErrExists when a number or a LINE user is taken.
func (db *DB) AddMembers(ctx context.Context, fund ledger.FundID, members []store.Member, at time.Time) error {
	err := db.inFund(ctx, fund, func(tx pgx.Tx) error {
		batch := &pgx.Batch{}
		queueMembers(batch, fund, members, at)
		return tx.SendBatch(ctx, batch).Close()
	})
	if err != nil {
		return fmt.Errorf("add members: %w", domainError(err))
	}
	return nil
}

// queueMembers queues new members with their links and offices. Who is no person
// known from elsewhere is a new one.
func queueMembers(batch *pgx.Batch, fund ledger.FundID, members []store.Member, at time.Time) {
	var (
		ids, persons, houses, linked, officers       uuids
		numbers, names, villages, nicknames, classes []string
		users, offices                               []string
		born, joined                                 dates
	)
	for _, m := range members {
		if m.Person.UUID == uuid.Nil {
			m.Person = ledger.NewPersonID()
		}
		ids, numbers, names, villages = append(ids, wireID(m.ID.UUID)), append(numbers, m.Number), append(names, m.Name), append(villages, m.Village)
		born, joined = append(born, wireDate(m.BornOn)), append(joined, wireDate(m.JoinedOn))
		persons, nicknames = append(persons, wireID(m.Person.UUID)), append(nicknames, m.Nickname)
		classes, houses = append(classes, strings.Join(wireClasses(m.Classes), ",")), append(houses, wireID(m.Household.UUID))
		if m.LineUserID != "" {
			linked, users = append(linked, wireID(m.ID.UUID)), append(users, m.LineUserID)
		}
		for _, office := range m.Offices {
			officers, offices = append(officers, wireID(m.ID.UUID)), append(offices, string(office))
		}
	}
	batch.Queue(insertMembersSQL, fund.UUID, ids, numbers, names, villages, born, joined, persons, nicknames, classes, houses, at)
	batch.Queue(insertLinksSQL, fund.UUID, linked, users, at)
	batch.Queue(insertPaperConsentsSQL, fund.UUID, linked, users, at, store.ConsentVersion)
	batch.Queue(insertTermsSQL, fund.UUID, officers, offices, at)
}

const selectMembersSQL = `
SELECT m.id, m.number, m.name, m.village, m.born_on, m.joined_on,
       coalesce((SELECT l.line_user_id FROM line_links l
                 WHERE l.fund_id = m.fund_id AND l.member_id = m.id AND l.unlinked_at IS NULL
                 ORDER BY l.linked_at DESC LIMIT 1), ''),
       m.person_id, m.nickname, m.classes, m.household_id, t.offices, t.villages
FROM members m CROSS JOIN LATERAL (` + runningTermsSQL + `) t WHERE m.fund_id = $1`

// Members lists a fund's members by number.
func (db *DB) Members(ctx context.Context, fund ledger.FundID) ([]store.Member, error) {
	return db.selectMembers(ctx, fund, selectMembersSQL+` ORDER BY m.number`)
}

// Members lists the fund's members by number.
func (s *Session) Members(ctx context.Context) ([]store.Member, error) {
	return readMembers(ctx, s.tx, s.fund, selectMembersSQL+` ORDER BY m.number`)
}

// MemberByNumber finds one member; store.ErrNotFound.
func (db *DB) MemberByNumber(ctx context.Context, fund ledger.FundID, number string) (store.Member, error) {
	members, err := db.selectMembers(ctx, fund, selectMembersSQL+` AND m.number = $2`, number)
	if err == nil && len(members) == 0 {
		err = fmt.Errorf("member %q: %w", number, store.ErrNotFound)
	}
	if err != nil {
		return store.Member{}, err
	}
	return members[0], nil
}

func (db *DB) selectMembers(ctx context.Context, fund ledger.FundID, sql string, args ...any) ([]store.Member, error) {
	var members []store.Member
	err := db.inFund(ctx, fund, func(tx pgx.Tx) (err error) {
		members, err = readMembers(ctx, tx, fund, sql, args...)
		return err
	})
	return members, err
}

// readMembers runs a statement that begins as selectMembersSQL does.
func readMembers(ctx context.Context, tx querier, fund ledger.FundID, sql string, args ...any) ([]store.Member, error) {
	rows, err := tx.Query(ctx, sql, append([]any{fund.UUID}, args...)...)
	if err != nil {
		return nil, fmt.Errorf("read members: %w", err)
	}
	members, err := pgx.CollectRows(rows, func(row pgx.CollectableRow) (store.Member, error) {
		m := store.Member{Fund: fund}
		var born, joined *time.Time
		var offices, villages, classes []string
		var household *uuid.UUID
		err := row.Scan(&m.ID.UUID, &m.Number, &m.Name, &m.Village, &born, &joined, &m.LineUserID,
			&m.Person.UUID, &m.Nickname, &classes, &household, &offices, &villages)
		m.BornOn, m.JoinedOn, m.Classes, m.Household = dateOf(born), dateOf(joined), classesOf(classes), householdOf(household)
		m.Offices, m.CollectsIn = officesOf(offices), collectsIn(offices, villages)
		return m, err
	})
	if err != nil {
		return nil, fmt.Errorf("read members: %w", err)
	}
	return members, nil
}

func officesOf(names []string) []ledger.Office {
	offices := make([]ledger.Office, len(names))
	for i, name := range names {
		offices[i] = ledger.Office(name)
	}
	return offices
}

const endTermsSQL = `
UPDATE officer_terms SET until = now() WHERE fund_id = $1 AND until IS NULL AND since <= now()
  AND planned_until < (now() AT TIME ZONE 'Asia/Bangkok')::date`

const grantSQL = `
INSERT INTO officer_terms (fund_id, member_id, office, since, village, planned_until) VALUES ($1, $2, $3, $4, $5, $6)`

// GrantOffice begins a term and writes down the end of those whose last day is
// over; store.ErrExists when it runs already.
func (db *DB) GrantOffice(ctx context.Context, fund ledger.FundID, member ledger.MemberID, term store.Term, at time.Time) error {
	err := db.inFund(ctx, fund, func(tx pgx.Tx) error {
		if _, err := tx.Exec(ctx, endTermsSQL, fund.UUID); err != nil {
			return err
		}
		_, err := tx.Exec(ctx, grantSQL, fund.UUID, member.UUID, string(term.Office), at, term.Village, nullDate(term.Until))
		return err
	})
	if err != nil {
		return fmt.Errorf("grant office: %w", domainError(err))
	}
	return nil
}

const revokeSQL = `
UPDATE officer_terms SET until = greatest($4, since)
WHERE fund_id = $1 AND member_id = $2 AND office = $3 AND until IS NULL`

// RevokeOffice ends a running term; store.ErrNotFound when there is none.
func (db *DB) RevokeOffice(ctx context.Context, fund ledger.FundID, member ledger.MemberID, office ledger.Office, at time.Time) error {
	err := db.inFund(ctx, fund, func(tx pgx.Tx) error {
		tag, err := tx.Exec(ctx, revokeSQL, fund.UUID, member.UUID, string(office), at)
		if err == nil && tag.RowsAffected() == 0 {
			err = store.ErrNotFound
		}
		return err
	})
	if err != nil {
		return fmt.Errorf("revoke office: %w", domainError(err))
	}
	return nil
}
