package main

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"sajja/bot/thai"
	"sajja/ledger"
	"sajja/store"
	"sajja/store/postgres"
)

// reportCommand is the noun report.
type reportCommand struct {
	TrialBalance  reportTrialBalanceCommand  `cmd:"" help:"งบทดลอง: totals per account; both columns are equal."`
	Ledger        reportLedgerCommand        `cmd:"" help:"บัญชีแยกประเภท: one account, line by line or month by month, with its running balance."`
	CashBook      reportCashBookCommand      `cmd:"" help:"สมุดเงินสด: cash in hand, with collectors and in the bank; brought and carried forward."`
	CashHolders   reportCashHoldersCommand   `cmd:"" help:"เงินอยู่กับใคร: who holds how much of the fund's money, and since when."`
	Collections   reportCollectionsCommand   `cmd:"" help:"รายงานการเก็บเงิน: what was received in cash, by day, village and officer."`
	IncomeExpense reportIncomeExpenseCommand `cmd:"" help:"งบรับ-จ่าย: what was earned and spent, by account and by month."`
	Position      reportPositionCommand      `cmd:"" help:"งบแสดงฐานะการเงิน: what the fund has on a day, and whose it is."`
	Contributions reportContributionsCommand `cmd:"" help:"ทะเบียนคุมเงินสัจจะ: what each member handed in, month by month."`
	Arrears       reportArrearsCommand       `cmd:"" help:"รายชื่อผู้ค้างส่ง: who is behind, by village, with what brings them level."`
	Coverage      reportCoverageCommand      `cmd:"" help:"ช่วงวันที่ส่งเงินแล้ว: the days that each payment of a member paid for."`
	Benefits      reportBenefitsCommand      `cmd:"" help:"ทะเบียนคุมสวัสดิการ: welfare paid, by heading or by member."`
	Numbers       reportNumbersCommand       `cmd:"" help:"ทะเบียนเลขที่เอกสาร: every number of a year, reversed ones and gaps too."`
	Sources       reportSourcesCommand       `cmd:"" help:"รายงานตามแหล่งเงิน: what came in and went out, by whose money it is."`
	StatusForm    reportStatusFormCommand    `cmd:"" help:"แบบแสดงสถานะ ข้อ 10: the state's own statement since the fund began, in two columns that foot."`
	FigureChecks  reportFigureChecksCommand  `cmd:"" help:"ตรวจยอดสมาชิก: each member's own figure after a month's close, what she said, and room to sign."`
	Statement     reportStatementCommand     `cmd:"" help:"สมุดเงินฝากรายคน: one member's balances and entries, in pages."`
	Events        reportEventsCommand        `cmd:"" help:"LINE events received and what became of them."`
}

// daysFlags choose the days of a report. Years are read in either era.
type daysFlags struct {
	From ledger.Date `placeholder:"DATE" help:"First day; the first of January when left out."`
	To   ledger.Date `placeholder:"DATE" help:"Last day; today when left out."`
	Year int         `placeholder:"YEAR" help:"A whole year instead: 2569, or 2026."`
}

// days gives the days asked for; today settles what was left out.
func (f daysFlags) days(command string, today ledger.Date) (ledger.Days, error) {
	if f.Year != 0 {
		if !f.From.IsZero() || !f.To.IsZero() {
			return ledger.Days{}, usageError{command, errors.New("--year is a whole year: leave --from and --to out")}
		}
		return yearDays(command, f.Year)
	}
	days := ledger.Days{From: f.From, To: f.To}
	if days.To.IsZero() {
		days.To = today
	}
	if days.From.IsZero() {
		days.From = ledger.YearDays(days.To.Year()).From
	}
	if days.To.Before(days.From) {
		return ledger.Days{}, usageError{command, fmt.Errorf("--to %s is before --from %s", days.To, days.From)}
	}
	if days.From.DaysUntil(days.To) > 366*reportYearsMax {
		return ledger.Days{}, usageError{command, fmt.Errorf("the days are more than %d years", reportYearsMax)}
	}
	return days, nil
}

// reportYearsMax bounds the days of a report; no fund is as old.
const reportYearsMax = 100

// buddhistFrom is from when on a year is of the Buddhist era.
const buddhistFrom = 2400

func yearDays(command string, year int) (ledger.Days, error) {
	if year >= buddhistFrom {
		year -= 543
	}
	days := ledger.YearDays(year)
	if days.From.IsZero() {
		return days, usageError{command, fmt.Errorf("there is no year %d in this calendar", year)}
	}
	return days, nil
}

// today is the day on which a report is made.
func today() ledger.Date { return ledger.DateOf(time.Now()) }

// periodText heads a report of some days.
func periodText(days ledger.Days) string {
	return "ตั้งแต่วันที่ " + thai.FormatDate(days.From) + " ถึง " + thai.FormatDate(days.To)
}

// asOfText heads a report of one day's end.
func asOfText(day ledger.Date) string { return "ณ วันที่ " + thai.FormatDate(day) }

// monthText heads the column of a month: พ.ย. 2569.
func monthText(month ledger.Date) string {
	_, words, _ := strings.Cut(thai.FormatDate(month), " ")
	return words
}

// monthKey names a month in JSON: 2026-11.
func monthKey(month ledger.Date) string { return month.String()[:len("2026-11")] }

func daysFacts(fund store.Fund, days ledger.Days) []fact {
	return []fact{{"fund", fund.Code}, {"from", days.From}, {"to", days.To}}
}

// inSnapshot makes a report from one moment of the books.
func inSnapshot(ctx context.Context, db *postgres.DB, fund store.Fund, report func(s *postgres.Snapshot) (paper, error)) (paper, error) {
	var made paper
	err := db.Snapshot(ctx, fund.ID, func(s *postgres.Snapshot) error {
		var err error
		made, err = report(s)
		return err
	})
	return made, err
}
