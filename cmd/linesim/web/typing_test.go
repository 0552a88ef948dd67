package web_test

import (
	"fmt"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
	"github.com/google/go-cmp/cmp"
)

func testTyping(t *testing.T, open opener) {
	t.Run("sends what is typed, once, and empties the field", func(t *testing.T) {
		sim := newFakeSim(t)
		p := open(t, sim)
		p.do(chromedp.SendKeys(in(somsri, `[data-role="input"]`), "ฝาก 30\n"))
		want := []object{{"chat": somsri, "from": somsri, "text": "ฝาก 30"}}
		if diff := cmp.Diff(want, sim.waitFor(t, "/sim/text", 1)); diff != "" {
			t.Error(diff)
		}
		p.do(chromedp.WaitVisible(in(somsri, `[data-message="m1"][data-from="user"]`)))
		p.until(fieldOf(somsri) + ` === ""`)
		p.do(chromedp.SendKeys(in(somsri, `[data-role="input"]`), "ยอด"), chromedp.Click(in(somsri, `[data-role="send"]`)))
		if body := sim.waitFor(t, "/sim/text", 2)[1]; body["text"] != "ยอด" {
			t.Errorf("posted %v", body)
		}
	})

	t.Run("breaks the line on Shift+Enter", func(t *testing.T) {
		sim := newFakeSim(t)
		p := open(t, sim)
		p.do(chromedp.SendKeys(in(somsri, `[data-role="input"]`), "บรรทัดหนึ่ง"),
			chromedp.KeyEvent(kb.Enter, chromedp.KeyModifiers(chromedp.ModifierShift)),
			chromedp.SendKeys(in(somsri, `[data-role="input"]`), "บรรทัดสอง\n"))
		if body := sim.waitFor(t, "/sim/text", 1)[0]; body["text"] != "บรรทัดหนึ่ง\nบรรทัดสอง" {
			t.Errorf("posted %q", body["text"])
		}
	})

	t.Run("gives refused words back with the reason", func(t *testing.T) {
		sim := newFakeSim(t)
		sim.refuse = "user has blocked the bot"
		p := open(t, sim)
		p.do(chromedp.SendKeys(in(somsri, `[data-role="input"]`), "ฝาก 30\n"))
		p.until(textOf(somsri, "saying") + `.includes("has blocked the bot")`)
		p.until(fieldOf(somsri) + ` === "ฝาก 30"`)
		p.forgive("400")
	})

	t.Run("writes into a group as the chosen member, and calls the bot by a true mention", func(t *testing.T) {
		sim := newFakeSim(t)
		p := open(t, sim)
		p.do(chromedp.SetValue(in(village, `[data-role="writer"]`), keeper))
		p.eval(fmt.Sprintf(`document.querySelector('%s').dispatchEvent(new Event("change")), 0`, in(village, `[data-role="writer"]`)))
		p.do(chromedp.SendKeys(in(village, `[data-role="input"]`), "@กองทุนตัวอย่าง รอ\n"))
		want := object{"chat": village, "from": keeper, "text": "รอ", "mentionBot": true}
		if diff := cmp.Diff(want, sim.waitFor(t, "/sim/text", 1)[0]); diff != "" {
			t.Error(diff)
		}
		p.do(chromedp.WaitVisible(in(village, `[data-message="m1"].is-mine`)))
	})

	t.Run("keeps a half-written message through a broken connection", func(t *testing.T) {
		sim := newFakeSim(t)
		p := open(t, sim)
		p.do(chromedp.SendKeys(in(somsri, `[data-role="input"]`), "ฝาก"))
		sim.dropStreams()
		p.until(`!document.querySelector('[data-role="connection"]').classList.contains("is-on")`)
		p.until(`document.querySelector('[data-role="connection"]').classList.contains("is-on")`)
		p.until(fieldOf(somsri) + ` === "ฝาก"`)
	})

	t.Run("sends stickers, pictures, places, voices, films and files", func(t *testing.T) {
		sim := newFakeSim(t)
		p := open(t, sim)
		attach := func(role string, more ...chromedp.Action[chromedp.Void]) object {
			sent := len(sim.askedFor("/sim/message"))
			p.do(chromedp.Click(in(somsri, `[data-role="attach"]`)), chromedp.Click(in(somsri, fmt.Sprintf(`[data-role="%s"]`, role))))
			p.do(more...)
			return sim.waitFor(t, "/sim/message", sent+1)[sent]["message"].(object)
		}
		before := []object{
			attach("send-sticker", chromedp.Click(sel(`[data-sticker="52002734"]`))),
			attach("send-image", chromedp.Click(sel(`[data-role="sample"]`))),
			attach("send-location", chromedp.Click(sel(`[data-role="dialog-ok"]`))),
			attach("send-audio"), attach("send-video"),
			attach("send-file", chromedp.Click(sel(`[data-role="sample"]`))),
		}
		for at, kind := range []string{"sticker", "image", "location", "audio", "video", "file"} {
			if before[at]["type"] != kind {
				t.Errorf("message %d: %v", at, before[at])
			}
		}
	})
}
