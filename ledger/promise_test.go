package ledger_test

import (
	"errors"
	"testing"
	"time"

	"sajja/ledger"
)

func TestPromise(t *testing.T) {
	t.Parallel()
	t.Run("a contribution is the fund's, a deposit the member's own", func(t *testing.T) {
		t.Parallel()
		for kind, code := range map[ledger.Kind]ledger.AccountCode{
			ledger.KindContribution: ledger.CodeMembersFund, ledger.KindDeposit: ledger.CodeSavings,
		} {
			h := handing("30.00")
			h.Kind = kind
			e, err := ledger.Promise(h, actOf(member, "k"))
			if err != nil || e.Phase != ledger.PhasePending || e.Amount().String() != "30.00" || !e.Resolves.IsZero() {
				t.Fatalf("%+v, %v", e, err)
			}
			if debit, credit := e.Postings[0], e.Postings[1]; debit.Account != cash || debit.Side != ledger.Debit ||
				credit.Account != (ledger.AccountRef{Code: code, Member: member}) || credit.Side != ledger.Credit {
				t.Errorf("%s: %+v", kind, e.Postings)
			}
		}
	})
	t.Run("nothing and less than nothing is refused", func(t *testing.T) {
		t.Parallel()
		for _, baht := range []string{"0.00", "-30.00"} {
			for name, make := range map[string]func(ledger.Handing, ledger.Act) (ledger.Entry, error){
				"promise": ledger.Promise,
				"record": func(h ledger.Handing, a ledger.Act) (ledger.Entry, error) {
					return ledger.Record(h, cash, a)
				},
			} {
				if _, err := make(handing(baht), actOf(member, "k")); !errors.Is(err, ledger.ErrAmount) {
					t.Errorf("%s of %s: %v", name, baht, err)
				}
			}
		}
	})
	t.Run("what lacks its fund, day, cause or key is refused", func(t *testing.T) {
		t.Parallel()
		for name, spoil := range map[string]func(*ledger.Handing, *ledger.Act){
			"fund":  func(h *ledger.Handing, _ *ledger.Act) { h.Fund = ledger.FundID{} },
			"day":   func(h *ledger.Handing, _ *ledger.Act) { h.EffectiveOn = ledger.Date{} },
			"kind":  func(h *ledger.Handing, _ *ledger.Act) { h.Kind = "" },
			"time":  func(_ *ledger.Handing, a *ledger.Act) { a.At = time.Time{} },
			"cause": func(_ *ledger.Handing, a *ledger.Act) { a.Cause = "" },
			"key":   func(_ *ledger.Handing, a *ledger.Act) { a.Key = "" },
		} {
			h, a := handing("30.00"), actOf(member, "k")
			spoil(&h, &a)
			if _, err := ledger.Promise(h, a); !errors.Is(err, ledger.ErrIncomplete) {
				t.Errorf("without %s: %v", name, err)
			}
		}
	})
}
