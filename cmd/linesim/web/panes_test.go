package web_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/google/go-cmp/cmp"
)

func testPanes(t *testing.T, open opener) {
	t.Run("the books show entries, what waits, and that they balance", func(t *testing.T) {
		p := open(t, newFakeSim(t))
		p.until(`document.querySelector('[data-role="trial-balance"]').dataset.balanced === "true"`)
		for role, words := range map[string]string{
			"trial-balance": "✓ ดุล เดบิต = เครดิต = 12,345.50", "entries": "2569-000121", "waiting": "1 รายการ รวม 30.00 บาท",
		} {
			p.until(fmt.Sprintf(`document.querySelector('[data-role="books"] [data-role="%s"]').textContent.includes(%q)`, role, words))
		}
		p.shot("panes")
	})

	for name, broken := range map[string][2]string{
		"says when the totals differ":                  {`"debit":"12345.50","credit":"12345.50"}`, `"debit":"12345.50","credit":"12345.25"}`},
		"says when a total is not the sum of its rows": {`"debit":"0.00","credit":"12345.50"}],`, `"debit":"0.00","credit":"12345.49"}],`},
	} {
		t.Run(name, func(t *testing.T) {
			sim := newFakeSim(t)
			sim.books = strings.Replace(calmBooks, broken[0], broken[1], 1)
			p := open(t, sim)
			p.until(`document.querySelector('[data-role="trial-balance"]').dataset.balanced === "false"`)
			p.until(`document.querySelector('[data-role="trial-balance"]').textContent.includes("✗")`)
		})
	}

	t.Run("the books are read again after a message", func(t *testing.T) {
		sim := newFakeSim(t)
		p := open(t, sim)
		p.until(`document.querySelector('[data-role="waiting"]').textContent.includes("30.00")`)
		sim.setBooks(strings.ReplaceAll(calmBooks, `"waitingTotal":"30.00"`, `"waitingTotal":"80.00"`))
		sim.say(somsri, "bot", textMessage("รับแล้ว"))
		p.until(`document.querySelector('[data-role="waiting"]').textContent.includes("80.00")`)
	})

	t.Run("fault switches send the whole set and show what is on", func(t *testing.T) {
		sim := newFakeSim(t)
		p := open(t, sim)
		p.do(chromedp.Click(sel(`[data-fault="duplicate"]`)))
		sim.waitFor(t, "/sim/faults", 1)
		p.until(`document.querySelector('[data-role="faults-note"]').textContent.includes("1")`)
		p.eval(`(() => { const status = document.querySelector('[data-fault="apiStatus"]'); status.value = "429"; status.dispatchEvent(new Event("change")); return 0; })()`)
		want := object{
			"duplicate": true, "reorder": false, "webhookOff": false, "redeliverAfterMs": 0.0, "apiStatus": 429.0, "apiMonthlyLimit": false,
			"apiCount": 0.0, "apiDelayMs": 0.0, "timeoutBeforeAccept": false, "timeoutAfterAccept": false,
		}
		if diff := cmp.Diff(want, sim.waitFor(t, "/sim/faults", 2)[1]); diff != "" {
			t.Error(diff)
		}
		p.do(chromedp.Click(sel(`[data-role="faults-reset"]`)))
		if body := sim.waitFor(t, "/sim/faults", 3)[2]; body["duplicate"] != false || body["apiStatus"] != 0.0 {
			t.Errorf("reset sent %v", body)
		}
	})

	t.Run("deliveries and the quota are shown", func(t *testing.T) {
		sim := newFakeSim(t)
		p := open(t, sim)
		sim.send(object{"type": "delivery", "at": at, "status": 200, "ms": 7, "events": 1, "redelivery": false})
		sim.send(object{"type": "delivery", "at": at, "status": 0, "ms": 2000, "events": 1, "redelivery": true, "reason": "request_timeout"})
		sim.send(object{"type": "quota", "limit": 300, "used": 299})
		for _, words := range []string{"✓ 200", "✗ request_timeout", "ส่งซ้ำ", "ใช้ 299 จาก 300"} {
			p.until(fmt.Sprintf(`document.querySelector('[data-role="deliveries"]').textContent.includes(%q)`, words))
		}
	})
}
