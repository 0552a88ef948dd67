package ledger_test

import (
	"fmt"
	"testing"

	"sajja/ledger"
)

// readsBack holds that whatever is read writes itself so that it is read as the
// same again; what is refused is refused without a panic.
func readsBack[V interface {
	comparable
	fmt.Stringer
}](t *testing.T, parse func(string) (V, error), text string) {
	v, err := parse(text)
	if err != nil {
		return
	}
	if again, err := parse(v.String()); err != nil || again != v {
		t.Errorf("%q is %q, and that is %v, %v", text, v, again, err)
	}
}

func FuzzParseDate(f *testing.F) {
	for _, text := range []string{"2026-11-21", "2024-02-29", "2023-02-29", "1800-01-01", "2400-12-31", "1799-12-31", "2569-01-01", "0001-01-01", "2026-1-1", "2026-13-01", "", "๒๐๒๖-๑๑-๒๑"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) { readsBack(t, ledger.ParseDate, text) })
}

func FuzzParseSource(f *testing.F) {
	for _, text := range []string{"", "members", "state/3", "local/99", "state/0", "state/007", "/", "state//1", "state/18446744073709551617"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) { readsBack(t, ledger.ParseSource, text) })
}

func FuzzParseDocumentNumber(f *testing.F) {
	for _, text := range []string{"R2569-000123", "V2569-1", "J2400-9999999", "R9223372036854775807-1", "R02569-1", "R", "", "ร2569-1", "R2569-18446744073709551617"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) { readsBack(t, ledger.ParseDocumentNumber, text) })
}
