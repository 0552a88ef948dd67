package flex

import "unicode/utf8"

// PassbookEntriesMax is how many entries a passbook card shows at most; the
// longest names and amounts still fit LINE's 30,000 bytes.
const PassbookEntriesMax = 10

// Passbook (สมุดคู่ฝาก) shows one member's figures, each money apart, and the
// last entries.
type Passbook struct {
	Fund         string
	Title        string
	Who          string
	Number       string // สมาชิกเลขที่ 001
	AsOf         string // the day the figures hold for; may be empty
	Contribution Line   // left out when empty: not every fund has both
	Savings      Line
	Covered      Line   // the day until which is paid; left out when empty
	CoveredNote  string // below it: days saved, what brings her level; several lines
	Waiting      Line   // what nobody has received yet; left out when empty
	EntriesTitle string // above the entries
	Entries      []PassbookEntry
	Empty        string // said instead when there are no entries
	Buttons      []Button
	Alt          string
}

// PassbookEntry is one line of the passbook.
type PassbookEntry struct {
	Date   string
	Kind   string // เงินสมทบ
	Amount string // 30.00
	Mark   string // as the Tone's when empty
	State  string // ลงบัญชีแล้ว, รอรับเงิน, ยกเลิก, กลับรายการ
	Tone   Tone
	Struck bool // voided or reversed: the amount is struck through
}

// PassbookCard makes the card; entries beyond PassbookEntriesMax are left out.
func PassbookCard(p Passbook) Card {
	return values{}.
		text("fund", p.Fund).
		text("title", p.Title).
		text("who", p.Who).
		text("number", p.Number).
		text("asOf", p.AsOf).
		line("contribution", p.Contribution).
		line("savings", p.Savings).
		line("covered", p.Covered).
		text("coveredNote", p.CoveredNote).
		line("waiting", p.Waiting).
		text("entriesTitle", p.EntriesTitle).
		entries(p.Entries).
		text("empty", p.Empty).
		buttons("buttons", p.Buttons).
		card("passbook", p.Alt)
}

func (v values) entries(entries []PassbookEntry) values {
	return put(v, "entries", entries[:min(len(entries), PassbookEntriesMax)], PassbookEntry.values)
}

func (e PassbookEntry) values() values {
	v := values{}.
		text("date", e.Date).
		text("kind", e.Kind).
		text("amount", e.Amount).
		text("mark", orMark(e.Mark, e.Tone)).
		text("state", e.State).
		text("tone", string(e.Tone))
	if e.Struck {
		v["struck"] = true
	}
	// Without the word บาท an amount is four letters shorter.
	if utf8.RuneCountInString(e.Amount) > amountSmall-4 {
		v["long"] = true
	}
	return v
}
