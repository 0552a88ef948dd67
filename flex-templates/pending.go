package flex

// Pending (รอรับเงิน) tells a member what was understood: an amount that she
// says she pays in and that nobody has received yet.
type Pending struct {
	Fund      string
	Mark      string // ⏳ when empty
	Title     string // the verdict: รอรับเงิน
	MoneyKind string // which money: เงินสมทบ or เงินฝาก
	Amount    string // 30 บาท
	Who       string
	When      string // may be empty
	Steps     string // what to do next
	Posted    Line   // what is in the books, without this amount
	Waiting   Line   // all that waits, with this amount; never added to Posted
	Buttons   []Button
	Alt       string // amount and verdict first
}

// PendingCard makes the card.
func PendingCard(p Pending) Card {
	return values{}.
		text("fund", p.Fund).
		text("mark", orMark(p.Mark, ToneWait)).
		text("title", p.Title).
		text("moneyKind", p.MoneyKind).
		amount(p.Amount).
		text("who", p.Who).
		text("when", p.When).
		text("steps", p.Steps).
		line("posted", p.Posted).
		line("waiting", p.Waiting).
		buttons("buttons", p.Buttons).
		card("pending", p.Alt)
}

func orMark(mark string, tone Tone) string {
	if mark == "" {
		return tone.mark()
	}
	return mark
}
