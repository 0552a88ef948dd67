package ledger_test

import (
	"errors"
	"fmt"
	"testing"

	"sajja/ledger"
)

func ExamplePeriod() {
	p := ledger.Period{
		CountedCash: ledger.MustMoney("1180.00"), BookCash: ledger.MustMoney("1200.00"),
		Bank: ledger.MustMoney("52310.25"), BookBank: ledger.MustMoney("52310.25"),
	}
	fmt.Println(p.CashDifference(), p.BankDifference(), p.HasDifference())
	// Output: -20.00 0.00 true
}

func TestPeriodCheck(t *testing.T) {
	t.Parallel()
	october, today := ledger.MustDate("2026-10-31"), ledger.MustDate("2026-11-21")
	for _, test := range []struct {
		name   string
		change func(*ledger.Period)
		closed ledger.Date
		want   error
	}{
		{"the first period", func(*ledger.Period) {}, ledger.Date{}, nil},
		{"the next one", func(*ledger.Period) {}, october.AddDays(-1), nil},
		{"a period that is closed", func(*ledger.Period) {}, october, ledger.ErrPeriodOrder},
		{"a period before the last closed one", func(*ledger.Period) {}, october.AddDays(1), ledger.ErrPeriodOrder},
		{"through today", func(p *ledger.Period) { p.Through = today }, october, nil},
		{"through tomorrow", func(p *ledger.Period) { p.Through = today.AddDays(1) }, october, ledger.ErrPeriodFuture},
		{"less cash than the books say", func(p *ledger.Period) { p.CountedCash = ledger.MustMoney("99.99") }, ledger.Date{}, ledger.ErrPeriodNote},
		{"more at the bank", func(p *ledger.Period) { p.Bank = ledger.MustMoney("500.01") }, ledger.Date{}, ledger.ErrPeriodNote},
		{"a difference with its note", func(p *ledger.Period) {
			p.Bank, p.Note = ledger.MustMoney("500.01"), "ดอกเบี้ยยังไม่ลง"
		}, ledger.Date{}, nil},
		{"cash below nothing", func(p *ledger.Period) { p.CountedCash, p.Note = ledger.MustMoney("-1.00"), "?" }, ledger.Date{}, ledger.ErrCounted},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			p := ledger.Period{Through: october, CountedCash: ledger.MustMoney("100.00"), BookCash: ledger.MustMoney("100.00"),
				Bank: ledger.MustMoney("500.00"), BookBank: ledger.MustMoney("500.00")}
			test.change(&p)
			if err := p.Check(test.closed, today); !errors.Is(err, test.want) {
				t.Errorf("%v, want %v", err, test.want)
			}
		})
	}
}
