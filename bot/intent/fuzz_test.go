package intent_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"sajja/bot/intent"
	"sajja/bot/thai"
	"sajja/ledger"
)

// FuzzUnderstand reads any bytes in every role: nothing panics, the same text
// always gives the same result, what moves money has its amount, and every
// span lies in the text.
func FuzzUnderstand(f *testing.F) {
	for _, text := range []string{
		"ฝาก 30", "สมชาย 30\nแดง 60", "ฝากวันละ 2 บาท 15 วัน", "ไม่ฝากแล้ว", "/kd 30", "นอนโรงบาล 2 คืนเบิกได้ไหม", "ประชุมศุกร์หน้า สองทุ่ม ที่วัด",
		"จ่ายต้น 500 ดอก 25", "\"ฝาก 30\"", "ฝา\u200bก", "คนละ 30: นงค์ ปราณี (นงค์ยังไม่จ่าย)", "อนุมัติ C-12", "\xff\xfeฝาก\x0030", "((((", "ๆๆๆ", "1. 2) 3- (4)", "555", "ฝาก 1O0",
	} {
		f.Add(text, byte(0))
		f.Add(text, byte(1))
	}
	u := understander(f)
	roles := []intent.Role{intent.Member, intent.Treasurer, intent.Coordinator, ""}
	f.Fuzz(func(t *testing.T, text string, role byte) {
		request := intent.Request{Text: text, Role: roles[int(role)%len(roles)], Now: time.Date(2026, 11, 21, 3, 0, 0, 0, time.UTC)}
		result, took := timed(u, request)
		if took > time.Second { // once more, for a machine that was busy elsewhere
			if _, took = timed(u, request); took > time.Second {
				t.Fatalf("%d bytes took %s", len(text), took)
			}
		}
		if again := u.Understand(request); !cmp.Equal(result, again, values()) {
			t.Fatalf("not the same twice: %s", cmp.Diff(result, again, values()))
		}
		checkResult(t, text, result)
		u.Explain(request)
	})
}

// timed understands a message and gives how long that took.
func timed(u *intent.Understander, request intent.Request) (intent.Result, time.Duration) {
	began := time.Now()
	result := u.Understand(request)
	return result, time.Since(began)
}

// values lets days and times of day be compared as the values they are.
func values() cmp.Option { return cmpopts.EquateComparable(ledger.Date{}, thai.Clock{}) }

// checkResult holds what is true of every result.
func checkResult(t *testing.T, text string, result intent.Result) {
	t.Helper()
	sums := []*ledger.Money{}
	for i := range result.Slots.Items {
		sums = append(sums, &result.Slots.Items[i].Amount)
	}
	if result.Slots.Amount != nil {
		sums = append(sums, result.Slots.Amount)
	}
	if result.Intent.MovesMoney() && len(sums) == 0 {
		t.Errorf("%s without an amount", result.Intent)
	}
	for _, m := range sums {
		if !m.IsPositive() {
			t.Errorf("an amount of %s", m)
		}
	}
	if (result.Intent == intent.Clarify) != (len(result.Candidates) > 0) {
		t.Errorf("%s with candidates %v", result.Intent, result.Candidates)
	}
	for _, span := range result.Spans {
		if span.Start < 0 || span.End > len(text) || span.Start > span.End {
			t.Errorf("slot %s at %d to %d of %d bytes", span.Slot, span.Start, span.End, len(text))
		}
	}
}
