package postgres_test

import (
	"slices"

	"sajja/ledger"
)

// modelFund is a fund's books as simply as they can be told: a list of entries
// and what was closed. Everything else is counted anew whenever it is asked.
type modelFund struct {
	name                         string
	id                           ledger.FundID
	members                      []modelMember
	entries                      []ledger.Entry
	closedThrough, sealedThrough ledger.Date
	closedAccounts               map[ledger.AccountCode]ledger.Date
}

type modelMember struct {
	id     ledger.MemberID
	name   string
	office ledger.Office
}

// Names of refusals: what domainError makes of the database's rules.
const (
	noConflict   = "conflict"
	noPending    = "not pending"
	noMaker      = "maker is checker"
	noOffice     = "no office"
	noPosted     = "not posted"
	noWholly     = "not reversed wholly"
	noDifference = "rest is not the difference"
	noPeriod     = "period closed"
	noDay        = "day sealed"
	noAccount    = "no open account"
	noMember     = "no such member"
	noSavings    = "savings do not cover it"
	noOtherFund  = "another fund"
)

// refusals is the model of the door: every rule that posting the entries together
// would break; nil when it is to be taken. It is slow and plain on purpose.
func (f *modelFund) refusals(entries []ledger.Entry) map[string]bool {
	broken := map[string]bool{}
	after := &modelFund{id: f.id, members: f.members, entries: slices.Clone(f.entries),
		closedThrough: f.closedThrough, sealedThrough: f.sealedThrough, closedAccounts: f.closedAccounts}
	for i := range entries {
		after.check(&entries[i], broken)
		after.entries = append(after.entries, entries[i])
	}
	for key, s := range after.balances() {
		if key.code[:2] == "21" && !key.member.IsZero() && s[1] < s[0] {
			broken[noSavings] = true
		}
	}
	return broken
}

func (f *modelFund) check(e *ledger.Entry, broken map[string]bool) {
	if e.Fund != f.id {
		broken[noOtherFund] = true
		return
	}
	if e.Phase == ledger.PhasePosted && !f.closedThrough.IsZero() && !e.EffectiveOn.After(f.closedThrough) {
		broken[noPeriod] = true
	}
	if recorded := ledger.DateOf(e.RecordedAt); !f.sealedThrough.IsZero() && !recorded.After(f.sealedThrough) {
		broken[noDay] = true
	}
	if !f.has(e.Member) || !f.has(e.Actor) {
		broken[noMember] = true
	}
	for _, p := range e.Postings {
		closed := f.closedAccounts[p.Account.Code]
		late := e.EffectiveOn
		if recorded := ledger.DateOf(e.RecordedAt); recorded.After(late) {
			late = recorded
		}
		if !f.has(p.Account.Member) || !closed.IsZero() && !closed.After(late) {
			broken[noAccount] = true
		}
	}
	for _, other := range f.entries {
		if other.ID == e.ID || other.Key == e.Key ||
			!e.Resolves.IsZero() && other.Resolves == e.Resolves || !e.Reverses.IsZero() && other.Reverses == e.Reverses ||
			!e.RestOf.IsZero() && other.RestOf == e.RestOf {
			broken[noConflict] = true
		}
	}
	f.checkEnd(e, broken)
	f.checkReversal(e, broken)
	f.checkRest(e, broken)
}

// checkEnd is who may end a promise, and how.
func (f *modelFund) checkEnd(e *ledger.Entry, broken map[string]bool) {
	if e.Resolves.IsZero() {
		return
	}
	p := f.entry(e.Resolves)
	switch office := f.officeOf(e.Actor); {
	case p == nil || p.Phase != ledger.PhasePending || p.Member != e.Member || p.Kind != e.Kind || p.Amount().Cmp(e.Amount()) < 0:
		broken[noPending] = true
	case e.Phase == ledger.PhasePosted && (e.Actor.IsZero() || e.Actor == p.Actor || e.Actor == p.Member):
		broken[noMaker] = true
	case e.Phase == ledger.PhaseVoided && e.Actor.IsZero() && !p.ExpiresOn.IsZero() &&
		p.ExpiresOn.Before(e.EffectiveOn) && p.ExpiresOn.Before(ledger.DateOf(e.RecordedAt)):
	case e.Phase == ledger.PhaseVoided && (e.Actor == p.Member || e.Actor == p.Actor): // hers, or her own word
	case !office.May(ledger.RightReceive):
		broken[noOffice] = true
	}
}

func (f *modelFund) checkReversal(e *ledger.Entry, broken map[string]bool) {
	if e.Reverses.IsZero() {
		return
	}
	p := f.entry(e.Reverses)
	switch office := f.officeOf(e.Actor); {
	case p == nil || p.Phase != ledger.PhasePosted || !p.Reverses.IsZero():
		broken[noPosted] = true
	case p.Member != e.Member || e.EffectiveOn.Before(p.EffectiveOn) || !areSwapped(p.Postings, e.Postings):
		broken[noWholly] = true
	case !e.Actor.IsZero() && office != ledger.Treasurer && office != ledger.Chair:
		broken[noOffice] = true
	}
}

func areSwapped(postings, others []ledger.Posting) bool {
	return slices.EqualFunc(postings, others, func(a, b ledger.Posting) bool {
		return a.Account == b.Account && a.Side == b.Side.Other() && a.Source == b.Source && a.Amount.Equal(b.Amount)
	})
}

func (f *modelFund) checkRest(e *ledger.Entry, broken map[string]bool) {
	if e.RestOf.IsZero() {
		return
	}
	p, end := f.entry(e.RestOf), f.endOf(e.RestOf)
	if p == nil || p.Phase != ledger.PhasePending || p.Member != e.Member || p.Kind != e.Kind ||
		end == nil || end.Phase != ledger.PhasePosted || !end.Amount().Add(e.Amount()).Equal(p.Amount()) {
		broken[noDifference] = true
	}
}

// post takes entries that no rule refuses and gives them their numbers.
func (f *modelFund) post(entries []ledger.Entry) {
	for _, e := range entries {
		if e.Phase == ledger.PhasePosted {
			e.Document.Year, e.Document.Number = e.EffectiveOn.Year(), f.lastNumber(e.Document.Series, e.EffectiveOn.Year())+1
		}
		f.entries = append(f.entries, e)
	}
}

func (f *modelFund) lastNumber(series ledger.Series, year int) int {
	n := 0
	for _, e := range f.entries {
		if e.Document.Series == series && e.Phase == ledger.PhasePosted && e.EffectiveOn.Year() == year {
			n++
		}
	}
	return n
}

func (f *modelFund) entry(id ledger.EntryID) *ledger.Entry {
	for i := range f.entries {
		if f.entries[i].ID == id {
			return &f.entries[i]
		}
	}
	return nil
}

// endOf gives the entry that posted or voided a promise.
func (f *modelFund) endOf(id ledger.EntryID) *ledger.Entry {
	for i := range f.entries {
		if f.entries[i].Resolves == id {
			return &f.entries[i]
		}
	}
	return nil
}

func (f *modelFund) waiting() map[ledger.EntryID]bool {
	waits := map[ledger.EntryID]bool{}
	for _, e := range f.entries {
		if e.Phase == ledger.PhasePending && f.endOf(e.ID) == nil {
			waits[e.ID] = true
		}
	}
	return waits
}

// balanceKey names one row of the books' balances: a member's part of an account,
// or the whole account in a month.
type balanceKey struct {
	code   ledger.AccountCode
	member ledger.MemberID
	month  string
}

// standing is satang: debits, credits, pending debits, pending credits.
type standing [4]int64

// balances adds up every posting; what comes to nothing is left out.
func (f *modelFund) balances() map[balanceKey]standing {
	sums := map[balanceKey]standing{}
	waits := f.waiting()
	for _, e := range f.entries {
		if e.Phase == ledger.PhasePending && !waits[e.ID] {
			continue
		}
		for _, p := range e.Postings {
			column := 0
			if p.Side == ledger.Credit {
				column = 1
			}
			if e.Phase == ledger.PhasePending {
				column += 2
			}
			keys := []balanceKey{{code: p.Account.Code, month: e.EffectiveOn.String()[:7]}}
			if !p.Account.Member.IsZero() {
				keys = append(keys, balanceKey{code: p.Account.Code, member: p.Account.Member})
			}
			for _, key := range keys {
				s := sums[key]
				s[column] += p.Amount.Satang()
				sums[key] = s
			}
		}
	}
	return sums
}

func (f *modelFund) has(id ledger.MemberID) bool {
	return id.IsZero() || slices.ContainsFunc(f.members, func(m modelMember) bool { return m.id == id })
}

func (f *modelFund) officeOf(id ledger.MemberID) ledger.Office {
	for _, m := range f.members {
		if m.id == id {
			return m.office
		}
	}
	return ""
}
