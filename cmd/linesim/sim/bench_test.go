package sim_test

import (
	"context"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"sajja/cmd/linesim/sim"
)

const (
	testSecret = "8c570fa6dd201bb328f1c1eac23a96d8"
	testToken  = "channel-token"
	somsri     = "U0000000000000000000000000000000a"
	mali       = "U0000000000000000000000000000000b"
	villagers  = "C0000000000000000000000000000000c"
)

// bench is a platform with two people, a group, and a bot that keeps what it
// gets and answers as the test says.
type bench struct {
	*sim.Platform
	api    *httptest.Server
	bodies chan webhookBody
	clock  *clock
}

type webhookBody struct {
	header http.Header
	raw    []byte
	Events []struct {
		Type            string
		WebhookEventID  string `json:"webhookEventId"`
		ReplyToken      string `json:"replyToken"`
		Timestamp       int64
		Mode            string
		DeliveryContext struct{ IsRedelivery bool } `json:"deliveryContext"`
		Source          map[string]string
		Message         map[string]any
		Postback        map[string]any
		Unsend          map[string]any
		Follow          map[string]any
	}
}

func newBench(t *testing.T, change ...func(*sim.Config)) *bench {
	t.Helper()
	b := &bench{bodies: make(chan webhookBody, 100), clock: newClock()}
	bot := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		raw, _ := io.ReadAll(r.Body)
		body := webhookBody{header: r.Header, raw: raw}
		_ = json.Unmarshal(raw, &body)
		b.bodies <- body
	}))
	t.Cleanup(bot.Close)
	config := sim.Config{
		ChannelSecret: testSecret, ChannelToken: testToken, WebhookURL: bot.URL, Now: b.clock.Now,
		Phones: []sim.Phone{
			{UserID: somsri, DisplayName: "สมศรี ใจดี", Label: "สมาชิก"},
			{UserID: mali, DisplayName: "มาลี แสนสุข", Label: "เหรัญญิก"},
		},
		Groups: []sim.Group{{ID: villagers, Name: "กลุ่มบ้านหนองบัว", Members: []string{somsri, mali}}},
	}
	for _, c := range change {
		c(&config)
	}
	p, err := sim.New(config)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(p.Close)
	b.Platform = p
	b.api = httptest.NewServer(p.Handler())
	t.Cleanup(b.api.Close)
	return b
}

// next gives the next webhook the bot got.
func (b *bench) next(t *testing.T) webhookBody {
	t.Helper()
	select {
	case body := <-b.bodies:
		return body
	case <-time.After(30 * time.Second):
		t.Fatal("no webhook came")
		return webhookBody{}
	}
}

// answered is what the API said.
type answered struct {
	status int
	header http.Header
	body   string
}

func (b *bench) call(t *testing.T, method, path, body string, header ...string) answered {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), method, b.api.URL+path, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("Authorization", "Bearer "+testToken)
	if body != "" {
		r.Header.Set("Content-Type", "application/json")
	}
	for i := 0; i < len(header); i += 2 {
		r.Header.Set(header[i], header[i+1])
	}
	response, err := http.DefaultClient.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = response.Body.Close() }()
	text, _ := io.ReadAll(response.Body)
	return answered{response.StatusCode, response.Header, string(text)}
}

func (b *bench) ctx(t *testing.T) context.Context {
	ctx, cancel := context.WithTimeout(t.Context(), 30*time.Second)
	t.Cleanup(cancel)
	return ctx
}
