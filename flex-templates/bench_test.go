package flex_test

import (
	"testing"

	flex "sajja/flex-templates"
)

func BenchmarkRender(b *testing.B) {
	all := specimens()
	l := newLibrary(b)
	for _, name := range []string{"pending-usual", "receipt-usual", "passbook-usual", "waiting-usual", "notice-ask"} {
		b.Run(name, func(b *testing.B) {
			card := all[name]
			b.ReportAllocs()
			for b.Loop() {
				if _, _, err := l.Render(card); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

func BenchmarkPendingCard(b *testing.B) {
	p := flex.Pending{
		Fund: fund, Title: "รอรับเงิน", MoneyKind: "เงินสมทบ", Amount: "30 บาท", Who: who, When: "21 พ.ย. 2569", Steps: "นำเงินให้เหรัญญิก",
		Posted: flex.Line{Label: "ลงบัญชีแล้ว", Value: "1,080 บาท"}, Waiting: flex.Line{Label: "รอรับเงิน", Value: "30 บาท"}, Buttons: []flex.Button{undo()}, Alt: "รอรับเงิน 30 บาท",
	}
	b.ReportAllocs()
	for b.Loop() {
		_ = flex.PendingCard(p)
	}
}

func BenchmarkNew(b *testing.B) {
	for b.Loop() {
		newLibrary(b)
	}
}
