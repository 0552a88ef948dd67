package flex

// WaitingRowsMax is how many rows fit on one card with the longest names and
// postback data; the caller turns pages.
const WaitingRowsMax = 6

// Waiting (รายการรอรับเงิน) is the treasurer's list of what members say they pay
// in, by village, with buttons to take or refuse each.
type Waiting struct {
	Fund    string
	Title   string
	Total   Line   // the sum of everything that waits, not of this page alone
	Count   string // 12 รายการ
	Page    string // หน้า 1 จาก 3; may be empty
	Groups  []WaitingGroup
	Empty   string   // said instead when nothing waits
	Buttons []Button // รับทั้งหมดที่แสดง, หน้าถัดไป
	Alt     string
}

// WaitingGroup is a village's part of the page.
type WaitingGroup struct {
	Name  string
	Total string
	Rows  []WaitingRow
}

// WaitingRow is one amount of one member.
type WaitingRow struct {
	Name      string
	Number    string // เลขที่ 001
	Since     string
	MoneyKind string
	Amount    string
	Buttons   []Button // รับเงินแล้ว, ไม่รับ: two short ones, side by side
}

// WaitingCard makes the card.
func WaitingCard(w Waiting) Card {
	v := values{}.
		text("fund", w.Fund).
		text("title", w.Title).
		line("total", w.Total).
		text("count", w.Count).
		text("page", w.Page)
	return put(v, "groups", w.Groups, WaitingGroup.values).
		text("empty", w.Empty).
		buttons("buttons", w.Buttons).
		card("waiting", w.Alt)
}

func (g WaitingGroup) values() values {
	return put(values{}.text("name", g.Name).text("total", g.Total), "rows", g.Rows, WaitingRow.values)
}

func (r WaitingRow) values() values {
	return values{}.
		text("name", r.Name).
		text("number", r.Number).
		text("since", r.Since).
		text("moneyKind", r.MoneyKind).
		amount(r.Amount).
		buttons("buttons", r.Buttons)
}
