package web_test

import (
	"fmt"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
	"github.com/google/go-cmp/cmp"
)

// TestPage drives the page in one Chromium; each subtest has its own tab and
// its own simulator, so none waits for another's state.
func TestPage(t *testing.T) {
	t.Parallel()
	browser := startBrowser(t)
	t.Run("chat", func(t *testing.T) { testChat(t, browser.open) })
	t.Run("actions", func(t *testing.T) { testActions(t, browser.open) })
	t.Run("flex", func(t *testing.T) { testFlex(t, browser.open) })
	t.Run("panes", func(t *testing.T) { testPanes(t, browser.open) })
	t.Run("layout", func(t *testing.T) { testLayout(t, browser.open) })
}

// opener opens the page in a tab of its own.
type opener func(t *testing.T, sim *fakeSim) *page

func testChat(t *testing.T, open opener) {
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

	t.Run("keeps a half-written message through a broken connection", func(t *testing.T) {
		sim := newFakeSim(t)
		p := open(t, sim)
		p.do(chromedp.SendKeys(in(somsri, `[data-role="input"]`), "ฝาก"))
		sim.dropStreams()
		p.until(`!document.querySelector('[data-role="connection"]').classList.contains("is-on")`)
		p.until(`document.querySelector('[data-role="connection"]').classList.contains("is-on")`)
		p.until(fieldOf(somsri) + ` === "ฝาก"`)
	})

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
