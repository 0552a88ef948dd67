package flex_test

import (
	"maps"
	"slices"
	"strings"

	flex "sajja/flex-templates"
)

// Invented people and figures: a usual case, the least and the most that a
// card may be asked to hold.
const (
	fund        = "กองทุนสวัสดิการชุมชนตำบลตัวอย่าง"
	longFund    = "กองทุนสวัสดิการชุมชนและสัจจะออมทรัพย์เพื่อการพัฒนาคุณภาพชีวิตองค์การบริหารส่วนตำบลหนองน้ำใสบ้านตัวอย่างเหนือ"
	who         = "สมศรี ใจดี"
	longWho     = "นางสาวพิมพ์พรรณนภัสสรณ์กัญญาวีร์ ณ อยุธยาพรหมวิจิตรเกษมสันต์รุ่งเรืองไพศาลวัฒนานุกูล"
	most        = "99,999,999,999.99 บาท"
	mostInWords = "เก้าหมื่นเก้าพันเก้าร้อยเก้าสิบเก้าล้านเก้าแสนเก้าหมื่นเก้าพันเก้าร้อยเก้าสิบเก้าบาทเก้าสิบเก้าสตางค์"
)

var longData = strings.Repeat("x", 300)

func undo() flex.Button {
	return flex.Button{Label: "ยกเลิกรายการนี้", Data: "v1:undo:0199", DisplayText: "ยกเลิกรายการนี้", Quiet: true}
}

func seeBook() flex.Button {
	return flex.Button{Label: "ดูสมุดของฉัน", Text: "ยอด"}
}

func longButton() flex.Button {
	return flex.Button{Label: strings.Repeat("กี่", 40), Data: longData, DisplayText: strings.Repeat("กี่", 300), Quiet: true}
}

// specimens are the cards that the golden files show, by file name.
func specimens() map[string]flex.Card {
	all := map[string]flex.Card{}
	for _, some := range []map[string]flex.Card{pendings(), receipts(), passbooks(), waitings(), tables(), helps(), notices()} {
		maps.Copy(all, some)
	}
	return all
}

func pendings() map[string]flex.Card {
	usual := flex.Pending{
		Fund: fund, Title: "รอรับเงิน", MoneyKind: "เงินสมทบ", Amount: "30 บาท", Who: who, When: "วันเสาร์ที่ 21 พฤศจิกายน 2569",
		Steps:   "นำเงินสดให้เหรัญญิกหรือผู้เก็บเงินประจำหมู่บ้าน เมื่อรับเงินแล้วจะส่งใบรับเงินให้ที่นี่",
		Posted:  flex.Line{Label: "เงินสมทบที่ลงบัญชีแล้ว", Value: "1,080 บาท"},
		Waiting: flex.Line{Label: "รอรับเงินทั้งหมด", Value: "30 บาท"},
		Buttons: []flex.Button{undo()}, Alt: "รอรับเงิน 30 บาท เงินสมทบของสมศรี ใจดี",
	}
	least := flex.Pending{Fund: "ก", Title: "รอรับเงิน", MoneyKind: "เงินฝาก", Amount: "1 บาท", Who: "อ", Steps: "ส่งเงิน", Alt: "รอรับเงิน 1 บาท"}
	long := flex.Pending{
		Fund: longFund, Title: "รอรับเงินจากสมาชิก ยังไม่ลงบัญชี", MoneyKind: "เงินฝากสัจจะออมทรัพย์พิเศษเพื่อการศึกษา", Amount: most, Who: longWho,
		When:    "วันพฤหัสบดีที่ 30 กันยายน 2569 เวลา 23.59 น.",
		Steps:   strings.Repeat(usual.Steps+" ", 3),
		Posted:  flex.Line{Label: "เงินฝากสัจจะออมทรัพย์ที่ลงบัญชีแล้ว", Value: most},
		Waiting: flex.Line{Label: "รอรับเงินทั้งหมดทุกรายการ", Value: most},
		Buttons: []flex.Button{longButton(), longButton(), longButton(), longButton()}, Alt: strings.Repeat("รอรับเงิน "+most+" ", 100),
	}
	return map[string]flex.Card{
		"pending-usual": flex.PendingCard(usual), "pending-least": flex.PendingCard(least), "pending-long": flex.PendingCard(long),
	}
}

func receipts() map[string]flex.Card {
	usual := flex.Receipt{
		Fund: fund, Title: "รับเงินแล้ว", Number: flex.Line{Label: "เลขที่ใบรับเงิน", Value: "R2569-000123"}, Check: "รหัสตรวจสอบ 7K2QX",
		MoneyKind: "เงินสมทบ", Amount: "1,234.50 บาท", Words: "(หนึ่งพันสองร้อยสามสิบสี่บาทห้าสิบสตางค์)",
		Who: flex.Line{Label: "ผู้ส่งเงิน", Value: who}, When: flex.Line{Label: "วันที่รับเงิน", Value: "21 พ.ย. 2569"},
		ReceivedBy: flex.Line{Label: "ผู้รับเงิน", Value: "มานี มีนา เหรัญญิก"}, Balance: flex.Line{Label: "เงินสมทบสะสม", Value: "2,314.50 บาท"},
		Thanks: "ขอบคุณที่ช่วยกันดูแลกองทุน", Buttons: []flex.Button{seeBook()}, Alt: "รับเงินแล้ว 1,234.50 บาท ใบรับเงิน R2569-000123",
	}
	least := flex.Receipt{
		Fund: "ก", Title: "รับเงินแล้ว", Number: flex.Line{Label: "เลขที่", Value: "2569/1"}, MoneyKind: "เงินฝาก", Amount: "1 บาท", Words: "(หนึ่งบาทถ้วน)",
		Who: flex.Line{Label: "ผู้ส่ง", Value: "อ"}, When: flex.Line{Label: "วันที่", Value: "1 ม.ค. 2569"}, ReceivedBy: flex.Line{Label: "ผู้รับ", Value: "ก"}, Alt: "รับเงินแล้ว 1 บาท",
	}
	long := usual
	long.Fund, long.Title, long.Amount, long.Words = longFund, "รับเงินเรียบร้อยแล้วและลงบัญชีแล้ว", most, "("+mostInWords+")"
	long.MoneyKind = "เงินฝากสัจจะออมทรัพย์พิเศษเพื่อการศึกษา"
	long.Who.Value, long.ReceivedBy.Value = longWho, longWho
	long.Balance = flex.Line{Label: "เงินฝากสัจจะออมทรัพย์คงเหลือหลังรายการนี้", Value: most}
	long.Thanks = strings.Repeat("ขอบคุณที่ช่วยกันดูแลกองทุน ", 5)
	long.Buttons = []flex.Button{longButton(), longButton(), longButton(), longButton()}
	return map[string]flex.Card{
		"receipt-usual": flex.ReceiptCard(usual), "receipt-least": flex.ReceiptCard(least), "receipt-long": flex.ReceiptCard(long),
	}
}

func passbooks() map[string]flex.Card {
	usual := flex.Passbook{
		Fund: fund, Title: "สมุดของฉัน", Who: who, Number: "สมาชิกเลขที่ 001", AsOf: "ยอด ณ 21 พ.ย. 2569",
		Contribution: flex.Line{Label: "เงินสมทบ (ของกองทุน)", Value: "1,080 บาท"}, Savings: flex.Line{Label: "เงินฝาก (ของท่าน)", Value: "5,250.50 บาท"},
		Covered: flex.Line{Label: "ส่งถึงวันที่", Value: "31 ธ.ค. 2569"}, CoveredNote: "วันออม 1,080 วัน",
		Waiting: flex.Line{Label: "รอรับเงิน ยังไม่รวมในยอด", Value: "30 บาท"}, EntriesTitle: "รายการล่าสุด",
		Entries: []flex.PassbookEntry{
			{Date: "21 พ.ย. 2569", Kind: "เงินสมทบ", Amount: "30.00", State: "รอรับเงิน", Tone: flex.ToneWait},
			{Date: "21 ต.ค. 2569", Kind: "เงินสมทบ", Amount: "30.00", State: "ลงบัญชีแล้ว", Tone: flex.ToneOK},
			{Date: "20 ต.ค. 2569", Kind: "เงินฝาก", Amount: "1,500.50", State: "ยกเลิกแล้ว", Tone: flex.ToneStop, Struck: true},
			{Date: "21 ก.ย. 2569", Kind: "เงินฝาก", Amount: "5,250.50", State: "ลงบัญชีแล้ว", Tone: flex.ToneOK},
		},
		Buttons: []flex.Button{{Label: "ดูรายการทั้งหมด", Text: "รายการ", Quiet: true}}, Alt: "เงินสมทบ 1,080 บาท เงินฝาก 5,250.50 บาท รอรับเงิน 30 บาท",
	}
	least := flex.Passbook{Fund: "ก", Who: "อ", Contribution: flex.Line{Label: "เงินสมทบ", Value: "0 บาท"}, Empty: "ยังไม่มีรายการ", Alt: "เงินสมทบ 0 บาท"}
	long := usual
	long.Fund, long.Who, long.Number = longFund, longWho, "สมาชิกเลขที่ 99999999 หมู่ที่ 99 บ้านตัวอย่างเหนือพัฒนา"
	long.CoveredNote = "วันออม 36,524 วัน\nส่ง 999,999.99 บาท จะครบถึง 31 ธ.ค. 2569"
	long.Contribution.Value, long.Savings.Value, long.Waiting.Value = most, most, most
	long.Entries = slices.Repeat([]flex.PassbookEntry{{
		Date: "30 ก.ย. 2569", Kind: "กลับรายการเงินฝากสัจจะออมทรัพย์พิเศษเพื่อการศึกษา", Amount: "99,999,999,999.99", State: "กลับรายการแล้วโดยเหรัญญิก", Tone: flex.ToneStop, Struck: true,
	}}, 12)
	long.Buttons = []flex.Button{longButton(), longButton(), longButton(), longButton()}
	return map[string]flex.Card{
		"passbook-usual": flex.PassbookCard(usual), "passbook-least": flex.PassbookCard(least), "passbook-long": flex.PassbookCard(long),
	}
}

func take() []flex.Button {
	return []flex.Button{
		{Label: "รับเงินแล้ว", Data: "v1:take:0199", DisplayText: "รับเงินจากสมศรี ใจดี แล้ว"},
		{Label: "ไม่รับ", Data: "v1:refuse:0199", DisplayText: "ไม่รับรายการของสมศรี ใจดี", Quiet: true},
	}
}

func waitings() map[string]flex.Card {
	row := flex.WaitingRow{Name: who, Number: "สมาชิกเลขที่ 001", Since: "แจ้งเมื่อ 21 พ.ย. 10.05 น.", MoneyKind: "เงินสมทบ", Amount: "30 บาท", Buttons: take()}
	other := flex.WaitingRow{Name: "บุญมี ศรีสุข", Number: "สมาชิกเลขที่ 014", Since: "แจ้งเมื่อ 20 พ.ย. 18.40 น.", MoneyKind: "เงินฝาก", Amount: "1,500.50 บาท", Buttons: take()}
	usual := flex.Waiting{
		Fund: fund, Title: "รายการรอรับเงิน", Count: "12 รายการ 9 คน", Total: flex.Line{Label: "รวมรอรับ", Value: "4,860.50 บาท"}, Page: "หน้า 1 จาก 6",
		Groups: []flex.WaitingGroup{
			{Name: "หมู่ที่ 1 บ้านเหนือ", Total: "รวม 1,530.50 บาท", Rows: []flex.WaitingRow{row, other}},
			{Name: "หมู่ที่ 2 บ้านใต้", Total: "รวม 30 บาท", Rows: []flex.WaitingRow{row}},
		},
		Buttons: []flex.Button{
			{Label: "รับทั้งหมดที่แสดง", Data: "v1:take-page:0199", DisplayText: "รับเงินทั้งหมดที่แสดงแล้ว"},
			{Label: "หน้าถัดไป", Data: "v1:page:2", DisplayText: "หน้าถัดไป", Quiet: true},
		},
		Alt: "รอรับเงิน 12 รายการ รวม 4,860.50 บาท",
	}
	least := flex.Waiting{Fund: "ก", Title: "รายการรอรับเงิน", Total: flex.Line{Label: "รวมรอรับ", Value: "0 บาท"}, Empty: "ไม่มีรายการรอรับเงิน", Alt: "ไม่มีรายการรอรับเงิน"}
	longRow := flex.WaitingRow{
		Name: longWho, Number: "สมาชิกเลขที่ 99999999", Since: "แจ้งเมื่อ 30 กันยายน 2569 เวลา 23.59 น.", MoneyKind: "เงินฝากสัจจะออมทรัพย์พิเศษเพื่อการศึกษา", Amount: most,
		Buttons: []flex.Button{
			{Label: "รับเงินแล้ว", Data: longData, DisplayText: "รับเงินจาก" + longWho + " แล้ว"},
			{Label: "ไม่รับ", Data: longData, DisplayText: "ไม่รับรายการของ" + longWho, Quiet: true},
		},
	}
	long := usual
	long.Fund, long.Total.Value = longFund, most
	long.Groups = slices.Repeat([]flex.WaitingGroup{{Name: "หมู่ที่ 99 บ้านตัวอย่างเหนือพัฒนาร่วมใจสามัคคี", Total: "รวม " + most, Rows: []flex.WaitingRow{longRow}}}, flex.WaitingRowsMax)
	return map[string]flex.Card{
		"waiting-usual": flex.WaitingCard(usual), "waiting-least": flex.WaitingCard(least), "waiting-long": flex.WaitingCard(long),
	}
}

func helps() map[string]flex.Card {
	usual := flex.Help{
		Fund: fund, Title: "พิมพ์คุยกับกองทุนได้เลย", Intro: "พิมพ์ตามตัวอย่างนี้ หรือกดปุ่มข้างล่าง",
		Lines: []flex.HelpLine{
			{Say: "ฝาก 30", Means: "แจ้งว่าจะส่งเงิน 30 บาท"}, {Say: "ยอด", Means: "ดูยอดเงินของท่าน"},
			{Say: "รายการ", Means: "ดูรายการย้อนหลัง"}, {Say: "ยกเลิก", Means: "ยกเลิกรายการที่ยังไม่มีใครรับเงิน"},
		},
		Outro: "ถ้าไม่แน่ใจ ถามเหรัญญิกได้เสมอ", Buttons: []flex.Button{seeBook()}, Alt: "วิธีใช้: พิมพ์ ฝาก 30, ยอด, รายการ, ยกเลิก",
	}
	least := flex.Help{Fund: "ก", Title: "วิธีใช้", Lines: []flex.HelpLine{{Say: "ยอด", Means: "ดูยอด"}}, Alt: "วิธีใช้"}
	long := usual
	long.Fund = longFund
	long.Lines = slices.Repeat([]flex.HelpLine{{Say: "ฝากเงินสัจจะออมทรัพย์ให้คุณแม่สมศรี 99,999,999,999.99 บาท", Means: strings.Repeat("แจ้งว่าจะส่งเงินให้คนในครอบครัว ", 3)}}, 12)
	long.Buttons = []flex.Button{longButton(), longButton(), longButton(), longButton()}
	return map[string]flex.Card{"help-usual": flex.HelpCard(usual), "help-least": flex.HelpCard(least), "help-long": flex.HelpCard(long)}
}

func notices() map[string]flex.Card {
	ask := flex.Notice{
		Fund: fund, Tone: flex.ToneAsk, Title: "ฝากอีกครั้งหรือไม่", Text: "เมื่อ 2 นาทีที่แล้ว ท่านแจ้งเงินสมทบ 30 บาทไว้แล้ว\nรายการนี้เป็นอีก 30 บาทใช่หรือไม่",
		Buttons: []flex.Button{{Label: "ใช่ อีก 30 บาท", Data: "v1:again:0199", DisplayText: "ใช่ อีก 30 บาท"}, {Label: "ไม่ใช่ รายการเดิม", Data: "v1:same:0199", DisplayText: "ไม่ใช่ รายการเดิม", Quiet: true}},
		Alt:     "ฝากอีก 30 บาทหรือไม่",
	}
	ok := flex.Notice{Fund: fund, Tone: flex.ToneOK, Title: "ยกเลิกแล้ว", Text: "รายการ 30 บาทถูกยกเลิก ไม่มีเงินเข้าบัญชี", Alt: "ยกเลิกรายการ 30 บาทแล้ว"}
	stop := flex.Notice{Fund: fund, Tone: flex.ToneStop, Title: "ยกเลิกไม่ได้", Text: "เหรัญญิกรับเงิน 30 บาทนี้แล้วเมื่อ 10.05 น. หากไม่ถูกต้อง โปรดแจ้งเหรัญญิก", Alt: "ยกเลิกไม่ได้ รับเงินแล้ว"}
	wait := flex.Notice{Tone: flex.ToneWait, Title: "รอสักครู่", Text: "กำลังตรวจสอบ", Alt: "รอสักครู่"}
	long := flex.Notice{
		Fund: longFund, Tone: flex.ToneStop, Title: strings.Repeat("ยังทำรายการนี้ไม่ได้ ", 4), Text: strings.Repeat(longWho+"\n"+most+"\n", 10),
		Buttons: []flex.Button{longButton(), longButton(), longButton(), longButton()}, Alt: strings.Repeat("ย", 3000),
	}
	return map[string]flex.Card{
		"notice-ask": flex.NoticeCard(ask), "notice-ok": flex.NoticeCard(ok), "notice-stop": flex.NoticeCard(stop), "notice-wait": flex.NoticeCard(wait), "notice-long": flex.NoticeCard(long),
	}
}
