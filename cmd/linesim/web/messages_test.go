package web_test

import (
	"fmt"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
	"github.com/google/go-cmp/cmp"
)

func testMessages(t *testing.T, open opener) {
	t.Run("shows every kind of message", func(t *testing.T) {
		sim := newFakeSim(t)
		p := open(t, sim)
		for at, message := range plainMessages() {
			sim.say(boonmee, []string{"bot", boonmee}[at%2], message)
			sim.say(village, []string{"bot", boonmee, keeper, somsri}[at%4], message)
		}
		p.until(fmt.Sprintf(`document.querySelectorAll('%s').length === %d`, in(boonmee, "[data-message]"), len(plainMessages())))
		for _, words := range []string{"ดีใจด้วยค่ะ ☺", "สวัสดี @สมศรี ใจดี {ยินดี}", "รายชื่อสมาชิก.xlsx", "ศาลากลางบ้าน", "4 วินาที", "hologram"} {
			p.until(fmt.Sprintf(`document.querySelector('[data-phone="%s"]').textContent.includes(%q)`, boonmee, words))
		}
		p.tall(2400)
		p.shotOf("kinds", in(boonmee, ".screen"))
		p.shotOf("group", in(village, ".screen"))
	})

	t.Run("takes a message back, edits one in a group, and copies", func(t *testing.T) {
		sim := newFakeSim(t)
		p := open(t, sim)
		sim.say(village, somsri, textMessage("ฝาก 30"))
		p.choose(village, "m1", "edit")
		p.do(chromedp.SetValue(sel(`[data-role="dialog"] textarea`), "ฝาก 50"), chromedp.Click(sel(`[data-role="dialog-ok"]`)))
		want := []object{{"chat": village, "messageId": "m1", "text": "ฝาก 50"}}
		if diff := cmp.Diff(want, sim.waitFor(t, "/sim/edit", 1)); diff != "" {
			t.Error(diff)
		}
		p.do(chromedp.WaitVisible(in(village, `[data-message="m1"] [data-role="edited"]`)))
		p.choose(village, "m1", "copy")
		p.until(textOf(village, "saying") + ` === "คัดลอกแล้ว"`)
		p.choose(village, "m1", "unsend")
		sim.waitFor(t, "/sim/unsend", 1)
		p.do(chromedp.WaitVisible(in(village, `[data-message="m1"][data-unsent="true"]`)))
	})

	t.Run("lets a keyboard walk through the messages", func(t *testing.T) {
		sim := newFakeSim(t)
		p := open(t, sim)
		for _, text := range []string{"หนึ่ง", "สอง", "สาม"} {
			sim.say(somsri, somsri, textMessage(text))
		}
		p.until(count(somsri, "[data-message]", 3))
		// The driver's Enter ends with a character of its own, which no keyboard
		// sends once the key was taken; so the first one is the bare key.
		p.do(chromedp.Focus(in(somsri, `[data-role="messages"]`)))
		p.eval(`document.activeElement.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", bubbles: true, cancelable: true })), 0`)
		p.do(chromedp.KeyEvent(kb.ArrowUp), chromedp.KeyEvent(kb.Enter),
			chromedp.WaitVisible(in(somsri, `[data-role="popup"]`)), chromedp.KeyEvent(kb.ArrowDown), chromedp.KeyEvent(kb.ArrowDown), chromedp.KeyEvent(kb.Enter))
		want := []object{{"chat": somsri, "messageId": "m2"}}
		if diff := cmp.Diff(want, sim.waitFor(t, "/sim/unsend", 1)); diff != "" {
			t.Error(diff)
		}
	})

	t.Run("quotes a message that is answered", func(t *testing.T) {
		sim := newFakeSim(t)
		p := open(t, sim)
		sim.say(somsri, "bot", textMessage("ยอดสมทบ 1,365 บาท"))
		p.choose(somsri, "m1", "reply")
		p.do(chromedp.SendKeys(in(somsri, `[data-role="input"]`), "อันนี้ค่ะ\n"))
		if body := sim.waitFor(t, "/sim/text", 1)[0]; body["quotedMessageId"] != "m1" {
			t.Errorf("posted %v", body)
		}
	})

	t.Run("shows loading dots until the answer comes", func(t *testing.T) {
		sim := newFakeSim(t)
		p := open(t, sim)
		sim.send(object{"type": "loading", "chat": somsri, "until": at + 120_000})
		p.do(chromedp.WaitVisible(in(somsri, `[data-role="loading"]`)))
		sim.say(somsri, "bot", textMessage("มาแล้วค่ะ"))
		p.do(chromedp.WaitNotVisible(in(somsri, `[data-role="loading"]`)))
	})

	t.Run("stays where its reader is, and tells of what came below", func(t *testing.T) {
		sim := newFakeSim(t)
		p := open(t, sim)
		for range 30 {
			sim.say(somsri, "bot", textMessage("ข้อความยาวพอให้ต้องเลื่อนดู"))
		}
		p.until(count(somsri, "[data-message]", 30))
		list := fmt.Sprintf(`document.querySelector('%s')`, in(somsri, `[data-role="messages"]`))
		atEnd := list + ".scrollHeight - " + list + ".scrollTop - " + list + ".clientHeight < 5"
		p.until(atEnd)
		sim.regroup("/sim/unfollow", object{"user": boonmee})
		p.do(chromedp.WaitVisible(in(boonmee, `[data-role="standing"]`)))
		p.until(atEnd)
		p.eval(list + ".scrollTop = 0")
		sim.say(somsri, "bot", textMessage("มาใหม่"))
		p.do(chromedp.WaitVisible(in(somsri, `[data-role="newer"]`)))
		p.shot("newer")
		p.do(chromedp.Click(in(somsri, `[data-role="newer"]`)), chromedp.WaitNotVisible(in(somsri, `[data-role="newer"]`)))
		p.until(atEnd)
	})

	t.Run("keeps only so many messages, however many come", func(t *testing.T) {
		sim := newFakeSim(t)
		p := open(t, sim)
		pending := card(t, "pending")
		for range 330 {
			sim.say(somsri, "bot", pending)
		}
		p.do(chromedp.WaitVisible(in(somsri, `[data-message="m330"]`)))
		p.until(fmt.Sprintf(`document.querySelectorAll('%s').length <= 300`, in(somsri, ".row")))
	})

	t.Run("blocks and unblocks, and leaves and joins a group", func(t *testing.T) {
		sim := newFakeSim(t)
		p := open(t, sim)
		pick := func(chat, role string) {
			p.do(chromedp.Click(in(chat, `[data-role="phone-menu"]`)), chromedp.Click(in(chat, fmt.Sprintf(`[data-role="%s"]`, role))))
		}
		pick(somsri, "unfollow")
		sim.waitFor(t, "/sim/unfollow", 1)
		p.do(chromedp.WaitVisible(in(somsri, `[data-role="standing"]`)), chromedp.WaitVisible(in(somsri, `[data-role="input"][disabled]`)))
		pick(somsri, "follow")
		sim.waitFor(t, "/sim/follow", 1)
		p.do(chromedp.WaitNotPresent(in(somsri, `[data-role="input"][disabled]`)))
		pick(village, "leave")
		sim.waitFor(t, "/sim/leave", 1)
		p.do(chromedp.WaitVisible(in(village, `[data-role="standing"]`)))
		pick(village, "join")
		sim.waitFor(t, "/sim/join", 1)
	})
}
