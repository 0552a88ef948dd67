package postgres

import (
	"bytes"
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"sajja/ledger"
)

// balanceSums adds up what stands on every account by month, and on every
// member's part of one, as sajja_post keeps it in the table of balances.
type balanceSums struct {
	*pass
	accounts map[string]*accountSums
}

// accountSums are the sums of one account.
type accountSums struct {
	code []byte
	// isKnown says that it is in the fund's chart.
	isKnown bool
	months  map[int32]*fourSums
	parts   map[[16]byte]*fourSums
	month   int32     // the month added to last, and
	current *fourSums // its sums: entries come by time
}

// fourSums are debit and credit, posted, then pending.
type fourSums [4]int64

func newBalanceSums(p *pass) *balanceSums {
	return &balanceSums{pass: p, accounts: map[string]*accountSums{}}
}

// add counts the postings of an entry; with sign -1 it takes those of a promise
// that has ended out again.
func (b *balanceSums) add(e *entryRow, effective *dayFacts, sign int64) {
	column := 0
	if bytes.Equal(e.phase, phasePending) {
		column = 2
	}
	b.addLines(e.lines, effective.month, column, sign)
}

func (b *balanceSums) addLines(lines []lineRow, month int32, column int, sign int64) {
	if !b.since.IsZero() {
		return
	}
	for i := range lines {
		line := &lines[i]
		at := column
		if bytes.Equal(line.side, sideCredit) {
			at++
		}
		sums := line.account
		sums.ofMonth(month)[at] += sign * line.amount
		if line.member != [16]byte{} {
			sums.ofMember(line.member)[at] += sign * line.amount
		}
	}
}

// account gives the sums of an account, with or without any so far.
func (b *balanceSums) account(code []byte) *accountSums {
	sums := b.accounts[string(code)]
	if sums == nil {
		sums = &accountSums{code: bytes.Clone(code), months: map[int32]*fourSums{}, parts: map[[16]byte]*fourSums{}}
		b.accounts[string(code)] = sums
	}
	return sums
}

func (a *accountSums) ofMonth(month int32) *fourSums {
	if a.current == nil || a.month != month {
		a.month, a.current = month, sumsOf(a.months, month)
	}
	return a.current
}

func (a *accountSums) ofMember(member [16]byte) *fourSums { return sumsOf(a.parts, member) }

func sumsOf[K comparable](all map[K]*fourSums, key K) *fourSums {
	sums := all[key]
	if sums == nil {
		sums = new(fourSums)
		all[key] = sums
	}
	return sums
}

// Rows of months have no member, rows of members no month; a row that is neither
// is compared as the one it looks like.
const checkBalancesSQL = `
SELECT account_code, member_id, coalesce(extract(year FROM nullif(month, '-infinity'))::int * 12 + extract(month FROM month)::int - 1, -1),
       sum(debit_satang)::bigint, sum(credit_satang)::bigint, sum(pending_debit_satang)::bigint, sum(pending_credit_satang)::bigint
FROM balances WHERE fund_id = $1 GROUP BY 1, 2, 3 ORDER BY 1, 2, 3`

// finish compares the sums with the table of balances.
func (b *balanceSums) finish(ctx context.Context, tx pgx.Tx) error {
	if !b.since.IsZero() {
		return nil
	}
	var code string
	var member [16]byte
	var month int32
	var kept fourSums
	if err := each(ctx, tx, checkBalancesSQL, []any{&code, &member, &month, &kept[0], &kept[1], &kept[2], &kept[3]}, func() {
		account := b.account([]byte(code))
		if month >= 0 {
			b.compare(code, uuid.Nil, month, account.months[month], &kept)
			delete(account.months, month)
			return
		}
		b.compare(code, member, month, account.parts[member], &kept)
		delete(account.parts, member)
	}, b.fund.UUID); err != nil {
		return fmt.Errorf("read balances: %w", err)
	}
	b.nameMissing()
	return nil
}

// nameMissing names what the postings come to and no balance says.
func (b *balanceSums) nameMissing() {
	for _, code := range slices.Sorted(maps.Keys(b.accounts)) {
		account := b.accounts[code]
		for _, month := range slices.Sorted(maps.Keys(account.months)) {
			b.compare(code, uuid.Nil, month, account.months[month], nil)
		}
		for _, member := range slices.SortedFunc(maps.Keys(account.parts), func(a, b [16]byte) int { return bytes.Compare(a[:], b[:]) }) {
			b.compare(code, member, -1, account.parts[member], nil)
		}
	}
}

func (b *balanceSums) compare(code string, member uuid.UUID, month int32, made, kept *fourSums) {
	if made == nil {
		made = new(fourSums)
	}
	if kept == nil {
		kept = new(fourSums)
	}
	where := "account " + code
	if month >= 0 {
		where += fmt.Sprintf(" in %04d-%02d", month/12, month%12+1)
	} else {
		where += " of member " + member.String()
	}
	if *made != *kept {
		b.faults.add(Fault{Check: "balance differs from its postings", Where: where, Found: kept.String(), Expected: made.String()})
	}
	if strings.HasPrefix(code, string(ledger.CodeSavings[:2])) && month < 0 && made[1] < made[0] {
		b.faults.add(Fault{Check: "savings below zero", Where: where, Found: baht(made[1] - made[0]), Expected: "0.00 or more"})
	}
}

func (s *fourSums) String() string {
	text := fmt.Sprintf("debits %s, credits %s", baht(s[0]), baht(s[1]))
	if s[2] != 0 || s[3] != 0 {
		text += fmt.Sprintf(", pending %s and %s", baht(s[2]), baht(s[3]))
	}
	return text
}
