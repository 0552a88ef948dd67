package line_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/uuid"
	"github.com/line/line-bot-sdk-go/v8/linebot/messaging_api"

	"sajja/bot/line"
)

const (
	testToken = "channel-token-of-the-test"
	testUser  = "U0123456789abcdef0123456789abcdef"
)

// setup starts a server in LINE's place and a client that speaks to it.
func setup(t testing.TB, handler http.HandlerFunc, change ...func(*line.Config)) *line.Client {
	t.Helper()
	server := httptest.NewServer(handler)
	t.Cleanup(server.Close)
	config := line.Config{Token: testToken, BaseURL: server.URL}
	for _, c := range change {
		c(&config)
	}
	client, err := line.New(config)
	if err != nil {
		t.Fatal(err)
	}
	return client
}

// says answers every request alike.
func says(status int, body string, headers ...string) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		_, _ = io.Copy(io.Discard, r.Body)
		w.Header().Set("X-Line-Request-Id", "request-1")
		for i := 0; i+1 < len(headers); i += 2 {
			w.Header().Set(headers[i], headers[i+1])
		}
		w.WriteHeader(status)
		_, _ = io.WriteString(w, body)
	}
}

func hello() []line.Message { return []line.Message{line.Text("สวัสดีค่ะ")} }

func TestConfig(t *testing.T) {
	t.Parallel()
	for name, config := range map[string]line.Config{
		"no token":                     {},
		"a token with a line break":    {Token: "abc\n"},
		"a token in Thai":              {Token: "โทเคน"},
		"a base without a host":        {Token: "abc", BaseURL: "http://"},
		"a base that is no web page":   {Token: "abc", BaseURL: "ftp://line.example"},
		"a base with a login":          {Token: "abc", BaseURL: "https://me:secret@line.example"},
		"a base with a query":          {Token: "abc", BaseURL: "https://line.example/?a=b"},
		"a base with a control letter": {Token: "abc", BaseURL: "http://line.example/\x7f"},
		"a negative timeout":           {Token: "abc", Timeout: -time.Second},
	} {
		t.Run(name+" is refused", func(t *testing.T) {
			t.Parallel()
			_, err := line.New(config)
			if err == nil {
				t.Fatal("accepted")
			}
			if strings.Contains(err.Error(), "secret") {
				t.Errorf("the error shows the login: %v", err)
			}
		})
	}
	t.Run("LINE's own hosts need no base", func(t *testing.T) {
		t.Parallel()
		if _, err := line.New(line.Config{Token: "abc"}); err != nil {
			t.Fatal(err)
		}
	})
}

func TestTokenShowsItselfToNobody(t *testing.T) {
	t.Parallel()
	config := line.Config{Token: testToken}
	asJSON, err := json.Marshal(config.Token)
	if err != nil {
		t.Fatal(err)
	}
	var logged strings.Builder
	slog.New(slog.NewJSONHandler(&logged, nil)).Info("start", "token", config.Token)
	for _, shown := range []string{fmt.Sprint(config.Token), fmt.Sprintf("%+v %#v %q %x", config, config, config.Token, config.Token), string(asJSON), logged.String()} {
		if strings.Contains(shown, testToken) || strings.Contains(shown, fmt.Sprintf("%x", testToken)) {
			t.Errorf("the token shows in %q", shown)
		}
	}
}

func TestReplySendsWhatWasGiven(t *testing.T) {
	t.Parallel()
	var request *http.Request
	var body []byte
	client := setup(t, func(w http.ResponseWriter, r *http.Request) {
		request = r.Clone(context.Background())
		body, _ = io.ReadAll(r.Body)
		says(200, `{"sentMessages":[{"id":"461230966842064897","quoteToken":"q1"},{"id":12}]}`)(w, r)
	})
	contents := json.RawMessage(`{ "type":"bubble",  "note":"<&>  ก" }`)
	kept, err := line.Raw(json.RawMessage(`{"type":"sticker","packageId":"1","stickerId":"2"}`))
	if err != nil {
		t.Fatal(err)
	}
	sent, err := client.Reply(t.Context(), "token\"1", []line.Message{
		line.Text("<b>ฝาก 30</b> & \"ขอบคุณ\"\n", line.QuickReply{Label: "ยอด", Text: "ยอด"}, line.QuickReply{Label: "ใช่", Data: "v1:yes", DisplayText: "ใช่"}),
		line.Flex("รับ 30 บาท", contents),
		kept,
		messaging_api.StickerMessage{PackageId: "446", StickerId: "1988"},
		&messaging_api.TextMessage{Text: "จาก SDK"},
	})
	if err != nil {
		t.Fatal(err)
	}
	want := `{"replyToken":"token\"1","messages":[` +
		`{"type":"text","text":"<b>ฝาก 30</b> & \"ขอบคุณ\"\n","quickReply":{"items":[` +
		`{"type":"action","action":{"type":"message","label":"ยอด","text":"ยอด"}},` +
		`{"type":"action","action":{"type":"postback","label":"ใช่","data":"v1:yes","displayText":"ใช่"}}]}},` +
		`{"type":"flex","altText":"รับ 30 บาท","contents":{ "type":"bubble",  "note":"<&>  ก" }},` +
		`{"type":"sticker","packageId":"1","stickerId":"2"},`
	if !strings.HasPrefix(string(body), want) {
		t.Errorf("body:\n%s\nwant it to begin:\n%s", body, want)
	}
	var got struct {
		Messages []map[string]any `json:"messages"`
	}
	if err := json.Unmarshal(body, &got); err != nil {
		t.Fatalf("the body is no JSON: %v", err)
	}
	if got.Messages[3]["type"] != "sticker" || got.Messages[4]["type"] != "text" {
		t.Errorf("messages of the SDK lost their type: %v", got.Messages[3:])
	}
	if diff := cmp.Diff([]line.SentMessage{{ID: "461230966842064897", QuoteToken: "q1"}, {ID: "12"}}, sent.Messages); diff != "" {
		t.Error(diff)
	}
	if sent.RequestID != "request-1" || sent.Repeated {
		t.Errorf("sent = %+v", sent)
	}
	if request.URL.Path != "/v2/bot/message/reply" || request.Method != http.MethodPost {
		t.Errorf("%s %s", request.Method, request.URL)
	}
	if request.Header.Get("Authorization") != "Bearer "+testToken || request.Header.Get("Content-Type") != "application/json" {
		t.Errorf("headers = %v", request.Header)
	}
	for _, unwanted := range []string{"X-Line-Retry-Key", "Idempotency-Key"} {
		if _, there := request.Header[unwanted]; there {
			t.Errorf("a reply carries %s, which LINE refuses", unwanted)
		}
	}
}

func TestPushAndMulticastCarryTheRetryKeyAtTheFirstAttempt(t *testing.T) {
	t.Parallel()
	key := uuid.Must(uuid.NewV7())
	requests := make(chan *http.Request, 2)
	bodies := make(chan string, 2)
	client := setup(t, func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		requests <- r.Clone(context.Background())
		bodies <- string(body)
		says(200, `{}`)(w, r)
	}, func(c *line.Config) { c.BaseURL += "/base/" })
	if _, err := client.Push(t.Context(), testUser, key, hello()); err != nil {
		t.Fatal(err)
	}
	if err := client.Multicast(t.Context(), []string{testUser, "U2"}, key, hello()); err != nil {
		t.Fatal(err)
	}
	for _, want := range []struct{ path, body string }{
		{"/base/v2/bot/message/push", `{"to":"` + testUser + `","messages":[{"type":"text","text":"สวัสดีค่ะ"}]}`},
		{"/base/v2/bot/message/multicast", `{"to":["` + testUser + `","U2"],"messages":[{"type":"text","text":"สวัสดีค่ะ"}]}`},
	} {
		request := <-requests
		if request.URL.Path != want.path || request.Header.Get("X-Line-Retry-Key") != key.String() {
			t.Errorf("%s with key %q", request.URL.Path, request.Header.Get("X-Line-Retry-Key"))
		}
		if _, there := request.Header["Idempotency-Key"]; there {
			t.Error("the mark for our own transport went over the wire")
		}
		if diff := cmp.Diff(want.body, <-bodies); diff != "" {
			t.Error(diff)
		}
	}
}

func TestRefusals(t *testing.T) {
	t.Parallel()
	type traits struct{ InvalidToken, RateLimited, Quota, Unauthorised, NotFound bool }
	for _, c := range []struct {
		name, body string
		status     int
		want       traits
		message    string
	}{
		{"a spent reply token", `{"message":"Invalid reply token"}`, 400, traits{InvalidToken: true}, "Invalid reply token"},
		{"an invalid message", `{"message":"The request body has 1 error(s)","details":[{"message":"May not be empty","property":"messages[0].text"}]}`, 400, traits{}, "The request body has 1 error(s)"},
		{"a wrong token", `{"message":"Authentication failed due to the following reason: invalid token"}`, 401, traits{Unauthorised: true}, "Authentication failed due to the following reason: invalid token"},
		{"a rate limit", `{"message":"The API rate limit has been exceeded. Try again later."}`, 429, traits{RateLimited: true}, "The API rate limit has been exceeded. Try again later."},
		{"the monthly limit", `{"message":"You have reached your monthly limit."}`, 429, traits{Quota: true}, "You have reached your monthly limit."},
		{"a plan that may not", `{"message":"Access to this API is not available for your account"}`, 403, traits{}, "Access to this API is not available for your account"},
		{"an unknown person", `{"message":"Not found"}`, 404, traits{NotFound: true}, "Not found"},
		{"a body that is no JSON", `<html>`, 400, traits{}, "Bad Request"},
		{"a conflict on a reply, which has no retry key", `{"message":"odd"}`, 409, traits{}, "odd"},
	} {
		t.Run(c.name+" is refused", func(t *testing.T) {
			t.Parallel()
			client := setup(t, says(c.status, c.body))
			_, err := client.Reply(t.Context(), "r", hello())
			var refused *line.Refused
			if !errors.As(err, &refused) {
				t.Fatalf("err = %v", err)
			}
			got := traits{refused.InvalidReplyToken(), refused.RateLimited(), refused.QuotaExhausted(), refused.Unauthorised(), refused.NotFound()}
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Error(diff)
			}
			if refused.Message != c.message || refused.Status != c.status || refused.RequestID != "request-1" || refused.Op != "reply" {
				t.Errorf("refused = %+v", refused)
			}
			if strings.Contains(err.Error(), testToken) {
				t.Error("the token is in the error")
			}
		})
	}
}

func TestRefusalsStayShort(t *testing.T) {
	t.Parallel()
	details := strings.TrimSuffix(strings.Repeat(`{"message":"m","property":"p"},`, 100), ",")
	client := setup(t, says(400, `{"message":"`+strings.Repeat("ก", 5000)+`","details":[`+details+`]}`))
	_, err := client.Reply(t.Context(), "r", hello())
	if len(err.Error()) > 600 {
		t.Errorf("an error of %d bytes", len(err.Error()))
	}
}

func TestWhatLineWouldRefuseIsNotSent(t *testing.T) {
	t.Parallel()
	client := setup(t, func(http.ResponseWriter, *http.Request) { t.Error("something was sent") })
	ctx, key := t.Context(), uuid.Must(uuid.NewV7())
	for name, call := range map[string]func() error{
		"no messages":   func() error { _, err := client.Reply(ctx, "r", nil); return err },
		"six messages":  func() error { _, err := client.Reply(ctx, "r", make([]line.Message, 6)); return err },
		"a nil message": func() error { _, err := client.Reply(ctx, "r", []line.Message{nil}); return err },
		"an empty text": func() error { _, err := client.Reply(ctx, "r", []line.Message{line.Text("")}); return err },
		"a card without alt": func() error {
			_, err := client.Reply(ctx, "r", []line.Message{line.Flex("", []byte("{}"))})
			return err
		},
		"a card without content": func() error { _, err := client.Reply(ctx, "r", []line.Message{line.Flex("a", nil)}); return err },
		"fourteen quick replies": func() error {
			_, err := client.Reply(ctx, "r", []line.Message{line.Text("a", make([]line.QuickReply, 14)...)})
			return err
		},
		"a nil message of the SDK": func() error {
			_, err := client.Reply(ctx, "r", []line.Message{(*messaging_api.TextMessage)(nil)})
			return err
		},
		"no reply token":             func() error { _, err := client.Reply(ctx, "", hello()); return err },
		"a push without a key":       func() error { _, err := client.Push(ctx, testUser, uuid.Nil, hello()); return err },
		"a push to nobody":           func() error { _, err := client.Push(ctx, "", key, hello()); return err },
		"a push of nothing":          func() error { _, err := client.Push(ctx, testUser, key, nil); return err },
		"a multicast to nobody":      func() error { return client.Multicast(ctx, nil, key, hello()) },
		"a multicast of nothing":     func() error { return client.Multicast(ctx, []string{testUser}, key, nil) },
		"a multicast to 501":         func() error { return client.Multicast(ctx, make([]string, 501), key, hello()) },
		"a profile path that climbs": func() error { _, err := client.Profile(ctx, "../../message/quota"); return err },
		"content of a path":          func() error { _, err := client.Content(ctx, "1/../2", 10); return err },
	} {
		err := call()
		var refused *line.Refused
		if !errors.As(err, &refused) || refused.Status != 0 {
			t.Errorf("%s: err = %v", name, err)
		}
	}
}

func TestRawRefusesWhatIsNoMessage(t *testing.T) {
	t.Parallel()
	for _, text := range []string{``, `[]`, `{}`, `{"type":`, `"text"`} {
		if _, err := line.Raw(json.RawMessage(text)); err == nil {
			t.Errorf("%q is taken as a message", text)
		}
	}
}

func TestUnknownOutcomes(t *testing.T) {
	t.Parallel()
	// Time enough to reach the server on a machine that is busy with other tests.
	const short = 2 * time.Second
	quick := func(c *line.Config) { c.Timeout = short }
	readAll := func(r *http.Request) { _, _ = io.Copy(io.Discard, r.Body) }

	t.Run("a timeout after LINE took the request is unknown", func(t *testing.T) {
		t.Parallel()
		client := setup(t, func(_ http.ResponseWriter, r *http.Request) {
			readAll(r)
			<-r.Context().Done()
		}, quick)
		_, err := client.Push(t.Context(), testUser, uuid.New(), hello())
		wantUnknown(t, err, line.Unknown{Op: "push"})
		if !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("err = %v", err)
		}
	})
	t.Run("the caller's shorter deadline wins", func(t *testing.T) {
		t.Parallel()
		client := setup(t, func(_ http.ResponseWriter, r *http.Request) {
			readAll(r)
			<-r.Context().Done()
		}, func(c *line.Config) { c.Timeout = time.Hour })
		ctx, cancel := context.WithTimeout(t.Context(), short)
		defer cancel()
		_, err := client.Reply(ctx, "r", hello())
		wantUnknown(t, err, line.Unknown{Op: "reply"})
	})
	t.Run("a context that is over before the call sends nothing", func(t *testing.T) {
		t.Parallel()
		client := setup(t, func(http.ResponseWriter, *http.Request) { t.Error("sent") })
		ctx, cancel := context.WithCancel(t.Context())
		cancel()
		_, err := client.Reply(ctx, "r", hello())
		wantUnknown(t, err, line.Unknown{Op: "reply", NotSent: true})
	})
	t.Run("nobody listening is unknown but certainly not sent", func(t *testing.T) {
		t.Parallel()
		client := setup(t, says(200, `{}`), func(c *line.Config) { c.BaseURL = "http://" + closedAddress(t) })
		_, err := client.Reply(t.Context(), "r", hello())
		wantUnknown(t, err, line.Unknown{Op: "reply", NotSent: true})
	})
	t.Run("a connection broken without an answer is unknown", func(t *testing.T) {
		t.Parallel()
		client := setup(t, func(w http.ResponseWriter, r *http.Request) {
			readAll(r)
			connection, _, err := w.(http.Hijacker).Hijack()
			if err != nil {
				t.Error(err)
				return
			}
			_ = connection.Close()
		})
		_, err := client.Reply(t.Context(), "r", hello())
		wantUnknown(t, err, line.Unknown{Op: "reply"})
	})
	for _, status := range []int{500, 502, 503, 408, 302} {
		t.Run(fmt.Sprintf("a %d is unknown", status), func(t *testing.T) {
			t.Parallel()
			client := setup(t, says(status, `{"message":"x"}`, "Location", "/elsewhere"))
			_, err := client.Push(t.Context(), testUser, uuid.New(), hello())
			wantUnknown(t, err, line.Unknown{Op: "push", Status: status, RequestID: "request-1"})
		})
	}
}

func wantUnknown(t *testing.T, err error, want line.Unknown) {
	t.Helper()
	var unknown *line.Unknown
	if !errors.As(err, &unknown) {
		t.Fatalf("err = %v, want *Unknown", err)
	}
	got := *unknown
	got.Err = nil
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if strings.Contains(err.Error(), testToken) || strings.Contains(err.Error(), "http://") {
		t.Errorf("the error says too much: %v", err)
	}
}

// closedAddress is a loopback address that nobody listens on.
func closedAddress(t *testing.T) string {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer listener.Close()
	return listener.Addr().String()
}

func TestRepeatedRetryKeyIsSuccess(t *testing.T) {
	t.Parallel()
	client := setup(t, says(409, `{"message":"The retry key is already accepted","sentMessages":[{"id":"7"}]}`, "X-Line-Accepted-Request-Id", "request-0"))
	sent, err := client.Push(t.Context(), testUser, uuid.New(), hello())
	if err != nil {
		t.Fatal(err)
	}
	want := line.Sent{Messages: []line.SentMessage{{ID: "7"}}, RequestID: "request-1", Repeated: true, AcceptedAs: "request-0"}
	if diff := cmp.Diff(want, sent); diff != "" {
		t.Error(diff)
	}
	if err := client.Multicast(t.Context(), []string{testUser}, uuid.New(), hello()); err != nil {
		t.Error(err)
	}
}

func TestAcceptedWhateverTheBody(t *testing.T) {
	t.Parallel()
	for name, handler := range map[string]http.HandlerFunc{
		"empty":     says(200, ``),
		"no JSON":   says(200, `ok`),
		"too large": says(200, `{"sentMessages":[`+strings.Repeat(" ", 100<<10)+`]}`),
		"breaking off": func(w http.ResponseWriter, r *http.Request) {
			says(200, `{"sent`, "Content-Length", "500")(w, r)
		},
	} {
		t.Run("a 200 with a body that is "+name+" was accepted", func(t *testing.T) {
			t.Parallel()
			client := setup(t, handler)
			sent, err := client.Reply(t.Context(), "r", hello())
			if err != nil || sent.RequestID != "request-1" || len(sent.Messages) != 0 {
				t.Errorf("sent = %+v, err = %v", sent, err)
			}
		})
	}
}

func TestContent(t *testing.T) {
	t.Parallel()
	t.Run("a picture comes whole with its type", func(t *testing.T) {
		t.Parallel()
		client := setup(t, func(w http.ResponseWriter, r *http.Request) {
			if r.URL.Path != "/v2/bot/message/461230966842064897/content" || r.Header.Get("Authorization") == "" {
				t.Errorf("%s %v", r.URL.Path, r.Header)
			}
			says(200, "\xff\xd8slip", "Content-Type", "image/jpeg")(w, r)
		})
		got, err := client.Content(t.Context(), "461230966842064897", 100)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(line.Content{MediaType: "image/jpeg", Data: []byte("\xff\xd8slip")}, got); diff != "" {
			t.Error(diff)
		}
	})
	for name, c := range map[string]struct {
		handler http.HandlerFunc
		want    error
	}{
		"a video still in the making":      {says(202, ``), line.ErrNotReady},
		"a picture taken back":             {says(410, `{"message":"Gone"}`), line.ErrGone},
		"a file over the bound":            {says(200, strings.Repeat("x", 101)), line.ErrTooLarge},
		"a file over the bound unlabelled": {unlabelled(101), line.ErrTooLarge},
	} {
		t.Run(name+" has its own error", func(t *testing.T) {
			t.Parallel()
			client := setup(t, c.handler)
			if _, err := client.Content(t.Context(), "12", 100); !errors.Is(err, c.want) {
				t.Errorf("err = %v", err)
			}
		})
	}
	t.Run("a file of exactly the bound is taken", func(t *testing.T) {
		t.Parallel()
		client := setup(t, unlabelled(100))
		if got, err := client.Content(t.Context(), "12", 100); err != nil || len(got.Data) != 100 {
			t.Errorf("%d bytes, err = %v", len(got.Data), err)
		}
	})
	t.Run("an unknown message is refused", func(t *testing.T) {
		t.Parallel()
		client := setup(t, says(404, `{"message":"Not found"}`))
		_, err := client.Content(t.Context(), "12", 100)
		var refused *line.Refused
		if !errors.As(err, &refused) || !refused.NotFound() {
			t.Errorf("err = %v", err)
		}
	})
	t.Run("a download that breaks off is unknown", func(t *testing.T) {
		t.Parallel()
		client := setup(t, says(200, "half", "Content-Length", "50"))
		_, err := client.Content(t.Context(), "12", 100)
		wantUnknown(t, err, line.Unknown{Op: "content", RequestID: "request-1"})
	})
}

// unlabelled answers with n bytes and no length.
func unlabelled(n int) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		for range n {
			_, _ = io.WriteString(w, "x")
			w.(http.Flusher).Flush()
		}
	}
}

func TestQuestions(t *testing.T) {
	t.Parallel()
	answers := map[string]string{
		"/v2/bot/profile/" + testUser:       `{"displayName":"สมศรี","userId":"` + testUser + `"}`,
		"/v2/bot/info":                      `{"userId":"Ubot","basicId":"@fund","displayName":"กองทุน","chatMode":"bot","markAsReadMode":"auto"}`,
		"/v2/bot/message/quota":             `{"type":"limited","value":300}`,
		"/v2/bot/message/quota/consumption": `{"totalUsage":12}`,
	}
	client := setup(t, func(w http.ResponseWriter, r *http.Request) {
		says(200, answers[r.URL.Path])(w, r)
	})
	profile, err := client.Profile(t.Context(), testUser)
	if err != nil || profile.DisplayName != "สมศรี" {
		t.Errorf("profile = %+v, err = %v", profile, err)
	}
	bot, err := client.BotInfo(t.Context())
	if err != nil || bot.UserId != "Ubot" {
		t.Errorf("bot = %+v, err = %v", bot, err)
	}
	quota, err := client.Quota(t.Context())
	if err != nil || quota.Value != 300 {
		t.Errorf("quota = %+v, err = %v", quota, err)
	}
	used, err := client.QuotaConsumption(t.Context())
	if err != nil || used != 12 {
		t.Errorf("used = %d, err = %v", used, err)
	}
	t.Run("an answer we cannot read is as good as none", func(t *testing.T) {
		t.Parallel()
		odd := setup(t, says(200, `<html>`))
		_, err := odd.BotInfo(t.Context())
		wantUnknown(t, err, line.Unknown{Op: "bot info", RequestID: "request-1"})
	})
	t.Run("a person who blocked the bot is not found", func(t *testing.T) {
		t.Parallel()
		away := setup(t, says(404, `{"message":"Not found"}`))
		_, err := away.Profile(t.Context(), testUser)
		var refused *line.Refused
		if !errors.As(err, &refused) || !refused.NotFound() {
			t.Errorf("err = %v", err)
		}
	})
}

func TestLoadingTakesStepsOfFive(t *testing.T) {
	t.Parallel()
	bodies := make(chan string, 1)
	client := setup(t, func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		bodies <- string(body)
		says(202, `{}`)(w, r)
	})
	for asked, want := range map[int]string{-3: "5", 1: "5", 5: "5", 6: "10", 20: "20", 61: "60"} {
		if err := client.ShowLoading(t.Context(), testUser, asked); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(`{"chatId":"`+testUser+`","loadingSeconds":`+want+`}`, <-bodies); diff != "" {
			t.Error(diff)
		}
	}
}

// TestManyAtOnce sends one shared set of messages from many goroutines; each
// request must arrive whole with its own key and its own recipient.
func TestManyAtOnce(t *testing.T) {
	t.Parallel()
	const callers, calls = 32, 20
	var mu sync.Mutex
	keyOf := map[string]string{}
	client := setup(t, func(w http.ResponseWriter, r *http.Request) {
		var body struct {
			To       string            `json:"to"`
			Messages []json.RawMessage `json:"messages"`
		}
		if err := json.NewDecoder(r.Body).Decode(&body); err != nil || len(body.Messages) != 3 {
			t.Errorf("%d messages, err = %v", len(body.Messages), err)
		}
		mu.Lock()
		keyOf[body.To] = r.Header.Get("X-Line-Retry-Key")
		mu.Unlock()
		says(200, `{"sentMessages":[{"id":"1"}]}`)(w, r)
	})
	shared := []line.Message{
		line.Text("สวัสดี", line.QuickReply{Label: "ยอด", Text: "ยอด"}),
		line.Flex("บัตร", json.RawMessage(`{"type":"bubble"}`)),
		&messaging_api.TextMessage{Text: "จาก SDK"},
	}
	want := map[string]string{}
	var wait sync.WaitGroup
	for caller := range callers {
		keys := make([]uuid.UUID, calls)
		for call := range keys {
			keys[call] = uuid.New()
			want[fmt.Sprint(caller, "-", call)] = keys[call].String()
		}
		wait.Go(func() {
			for call, key := range keys {
				if _, err := client.Push(t.Context(), fmt.Sprint(caller, "-", call), key, shared); err != nil {
					t.Error(err)
				}
			}
		})
	}
	wait.Wait()
	if diff := cmp.Diff(want, keyOf); diff != "" {
		t.Error(diff)
	}
}
