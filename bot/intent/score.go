package intent

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"sort"
	"strings"
	"time"
)

// Sample is one labelled message: the form of the corpus files.
type Sample struct {
	Text   string    `json:"text"`
	Role   Role      `json:"role"`
	Now    time.Time `json:"now"`
	Intent Kind      `json:"intent"`
	Slots  Wanted    `json:"slots"`
	Why    string    `json:"why,omitempty"`
}

// Wanted are the slots a sample is labelled with.
type Wanted struct {
	Slots
	Candidates []Kind `json:"candidates,omitempty"`
}

// lineMax bounds a line of a corpus, in bytes.
const lineMax = 1 << 20

// ReadSamples reads labelled messages, one JSON object per line.
func ReadSamples(r io.Reader) ([]Sample, error) {
	var samples []Sample
	lines := bufio.NewScanner(r)
	lines.Buffer(make([]byte, 0, 64<<10), lineMax)
	for n := 1; lines.Scan(); n++ {
		if len(bytes.TrimSpace(lines.Bytes())) == 0 {
			continue
		}
		var s Sample
		if err := json.Unmarshal(lines.Bytes(), &s); err != nil {
			return nil, fmt.Errorf("line %d: %w", n, err)
		}
		samples = append(samples, s)
	}
	return samples, lines.Err()
}

// Score says how well messages were understood.
type Score struct {
	Total       int
	IntentRight int
	AllRight    int // intent and every slot
	MoneyWrong  int // money would have moved where it must not, or the wrong sum
	Confusion   map[Kind]map[Kind]int
	Misses      []Miss
}

// Miss is a message that came out otherwise than labelled.
type Miss struct {
	Sample     Sample
	Got        Result
	Slots      []string // which slots differ, when the intent is right
	MovesMoney bool     // money would have moved wrongly
}

// Evaluate reads every sample and compares with its label.
func (u *Understander) Evaluate(samples []Sample) Score {
	score := Score{Confusion: map[Kind]map[Kind]int{}}
	for _, s := range samples {
		score.add(s, u.Understand(Request{Text: s.Text, Role: s.Role, Now: s.Now}))
	}
	return score
}

func (c *Score) add(s Sample, got Result) {
	c.Total++
	if c.Confusion[s.Intent] == nil {
		c.Confusion[s.Intent] = map[Kind]int{}
	}
	c.Confusion[s.Intent][got.Intent]++
	miss := Miss{Sample: s, Got: got, MovesMoney: movesWrongly(s, got)}
	if s.Intent == got.Intent {
		c.IntentRight++
		miss.Slots = differing(s.Slots.Slots, got.Slots)
		if len(miss.Slots) == 0 {
			c.AllRight++
			return
		}
	}
	if miss.MovesMoney {
		c.MoneyWrong++
	}
	c.Misses = append(c.Misses, miss)
}

// movesWrongly tells whether acting on the result would move money that the
// label does not move, or another sum.
func movesWrongly(s Sample, got Result) bool {
	if !got.Intent.MovesMoney() {
		return false
	}
	return got.Intent != s.Intent || sums(s.Slots.Slots) != sums(got.Slots)
}

// sums gives the amounts of an act in one comparable form.
func sums(s Slots) string {
	var b strings.Builder
	if s.Amount != nil {
		b.WriteString(s.Amount.String())
	}
	amounts := make([]string, len(s.Items))
	for i, item := range s.Items {
		amounts[i] = plainName(item.Member) + "=" + item.Amount.String()
	}
	sort.Strings(amounts)
	b.WriteString(strings.Join(amounts, ","))
	return b.String()
}

// differing names the slots that are not the same.
func differing(want, got Slots) []string {
	var out []string
	check := func(name string, same bool) {
		if !same {
			out = append(out, name)
		}
	}
	check("amount", sums(want) == sums(got))
	check("days", want.Days == got.Days)
	check("nights", want.Nights == got.Nights)
	check("for", sameWords(want.For, got.For))
	check("of", sameWords(want.Of, got.Of))
	check("name", sameWords(want.Name, got.Name))
	check("date", samePointer(want.Date, got.Date))
	check("time", samePointer(want.Time, got.Time))
	check("period", want.Period == got.Period)
	check("benefit", want.Benefit == got.Benefit)
	check("topic", sameWords(want.Topic, got.Topic))
	check("place", sameWords(want.Place, got.Place))
	check("answer", want.Answer == got.Answer)
	check("member", sameWords(want.Member, got.Member))
	check("claim", sameWords(want.Claim, got.Claim))
	check("reason", sameWords(want.Reason, got.Reason))
	check("kind", want.Kind == got.Kind)
	check("message", sameWords(want.Message, got.Message))
	check("direction", want.Direction == got.Direction)
	check("note", sameWords(want.Note, got.Note))
	return out
}

func samePointer[T comparable](want, got *T) bool {
	if want == nil || got == nil {
		return want == got
	}
	return *want == *got
}

// sameWords compares free text leniently: spaces, signs and a title before a
// name make no difference.
func sameWords(want, got string) bool { return plainName(want) == plainName(got) }

// titles are left out of comparing, the longest first.
var titles = []string{"เด็กหญิง", "เด็กชาย", "นางสาว", "ด.ญ.", "ด.ช.", "น.ส.", "คุณ", "นาย", "นาง"}

func plainName(text string) string {
	text = strings.Map(func(r rune) rune {
		if strings.ContainsRune(" \t\n-–:,\"'()", r) {
			return -1
		}
		return r
	}, strings.ToLower(text))
	for _, title := range titles {
		if rest, found := strings.CutPrefix(text, title); found && rest != "" {
			return rest
		}
	}
	return text
}
