package speech_test

import (
	"encoding/json"
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/rivo/uniseg"

	flex "sajja/flex-templates"

	"sajja/bot/catalogue"
	"sajja/bot/conversation"
	"sajja/bot/line"
	"sajja/bot/speech"
	"sajja/ledger"
	"sajja/store"
)

// quickLabelMax is LINE's limit of a label above the keyboard, in letters as
// readers count them.
const quickLabelMax = 20

// replyTypes reads from the source which replies there are.
func replyTypes(t *testing.T) []string {
	t.Helper()
	files, err := filepath.Glob("../conversation/*.go")
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, path := range files {
		file, err := parser.ParseFile(token.NewFileSet(), path, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		for _, decl := range file.Decls {
			if f, ok := decl.(*ast.FuncDecl); ok && f.Name.Name == "isReply" {
				names = append(names, f.Recv.List[0].Type.(*ast.Ident).Name)
			}
		}
	}
	return names
}

func TestEveryReplyHasAnExample(t *testing.T) {
	t.Parallel()
	found := map[string]bool{}
	for _, s := range villages["usual"].specimens() {
		found[reflect.TypeOf(s.reply).Name()] = true
	}
	for _, name := range replyTypes(t) {
		if !found[name] {
			t.Errorf("%s has none", name)
		}
	}
}

// keyForm is how a text's key looks: words of small letters joined by points.
var keyForm = regexp.MustCompile(`\b[a-z-]+\.[a-z-]+\b`)

func TestSay(t *testing.T) {
	t.Parallel()
	speaker, cards := newSpeaker(t), newCards(t)
	for size, v := range villages {
		for _, preset := range []ledger.Preset{ledger.PresetWelfare, ledger.PresetSavings} {
			t.Run("every reply is said with "+size+" values in a "+string(preset)+" fund", func(t *testing.T) {
				t.Parallel()
				for _, s := range v.specimens() {
					utterances := speaker.Say(v.scene(preset), []conversation.Reply{s.reply})
					if len(utterances) != 1 || len(utterances[0].Content.Items) == 0 || len(utterances[0].Content.Items) > speech.ItemsMax {
						t.Errorf("%s: %d utterances", s.name, len(utterances))
						continue
					}
					checkContent(t, s.name, cards, utterances[0].Content)
				}
			})
		}
	}

	t.Run("to a stranger and in words of our own fault too", func(t *testing.T) {
		t.Parallel()
		for _, topic := range conversation.Topics {
			scene := speech.Scene{Now: now, Reference: "ABC234"}
			said := speaker.Say(scene, []conversation.Reply{conversation.Note{Topic: topic}})
			checkContent(t, string(topic), cards, said[0].Content)
			if topic == conversation.TopicApology && !strings.Contains(wordsOf(t, cards, said[0].Content), "ABC234") {
				t.Error("the apology does not tell its reference")
			}
		}
	})
}

// checkContent renders a content and reads it as LINE does.
func checkContent(t *testing.T, name string, cards *flex.Library, c speech.Content) {
	t.Helper()
	kept, err := c.Encode()
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	read, err := speech.Decode(kept)
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	messages, fault := speech.Render(cards, read)
	if fault != nil || len(messages) != len(c.Items) {
		t.Errorf("%s: %d messages, %v", name, len(messages), fault)
		return
	}
	fresh, _ := speech.Render(cards, c)
	if diff := cmp.Diff(asJSON(t, fresh), asJSON(t, messages)); diff != "" {
		t.Errorf("%s: kept and read back it says something else:\n%s", name, diff)
	}
	words := wordsOf(t, cards, c)
	if key := keyForm.FindString(words); key != "" {
		t.Errorf("%s: a text is missing: %s", name, key)
	}
	for _, q := range c.Quick {
		if n := uniseg.GraphemeClusterCount(q.Label); n == 0 || n > quickLabelMax {
			t.Errorf("%s: the label %q has %d letters", name, q.Label, n)
		}
	}
	for _, item := range c.Items {
		if item.Card != nil && strings.TrimSpace(item.Card.Alt) == "" {
			t.Errorf("%s: no alt text", name)
		}
	}
}

func asJSON(t *testing.T, messages []line.Message) string {
	t.Helper()
	data, err := json.Marshal(messages)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

// wordsOf gives all the words of a content, a line each.
func wordsOf(t *testing.T, cards *flex.Library, c speech.Content) string {
	t.Helper()
	messages, _ := speech.Render(cards, c)
	var words []string
	for _, m := range messages {
		var tree any
		if err := json.Unmarshal([]byte(asJSON(t, []line.Message{m})), &tree); err != nil {
			t.Fatal(err)
		}
		collect(tree, &words)
	}
	return strings.Join(words, "\n")
}

// spoken are the properties that people read or that a press says.
var spoken = []string{"text", "altText", "label", "displayText"}

func collect(node any, words *[]string) {
	switch node := node.(type) {
	case []any:
		for _, child := range node {
			collect(child, words)
		}
	case map[string]any:
		for name, child := range node {
			if text, ok := child.(string); ok && slices.Contains(spoken, name) {
				*words = append(*words, text)
			}
			collect(child, words)
		}
	}
}

// TestEveryTextIsSaid holds the catalogue against all that is ever said: a text
// nobody says is dead, and a place that nobody fills leaves a hole.
func TestEveryTextIsSaid(t *testing.T) {
	t.Parallel()
	speaker, cards := newSpeaker(t), newCards(t)
	texts, err := catalogue.New()
	if err != nil {
		t.Fatal(err)
	}
	var said strings.Builder
	for _, preset := range []ledger.Preset{ledger.PresetWelfare, ledger.PresetSavings} {
		v := villages["usual"]
		for _, s := range v.specimens() {
			for _, u := range speaker.Say(v.scene(preset), []conversation.Reply{s.reply}) {
				said.WriteString(wordsOf(t, cards, u.Content) + "\n")
			}
		}
		asked := speaker.Silence(store.Fund{Name: v.fund, Preset: preset}, ledger.DateOf(now))
		for _, c := range append(v.lapseContents(speaker, preset), asked) {
			said.WriteString(wordsOf(t, cards, c) + "\n")
		}
	}
	for _, key := range texts.Keys() {
		if !formOf(texts, key).MatchString(said.String()) {
			t.Errorf("%s is never said, or a place in it is never filled: %q", key, texts.Text(key))
		}
	}
}

// formOf matches a text with something in each of its places.
func formOf(texts *catalogue.Catalogue, key catalogue.Key) *regexp.Regexp {
	var pairs []string
	for _, place := range texts.Places(key) {
		pairs = append(pairs, place, "\x00")
	}
	form := regexp.QuoteMeta(texts.Text(key, pairs...))
	return regexp.MustCompile(strings.ReplaceAll(form, "\x00", `[^\n]+?`))
}

func TestPages(t *testing.T) {
	t.Parallel()
	if conversation.PageSize != flex.WaitingRowsMax {
		t.Errorf("a page has %d entries, a card %d rows", conversation.PageSize, flex.WaitingRowsMax)
	}
	if conversation.StatementLength != flex.PassbookEntriesMax {
		t.Errorf("a statement has %d lines, a card %d", conversation.StatementLength, flex.PassbookEntriesMax)
	}
}

func TestUtterances(t *testing.T) {
	t.Parallel()
	speaker, v := newSpeaker(t), villages["usual"]

	t.Run("what is said to the writer comes together and first, the others' after it", func(t *testing.T) {
		t.Parallel()
		said := speaker.Say(v.scene(ledger.PresetWelfare), []conversation.Reply{
			conversation.ReceiptFor{Member: v.member(), Receiver: v.name},
			conversation.Received{Entries: []int{0}},
			conversation.RefusedFor{Member: v.member(), Amount: v.amount, Reason: conversation.ReasonDouble},
			conversation.Question{Ask: conversation.AskAmount},
		})
		if len(said) != 3 || said[0].Member != nil || len(said[0].Content.Items) != 2 || len(said[0].Content.Quick) == 0 {
			t.Fatalf("%+v", said)
		}
		if !said[1].IsReceipt || said[1].Member == nil || said[2].IsReceipt || said[2].Member == nil {
			t.Errorf("%+v", said[1:])
		}
	})

	t.Run("nothing to say is no utterance", func(t *testing.T) {
		t.Parallel()
		if said := speaker.Say(v.scene(ledger.PresetWelfare), nil); len(said) != 0 {
			t.Errorf("%+v", said)
		}
	})

	t.Run("an alt text says the amount and the verdict", func(t *testing.T) {
		t.Parallel()
		for _, reply := range []conversation.Reply{
			conversation.Promised{}, conversation.Posted{}, conversation.ReceiptFor{Member: v.member()},
			conversation.RefusedFor{Member: v.member(), Amount: v.amount, Reason: conversation.ReasonNoCash},
			conversation.Voided{Amount: v.amount}, conversation.Passbook{Person: v.person()},
			conversation.WaitingList{Totals: nil, Entries: nil},
		} {
			alt := speaker.Say(v.scene(ledger.PresetWelfare), []conversation.Reply{reply})[0].Content.Items[0].Card.Alt
			if _, isList := reply.(conversation.WaitingList); !isList && !strings.Contains(alt, "30 บาท") {
				t.Errorf("%T: %q", reply, alt)
			}
		}
	})
}

func TestCarry(t *testing.T) {
	t.Parallel()
	item := func(text string) speech.Content { return speech.Content{Items: []speech.Item{{Text: text}}} }

	t.Run("others ride behind, in order, and the buttons stay with the last", func(t *testing.T) {
		t.Parallel()
		c := item("answer")
		c.Quick = []line.QuickReply{{Label: "ยอด", Text: "ยอด"}}
		if n := c.Carry(item("one"), item("two")); n != 2 {
			t.Errorf("%d rode", n)
		}
		messages, _ := speech.Render(newCards(t), c)
		if got := asJSON(t, messages[2:]); !strings.Contains(got, `"text":"two","quickReply"`) {
			t.Errorf("%s", got)
		}
	})

	t.Run("no more than LINE takes in one call, and none out of order", func(t *testing.T) {
		t.Parallel()
		c := item("answer")
		two := speech.Content{Items: []speech.Item{{Text: "a"}, {Text: "b"}}}
		if n := c.Carry(two, two, item("never before the second pair's turn")); n != 2 || len(c.Items) != speech.ItemsMax {
			t.Errorf("%d rode, %d items", n, len(c.Items))
		}
		if n := c.Carry(item("full")); n != 0 || len(c.Items) != speech.ItemsMax {
			t.Errorf("%d rode, %d items", n, len(c.Items))
		}
	})
}

func TestRender(t *testing.T) {
	t.Parallel()
	cards := newCards(t)

	t.Run("a card that cannot be rendered goes out as its alt text, with the fault told", func(t *testing.T) {
		t.Parallel()
		for name, card := range map[string]flex.Card{
			"no such template": {Template: "poster", Alt: "รับเงินสมทบ 30 บาท แล้ว", Values: map[string]any{}},
			"no values":        {Template: "receipt", Alt: "รับเงินสมทบ 30 บาท แล้ว"},
			"a broken value":   {Template: "receipt", Alt: "รับเงินสมทบ 30 บาท แล้ว", Values: map[string]any{"amount": 7}},
		} {
			messages, fault := speech.Render(cards, speech.Content{
				Items: []speech.Item{{Card: &card}, {Text: "และ"}}, Quick: []line.QuickReply{{Label: "ยอด", Text: "ยอด"}},
			})
			want := `[{"type":"text","text":"` + card.Alt + `"}]`
			if fault == nil || len(messages) != 2 || asJSON(t, messages[:1]) != want {
				t.Errorf("%s: %v, %s", name, fault, asJSON(t, messages))
			}
		}
	})

	t.Run("a content that is no JSON is an error", func(t *testing.T) {
		t.Parallel()
		for _, data := range []string{"", "{", `{"items":7}`} {
			if _, err := speech.Decode(json.RawMessage(data)); err == nil {
				t.Errorf("%q was read", data)
			}
		}
	})
}
