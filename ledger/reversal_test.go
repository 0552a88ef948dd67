package ledger_test

import (
	"errors"
	"fmt"
	"testing"
	"time"

	"pgregory.net/rapid"

	"sajja/ledger"
)

// recorded is money that the officer posted at once.
func recorded(t *testing.T, baht string) ledger.Entry {
	t.Helper()
	e, err := ledger.Record(handing(baht), cash, actOf(officer, "record"))
	if err != nil {
		t.Fatal(err)
	}
	return e
}

func TestReverse(t *testing.T) {
	t.Parallel()
	t.Run("it undoes every posting on the other side, and points at the entry", func(t *testing.T) {
		t.Parallel()
		e := recorded(t, "30.00")
		back, err := ledger.Reverse(e, ledger.Date{}, "double", actOf(officer, "reverse"))
		if err != nil || back.Kind != ledger.KindReversal || back.Phase != ledger.PhasePosted || back.Reverses != e.ID ||
			back.Member != e.Member || back.Reason != "double" || back.Document.Series != ledger.SeriesJournal || !back.Amount().Equal(e.Amount()) {
			t.Fatalf("%+v, %v", back, err)
		}
		for i, p := range e.Postings {
			if want := (ledger.Posting{Account: p.Account, Side: p.Side.Other(), Amount: p.Amount, Source: p.Source}); back.Postings[i] != want {
				t.Errorf("line %d: %+v, want %+v", i+1, back.Postings[i], want)
			}
		}
		if e.Postings[0].Side != ledger.Debit {
			t.Error("the entry itself was changed")
		}
	})
	t.Run("it counts on the entry's day while that is open, else on the first open day, whenever it is done", func(t *testing.T) {
		t.Parallel()
		e := recorded(t, "30.00") // of 21 November 2026
		late := actOf(officer, "reverse")
		late.At = spokenAt.AddDate(0, 3, 0)
		for closed, want := range map[string]string{"": "2026-11-21", "2026-11-20": "2026-11-21", "2026-11-21": "2026-11-22", "2026-12-31": "2027-01-01"} {
			var through ledger.Date
			if closed != "" {
				through = ledger.MustDate(closed)
			}
			if back, err := ledger.Reverse(e, through, "", late); err != nil || back.EffectiveOn.String() != want {
				t.Errorf("closed through %q: on %s, %v, want %s", closed, back.EffectiveOn, err, want)
			}
		}
	})
	t.Run("only what stands in the books is reversed, and a reversal is not", func(t *testing.T) {
		t.Parallel()
		if _, err := ledger.Reverse(promised(t, "30.00"), ledger.Date{}, "", actOf(officer, "k")); !errors.Is(err, ledger.ErrNotPosted) {
			t.Errorf("a promise: %v", err)
		}
		void, err := ledger.Void(promised(t, "30.00"), "", actOf(officer, "v"))
		if err != nil {
			t.Fatal(err)
		}
		if _, err := ledger.Reverse(void, ledger.Date{}, "", actOf(officer, "k")); !errors.Is(err, ledger.ErrNotPosted) {
			t.Errorf("a void: %v", err)
		}
		back, err := ledger.Reverse(recorded(t, "30.00"), ledger.Date{}, "", actOf(officer, "k"))
		if err != nil {
			t.Fatal(err)
		}
		if _, err := ledger.Reverse(back, ledger.Date{}, "", actOf(officer, "k2")); !errors.Is(err, ledger.ErrReversal) {
			t.Errorf("a reversal: %v", err)
		}
	})
	t.Run("with its reversal any entry comes to nothing, for each account and source", func(t *testing.T) {
		t.Parallel()
		rapid.Check(t, func(t *rapid.T) {
			e, err := ledger.Journal(fund, ledger.KindOther, member, ledger.DateOf(spokenAt), anyPostings().Draw(t, "postings"), actOf(officer, "k"))
			if err != nil {
				t.Fatal(err)
			}
			back, err := ledger.Reverse(e, ledger.Date{}, "", actOf(officer, "r"))
			if err != nil {
				t.Fatal(err)
			}
			left := map[string]int64{}
			for _, p := range append(e.Postings, back.Postings...) {
				satang := p.Amount.Satang()
				if p.Side == ledger.Credit {
					satang = -satang
				}
				left[fmt.Sprint(p.Account, p.Source)] += satang
			}
			for place, satang := range left {
				if satang != 0 {
					t.Fatalf("%s is left with %d satang", place, satang)
				}
			}
		})
	})
}

// anyPostings draws postings that balance for each of one to three sources.
func anyPostings() *rapid.Generator[[]ledger.Posting] {
	return rapid.Custom(func(t *rapid.T) []ledger.Posting {
		account := rapid.SampledFrom(ledger.Chart())
		var postings []ledger.Posting
		for range rapid.IntRange(1, 5).Draw(t, "pairs") {
			source := rapid.SampledFrom([]ledger.Source{{}, {Kind: ledger.SourceMembers}, {Kind: ledger.SourceState, Round: 3}}).Draw(t, "source")
			postings = append(postings, ledger.Transfer(ledger.AccountRef{Code: account.Draw(t, "debit").Code}, ledger.AccountRef{Code: account.Draw(t, "credit").Code},
				ledger.MoneyFromSatang(rapid.Int64Range(1, 1_000_000).Draw(t, "satang")), source)...)
		}
		return postings
	})
}

func TestJournal(t *testing.T) {
	t.Parallel()
	on, act := ledger.DateOf(spokenAt), actOf(officer, "k")
	t.Run("each kind is written on its own paper", func(t *testing.T) {
		t.Parallel()
		for kind, want := range map[ledger.Kind]ledger.Series{
			ledger.KindContribution: "R", ledger.KindDeposit: "R", ledger.KindFee: "R", ledger.KindFine: "R", ledger.KindDonation: "R", ledger.KindGrant: "R",
			ledger.KindWithdrawal: "V", ledger.KindWelfare: "V", ledger.KindExpense: "V",
			ledger.KindInterest: "J", ledger.KindBanking: "J", ledger.KindOpening: "J", ledger.KindClosing: "J", ledger.KindOther: "J",
		} {
			e, err := ledger.Journal(fund, kind, ledger.MemberID{}, on, ledger.Transfer(cash, ledger.AccountRef{Code: "4200"}, ledger.MustMoney("5"), ledger.Source{}), act)
			if err != nil || e.Document.Series != want || !e.Document.IsZero() || e.Phase != ledger.PhasePosted {
				t.Errorf("%s: series %s, %v, want %s", kind, e.Document.Series, err, want)
			}
		}
	})
	t.Run("money does not change its source on the way", func(t *testing.T) {
		t.Parallel()
		rapid.Check(t, func(t *rapid.T) {
			postings := anyPostings().Draw(t, "postings")
			if _, err := ledger.Journal(fund, ledger.KindOther, member, on, postings, act); err != nil {
				t.Fatal(err)
			}
			postings[rapid.IntRange(0, len(postings)-1).Draw(t, "off")].Source = ledger.Source{Kind: ledger.SourceAgency}
			if _, err := ledger.Journal(fund, ledger.KindOther, member, on, postings, act); !errors.Is(err, ledger.ErrSource) {
				t.Fatalf("taken: %v", err)
			}
		})
	})
	t.Run("what no constructor gave its instant is refused", func(t *testing.T) {
		t.Parallel()
		e := recorded(t, "5")
		for name, spoil := range map[string]func(*ledger.Entry){
			"another instant":        func(e *ledger.Entry) { e.RecordedAt = e.RecordedAt.Add(time.Second) },
			"no instant":             func(e *ledger.Entry) { e.RecordedAt = time.Time{} },
			"no series":              func(e *ledger.Entry) { e.Document.Series = "" },
			"a series nobody knows":  func(e *ledger.Entry) { e.Document.Series = "Q" },
			"a series of no receipt": func(e *ledger.Entry) { e.Phase = ledger.PhasePending },
		} {
			spoiled := e
			spoil(&spoiled)
			if err := spoiled.Check(); !errors.Is(err, ledger.ErrIncomplete) {
				t.Errorf("with %s: %v", name, err)
			}
		}
	})
}
