package conversation

import (
	"strings"
	"testing"
	"time"
	"unicode/utf16"

	"github.com/google/go-cmp/cmp"
	"github.com/google/uuid"
	"pgregory.net/rapid"

	"sajja/ledger"
)

// dataMax is LINE's limit of a postback, in UTF-16 units.
const dataMax = 300

// verbs are all verbs, each with a button that the cards make.
func verbs() map[Verb]Button {
	id := ledger.NewEntryID(time.Now())
	return map[Verb]Button{
		VerbUndo:    {Verb: VerbUndo, Entries: []ledger.EntryID{id}},
		VerbAgain:   {Verb: VerbAgain, Amount: ledger.MustMoney("30.50"), Ref: "590000000000000001"},
		VerbNo:      {Verb: VerbNo},
		VerbResume:  {Verb: VerbResume},
		VerbReceive: {Verb: VerbReceive, Entries: []ledger.EntryID{id, ledger.NewEntryID(time.Now())}},
		VerbRefuse:  {Verb: VerbRefuse, Entries: []ledger.EntryID{id}},
		VerbReason:  {Verb: VerbReason, Entries: []ledger.EntryID{id}, Reason: ReasonNoCash},
		VerbPage:    {Verb: VerbPage, Page: 3},
	}
}

func TestButton(t *testing.T) {
	t.Parallel()

	for verb, b := range verbs() {
		t.Run("a button to "+string(verb)+" reads as it was written", func(t *testing.T) {
			t.Parallel()
			got, err := ParseButton(b.Data())
			if diff := cmp.Diff(b, got); err != nil || diff != "" {
				t.Errorf("%v (-want +got):\n%s", err, diff)
			}
		})
	}

	t.Run("whatever a card writes is read back", func(t *testing.T) {
		t.Parallel()
		rapid.Check(t, func(t *rapid.T) {
			b := Button{Verb: rapid.SampledFrom([]Verb{VerbReceive, VerbReason, VerbAgain, VerbPage}).Draw(t, "verb")}
			switch b.Verb {
			case VerbAgain:
				b.Amount = ledger.MoneyFromSatang(rapid.Int64Range(1, 100_000_000).Draw(t, "satang"))
				b.Ref = rapid.StringMatching(`[0-9]{1,20}`).Draw(t, "message")
			case VerbPage:
				b.Page = rapid.IntRange(0, pageMax).Draw(t, "page")
			default:
				for range rapid.IntRange(1, EntriesMax).Draw(t, "entries") {
					b.Entries = append(b.Entries, ledger.NewEntryID(time.Now()))
				}
				if b.Verb == VerbReason {
					b.Reason = rapid.SampledFrom(Reasons[:]).Draw(t, "reason")
				}
			}
			got, err := ParseButton(b.Data())
			if diff := cmp.Diff(b, got); err != nil || diff != "" {
				t.Fatalf("%v (-want +got):\n%s", err, diff)
			}
		})
	})

	t.Run("the longest button fits LINE's 300 characters, and a card's page fits the button", func(t *testing.T) {
		t.Parallel()
		var ids []ledger.EntryID
		for range EntriesMax {
			ids = append(ids, ledger.EntryID{UUID: uuid.Max})
			ids[len(ids)-1].UUID[0] = byte(len(ids))
		}
		for verb, b := range verbs() {
			if len(b.Entries) > 0 {
				b.Entries = ids
			}
			if n := len(utf16.Encode([]rune(b.Data()))); n > dataMax {
				t.Errorf("%s has %d characters", verb, n)
			}
		}
		if PageSize > EntriesMax {
			t.Errorf("a page shows %d entries, a button names %d", PageSize, EntriesMax)
		}
	})

	id := encodeEntries([]ledger.EntryID{ledger.NewEntryID(time.Now())})
	for name, data := range map[string]string{
		"nothing":                    "",
		"another bot's":              "action=buy&itemid=111",
		"a later version's":          "2:undo:" + id,
		"no version":                 "undo:" + id,
		"a verb that does not exist": "1:pay:" + id,
		"no entry":                   "1:undo:",
		"half an entry":              "1:undo:" + id[:21],
		"an entry and a half":        "1:receive:" + id + id[:11],
		"no letters of base64":       "1:undo:" + strings.Repeat("*", encodedLength),
		"an entry twice":             "1:receive:" + id + id,
		"too many entries":           "1:receive:" + strings.Repeat(id, EntriesMax+1),
		"one part too many":          "1:reason:" + id + ":no-cash:more",
		"something behind no":        "1:no:" + id,
		"no reason":                  "1:reason:" + id,
		"no amount":                  "1:again::7",
		"an amount with a point":     "1:again:30.50:7",
		"an amount beyond counting":  "1:again:9223372036854775808:7",
		"a page below zero":          "1:page:-1",
		"a page beyond all":          "1:page:10001",
		"a page that is no number":   "1:page:๑",
	} {
		t.Run("data with "+name+" is a stale button", func(t *testing.T) {
			t.Parallel()
			if b, err := ParseButton(data); err != ErrStaleButton || !cmp.Equal(b, Button{}) {
				t.Errorf("%+v, %v", b, err)
			}
		})
	}
}

func FuzzParseButton(f *testing.F) {
	for _, b := range verbs() {
		f.Add(b.Data())
	}
	f.Add("1:again:-1:")
	f.Add("1:page:0")
	f.Add(strings.Repeat(":", 300))
	f.Fuzz(func(t *testing.T, data string) {
		b, err := ParseButton(data)
		if err != nil {
			return
		}
		again, err := ParseButton(b.Data())
		if diff := cmp.Diff(b, again); err != nil || diff != "" {
			t.Errorf("%q is read once and not twice: %v\n%s", data, err, diff)
		}
		if len(b.Entries) > EntriesMax {
			t.Errorf("%q names %d entries", data, len(b.Entries))
		}
	})
}
