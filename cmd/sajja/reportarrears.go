package main

import (
	"context"
	"fmt"
	"slices"
	"time"

	"sajja/bot/thai"
	"sajja/ledger"
	"sajja/ledger/membership"
	"sajja/store"
	"sajja/store/postgres"
)

type reportArrearsCommand struct {
	printFlags
	AsOf    ledger.Date `placeholder:"DATE" help:"As it stands on this day; today when left out."`
	Village string      `placeholder:"NAME" help:"One village only."`
	All     bool        `help:"Everybody, also who is not behind."`
}

func (c *reportArrearsCommand) Run(ctx context.Context, con *console) error {
	if c.AsOf.IsZero() {
		c.AsOf = today()
	}
	return con.printReport(ctx, c.printFlags, "sajja report arrears", func(db *postgres.DB, fund store.Fund) (paper, error) {
		list, err := db.Coverages(ctx, fund, c.AsOf, time.Now())
		if err != nil {
			return paper{}, err
		}
		list = slices.DeleteFunc(list, func(m store.MemberCoverage) bool {
			return c.Village != "" && m.Member.Village != c.Village || m.Payer.Start.After(c.AsOf) || !m.Standing.IsMember()
		})
		return paper{sheet: arrearsSheet(fund, c.AsOf, list, c.All)}, nil
	})
}

// verdictWords are what reports call the verdicts.
var verdictWords = map[membership.Verdict]string{
	membership.VerdictLevel: "ส่งครบ", membership.VerdictBehind: "ค้างส่ง",
	membership.VerdictSuspended: "ครบเกณฑ์พักสิทธิ", membership.VerdictOut: "ครบเกณฑ์พ้นสภาพ",
}

// exemptTerm stands where the rule asks nothing.
var exemptTerm = term{"exempt", "ยกเว้น"}

func arrearsSheet(fund store.Fund, day ledger.Date, list []store.MemberCoverage, isAll bool) *sheet {
	report := &sheet{
		Name: "arrears", Title: "รายชื่อผู้ค้างส่ง", Fund: fund.Name, Period: asOfText(day),
		Facts: []fact{{"fund", fund.Code}, {"as_of", day}}, GroupedBy: "หมู่บ้าน",
		Columns: []column{
			textColumn("number", "เลขที่"), textColumn("name", "ชื่อ"), dateColumn("paid_through", "ส่งถึง"), numberColumn("missed", "ขาด (งวด)"),
			numberColumn("days", "ค้าง (วัน)"), moneyColumn("owed", "ค้าง (บาท)"), moneyColumn("level", "ส่งให้ครบงวดนี้"),
			textColumn("verdict", "ผลตามกติกา"), dateColumn("heal_by", "ส่งย้อนหลังได้ถึง"), numberColumn("saved", "วันออม"),
		},
		Feet: []foot{{Name: "รวมทุกหมู่บ้าน"}},
	}
	if isAll {
		report.Title = "รายชื่อสมาชิกและยอดส่ง"
	}
	behind := 0
	paused := map[string]bool{}
	for _, m := range list {
		a := m.Arrears(day)
		if a.Pause != nil && !paused[m.Member.Village] {
			paused[m.Member.Village] = true
			report.Notes = append(report.Notes, fmt.Sprintf("%s หยุดนับถึง %s: %s", villageWords(m.Member.Village), thai.FormatDate(a.Pause.LastDay()), a.Pause.Reason))
		}
		if a.Verdict != membership.VerdictLevel {
			behind++
		} else if !isAll {
			continue
		}
		name := villageWords(m.Member.Village)
		if n := len(report.Groups); n == 0 || report.Groups[n-1].Name != name {
			report.Groups = append(report.Groups, rowGroup{Name: name, Key: m.Member.Village})
		}
		g := &report.Groups[len(report.Groups)-1]
		g.Rows = append(g.Rows, arrearsRow(m.Member, a))
	}
	report.Notes = append([]string{fmt.Sprintf("ค้างส่ง %d คน จากสมาชิก %d คน", behind, len(list))}, report.Notes...)
	return report
}

func arrearsRow(m store.Member, a membership.Arrears) []cell {
	verdict := term{string(a.Verdict), verdictWords[a.Verdict]}
	if a.IsExempt {
		verdict = exemptTerm
	}
	return []cell{m.Number, m.Name, blankDay(a.PaidThrough), a.Missed, a.OwedDays, a.Owed, a.Level, verdict, blankDay(a.HealBy), a.Saved}
}

// blankDay leaves the place of no day empty.
func blankDay(d ledger.Date) cell {
	if d.IsZero() {
		return nil
	}
	return d
}

func villageWords(village string) string {
	if village == "" {
		return "ไม่ระบุหมู่บ้าน"
	}
	return village
}

type reportCoverageCommand struct {
	printFlags
	Member string      `required:"" help:"The member's number in the fund."`
	AsOf   ledger.Date `placeholder:"DATE" help:"As it stands on this day; today when left out."`
}

func (c *reportCoverageCommand) Run(ctx context.Context, con *console) error {
	if c.AsOf.IsZero() {
		c.AsOf = today()
	}
	return con.printReport(ctx, c.printFlags, "sajja report coverage", func(db *postgres.DB, fund store.Fund) (paper, error) {
		member, err := findMember(ctx, db, fund, c.Member)
		if err != nil {
			return paper{}, err
		}
		found, ranges, err := db.CoverageRanges(ctx, fund, member.ID, c.AsOf, time.Now())
		if err != nil {
			return paper{}, err
		}
		return paper{sheet: coverageSheet(fund, c.AsOf, member, found.Arrears(c.AsOf), ranges)}, nil
	})
}

// coverageSheet has a line for each stretch of days that a payment paid for.
func coverageSheet(fund store.Fund, day ledger.Date, m store.Member, a membership.Arrears, ranges []membership.Covered) *sheet {
	report := &sheet{
		Name: "coverage", Title: "ช่วงวันที่ส่งเงินแล้ว", Fund: fund.Name, Period: m.Number + " " + m.Name + " " + asOfText(day),
		Facts: []fact{{"fund", fund.Code}, {"member", m.Number}, {"as_of", day}, {"paid_through", a.PaidThrough}, {"saved", a.Saved},
			{"carried", a.Carried}, {"verdict", a.Verdict}, {"owed", a.Owed}, {"level", a.Level}},
		Columns: []column{dateColumn("on", "วันที่ส่ง"), moneyColumn("amount", "จำนวนเงิน"), dateColumn("from", "ตั้งแต่"), dateColumn("through", "ถึง"),
			numberColumn("days", "วัน"), standingColumn("carried", "เศษยกไป")},
		Feet:  []foot{{Name: "รวม"}},
		Notes: []string{fmt.Sprintf("วันออม %d วัน %s %s", a.Saved, verdictWords[a.Verdict], throughWords(a.PaidThrough))},
	}
	var rows [][]cell
	for _, c := range ranges {
		if len(c.Runs) == 0 {
			rows = append(rows, []cell{c.Payment.On, c.Payment.Amount, nil, nil, 0, c.Carried})
		}
		for i, run := range c.Runs {
			row := []cell{c.Payment.On, c.Payment.Amount, run.From, run.Through, run.Days, c.Carried}
			if i > 0 {
				row[1], row[5] = nil, nil
			}
			rows = append(rows, row)
		}
	}
	report.Groups = []rowGroup{{Rows: rows}}
	return report
}

func throughWords(day ledger.Date) string {
	if day.IsZero() {
		return "ยังไม่ได้ส่ง"
	}
	return "ส่งถึงวันที่ " + thai.FormatDate(day)
}
