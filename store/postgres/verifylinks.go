package postgres

import (
	"bytes"
	"context"
	"fmt"
	"maps"
	"slices"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"sajja/ledger"
)

// lookUpMax bounds the links that are looked up in one statement.
const lookUpMax = 1000

// checkTargetsSQL tells what stands at the other end of links, and who else
// points there.
const checkTargetsSQL = `
SELECT i.id, coalesce(e.phase, ''), coalesce(e.member_id, '00000000-0000-0000-0000-000000000000'),
       coalesce(e.actor_id, '00000000-0000-0000-0000-000000000000'), coalesce(e.amount_satang, 0), n.ends, coalesce(n.received, 0)
FROM unnest($2::uuid[]) AS i (id)
LEFT JOIN LATERAL (SELECT * FROM entries WHERE fund_id = $1 AND id = i.id LIMIT 1) e ON true
CROSS JOIN LATERAL (SELECT count(*) AS ends, max(r.amount_satang) FILTER (WHERE r.phase = 'posted') AS received
    FROM entries r WHERE r.fund_id = $1 AND r.resolves_id = i.id) n`

// finish looks up the links to entries that were not open promises.
func (p *promises) finish(ctx context.Context, tx pgx.Tx) error {
	targets := slices.SortedFunc(maps.Keys(p.early), compareIDs)
	targets = append(targets, slices.SortedFunc(maps.Keys(p.rests), compareIDs)...)
	for chunk := range slices.Chunk(targets, lookUpMax) {
		ids := column[uuids](len(chunk))
		for _, id := range chunk {
			ids = append(ids, wireID(id))
		}
		var made linkRow
		var phase string
		var ends int
		var received int64
		if err := each(ctx, tx, checkTargetsSQL, []any{&made.id, &phase, &made.member, &made.actor, &made.amount, &ends, &received}, func() {
			p.judgeFound(&made, phase, ends, received)
		}, p.fund.UUID, ids); err != nil {
			return fmt.Errorf("look up links: %w", err)
		}
	}
	return nil
}

func compareIDs(a, b [16]byte) int { return bytes.Compare(a[:], b[:]) }

// judgeFound judges what points at an entry that was looked up.
func (p *promises) judgeFound(made *linkRow, phase string, ends int, received int64) {
	isPending := phase == string(ledger.PhasePending)
	if end := p.early[made.id]; end != nil {
		switch {
		case !isPending:
			p.linkFault(end, "entry resolves what is not pending", orNoEntry(phase), "a pending entry "+uuid.UUID(made.id).String())
		case ends > 1:
			p.linkFault(end, "promise ended twice", fmt.Sprintf("%d ends of promise %s", ends, uuid.UUID(made.id)), "one")
		default:
			p.judge(made, end)
		}
	}
	if rest := p.rests[made.id]; rest != nil {
		if !isPending || received == 0 {
			p.linkFault(&rest.linkRow, "rest of what was not received in part", orNoEntry(phase), "a promise "+uuid.UUID(made.id).String()+" received in part")
			return
		}
		p.judgeRest(&rest.linkRow, partRow{made.member, made.amount - received})
	}
}

func orNoEntry(phase string) string {
	if phase == "" {
		return "no such entry"
	}
	return phase
}

const checkWaitingSQL = `SELECT member_id, entry_id FROM waiting WHERE fund_id = $1 AND entry_id >= $2 ORDER BY entry_id`

// compareWaiting holds the list that officers work from against the promises
// that are open.
func (p *promises) compareWaiting(ctx context.Context, tx pgx.Tx) error {
	const check = "waiting list differs from the entries"
	var member, id [16]byte
	if err := each(ctx, tx, checkWaitingSQL, []any{&member, &id}, func() {
		made := p.open[id]
		if made == nil || made.member != member {
			p.faultOf(id, "", check, "on the list of member "+uuid.UUID(member).String(), "not there: no promise of hers waits by this ID")
			return
		}
		delete(p.open, id)
	}, p.fund.UUID, p.since.UUID); err != nil {
		return fmt.Errorf("read the waiting list: %w", err)
	}
	for _, id := range slices.SortedFunc(maps.Keys(p.open), compareIDs) {
		p.faultOf(id, "", check, "not on the list", "on the list of member "+uuid.UUID(p.open[id].member).String())
	}
	return nil
}

// A reversal is compared with its entry line by line. Reversals are few and their
// entries anywhere before them, so they are looked up by the index of reversals.
const checkReversalsSQL = `
SELECT r.id, coalesce(r.series, ''), coalesce(r.series_year, 0), coalesce(r.series_number, 0), r.reverses_id,
       coalesce(o.phase, ''), o.reverses_id IS NOT NULL, o.member_id IS NOT DISTINCT FROM r.member_id, coalesce(r.effective_on >= o.effective_on, true),
       coalesce(a.lines, '') , coalesce(b.lines, ''), n.reversals
FROM entries r
LEFT JOIN LATERAL (SELECT * FROM entries WHERE fund_id = $1 AND id = r.reverses_id LIMIT 1) o ON true
CROSS JOIN LATERAL (SELECT string_agg(concat_ws(' ', side, account_code, member_id, source, amount_satang), ', ' ORDER BY line) AS lines
    FROM postings WHERE fund_id = $1 AND entry_id = r.id) a
CROSS JOIN LATERAL (SELECT string_agg(concat_ws(' ', CASE side WHEN 'debit' THEN 'credit' ELSE 'debit' END, account_code, member_id, source, amount_satang), ', ' ORDER BY line) AS lines
    FROM postings WHERE fund_id = $1 AND entry_id = r.reverses_id) b
CROSS JOIN LATERAL (SELECT count(*) AS reversals FROM entries WHERE fund_id = $1 AND reverses_id = r.reverses_id) n
WHERE r.fund_id = $1 AND r.reverses_id IS NOT NULL AND r.id >= $2
  AND (o.phase IS DISTINCT FROM 'posted' OR o.reverses_id IS NOT NULL OR o.member_id IS DISTINCT FROM r.member_id
       OR r.effective_on < o.effective_on OR a.lines IS DISTINCT FROM b.lines OR n.reversals > 1)
ORDER BY r.id`

// checkReversals names the reversals that are none.
func (p *pass) checkReversals(ctx context.Context, tx pgx.Tx) error {
	var id, target [16]byte
	var series ledger.Series
	var phase, found, expected string
	var year, number int32
	var isReversal, isSameMember, isNotBefore bool
	var reversals int
	err := each(ctx, tx, checkReversalsSQL, []any{&id, &series, &year, &number, &target, &phase, &isReversal, &isSameMember, &isNotBefore, &found, &expected, &reversals}, func() {
		fault := func(check, found, expected string) {
			p.faultOf(id, documentText(series, year, number), check, found, expected+", entry "+uuid.UUID(target).String())
		}
		switch {
		case phase != string(ledger.PhasePosted) || isReversal:
			fault("reversal of what cannot be reversed", orNoEntry(phase), "a posted entry that is no reversal itself")
		case reversals > 1:
			fault("entry reversed twice", fmt.Sprintf("%d reversals", reversals), "one reversal")
		case found != expected || !isSameMember:
			fault("reversal does not mirror its entry", found, expected)
		case !isNotBefore:
			fault("reversal counts before its entry", "an earlier day", "the day of the entry or later")
		}
	}, p.fund.UUID, p.since.UUID)
	if err != nil {
		return fmt.Errorf("read reversals: %w", err)
	}
	return nil
}
