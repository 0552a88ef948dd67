package intent

import (
	"fmt"
	"strings"
)

// Explain tells people what was read where in a message, and what the result
// hinged on. It is for looking into a misunderstanding, not for members.
func (u *Understander) Explain(request Request) string {
	result := u.Understand(request)
	var b strings.Builder
	r := u.readings.Get().(*reading)
	defer u.readings.Put(r)
	r.read(request)
	fmt.Fprintf(&b, "read as: %s\n", r.layout())
	fmt.Fprintf(&b, "rule:    %s\n", result.Why.Rule)
	for _, cue := range result.Why.Cues {
		fmt.Fprintf(&b, "cue:     %s: %q at %d\n", cue.Name, slice(request.Text, cue.Start, cue.End), cue.Start)
	}
	for _, span := range result.Spans {
		fmt.Fprintf(&b, "slot:    %s: %q at %d\n", span.Slot, slice(request.Text, span.Start, span.End), span.Start)
	}
	if len(result.Times) > 0 {
		fmt.Fprintf(&b, "time:    %v, to be asked\n", result.Times)
	}
	if len(result.Candidates) > 0 {
		fmt.Fprintf(&b, "ask:     %v\n", result.Candidates)
	}
	fmt.Fprintf(&b, "intent:  %s (%.2f)\n", result.Intent, result.Confidence)
	return b.String()
}

func slice(text string, start, end int) string {
	if start < 0 || end > len(text) || start > end {
		return ""
	}
	return text[start:end]
}

var kindMarks = [...]string{
	wordToken: "", unknownToken: "?", amountToken: "#", dateToken: "@", clockToken: "@", codeToken: "№", signToken: "", crossToken: "", checkToken: "",
	thumbToken: "", pictureToken: "", lineToken: "",
}

// layout shows the text cut as it was read: words between bars, ? before what
// is no known word, # before numbers, @ before days and times.
func (r *reading) layout() string {
	var b strings.Builder
	for i := range r.tokens {
		t := r.tokens[i]
		b.WriteByte('|')
		b.WriteString(kindMarks[t.kind])
		b.WriteString(strings.ReplaceAll(r.folded.Text(int(t.start), int(t.end)), "\n", "⏎"))
	}
	return b.String() + "|"
}
