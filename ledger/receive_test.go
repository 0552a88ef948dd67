package ledger_test

import (
	"errors"
	"testing"
	"time"

	"sajja/ledger"
)

func TestReceive(t *testing.T) {
	t.Parallel()
	t.Run("the officer posts the amount that was promised, on her day, into her account", func(t *testing.T) {
		t.Parallel()
		p := promised(t, "45.50")
		act := actOf(officer, "receive")
		act.At = spokenAt.Add(24 * time.Hour)
		into := ledger.CashAccount([]ledger.Office{ledger.Collector}, officer)
		e, err := ledger.Receive(p, into, act)
		if err != nil || e.Phase != ledger.PhasePosted || e.Resolves != p.ID || e.Member != member || e.Actor != officer ||
			!e.Amount().Equal(p.Amount()) || e.EffectiveOn != ledger.DateOf(act.At) || e.ID == p.ID {
			t.Fatalf("%+v, %v", e, err)
		}
		if got := e.Postings[0].Account; got != (ledger.AccountRef{Code: ledger.CodeCashCollectors, Member: officer}) {
			t.Errorf("into %+v", got)
		}
	})
	t.Run("nobody receives her own, be it hers or made by her", func(t *testing.T) {
		t.Parallel()
		p := promised(t, "30.00")
		if _, err := ledger.Receive(p, cash, actOf(member, "k")); !errors.Is(err, ledger.ErrMakerIsChecker) {
			t.Errorf("her own: %v", err)
		}
		p.Actor = officer // the officer wrote it down for the member
		if _, err := ledger.Receive(p, cash, actOf(officer, "k")); !errors.Is(err, ledger.ErrMakerIsChecker) {
			t.Errorf("made by her: %v", err)
		}
	})
	t.Run("only what waits is received or voided", func(t *testing.T) {
		t.Parallel()
		for _, phase := range []ledger.Phase{ledger.PhasePosted, ledger.PhaseVoided, ""} {
			p := promised(t, "30.00")
			p.Phase = phase
			if _, err := ledger.Receive(p, cash, actOf(officer, "k")); !errors.Is(err, ledger.ErrNotPending) {
				t.Errorf("received a %q entry: %v", phase, err)
			}
			if _, err := ledger.Void(p, "", actOf(member, "k")); !errors.Is(err, ledger.ErrNotPending) {
				t.Errorf("voided a %q entry: %v", phase, err)
			}
		}
	})
	t.Run("a void moves no money and keeps its reason", func(t *testing.T) {
		t.Parallel()
		p := promised(t, "30.00")
		e, err := ledger.Void(p, "no-cash", actOf(officer, "k"))
		if err != nil || len(e.Postings) != 0 || !e.Amount().IsZero() || e.Resolves != p.ID || e.Reason != "no-cash" || e.Member != member {
			t.Errorf("%+v, %v", e, err)
		}
	})
}
