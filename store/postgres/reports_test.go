package postgres_test

import (
	"fmt"
	"math/rand/v2"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"sajja/ledger"
	"sajja/store"
	"sajja/store/postgres"
)

// history is what was posted, kept beside the database to add up by hand.
type history struct {
	bundle  *bundle
	entries []ledger.Entry
}

// postHistory posts two years of random acts of three members, also reversals and
// year-end closings, in an order that has nothing to do with the days.
func postHistory(t *testing.T, db *postgres.DB, b *bundle) *history {
	t.Helper()
	h := &history{bundle: b}
	chance := rand.New(rand.NewPCG(2569, 1))
	people := []store.Member{b.somsri, b.malee, b.boonmee}
	kinds := []func(who store.Member) (ledger.Kind, ledger.MemberID, ledger.AccountRef, ledger.AccountRef){
		func(m store.Member) (ledger.Kind, ledger.MemberID, ledger.AccountRef, ledger.AccountRef) {
			return ledger.KindContribution, m.ID, ledger.AccountRef{Code: "1100"}, ledger.AccountRef{Code: "3100", Member: m.ID}
		},
		func(m store.Member) (ledger.Kind, ledger.MemberID, ledger.AccountRef, ledger.AccountRef) {
			return ledger.KindDeposit, m.ID, ledger.AccountRef{Code: "1200", Member: b.boonmee.ID}, ledger.AccountRef{Code: "2100", Member: m.ID}
		},
		func(m store.Member) (ledger.Kind, ledger.MemberID, ledger.AccountRef, ledger.AccountRef) {
			return ledger.KindWelfare, m.ID, ledger.AccountRef{Code: "5020"}, ledger.AccountRef{Code: "1100"}
		},
		func(m store.Member) (ledger.Kind, ledger.MemberID, ledger.AccountRef, ledger.AccountRef) {
			return ledger.KindFee, m.ID, ledger.AccountRef{Code: "1100"}, ledger.AccountRef{Code: "4100"}
		},
		func(store.Member) (ledger.Kind, ledger.MemberID, ledger.AccountRef, ledger.AccountRef) {
			return ledger.KindClosing, ledger.MemberID{}, ledger.AccountRef{Code: "4100"}, ledger.AccountRef{Code: "3100"}
		},
	}
	sources := []ledger.Source{{Kind: ledger.SourceMembers}, {Kind: ledger.SourceState, Round: 2}, {}}
	for i := range 160 {
		day := ledger.MustDate("2024-12-20").AddDays(chance.IntN(740))
		kind, member, debit, credit := kinds[min(chance.IntN(17)/4, len(kinds)-1)](people[chance.IntN(len(people))])
		at := b.startedAt.Add(time.Duration(i) * time.Minute)
		e, err := ledger.Journal(b.fund.ID, kind, member, day,
			ledger.Transfer(debit, credit, ledger.MoneyFromSatang(1+chance.Int64N(100_000)), sources[chance.IntN(len(sources))]),
			ledger.Act{At: at, Cause: "history", Key: fmt.Sprint("history ", i)})
		if err != nil {
			t.Fatal(err)
		}
		h.entries = append(h.entries, e)
		if chance.IntN(8) == 0 {
			undone, err := ledger.Reverse(e, ledger.Date{}, "ทดสอบ", ledger.Act{At: at.Add(time.Second), Cause: "history", Key: fmt.Sprint("undo ", i)})
			if err != nil {
				t.Fatal(err)
			}
			h.entries = append(h.entries, undone)
		}
	}
	post(t, db, b, h.entries...)
	return h
}

// isClosing tells whether an entry closes a year, or takes that back.
func (h *history) isClosing(e ledger.Entry) bool {
	for _, o := range h.entries {
		if o.ID == e.Reverses {
			return o.Kind == ledger.KindClosing
		}
	}
	return e.Kind == ledger.KindClosing
}

// sums adds up the postings that pick chooses, under the key it gives, as "debit
// credit".
func (h *history) sums(pick func(e ledger.Entry, p ledger.Posting) (string, bool)) map[string]string {
	debits, credits := map[string]ledger.Money{}, map[string]ledger.Money{}
	for _, e := range h.entries {
		for _, p := range e.Postings {
			key, isChosen := pick(e, p)
			switch {
			case !isChosen:
			case p.Side == ledger.Debit:
				debits[key] = debits[key].Add(p.Amount)
				credits[key] = credits[key].Add(ledger.Money{})
			default:
				credits[key] = credits[key].Add(p.Amount)
			}
		}
	}
	out := map[string]string{}
	for key, credit := range credits {
		if !credit.IsZero() || !debits[key].IsZero() {
			out[key] = debits[key].String() + " " + credit.String()
		}
	}
	return out
}

func within(days ledger.Days, day ledger.Date) bool {
	return !day.Before(days.From) && (days.To.IsZero() || !day.After(days.To))
}

func inSnapshot(t *testing.T, db *postgres.DB, b *bundle, read func(s *postgres.Snapshot) error) {
	t.Helper()
	if err := db.Snapshot(t.Context(), b.fund.ID, read); err != nil {
		t.Error(err)
	}
}

// randomDays are stretches with ends inside months and at their edges, and open
// ones.
func randomDays(chance *rand.Rand) ledger.Days {
	from := ledger.MustDate("2024-12-01").AddDays(chance.IntN(800))
	days := ledger.Days{From: from, To: from.AddDays(chance.IntN(400))}
	switch chance.IntN(5) {
	case 0:
		days.From = ledger.Date{}
	case 1:
		days.To = ledger.Date{}
	case 2:
		days.From, days.To = days.From.FirstOfMonth(), days.To.LastOfMonth()
	}
	return days
}

func TestReportsAgainstHistory(t *testing.T) {
	t.Parallel()
	db, b := setup(t)
	h := postHistory(t, db, b)
	chance := rand.New(rand.NewPCG(7, 7))
	for range 25 {
		days, withClosing := randomDays(chance), chance.IntN(2) == 0
		name := fmt.Sprintf("%s to %s, closing %t", days.From, days.To, withClosing)
		isIn := func(e ledger.Entry) bool {
			return within(days, e.EffectiveOn) && (withClosing || !h.isClosing(e))
		}
		inSnapshot(t, db, b, func(s *postgres.Snapshot) error {
			turnovers, err := s.Turnovers(t.Context(), days, withClosing)
			got := map[string]string{}
			for _, turnover := range turnovers {
				if !turnover.Debit.IsZero() || !turnover.Credit.IsZero() {
					got[turnover.Month.String()+" "+string(turnover.Account.Code)] = turnover.Debit.String() + " " + turnover.Credit.String()
				}
			}
			want := h.sums(func(e ledger.Entry, p ledger.Posting) (string, bool) {
				return e.EffectiveOn.FirstOfMonth().String() + " " + string(p.Account.Code), isIn(e)
			})
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("turnovers of %s (-want +got):\n%s", name, diff)
			}
			return err
		})
		inSnapshot(t, db, b, func(s *postgres.Snapshot) error {
			entries, err := s.AccountEntries(t.Context(), []ledger.AccountCode{"1100", "4100", "5020"}, days, withClosing)
			got := map[string]string{}
			for i, e := range entries {
				got[e.Line.Entry.String()+" "+string(e.Account)] = e.Line.Debit.String() + " " + e.Line.Credit.String()
				if i > 0 && (e.On.Before(entries[i-1].On) || e.On == entries[i-1].On && e.Line.Entry.String() < entries[i-1].Line.Entry.String()) {
					t.Errorf("%s: %s comes after %s", name, e.On, entries[i-1].On)
				}
			}
			want := h.sums(func(e ledger.Entry, p ledger.Posting) (string, bool) {
				code := p.Account.Code
				return e.ID.String() + " " + string(code), isIn(e) && (code == "1100" || code == "4100" || code == "5020")
			})
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("entries of %s (-want +got):\n%s", name, diff)
			}
			return err
		})
		inSnapshot(t, db, b, func(s *postgres.Snapshot) error {
			before, in, err := s.SourceTurnovers(t.Context(), days, withClosing)
			sides := func(turnovers []ledger.Turnover) map[string]string {
				got := map[string]string{}
				for _, turnover := range turnovers {
					got[turnover.Source.String()+" "+string(turnover.Account.Code)] = turnover.Debit.String() + " " + turnover.Credit.String()
				}
				return got
			}
			key := func(p ledger.Posting) string { return p.Source.String() + " " + string(p.Account.Code) }
			wantBefore := h.sums(func(e ledger.Entry, p ledger.Posting) (string, bool) { return key(p), e.EffectiveOn.Before(days.From) })
			wantIn := h.sums(func(e ledger.Entry, p ledger.Posting) (string, bool) { return key(p), isIn(e) })
			if diff := cmp.Diff(wantBefore, sides(before)) + cmp.Diff(wantIn, sides(in)); diff != "" {
				t.Errorf("sources of %s (-want +got):\n%s", name, diff)
			}
			return err
		})
	}
}

func TestTrialBalanceAtAnyDate(t *testing.T) {
	t.Parallel()
	db, b := setup(t)
	h := postHistory(t, db, b)
	for _, asOf := range []string{"", "2024-12-01", "2024-12-31", "2025-02-28", "2025-03-01", "2025-07-14", "2026-01-31", "2026-11-21", "2030-01-01"} {
		day := ledger.Date{}
		if asOf != "" {
			day = ledger.MustDate(asOf)
		}
		trial, err := db.TrialBalance(t.Context(), b.fund.ID, day)
		if err != nil {
			t.Fatal(err)
		}
		got := map[string]string{}
		for _, l := range trial.Lines {
			if !l.Balance().IsZero() {
				got[string(l.Account.Code)] = l.Debit.Sub(l.Credit).String()
			}
		}
		want := map[string]string{}
		for _, account := range ledger.Chart() {
			var balance ledger.Money
			for _, e := range h.entries {
				for _, p := range e.Postings {
					switch {
					case p.Account.Code != account.Code || !day.IsZero() && e.EffectiveOn.After(day):
					case p.Side == ledger.Debit:
						balance = balance.Add(p.Amount)
					default:
						balance = balance.Sub(p.Amount)
					}
				}
			}
			if !balance.IsZero() {
				want[string(account.Code)] = balance.String()
			}
		}
		if diff := cmp.Diff(want, got); diff != "" || !trial.IsBalanced() || len(trial.Lines) < len(ledger.Chart()) {
			t.Errorf("on %q (-want +got):\n%s", asOf, diff)
		}
	}
}

func TestMemberYears(t *testing.T) {
	t.Parallel()
	db, b := setup(t)
	h := postHistory(t, db, b)
	numbers := map[ledger.MemberID]string{b.somsri.ID: "001", b.malee.ID: "002", b.boonmee.ID: "003"}
	for _, year := range []int{2024, 2025, 2026} {
		days := ledger.YearDays(year)
		for _, code := range []ledger.AccountCode{"3100", "2100"} {
			want := map[string]string{}
			for part, amount := range h.register(code, days) {
				want[numbers[part.member]+" "+part.name] = amount.String()
			}
			inSnapshot(t, db, b, func(s *postgres.Snapshot) error {
				years, err := s.MemberYears(t.Context(), []ledger.AccountCode{code}, days)
				got := map[string]string{}
				for _, m := range years {
					parts := map[string]ledger.Money{"before": m.Before, "other": m.Other, "after": m.After()}
					for i, amount := range m.Months {
						parts[fmt.Sprint(i+1)] = amount
					}
					for name, amount := range parts {
						if !amount.IsZero() {
							got[m.Number+" "+name] = amount.String()
						}
					}
				}
				if diff := cmp.Diff(want, got); diff != "" {
					t.Errorf("%s in %d (-want +got):\n%s", code, year, diff)
				}
				return err
			})
		}
	}
}

// registerPart is one cell of the register of a year.
type registerPart struct {
	member ledger.MemberID
	name   string // before, after, other, or a month's number
}

// register adds up by hand what MemberYears gives; parts that come to nothing are
// left out.
func (h *history) register(code ledger.AccountCode, year ledger.Days) map[registerPart]ledger.Money {
	undoes := map[ledger.EntryID]ledger.Kind{}
	for _, e := range h.entries {
		undoes[e.ID] = e.Kind
	}
	parts := map[registerPart]ledger.Money{}
	add := func(member ledger.MemberID, name string, p ledger.Posting) {
		key := registerPart{member, name}
		if p.Side == ledger.Credit {
			parts[key] = parts[key].Add(p.Amount)
		} else {
			parts[key] = parts[key].Sub(p.Amount)
		}
		if parts[key].IsZero() {
			delete(parts, key)
		}
	}
	for _, e := range h.entries {
		kind := e.Kind
		if !e.Reverses.IsZero() {
			kind = undoes[e.Reverses]
		}
		for _, p := range e.Postings {
			if p.Account.Code != code || e.EffectiveOn.After(year.To) {
				continue
			}
			add(p.Account.Member, "after", p)
			switch {
			case e.EffectiveOn.Before(year.From):
				add(p.Account.Member, "before", p)
			case kind == ledger.KindContribution || kind == ledger.KindDeposit:
				_, month, _ := e.EffectiveOn.YMD()
				add(p.Account.Member, fmt.Sprint(int(month)), p)
			default:
				add(p.Account.Member, "other", p)
			}
		}
	}
	return parts
}
