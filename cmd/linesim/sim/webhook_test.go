package sim_test

import (
	"bytes"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"sajja/cmd/linesim/sim"
)

func TestSignature(t *testing.T) {
	t.Parallel()
	t.Run("the known vector", func(t *testing.T) {
		t.Parallel()
		body := `{"destination":"U8e742f61d673b39c7fff3cecb7536ef0","events":[]}`
		if got, want := sim.Sign(testSecret, []byte(body)), "GhRKmvmHys4Pi8DxkF4+EayaH0OqtJtaZxgTD9fMDLs="; got != want {
			t.Errorf("signature %s, want %s", got, want)
		}
	})
}

func TestWebhooks(t *testing.T) {
	t.Parallel()
	t.Run("an event has what LINE gives to every event", func(t *testing.T) {
		t.Parallel()
		b := newBench(t)
		if _, err := b.SendText(b.ctx(t), villagers, somsri, "ฝาก <30> & 'a'"); err != nil {
			t.Fatal(err)
		}
		body := b.next(t)
		if got := body.header.Get("Content-Type"); got != "application/json; charset=utf-8" {
			t.Errorf("content type %q", got)
		}
		e := body.Events[0]
		if e.Mode != "active" || len(e.WebhookEventID) != 26 || len(e.ReplyToken) != 32 || e.Timestamp != b.clock.Now().UnixMilli() || e.DeliveryContext.IsRedelivery {
			t.Errorf("event %s", body.raw)
		}
		if e.Source["type"] != "group" || e.Source["groupId"] != villagers || e.Source["userId"] != somsri {
			t.Errorf("source %v", e.Source)
		}
		if !bytes.Contains(body.raw, []byte("ฝาก <30> & 'a'")) {
			t.Errorf("the text was escaped: %s", body.raw)
		}
	})
	t.Run("a person's messages arrive in order", func(t *testing.T) {
		t.Parallel()
		b := newBench(t)
		words := strings.Fields("หนึ่ง สอง สาม สี่ ห้า หก เจ็ด แปด เก้า สิบ")
		for _, word := range words {
			if _, err := b.SendText(b.ctx(t), somsri, somsri, word); err != nil {
				t.Fatal(err)
			}
		}
		for _, word := range words {
			if got := b.next(t).Events[0].Message["text"]; got != word {
				t.Fatalf("got %v, want %s", got, word)
			}
		}
	})
	t.Run("a duplicate is the same body, byte for byte", func(t *testing.T) {
		t.Parallel()
		b := newBench(t)
		b.SetFaults(sim.Faults{Duplicate: true})
		b.tokenOf(t, somsri, somsri)
		again := b.next(t)
		if err := b.Settle(b.ctx(t)); err != nil {
			t.Fatal(err)
		}
		all := b.Deliveries()
		if len(all) != 2 || !bytes.Equal(all[0].Body, all[1].Body) || again.Events[0].DeliveryContext.IsRedelivery {
			t.Errorf("%d deliveries, last %s", len(all), again.raw)
		}
	})
	t.Run("a redelivery changes isRedelivery and nothing else", func(t *testing.T) {
		t.Parallel()
		b := newBench(t)
		b.SetFaults(sim.Faults{RedeliverAfterMs: 1})
		if _, err := b.SendText(b.ctx(t), somsri, somsri, `"deliveryContext":{"isRedelivery":false}`); err != nil {
			t.Fatal(err)
		}
		first, again := b.next(t), b.next(t)
		want := bytes.Replace(first.raw, []byte(`"deliveryContext":{"isRedelivery":false}`), []byte(`"deliveryContext":{"isRedelivery":true}`), 1)
		if !bytes.Equal(again.raw, want) {
			t.Errorf("first\n%s\nagain\n%s", first.raw, again.raw)
		}
		if again.header.Get("X-Line-Signature") != sim.Sign(testSecret, again.raw) {
			t.Error("the redelivery is signed wrongly")
		}
	})
	t.Run("reordering sends the later event first", func(t *testing.T) {
		t.Parallel()
		b := newBench(t)
		b.SetFaults(sim.Faults{Reorder: true})
		for _, word := range []string{"แรก", "หลัง"} {
			if _, err := b.SendText(b.ctx(t), somsri, somsri, word); err != nil {
				t.Fatal(err)
			}
		}
		if got := b.next(t).Events[0].Message["text"]; got != "หลัง" {
			t.Errorf("first came %v", got)
		}
		if got := b.next(t).Events[0].Message["text"]; got != "แรก" {
			t.Errorf("then came %v", got)
		}
	})
	t.Run("with webhooks off nothing is sent, and the phone still shows the text", func(t *testing.T) {
		t.Parallel()
		b := newBench(t)
		b.SetFaults(sim.Faults{WebhookOff: true})
		if _, err := b.SendText(b.ctx(t), somsri, somsri, "ยอด"); err != nil {
			t.Fatal(err)
		}
		if err := b.Settle(b.ctx(t)); err != nil || len(b.Deliveries()) != 0 || len(b.Messages(somsri)) != 1 {
			t.Errorf("%d deliveries, %d messages, %v", len(b.Deliveries()), len(b.Messages(somsri)), err)
		}
	})
	t.Run("one body can hold events of several chats and kinds", func(t *testing.T) {
		t.Parallel()
		b := newBench(t)
		err := b.Together(func() error {
			_, err := b.SendText(b.ctx(t), somsri, somsri, "ฝาก 30")
			if err == nil {
				err = b.Postback(b.ctx(t), mali, mali, sim.PostbackAction{Data: "a=1"})
			}
			if err == nil {
				_, err = b.SendText(b.ctx(t), villagers, mali, "สวัสดี")
			}
			if err == nil {
				err = b.Unfollow(somsri)
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		var kinds []string
		for _, e := range b.next(t).Events {
			kinds = append(kinds, e.Type)
		}
		if got := strings.Join(kinds, " "); got != "message postback message unfollow" {
			t.Errorf("events %s", got)
		}
	})
	t.Run("any body can be delivered, signed", func(t *testing.T) {
		t.Parallel()
		b := newBench(t)
		d := b.Deliver(b.ctx(t), []byte(`{"destination":"a","events":[{"type":"things"}]}`), nil)
		if got := b.next(t); d.Status != http.StatusOK || got.header.Get("X-Line-Signature") != sim.Sign(testSecret, got.raw) {
			t.Errorf("delivery %+v", d)
		}
	})
	t.Run("a given header replaces the signature", func(t *testing.T) {
		t.Parallel()
		b := newBench(t)
		b.Deliver(b.ctx(t), []byte(`{}`), http.Header{"X-Line-Signature": {"wrong"}})
		if got := b.next(t).header.Get("X-Line-Signature"); got != "wrong" {
			t.Errorf("signature %q", got)
		}
	})
}

func TestFailingWebhooks(t *testing.T) {
	t.Parallel()
	// failing is a bot that answers the n-th request as the test says.
	failing := func(t *testing.T, b *bench, answer func(n int32, w http.ResponseWriter, r *http.Request)) {
		var n atomic.Int32
		bot := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { answer(n.Add(1), w, r) }))
		t.Cleanup(bot.Close)
		if err := b.SetWebhookURL(bot.URL); err != nil {
			t.Fatal(err)
		}
	}
	outcome := func(t *testing.T, b *bench) []sim.Delivery {
		t.Helper()
		if _, err := b.SendText(b.ctx(t), somsri, somsri, "ยอด"); err != nil {
			t.Fatal(err)
		}
		if err := b.Settle(b.ctx(t)); err != nil {
			t.Fatal(err)
		}
		return b.Deliveries()
	}
	t.Run("a status other than 2xx is told, and with redelivery off that is all", func(t *testing.T) {
		t.Parallel()
		b := newBench(t)
		failing(t, b, func(_ int32, w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusServiceUnavailable) })
		if all := outcome(t, b); len(all) != 1 || all[0].Status != 503 || all[0].Reason != "error_status_code" {
			t.Errorf("%+v", all)
		}
	})
	t.Run("a redirect is no 2xx and is not followed", func(t *testing.T) {
		t.Parallel()
		b := newBench(t)
		failing(t, b, func(_ int32, w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, "/else", http.StatusFound) })
		if all := outcome(t, b); len(all) != 1 || all[0].Status != http.StatusFound {
			t.Errorf("%+v", all)
		}
	})
	t.Run("a bot that is not there could not be connected", func(t *testing.T) {
		t.Parallel()
		b := newBench(t)
		if err := b.SetWebhookURL("http://127.0.0.1:1/webhook"); err != nil {
			t.Fatal(err)
		}
		if all := outcome(t, b); len(all) != 1 || all[0].Status != 0 || all[0].Reason != "could_not_connect" {
			t.Errorf("%+v", all)
		}
	})
	t.Run("no answer within two seconds is a timeout", func(t *testing.T) {
		t.Parallel()
		b := newBench(t)
		failing(t, b, func(_ int32, _ http.ResponseWriter, r *http.Request) {
			_, _ = io.Copy(io.Discard, r.Body) // only then does the server notice that the caller left
			<-r.Context().Done()
		})
		all := outcome(t, b)
		if len(all) != 1 || all[0].Reason != "request_timeout" || all[0].Took < 1900*time.Millisecond || all[0].Took > 20*time.Second {
			t.Errorf("%+v", all)
		}
	})
	t.Run("with redelivery on a failed body comes again until it is taken", func(t *testing.T) {
		t.Parallel()
		b := newBench(t, func(c *sim.Config) {
			c.RedeliverFailed = []time.Duration{time.Millisecond, time.Millisecond, time.Millisecond}
		})
		failing(t, b, func(n int32, w http.ResponseWriter, _ *http.Request) {
			if n < 3 {
				w.WriteHeader(http.StatusInternalServerError)
			}
		})
		all := outcome(t, b)
		if len(all) != 3 || all[0].Redelivery || !all[1].Redelivery || !all[2].Redelivery || all[2].Status != http.StatusOK {
			t.Errorf("%+v", all)
		}
	})
}
