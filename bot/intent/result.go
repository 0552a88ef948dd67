package intent

import (
	"encoding/json"
	"fmt"
	"time"

	"sajja/bot/thai"
	"sajja/ledger"
)

// Request is one message as it came, with what its meaning depends on. Each
// message is judged alone; what was asked before is the conversation's matter.
type Request struct {
	Text string
	Role Role
	Now  time.Time // when it was sent; relative days count from it
	// Group says that it was written in a group, where we stay silent unless
	// Addressed (mentioned, or replied to). A text that begins with one of the
	// bot's names counts as addressed too.
	Group, Addressed bool
}

// Result is what a message means.
type Result struct {
	Intent Kind
	Slots  Slots
	// Heard are slots read with a doubt, for the question to show when Intent is
	// Clarify. Nothing may be done with them unasked.
	Heard      Slots
	Candidates []Kind // the likely readings when Intent is Clarify, best first
	// Times are both readings of an hour that can be two things (สองโมง is 08:00
	// or 14:00), to be asked about; Slots.Time is then nil.
	Times      []thai.Clock
	Confidence float64 // 0 to 1; what moves money is never below the bar
	Spans      []Span  // where the slots were read
	Why        Why     // what it hinged on
	// Silent says that the message was written in a group and not to us:
	// nothing should be answered. Intent is then Other.
	Silent bool
}

// Slots are the facts a message stated; what it did not state is nil or empty.
type Slots struct {
	Amount    *ledger.Money `json:"amount,omitempty"`
	Days      int           `json:"days,omitempty"`
	Nights    int           `json:"nights,omitempty"`
	For       string        `json:"for,omitempty"`
	Of        string        `json:"of,omitempty"`
	Name      string        `json:"name,omitempty"`
	Date      *ledger.Date  `json:"date,omitempty"`
	Time      *thai.Clock   `json:"time,omitempty"`
	Period    Period        `json:"period,omitzero"`
	Benefit   Benefit       `json:"benefit,omitempty"`
	Topic     string        `json:"topic,omitempty"` // of help: an intent; of a meeting: its words
	Place     string        `json:"place,omitempty"`
	Answer    Answer        `json:"answer,omitempty"`
	Member    string        `json:"member,omitempty"`
	Items     []Item        `json:"items,omitempty"`
	Claim     string        `json:"claim,omitempty"` // a claim's number, or the member's name
	Reason    string        `json:"reason,omitempty"`
	Kind      ReportKind    `json:"kind,omitempty"`
	Message   string        `json:"message,omitempty"`
	Direction Direction     `json:"direction,omitempty"`
	Note      string        `json:"note,omitempty"`
	Text      string        `json:"text,omitempty"` // what was filled into a command
}

// Item is one line of a roster: who gave how much.
type Item struct {
	Member string       `json:"member"`
	Amount ledger.Money `json:"amount"`
}

// Span is the place in the text where a slot was read, in bytes: Text[Start:End].
type Span struct {
	Slot       string
	Start, End int
}

// Why says what a result hinged on: the rule by its name, and the words that
// carried it.
type Why struct {
	Rule string
	Cues []Cue
}

// Cue is a word of the message that counted, and as what.
type Cue struct {
	Name       string
	Start, End int
}

// MarshalJSON writes the shape that other programs call for:
// {"intent":"deposit","slots":{"amount":"30.00"}}; the candidates of a
// question stand among the slots.
func (r Result) MarshalJSON() ([]byte, error) {
	type slots struct {
		Slots
		Candidates []Kind `json:"candidates,omitempty"`
	}
	return json.Marshal(struct {
		Intent Kind  `json:"intent"`
		Slots  slots `json:"slots"`
	}{r.Intent, slots{r.Slots, r.Candidates}})
}

// Period (ช่วงเวลา) is a year, a month or a day; the zero value is none.
type Period struct {
	Year, Month, Day int
}

// String gives "2026", "2026-10" or "2026-10-05"; "" for none.
func (p Period) String() string {
	switch {
	case p.Year == 0:
		return ""
	case p.Month == 0:
		return fmt.Sprintf("%04d", p.Year)
	case p.Day == 0:
		return fmt.Sprintf("%04d-%02d", p.Year, p.Month)
	default:
		return fmt.Sprintf("%04d-%02d-%02d", p.Year, p.Month, p.Day)
	}
}

// IsZero tells whether no period was stated.
func (p Period) IsZero() bool { return p == Period{} }

// MarshalJSON writes the form of String.
func (p Period) MarshalJSON() ([]byte, error) { return []byte(`"` + p.String() + `"`), nil }

// UnmarshalJSON reads what MarshalJSON writes.
func (p *Period) UnmarshalJSON(data []byte) error {
	var text string
	if err := json.Unmarshal(data, &text); err != nil {
		return err
	}
	*p = Period{}
	for form, n := range map[string]int{"2006": 1, "2006-01": 2, "2006-01-02": 3} {
		t, err := time.Parse(form, text)
		if err != nil {
			continue
		}
		*p = Period{Year: t.Year()}
		if n > 1 {
			p.Month = int(t.Month())
		}
		if n > 2 {
			p.Day = t.Day()
		}
		return nil
	}
	if text == "" {
		return nil
	}
	return fmt.Errorf("not a year, month or day: %q", text)
}
