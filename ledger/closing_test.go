package ledger_test

import (
	"errors"
	"testing"

	"sajja/ledger"
)

func TestClosingSignatures(t *testing.T) {
	t.Parallel()
	second := ledger.NewMemberID()
	books := ledger.Figures{Cash: ledger.MustMoney("1200.00"), Collectors: ledger.MustMoney("80.00"), Bank: ledger.MustMoney("5000.00")}
	moved := books
	moved.Cash = ledger.MustMoney("1230.00")
	right := ledger.Count{Cash: books.Cash, Bank: books.Bank, Books: books}
	short := right
	short.Cash = ledger.MustMoney("1180.00")
	explained := short
	explained.Note = "ทอนผิด 20 บาท"
	counted := func(c ledger.Count) ledger.ClosingStep {
		return ledger.ClosingStep{Kind: ledger.StepCount, By: officer, At: spokenAt, Count: c}
	}
	signed := func(c ledger.Count) []ledger.ClosingStep {
		return []ledger.ClosingStep{counted(c), {Kind: ledger.StepSign, By: officer, At: spokenAt, Count: c}}
	}
	closed := append(signed(right), ledger.ClosingStep{Kind: ledger.StepClose, By: second, Count: right})

	for _, test := range []struct {
		name  string
		steps []ledger.ClosingStep
		now   ledger.Figures
		want  error
	}{
		{"a count that agrees is signed", []ledger.ClosingStep{counted(right)}, books, nil},
		{"a difference needs its words first", []ledger.ClosingStep{counted(short)}, books, ledger.ErrPeriodNote},
		{"with its words it is signed", []ledger.ClosingStep{counted(explained)}, books, nil},
		{"books that moved are looked at anew", []ledger.ClosingStep{counted(right)}, moved, ledger.ErrClosingMoved},
		{"nothing is signed before it is counted", nil, books, ledger.ErrClosingUncounted},
		{"nobody signs twice", signed(right), books, ledger.ErrClosingSigned},
		{"a closed month is not signed", closed, books, ledger.ErrClosingEnded},
	} {
		t.Run("first: "+test.name, func(t *testing.T) {
			t.Parallel()
			step, err := ledger.Closing{Steps: test.steps}.SignFirst(officer, test.now, spokenAt)
			if !errors.Is(err, test.want) || err == nil && (step.Kind != ledger.StepSign || !step.Books.Equal(test.now)) {
				t.Errorf("%+v, %v, want %v", step, err, test.want)
			}
		})
	}
	for _, test := range []struct {
		name   string
		steps  []ledger.ClosingStep
		second ledger.Second
		now    ledger.Figures
		want   error
	}{
		{"a second officer closes", signed(right), ledger.Second{By: second, FirstHolds: true}, books, nil},
		{"the first does not", signed(right), ledger.Second{By: officer, FirstHolds: true}, books, ledger.ErrMakerIsChecker},
		{"nor one of the first's household", signed(right), ledger.Second{By: second, FirstHolds: true, SameHousehold: true}, books, ledger.ErrSameHousehold},
		{"the first left office meanwhile", signed(right), ledger.Second{By: second}, books, ledger.ErrSignerLeft},
		{"the books moved meanwhile", signed(right), ledger.Second{By: second, FirstHolds: true}, moved, ledger.ErrClosingMoved},
		{"nothing was signed", []ledger.ClosingStep{counted(right)}, ledger.Second{By: second, FirstHolds: true}, books, ledger.ErrClosingUnsigned},
		{"a later count took the signature away", append(signed(right), counted(right)), ledger.Second{By: second, FirstHolds: true}, books, ledger.ErrClosingUnsigned},
		{"so did sending it back", append(signed(right), ledger.ClosingStep{Kind: ledger.StepDrop, By: second}), ledger.Second{By: second, FirstHolds: true}, books, ledger.ErrClosingUnsigned},
		{"it is closed", closed, ledger.Second{By: second, FirstHolds: true}, books, ledger.ErrClosingEnded},
	} {
		t.Run("second: "+test.name, func(t *testing.T) {
			t.Parallel()
			step, err := ledger.Closing{Steps: test.steps}.SignSecond(test.second, test.now, spokenAt)
			if !errors.Is(err, test.want) || err == nil && (step.Kind != ledger.StepClose || step.By != second) {
				t.Errorf("%+v, %v, want %v", step, err, test.want)
			}
		})
	}

	t.Run("a count looked at anew keeps its words only for the difference they explained", func(t *testing.T) {
		t.Parallel()
		c := ledger.Closing{Steps: signed(explained)}
		if again := c.Recount(second, moved, spokenAt); again.Note != "" || !again.Books.Equal(moved) || !again.Cash.Equal(short.Cash) {
			t.Errorf("%+v", again)
		}
		handed := books
		handed.Collectors = ledger.Money{}
		if again := c.Recount(second, handed, spokenAt); again.Note != explained.Note {
			t.Errorf("only collectors moved: %+v", again)
		}
	})
}

func TestMonthToClose(t *testing.T) {
	t.Parallel()
	for _, test := range []struct{ closed, today, want string }{
		{"", "2026-11-21", "2026-10-31"},
		{"", "2027-01-01", "2026-12-31"},
		{"", "2028-03-05", "2028-02-29"},
		{"2026-09-30", "2026-11-21", "2026-10-31"},
		{"2026-10-31", "2026-11-21", ""},
		{"2026-11-05", "2026-11-30", ""},
		{"2026-11-05", "2026-12-01", "2026-11-30"},
	} {
		var closed ledger.Date
		if test.closed != "" {
			closed = ledger.MustDate(test.closed)
		}
		got := ledger.MonthToClose(closed, ledger.MustDate(test.today))
		if got.IsZero() != (test.want == "") || !got.IsZero() && got.String() != test.want {
			t.Errorf("closed through %q on %s: %s, want %q", test.closed, test.today, got, test.want)
		}
	}
}
