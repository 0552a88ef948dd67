package conversation

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"sajja/ledger"
)

func TestState(t *testing.T) {
	t.Parallel()
	amount := ledger.MustMoney("30.50")
	for name, s := range map[string]State{
		"the amount asked": {Ask: AskAmount, At: 1795230000},
		"a double asked":   {Ask: AskAgain, Amount: &amount, Ref: "590000000000000001", At: 1795230000},
		"the reason asked": {Ask: AskReason, Entry: ledger.NewEntryID(time.Now()), At: 1795230000},
		"a draft offered":  {Ask: AskAmount, At: 1795230000, Offered: true},
	} {
		t.Run("a conversation with "+name+" is read as it was written", func(t *testing.T) {
			t.Parallel()
			if diff := cmp.Diff(s, DecodeState(s.Encode())); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}

	t.Run("a conversation at rest needs no bytes", func(t *testing.T) {
		t.Parallel()
		if data := (State{}).Encode(); data != nil {
			t.Errorf("%q", data)
		}
	})

	for name, data := range map[string]string{
		"nothing":            "",
		"no JSON":            "ask",
		"half of it":         `{"schema":1,"state":{"ask":"amo`,
		"a later schema":     `{"schema":2,"state":{"ask":"amount"}}`,
		"no schema":          `{"state":{"ask":"amount"}}`,
		"a bare state":       `{"ask":"amount"}`,
		"a float for money":  `{"schema":1,"state":{"ask":"again","amount":30.5}}`,
		"a third decimal":    `{"schema":1,"state":{"ask":"again","amount":"30.505"}}`,
		"no ID for an entry": `{"schema":1,"state":{"ask":"reason","entry":"x"}}`,
		"a list":             `[]`,
		"null":               `null`,
	} {
		t.Run("bytes with "+name+" are a fresh start", func(t *testing.T) {
			t.Parallel()
			if diff := cmp.Diff(State{}, DecodeState([]byte(data))); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

func FuzzDecodeState(f *testing.F) {
	amount := ledger.MustMoney("30.50")
	f.Add((State{Ask: AskAgain, Amount: &amount, Ref: "1"}).Encode())
	f.Add([]byte(`{"schema":1,"state":{}}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		s := DecodeState(data)
		if diff := cmp.Diff(s, DecodeState(s.Encode())); diff != "" {
			t.Errorf("%q is read once and not twice:\n%s", data, diff)
		}
	})
}
