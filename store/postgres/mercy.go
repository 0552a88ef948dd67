package postgres

import (
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgtype"

	"sajja/ledger"
	"sajja/store"
)

const wholeActSQL = `
SELECT x.id FROM (SELECT cause, actor_id FROM entries WHERE fund_id = $1 AND id = $2 LIMIT 1) e
CROSS JOIN LATERAL (SELECT id FROM entries WHERE fund_id = $1 AND id >= $3 AND id < $4 AND phase = 'posted' AND reverses_id IS NULL
    AND cause = e.cause AND actor_id = e.actor_id ORDER BY id LIMIT $5) x`

// wholeActMax bounds the entries of one act: a roster has a hundred lines.
const wholeActMax = 200

// WholeAct gives the entries that were posted by the same act as the one named:
// of one cause, at one instant, by one person. A roster is taken back as it was
// posted.
func (s *Session) WholeAct(ctx context.Context, one ledger.EntryID) ([]ledger.EntryID, error) {
	at := one.RecordedAt()
	rows, err := s.tx.Query(ctx, wholeActSQL, s.fund.UUID, one.UUID,
		ledger.LowestEntryID(at).UUID, ledger.LowestEntryID(at.Add(time.Millisecond)).UUID, wholeActMax)
	if err != nil {
		return nil, fmt.Errorf("read the entries of an act: %w", err)
	}
	ids, err := pgx.CollectRows(rows, scanEntryID)
	if err != nil {
		return nil, fmt.Errorf("read the entries of an act: %w", err)
	}
	return ids, nil
}

const lastActSQL = `
SELECT e.id FROM entries e
LEFT JOIN LATERAL (SELECT id FROM entries WHERE fund_id = $1 AND reverses_id = e.id LIMIT 1) v ON true
WHERE e.fund_id = $1 AND e.id >= $3 AND e.actor_id = $2 AND e.phase = 'posted' AND e.reverses_id IS NULL AND v.id IS NULL
ORDER BY e.id DESC LIMIT 1`

// LastPosted gives the entry that somebody posted last since an instant and that
// stands; zero for none. The time is minutes, so it reads few rows.
func (s *Session) LastPosted(ctx context.Context, actor ledger.MemberID, since time.Time) (ledger.EntryID, error) {
	rows, err := s.tx.Query(ctx, lastActSQL, s.fund.UUID, actor.UUID, ledger.LowestEntryID(since).UUID)
	if err != nil {
		return ledger.EntryID{}, fmt.Errorf("read the latest act: %w", err)
	}
	var last ledger.EntryID
	if _, err := pgx.ForEachRow(rows, []any{&last.UUID}, func() error { return nil }); err != nil {
		return ledger.EntryID{}, fmt.Errorf("read the latest act: %w", err)
	}
	return last, nil
}

const entriesByIDSQL = `
SELECT e.id, e.phase, e.kind, e.effective_on, e.recorded_at, e.member_id, e.actor_id, e.cause, e.idempotency_key, e.content_hash,
       e.resolves_id, e.reverses_id, e.rest_of_id, e.expires_on, coalesce(e.series, ''), coalesce(e.series_year, 0), coalesce(e.series_number, 0), e.reason
FROM unnest($2::uuid[]) AS i (id)
CROSS JOIN LATERAL (SELECT * FROM entries WHERE fund_id = $1 AND id = i.id LIMIT 1) e
ORDER BY e.id`

const postingsByIDSQL = `
SELECT p.entry_id, p.account_code, p.member_id, p.side, p.source, p.amount_satang
FROM unnest($2::uuid[]) AS i (id)
CROSS JOIN LATERAL (SELECT * FROM postings WHERE fund_id = $1 AND entry_id = i.id OFFSET 0) p
ORDER BY p.entry_id, p.line`

const actPeopleSQL = `
SELECT e.id, coalesce(m.number, ''), coalesce(m.name, ''), coalesce(m.village, ''), coalesce(l.line_user_id, ''), coalesce(a.name, ''), v.recorded_at, m.household_id
FROM unnest($2::uuid[]) AS i (id)
CROSS JOIN LATERAL (SELECT id, member_id, actor_id FROM entries WHERE fund_id = $1 AND id = i.id LIMIT 1) e
LEFT JOIN LATERAL (SELECT number, name, village, household_id FROM members WHERE fund_id = $1 AND id = e.member_id LIMIT 1) m ON true
LEFT JOIN LATERAL (SELECT name FROM members WHERE fund_id = $1 AND id = e.actor_id LIMIT 1) a ON true
LEFT JOIN LATERAL (SELECT line_user_id FROM line_links
    WHERE fund_id = $1 AND member_id = e.member_id AND unlinked_at IS NULL ORDER BY linked_at DESC LIMIT 1) l ON true
LEFT JOIN LATERAL (SELECT recorded_at FROM entries WHERE fund_id = $1 AND reverses_id = e.id LIMIT 1) v ON true`

// PostedActs gives posted entries as mercy looks at them, in the order of the
// books. IDs that are no posted entry of the fund are left out.
func (s *Session) PostedActs(ctx context.Context, ids []ledger.EntryID) ([]store.PostedAct, error) {
	if len(ids) == 0 {
		return nil, nil
	}
	entries, err := s.entriesByID(ctx, ids)
	if err != nil {
		return nil, err
	}
	var acts []store.PostedAct
	var promised []ledger.EntryID
	for _, e := range entries {
		if e.Phase == ledger.PhasePosted {
			acts = append(acts, store.PostedAct{Entry: e, Owner: store.Member{Fund: s.fund, ID: e.Member}})
			if !e.Resolves.IsZero() {
				promised = append(promised, e.Resolves)
			}
		}
	}
	if err := s.addActPeople(ctx, ids, acts); err != nil {
		return nil, err
	}
	return acts, s.addPromises(ctx, promised, acts)
}

func (s *Session) entriesByID(ctx context.Context, ids []ledger.EntryID) ([]ledger.Entry, error) {
	batch := &pgx.Batch{}
	batch.Queue(entriesByIDSQL, s.fund.UUID, wireEntries(ids))
	batch.Queue(postingsByIDSQL, s.fund.UUID, wireEntries(ids))
	results := s.tx.SendBatch(ctx, batch)
	defer results.Close()
	rows, err := results.Query()
	if err != nil {
		return nil, fmt.Errorf("read entries: %w", err)
	}
	page, err := pgx.CollectRows(rows, (&Snapshot{fund: s.fund}).scanEntry)
	if err != nil {
		return nil, fmt.Errorf("read entries: %w", err)
	}
	if rows, err = results.Query(); err == nil {
		err = addPostings(rows, page)
	}
	if err != nil {
		return nil, fmt.Errorf("read postings: %w", err)
	}
	entries := make([]ledger.Entry, len(page))
	for i := range page {
		entries[i] = page[i].Entry
	}
	return entries, nil
}

func (s *Session) addActPeople(ctx context.Context, ids []ledger.EntryID, acts []store.PostedAct) error {
	rows, err := s.tx.Query(ctx, actPeopleSQL, s.fund.UUID, wireEntries(ids))
	if err != nil {
		return fmt.Errorf("read whose entries: %w", err)
	}
	places := make(map[uuid.UUID]*store.PostedAct, len(acts))
	for i := range acts {
		places[acts[i].ID.UUID] = &acts[i]
	}
	var id uuid.UUID
	var number, name, village, user, actor string
	var reversed pgtype.Timestamptz
	var household pgtype.UUID
	_, err = pgx.ForEachRow(rows, []any{&id, &number, &name, &village, &user, &actor, &reversed, &household}, func() error {
		if act := places[id]; act != nil {
			act.Owner.Number, act.Owner.Name, act.Owner.Village, act.Owner.LineUserID = number, name, village, user
			act.ActorName, act.ReversedAt, act.Owner.Household.UUID = actor, reversed.Time, household.Bytes
		}
		return nil
	})
	if err != nil {
		return fmt.Errorf("read whose entries: %w", err)
	}
	return nil
}

func (s *Session) addPromises(ctx context.Context, promised []ledger.EntryID, acts []store.PostedAct) error {
	if len(promised) == 0 {
		return nil
	}
	promises, err := s.entriesByID(ctx, promised)
	if err != nil {
		return err
	}
	places := make(map[ledger.EntryID]*ledger.Entry, len(promises))
	for i := range promises {
		places[promises[i].ID] = &promises[i]
	}
	for i := range acts {
		acts[i].Promise = places[acts[i].Resolves]
	}
	return nil
}

const entryIDByNumberSQL = `SELECT id FROM entries WHERE fund_id = $1 AND series = $2 AND series_year = $3 AND series_number = $4`

// EntryOfDocument gives the entry with a document number; zero for none.
func (s *Session) EntryOfDocument(ctx context.Context, n ledger.DocumentNumber) (ledger.EntryID, error) {
	rows, err := s.tx.Query(ctx, entryIDByNumberSQL, s.fund.UUID, string(n.Series), n.Year, n.Number)
	if err != nil {
		return ledger.EntryID{}, fmt.Errorf("read a document: %w", err)
	}
	var id ledger.EntryID
	if _, err := pgx.ForEachRow(rows, []any{&id.UUID}, func() error { return nil }); err != nil {
		return ledger.EntryID{}, fmt.Errorf("read a document: %w", err)
	}
	return id, nil
}

const postedOfSQL = `
SELECT e.id FROM entries e
LEFT JOIN LATERAL (SELECT id FROM entries WHERE fund_id = $1 AND reverses_id = e.id LIMIT 1) v ON true
WHERE e.fund_id = $1 AND e.member_id = $2 AND e.phase = 'posted' AND e.reverses_id IS NULL AND v.id IS NULL
ORDER BY e.id DESC LIMIT $3`

// PostedOf gives a member's latest posted entries that stand, the latest first.
func (s *Session) PostedOf(ctx context.Context, member ledger.MemberID, limit int) ([]store.PostedAct, error) {
	rows, err := s.tx.Query(ctx, postedOfSQL, s.fund.UUID, member.UUID, limit)
	if err != nil {
		return nil, fmt.Errorf("read a member's entries: %w", err)
	}
	ids, err := pgx.CollectRows(rows, scanEntryID)
	if err != nil {
		return nil, fmt.Errorf("read a member's entries: %w", err)
	}
	acts, err := s.PostedActs(ctx, ids)
	slices.Reverse(acts)
	return acts, err
}

func scanEntryID(row pgx.CollectableRow) (ledger.EntryID, error) {
	var id ledger.EntryID
	err := row.Scan(&id.UUID)
	return id, err
}

const entriesOfKeysSQL = `
SELECT e.id FROM unnest($2::text[]) AS k (key)
CROSS JOIN LATERAL (SELECT id FROM entries WHERE fund_id = $1 AND idempotency_key = k.key LIMIT 1) e`

// EntriesOfKeys gives the entries that acts of these names made.
func (s *Session) EntriesOfKeys(ctx context.Context, keys []string) ([]ledger.EntryID, error) {
	rows, err := s.tx.Query(ctx, entriesOfKeysSQL, s.fund.UUID, keys)
	if err != nil {
		return nil, fmt.Errorf("read the entries of acts: %w", err)
	}
	ids, err := pgx.CollectRows(rows, scanEntryID)
	if err != nil {
		return nil, fmt.Errorf("read the entries of acts: %w", err)
	}
	return ids, nil
}

const membersLikeSQL = selectMembersSQL + ` AND (m.number = $2 OR m.nickname = $2 OR m.name = $2 OR starts_with(m.name, $2 || ' '))
ORDER BY m.number = $2 DESC, m.number LIMIT $3`

// MembersLike gives the members of a number, a nickname, or a first or whole name,
// the one of that number first.
func (s *Session) MembersLike(ctx context.Context, text string, limit int) ([]store.Member, error) {
	return readMembers(ctx, s.tx, s.fund, membersLikeSQL, text, limit)
}
