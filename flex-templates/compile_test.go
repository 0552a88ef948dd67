package flex

import (
	"encoding/json"
	"errors"
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
)

// vocabularyOfTests is a card with every value given, for small templates.
func vocabularyOfTests() map[string]any {
	return map[string]any{
		"name": "สมศรี", "note": "x", "many": 3, "big": true, "fund": "กองทุน",
		"rows": []any{map[string]any{"name": "ก", "amount": "30", "tags": []any{map[string]any{"name": "t"}}}},
		"one":  map[string]any{"name": "หนึ่ง"},
	}
}

// inBody puts components into a bubble.
func inBody(components string) string {
	return `{"type":"bubble","body":{"type":"box","layout":"vertical","contents":[` + components + `]}}`
}

func renderBody(t *testing.T, components string, values map[string]any) (string, error) {
	t.Helper()
	p, err := compile([]byte(inBody(components)), vocabularyOfTests())
	if err != nil {
		t.Fatal(err)
	}
	out, err := p.render(nil, values)
	if err == nil && !json.Valid(out) {
		t.Fatalf("no JSON: %s", out)
	}
	body := strings.TrimPrefix(string(out), `{"type":"bubble","body":{"type":"box","layout":"vertical","contents":[`)
	return strings.TrimSuffix(body, `]}}`), err
}

func TestRendering(t *testing.T) {
	t.Parallel()
	const text = `{"type":"text","text":`
	rows := []any{map[string]any{"name": "ก", "amount": "1"}, map[string]any{"name": "ข"}, map[string]any{"name": "ค", "amount": "3"}}
	for _, c := range []struct {
		name, components string
		values           map[string]any
		want             string
	}{
		{"a value stands in its words", text + `"คุณ${name}ค่ะ"}`, map[string]any{"name": `<b>"&\`}, text + `"คุณ<b>\"&\\ค่ะ"}`},
		{"a template in a value stays a text", text + `"${name}"}`, map[string]any{"name": "${fund}"}, text + `"${fund}"}`},
		{"a number keeps its type", `{"type":"text","text":"x","flex":"${many}"}`, map[string]any{"many": 2.0}, `{"type":"text","text":"x","flex":2}`},
		{"a flag keeps its type", `{"type":"text","text":"x","wrap":"${big}"}`, map[string]any{"big": true}, `{"type":"text","text":"x","wrap":true}`},
		{"a number in words is written out", text + `"${many} คน"}`, map[string]any{"many": 1234567.0}, text + `"1234567 คน"}`},
		{"a number alone is a text where a text belongs", text + `"${many}"}`, map[string]any{"many": 12}, text + `"12"}`},
		{"an optional property without a value is left out", `{"type":"text","text":"x","color":"${note}","size":"lg"}`, nil, `{"type":"text","text":"x","size":"lg"}`},
		{"an optional property at the end too", `{"type":"text","text":"x","color":"${note}"}`, nil, `{"type":"text","text":"x"}`},
		{"what is excluded leaves no comma", text + `"a"},{"type":"separator","$when":"${note}"}`, nil, text + `"a"}`},
		{"nor in front", `{"type":"separator","$when":"${note}"},` + text + `"a"}`, nil, text + `"a"}`},
		{"nor when nothing is left", `{"type":"separator","$when":"${note}"}`, nil, ``},
		{"a list repeats in order", `{"type":"text","$data":"${rows}","text":"${name}"}`, map[string]any{"rows": rows}, text + `"ก"},` + text + `"ข"},` + text + `"ค"}`},
		{"a condition holds for each item", `{"type":"text","$data":"${rows}","$when":"${amount}","text":"${name} ${amount}"}`, map[string]any{"rows": rows}, text + `"ก 1"},` + text + `"ค 3"}`},
		{"the card and the count are at hand inside", `{"type":"text","$data":"${rows}","$when":"${$index}","text":"${$index} ${$root.fund}"}`, map[string]any{"rows": rows, "fund": "F"}, text + `"1 F"},` + text + `"2 F"}`},
		{"a list that is not there is empty", `{"type":"text","$data":"${rows}","text":"${name}"}`, nil, ``},
		{"an object is one item", `{"type":"text","$data":"${one}","text":"${name}"}`, map[string]any{"one": map[string]any{"name": "ก"}}, text + `"ก"}`},
		{"after a repetition paths start at the top", `{"type":"text","$data":"${one}","text":"${name}"},` + text + `"${name}"}`, map[string]any{"name": "บน", "one": map[string]any{"name": "ใน"}}, text + `"ใน"},` + text + `"บน"}`},
		{"lists nest", `{"type":"box","layout":"vertical","$data":"${rows}","contents":[{"type":"text","$data":"${tags}","text":"${name}"}]}`,
			map[string]any{"rows": []any{map[string]any{"tags": []any{map[string]any{"name": "t"}}}, map[string]any{}}},
			`{"type":"box","layout":"vertical","contents":[` + text + `"t"}]},{"type":"box","layout":"vertical","contents":[]}`},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			got, err := renderBody(t, c.components, c.values)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestRenderingRefusals(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name, components string
		values           map[string]any
		want             error
	}{
		{"a text without its value", `{"type":"text","text":"${name}"}`, nil, ErrMissing},
		{"a text with a part missing", `{"type":"text","text":"คุณ${name}"}`, nil, ErrMissing},
		{"a text that is a list", `{"type":"text","text":"${name}"}`, map[string]any{"name": []any{}}, ErrInvalid},
		{"a colour that is none", `{"type":"text","text":"x","color":"${note}"}`, map[string]any{"note": "red"}, ErrInvalid},
		{"a known word that is none", `{"type":"text","text":"x","align":"${note}"}`, map[string]any{"note": "middle"}, ErrInvalid},
		{"a whole number that is not", `{"type":"text","text":"x","flex":"${many}"}`, map[string]any{"many": 1.5}, ErrInvalid},
		{"a negative whole number", `{"type":"text","text":"x","flex":"${many}"}`, map[string]any{"many": -1}, ErrInvalid},
		{"a whole number that is a word", `{"type":"text","text":"x","flex":"${many}"}`, map[string]any{"many": "1"}, ErrInvalid},
		{"a clipboard text too long", `{"type":"button","action":{"type":"clipboard","label":"x","clipboardText":"${name}"}}`, map[string]any{"name": strings.Repeat("ก", 1001)}, ErrLimit},
		{"an address too long", `{"type":"button","action":{"type":"uri","label":"x","uri":"${name}"}}`, map[string]any{"name": "https://example.com/" + strings.Repeat("a", 1000)}, ErrLimit},
		{"an address that is none", `{"type":"button","action":{"type":"uri","label":"x","uri":"${name}"}}`, map[string]any{"name": "http://[::1"}, ErrInvalid},
		{"a flag that is a word", `{"type":"text","text":"x","wrap":"${big}"}`, map[string]any{"big": "true"}, ErrInvalid},
		{"a list that is a word", `{"type":"text","$data":"${rows}","text":"${name}"}`, map[string]any{"rows": "x"}, ErrInvalid},
		{"no span left", `{"type":"text","contents":[{"type":"span","$when":"${note}","text":"x"}]}`, nil, ErrMissing},
	} {
		t.Run(c.name+" is refused", func(t *testing.T) {
			t.Parallel()
			got, err := renderBody(t, c.components, c.values)
			if !errors.Is(err, c.want) {
				t.Errorf("%s, err = %v", got, err)
			}
		})
	}
	t.Run("a list without end stops early", func(t *testing.T) {
		t.Parallel()
		rows := make([]any, 1_000_000)
		for i := range rows {
			rows[i] = map[string]any{"name": "ก"}
		}
		got, err := renderBody(t, `{"type":"text","$data":"${rows}","text":"${name}"}`, map[string]any{"rows": rows})
		if !errors.Is(err, ErrLimit) || len(got) > 2*carouselBytesMax {
			t.Errorf("%d bytes, err = %v", len(got), err)
		}
	})
}

func TestCarousel(t *testing.T) {
	t.Parallel()
	p, err := compile([]byte(`{"type":"carousel","contents":[{"type":"bubble","size":"kilo","$data":"${rows}","body":{"type":"box","layout":"vertical","contents":[{"type":"text","text":"${name}"}]}}]}`), vocabularyOfTests())
	if err != nil {
		t.Fatal(err)
	}
	bubbles := func(n int, name string) map[string]any {
		rows := make([]any, n)
		for i := range rows {
			rows[i] = map[string]any{"name": name}
		}
		return map[string]any{"rows": rows}
	}
	for _, c := range []struct {
		name   string
		values map[string]any
		want   error
	}{
		{"one bubble goes", bubbles(1, "ก"), nil},
		{"twelve bubbles go", bubbles(12, "ก"), nil},
		{"thirteen bubbles do not", bubbles(13, "ก"), ErrLimit},
		{"no bubble does not", bubbles(0, "ก"), ErrMissing},
		{"a bubble over 30,000 bytes does not", bubbles(1, strings.Repeat("ก", 9_990)), ErrLimit},
		{"a carousel over 30,000 bytes goes", bubbles(4, strings.Repeat("ก", 3_900)), nil},
		{"a carousel over 50,000 bytes does not", bubbles(5, strings.Repeat("ก", 3_900)), ErrLimit},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			out, err := p.render(nil, c.values)
			if !errors.Is(err, c.want) || err == nil && !json.Valid(out) {
				t.Errorf("%d bytes, err = %v", len(out), err)
			}
		})
	}
}

// everything uses each component, action and kind of measure that a card may
// have.
const everything = `{"type":"bubble","size":"giga","direction":"ltr",
"styles":{"header":{"backgroundColor":"#FFFFFF"},"hero":{"separator":true},"body":{"separator":true,"separatorColor":"#E3D9C880"},"footer":{}},
"action":{"type":"uri","uri":"tel:0000000000"},
"header":{"type":"box","layout":"horizontal","contents":[{"type":"filler","flex":2}],"width":"50%","maxWidth":"200px","height":"12px","maxHeight":"20%","background":{"type":"linearGradient","angle":"90deg","startColor":"#000000","endColor":"#FFFFFF","centerColor":"#888888","centerPosition":"10.5%"}},
"hero":{"type":"image","url":"https://example.com/a.png","size":"full","aspectRatio":"20:13","aspectMode":"cover","animated":true},
"body":{"type":"box","layout":"vertical","paddingAll":"5%","paddingTop":"xl","borderWidth":"semi-bold","borderColor":"#000000","cornerRadius":"4px","justifyContent":"space-between","alignItems":"flex-end","contents":[
 {"type":"box","layout":"baseline","contents":[{"type":"icon","url":"https://example.com/i.png","size":"24px","aspectRatio":"1:3","scaling":true},{"type":"text","text":"x","size":"13px","lineSpacing":"4px","maxLines":0,"style":"italic","decoration":"underline","gravity":"center"}]},
 {"type":"text","position":"absolute","offsetTop":"-4px","offsetStart":"none","offsetEnd":"10%","contents":[{"type":"span","text":"a","size":"5xl","weight":"bold"},{"type":"span","$when":"${note}","text":"b"}]},
 {"type":"separator","margin":"md","color":"#000000"},
 {"type":"button","style":"link","height":"sm","gravity":"top","action":{"type":"uri","label":"a","uri":"https://example.com/?a=b","altUri":{"desktop":"https://example.com/d"}}},
 {"type":"button","action":{"type":"datetimepicker","label":"b","data":"d","mode":"datetime","initial":"2026-11-21T10:00","min":"${note}"}},
 {"type":"button","action":{"type":"clipboard","label":"c","clipboardText":"${name}"}},
 {"type":"button","action":{"type":"postback","label":"d","data":"d","inputOption":"openKeyboard","fillInText":"ฝาก "}},
 {"type":"image","url":"https://example.com/b.png","size":"40%","action":{"type":"message","text":"ยอด"}}]},
"footer":{"type":"box","layout":"vertical","contents":[]}}`

func TestEverythingLineKnowsIsTaken(t *testing.T) {
	t.Parallel()
	p, err := compile([]byte(everything), vocabularyOfTests())
	if err != nil {
		t.Fatal(err)
	}
	out, err := p.render(nil, map[string]any{"name": "ก", "note": "2026-11-21T10:00"})
	if err != nil {
		t.Fatal(err)
	}
	var want, got any
	plain := strings.NewReplacer(`"$when":"${note}",`, ``, `${note}`, `2026-11-21T10:00`, `${name}`, `ก`).Replace(everything)
	if err := json.Unmarshal([]byte(plain), &want); err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(out, &got); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	film := `{"type":"bubble","size":"mega","hero":{"type":"video","url":"https://example.com/v.mp4","previewUrl":"https://example.com/p.png","altContent":{"type":"image","url":"https://example.com/p.png"},"aspectRatio":"16:9"}}`
	if _, err := compile([]byte(film), nil); err != nil {
		t.Errorf("a film in a lone large bubble: %v", err)
	}
}

func TestTemplateFaults(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ name, file, at string }{
		{"broken JSON", `{"type":"bubble",`, ""},
		{"an empty file", ``, ""},
		{"a second value", inBody(``) + `{}`, ""},
		{"null", `{"type":"bubble","body":null}`, "/body"},
		{"a list at the top", `[]`, ""},
		{"a bubble of nothing", `{"type":"bubble"}`, ""},
		{"a name twice", `{"type":"bubble","type":"bubble"}`, "/type"},
		{"an unknown property", `{"type":"bubble","boddy":{}}`, ""},
		{"a spacer, which LINE dropped", inBody(`{"type":"spacer"}`), "/body/contents/0"},
		{"a component without a type", inBody(`{}`), "/body/contents/0"},
		{"a word that LINE does not know", inBody(`{"type":"text","text":"x","align":"middle"}`), "/body/contents/0/align"},
		{"a colour by name", inBody(`{"type":"text","text":"x","color":"red"}`), "/body/contents/0/color"},
		{"a size with a wrong unit", inBody(`{"type":"text","text":"x","size":"12pt"}`), "/body/contents/0/size"},
		{"a number as a word", inBody(`{"type":"text","text":"x","flex":"1"}`), "/body/contents/0/flex"},
		{"a negative share", inBody(`{"type":"text","text":"x","flex":-1}`), "/body/contents/0/flex"},
		{"a flag as a word", inBody(`{"type":"text","text":"x","wrap":"true"}`), "/body/contents/0/wrap"},
		{"an empty text", inBody(`{"type":"text","text":""}`), "/body/contents/0/text"},
		{"a text of nothing", inBody(`{"type":"text"}`), "/body/contents/0"},
		{"an icon outside of a baseline", inBody(`{"type":"icon","url":"https://example.com/i.png"}`), "/body/contents/0"},
		{"a box in a baseline", inBody(`{"type":"box","layout":"baseline","contents":[{"type":"box","layout":"vertical","contents":[]}]}`), "/body/contents/0/contents/0"},
		{"a body that is a text", `{"type":"bubble","body":{"type":"text","text":"x"}}`, "/body"},
		{"a button without an action", inBody(`{"type":"button"}`), "/body/contents/0"},
		{"a button without a label", inBody(`{"type":"button","action":{"type":"message","text":"x"}}`), "/body/contents/0/action"},
		{"a camera on a card", inBody(`{"type":"button","action":{"type":"camera","label":"x"}}`), "/body/contents/0/action"},
		{"an action that may be left out", inBody(`{"type":"button","action":{"type":"message","label":"x","text":"x","$when":"${note}"}}`), "/body/contents/0/action"},
		{"an address without https", inBody(`{"type":"image","url":"http://example.com/i.png"}`), "/body/contents/0/url"},
		{"an address that runs script", inBody(`{"type":"button","action":{"type":"uri","label":"x","uri":"javascript:alert(1)"}}`), "/body/contents/0/action/uri"},
		{"an offset of words", inBody(`{"type":"text","text":"x","offsetTop":"up"}`), "/body/contents/0/offsetTop"},
		{"a width in words", inBody(`{"type":"box","layout":"vertical","width":"xl","contents":[]}`), "/body/contents/0/width"},
		{"a border in percent", inBody(`{"type":"box","layout":"vertical","borderWidth":"5%","contents":[]}`), "/body/contents/0/borderWidth"},
		{"a measure of points only", inBody(`{"type":"text","text":"x","margin":"..px"}`), "/body/contents/0/margin"},
		{"line spacing in words", inBody(`{"type":"text","text":"x","lineSpacing":"md"}`), "/body/contents/0/lineSpacing"},
		{"a date in words", inBody(`{"type":"button","action":{"type":"datetimepicker","label":"a","data":"d","mode":"date","initial":"today"}}`), "/body/contents/0/action/initial"},
		{"styles of a block that is none", `{"type":"bubble","styles":{"side":{}},"body":{"type":"box","layout":"vertical","contents":[]}}`, "/styles"},
		{"a picture too tall", inBody(`{"type":"image","url":"https://example.com/i.png","aspectRatio":"1:4"}`), "/body/contents/0/aspectRatio"},
		{"a film in a small bubble", `{"type":"bubble","size":"nano","hero":{"type":"video","url":"https://a.example","previewUrl":"https://a.example","altContent":{"type":"box","layout":"vertical","contents":[]}}}`, "/hero"},
		{"bubbles of two sizes", `{"type":"carousel","contents":[{"type":"bubble","size":"kilo","body":{"type":"box","layout":"vertical","contents":[]}},{"type":"bubble","body":{"type":"box","layout":"vertical","contents":[]}}]}`, "/contents"},
		{"a carousel of nothing", `{"type":"carousel","contents":[]}`, "/contents"},
		{"a value the card has not", inBody(`{"type":"text","text":"${nmae}"}`), "/body/contents/0/text"},
		{"a condition the card has not", inBody(`{"type":"separator","$when":"${nmae}"}`), "/body/contents/0/$when"},
		{"a list the card has not", inBody(`{"type":"text","$data":"${rwos}","text":"x"}`), "/body/contents/0/$data"},
		{"a repetition of a word", inBody(`{"type":"text","$data":"${name}","text":"x"}`), "/body/contents/0/$data"},
		{"an expression left open", inBody(`{"type":"text","text":"${name"}`), "/body/contents/0/text"},
		{"a condition without ${}", inBody(`{"type":"separator","$when":"name"}`), "/body/contents/0/$when"},
		{"a call", inBody(`{"type":"text","text":"${upper(name)}"}`), "/body/contents/0/text"},
		{"contents from the data", inBody(`{"type":"box","layout":"vertical","contents":"${rows}"}`), "/body/contents/0/contents"},
		{"nesting without end", inBody(strings.Repeat(`{"type":"box","layout":"vertical","contents":[`, 60) + strings.Repeat(`]}`, 60)), "/body"},
	} {
		t.Run(c.name+" stops the start", func(t *testing.T) {
			t.Parallel()
			_, err := compile([]byte(c.file), vocabularyOfTests())
			if err == nil {
				t.Fatal("accepted")
			}
			var at *placed
			if c.at != "" && (!errors.As(err, &at) || !strings.HasPrefix(at.path, c.at)) {
				t.Errorf("err = %v", err)
			}
		})
	}
}

// TestFilesAreFlexAsTheyStand takes $data and $when out of each file and reads
// ${…} as plain words: what is left must be what LINE's simulator opens.
func TestFilesAreFlexAsTheyStand(t *testing.T) {
	t.Parallel()
	for _, v := range vocabularies() {
		file, err := embedded.ReadFile(v.card.Template + ".json")
		if err != nil {
			t.Fatal(err)
		}
		root, err := parse([]byte(strings.ReplaceAll(string(file), "${", "{")))
		if err != nil {
			t.Fatal(err)
		}
		withoutTemplating(root)
		c := &compiler{shows: map[string]bool{}, sizes: map[string]bool{}}
		if err := c.bubble(root, ""); err != nil {
			t.Errorf("%s: %v", v.card.Template, err)
		}
	}
}

func withoutTemplating(n *node) {
	var kept []member
	for _, m := range n.members {
		if !strings.HasPrefix(m.name, "$") {
			withoutTemplating(m.value)
			kept = append(kept, m)
		}
	}
	n.members = kept
	for _, item := range n.items {
		withoutTemplating(item)
	}
}

func TestOverrides(t *testing.T) {
	t.Parallel()
	plain := func(texts string) fs.FS {
		return fstest.MapFS{"notice.json": &fstest.MapFile{Data: []byte(inBody(texts))}}
	}
	const good = `{"type":"text","text":"${mark} ${title}"},{"type":"text","text":"${text}"}`
	t.Run("a fund's file takes the place of ours", func(t *testing.T) {
		t.Parallel()
		l, err := New(plain(good))
		if err != nil {
			t.Fatal(err)
		}
		got, _, err := l.Render(NoticeCard(Notice{Tone: ToneOK, Title: "ก", Text: "ข", Alt: "ก"}))
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(inBody(`{"type":"text","text":"✓ ก"},{"type":"text","text":"ข"}`), string(got)); diff != "" {
			t.Error(diff)
		}
		if _, _, err := l.Render(HelpCard(filled[Help]())); err != nil {
			t.Errorf("the other cards are gone: %v", err)
		}
	})
	for name, overrides := range map[string]fs.FS{
		"a file that hides the verdict":    plain(`{"type":"text","text":"${text}"}`),
		"a file that uses another's value": plain(good + `,{"type":"text","text":"${amount}"}`),
		"a file that LINE would refuse":    plain(good + `,{"type":"text","text":""}`),
		"a file that is too large":         plain(good + `,{"type":"text","text":"` + strings.Repeat("ก", 10_000) + `"}`),
		"a file that is not JSON":          fstest.MapFS{"notice.json": &fstest.MapFile{Data: []byte("{")}},
		"a file of a misspelt name":        fstest.MapFS{"notcie.json": &fstest.MapFile{Data: []byte(inBody(good))}},
	} {
		t.Run(name+" stops the start", func(t *testing.T) {
			t.Parallel()
			_, err := New(overrides)
			if err == nil || !strings.Contains(err.Error(), "not") {
				t.Errorf("err = %v", err)
			}
		})
	}
}
