package flex_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync"
	"testing"
	"unicode/utf16"

	"github.com/google/go-cmp/cmp"
	"github.com/line/line-bot-sdk-go/v8/linebot/messaging_api"

	flex "sajja/flex-templates"
)

func TestEverySpecimen(t *testing.T) {
	t.Parallel()
	l := newLibrary(t)
	for name, card := range specimens() {
		contents, alt, err := l.Render(card)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		t.Run(name+" keeps LINE's limits", func(t *testing.T) {
			t.Parallel()
			for _, fault := range limitFaults(t, contents) {
				t.Error(fault)
			}
			if units := len(utf16.Encode([]rune(alt))); units < 1 || units > 1500 {
				t.Errorf("an alt text of %d units", units)
			}
		})
		t.Run(name+" can be read at seventy", func(t *testing.T) {
			t.Parallel()
			for _, fault := range readingFaults(t, contents) {
				t.Error(fault)
			}
		})
		t.Run(name+" loses nothing on the way through LINE's types", func(t *testing.T) {
			t.Parallel()
			container, err := messaging_api.UnmarshalFlexContainer(contents)
			if err != nil {
				t.Fatal(err)
			}
			back, err := json.Marshal(container)
			if err != nil {
				t.Fatal(err)
			}
			for _, lost := range lost("", decode(t, contents), decode(t, back)) {
				t.Error(lost)
			}
		})
		t.Run(name+" is the same after a stay in the outbox", func(t *testing.T) {
			t.Parallel()
			row, err := json.Marshal(card)
			if err != nil {
				t.Fatal(err)
			}
			var kept flex.Card
			if err := json.Unmarshal(row, &kept); err != nil {
				t.Fatal(err)
			}
			again, altAgain, err := l.Render(kept)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(string(contents)+alt, string(again)+altAgain); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// lost names what stands in ours and not in theirs.
func lost(at string, ours, theirs any) []string {
	switch v := ours.(type) {
	case object:
		other, ok := theirs.(object)
		if !ok {
			return []string{at}
		}
		var all []string
		for _, name := range slices.Sorted(maps.Keys(v)) {
			all = append(all, lost(at+"/"+name, v[name], other[name])...)
		}
		return all
	case []any:
		other, ok := theirs.([]any)
		if !ok || len(v) != len(other) {
			return []string{at}
		}
		var all []string
		for i := range v {
			all = append(all, lost(fmt.Sprint(at, "/", i), v[i], other[i])...)
		}
		return all
	default:
		if ours != theirs {
			return []string{fmt.Sprintf("%s: %v became %v", at, ours, theirs)}
		}
		return nil
	}
}

// TestEveryValueAgainstEveryLimit puts texts that are too long, blank or
// hostile in place of each value of each card, one at a time: either the card
// is refused with a typed error, or LINE would take it.
func TestEveryValueAgainstEveryLimit(t *testing.T) {
	t.Parallel()
	l := newLibrary(t)
	texts := map[string]string{
		"blank":          " \u200b\t",
		"41 letters":     strings.Repeat("กี่", 41),
		"300 emoji":      strings.Repeat("👩‍👩‍👧", 300),
		"301 letters":    strings.Repeat("ก", 301),
		"20,000 letters": strings.Repeat("ก", 20_000),
		"markup":         `"}],"x":"<img onerror=1>\` + "\n\x00",
		"not UTF-8":      "ก\xff\xfe",
		"a template":     "${amount}",
	}
	for _, name := range []string{"pending-usual", "receipt-usual", "passbook-usual", "waiting-usual", "table-usual", "table-taps", "help-usual", "notice-ask"} {
		t.Run(name+" is right or refused", func(t *testing.T) {
			t.Parallel()
			count := len(leaves(specimens()[name].Values))
			for i := range count {
				for kind, text := range texts {
					card := specimens()[name]
					leaf := leaves(card.Values)[i]
					leaf.holder[leaf.name] = text
					contents, _, err := l.Render(card)
					checkOutcome(t, fmt.Sprintf("%s is %s", leaf.path, kind), contents, err)
				}
			}
		})
	}
}

func checkOutcome(t *testing.T, what string, contents []byte, err error) {
	t.Helper()
	if err == nil {
		for _, fault := range limitFaults(t, contents) {
			t.Errorf("%s: %s", what, fault)
		}
		return
	}
	var typed *flex.Error
	if !errors.As(err, &typed) || typed.Template == "" {
		t.Errorf("%s: err = %v", what, err)
	}
	if !errors.Is(err, flex.ErrLimit) && !errors.Is(err, flex.ErrMissing) {
		t.Errorf("%s: err = %v", what, err)
	}
	if strings.Contains(err.Error(), "กก") || strings.Contains(err.Error(), who) {
		t.Errorf("%s: the error quotes a value: %v", what, err)
	}
}

type leaf struct {
	holder object
	name   string
	path   string
}

// leaves lists the texts in a card's values, in order.
func leaves(values object) []leaf {
	var all []leaf
	for _, name := range slices.Sorted(maps.Keys(values)) {
		switch v := values[name].(type) {
		case string:
			all = append(all, leaf{values, name, name})
		case object:
			all = append(all, leaves(v)...)
		case []any:
			for _, item := range v {
				all = append(all, leaves(item.(object))...)
			}
		}
	}
	return all
}

func TestErrorsNameTheirPlace(t *testing.T) {
	t.Parallel()
	l := newLibrary(t)
	pending := func(change func(*flex.Pending)) flex.Card {
		p := flex.Pending{Fund: "ก", Title: "รอ", MoneyKind: "เงิน", Amount: "1 บาท", Who: "อ", Steps: "ส่ง", Buttons: []flex.Button{seeBook(), undo()}, Alt: "รอ 1 บาท"}
		change(&p)
		return flex.PendingCard(p)
	}
	for _, c := range []struct {
		name string
		card flex.Card
		want error
		path string
		item int
	}{
		{"a name that is no card's", flex.Card{Template: "pendng", Alt: "a"}, flex.ErrUnknownTemplate, "", -1},
		{"no alt text", pending(func(p *flex.Pending) { p.Alt = " " }), flex.ErrMissing, "", -1},
		{"no amount", pending(func(p *flex.Pending) { p.Amount = "" }), flex.ErrMissing, "/body/contents/2/text", -1},
		{"no name", pending(func(p *flex.Pending) { p.Who = "" }), flex.ErrMissing, "/body/contents/6/text", -1},
		{"no label", pending(func(p *flex.Pending) { p.Buttons[0].Label = "" }), flex.ErrMissing, "/footer/contents/0/contents/2/action/label", 0},
		{"data too long", pending(func(p *flex.Pending) { p.Buttons[1].Data = longData + "x" }), flex.ErrLimit, "/footer/contents/0/contents/1/action/data", 1},
		{"a button that does nothing", pending(func(p *flex.Pending) { p.Buttons[0].Text = "" }), flex.ErrMissing, "/footer/contents/0/contents/2/action/text", 0},
		{"too many bytes", pending(func(p *flex.Pending) { p.Steps = strings.Repeat("ก", 10_000) }), flex.ErrLimit, "", -1},
		{"no values at all", flex.Card{Template: "pending", Alt: "a"}, flex.ErrMissing, "/header/contents/0/text", -1},
	} {
		t.Run(c.name+" is refused with its place", func(t *testing.T) {
			t.Parallel()
			_, _, err := l.Render(c.card)
			var typed *flex.Error
			if !errors.As(err, &typed) || !errors.Is(err, c.want) {
				t.Fatalf("err = %v", err)
			}
			if typed.Path != c.path || typed.Item != c.item || typed.Template != c.card.Template {
				t.Errorf("err = %+v", typed)
			}
		})
	}
}

func TestAltTextLosesItsEndBetweenLetters(t *testing.T) {
	t.Parallel()
	l := newLibrary(t)
	for name, alt := range map[string]string{"Thai": strings.Repeat("กี่", 600), "emoji": strings.Repeat("👩‍👩‍👧", 400), "exact": strings.Repeat("ก", 1500)} {
		card := specimens()["notice-ok"]
		card.Alt = alt
		_, got, err := l.Render(card)
		if err != nil {
			t.Fatal(err)
		}
		units := len(utf16.Encode([]rune(got)))
		if units > 1500 || units < 1490 {
			t.Errorf("%s: %d units", name, units)
		}
		whole := strings.TrimSuffix(got, "…")
		if !strings.HasPrefix(alt, whole) || name == "Thai" && len(whole)%len("กี่") != 0 {
			t.Errorf("%s: a letter is broken: …%q", name, got[len(got)-20:])
		}
	}
}

func TestTonesSayItInWordsAndMarks(t *testing.T) {
	t.Parallel()
	l := newLibrary(t)
	for tone, mark := range map[flex.Tone]string{flex.ToneOK: "✓", flex.ToneWait: "⏳", flex.ToneStop: "✗", flex.ToneAsk: "?"} {
		contents, _, err := l.Render(flex.NoticeCard(flex.Notice{Tone: tone, Title: "หัวเรื่อง", Text: "ข้อความ", Alt: "หัวเรื่อง"}))
		if err != nil {
			t.Fatal(err)
		}
		var texts []string
		visit(decode(t, contents), "", func(o object, _ string) {
			if o["type"] == "text" {
				texts = append(texts, o["text"].(string))
			}
		})
		if diff := cmp.Diff([]string{mark, "หัวเรื่อง", "ข้อความ"}, texts); diff != "" {
			t.Errorf("%s: %s", tone, diff)
		}
	}
}

func TestManyAtOnceGiveTheSame(t *testing.T) {
	t.Parallel()
	l := newLibrary(t)
	want := map[string]string{}
	for name, card := range specimens() {
		contents, _, err := l.Render(card)
		if err != nil {
			t.Fatal(err)
		}
		want[name] = string(contents)
	}
	var wait sync.WaitGroup
	for range 8 {
		wait.Go(func() {
			for name, card := range specimens() {
				if contents, _, err := l.Render(card); err != nil || string(contents) != want[name] {
					t.Errorf("%s differs, err = %v", name, err)
				}
			}
		})
	}
	wait.Wait()
}

func FuzzRender(f *testing.F) {
	l := newLibrary(f)
	f.Add("30 บาท", "สมศรี", "v1:x")
	f.Add("\"\\", "\x00\u2028", "${$root.amount}")
	f.Fuzz(func(t *testing.T, amount, who, data string) {
		card := flex.PendingCard(flex.Pending{
			Fund: "ก", Title: who, MoneyKind: "เงิน", Amount: amount, Who: who, Steps: "ส่ง", Alt: "รอ",
			Buttons: []flex.Button{{Label: who, Data: data, DisplayText: amount}},
		})
		contents, _, err := l.Render(card)
		checkOutcome(t, "the card", contents, err)
	})
}
