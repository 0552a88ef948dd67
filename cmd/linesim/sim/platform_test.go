package sim_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"sajja/cmd/linesim/sim"
)

func TestConfig(t *testing.T) {
	t.Parallel()
	t.Run("every fault is named at once", func(t *testing.T) {
		t.Parallel()
		_, err := sim.New(sim.Config{
			BotUserID: "bot", WebhookURL: "ftp://example.com",
			Phones: []sim.Phone{{UserID: "U1", DisplayName: "ก"}, {UserID: somsri}},
			Groups: []sim.Group{{ID: "G1"}},
		})
		if err == nil {
			t.Fatal("taken")
		}
		for _, fault := range []string{"secret", "token", `"bot"`, "ftp://", `"U1"`, "display name", `"G1"`} {
			if !strings.Contains(err.Error(), fault) {
				t.Errorf("%q is not in %q", fault, err)
			}
		}
	})
	t.Run("a group of strangers is refused", func(t *testing.T) {
		t.Parallel()
		_, err := sim.New(sim.Config{ChannelSecret: "a", ChannelToken: "b", Groups: []sim.Group{{ID: villagers, Members: []string{mali}}}})
		if err == nil {
			t.Error("taken")
		}
	})
	t.Run("people and groups can come later, once", func(t *testing.T) {
		t.Parallel()
		b := newBench(t)
		late := sim.Phone{UserID: "U0000000000000000000000000000000f", DisplayName: "มาทีหลัง"}
		if err := b.AddPhone(late); err != nil {
			t.Fatal(err)
		}
		if b.AddPhone(late) == nil {
			t.Error("came twice")
		}
		group := sim.Group{ID: "R00000000000000000000000000000001", Members: []string{late.UserID}}
		if err := b.AddGroup(group); err != nil {
			t.Fatal(err)
		}
		if _, err := b.SendText(b.ctx(t), group.ID, late.UserID, "ก"); err != nil {
			t.Fatal(err)
		}
		if s := b.next(t).Events[0].Source; s["type"] != "room" || s["roomId"] != group.ID {
			t.Errorf("source %v", s)
		}
	})
}

func TestWaiting(t *testing.T) {
	t.Parallel()
	// echo is a bot that answers each event with two messages.
	echo := func(t *testing.T, b *bench) {
		bot := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
			raw, _ := io.ReadAll(r.Body)
			token := string(raw[strings.Index(string(raw), `"replyToken":"`)+len(`"replyToken":"`):])[:32]
			b.call(t, "POST", "/v2/bot/message/reply", fmt.Sprintf(
				`{"replyToken":%q,"messages":[{"type":"text","text":"หนึ่ง"},{"type":"text","text":"สอง"}]}`, token))
		}))
		t.Cleanup(bot.Close)
		if err := b.SetWebhookURL(bot.URL); err != nil {
			t.Fatal(err)
		}
	}
	t.Run("a question waits for its whole answer, and only for its own", func(t *testing.T) {
		t.Parallel()
		b := newBench(t)
		echo(t, b)
		for range 3 {
			got, err := b.Ask(b.ctx(t), somsri, somsri, "ยอด")
			if err != nil || len(got) != 2 || got[0].Text() != "หนึ่ง" || got[1].Text() != "สอง" {
				t.Fatalf("answer %v, %v", got, err)
			}
		}
		got, err := b.Press(b.ctx(t), mali, mali, "data")
		if err != nil || len(got) != 2 {
			t.Errorf("answer %v, %v", got, err)
		}
		if err := b.Settle(b.ctx(t)); err != nil { // the bot's last call ends with its webhook
			t.Error(err)
		}
		if b.BotMessages(somsri) != 6 || b.BotMessages(mali) != 2 {
			t.Errorf("%d and %d messages", b.BotMessages(somsri), b.BotMessages(mali))
		}
	})
	t.Run("waiting ends with its context", func(t *testing.T) {
		t.Parallel()
		b := newBench(t)
		ctx, cancel := context.WithCancel(t.Context())
		cancel()
		if _, err := b.WaitFor(ctx, somsri, 1); !errors.Is(err, context.Canceled) {
			t.Errorf("error %v", err)
		}
	})
	t.Run("waiting ends with the platform", func(t *testing.T) {
		t.Parallel()
		b := newBench(t)
		ended := make(chan error, 1)
		go func() {
			_, err := b.WaitFor(context.WithoutCancel(t.Context()), somsri, 1)
			ended <- err
		}()
		b.Close()
		if err := <-ended; err == nil {
			t.Error("no error")
		}
	})
	t.Run("a long chat keeps its latest messages and its count", func(t *testing.T) {
		t.Parallel()
		b := newBench(t)
		for i := range 150 {
			five := strings.TrimSuffix(strings.Repeat(fmt.Sprintf(`{"type":"text","text":"%d"},`, i), 5), ",")
			b.call(t, "POST", "/v2/bot/message/push", fmt.Sprintf(`{"to":%q,"messages":[%s]}`, somsri, five))
		}
		kept := b.Messages(somsri)
		if len(kept) > 500 || kept[len(kept)-1].Text() != "149" || b.BotMessages(somsri) != 750 {
			t.Errorf("%d kept, last %s, %d counted", len(kept), kept[len(kept)-1].Text(), b.BotMessages(somsri))
		}
		sent, err := b.WaitFor(b.ctx(t), somsri, 750)
		if err != nil || len(sent) != len(kept) {
			t.Errorf("%d messages, %v", len(sent), err)
		}
	})
}

func TestLoadUsersAreNotOnThePage(t *testing.T) {
	t.Parallel()
	t.Run("a load run keeps off the phones of the page", func(t *testing.T) {
		t.Parallel()
		b := newBench(t)
		if _, err := b.Load(b.ctx(t), sim.LoadOptions{UserIDs: []string{somsri}}); err == nil {
			t.Error("taken")
		}
	})
}
