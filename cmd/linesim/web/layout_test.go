package web_test

import (
	"fmt"
	"testing"

	"github.com/chromedp/chromedp"
)

func testLayout(t *testing.T, open opener) {
	t.Run("1600 pixels hold four phones and the group in one row, without scrolling sideways", func(t *testing.T) {
		sim := newFakeSim(t)
		p := open(t, sim)
		fillWithTalk(t, sim)
		p.until(count(somsri, "[data-message]", 4))
		if rows := evaluate[int](p, `new Set([...document.querySelectorAll(".phone")].map((phone) => phone.offsetTop)).size`); rows != 1 {
			t.Errorf("phones stand in %d rows", rows)
		}
		p.until(`document.documentElement.scrollWidth <= innerWidth`)
		if !p.evalBool(`document.querySelector('[data-role="books"]').getBoundingClientRect().top < innerHeight - 150`) {
			t.Error("the books are below the window")
		}
		p.shot("wide")
		p.choice("font-size", "1.3")
		p.choice("phone-width", "320")
		p.shot("wide-large-type")
	})

	for _, width := range []int64{390, 820, 1280} {
		t.Run(fmt.Sprintf("%d pixels wrap instead of scrolling sideways", width), func(t *testing.T) {
			sim := newFakeSim(t)
			p := open(t, sim)
			p.width(width)
			fillWithTalk(t, sim)
			p.until(count(somsri, "[data-message]", 4))
			p.until(`document.documentElement.scrollWidth <= innerWidth`)
			p.shot(fmt.Sprintf("width-%d", width))
		})
	}

	t.Run("a phone can be put away and taken out again", func(t *testing.T) {
		p := open(t, newFakeSim(t))
		chip := sel(fmt.Sprintf(`[data-show-phone="%s"]`, boonmee))
		p.do(chromedp.Click(chip), chromedp.WaitNotVisible(in(boonmee, ".screen")))
		p.do(chromedp.Click(chip), chromedp.WaitVisible(in(boonmee, ".screen")))
	})

	t.Run("every control has a name for a screen reader", func(t *testing.T) {
		sim := newFakeSim(t)
		p := open(t, sim)
		fillWithTalk(t, sim)
		sim.send(object{"type": "richMenu", "chat": somsri, "richMenu": richMenu()})
		p.do(chromedp.WaitVisible(in(somsri, `[data-role="rich-menu"]`)))
		nameless := evaluate[[]string](p, `[...document.querySelectorAll("button, input, select, textarea, [role=button]")]
			.filter((node) => !(node.textContent.trim() || node.getAttribute("aria-label") || node.labels?.length))
			.map((node) => node.outerHTML.slice(0, 120))`)
		if len(nameless) > 0 {
			t.Errorf("controls without a name: %q", nameless)
		}
	})
}

// fillWithTalk lets a member deposit and the treasurer see it.
func fillWithTalk(t *testing.T, sim *fakeSim) {
	t.Helper()
	sim.say(somsri, somsri, textMessage("ฝาก 30"))
	sim.say(somsri, "bot", card(t, "pending"))
	sim.say(somsri, somsri, textMessage("ยอด"))
	answer := card(t, "passbook")
	answer["quickReply"] = quick(action("message", "ดูย้อนหลัง", object{"text": "ย้อนหลัง"}), action("postback", "วิธีใช้", object{"data": "help"}), action("location", "ส่งตำแหน่ง", nil))
	sim.say(somsri, "bot", answer)
	sim.say(boonmee, boonmee, object{"type": "sticker", "packageId": "11537", "stickerId": "52002734", "keywords": []string{"ขอบคุณ"}})
	sim.say(boonmee, "bot", textMessage("ยินดีค่ะ มีอะไรให้ช่วยพิมพ์บอกได้เลยนะคะ เช่น พิมพ์ว่า ฝาก 30"))
	sim.say(keeper, keeper, textMessage("รอ"))
	sim.say(keeper, "bot", card(t, "carousel"))
	sim.say(reporter, "bot", card(t, "parts"))
	sim.say(village, boonmee, textMessage("พรุ่งนี้นัดกี่โมงคะ"))
	sim.say(village, keeper, textMessage("สิบโมงที่ศาลา"))
	sim.say(village, somsri, textMessage("รับทราบค่ะ"))
	sim.send(object{"type": "richMenu", "chat": boonmee, "richMenu": richMenu()})
	sim.send(object{"type": "loading", "chat": reporter, "until": at + 120_000})
	sim.send(object{"type": "delivery", "at": at, "status": 200, "ms": 7, "events": 1, "redelivery": false})
}
