package sim_test

import (
	"encoding/json"
	"io"
	"net/http"
	"testing"

	"github.com/google/uuid"
	"github.com/line/line-bot-sdk-go/v8/linebot/messaging_api"
	"github.com/line/line-bot-sdk-go/v8/linebot/webhook"

	"sajja/cmd/linesim/sim"
)

// The SDK is the other reading of LINE's interface that we have: what it sends
// must be taken, what we send must be read by it.
func TestLINEsOwnSDK(t *testing.T) {
	t.Parallel()
	client := func(t *testing.T, b *bench) *messaging_api.MessagingApiAPI {
		t.Helper()
		api, err := messaging_api.NewMessagingApiAPI(testToken, messaging_api.WithEndpoint(b.api.URL))
		if err != nil {
			t.Fatal(err)
		}
		return api
	}
	t.Run("its messages are taken and come back unchanged", func(t *testing.T) {
		t.Parallel()
		b := newBench(t)
		card, err := messaging_api.UnmarshalFlexContainer([]byte(depositCard))
		if err != nil {
			t.Fatal(err)
		}
		quick := &messaging_api.QuickReply{Items: []messaging_api.QuickReplyItem{
			{Type: "action", Action: &messaging_api.PostbackAction{Label: "ยืนยัน", Data: "ok", DisplayText: "ยืนยัน"}},
		}}
		answer, err := client(t, b).ReplyMessage(&messaging_api.ReplyMessageRequest{
			ReplyToken: b.tokenOf(t, somsri, somsri),
			Messages: []messaging_api.MessageInterface{
				&messaging_api.FlexMessage{AltText: "ฝาก 30 บาท", Contents: card},
				&messaging_api.TextMessage{Text: "ยอด <30> & 'บาท'", QuickReply: quick},
				&messaging_api.StickerMessage{PackageId: "446", StickerId: "1988"},
			},
		})
		if err != nil {
			t.Fatal(err)
		}
		shown := b.Messages(somsri)[1:]
		if len(answer.SentMessages) != 3 || len(shown) != 3 || answer.SentMessages[1].Id != shown[1].ID || answer.SentMessages[1].QuoteToken == "" {
			t.Fatalf("answer %+v, shown %v", answer, shown)
		}
		if shown[0].Text() != "ฝาก 30 บาท" || shown[1].Text() != "ยอด <30> & 'บาท'" {
			t.Errorf("shown %q and %q", shown[0].Text(), shown[1].Text())
		}
	})
	t.Run("its push repeats by retry key, and reads the refusal", func(t *testing.T) {
		t.Parallel()
		b := newBench(t)
		api, key := client(t, b), uuid.NewString()
		request := &messaging_api.PushMessageRequest{To: somsri, Messages: []messaging_api.MessageInterface{&messaging_api.TextMessage{Text: "ก"}}}
		first, err := api.PushMessage(request, key)
		if err != nil {
			t.Fatal(err)
		}
		response, _, err := api.PushMessageWithHttpInfo(request, key)
		if err == nil || response == nil || response.StatusCode != http.StatusConflict {
			t.Fatalf("%v, %v", response, err)
		}
		var refusal messaging_api.ErrorResponse
		if err := json.NewDecoder(response.Body).Decode(&refusal); err != nil || len(refusal.SentMessages) != 1 || refusal.SentMessages[0].Id != first.SentMessages[0].Id {
			t.Errorf("refusal %+v, %v", refusal, err)
		}
	})
	t.Run("its small questions are answered in its shapes", func(t *testing.T) {
		t.Parallel()
		b := newBench(t, func(c *sim.Config) { c.Quota = 300 })
		api := client(t, b)
		if info, err := api.GetBotInfo(); err != nil || info.UserId != b.BotUserID() || info.ChatMode != messaging_api.BotInfoResponseCHAT_MODE_BOT {
			t.Errorf("bot info %+v, %v", info, err)
		}
		if profile, err := api.GetProfile(somsri); err != nil || profile.DisplayName != "สมศรี ใจดี" {
			t.Errorf("profile %+v, %v", profile, err)
		}
		if member, err := api.GetGroupMemberProfile(villagers, mali); err != nil || member.DisplayName != "มาลี แสนสุข" {
			t.Errorf("member %+v, %v", member, err)
		}
		if summary, err := api.GetGroupSummary(villagers); err != nil || summary.GroupName != "กลุ่มบ้านหนองบัว" {
			t.Errorf("summary %+v, %v", summary, err)
		}
		if count, err := api.GetGroupMemberCount(villagers); err != nil || count.Count != 2 {
			t.Errorf("count %+v, %v", count, err)
		}
		if quota, err := api.GetMessageQuota(); err != nil || quota.Value != 300 {
			t.Errorf("quota %+v, %v", quota, err)
		}
		if used, err := api.GetMessageQuotaConsumption(); err != nil || used.TotalUsage != 0 {
			t.Errorf("used %+v, %v", used, err)
		}
		if _, err := api.ShowLoadingAnimation(&messaging_api.ShowLoadingAnimationRequest{ChatId: somsri, LoadingSeconds: 5}); err != nil {
			t.Errorf("loading: %v", err)
		}
		if _, err := api.Multicast(&messaging_api.MulticastRequest{To: []string{somsri, mali}, Messages: []messaging_api.MessageInterface{&messaging_api.TextMessage{Text: "ก"}}}, uuid.NewString()); err != nil {
			t.Errorf("multicast: %v", err)
		}
		if _, err := api.ValidatePush(&messaging_api.ValidateMessageRequest{Messages: []messaging_api.MessageInterface{&messaging_api.TextMessage{Text: "ก"}}}); err != nil {
			t.Errorf("validate: %v", err)
		}
	})
	t.Run("its content call gets the bytes", func(t *testing.T) {
		t.Parallel()
		b := newBench(t)
		id, err := b.SendMessage(b.ctx(t), somsri, somsri, sim.UserMessage{Type: "image"})
		if err != nil {
			t.Fatal(err)
		}
		blob, err := messaging_api.NewMessagingApiBlobAPI(testToken, messaging_api.WithBlobEndpoint(b.api.URL))
		if err != nil {
			t.Fatal(err)
		}
		response, err := blob.GetMessageContent(id)
		if err != nil {
			t.Fatal(err)
		}
		defer func() { _ = response.Body.Close() }()
		if data, err := io.ReadAll(response.Body); err != nil || len(data) == 0 || response.Header.Get("Content-Type") != "image/gif" {
			t.Errorf("%d bytes of %s, %v", len(data), response.Header.Get("Content-Type"), err)
		}
	})
	t.Run("it reads every event the platform makes, with nothing unknown in it", func(t *testing.T) {
		t.Parallel()
		b := newBench(t)
		everyDeed(t, b)
		if err := b.Settle(b.ctx(t)); err != nil {
			t.Fatal(err)
		}
		for _, d := range b.Deliveries() {
			if !webhook.ValidateSignature(testSecret, sim.Sign(testSecret, d.Body), d.Body) {
				t.Errorf("signature of %s", d.Body)
			}
			var callback webhook.CallbackRequest
			if err := json.Unmarshal(d.Body, &callback); err != nil || callback.Destination != b.BotUserID() {
				t.Errorf("%s: %v", d.Body, err)
				continue
			}
			for _, e := range callback.Events {
				if unknown, ok := e.(webhook.UnknownEvent); ok {
					t.Errorf("unknown event %s", unknown.Type)
				}
				if message, ok := e.(webhook.MessageEvent); ok {
					if _, unknown := message.Message.(webhook.UnknownMessageContent); unknown {
						t.Errorf("unknown message in %s", d.Body)
					}
				}
			}
		}
	})
}

// everyDeed makes people do everything the platform knows.
func everyDeed(t *testing.T, b *bench) {
	t.Helper()
	do := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	id, err := b.SendText(b.ctx(t), villagers, somsri, "ฝาก 30")
	do(err)
	do(b.Edit(b.ctx(t), villagers, id, "ฝาก 300"))
	do(b.Unsend(b.ctx(t), villagers, id))
	_, err = b.Mention(b.ctx(t), villagers, mali, "ยอด")
	do(err)
	for _, kind := range []string{"image", "video", "audio", "location"} {
		_, err = b.SendMessage(b.ctx(t), somsri, somsri, sim.UserMessage{Type: kind})
		do(err)
	}
	_, err = b.SendMessage(b.ctx(t), somsri, somsri, sim.UserMessage{Type: "file", FileName: "ก.pdf", Data: []byte("x")})
	do(err)
	_, err = b.SendMessage(b.ctx(t), somsri, somsri, sim.UserMessage{Type: "sticker", PackageID: "1", StickerID: "2"})
	do(err)
	do(b.Postback(b.ctx(t), somsri, somsri, sim.PostbackAction{Data: "a", Params: map[string]string{"time": "09:00"}}))
	do(b.Unfollow(somsri))
	do(b.Follow(somsri))
	do(b.RemoveMember(villagers, mali))
	do(b.AddMember(villagers, mali))
	do(b.Leave(villagers))
	do(b.Join(villagers))
}
