package web_test

import (
	"fmt"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
	"github.com/google/go-cmp/cmp"
)

// one is a bubble with one button for an action.
func one(action object) object {
	return object{"type": "flex", "altText": "ปุ่ม", "contents": object{"type": "bubble", "body": object{
		"type": "box", "layout": "vertical", "contents": []object{{"type": "button", "style": "primary", "action": action}},
	}}}
}

func testActions(t *testing.T, open opener) {
	press := func(t *testing.T, p *page, message object) {
		t.Helper()
		id := p.sim.say(somsri, "bot", message)
		p.do(chromedp.Click(in(somsri, fmt.Sprintf(`[data-message="%s"] button[data-action]`, id))))
	}

	t.Run("a button sends its postback once, however often it is hit", func(t *testing.T) {
		sim := newFakeSim(t)
		p := open(t, sim)
		sim.say(somsri, "bot", one(action("postback", "ตกลง", object{"data": "ok=1", "displayText": "ตกลงค่ะ"})))
		button := in(somsri, `[data-message="m1"] button[data-action="postback"]`)
		p.do(chromedp.DoubleClick(button), chromedp.Click(button))
		// A message typed afterwards arrives after anything the clicks sent.
		p.do(chromedp.SendKeys(in(somsri, `[data-role="input"]`), "จบ\n"))
		sim.waitFor(t, "/sim/text", 1)
		want := []object{{"chat": somsri, "from": somsri, "data": "ok=1", "displayText": "ตกลงค่ะ"}}
		if diff := cmp.Diff(want, sim.askedFor("/sim/postback")); diff != "" {
			t.Error(diff)
		}
	})

	t.Run("a button works again later, and from the keyboard", func(t *testing.T) {
		sim := newFakeSim(t)
		p := open(t, sim)
		press(t, p, one(action("postback", "ตกลง", object{"data": "ok=1"})))
		sim.waitFor(t, "/sim/postback", 1)
		p.eval(`new Promise((done) => setTimeout(() => done(0), 900))`)
		p.do(chromedp.Focus(in(somsri, `[data-message="m1"] button[data-action]`)), chromedp.KeyEvent(kb.Enter))
		sim.waitFor(t, "/sim/postback", 2)
	})

	t.Run("a message action speaks as the person", func(t *testing.T) {
		sim := newFakeSim(t)
		p := open(t, sim)
		press(t, p, one(action("message", "ดูยอด", object{"text": "ยอด"})))
		if body := sim.waitFor(t, "/sim/text", 1)[0]; body["text"] != "ยอด" || body["from"] != somsri {
			t.Errorf("posted %v", body)
		}
	})

	t.Run("a link is announced, not followed", func(t *testing.T) {
		p := open(t, newFakeSim(t))
		press(t, p, one(action("uri", "เว็บ", object{"uri": "https://example.com/a?b=1"})))
		p.do(chromedp.WaitVisible(sel(`[data-role="dialog"] a[href="https://example.com/a?b=1"]`)))
	})

	t.Run("a link into this chat types its words", func(t *testing.T) {
		p := open(t, newFakeSim(t))
		press(t, p, one(action("uri", "พิมพ์ให้", object{"uri": "https://line.me/R/oaMessage/%40sajja/?%E0%B8%9D%E0%B8%B2%E0%B8%81%2030"})))
		p.until(fieldOf(somsri) + ` === "ฝาก 30"`)
	})

	t.Run("a date picker sends the date, a time picker the time", func(t *testing.T) {
		sim := newFakeSim(t)
		p := open(t, sim)
		for at, picker := range []struct{ mode, typed, want string }{
			{"date", "2026-11-25", "2026-11-25"}, {"time", "10:30", "10:30"}, {"datetime", "2026-11-25T10:30", "2026-11-25T10:30"},
		} {
			press(t, p, one(action("datetimepicker", "เลือก", object{"data": "pick", "mode": picker.mode, "max": map[string]string{"date": "2026-12-31"}[picker.mode]})))
			p.do(chromedp.SetValue(sel(`[data-role="dialog"] input`), picker.typed), chromedp.Click(sel(`[data-role="dialog-ok"]`)))
			body := sim.waitFor(t, "/sim/postback", at+1)[at]
			if diff := cmp.Diff(object{picker.mode: picker.want}, body["params"]); diff != "" {
				t.Error(diff)
			}
		}
	})

	t.Run("a closed picker sends nothing", func(t *testing.T) {
		sim := newFakeSim(t)
		p := open(t, sim)
		press(t, p, one(action("datetimepicker", "เลือก", object{"data": "pick", "mode": "date"})))
		p.do(chromedp.Click(sel(`[data-role="dialog-cancel"]`)), chromedp.WaitNotPresent(sel(`[data-role="dialog"]`)))
		if sent := sim.askedFor("/sim/postback"); len(sent) != 0 {
			t.Errorf("posted %v", sent)
		}
	})

	t.Run("a clipboard action copies and says so", func(t *testing.T) {
		p := open(t, newFakeSim(t))
		press(t, p, one(action("clipboard", "คัดลอก", object{"clipboardText": "2569-000121"})))
		p.until(textOf(somsri, "saying") + ` === "คัดลอกแล้ว"`)
	})

	t.Run("the innermost action wins on a card that has its own", func(t *testing.T) {
		sim := newFakeSim(t)
		p := open(t, sim)
		sim.say(somsri, "bot", card(t, "parts"))
		p.do(chromedp.Click(in(somsri, `.fx-button[data-action="postback"]`)))
		if body := sim.waitFor(t, "/sim/postback", 1)[0]; body["data"] != "ok=1" {
			t.Errorf("posted %v", body)
		}
		p.do(chromedp.Click(in(somsri, `.fx-footer .fx-words`)))
		if body := sim.waitFor(t, "/sim/postback", 2)[1]; body["data"] != "whole" {
			t.Errorf("posted %v", body)
		}
	})

	t.Run("quick replies belong to the last message and go with a tap", func(t *testing.T) {
		sim := newFakeSim(t)
		p := open(t, sim)
		ask := textMessage("ฝากอีกครั้งหรือไม่")
		ask["quickReply"] = quick(action("postback", "ฝากอีก", object{"data": "again"}), action("message", "ไม่ฝาก", object{"text": "ไม่ฝาก"}))
		sim.say(somsri, "bot", ask)
		p.until(count(somsri, `[data-role="quick"] button`, 2))
		p.do(chromedp.Click(in(somsri, `[data-role="quick"] button`)))
		sim.waitFor(t, "/sim/postback", 1)
		p.until(count(somsri, `[data-role="quick"] button`, 0))
		sim.say(somsri, "bot", ask)
		p.until(count(somsri, `[data-role="quick"] button`, 2))
		sim.say(somsri, "bot", textMessage("ข้อความถัดมา"))
		p.until(count(somsri, `[data-role="quick"] button`, 0))
	})

	t.Run("a quick reply sends a place and a picture", func(t *testing.T) {
		sim := newFakeSim(t)
		p := open(t, sim)
		ask := textMessage("ส่งที่อยู่หรือรูป")
		ask["quickReply"] = quick(action("location", "ตำแหน่ง", nil), action("camera", "ถ่ายรูป", nil), action("cameraRoll", "เลือกรูป", nil))
		sim.say(somsri, "bot", ask)
		p.do(chromedp.Click(in(somsri, `[data-role="quick"] button[data-action="location"]`)), chromedp.Click(sel(`[data-role="dialog-cancel"]`)))
		p.until(count(somsri, `[data-role="quick"] button`, 3))
		p.eval(`new Promise((done) => setTimeout(() => done(0), 900))`)
		p.do(chromedp.Click(in(somsri, `[data-role="quick"] button[data-action="location"]`)), chromedp.Click(sel(`[data-role="dialog-ok"]`)))
		if message := sim.waitFor(t, "/sim/message", 1)[0]["message"].(object); message["type"] != "location" || message["latitude"] != 18.2888 {
			t.Errorf("sent %v", message)
		}
		sim.say(somsri, "bot", ask)
		p.do(chromedp.Click(in(somsri, `[data-role="quick"] button[data-action="camera"]`)), chromedp.Click(sel(`[data-role="sample"]`)))
		if message := sim.waitFor(t, "/sim/message", 2)[1]["message"].(object); message["type"] != "image" || message["data"] == "" {
			t.Errorf("sent %v", message)
		}
	})

	t.Run("a rich menu opens, acts, switches, and gives way to typing", func(t *testing.T) {
		sim := newFakeSim(t)
		p := open(t, sim)
		sim.send(object{"type": "richMenu", "chat": somsri, "richMenu": richMenu()})
		p.do(chromedp.WaitVisible(in(somsri, `[data-role="rich-menu"]`)))
		p.shotOf("richmenu", in(somsri, ".screen"))
		p.do(chromedp.Click(in(somsri, `[data-role="rich-menu"] [data-action="message"]`)))
		sim.waitFor(t, "/sim/text", 1)
		p.do(chromedp.Click(in(somsri, `[data-role="rich-menu"] [data-action="richmenuswitch"]`)))
		want := object{"chat": somsri, "from": somsri, "richMenuAliasId": "officer", "data": "switch"}
		if diff := cmp.Diff(want, sim.waitFor(t, "/sim/richmenuswitch", 1)[0]); diff != "" {
			t.Error(diff)
		}
		p.do(chromedp.SendKeys(in(somsri, `[data-role="input"]`), "ฝ"), chromedp.WaitNotVisible(in(somsri, `[data-role="rich-menu"]`)))
		p.do(chromedp.Click(in(somsri, `[data-role="menu-toggle"]`)), chromedp.WaitVisible(in(somsri, `[data-role="rich-menu"]`)))
	})

	t.Run("a rich menu's picture lies under its areas", func(t *testing.T) {
		sim := newFakeSim(t)
		p := open(t, sim)
		menu := richMenu()
		menu["imageUrl"] = "/icon.svg"
		sim.send(object{"type": "richMenu", "chat": somsri, "richMenu": menu})
		p.do(chromedp.WaitVisible(in(somsri, `[data-role="rich-menu"] img[src="/icon.svg"]`)))
		p.do(chromedp.Click(in(somsri, `[data-role="rich-menu"] [data-action="postback"]`)))
		if body := sim.waitFor(t, "/sim/postback", 1)[0]; body["data"] != "balance" {
			t.Errorf("posted %v", body)
		}
	})

	t.Run("a postback opens the keyboard with words typed in", func(t *testing.T) {
		p := open(t, newFakeSim(t))
		press(t, p, one(action("postback", "พิมพ์จำนวน", object{"data": "ask", "inputOption": "openKeyboard", "fillInText": "ฝาก "})))
		p.until(fieldOf(somsri) + ` === "ฝาก "`)
	})
}

func richMenu() object {
	area := func(x, y, width, height int, one object) object {
		return object{"bounds": object{"x": x, "y": y, "width": width, "height": height}, "action": one}
	}
	return object{
		"richMenuId": "richmenu-1", "size": object{"width": 2500, "height": 1686}, "selected": true, "name": "สมาชิก", "chatBarText": "เมนูสมาชิก",
		"areas": []object{
			area(0, 0, 1250, 843, action("message", "ฝากเงิน", object{"text": "ฝาก"})),
			area(1250, 0, 1250, 843, action("postback", "ดูยอด", object{"data": "balance"})),
			area(0, 843, 1250, 843, action("uri", "ระเบียบกองทุน", object{"uri": "https://example.com/rules"})),
			area(1250, 843, 1250, 843, action("richmenuswitch", "เมนูกรรมการ", object{"richMenuAliasId": "officer", "data": "switch"})),
		},
	}
}
