package postgres

import (
	"context"
	"strconv"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5/pgtype"

	"sajja/ledger"
	"sajja/ledger/membership"
	"sajja/store"
)

// keptCoverage is a row of the cache.
type keptCoverage struct {
	member      ledger.MemberID
	last        ledger.EntryID
	rules       int32
	village     string
	startOn     ledger.Date
	paidThrough ledger.Date
	state       membership.CoverageState
}

// foldedCoverage is a member's coverage and the row to keep; nil when what is kept
// is as far as it may be.
type foldedCoverage struct {
	store.MemberCoverage
	kept *keptCoverage
}

// isGood tells whether what is kept was folded by the rules and facts of now.
func (r *coverageReading) isGood(x *coverageRow) bool {
	k := x.kept
	return k != nil && !r.asked.isWhole && k.rules == r.stamp && k.village == x.member.Village &&
		k.startOn == x.start && k.paidThrough == x.baseline
}

// outdated gives the members whose cache is wrong now: by other rules, in another
// village, or with a payment in it that was reversed since.
func (r *coverageReading) outdated() []ledger.MemberID {
	var anew []ledger.MemberID
	for i := range r.rows {
		x := &r.rows[i]
		if x.kept == nil || r.asked.isWhole {
			continue // all her entries were read
		}
		if !r.isGood(x) || r.undoesKept(x) {
			x.kept = nil
			anew = append(anew, x.member.ID)
		}
	}
	return anew
}

func (r *coverageReading) undoesKept(x *coverageRow) bool {
	for _, e := range r.entries[x.member.ID.UUID] {
		if e.isReversal && compareIDs(e.reverses, x.kept.last.UUID) <= 0 {
			return true
		}
	}
	return false
}

// rulesIn gives the rules of a village.
func (r *coverageReading) rulesIn(village string) membership.Rules {
	rules, known := r.villages[village]
	if !known {
		rules = r.rules.In(village)
		r.villages[village] = rules
	}
	return rules
}

// fold works out one member's coverage from what is kept and what is new.
func (r *coverageReading) fold(x *coverageRow) foldedCoverage {
	start, rules := x.start, r.rulesIn(x.member.Village)
	f := foldedCoverage{MemberCoverage: store.MemberCoverage{Member: x.member, Rules: rules, Payer: payerOf(x.member, start), Standing: x.standing}}
	horizon := r.horizon()
	kept := keptCoverage{member: x.member.ID, rules: r.stamp, village: x.member.Village, startOn: start, paidThrough: x.baseline}
	if x.kept != nil && r.isGood(x) {
		f.Coverage, kept.last = x.kept.state.Coverage(), x.kept.last
	} else {
		f.Coverage = rules.NewCoverage(start)
	}
	from := kept.last
	for _, e := range r.entries[x.member.ID.UUID] {
		if e.id.RecordedAt().Before(horizon) {
			kept.last = e.id
		}
	}
	isKept := false
	for _, p := range r.payments(x) {
		if !isKept && compareIDs(p.Entry.UUID, kept.last.UUID) > 0 {
			kept.state, isKept = f.Coverage.State(), true
		}
		f.Coverage, _ = f.Coverage.Pay(rules, p)
	}
	if !isKept {
		kept.state = f.Coverage.State()
	}
	if compareIDs(from.UUID, kept.last.UUID) < 0 && !r.undoesAcross(x, kept.last) {
		f.kept = &kept
	}
	return f
}

// undoesAcross tells whether an entry behind the horizon undoes one before it: the
// fold of today leaves that one out, the one up to the horizon would not.
func (r *coverageReading) undoesAcross(x *coverageRow, last ledger.EntryID) bool {
	for _, e := range r.entries[x.member.ID.UUID] {
		if e.isReversal && compareIDs(e.id.UUID, last.UUID) > 0 && compareIDs(e.reverses, last.UUID) <= 0 {
			return true
		}
	}
	return false
}

// payments gives the entries that count, in the order of recording: up to the day
// asked about, and without those that were undone by then.
func (r *coverageReading) payments(x *coverageRow) []membership.Payment {
	entries := r.entries[x.member.ID.UUID]
	counts := func(e coverageEntry) bool {
		return (!r.asked.isPast() || !e.on.After(r.asked.day)) && !(x.isAnew && e.on.Before(x.start) && !e.isReversal)
	}
	undone := map[uuid.UUID]bool{}
	for _, e := range entries {
		if e.isReversal && counts(e) {
			undone[e.reverses] = true
		}
	}
	payments := make([]membership.Payment, 0, len(entries)+1)
	isOpened := x.kept != nil && !r.asked.isWhole
	for _, e := range entries {
		if e.isReversal || undone[e.id.UUID] || !counts(e) || e.satang <= 0 {
			continue
		}
		p := membership.Payment{Entry: e.id, On: e.on, Amount: ledger.MoneyFromSatang(e.satang), IsOpening: e.isOpening}
		if e.isOpening {
			p.PaidThrough, isOpened = x.baseline, true
		}
		payments = append(payments, p)
	}
	if !isOpened && !x.isAnew && !x.baseline.IsZero() { // a paper book that says how far, without a balance
		paper := membership.Payment{On: x.baseline, IsOpening: true, PaidThrough: x.baseline}
		payments = append([]membership.Payment{paper}, payments...)
	}
	return payments
}

func payerOf(m store.Member, start ledger.Date) membership.Payer {
	return membership.Payer{Start: start, Village: m.Village, Classes: m.Classes, BornOn: m.BornOn}
}

// horizonAge is how old an entry of an unsealed day is when none with a smaller ID
// can still be on its way: far more than any transaction and its retries take.
const horizonAge = 24 * time.Hour

// horizon is the instant up to which the order of the books is settled.
func (r *coverageReading) horizon() time.Time {
	settled := r.asked.now.Add(-horizonAge)
	if !r.sealed.IsZero() && r.sealed.AddDays(1).Start().After(settled) {
		return r.sealed.AddDays(1).Start()
	}
	return settled
}

// keepCoverageSQL writes rows as they are: each is right for what it was folded
// from, so that of two writers either may win, but none goes back behind a row of
// the same rules.
const keepCoverageSQL = `
INSERT INTO coverage (fund_id, member_id, last_entry_id, rules, village, start_on, paid_through, start, counts_from, runs, carried_satang)
SELECT $1, r.member_id, r.last_id, $4, r.village, r.start_on, r.paid_through, r.start, r.counts_from,
       ARRAY(SELECT s::integer FROM unnest(string_to_array(r.runs, ' ')) AS s), r.carried
FROM unnest($2::uuid[], $3::uuid[], $5::text[], $6::date[], $7::date[], $8::integer[], $9::integer[], $10::text[], $11::bigint[])
    AS r (member_id, last_id, village, start_on, paid_through, start, counts_from, runs, carried)
ORDER BY r.member_id
ON CONFLICT ON CONSTRAINT coverage_pkey DO UPDATE SET last_entry_id = excluded.last_entry_id, rules = excluded.rules, village = excluded.village,
    start_on = excluded.start_on, paid_through = excluded.paid_through, start = excluded.start, counts_from = excluded.counts_from,
    runs = excluded.runs, carried_satang = excluded.carried_satang
WHERE coverage.rules <> excluded.rules OR coverage.last_entry_id < excluded.last_entry_id
   OR (coverage.village, coverage.start_on, coverage.paid_through) IS DISTINCT FROM (excluded.village, excluded.start_on, excluded.paid_through)`

func keepCoverage(ctx context.Context, tx transaction, fund ledger.FundID, kept []keptCoverage) error {
	n := len(kept)
	members, lasts := column[uuids](n), column[uuids](n)
	villages, runs := make([]string, 0, n), make([]string, 0, n)
	starts, baselines := column[dates](n), column[dates](n)
	first, from := make([]int32, 0, n), make([]int32, 0, n)
	carried := make([]int64, 0, n)
	for _, k := range kept {
		members, lasts = append(members, wireID(k.member.UUID)), append(lasts, pgtype.UUID{Bytes: k.last.UUID, Valid: true})
		villages, runs = append(villages, k.village), append(runs, wireRuns(k.state.Runs))
		starts, baselines = append(starts, wireDate(k.startOn)), append(baselines, wireDate(k.paidThrough))
		first, from = append(first, k.state.Start), append(from, k.state.CountsFrom)
		carried = append(carried, k.state.CarriedSatang)
	}
	rows, err := tx.Query(ctx, keepCoverageSQL, fund.UUID, members, lasts, kept[0].rules, villages, starts, baselines, first, from, runs, carried)
	if err != nil {
		return err
	}
	rows.Close()
	return rows.Err()
}

// wireRuns writes numbers as text: a column of lists of different lengths is no
// array to PostgreSQL.
func wireRuns(runs []int32) string {
	text := make([]byte, 0, 8*len(runs))
	for i, n := range runs {
		if i > 0 {
			text = append(text, ' ')
		}
		text = strconv.AppendInt(text, int64(n), 10)
	}
	return string(text)
}
