package flex

// Help (วิธีใช้) shows what can be typed and what comes of it.
type Help struct {
	Fund    string
	Title   string
	Intro   string // may be empty
	Lines   []HelpLine
	Outro   string // may be empty
	Buttons []Button
	Alt     string
}

// HelpLine pairs words to type with what they do. They cannot be pressed: a
// thumb that slips must not declare a deposit.
type HelpLine struct {
	Say   string // พิมพ์ ฝาก 30
	Means string // แจ้งว่าจะส่งเงิน 30 บาท
}

// HelpCard makes the card.
func HelpCard(h Help) Card {
	v := values{}.text("fund", h.Fund).text("title", h.Title).text("intro", h.Intro)
	return put(v, "lines", h.Lines, HelpLine.values).
		text("outro", h.Outro).
		buttons("buttons", h.Buttons).
		card("help", h.Alt)
}

func (l HelpLine) values() values {
	return values{}.text("say", l.Say).text("means", l.Means)
}
