package ledger_test

import (
	"errors"
	"testing"
	"time"

	"sajja/ledger"
)

var collector, treasurer = ledger.NewMemberID(), ledger.NewMemberID()

func roundAct(actor ledger.MemberID, minute int) ledger.Act {
	return ledger.Act{Actor: actor, At: time.Date(2026, 11, 21, 3, minute, 0, 0, time.UTC), Cause: "event", Key: "key"}
}

func openRound(t *testing.T) ledger.Round {
	t.Helper()
	r, err := ledger.OpenRound(ledger.NewFundID(), "หมู่ 3", collector, roundAct(collector, 0))
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func received(baht string) ledger.RoundFigures {
	return ledger.RoundFigures{Received: ledger.MustMoney(baht), Receipts: 1}
}

// hundreds is a count of so many notes of a hundred.
func hundreds(n int) ledger.CashCount { return ledger.CashCount{2: n} }

func TestCashCount(t *testing.T) {
	t.Parallel()
	count := ledger.CashCount{2, 0, 5, 0, 10, 3, 0, 0, 1, 1, 3}
	if got := count.Total().String(); got != "2732.25" {
		t.Errorf("two thousands, five hundreds, ten twenties, three tens, 1.00, 0.50 and 3 × 0.25 are %s", got)
	}
	for _, bad := range []ledger.CashCount{{0: -1}, {10: 1_000_000}} {
		if err := bad.Check(); !errors.Is(err, ledger.ErrPieces) {
			t.Errorf("%v: %v", bad, err)
		}
	}
	if at, ok := ledger.DenominationOf(ledger.MustMoney("20.00")); !ok || at >= ledger.NotesCount {
		t.Error("twenty baht is a note")
	}
	if _, ok := ledger.DenominationOf(ledger.MustMoney("30.00")); ok {
		t.Error("there is no note of thirty baht")
	}
}

func TestRoundExpects(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct{ carried, received, handed, want string }{
		"what came in": {"0", "500", "0", "500.00"},
		"what was carried before is no part of it":              {"300", "500", "0", "500.00"},
		"what is handed over comes from the older money":        {"300", "500", "300", "500.00"},
		"and then from the round":                               {"300", "500", "400", "400.00"},
		"nothing when all of it was handed over on the way":     {"0", "500", "500", "0.00"},
		"a receipt taken back after the hand-over leaves a gap": {"0", "470", "500", "-30.00"},
	} {
		figures := ledger.RoundFigures{Carried: ledger.MustMoney(c.carried), Received: ledger.MustMoney(c.received), Handed: ledger.MustMoney(c.handed)}
		if got := figures.Expected().String(); got != c.want {
			t.Errorf("%s: %s, want %s", name, got, c.want)
		}
	}
}

func TestRound(t *testing.T) {
	t.Parallel()

	t.Run("a round is counted and closed by the one who carries the money", func(t *testing.T) {
		t.Parallel()
		r := openRound(t)
		if r.Day != ledger.MustDate("2026-11-21") {
			t.Errorf("its day is %s", r.Day)
		}
		counted, err := r.Count(hundreds(5), received("500"), roundAct(collector, 1))
		if err != nil || !counted.Variance().IsZero() {
			t.Fatalf("counted %v, %v", counted, err)
		}
		r.Steps = append(r.Steps, counted)
		if _, err := r.Close(received("500"), roundAct(treasurer, 2)); !errors.Is(err, ledger.ErrNotCollector) {
			t.Errorf("somebody else closes it: %v", err)
		}
		closed, err := r.Close(received("500"), roundAct(collector, 2))
		if err != nil {
			t.Fatal(err)
		}
		r.Steps = append(r.Steps, closed)
		if _, err := r.Count(hundreds(5), received("500"), roundAct(collector, 3)); !errors.Is(err, ledger.ErrRoundClosed) {
			t.Errorf("counted after the end: %v", err)
		}
		if _, err := r.Close(received("500"), roundAct(collector, 3)); !errors.Is(err, ledger.ErrRoundClosed) {
			t.Errorf("closed twice: %v", err)
		}
	})

	t.Run("a difference is explained first, and a new count asks again", func(t *testing.T) {
		t.Parallel()
		r := openRound(t)
		if _, err := r.Close(received("500"), roundAct(collector, 1)); !errors.Is(err, ledger.ErrRoundNotCounted) {
			t.Errorf("closed without a count: %v", err)
		}
		if _, err := r.Explain("เหรียญหาย", roundAct(collector, 1)); !errors.Is(err, ledger.ErrRoundNotCounted) {
			t.Errorf("explained without a count: %v", err)
		}
		counted, _ := r.Count(hundreds(4), received("500"), roundAct(collector, 1))
		r.Steps = append(r.Steps, counted)
		var open ledger.VarianceError
		if _, err := r.Close(received("500"), roundAct(collector, 2)); !errors.As(err, &open) || open.Variance.String() != "-100.00" {
			t.Errorf("closed with a difference: %v", err)
		}
		if _, err := r.Explain("  ", roundAct(collector, 2)); !errors.Is(err, ledger.ErrExplanation) {
			t.Errorf("an explanation without words: %v", err)
		}
		explained, err := r.Explain("ทอนเงินผิด", roundAct(collector, 2))
		if err != nil {
			t.Fatal(err)
		}
		again, _ := r.Count(hundreds(6), received("500"), roundAct(collector, 3))
		twice := r
		twice.Steps = append(append([]ledger.RoundStep{}, r.Steps...), explained, again)
		if _, err := twice.Close(received("500"), roundAct(collector, 4)); !errors.As(err, &open) {
			t.Errorf("the explanation of an earlier count served: %v", err)
		}
		r.Steps = append(r.Steps, explained)
		if closed, err := r.Close(received("500"), roundAct(collector, 4)); err != nil || closed.Note != "ทอนเงินผิด" {
			t.Errorf("%v, %v", closed, err)
		}
	})

	t.Run("money that came after the count is counted too", func(t *testing.T) {
		t.Parallel()
		r := openRound(t)
		counted, _ := r.Count(hundreds(5), received("500"), roundAct(collector, 1))
		r.Steps = append(r.Steps, counted)
		var recount ledger.RecountError
		if _, err := r.Close(received("530"), roundAct(collector, 2)); !errors.As(err, &recount) || recount.Expected.String() != "530.00" {
			t.Errorf("%v", err)
		}
		if _, err := r.Explain("อะไรก็ได้", roundAct(collector, 2)); !errors.Is(err, ledger.ErrNoVariance) {
			t.Errorf("%v", err)
		}
	})

	t.Run("a round in which nothing came ends without a count", func(t *testing.T) {
		t.Parallel()
		if _, err := openRound(t).Close(ledger.RoundFigures{Carried: ledger.MustMoney("40")}, roundAct(collector, 1)); err != nil {
			t.Error(err)
		}
	})

	t.Run("a round needs a village", func(t *testing.T) {
		t.Parallel()
		if _, err := ledger.OpenRound(ledger.NewFundID(), " ", collector, roundAct(collector, 0)); !errors.Is(err, ledger.ErrIncomplete) {
			t.Error(err)
		}
	})
}
