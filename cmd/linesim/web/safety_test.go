package web_test

import (
	"fmt"
	"testing"

	"github.com/chromedp/chromedp"
)

func testSafety(t *testing.T, open opener) {
	t.Run("never runs what people or the bot wrote", func(t *testing.T) {
		evil := `<img src=x onerror="window.hacked=true">`
		sim := newFakeSim(t)
		sim.phones[0]["displayName"], sim.phones[0]["label"] = evil, evil
		sim.chats[4]["name"] = evil
		sim.books = fmt.Sprintf(`{"asOf":%[1]q,"entries":[{"at":%[1]q,"member":%[1]q,"kind":%[1]q,"amount":%[1]q,"state":%[1]q,"receipt":%[1]q}],"waiting":[{"member":%[1]q}],"trialBalance":{"accounts":[{"code":%[1]q,"name":%[1]q,"debit":%[1]q,"credit":"1"}],"debit":"1","credit":"1"}}`, evil)
		p := open(t, sim)
		sim.say(somsri, somsri, textMessage(evil))
		sim.say(somsri, "bot", object{"type": "sticker", "packageId": evil, "stickerId": evil, "keywords": []string{evil}})
		sim.say(somsri, "bot", object{"type": "image", "originalContentUrl": "javascript:window.hacked=true", "previewData": "javascript:window.hacked=true"})
		sim.say(somsri, "bot", object{"type": evil})
		sim.say(somsri, "bot", card(t, "hostile"))
		sim.send(object{"type": "delivery", "at": evil, "status": evil, "ms": evil, "events": evil})
		p.do(chromedp.WaitVisible(in(somsri, `[data-message="m5"]`)))
		p.until(`document.querySelector('[data-role="entries"]').textContent.includes("onerror")`)
		p.do(chromedp.Click(in(somsri, `[data-message="m5"] button[data-action="uri"]`)), chromedp.WaitVisible(sel(`[data-role="dialog"]`)))
		if p.evalBool(`document.querySelector('[data-role="dialog"] a') !== null`) {
			t.Error("a javascript: address became a link")
		}
		if p.evalBool(`window.hacked === true`) {
			t.Error("script of a message ran")
		}
		p.shot("hostile")
	})
}
