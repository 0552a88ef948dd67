package ledger_test

import (
	"errors"
	"testing"

	"pgregory.net/rapid"

	"sajja/ledger"
)

var (
	bag  = ledger.AccountRef{Code: ledger.CodeCashCollectors, Member: collector}
	box  = ledger.AccountRef{Code: ledger.CodeCashInHand}
	bank = ledger.AccountRef{Code: ledger.CodeBank}
)

func proposal(baht string) ledger.Handover {
	return ledger.Handover{
		Fund: ledger.NewFundID(), Giver: collector, Receiver: treasurer, From: bag, Into: box, Amount: ledger.MustMoney(baht),
	}
}

func holds(stands, waiting string) ledger.Holding {
	return ledger.Holding{Stands: ledger.MustMoney(stands), Waiting: ledger.MustMoney(waiting)}
}

func TestHandover(t *testing.T) {
	t.Parallel()

	t.Run("money moves when the receiver says that she has it, once", func(t *testing.T) {
		t.Parallel()
		h, err := ledger.ProposeHandover(proposal("1200"), holds("1200", "0"), roundAct(collector, 1))
		if err != nil {
			t.Fatal(err)
		}
		end, entry, err := h.Confirm(ledger.MustMoney("1200"), roundAct(treasurer, 2))
		if err != nil {
			t.Fatal(err)
		}
		if err := entry.Check(); err != nil || entry.Kind != ledger.KindBanking || entry.Actor != treasurer || end.Entry != entry.ID {
			t.Errorf("%+v, %v", entry, err)
		}
		if p := entry.Postings; p[0].Account != box || p[0].Side != ledger.Debit || p[1].Account != bag || !entry.Amount().Equal(h.Amount) {
			t.Errorf("%+v", p)
		}
		h.End = &end
		var ended ledger.HandoverEndedError
		for _, again := range []func() error{
			func() error { _, _, err := h.Confirm(ledger.MustMoney("9000"), roundAct(treasurer, 3)); return err },
			func() error { _, err := h.Refuse("", roundAct(treasurer, 3)); return err },
			func() error { _, err := h.Withdraw(roundAct(collector, 3)); return err },
		} {
			if err := again(); !errors.As(err, &ended) || ended.End.Kind != ledger.HandoverConfirmed {
				t.Errorf("after its end: %v", err)
			}
		}
	})

	t.Run("a proposal that cannot be is refused with the figure", func(t *testing.T) {
		t.Parallel()
		var less ledger.HoldsLessError
		if _, err := ledger.ProposeHandover(proposal("1200"), holds("1500", "400"), roundAct(collector, 1)); !errors.As(err, &less) || less.Waiting.String() != "400.00" {
			t.Errorf("more than is left: %v", err)
		}
		same, self := proposal("10"), proposal("10")
		same.From, self.Receiver = box, collector
		for want, h := range map[error]ledger.Handover{ledger.ErrAmount: proposal("0"), ledger.ErrSamePlace: same, ledger.ErrMakerIsChecker: self} {
			if _, err := ledger.ProposeHandover(h, holds("1500", "0"), roundAct(collector, 1)); !errors.Is(err, want) {
				t.Errorf("%v, want %v", err, want)
			}
		}
	})

	t.Run("who may answer", func(t *testing.T) {
		t.Parallel()
		h, err := ledger.ProposeHandover(proposal("1200"), holds("1200", "0"), roundAct(collector, 1))
		if err != nil {
			t.Fatal(err)
		}
		stranger := ledger.NewMemberID()
		if _, _, err := h.Confirm(h.Amount, roundAct(collector, 2)); !errors.Is(err, ledger.ErrMakerIsChecker) {
			t.Errorf("the giver confirms: %v", err)
		}
		if _, err := h.Refuse("", roundAct(stranger, 2)); !errors.Is(err, ledger.ErrNotReceiver) {
			t.Errorf("a third one refuses: %v", err)
		}
		if _, err := h.Withdraw(roundAct(treasurer, 2)); !errors.Is(err, ledger.ErrNotGiver) {
			t.Errorf("the receiver withdraws: %v", err)
		}
		if end, err := h.Withdraw(roundAct(collector, 2)); err != nil || !end.Entry.IsZero() {
			t.Errorf("%v, %v", end, err)
		}
		deposit := h
		deposit.Receiver, deposit.Into = ledger.MemberID{}, bank
		if _, _, err := deposit.Confirm(h.Amount, roundAct(stranger, 2)); err != nil || !deposit.IsBanking() {
			t.Errorf("a deposit is confirmed by any second officer: %v", err)
		}
		var less ledger.HoldsLessError
		if _, _, err := h.Confirm(ledger.MustMoney("1199.75"), roundAct(treasurer, 2)); !errors.As(err, &less) {
			t.Errorf("the money was taken elsewhere: %v", err)
		}
	})
}

// Whatever is received, proposed, confirmed, refused and withdrawn: the places
// come to what was received, none falls below nothing, and what is promised from
// a place is never more than it holds.
func TestHandoversKeepEveryBaht(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		places := map[ledger.AccountRef]ledger.Money{}
		var received ledger.Money
		waiting := map[ledger.AccountRef][]ledger.Handover{}
		t.Repeat(map[string]func(*rapid.T){
			"receive": func(t *rapid.T) {
				m := ledger.MoneyFromSatang(rapid.Int64Range(25, 50_000).Draw(t, "satang"))
				places[bag], received = places[bag].Add(m), received.Add(m)
			},
			"propose": func(t *rapid.T) {
				h := proposal("1")
				if rapid.Bool().Draw(t, "from the box") {
					h.Giver, h.Receiver, h.From, h.Into = treasurer, ledger.MemberID{}, box, bank
				}
				h.Amount = ledger.MoneyFromSatang(rapid.Int64Range(0, 80_000).Draw(t, "satang"))
				holding := ledger.Holding{Stands: places[h.From]}
				for _, w := range waiting[h.From] {
					holding.Waiting = holding.Waiting.Add(w.Amount)
				}
				h, err := ledger.ProposeHandover(h, holding, roundAct(h.Giver, 1))
				if err == nil {
					waiting[h.From] = append(waiting[h.From], h)
				}
			},
			"answer": func(t *rapid.T) {
				from := rapid.SampledFrom([]ledger.AccountRef{bag, box}).Draw(t, "from")
				if len(waiting[from]) == 0 {
					return
				}
				h, by := waiting[from][0], treasurer
				if h.IsBanking() {
					by = ledger.NewMemberID()
				}
				waiting[from] = waiting[from][1:]
				if rapid.Bool().Draw(t, "refuse") {
					if _, err := h.Refuse("", roundAct(by, 2)); err != nil {
						t.Fatal(err)
					}
					return
				}
				_, entry, err := h.Confirm(places[from], roundAct(by, 2))
				if err != nil {
					t.Fatalf("what was held is no longer: %v", err)
				}
				for _, p := range entry.Postings {
					if p.Side == ledger.Debit {
						places[p.Account] = places[p.Account].Add(p.Amount)
					} else {
						places[p.Account] = places[p.Account].Sub(p.Amount)
					}
				}
			},
			"": func(t *rapid.T) {
				var total ledger.Money
				for place, m := range places {
					total = total.Add(m)
					if m.IsNegative() {
						t.Fatalf("%v holds %s", place, m)
					}
				}
				if !total.Equal(received) {
					t.Fatalf("the places come to %s, received was %s", total, received)
				}
			},
		})
	})
}
