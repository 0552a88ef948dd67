package flex

import (
	"testing"
)

func TestConditions(t *testing.T) {
	t.Parallel()
	values := map[string]any{
		"yes": true, "no": false, "word": "x", "empty": "", "list": []any{1}, "none": []any{},
		"zero": 0, "inner": map[string]any{"word": "y"},
	}
	s := scope{root: values, data: values, index: -1}
	for text, want := range map[string]bool{
		`yes`: true, `no`: false, `word`: true, `empty`: false, `list`: true, `none`: false, `zero`: false, `missing`: false, `inner.word`: true,
		`inner.missing.deeper`: false, `$index`: false, `$root.yes`: true,
		`!yes`: false, `!missing`: true, `!!yes`: true,
		`word == 'x'`: true, `word=='y'`: false, `word != 'y'`: true, `missing == ''`: true, `missing == 'x'`: false, `inner.word == 'y'`: true,
		`yes && word`: true, `yes && no`: false, `no || word`: true, `no || missing`: false,
		`no && no || yes`: true, `yes || no && no`: true, `(yes || no) && no`: false, `!(no || missing)`: true,
		` yes&&!no `: true,
	} {
		c, err := parseCondition(text)
		if err != nil {
			t.Errorf("%s: %v", text, err)
			continue
		}
		if got := c.holds(&s); got != want {
			t.Errorf("%s is %t", text, got)
		}
	}
	for _, text := range []string{``, `!`, `a b`, `a ==`, `a == x`, `a == 'x`, `(a`, `a)`, `a.`, `.a`, `a..b`, `1a`, `a & b`, `a && `, `|| a`, `$x`, `$index.a`, `f(a)`, `a == 'x' == 'y'`} {
		if _, err := parseCondition(text); err == nil {
			t.Errorf("%q is taken as a condition", text)
		}
	}
}

func FuzzParseCondition(f *testing.F) {
	for _, seed := range []string{"a", "!a", "a == 'x' && (b || !c.d)", "((((", "$root.a != ''"} {
		f.Add(seed)
	}
	s := scope{root: map[string]any{"a": "x"}, data: map[string]any{"a": "x"}, index: -1}
	f.Fuzz(func(t *testing.T, text string) {
		c, err := parseCondition(text)
		if err == nil {
			c.holds(&s)
			c.paths()
		}
	})
}

func FuzzCompile(f *testing.F) {
	for _, v := range vocabularies() {
		file, err := embedded.ReadFile(v.card.Template + ".json")
		if err != nil {
			f.Fatal(err)
		}
		f.Add(file)
	}
	f.Add([]byte(inBody(`{"type":"text","$data":"${rows}","text":"${name}"}`)))
	f.Fuzz(func(t *testing.T, file []byte) {
		p, err := compile(file, vocabularyOfTests())
		if err == nil {
			_, _ = p.render(nil, vocabularyOfTests())
		}
	})
}
