package intent_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"sajja/bot/intent"
)

func TestConfidenceFallsWithWhatTheReadingHingedOn(t *testing.T) {
	t.Parallel()
	u := understander(t)
	sure := u.Understand(intent.Request{Text: "ฝาก 30", Role: intent.Member, Now: saturday()}).Confidence
	for name, text := range map[string]string{
		"a misspelt command":      "ขอฝาหเงิน 30",
		"letters unknown":         "ฝาก 30 ฟฟฟกหด",
		"a sum worked out":        "ฝากวันละ 2 บาท 15 วัน",
		"a sum explained away":    "ปันผลได้มา 800 ฝาก 300",
		"an act explained away":   "ไม่ถอนแล้ว ฝาก 30",
		"somebody without a part": "แม่ไปตลาด ฝาก 30",
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got := u.Understand(intent.Request{Text: text, Role: intent.Member, Now: saturday()})
			if got.Intent != intent.Deposit || got.Confidence >= sure || got.Confidence <= 0.5 {
				t.Errorf("%q gives %s at %.2f, where %.2f is sure", text, got.Intent, got.Confidence, sure)
			}
		})
	}
}

func TestMoneyBelowTheBarIsAskedAboutWithWhatWasHeard(t *testing.T) {
	t.Parallel()
	text := "ฟหกด ฝาก 30 ผปแอ ฟฟฟก หหหด กกกด ปปปอ ฟฟหห ฟกฟก หดหด ฟดฟด กหกห ฌฆฌฆ ฎฐฎฐ ฑฒฑฒ ฆฌฆฌ ฐฎฐฎ ฌฌฆฆ"
	got := understander(t).Understand(intent.Request{Text: text, Role: intent.Member, Now: saturday()})
	if got.Intent != intent.Clarify || got.Slots.Amount != nil || got.Heard.Amount == nil || got.Heard.Amount.String() != "30.00" {
		t.Errorf("gives %s, heard %v", shape(t, got), got.Heard.Amount)
	}
	if diff := cmp.Diff([]intent.Kind{intent.Deposit}, got.Candidates); diff != "" {
		t.Error(diff)
	}
}

// An hour that can be two things is left out, with both readings to ask about.
func ExampleResult_times() {
	u, err := intent.New()
	if err != nil {
		panic(err)
	}
	now := time.Date(2026, 11, 21, 10, 0, 0, 0, time.FixedZone("Asia/Bangkok", 7*60*60))
	for _, text := range []string{"นัดประชุมพรุ่งนี้ สองโมง ที่วัด", "นัดประชุมพรุ่งนี้ สองโมงเช้า ที่วัด"} {
		result := u.Understand(intent.Request{Text: text, Role: intent.Coordinator, Now: now})
		fmt.Println(result.Slots.Time, result.Times)
	}
	// Output:
	// <nil> [08:00 14:00]
	// 08:00 []
}
