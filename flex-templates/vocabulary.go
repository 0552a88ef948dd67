package flex

import (
	"fmt"
	"io/fs"
	"reflect"
)

// vocabulary is what a template of a name may say, and what it must.
type vocabulary struct {
	card  Card     // with every value given
	shows []string // the values that the card is for
}

// vocabularies lists the cards there are.
func vocabularies() []vocabulary {
	return []vocabulary{
		{PendingCard(filled[Pending]()), []string{"fund", "mark", "title", "amount", "moneyKind", "who", "steps", "posted.value", "waiting.value"}},
		{ReceiptCard(filled[Receipt]()), []string{"fund", "mark", "title", "number.value", "amount", "words", "moneyKind", "who.value", "when.value", "receivedBy.value"}},
		{PassbookCard(filled[Passbook]()), []string{"fund", "who", "contribution.value", "savings.value", "waiting.value", "entries.amount", "entries.mark", "entries.state"}},
		{WaitingCard(filled[Waiting]()), []string{"fund", "title", "total.value", "groups.rows.name", "groups.rows.amount"}},
		{TableCard(filled[Table]()), []string{"title", "note", "groups.name", "groups.rows.left", "groups.rows.right", "groups.rows.mark", "groups.rows.note", "totals.value"}},
		{HelpCard(filled[Help]()), []string{"title", "lines.say", "lines.means"}},
		{NoticeCard(filled[Notice]()), []string{"mark", "title", "text"}},
	}
}

func names() []string {
	var all []string
	for _, v := range vocabularies() {
		all = append(all, v.card.Template)
	}
	return all
}

// compile reads this card's template, the fund's own if there is one, and tries
// it on a card with every value given.
func (v vocabulary) compile(overrides fs.FS) (*program, error) {
	file, err := v.read(overrides)
	if err != nil {
		return nil, err
	}
	p, err := compile(file, v.card.Values)
	if err != nil {
		return nil, err
	}
	for _, name := range v.shows {
		if !p.shows[name] {
			return nil, fault("", "the card does not show ${%s}", name)
		}
	}
	_, err = p.render(nil, v.card.Values)
	return p, err
}

func (v vocabulary) read(overrides fs.FS) ([]byte, error) {
	name := v.card.Template + ".json"
	if overrides != nil {
		file, err := fs.ReadFile(overrides, name)
		if err == nil {
			return file, nil
		}
		if _, statErr := fs.Stat(overrides, name); statErr == nil {
			return nil, fmt.Errorf("read override: %w", err)
		}
	}
	return embedded.ReadFile(name)
}

// longWord is long enough that a constructor calls it too long for large type,
// and short enough for a label.
const longWord = "กกกกกกกกกกกกกกกกกกกก"

// filled makes a value with every text, flag and list in it given, so that the
// constructors themselves tell the names of the values they make.
func filled[T any]() T {
	var value T
	fill(reflect.ValueOf(&value).Elem())
	return value
}

func fill(v reflect.Value) {
	switch v.Kind() {
	case reflect.String:
		v.SetString(longWord)
	case reflect.Bool:
		v.SetBool(true)
	case reflect.Int:
		v.SetInt(1)
	case reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), 1, 1))
		fill(v.Index(0))
	case reflect.Struct:
		for i := range v.NumField() {
			fill(v.Field(i))
		}
	}
}
