package web_test

import (
	"testing"

	"github.com/chromedp/chromedp"
)

func TestPage(t *testing.T) {
	t.Parallel()
	browser := startBrowser(t)

	t.Run("shows four phones, a group and the books", func(t *testing.T) {
		sim := newFakeSim(t)
		p := openPage(t, browser, sim, 1600, 1000)
		p.until(`document.querySelectorAll('.phone').length === 5`)
		p.until(`document.querySelector('[data-role="trial-balance"]').dataset.balanced === 'true'`)
		p.shot("empty")
	})

	t.Run("sends what is typed", func(t *testing.T) {
		sim := newFakeSim(t)
		p := openPage(t, browser, sim, 1600, 1000)
		p.do(chromedp.SendKeys(in(somsri, `[data-role="input"]`), "ฝาก 30\r"))
		body := sim.waitFor(t, "/sim/text", 1)[0]
		if body["text"] != "ฝาก 30" || body["from"] != somsri || body["chat"] != somsri {
			t.Errorf("posted %v", body)
		}
		p.do(chromedp.WaitVisible(in(somsri, `[data-message="m1"][data-from="user"]`)))
		p.shot("typed")
	})
}
