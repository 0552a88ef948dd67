package main

import (
	"context"
	"fmt"

	"sajja/ledger"
	"sajja/store"
	"sajja/store/postgres"
)

type reportStatusFormCommand struct {
	printFlags
	AsOf ledger.Date `placeholder:"DATE" help:"At the end of this day; today when left out."`
}

func (c *reportStatusFormCommand) Run(ctx context.Context, con *console) error {
	asOf := c.AsOf
	if asOf.IsZero() {
		asOf = today()
	}
	return con.printReport(ctx, c.printFlags, "sajja report status-form", func(db *postgres.DB, fund store.Fund) (paper, error) {
		return inSnapshot(ctx, db, fund, func(s *postgres.Snapshot) (paper, error) {
			turnovers, err := s.Turnovers(ctx, ledger.Days{To: asOf}, false)
			if err != nil {
				return paper{}, err
			}
			return paper{sheet: statusSheet(fund, asOf, ledger.NewStatusForm(turnovers))}, nil
		})
	})
}

// formWords are the form's own words, part by part and item by item.
var formWords = map[ledger.FormPart]struct {
	name  string
	items []string
}{
	ledger.FormReceipts: {"1. รายรับ", []string{"เงินสมทบจากสมาชิก", "เงินสนับสนุนจาก พอช.", "เงินสมทบจากรัฐบาล", "เงินสมทบจาก อปท.", "หน่วยงานรัฐอื่น", "อื่นๆ"}},
	ledger.FormIncome:   {"2. รายได้", []string{"ค่าธรรมเนียมแรกเข้า", "เงินบริจาค", "ดอกเบี้ยเงินฝากธนาคาร", "อื่นๆ"}},
	ledger.FormAssets:   {"1. สินทรัพย์และเงินคงเหลือ", []string{"เงินฝากธนาคาร", "เงินสดในมือ", "จ่ายสวัสดิการให้สมาชิก", "เงินลงทุนอื่น", "อื่นๆ"}},
	ledger.FormExpenses: {"2. ค่าใช้จ่าย", []string{"ค่าตอบแทนคณะทำงาน", "ค่าเดินทาง", "ค่าเอกสารและเครื่องเขียน", "ค่าประชุมและกิจกรรม", "อื่นๆ"}},
}

// statusSheet lays the form out as it is printed: receipts and income on the left,
// what there is and what was spent on the right.
func statusSheet(fund store.Fund, asOf ledger.Date, form []ledger.FormLine) *sheet {
	left, right := formSide(form, ledger.FormReceipts, ledger.FormIncome), formSide(form, ledger.FormAssets, ledger.FormExpenses)
	rows := make([][]cell, max(len(left), len(right)))
	for i := range rows {
		rows[i] = make([]cell, 4)
		if i < len(left) {
			copy(rows[i], left[i])
		}
		if i < len(right) {
			copy(rows[i][2:], right[i])
		}
	}
	s := &sheet{
		Name: "status-form", Title: "แบบแสดงสถานะ ข้อ 10 ฐานะการเงินของกองทุน (สะสมตั้งแต่ก่อตั้ง)", Fund: fund.Name, Period: asOfText(asOf),
		Facts: []fact{{"fund", fund.Code}, {"as_of", asOf}},
		Columns: []column{textColumn("left_item", "รายรับและรายได้"), moneyColumn("left", "จำนวนเงิน"),
			textColumn("right_item", "สินทรัพย์และค่าใช้จ่าย"), moneyColumn("right", "จำนวนเงิน")},
		Groups: []rowGroup{{Rows: rows}}, Feet: []foot{{Name: "รวม"}},
		Notes: []string{"แบบนี้รวมเงินที่มีกับเงินที่ใช้ไปแล้วตั้งแต่ก่อตั้ง ฐานะจริงดูที่งบแสดงฐานะการเงิน"},
	}
	s.Checks = []footCheck{{"สองช่องเท่ากัน", s.shown(s.Feet[0], "left"), s.shown(s.Feet[0], "right")}}
	return s
}

func formSide(form []ledger.FormLine, parts ...ledger.FormPart) [][]cell {
	var rows [][]cell
	for _, part := range parts {
		words := formWords[part]
		rows = append(rows, []cell{words.name, nil})
		for _, l := range form {
			if l.Part == part {
				rows = append(rows, []cell{fmt.Sprintf("   %d.%d %s", (part-1)%2+1, l.Item, words.items[l.Item-1]), l.Amount})
			}
		}
	}
	return rows
}
