package main

import (
	"context"
	"errors"
	"time"

	"sajja/ledger"
	"sajja/store"
	"sajja/store/postgres"
)

// Accounts of the demo's own: a second bank, and a fund for one purpose.
const (
	demoSecondBank ledger.AccountCode = "1310"
	demoSchoolFund ledger.AccountCode = "3810"
)

// demoAffair is something that happened beside the monthly round, after the
// collection of its month.
type demoAffair struct {
	month         string
	kind          ledger.Kind
	debit, credit ledger.AccountCode
	amount        string
	source        string
	note          string
}

// demoAffairs are in the order of their months: matching money from the state and
// the local government, gifts, interest, and what keeping a fund costs.
var demoAffairs = []demoAffair{
	{"2023-11", ledger.KindExpense, "6300", "1100", "185.50", "members", "สมุดบัญชีและใบเสร็จ"},
	{"2024-02", ledger.KindExpense, "6400", "1100", "350.00", "members", "ประชุมใหญ่สามัญประจำปี"},
	{"2024-06", ledger.KindGrant, "1300", "3300", "60000.00", "state/1", "รัฐสมทบรอบที่ 1"},
	{"2024-06", ledger.KindInterest, "1300", "4300", "121.37", "members", ""},
	{"2024-07", ledger.KindBanking, demoSecondBank, "1300", "30000.00", "state/1", "แบ่งฝากธนาคารที่สอง"},
	{"2024-08", ledger.KindExpense, "6200", "1100", "240.00", "members", "ค่ารถไปอบรมที่จังหวัด"},
	{"2024-11", ledger.KindDonation, "1100", "4200", "1000.00", "other", "ผ้าป่าสามัคคี"},
	{"2024-12", ledger.KindInterest, "1300", "4300", "208.64", "members", ""},
	{"2025-02", ledger.KindGrant, demoSecondBank, "3400", "15000.00", "local", "อบต. สมทบปีงบประมาณ 2568"},
	{"2025-02", ledger.KindExpense, "6400", "1100", "420.00", "members", "ประชุมใหญ่สามัญประจำปี"},
	{"2025-05", ledger.KindWelfare, "5080", demoSecondBank, "4000.00", "state/1", "ทุนการศึกษา 8 คน"},
	{"2025-06", ledger.KindInterest, "1300", "4300", "260.15", "members", ""},
	{"2025-09", ledger.KindDonation, "1300", demoSchoolFund, "5000.00", "other", "ศิษย์เก่าให้ทุนโรงเรียน"},
	{"2025-12", ledger.KindExpense, "6100", "1100", "900.00", "members", "ค่าตอบแทนคณะทำงาน"},
	{"2025-12", ledger.KindInterest, "1300", "4300", "301.92", "members", ""},
	{"2026-02", ledger.KindExpense, "6400", "1100", "380.00", "members", "ประชุมใหญ่สามัญประจำปี"},
	{"2026-05", ledger.KindGrant, demoSecondBank, "3300", "48000.00", "state/2", "รัฐสมทบรอบที่ 2"},
	{"2026-06", ledger.KindInterest, "1300", "4300", "322.08", "members", ""},
	{"2026-07", ledger.KindWelfare, "5110", demoSecondBank, "3500.00", "local", "บ้านถูกลมพัด"},
	{"2026-08", ledger.KindFine, "1100", "4500", "20.00", "members", ""},
	{"2026-09", ledger.KindExpense, "6300", "1100", "96.00", "members", "ถ่ายเอกสาร"},
}

// affairs adds what happened in the book's month.
func (b *demoBook) affairs() {
	for _, a := range demoAffairs {
		if a.month != b.day.String()[:len("2006-01")] {
			continue
		}
		source, _ := ledger.ParseSource(a.source) // all of them are known
		b.transfer(a.kind, a.debit, a.credit, ledger.MustMoney(a.amount), source)
		b.entries[len(b.entries)-1].Reason = a.note
	}
}

// demoHistory is what the fund's books went through beside entries: accounts were
// added, a receipt was undone, years and periods were closed. What is there from
// an earlier start stays.
type demoHistory struct {
	db        *postgres.DB
	fund      ledger.FundID
	treasurer store.Member
}

func (h demoHistory) addAccounts(ctx context.Context) error {
	for _, a := range []ledger.Account{
		{Code: demoSecondBank, Name: "เงินฝากธนาคาร ธ.ก.ส.", Type: ledger.Asset, Parent: ledger.CodeBank},
		{Code: demoSchoolFund, Name: "กองทุนโรงเรียนบ้านหนองบัว", Type: ledger.Equity, Parent: "3800"},
	} {
		if err := h.db.AddAccount(ctx, h.fund, a, h.treasurer.ID); err != nil && !errors.Is(err, store.ErrExists) {
			return err
		}
	}
	return nil
}

// live posts a month's entries, all or none, and does what followed. Where the
// first is in the books all are, and their period may be closed by now.
func (h demoHistory) live(ctx context.Context, book *demoBook) error {
	done, err := isInBooks(ctx, h.db, book.entries[0])
	if err == nil && !done {
		err = h.db.Post(ctx, h.fund, book.entries)
	}
	if err != nil {
		return err
	}
	return h.afterMonth(ctx, book)
}

// afterMonth does what was done when the month's collection was booked.
func (h demoHistory) afterMonth(ctx context.Context, book *demoBook) error {
	year, month, _ := book.day.YMD()
	switch {
	case year == 2026 && month == time.August:
		if err := h.undo(ctx, book); err != nil {
			return err
		}
		return h.closePeriod(ctx, "2026-08-31", "0.00", "")
	case month == time.December:
		if err := h.closeYear(ctx, year); err != nil || year != 2025 {
			return err
		}
		return h.closePeriod(ctx, "2025-12-31", "-20.00", "เงินทอนขาด 20 บาท กำลังตรวจสอบ")
	}
	return nil
}

// undo reverses a receipt that the treasurer wrote for the wrong member.
func (h demoHistory) undo(ctx context.Context, book *demoBook) error {
	wrong, err := h.db.EntryByKey(ctx, h.fund, book.entries[20].Key)
	if err != nil {
		return err
	}
	_, _, err = h.db.Reverse(ctx, h.fund, wrong.ID, "ลงชื่อสมาชิกผิดคน",
		ledger.Act{Actor: h.treasurer.ID, At: book.at.AddDate(0, 0, 2), Cause: "demo:undo", Key: "demo:undo"})
	return err
}

func (h demoHistory) closeYear(ctx context.Context, year int) error {
	last, err := ledger.NewDate(year, time.December, 31)
	if err != nil {
		return err
	}
	act := ledger.Act{Actor: h.treasurer.ID, At: last.AddDays(2).Start().Add(10 * time.Hour), Cause: "demo:year"}
	_, err = h.db.CloseYear(ctx, h.fund, year, ledger.DefaultShares(), act)
	if errors.Is(err, ledger.ErrYearClosed) {
		return nil
	}
	return err
}

// closePeriod signs off with the cash that was found off by some baht.
func (h demoHistory) closePeriod(ctx context.Context, through, cashOff, note string) error {
	p, err := h.db.BookFigures(ctx, ledger.Period{Fund: h.fund, Through: ledger.MustDate(through), ClosedBy: h.treasurer.ID, Note: note})
	if err != nil {
		return err
	}
	p.CountedCash, p.Bank = p.BookCash.Add(ledger.MustMoney(cashOff)), p.BookBank
	if _, err = h.db.ClosePeriod(ctx, p); errors.Is(err, ledger.ErrPeriodOrder) {
		return nil
	}
	return err
}
