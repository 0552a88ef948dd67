package flex

// Notice (แจ้งให้ทราบ) says one thing: done, waiting, a question, or not done.
type Notice struct {
	Fund    string // may be empty: a stranger belongs to no fund yet
	Tone    Tone
	Mark    string // as the Tone's when empty
	Title   string // the verdict in a few words
	Text    string // may have several lines
	Buttons []Button
	Alt     string
}

// NoticeCard makes the card.
func NoticeCard(n Notice) Card {
	return values{}.
		text("fund", n.Fund).
		text("tone", string(n.Tone)).
		text("mark", orMark(n.Mark, n.Tone)).
		text("title", n.Title).
		text("text", n.Text).
		buttons("buttons", n.Buttons).
		card("notice", n.Alt)
}
