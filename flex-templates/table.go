package flex

import "unicode/utf8"

// How many rows fit on one card. The caller turns pages; a card that is too
// large all the same is refused when it is rendered.
const (
	// TableRowsMax holds for rows without buttons, of names up to 40 letters.
	TableRowsMax = 30
	// TableTapsMax holds for rows that are pressed, of short data.
	TableTapsMax = 20
	// TableButtonsMax is how many buttons all rows together may have, with the
	// longest names and data.
	TableButtonsMax = 12
)

// Table (ตาราง) is a list with a word on the left and a figure on the right:
// a roster, arrears, a count of notes and coins, who holds the cash.
type Table struct {
	Fund    string // may be empty
	Title   string
	Note    string // what the list is, or what to do with it; may have several lines
	Groups  []TableGroup
	Empty   string // said instead when there is no row
	Totals  []Line
	Page    string // หน้า 1 จาก 3; may be empty
	Buttons []Button
	Alt     string
}

// TableGroup is a part of the list: a village, a kind of trouble. A list of one
// part needs no name for it.
type TableGroup struct {
	Name  string
	Total string // รวม 1,530.50 บาท; may be empty
	Rows  []TableRow
}

// TableRow is one line. With a Tone it begins with the tone's mark, or with
// its own.
type TableRow struct {
	Left    string
	Right   string // a figure, a day; may be empty
	Note    string
	Tone    Tone
	Mark    string
	Struck  bool     // taken back: shown, struck through
	Tap     Button   // the whole row is one large button; zero when it is none
	Buttons []Button // short ones stand side by side, others one below the other
}

// TableCard makes the card.
func TableCard(t Table) Card {
	v := values{}.
		text("fund", t.Fund).
		text("title", t.Title).
		text("note", t.Note)
	return put(v, "groups", t.Groups, TableGroup.values).
		text("empty", t.Empty).
		lines("totals", t.Totals).
		text("page", t.Page).
		buttons("buttons", t.Buttons).
		card("table", t.Alt)
}

func (g TableGroup) values() values {
	return put(values{}.text("name", g.Name).text("total", g.Total), "rows", g.Rows, TableRow.values)
}

func (r TableRow) values() values {
	v := values{}.
		text("left", r.Left).
		text("right", r.Right).
		text("note", r.Note).
		text("tone", string(r.Tone)).
		buttons("buttons", r.Buttons)
	if r.Tone != "" || r.Mark != "" {
		v.text("mark", orMark(r.Mark, r.Tone))
	}
	if r.Struck {
		v["struck"] = true
	}
	// Beside a name there is room for a short figure; a longer one has a line
	// of its own, because a number broken in the middle is read wrongly.
	if utf8.RuneCountInString(r.Right) > amountMedium {
		v["long"] = true
	}
	if !sideBySide(r.Buttons) {
		v["stacked"] = true
	}
	if r.Tap.Label != "" {
		v["tap"] = map[string]any(r.Tap.values())
	}
	return v
}

// Buttons stand side by side while their labels keep to one line in large type
// on a narrow phone.
const (
	besideMax      = 3
	besideLabelMax = 18 // letters of all of them together
)

func sideBySide(buttons []Button) bool {
	letters := 0
	for _, b := range buttons {
		letters += utf8.RuneCountInString(b.Label)
	}
	return len(buttons) <= besideMax && letters <= besideLabelMax
}
