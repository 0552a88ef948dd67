package postgres

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"sajja/ledger"
	"sajja/ledger/membership"
	"sajja/store"
)

const routesSQL = `
SELECT DISTINCT ON (u.line_user_id) u.line_user_id, r.fund_id, r.member_id
FROM unnest($1::text[]) AS u (line_user_id)
CROSS JOIN LATERAL (
    (SELECT l.fund_id, l.member_id, 1 AS rank, c.chosen_at, l.linked_at
     FROM (SELECT fund_id, member_id, linked_at FROM line_links WHERE line_user_id = u.line_user_id AND unlinked_at IS NULL OFFSET 0) l
     LEFT JOIN LATERAL (SELECT max(chosen_at) AS chosen_at FROM fund_choices
         WHERE fund_id = l.fund_id AND line_user_id = u.line_user_id) c ON true)
    UNION ALL
    (SELECT fund_id, '00000000-0000-0000-0000-000000000000'::uuid, 2, chosen_at, chosen_at FROM fund_choices
     WHERE line_user_id = u.line_user_id ORDER BY chosen_at DESC LIMIT 1)) r
ORDER BY u.line_user_id, r.rank, r.chosen_at DESC NULLS LAST, r.linked_at DESC, r.fund_id`

// Routes tells with which fund each LINE user talks: of those in which she is a
// member the one she chose last, or the one she was linked in last; for a
// stranger the one she asked to be linked in. Other users are absent.
func (db *DB) Routes(ctx context.Context, lineUserIDs []string) (map[string]store.Route, error) {
	rows, err := db.pool.Query(ctx, routesSQL, lineUserIDs)
	if err != nil {
		return nil, fmt.Errorf("route users: %w", err)
	}
	routes := make(map[string]store.Route, len(lineUserIDs))
	var user string
	var fund, member uuid.UUID
	_, err = pgx.ForEachRow(rows, []any{&user, &fund, &member}, func() error {
		routes[user] = store.Route{Fund: ledger.FundID{UUID: fund}, Member: ledger.MemberID{UUID: member}}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("route users: %w", err)
	}
	return routes, nil
}

const fundOfSessionSQL = selectFundsSQL + ` WHERE id = $1`

const peopleSQL = `
SELECT u.line_user_id, m.id, m.number, m.name, m.village, m.joined_on,
       m.person_id, m.nickname, m.classes, m.household_id, t.offices, t.villages,
       coalesce(c.posted, 0), coalesce(c.pending, 0), coalesce(s.posted, 0), coalesce(s.pending, 0),
       ARRAY(SELECT e.amount_satang FROM entries e
             LEFT JOIN LATERAL (SELECT phase FROM entries
                 WHERE fund_id = $1 AND resolves_id = e.id LIMIT 1) r ON true
             WHERE e.fund_id = $1 AND e.member_id = m.id AND e.id >= $3 AND e.actor_id = m.id
               AND e.phase <> 'voided' AND e.resolves_id IS NULL AND r.phase IS DISTINCT FROM 'voided')
FROM unnest($2::text[]) AS u (line_user_id)
CROSS JOIN LATERAL (SELECT member_id FROM (SELECT fund_id, member_id FROM line_links
    WHERE line_user_id = u.line_user_id AND unlinked_at IS NULL OFFSET 0) of_user WHERE fund_id = $1 LIMIT 1) l
CROSS JOIN LATERAL (SELECT id, number, name, village, joined_on, person_id, nickname, classes, household_id FROM members
    WHERE fund_id = $1 AND id = l.member_id LIMIT 1) m
CROSS JOIN LATERAL (` + runningTermsSQL + `) t
LEFT JOIN LATERAL (SELECT credit_satang - debit_satang AS posted, pending_credit_satang - pending_debit_satang AS pending
    FROM balances WHERE fund_id = $1 AND account_code = '3100' AND member_id = m.id AND month = '-infinity' AND stripe = 0 LIMIT 1) c ON true
LEFT JOIN LATERAL (SELECT credit_satang - debit_satang AS posted, pending_credit_satang - pending_debit_satang AS pending
    FROM balances WHERE fund_id = $1 AND account_code = '2100' AND member_id = m.id AND month = '-infinity' AND stripe = 0 LIMIT 1) s ON true`

const ridingSQL = `
SELECT o.recipient, o.id, o.content
FROM unnest($1::text[]) AS u (recipient)
CROSS JOIN LATERAL (SELECT id, recipient, content FROM outbound_messages
    WHERE recipient = u.recipient AND urgency = 'ride' ORDER BY id OFFSET 0) o
LEFT JOIN LATERAL (SELECT message_id FROM outbound_results WHERE message_id = o.id LIMIT 1) r ON true
WHERE r.message_id IS NULL ORDER BY o.recipient, o.id LIMIT 1000`

// runningTermsSQL gives the offices that the member m holds today, each with the
// village it is for. A term whose planned end has come is over, whether somebody
// wrote it down or not.
const runningTermsSQL = `SELECT coalesce(array_agg(t.office ORDER BY t.office), '{}') AS offices,
    coalesce(array_agg(t.village ORDER BY t.office), '{}') AS villages
    FROM officer_terms t WHERE t.fund_id = $1 AND t.member_id = m.id AND t.until IS NULL
      AND (t.planned_until IS NULL OR t.planned_until >= (now() AT TIME ZONE 'Asia/Bangkok')::date)`

// personPart is what is read of people beside themselves, all of it in the round
// trip that finds them.
type personPart struct {
	what string
	sql  string
	// args of the statement for a fund and LINE users of it.
	args func(fund ledger.FundID, lineUserIDs []string) []any
	add  func(rows pgx.Rows, people map[string]*store.Person) error
}

// personParts are read in this order.
func personParts() []personPart {
	return []personPart{
		{"riding messages", ridingSQL, func(_ ledger.FundID, users []string) []any { return []any{users} }, addRiding},
		{"how memberships stand", standingOfPeopleSQL, standingArgs, addStanding},
		{"states of links", linkStatesSQL, linkStatesArgs, addLinkStates},
		{"whom they act for", actsForSQL, func(fund ledger.FundID, users []string) []any { return []any{fund.UUID, users} }, addActsFor},
	}
}

// People gives the fund of the session and who is behind each LINE user, with
// money, offices, amounts declared since the given instant and the parts above,
// in one round trip. Users without a link are absent.
func (s *Session) People(ctx context.Context, lineUserIDs []string, since time.Time) (store.Fund, map[string]*store.Person, error) {
	batch := &pgx.Batch{}
	batch.Queue(fundOfSessionSQL, s.fund.UUID)
	batch.Queue(peopleSQL, s.fund.UUID, lineUserIDs, ledger.LowestEntryID(since).UUID)
	parts := personParts()
	for _, part := range parts {
		batch.Queue(part.sql, part.args(s.fund, lineUserIDs)...)
	}
	results := s.tx.SendBatch(ctx, batch)
	defer results.Close()

	rows, err := results.Query()
	if err != nil {
		return store.Fund{}, nil, fmt.Errorf("read fund: %w", err)
	}
	fund, err := pgx.CollectExactlyOneRow(rows, scanFund)
	if err != nil {
		return store.Fund{}, nil, fmt.Errorf("read fund: %w", domainError(err))
	}
	people, err := scanPeople(results, s.fund, len(lineUserIDs))
	if err != nil {
		return store.Fund{}, nil, fmt.Errorf("read people: %w", err)
	}
	for _, part := range parts {
		rows, err := results.Query()
		if err == nil {
			err = part.add(rows, people)
		}
		if err != nil {
			return store.Fund{}, nil, fmt.Errorf("read %s: %w", part.what, err)
		}
	}
	return fund, people, nil
}

func scanPeople(results pgx.BatchResults, fund ledger.FundID, n int) (map[string]*store.Person, error) {
	rows, err := results.Query()
	if err != nil {
		return nil, err
	}
	people := make(map[string]*store.Person, n)
	for rows.Next() {
		p := &store.Person{Member: store.Member{Fund: fund}}
		var joined *time.Time
		var offices, villages, classes []string
		var household *uuid.UUID
		var contribution, pendingContribution, savings, pendingSavings int64
		var recent []int64
		if err := rows.Scan(&p.Member.LineUserID, &p.Member.ID.UUID, &p.Member.Number, &p.Member.Name, &p.Member.Village,
			&joined, &p.Member.Person.UUID, &p.Member.Nickname, &classes, &household, &offices, &villages, &contribution, &pendingContribution, &savings, &pendingSavings, &recent); err != nil {
			return nil, err
		}
		p.Member.JoinedOn, p.Member.Classes, p.Member.Household = dateOf(joined), classesOf(classes), householdOf(household)
		p.Member.Offices, p.Member.CollectsIn = officesOf(offices), collectsIn(offices, villages)
		p.Money = store.MemberMoney{
			Contribution: ledger.MoneyFromSatang(contribution), PendingContribution: ledger.MoneyFromSatang(pendingContribution),
			Savings: ledger.MoneyFromSatang(savings), PendingSavings: ledger.MoneyFromSatang(pendingSavings),
		}
		for _, satang := range recent {
			p.Recent = append(p.Recent, ledger.MoneyFromSatang(satang))
		}
		people[p.Member.LineUserID] = p
	}
	return people, rows.Err()
}

// ridingMax bounds what rides on one answer: LINE takes five messages a reply,
// and the answer itself may be two.
const ridingMax = 3

func addRiding(rows pgx.Rows, people map[string]*store.Person) error {
	var recipient, content string
	var id uuid.UUID
	_, err := pgx.ForEachRow(rows, []any{&recipient, &id, &content}, func() error {
		if p := people[recipient]; p != nil && len(p.Riding) < ridingMax {
			p.Riding = append(p.Riding, store.OutboundMessage{ID: id, Recipient: recipient, Content: json.RawMessage(content)})
		}
		return nil
	})
	return err
}

func householdOf(id *uuid.UUID) ledger.HouseholdID {
	if id == nil {
		return ledger.HouseholdID{}
	}
	return ledger.HouseholdID{UUID: *id}
}

func classesOf(names []string) []membership.Class {
	classes := make([]membership.Class, len(names))
	for i, name := range names {
		classes[i] = membership.Class(name)
	}
	return classes
}

// collectsIn gives the villages of a collector's terms, none when one of them is
// for the whole fund.
func collectsIn(offices, villages []string) []string {
	var found []string
	for i, office := range offices {
		if ledger.Office(office) == ledger.Collector && villages[i] != "" {
			found = append(found, villages[i])
		}
	}
	return found
}

func wireClasses(classes []membership.Class) []string {
	names := make([]string, len(classes))
	for i, class := range classes {
		names[i] = string(class)
	}
	return names
}
