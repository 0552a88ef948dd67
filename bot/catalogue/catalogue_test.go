package catalogue_test

import (
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode"

	"sajja/bot/catalogue"
)

func newCatalogue(t *testing.T) *catalogue.Catalogue {
	t.Helper()
	c, err := catalogue.New()
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func TestText(t *testing.T) {
	t.Parallel()
	c := newCatalogue(t)

	t.Run("places are filled by name, in whatever order", func(t *testing.T) {
		t.Parallel()
		got := c.Text("refused.alt", "reason", "เหตุผล", "amount", "30 บาท", "unknown", "x")
		if got != "ยังไม่รับรายการ 30 บาท: เหตุผล" {
			t.Errorf("%q", got)
		}
	})
	t.Run("a place nobody fills is empty", func(t *testing.T) {
		t.Parallel()
		if got := c.Text("waiting.number"); got != "เลขที่ " {
			t.Errorf("%q", got)
		}
		if got := c.Text("waiting.number", "number"); got != "เลขที่ " {
			t.Errorf("%q", got)
		}
	})
	t.Run("what is filled in is not read as a place", func(t *testing.T) {
		t.Parallel()
		if got := c.Text("waiting.number", "number", "{number}{amount}"); got != "เลขที่ {number}{amount}" {
			t.Errorf("%q", got)
		}
	})
	t.Run("a key that is missing shows as itself", func(t *testing.T) {
		t.Parallel()
		if got := c.Text("no.such-key"); got != "no.such-key" || c.Has("no.such-key") {
			t.Errorf("%q", got)
		}
	})
}

// What the texts are held to.
var (
	placeNames = []string{
		"about", "act", "amount", "bank", "book-bank", "book-cash", "by", "cash", "change", "code", "consent", "count",
		"date", "days", "difference", "face", "first", "from", "fund", "given", "holder", "kind", "label", "member",
		"name", "names", "note", "number", "numbers", "on", "other", "owner", "page", "pages", "place", "reason",
		"reference", "right", "said", "second", "side", "since", "slip", "state", "time", "title", "to", "village",
		"waiting", "what", "who", "words",
	}
	polite  = regexp.MustCompile(`(ค่ะ|คะ)`)
	latin   = regexp.MustCompile(`[A-Za-z]`)
	blaming = regexp.MustCompile(`ผิดพลาด|คุณผิด|ไม่ถูกต้อง!|ห้าม|ต้องระบุ|กรุณา`)
)

// isSentence tells the keys whose texts speak to somebody, from those that
// label a figure or a button.
func isSentence(key catalogue.Key) bool {
	k := string(key)
	return strings.HasSuffix(k, ".text") || strings.HasSuffix(k, ".intro") || strings.HasSuffix(k, ".outro") ||
		strings.HasSuffix(k, ".steps") || strings.HasSuffix(k, ".thanks") || strings.HasPrefix(k, "draft.") && !isLabel(k)
}

func isLabel(key string) bool {
	return strings.HasSuffix(key, ".resume") || strings.HasSuffix(key, ".drop") || strings.HasSuffix(key, ".title")
}

// TestTexts reads every text as an editor would.
func TestTexts(t *testing.T) {
	t.Parallel()
	c := newCatalogue(t)
	for _, key := range c.Keys() {
		text := plain(c, key)
		for _, place := range c.Places(key) {
			if !slices.Contains(placeNames, place) {
				t.Errorf("%s: nobody fills a place named %q", key, place)
			}
		}
		switch {
		case !c.Has(key) || strings.TrimSpace(text) == "":
			t.Errorf("%s is empty", key)
		case strings.ContainsAny(text, "{}"):
			t.Errorf("%s has half a place: %q", key, text)
		case latin.MatchString(text):
			t.Errorf("%s has English: %q", key, text)
		case strings.ContainsAny(text, "!！"):
			t.Errorf("%s shouts: %q", key, text)
		case blaming.MatchString(text):
			t.Errorf("%s orders or blames: %q", key, text)
		case text != strings.TrimSpace(text) || strings.Contains(text, "  "):
			t.Errorf("%s has blanks too many: %q", key, text)
		case strings.ContainsFunc(text, isOdd):
			t.Errorf("%s has a letter nobody sees: %q", key, text)
		case isSentence(key) && !polite.MatchString(text):
			t.Errorf("%s is not polite: %q", key, text)
		case strings.Contains(text, "ครับ"):
			t.Errorf("%s speaks in another voice: %q", key, text)
		}
	}
}

// plain gives a text with a dash in each of its places.
func plain(c *catalogue.Catalogue, key catalogue.Key) string {
	var pairs []string
	for _, place := range c.Places(key) {
		pairs = append(pairs, place, "–")
	}
	return c.Text(key, pairs...)
}

func isOdd(r rune) bool { return r != '\n' && (unicode.IsControl(r) || unicode.Is(unicode.Cf, r)) }
