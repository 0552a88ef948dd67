package ledger_test

import (
	"errors"
	"testing"
	"time"

	"pgregory.net/rapid"

	"sajja/ledger"
)

func TestTakeBack(t *testing.T) {
	t.Parallel()
	e := recorded(t, "30.00") // by the officer
	for _, test := range []struct {
		name          string
		actor         ledger.MemberID
		asked, worked time.Duration
		want          error
	}{
		{"at once", officer, 0, 0, nil},
		{"in the last moment", officer, ledger.TakeBackWithin, ledger.TakeBackWithin, nil},
		{"in time, worked when the service was back", officer, time.Minute, 9 * time.Minute, nil},
		{"too late", officer, ledger.TakeBackWithin + time.Second, ledger.TakeBackWithin + time.Second, ledger.ErrTakeBackLate},
		{"in time, worked an hour later", officer, time.Minute, time.Hour, ledger.ErrTakeBackLate},
		{"by the member whose money it is", member, 0, 0, ledger.ErrNotMaker},
		{"by nobody", ledger.MemberID{}, 0, 0, ledger.ErrNotMaker},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			act := actOf(test.actor, "back")
			act.At = e.RecordedAt.Add(test.worked)
			back, err := ledger.TakeBack(e, e.RecordedAt.Add(test.asked), ledger.Date{}, act)
			if !errors.Is(err, test.want) || err == nil && (back.Reverses != e.ID || back.Reason != ledger.ReasonTakenBack) {
				t.Errorf("%+v, %v, want %v", back, err, test.want)
			}
		})
	}
	t.Run("after its period was closed it counts on the first open day", func(t *testing.T) {
		t.Parallel()
		back, err := ledger.TakeBack(e, e.RecordedAt, e.EffectiveOn, actOf(officer, "back"))
		if err != nil || back.EffectiveOn != e.EffectiveOn.AddDays(1) {
			t.Errorf("%s, %v", back.EffectiveOn, err)
		}
	})
	t.Run("a promise that was received waits again in its maker's name, until the same day", func(t *testing.T) {
		t.Parallel()
		p := promised(t, "30.00")
		p.ExpiresOn = p.EffectiveOn.AddDays(45)
		again, err := ledger.Renew(p, actOf(officer, "again"))
		if err != nil || again.Phase != ledger.PhasePending || again.Actor != p.Actor || again.ID == p.ID ||
			!again.Amount().Equal(p.Amount()) || again.ExpiresOn != p.ExpiresOn || again.Key == p.Key {
			t.Errorf("%+v, %v", again, err)
		}
	})
}

func TestCorrect(t *testing.T) {
	t.Parallel()
	t.Run("whatever the amounts, the pair leaves the right one in the same accounts", func(t *testing.T) {
		t.Parallel()
		rapid.Check(t, func(t *rapid.T) {
			satang := rapid.Int64Range(1, 1_000_000)
			e, err := ledger.Record(handing(ledger.MoneyFromSatang(satang.Draw(t, "wrong")).String()), cash, actOf(officer, "record"))
			if err != nil {
				t.Fatal(err)
			}
			right := ledger.MoneyFromSatang(rapid.Int64Range(0, 1_000_000).Draw(t, "right"))
			closed := e.EffectiveOn.AddDays(rapid.IntRange(-3, 3).Draw(t, "closed"))
			made, err := ledger.Correct(e, right, closed, "typed wrong", actOf(officer, "correct"))
			if right.Equal(e.Amount()) {
				if !errors.Is(err, ledger.ErrSameAmount) {
					t.Fatalf("the same amount: %v", err)
				}
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			stands := map[ledger.AccountRef]ledger.Money{}
			for _, x := range append([]ledger.Entry{e}, made...) {
				for _, p := range x.Postings {
					amount := p.Amount
					if p.Side == ledger.Credit {
						amount = ledger.Money{}.Sub(amount)
					}
					stands[p.Account] = stands[p.Account].Add(amount)
				}
			}
			for i, p := range e.Postings {
				want := right
				if i == 1 {
					want = ledger.Money{}.Sub(right)
				}
				if !stands[p.Account].Equal(want) {
					t.Errorf("%+v has %s, want %s", p.Account, stands[p.Account], want)
				}
			}
			for _, x := range made {
				if x.EffectiveOn != ledger.FirstOpenDay(e.EffectiveOn, closed) || x.Member != e.Member {
					t.Errorf("on %s of %s", x.EffectiveOn, x.Member)
				}
			}
			if len(made) == 2 && (made[1].Kind != e.Kind || made[0].Key == made[1].Key) {
				t.Errorf("%s after %s", made[1].Kind, e.Kind)
			}
		})
	})
	t.Run("an entry of several lines is only undone", func(t *testing.T) {
		t.Parallel()
		e := recorded(t, "30.00")
		e.Postings = append(e.Postings, e.Postings...)
		if _, err := ledger.Correct(e, ledger.MustMoney("20.00"), ledger.Date{}, "", actOf(officer, "k")); !errors.Is(err, ledger.ErrNotCorrectable) {
			t.Error(err)
		}
	})
	t.Run("no amount is below zero, and a promise is no entry of the books", func(t *testing.T) {
		t.Parallel()
		if _, err := ledger.Correct(recorded(t, "30.00"), ledger.MustMoney("-1.00"), ledger.Date{}, "", actOf(officer, "k")); !errors.Is(err, ledger.ErrAmount) {
			t.Error(err)
		}
		if _, err := ledger.Correct(promised(t, "30.00"), ledger.MustMoney("20.00"), ledger.Date{}, "", actOf(officer, "k")); !errors.Is(err, ledger.ErrNotPosted) {
			t.Error(err)
		}
	})
}
