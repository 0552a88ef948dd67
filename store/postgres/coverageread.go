package postgres

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgtype"

	"sajja/ledger"
	"sajja/ledger/membership"
	"sajja/store"
)

// coverageRowsSQL gives members with what is kept of their coverage.
const coverageRowsSQL = `
SELECT m.id, m.number, m.name, m.nickname, m.village, m.classes, m.born_on, m.joined_on, b.paid_through,
       c.last_entry_id, coalesce(c.rules, 0), coalesce(c.village, ''), c.start_on, c.paid_through,
       coalesce(c.start, 0), coalesce(c.counts_from, 0), c.runs, coalesce(c.carried_satang, 0)
FROM %s
LEFT JOIN coverage c ON c.fund_id = $1 AND c.member_id = m.id
LEFT JOIN coverage_baselines b ON b.fund_id = $1 AND b.member_id = m.id
WHERE m.fund_id = $1
ORDER BY m.village, m.number`

// coverageEntriesSQL gives the entries that count for days and are not in the
// cache, or all with $3.
const coverageEntriesSQL = coverageEntryColumns + `
FROM %s
LEFT JOIN coverage c ON c.fund_id = $1 AND c.member_id = m.id
CROSS JOIN LATERAL (SELECT CASE WHEN $3::boolean OR c.last_entry_id IS NULL THEN '00000000-0000-0000-0000-000000000000'::uuid
    ELSE c.last_entry_id END AS last_id OFFSET 0) k
CROSS JOIN LATERAL (SELECT * FROM entries WHERE fund_id = $1 AND member_id = m.id AND id > k.last_id
    AND phase = 'posted' AND kind IN ($2, 'opening', 'reversal') OFFSET 0) e
WHERE m.fund_id = $1`

// coverageEntriesWholeSQL gives all of a fund: ten years in one scan take a third
// of the time that looking each member up takes.
const coverageEntriesWholeSQL = coverageEntryColumns + `
FROM entries e
WHERE e.fund_id = $1 AND $3::boolean AND e.member_id IS NOT NULL AND e.phase = 'posted' AND e.kind IN ($2, 'opening', 'reversal')`

// What an opening balance is worth stands in its line.
const coverageEntryColumns = `
SELECT e.member_id, e.id, e.kind = 'opening', e.kind = 'reversal', e.effective_on - '1800-01-01'::date + 1,
       CASE WHEN e.kind <> 'opening' THEN e.amount_satang ELSE coalesce((
           SELECT sum(CASE p.side WHEN 'credit' THEN p.amount_satang ELSE -p.amount_satang END)::bigint
           FROM postings p WHERE p.fund_id = $1 AND p.entry_id = e.id AND p.member_id = e.member_id AND left(p.account_code, 2) = $4), 0) END,
       e.reverses_id`

// Who is asked about: everybody, or those named by a parameter.
const (
	everyMember  = `members m`
	namedMembers = `unnest(%s::uuid[]) AS u (id)
CROSS JOIN LATERAL (SELECT * FROM members WHERE fund_id = $1 AND id = u.id LIMIT 1) m`
)

var (
	coverageRowsAllSQL   = fmt.Sprintf(coverageRowsSQL, everyMember)
	coverageRowsNamedSQL = fmt.Sprintf(coverageRowsSQL, fmt.Sprintf(namedMembers, "$2"))
	// Where nothing is kept yet, all is read at once; the planner leaves the other
	// half out when it runs.
	coverageEntriesAllSQL = fmt.Sprintf(coverageEntriesSQL, everyMember) + ` AND (SELECT EXISTS (SELECT FROM coverage WHERE fund_id = $1))
UNION ALL` + strings.Replace(coverageEntriesWholeSQL, "$3::boolean", "NOT (SELECT EXISTS (SELECT FROM coverage WHERE fund_id = $1))", 1)
	coverageEntriesNamedSQL = fmt.Sprintf(coverageEntriesSQL, fmt.Sprintf(namedMembers, "$5"))
)

const coverageEventsSQL = `SELECT member_id, number, event, on_day, coalesce(voids, 0) FROM membership_events WHERE fund_id = $1`

const sealedThroughSQL = `SELECT nullif(sealed_through, '-infinity') FROM books WHERE fund_id = $1`

// coverageReading is all that a fold needs, as one round trip reads it.
type coverageReading struct {
	fund    store.Fund
	asked   coverageAsked
	sealed  ledger.Date
	rules   membership.Rules
	stamp   int32
	rows    []coverageRow
	events  map[uuid.UUID][]membership.Record
	entries map[uuid.UUID][]coverageEntry
	// villages are the rules of each village, worked out once.
	villages map[string]membership.Rules
}

// coverageRow is a member and what is kept of her coverage; nil for nothing.
type coverageRow struct {
	member store.Member
	// start is the day from which money falls due, isAnew that it is of rejoining:
	// what was paid before counts no more.
	start    ledger.Date
	isAnew   bool
	standing membership.Standing
	baseline ledger.Date
	kept     *keptCoverage
}

// coverageEntry is an entry that counts for days, or undoes one that did.
type coverageEntry struct {
	id                    ledger.EntryID
	isOpening, isReversal bool
	on                    ledger.Date
	satang                int64
	reverses              uuid.UUID
}

func readCoverage(ctx context.Context, tx transaction, fund store.Fund, asked coverageAsked) (*coverageReading, error) {
	r := &coverageReading{fund: fund, asked: asked, entries: map[uuid.UUID][]coverageEntry{}, villages: map[string]membership.Rules{}}
	batch := &pgx.Batch{}
	batch.Queue(sealedThroughSQL, fund.ID.UUID)
	batch.Queue(plansSQL, fund.ID.UUID)
	batch.Queue(pausesSQL, fund.ID.UUID)
	if asked.names == nil {
		batch.Queue(coverageEventsSQL+` ORDER BY member_id, number`, fund.ID.UUID)
	} else {
		batch.Queue(coverageEventsSQL+` AND member_id = ANY($2) ORDER BY member_id, number`, fund.ID.UUID, wireMembers(asked.names))
	}
	switch {
	case asked.names == nil && asked.isWhole:
		batch.Queue(coverageRowsAllSQL, fund.ID.UUID)
		batch.Queue(coverageEntriesWholeSQL, r.entryArgs(true)...)
	case asked.names == nil:
		batch.Queue(coverageRowsAllSQL, fund.ID.UUID)
		batch.Queue(coverageEntriesAllSQL, r.entryArgs(false)...)
	default:
		batch.Queue(coverageRowsNamedSQL, fund.ID.UUID, wireMembers(asked.names))
		batch.Queue(coverageEntriesNamedSQL, append(r.entryArgs(asked.isWhole), wireMembers(asked.names))...)
	}
	results := tx.SendBatch(ctx, batch)
	defer results.Close()
	sealed, err := nextRows(results, func(row pgx.CollectableRow) (day *time.Time, err error) { return day, row.Scan(&day) })
	if err != nil {
		return nil, err
	}
	if len(sealed) > 0 {
		r.sealed = dateOf(sealed[0])
	}
	if err := r.readRules(results); err != nil {
		return nil, err
	}
	if err := r.readEvents(results); err != nil {
		return nil, err
	}
	if r.rows, err = nextRows(results, r.scanRow); err != nil {
		return nil, err
	}
	return r, r.readEntries(results)
}

// entryArgs are the parameters of coverageEntriesSQL: which money the fund's
// members hand in, and where an opening balance of it stands.
func (r *coverageReading) entryArgs(isWhole bool) []any {
	kind, account := r.fund.Preset.MemberMoney(), ledger.CodeMembersFund
	if kind == ledger.KindDeposit {
		account = ledger.CodeSavings
	}
	return []any{r.fund.ID.UUID, string(kind), isWhole, string(account)[:2]}
}

func (r *coverageReading) readRules(results pgx.BatchResults) error {
	plans, err := nextRows(results, scanPlan)
	if err != nil {
		return err
	}
	pauses, err := nextRows(results, scanPause)
	if err != nil {
		return err
	}
	r.rules, err = rulesOf(plans, pauses)
	r.stamp = rulesStamp(plans, pauses)
	return err
}

// rulesStamp counts what was ever decided, each sort in bits of its own: rules are
// only added, so that the same counts mean the same rules.
func rulesStamp(plans []store.PlanVersion, pauses []store.ArrearsPause) int32 {
	resumed := 0
	for _, p := range pauses {
		if !p.ResumedOn.IsZero() {
			resumed++
		}
	}
	return int32(len(plans)<<20 | len(pauses)<<10 | resumed)
}

func (r *coverageReading) scanRow(row pgx.CollectableRow) (coverageRow, error) {
	x := coverageRow{member: store.Member{Fund: r.fund.ID}}
	m := &x.member
	var born, joined, baseline, startOn, paidThrough *time.Time
	var classes []string
	var last pgtype.UUID
	var k keptCoverage
	err := row.Scan(&m.ID.UUID, &m.Number, &m.Name, &m.Nickname, &m.Village, &classes, &born, &joined, &baseline,
		&last, &k.rules, &k.village, &startOn, &paidThrough, &k.state.Start, &k.state.CountsFrom, &k.state.Runs, &k.state.CarriedSatang)
	m.BornOn, m.JoinedOn, x.baseline = dateOf(born), dateOf(joined), dateOf(baseline)
	for _, class := range classes {
		m.Classes = append(m.Classes, membership.Class(class))
	}
	r.place(&x)
	if last.Valid {
		k.last.UUID, k.startOn, k.paidThrough = last.Bytes, dateOf(startOn), dateOf(paidThrough)
		x.kept = &k
	}
	return x, err
}

// place works out how a membership stood on the day asked about. Who has no event
// has been a member since the register says so.
func (r *coverageReading) place(x *coverageRow) {
	x.start, x.standing = x.member.JoinedOn, membership.Active
	history, err := membership.NewHistory(x.member.JoinedOn, r.events[x.member.ID.UUID])
	if err != nil || len(r.events[x.member.ID.UUID]) == 0 {
		return
	}
	x.standing = history.On(r.asked.day)
	if clock := history.ClockFrom(r.asked.day); !clock.IsZero() {
		x.isAnew = clock.After(x.start)
		x.start = clock
	}
}

func (r *coverageReading) readEvents(results pgx.BatchResults) error {
	rows, err := results.Query()
	if err != nil {
		return err
	}
	r.events = map[uuid.UUID][]membership.Record{}
	var member uuid.UUID
	var e membership.Record
	var day *time.Time
	_, err = pgx.ForEachRow(rows, []any{&member, &e.Number, &e.Event, &day, &e.Voids}, func() error {
		e.On = dateOf(day)
		r.events[member] = append(r.events[member], e)
		return nil
	})
	return err
}

func (r *coverageReading) readEntries(results pgx.BatchResults) error {
	rows, err := results.Query()
	if err != nil {
		return err
	}
	var member uuid.UUID
	var e coverageEntry
	var day int32
	var reverses pgtype.UUID
	_, err = pgx.ForEachRow(rows, []any{&member, &e.id.UUID, &e.isOpening, &e.isReversal, &day, &e.satang, &reverses}, func() error {
		e.on, e.reverses = ledger.Date{}.AddDays(int(day)), reverses.Bytes
		r.entries[member] = append(r.entries[member], e)
		return nil
	})
	for _, list := range r.entries {
		slices.SortFunc(list, func(a, b coverageEntry) int { return compareIDs(a.id.UUID, b.id.UUID) })
	}
	return err
}

// readAnew reads all entries of members whose cache is no longer right.
func (r *coverageReading) readAnew(ctx context.Context, tx transaction, members []ledger.MemberID) error {
	for _, m := range members {
		delete(r.entries, m.UUID)
	}
	batch := &pgx.Batch{}
	if r.asked.names == nil && len(members) > len(r.rows)/2 {
		r.entries = map[uuid.UUID][]coverageEntry{}
		batch.Queue(coverageEntriesWholeSQL, r.entryArgs(true)...)
	} else {
		batch.Queue(coverageEntriesNamedSQL, append(r.entryArgs(true), wireMembers(members))...)
	}
	results := tx.SendBatch(ctx, batch)
	defer results.Close()
	return r.readEntries(results)
}

// nextRows collects what the next statement of a batch gives.
func nextRows[T any](results pgx.BatchResults, scan pgx.RowToFunc[T]) ([]T, error) {
	rows, err := results.Query()
	if err != nil {
		return nil, err
	}
	return pgx.CollectRows(rows, scan)
}

// wireMembers is a column of member IDs.
func wireMembers(ids []ledger.MemberID) uuids {
	raw := column[uuids](len(ids))
	for _, id := range ids {
		raw = append(raw, wireID(id.UUID))
	}
	return raw
}
