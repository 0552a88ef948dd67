package postgres

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"sajja/ledger"
	"sajja/store"
)

const insertRosterSQL = `
INSERT INTO rosters (fund_id, id, officer_id, kind, content_hash, on_day, stated_satang, lines, created_at)
VALUES ($1, $2, $3, $4, $5, $6, nullif($7::bigint, 0), $8::text::jsonb, $9)`

func queueRoster(batch *pgx.Batch, fund ledger.FundID, r store.Roster) error {
	lines, err := json.Marshal(r.Lines)
	if err != nil {
		return fmt.Errorf("write the lines of a list: %w", err)
	}
	batch.Queue(insertRosterSQL, fund.UUID, r.ID.UUID, r.Officer.UUID, string(r.Kind), r.ContentHash[:], wireDate(r.On),
		r.Stated.Satang(), string(lines), r.At)
	return nil
}

const insertRosterStepSQL = `
INSERT INTO roster_steps (fund_id, roster_id, step, verb, line, member_id, by_id, at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`

func queueRosterStep(batch *pgx.Batch, fund ledger.FundID, s store.RosterStep) {
	var line *int
	if s.Verb.OfLine() {
		line = &s.Line
	}
	batch.Queue(insertRosterStepSQL, fund.UUID, s.Roster.UUID, s.Number, string(s.Verb), line, wireID(s.Member.UUID), s.By.UUID, s.At)
}

const insertRosterResultSQL = `
INSERT INTO roster_results (fund_id, roster_id, content_hash, nth, people, total_satang, by_id, at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`

func queueRosterResult(batch *pgx.Batch, fund ledger.FundID, r store.RosterResult) {
	batch.Queue(insertRosterResultSQL, fund.UUID, r.Roster.UUID, r.ContentHash[:], r.Nth, r.People, r.Total.Satang(), r.By.UUID, r.At)
}

const rosterSQL = `
SELECT r.id, r.officer_id, r.kind, r.content_hash, r.on_day, coalesce(r.stated_satang, 0), r.lines::text, r.created_at,
       p.people, p.total_satang, p.by_id, p.at
FROM rosters r LEFT JOIN roster_results p ON p.fund_id = r.fund_id AND p.roster_id = r.id
WHERE r.fund_id = $1 AND r.id = $2`

const rosterStepsSQL = `
SELECT step, verb, coalesce(line, 0), coalesce(member_id, '00000000-0000-0000-0000-000000000000'), by_id, at
FROM roster_steps WHERE fund_id = $1 AND roster_id = $2 ORDER BY step`

// Roster gives a list with what was chosen since; store.ErrNotFound.
func (s *Session) Roster(ctx context.Context, id ledger.RosterID) (store.Roster, error) {
	batch := &pgx.Batch{}
	batch.Queue(rosterSQL, s.fund.UUID, id.UUID)
	batch.Queue(rosterStepsSQL, s.fund.UUID, id.UUID)
	results := s.tx.SendBatch(ctx, batch)
	defer results.Close()
	rows, err := results.Query()
	if err != nil {
		return store.Roster{}, fmt.Errorf("read a list: %w", err)
	}
	r, err := pgx.CollectExactlyOneRow(rows, scanRoster)
	if err != nil {
		return store.Roster{}, fmt.Errorf("read a list: %w", domainError(err))
	}
	rows, err = results.Query()
	if err != nil {
		return store.Roster{}, fmt.Errorf("read the steps of a list: %w", err)
	}
	r.Steps, err = pgx.CollectRows(rows, func(row pgx.CollectableRow) (store.RosterStep, error) {
		step, verb := store.RosterStep{Roster: id}, ""
		err := row.Scan(&step.Number, &verb, &step.Line, &step.Member.UUID, &step.By.UUID, &step.At)
		step.Verb = store.RosterVerb(verb)
		return step, err
	})
	if err != nil {
		return store.Roster{}, fmt.Errorf("read the steps of a list: %w", err)
	}
	return r, nil
}

func scanRoster(row pgx.CollectableRow) (store.Roster, error) {
	var r store.Roster
	var kind, lines string
	var hash []byte
	var on, postedAt *time.Time
	var stated int64
	var people *int
	var total *int64
	var by *uuid.UUID
	if err := row.Scan(&r.ID.UUID, &r.Officer.UUID, &kind, &hash, &on, &stated, &lines, &r.At, &people, &total, &by, &postedAt); err != nil {
		return r, err
	}
	r.Kind, r.On, r.Stated = store.RosterKind(kind), dateOf(on), ledger.MoneyFromSatang(stated)
	copy(r.ContentHash[:], hash)
	if postedAt != nil {
		r.Result = &store.RosterResult{
			Roster: r.ID, ContentHash: r.ContentHash, People: *people, Total: ledger.MoneyFromSatang(*total), By: ledger.MemberID{UUID: *by}, At: *postedAt,
		}
	}
	return r, json.Unmarshal([]byte(lines), &r.Lines)
}

const rosterTwinsSQL = `
SELECT r.id, r.officer_id, m.name, r.created_at, p.at, coalesce(p.people, 0),
       EXISTS (SELECT FROM roster_steps d WHERE d.fund_id = $1 AND d.roster_id = r.id AND d.verb = 'drop')
FROM rosters r JOIN members m ON m.fund_id = r.fund_id AND m.id = r.officer_id
LEFT JOIN roster_results p ON p.fund_id = r.fund_id AND p.roster_id = r.id
WHERE r.fund_id = $1 AND r.content_hash = $2 AND (r.created_at >= $3 OR p.at >= $3)
ORDER BY p.at DESC NULLS LAST, r.created_at DESC LIMIT 10`

const rosterPostsSQL = `SELECT count(*) FROM roster_results WHERE fund_id = $1 AND content_hash = $2`

// RosterTwins gives the lists of the same content that came or were posted since,
// the latest posted first, and how often the content was posted ever.
func (s *Session) RosterTwins(ctx context.Context, content [32]byte, since time.Time) ([]store.RosterTwin, int, error) {
	batch := &pgx.Batch{}
	batch.Queue(rosterTwinsSQL, s.fund.UUID, content[:], since)
	batch.Queue(rosterPostsSQL, s.fund.UUID, content[:])
	results := s.tx.SendBatch(ctx, batch)
	defer results.Close()
	rows, err := results.Query()
	if err != nil {
		return nil, 0, fmt.Errorf("read lists of the same content: %w", err)
	}
	twins, err := pgx.CollectRows(rows, func(row pgx.CollectableRow) (store.RosterTwin, error) {
		var t store.RosterTwin
		var posted *time.Time
		err := row.Scan(&t.ID.UUID, &t.Officer.UUID, &t.Name, &t.At, &posted, &t.People, &t.IsOver)
		if posted != nil {
			t.PostedAt = *posted
		}
		return t, err
	})
	if err != nil {
		return nil, 0, fmt.Errorf("read lists of the same content: %w", err)
	}
	nth := 0
	if err := results.QueryRow().Scan(&nth); err != nil {
		return nil, 0, fmt.Errorf("count lists of the same content: %w", err)
	}
	return twins, nth, nil
}
