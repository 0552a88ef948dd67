package flex

// Button is something to press. With Data it sends a postback and the member is
// seen to say DisplayText; without, the member sends Text. The data is opaque
// here: at most 300 characters, a reference and never an authority.
type Button struct {
	Label       string // at most 40 letters; about 20 stay on one line in large type
	Data        string
	DisplayText string
	Text        string
	Quiet       bool // a lesser choice: pale instead of green
}

func (b Button) values() values {
	v := values{}.text("label", b.Label).text("data", b.Data).text("displayText", b.DisplayText).text("text", b.Text)
	if b.Quiet {
		v["quiet"] = true
	}
	return v
}
