package flex_test

import (
	"slices"
	"strings"

	flex "sajja/flex-templates"
)

// tables are a roster with its doubts, a list to tick, a long list of short
// rows, and the most that one card holds.
func tables() map[string]flex.Card {
	least := flex.Table{Title: "ใครค้างส่ง", Empty: "ไม่มีใครค้างส่ง", Alt: "ไม่มีใครค้างส่ง"}
	long := rosterTable()
	long.Fund, long.Note = longFund, strings.Repeat(longWho+"\n", 3)
	candidate := flex.Button{Label: strings.Repeat("กี่", 40), Data: longData, DisplayText: longWho}
	long.Groups = slices.Repeat([]flex.TableGroup{{Name: longWho, Total: "รวม " + most, Rows: []flex.TableRow{
		{Left: longWho, Right: most, Note: longWho, Tone: flex.ToneStop, Struck: true, Buttons: slices.Repeat([]flex.Button{candidate}, 3)},
	}}}, flex.TableButtonsMax/3)
	long.Totals = []flex.Line{{Label: longWho, Value: most}, {Label: longWho, Value: most}}
	return map[string]flex.Card{
		"table-usual": flex.TableCard(rosterTable()), "table-least": flex.TableCard(least), "table-long": flex.TableCard(long),
		"table-rows": flex.TableCard(arrearsTable()), "table-taps": flex.TableCard(tickTable()),
	}
}

func rosterTable() flex.Table {
	return flex.Table{
		Fund: fund, Title: "ตรวจรายชื่อก่อนลงบัญชี", Note: "ชื่อที่ยังไม่แน่ใจ กดเลือกคนที่ถูก",
		Groups: []flex.TableGroup{
			{Name: "ไม่แน่ใจ 2 คน", Rows: []flex.TableRow{
				{Left: "ป้าแดง", Right: "60 บาท", Note: "เดาว่า แดง มีสุข ม.3", Tone: flex.ToneAsk, Buttons: []flex.Button{
					{Label: "แดง มีสุข เลขที่ 014", Data: "1:roster-pick:x:3:1", DisplayText: "ป้าแดง คือ แดง มีสุข"},
					{Label: "แดงน้อย ใจงาม เลขที่ 102", Data: "1:roster-pick:x:3:2", DisplayText: "ป้าแดง คือ แดงน้อย ใจงาม", Quiet: true},
				}},
				{Left: "นก", Right: "30 บาท", Tone: flex.ToneWait, Buttons: take()},
			}},
			{Name: "พบชื่อแล้ว 2 คน", Total: "รวม 1,530.50 บาท", Rows: []flex.TableRow{
				{Left: who, Right: "30 บาท", Tone: flex.ToneOK},
				{Left: "บุญมี ศรีสุข", Right: "1,500.50 บาท", Note: "รับรายการที่แจ้งไว้", Tone: flex.ToneOK, Mark: "↺"},
			}},
			{Name: "ไม่ลงบัญชี", Rows: []flex.TableRow{{Left: "ลุงคำ", Right: "30 บาท", Note: "ถึงแก่กรรมแล้ว", Tone: flex.ToneStop, Struck: true}}},
		},
		Totals:  []flex.Line{{Label: "ลงบัญชี 4 คน", Value: "1,620.50 บาท"}, {Label: "ยอดที่เขียนมา", Value: "1,650.50 บาท"}},
		Page:    "หน้า 1 จาก 2",
		Buttons: []flex.Button{{Label: "ลงบัญชี 4 คน 1,620.50 บาท", Data: "1:roster-post:x:2", DisplayText: "ลงบัญชี 4 คน"}, {Label: "ไม่ลง", Data: "1:roster-drop:x", DisplayText: "ไม่ลง", Quiet: true}},
		Alt:     "รายชื่อ 5 คน ลงบัญชีได้ 4 คน 1,620.50 บาท",
	}
}

// arrearsTable has as many rows as a card of short ones may have.
func arrearsTable() flex.Table {
	row := flex.TableRow{Left: strings.Repeat("ก", 40), Right: "1,234.50 บาท", Note: "ส่งถึง 31 ธ.ค. 2569 ค้าง 120 วัน", Tone: flex.ToneWait}
	return flex.Table{
		Title: "ใครค้างส่ง", Groups: []flex.TableGroup{{Rows: slices.Repeat([]flex.TableRow{row}, flex.TableRowsMax)}},
		Totals: []flex.Line{{Label: "รวม", Value: "37,035 บาท"}}, Alt: "ค้างส่ง 30 คน",
	}
}

// tickTable is a village to tick: each row is one large button.
func tickTable() flex.Table {
	row := func(tap flex.Button) flex.TableRow {
		return flex.TableRow{Left: strings.Repeat("ก", 40), Right: "30 บาท", Note: "เลขที่ 001 ส่งถึง 31 ธ.ค. 2569", Mark: "☐", Tone: flex.ToneAsk, Tap: tap}
	}
	ticked := flex.Button{Label: "รับเงิน", Data: "1:roster-tick:" + strings.Repeat("x", 60), DisplayText: "รับเงินจาก" + who}
	said := flex.Button{Label: "ส่งถึงไหน", Text: who + "ส่งถึงไหน"}
	rows := slices.Repeat([]flex.TableRow{row(ticked)}, flex.TableTapsMax-1)
	return flex.Table{Fund: fund, Title: "รายชื่อหมู่ 3", Groups: []flex.TableGroup{{Rows: append(rows, row(said))}}, Page: "หน้า 1 จาก 2", Alt: "รายชื่อหมู่ 3"}
}
