package main

import (
	"context"
	"strconv"

	"sajja/bot/thai"
	"sajja/ledger"
	"sajja/store"
	"sajja/store/postgres"
)

type reportFigureChecksCommand struct {
	printFlags
	Through ledger.Date `placeholder:"DATE" help:"The closed period's last day; the latest whose members were asked when left out."`
}

// Run prints each member's own figure with room to sign: who has no LINE is asked
// on paper.
func (c *reportFigureChecksCommand) Run(ctx context.Context, con *console) error {
	const command = "sajja report figure-checks"
	return con.printReport(ctx, c.printFlags, command, func(db *postgres.DB, fund store.Fund) (paper, error) {
		return inSnapshot(ctx, db, fund, func(s *postgres.Snapshot) (paper, error) {
			through, checks, err := s.FigureChecks(ctx, c.Through)
			return paper{sheet: figureSheet(fund, through, checks)}, err
		})
	})
}

// figureWords are a member's last word on paper.
var figureWords = map[store.FigureAnswer]string{"": "", store.FigureRight: "ตรง", store.FigureDisputed: "ทักท้วง"}

// figureSheet has a line per member, village by village; the last columns are for
// the pen.
func figureSheet(fund store.Fund, through ledger.Date, checks []store.FigureCheck) *sheet {
	period := "ยังไม่ได้ถามสมาชิก"
	if !through.IsZero() {
		period = "ณ " + thai.FormatDate(through)
	}
	report := &sheet{
		Name: "figure-checks", Title: "ตรวจยอดสมาชิกหลังปิดเดือน", Fund: fund.Name, Period: period, GroupedBy: "หมู่บ้าน",
		Facts: []fact{{"fund", fund.Code}, {"through", through}},
		Columns: []column{textColumn("number", "เลขที่"), textColumn("name", "ชื่อ"),
			moneyColumn("contribution", "เงินสมทบ"), moneyColumn("savings", "เงินฝาก"), textColumn("line", "ไลน์"),
			textColumn("answer", "คำตอบ"), dateColumn("answered_on", "วันที่ตอบ"), textColumn("signed", "ลายมือชื่อ"), textColumn("note", "หมายเหตุ")},
		Feet: []foot{{Name: "รวม"}},
	}
	counts := map[store.FigureAnswer]int{}
	for _, f := range checks {
		if n := len(report.Groups); n == 0 || report.Groups[n-1].Name != figureVillage(f.Member) {
			report.Groups = append(report.Groups, rowGroup{Name: figureVillage(f.Member)})
		}
		last := &report.Groups[len(report.Groups)-1]
		last.Rows = append(last.Rows, figureRow(f))
		counts[f.Answer]++
	}
	if len(checks) > 0 {
		report.Notes = []string{"ตรง " + strconv.Itoa(counts[store.FigureRight]) + " คน ทักท้วง " + strconv.Itoa(counts[store.FigureDisputed]) +
			" คน ยังไม่ตอบ " + strconv.Itoa(counts[""]) + " คน"}
	}
	return report
}

func figureRow(f store.FigureCheck) []cell {
	line := ""
	if f.Member.LineUserID != "" {
		line = "ถามในไลน์แล้ว"
	}
	var answered cell
	if f.Answer != "" {
		answered = ledger.DateOf(f.AnsweredAt)
	}
	return []cell{f.Member.Number, f.Member.Name, f.Contribution, f.Savings, line, term{string(f.Answer), figureWords[f.Answer]}, answered, "", ""}
}

func figureVillage(m store.Member) string {
	if m.Village == "" {
		return "ไม่ระบุหมู่บ้าน"
	}
	return m.Village
}
