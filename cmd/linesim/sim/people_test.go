package sim_test

import (
	"encoding/base64"
	"net/http"
	"testing"

	"sajja/cmd/linesim/sim"
)

func TestWhatPeopleDo(t *testing.T) {
	t.Parallel()
	ok := func(t *testing.T, err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	t.Run("blocking and coming back are told, with a token only for the second", func(t *testing.T) {
		t.Parallel()
		b := newBench(t)
		ok(t, b.Unfollow(somsri))
		if e := b.next(t).Events[0]; e.Type != "unfollow" || e.ReplyToken != "" {
			t.Errorf("%+v", e)
		}
		if _, err := b.SendText(b.ctx(t), somsri, somsri, "ยอด"); err == nil {
			t.Error("a person who blocked the bot wrote to it")
		}
		ok(t, b.Follow(somsri))
		if e := b.next(t).Events[0]; e.Type != "follow" || e.ReplyToken == "" || e.Follow["isUnblocked"] != true {
			t.Errorf("%+v", e)
		}
		if b.Follow(somsri) == nil {
			t.Error("a friend followed again")
		}
	})
	t.Run("a button's press shows its words and carries its params", func(t *testing.T) {
		t.Parallel()
		b := newBench(t)
		ok(t, b.Postback(b.ctx(t), somsri, somsri, sim.PostbackAction{Data: "day", Params: map[string]string{"date": "2026-11-21"}, DisplayText: "วันนี้"}))
		e := b.next(t).Events[0]
		if e.Postback["data"] != "day" || e.Postback["params"].(map[string]any)["date"] != "2026-11-21" || e.ReplyToken == "" {
			t.Errorf("%+v", e)
		}
		if shown := b.Messages(somsri); len(shown) != 1 || shown[0].Text() != "วันนี้" {
			t.Errorf("phone shows %v", shown)
		}
		if err := b.Settle(b.ctx(t)); err != nil || len(b.Deliveries()) != 1 {
			t.Errorf("%d deliveries: the shown words caused one", len(b.Deliveries()))
		}
	})
	t.Run("an edit in a group keeps the message's ID and brings a new token", func(t *testing.T) {
		t.Parallel()
		b := newBench(t)
		id, err := b.SendText(b.ctx(t), villagers, somsri, "ฝาก 30")
		ok(t, err)
		first := b.next(t).Events[0]
		ok(t, b.Edit(b.ctx(t), villagers, id, "ฝาก 300"))
		e := b.next(t).Events[0]
		if e.Type != "messageEdited" || e.Message["id"] != id || e.Message["text"] != "ฝาก 300" || e.ReplyToken == "" || e.ReplyToken == first.ReplyToken {
			t.Errorf("%+v", e)
		}
		if e.Message["markAsReadToken"] != nil || e.WebhookEventID == first.WebhookEventID {
			t.Errorf("%+v", e)
		}
		if shown := b.Messages(villagers)[0]; !shown.Edited || shown.Text() != "ฝาก 300" {
			t.Errorf("phone shows %+v", shown)
		}
	})
	t.Run("nothing can be edited in a chat of two", func(t *testing.T) {
		t.Parallel()
		b := newBench(t)
		id, err := b.SendText(b.ctx(t), somsri, somsri, "ฝาก 30")
		ok(t, err)
		if b.Edit(b.ctx(t), somsri, id, "ฝาก 300") == nil {
			t.Error("edited")
		}
	})
	t.Run("what is taken back is told once, without a token", func(t *testing.T) {
		t.Parallel()
		b := newBench(t)
		id, err := b.SendText(b.ctx(t), somsri, somsri, "ฝาก 30")
		ok(t, err)
		b.next(t)
		ok(t, b.Unsend(b.ctx(t), somsri, id))
		if e := b.next(t).Events[0]; e.Type != "unsend" || e.Unsend["messageId"] != id || e.ReplyToken != "" {
			t.Errorf("%+v", e)
		}
		if b.Unsend(b.ctx(t), somsri, id) == nil {
			t.Error("taken back twice")
		}
	})
	t.Run("a mention of the bot is marked as its own", func(t *testing.T) {
		t.Parallel()
		b := newBench(t)
		_, err := b.Mention(b.ctx(t), villagers, somsri, "ยอด")
		ok(t, err)
		e := b.next(t).Events[0]
		if e.Message["text"] != "@Sajja ยอด" {
			t.Errorf("text %v", e.Message["text"])
		}
		who := e.Message["mention"].(map[string]any)["mentionees"].([]any)[0].(map[string]any)
		if who["isSelf"] != true || who["index"] != 0.0 || who["length"] != 6.0 || who["userId"] != b.BotUserID() {
			t.Errorf("mentionee %v", who)
		}
	})
	t.Run("a quoted message comes as an ID", func(t *testing.T) {
		t.Parallel()
		b := newBench(t)
		_, err := b.Quote(b.ctx(t), somsri, somsri, "อันนี้", "468789532432007169")
		ok(t, err)
		if got := b.next(t).Events[0].Message["quotedMessageId"]; got != "468789532432007169" {
			t.Errorf("quoted %v", got)
		}
	})
	t.Run("a person without consent has no user ID", func(t *testing.T) {
		t.Parallel()
		nobody := "U0000000000000000000000000000000e"
		b := newBench(t, func(c *sim.Config) {
			c.Phones = append(c.Phones, sim.Phone{UserID: nobody, DisplayName: "ไม่ประสงค์ออกนาม", Anonymous: true})
			c.Groups[0].Members = append(c.Groups[0].Members, nobody)
		})
		_, err := b.SendText(b.ctx(t), villagers, nobody, "ฝาก 30")
		ok(t, err)
		if _, there := b.next(t).Events[0].Source["userId"]; there {
			t.Error("the event names the person")
		}
		if got := b.call(t, "GET", "/v2/bot/profile/"+nobody, ""); got.status != http.StatusNotFound {
			t.Errorf("profile %d", got.status)
		}
	})
	t.Run("the bot joins, hears, leaves and hears no more", func(t *testing.T) {
		t.Parallel()
		b := newBench(t, func(c *sim.Config) { c.Groups[0].WithoutBot = true })
		_, err := b.SendText(b.ctx(t), villagers, somsri, "ก่อน")
		ok(t, err)
		ok(t, b.Join(villagers))
		if e := b.next(t).Events[0]; e.Type != "join" || e.ReplyToken == "" || e.Source["userId"] != "" {
			t.Errorf("%+v", e)
		}
		ok(t, b.Leave(villagers))
		if e := b.next(t).Events[0]; e.Type != "leave" || e.ReplyToken != "" {
			t.Errorf("%+v", e)
		}
		if got := b.call(t, "POST", "/v2/bot/message/push", pushText(villagers, "ก")); got.refused(t).Message != "Failed to send messages" {
			t.Errorf("push into a group without the bot: %d %s", got.status, got.body)
		}
	})
	t.Run("members come and go", func(t *testing.T) {
		t.Parallel()
		b := newBench(t)
		ok(t, b.RemoveMember(villagers, mali))
		if e := b.next(t).Events[0]; e.Type != "memberLeft" || e.ReplyToken != "" {
			t.Errorf("%+v", e)
		}
		if got := b.call(t, "GET", "/v2/bot/group/"+villagers+"/members/count", ""); got.body != `{"count":1}` {
			t.Errorf("count %s", got.body)
		}
		ok(t, b.AddMember(villagers, mali))
		if e := b.next(t).Events[0]; e.Type != "memberJoined" || e.ReplyToken == "" {
			t.Errorf("%+v", e)
		}
	})
	t.Run("nobody writes where they are not", func(t *testing.T) {
		t.Parallel()
		b := newBench(t)
		if _, err := b.SendText(b.ctx(t), somsri, mali, "ยอด"); err == nil {
			t.Error("wrote into another's chat")
		}
		if _, err := b.SendText(b.ctx(t), somsri, somsri, ""); err == nil {
			t.Error("wrote nothing")
		}
	})
	t.Run("a sticker, a place and a file arrive with their fields", func(t *testing.T) {
		t.Parallel()
		b := newBench(t)
		for _, m := range []sim.UserMessage{
			{Type: "sticker", PackageID: "446", StickerID: "1988", Keywords: []string{"ขอบคุณ"}},
			{Type: "location", Title: "ศาลา", Latitude: 18.7, Longitude: 98.9},
			{Type: "file", FileName: "รายชื่อ.pdf", Data: []byte("%PDF-1.4")},
		} {
			_, err := b.SendMessage(b.ctx(t), somsri, somsri, m)
			ok(t, err)
			if e := b.next(t).Events[0]; e.Message["type"] != m.Type || e.ReplyToken == "" {
				t.Errorf("%+v", e)
			}
		}
		if _, err := b.SendMessage(b.ctx(t), somsri, somsri, sim.UserMessage{Type: "flex"}); err == nil {
			t.Error("a phone sent a Flex message")
		}
	})
}

func TestContent(t *testing.T) {
	t.Parallel()
	picture, _ := base64.StdEncoding.DecodeString("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==")
	b := newBench(t)
	send := func(t *testing.T, m sim.UserMessage) (id, path string) {
		t.Helper()
		id, err := b.SendMessage(b.ctx(t), somsri, somsri, m)
		if err != nil {
			t.Fatal(err)
		}
		return id, "/v2/bot/message/" + id + "/content"
	}
	t.Run("a picture is served as it was sent", func(t *testing.T) {
		t.Parallel()
		_, path := send(t, sim.UserMessage{Type: "image", Data: picture})
		got := b.call(t, "GET", path, "")
		if got.status != http.StatusOK || got.header.Get("Content-Type") != "image/png" || got.body != string(picture) {
			t.Errorf("%d %s", got.status, got.header.Get("Content-Type"))
		}
	})
	t.Run("a film is prepared first", func(t *testing.T) {
		t.Parallel()
		_, path := send(t, sim.UserMessage{Type: "video", Preparing: 2})
		if got := b.call(t, "GET", path+"/transcoding", ""); got.body != `{"status":"processing"}` {
			t.Errorf("status %s", got.body)
		}
		for want := range []int{202, 202} {
			if got := b.call(t, "GET", path, ""); got.status != http.StatusAccepted {
				t.Errorf("request %d: %d", want, got.status)
			}
		}
		if got := b.call(t, "GET", path, ""); got.status != http.StatusOK || got.header.Get("Content-Type") != "video/mp4" {
			t.Errorf("%d", got.status)
		}
		if got := b.call(t, "GET", path+"/transcoding", ""); got.body != `{"status":"succeeded"}` {
			t.Errorf("status %s", got.body)
		}
	})
	t.Run("what was taken back is gone", func(t *testing.T) {
		t.Parallel()
		id, path := send(t, sim.UserMessage{Type: "image"})
		if err := b.Unsend(b.ctx(t), somsri, id); err != nil {
			t.Fatal(err)
		}
		if got := b.call(t, "GET", path, ""); got.status != http.StatusGone {
			t.Errorf("%d", got.status)
		}
	})
	t.Run("what never was is not found", func(t *testing.T) {
		t.Parallel()
		if got := b.call(t, "GET", "/v2/bot/message/1/content", ""); got.status != http.StatusNotFound || got.refused(t).Message != "Not found" {
			t.Errorf("%d %s", got.status, got.body)
		}
	})
	t.Run("a voice has no preview", func(t *testing.T) {
		t.Parallel()
		_, path := send(t, sim.UserMessage{Type: "audio"})
		if got := b.call(t, "GET", path+"/preview", ""); got.status != http.StatusNotFound {
			t.Errorf("%d", got.status)
		}
	})
}

func TestProfiles(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	outsider := "Uffffffffffffffffffffffffffffffff"
	if err := b.Unfollow(mali); err != nil {
		t.Fatal(err)
	}
	tests := []struct {
		name, path string
		status     int
		body       string
	}{
		{"a friend has a profile", "profile/" + somsri, 200, `{"displayName":"สมศรี ใจดี","language":"th","userId":"` + somsri + `"}`},
		{"who blocked the bot has none", "profile/" + mali, 404, `{"message":"Not found"}`},
		{"an unknown person has none", "profile/" + outsider, 404, `{"message":"Not found"}`},
		{"a malformed ID is refused", "profile/someone", 400, `{"message":"The value for the 'userId' parameter is invalid"}`},
		{"a member's profile shows in the group although she blocked the bot", "group/" + villagers + "/member/" + mali, 200, `{"displayName":"มาลี แสนสุข","language":"th","userId":"` + mali + `"}`},
		{"an outsider is no member", "group/" + villagers + "/member/" + outsider, 404, `{"message":"Not found"}`},
		{"a group has a name", "group/" + villagers + "/summary", 200, `{"groupId":"` + villagers + `","groupName":"กลุ่มบ้านหนองบัว"}`},
		{"an unknown group is not found", "group/C" + outsider[1:] + "/summary", 404, `{"message":"Not found"}`},
		{"a malformed group is refused", "group/" + somsri + "/summary", 400, `{"message":"The value for the 'groupId' parameter is invalid"}`},
		{"a group counts its people without the bot", "group/" + villagers + "/members/count", 200, `{"count":2}`},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			if got := b.call(t, "GET", "/v2/bot/"+test.path, ""); got.status != test.status || got.body != test.body {
				t.Errorf("%d %s, want %d %s", got.status, got.body, test.status, test.body)
			}
		})
	}
}

func TestLoadingDots(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	start := func(body string) answered { return b.call(t, "POST", "/v2/bot/chat/loading/start", body) }
	if got := start(`{"chatId":"` + somsri + `","loadingSeconds":10}`); got.status != http.StatusAccepted || got.body != "{}" || !b.Loading(somsri) {
		t.Errorf("%d %s", got.status, got.body)
	}
	b.call(t, "POST", "/v2/bot/message/push", pushText(somsri, "ก"))
	if b.Loading(somsri) {
		t.Error("the dots outlived the answer")
	}
	for _, body := range []string{
		`{"chatId":"` + villagers + `"}`, `{"loadingSeconds":5}`, `{"chatId":"` + somsri + `","loadingSeconds":7}`,
		`{"chatId":"` + somsri + `","loadingSeconds":65}`, `{"chatId":"` + somsri + `","seconds":5}`,
	} {
		if got := start(body); got.status != http.StatusBadRequest {
			t.Errorf("%s: %d %s", body, got.status, got.body)
		}
	}
}
