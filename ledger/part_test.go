package ledger_test

import (
	"errors"
	"testing"
	"time"

	"pgregory.net/rapid"

	"sajja/ledger"
)

// awaited is a promise that waits until the day so many days after it was made.
func awaited(t *testing.T, days int) ledger.Entry {
	t.Helper()
	h := handing("30.00")
	h.ExpiresOn = h.EffectiveOn.AddDays(days)
	e, err := ledger.Promise(h, actOf(member, "promise"))
	if err != nil {
		t.Fatal(err)
	}
	return e
}

func TestReceivePart(t *testing.T) {
	t.Parallel()
	t.Run("part and rest make the promise, whatever the part", func(t *testing.T) {
		t.Parallel()
		p := awaited(t, 7)
		rapid.Check(t, func(t *rapid.T) {
			part := ledger.MoneyFromSatang(rapid.Int64Range(1, p.Amount().Satang()-1).Draw(t, "satang"))
			received, rest, err := ledger.ReceivePart(p, part, cash, actOf(officer, "receive"))
			if err != nil || !received.Amount().Equal(part) || !received.Amount().Add(rest.Amount()).Equal(p.Amount()) {
				t.Fatalf("%s and %s, %v", received.Amount(), rest.Amount(), err)
			}
		})
	})
	t.Run("the rest waits on in the member's name, until the same day, under a key of its own", func(t *testing.T) {
		t.Parallel()
		p := awaited(t, 7)
		received, rest, err := ledger.ReceivePart(p, ledger.MustMoney("10"), cash, actOf(officer, "receive"))
		if err != nil {
			t.Fatal(err)
		}
		if received.Resolves != p.ID || received.Actor != officer || !received.RestOf.IsZero() {
			t.Errorf("received %+v", received)
		}
		if rest.RestOf != p.ID || rest.Phase != ledger.PhasePending || rest.Actor != member || rest.Member != member || rest.Kind != p.Kind ||
			rest.ExpiresOn != p.ExpiresOn || rest.EffectiveOn != p.EffectiveOn || rest.Key == received.Key || rest.Check() != nil {
			t.Errorf("rest %+v", rest)
		}
		if _, err := ledger.Receive(rest, cash, actOf(officer, "the rest")); err != nil {
			t.Errorf("the rest is not received: %v", err)
		}
	})
	t.Run("a part is above nothing and below the whole", func(t *testing.T) {
		t.Parallel()
		for _, part := range []string{"-1", "0", "30.00", "30.01"} {
			if _, _, err := ledger.ReceivePart(promised(t, "30.00"), ledger.MustMoney(part), cash, actOf(officer, "k")); !errors.Is(err, ledger.ErrAmount) {
				t.Errorf("%s: %v", part, err)
			}
		}
	})
	t.Run("nobody receives a part of her own", func(t *testing.T) {
		t.Parallel()
		if _, _, err := ledger.ReceivePart(promised(t, "30.00"), ledger.MustMoney("1"), cash, actOf(member, "k")); !errors.Is(err, ledger.ErrMakerIsChecker) {
			t.Errorf("%v", err)
		}
	})
}

func TestExpire(t *testing.T) {
	t.Parallel()
	t.Run("a promise waits through its last day, by the clock of Bangkok", func(t *testing.T) {
		t.Parallel()
		p := awaited(t, 7)
		midnight := p.ExpiresOn.AddDays(1).Start()
		for at, isOver := range map[time.Time]bool{midnight.Add(-time.Millisecond): false, midnight: true, midnight.AddDate(1, 0, 0): true, spokenAt: false} {
			act := actOf(officer, "expire")
			act.At = at
			e, err := ledger.Expire(p, act)
			if isOver && (err != nil || e.Phase != ledger.PhaseVoided || e.Resolves != p.ID || e.Reason != ledger.ReasonExpired || !e.Actor.IsZero()) {
				t.Errorf("at %s: %+v, %v", at, e, err)
			}
			if !isOver && !errors.Is(err, ledger.ErrExpiry) {
				t.Errorf("at %s: %v", at, err)
			}
		}
	})
	t.Run("one without a last day waits for ever, and what ended does not expire", func(t *testing.T) {
		t.Parallel()
		act := actOf(officer, "expire")
		act.At = spokenAt.AddDate(100, 0, 0)
		if _, err := ledger.Expire(promised(t, "30.00"), act); !errors.Is(err, ledger.ErrExpiry) {
			t.Errorf("for ever: %v", err)
		}
		ended := awaited(t, 7)
		ended.Phase = ledger.PhasePosted
		if _, err := ledger.Expire(ended, act); !errors.Is(err, ledger.ErrNotPending) {
			t.Errorf("ended: %v", err)
		}
	})
}
