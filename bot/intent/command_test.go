package intent_test

import (
	"testing"
	"time"

	"sajja/bot/intent"
)

func TestCommand(t *testing.T) {
	t.Parallel()
	u, err := intent.New()
	if err != nil {
		t.Fatal(err)
	}
	now := time.Date(2026, 11, 21, 10, 0, 0, 0, time.UTC)
	for text, want := range map[string]struct {
		kind intent.Kind
		text string
	}{
		"กองทุนของฉัน":               {intent.MyFund, ""},
		"  กองทุน ของฉัน  นะคะ ":     {intent.MyFund, ""},
		"กองทุนของฉันหน่อยครับ":      {intent.MyFund, ""},
		"สมศรี ใจดี ส่งถึงไหนแล้วคะ": {intent.PaidThrough, "สมศรี ใจดี"},
		"ฉันส่งถึงไหนแล้ว":           {intent.MyPaidThrough, ""},
		"ส่งถึงไหน":                  {intent.MyPaidThrough, ""},
	} {
		got := u.Understand(intent.Request{Text: text, Role: intent.Member, Now: now})
		if got.Intent != want.kind || got.Slots.Text != want.text {
			t.Errorf("%q: %s %q (%s), want %s %q", text, got.Intent, got.Slots.Text, got.Why.Rule, want.kind, want.text)
		}
	}
}
