package linkcode_test

import (
	"bytes"
	"testing"

	"pgregory.net/rapid"

	"sajja/bot/linkcode"
	"sajja/ledger"
)

func TestParse(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		text string
		want linkcode.Code
	}{
		{"104 482 7195", "1044827195"},
		{"1044827195", "1044827195"},
		{" 104-482-7195 ", "1044827195"},
		{"๑๐๔ ๔๘๒ ๗๑๙๕", "1044827195"},
		{"１０４ ４８２ ７１９５", "1044827195"},
		{"1O4 482 7l95", "1044827195"},
		{"รหัส 104 482 7195 ค่ะ", "1044827195"},
		{"รหัสผูกไลน์: 104 482 7195", "1044827195"},
		{"Code 104 482 7195", "1044827195"},
		{"104 482 7195 ครับ", "1044827195"},
		{"104\n482\n7195", "1044827195"},
		{"104\u200b482\u200b7195", "1044827195"},
		{"1044 482 7195", "10444827195"},
		{"ฝาก 30", ""},
		{"081 234 5678", ""}, // a telephone
		{"104 482 719", ""},
		{"104 482 71955 1", ""},
		{"104 482 7195 ฝาก 30", ""},
		{"", ""},
		{"รหัส", ""},
	} {
		t.Run(test.text, func(t *testing.T) {
			t.Parallel()
			got, ok := linkcode.Parse(test.text)
			if got != test.want || ok != (test.want != "") {
				t.Errorf("Parse(%q) = %q, %v; want %q", test.text, got, ok, test.want)
			}
		})
	}
}

// TestACodeIsReadBack: what is printed is what is read, for every fund.
func TestACodeIsReadBack(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		series := rapid.IntRange(linkcode.SeriesMin, linkcode.SeriesMax).Draw(t, "series")
		code, err := linkcode.New(series)
		if err != nil {
			t.Fatal(err)
		}
		read, ok := linkcode.Parse(code.String())
		if !ok || read != code || read.Series() != series {
			t.Fatalf("%s was read as %s of fund %d", code, read, read.Series())
		}
	})
}

func TestSeriesOutOfRange(t *testing.T) {
	t.Parallel()
	for _, series := range []int{0, 99, 10_000, -1} {
		if code, err := linkcode.New(series); err == nil {
			t.Errorf("New(%d) = %s", series, code)
		}
	}
}

func TestTheSameDigitsAreAnotherSecretInAnotherFund(t *testing.T) {
	t.Parallel()
	code := linkcode.Code("1044827195")
	one, other := ledger.NewFundID(), ledger.NewFundID()
	if !bytes.Equal(code.Hash(one), code.Hash(one)) {
		t.Error("a code is not found again by its hash")
	}
	if bytes.Equal(code.Hash(one), code.Hash(other)) || bytes.Equal(code.Hash(one), linkcode.Code("1044827196").Hash(one)) {
		t.Error("two secrets have one hash")
	}
}

func FuzzParse(f *testing.F) {
	for _, seed := range []string{"104 482 7195", "รหัส ๑๐๔", "ฝาก 30", "\xff"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		code, ok := linkcode.Parse(text)
		if !ok {
			return
		}
		if again, ok := linkcode.Parse(code.String()); !ok || again != code {
			t.Errorf("%q was read as %q and that as %q", text, code, again)
		}
	})
}

func BenchmarkHash(b *testing.B) {
	fund := ledger.NewFundID()
	for b.Loop() {
		linkcode.Code("1044827195").Hash(fund)
	}
}
