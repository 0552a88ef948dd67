package line

import (
	"encoding/json"
	"strings"
	"testing"
)

func FuzzAppendString(f *testing.F) {
	for _, seed := range []string{"", "ฝาก 30", "\"\\\n\r\t\x00\x1f\x7f", "<a> & b", "\xff\xfeก\xe0\xb8", "\u2028\u2029", "👩‍👩‍👧"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		quoted := appendString([]byte("x"), text)[1:]
		var back string
		if err := json.Unmarshal(quoted, &back); err != nil {
			t.Fatalf("%q is no JSON: %v", quoted, err)
		}
		if want := strings.ToValidUTF8(text, "\uFFFD"); back != want {
			t.Errorf("%q came back as %q", want, back)
		}
		if strings.Contains(string(quoted), `\u003c`) {
			t.Errorf("%q is escaped for HTML", quoted)
		}
	})
}
