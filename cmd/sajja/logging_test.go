package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// TestGuard logs what must never be in a log, under every key and in every
// form, and looks for it.
func TestGuard(t *testing.T) {
	t.Parallel()
	const (
		text        = "ฝาก 30"
		name        = "สมศรี ใจดี"
		phone       = "081-234-5678"
		citizen     = "1-2345-67890-12-0" // wrong check digit: nobody's
		account     = "1234567890"
		lineUser    = "U4af4980629f3a1b2c3d4e5f60718293a"
		replyToken  = "38ef843bde154d9b91c21320ffd17a0f"
		channel     = "swordfish-channel"
		accessToken = "swordfish-token/+="
	)
	forbidden := []string{"ฝาก", "สมศรี", "ใจดี", "234-5678", "67890", account, lineUser, replyToken, channel, accessToken}

	values := []any{}
	for _, word := range []string{text, name, phone, citizen, account, lineUser, replyToken, channel, accessToken} {
		values = append(values, word, errors.New("said: "+word), fmt.Errorf("wrapped %w", errors.New(word)),
			slog.StringValue(word), []string{word}, map[string]string{"text": word}, struct{ Text string }{word},
			json.RawMessage(`"`+word+`"`), []byte(word), &bytes.Buffer{}, stringer(word), slog.GroupValue(slog.String("text", word), slog.String("err", word)))
	}
	var log bytes.Buffer
	logger := newLogger(&log, secret(channel), secret(accessToken), "short")
	for _, value := range values {
		for _, key := range []string{"err", "text", "body", "reason", "name", "anything", "ข้อความ"} {
			logger.Info("x", key, value)
			logger.With(key, value).WithGroup("g").Warn("x")
		}
		logger.Error(fmt.Sprint("message: ", value))
	}
	for key := range map[string]bool{"event_id": true, "job_id": true} {
		logger.Info("x", key, channel)
	}
	// The key itself, and digits of the clock, are nobody's words.
	written := regexp.MustCompile(`"time":"[^"]*"|ข้อความ`).ReplaceAllString(log.String(), "")
	for _, word := range forbidden {
		if at := strings.Index(written, word); at >= 0 {
			t.Errorf("the log holds %q: …%s", word, written[max(0, at-80):at+len(word)])
		}
	}
}

type stringer string

func (s stringer) String() string { return string(s) }

func TestLogLines(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		name string
		log  func(*slog.Logger)
		want map[string]any
	}{
		{
			"fixed keys pass as they are",
			func(l *slog.Logger) {
				l.Info("entry posted", "event_id", "01JD0000000000000000000001", "entry_id", "0199d1f2-8e1b-7a31-9c1d-123456789012",
					"fund_id", "0199d1f2-8e1b-7a31-9c1d-123456789012", "err", errors.New("record entry: connection refused"))
			},
			map[string]any{"level": "INFO", "msg": "entry posted", "event_id": "01JD0000000000000000000001",
				"entry_id": "0199d1f2-8e1b-7a31-9c1d-123456789012", "fund_id": "0199d1f2-8e1b-7a31-9c1d-123456789012",
				"err": "record entry: connection refused"},
		},
		{
			"the digest of an event without an ID passes under its key",
			func(l *slog.Logger) { l.Info("x", "event_id", "sha256:"+strings.Repeat("0123456789abcdef", 4)) },
			map[string]any{"level": "INFO", "msg": "x", "event_id": "sha256:" + strings.Repeat("0123456789abcdef", 4)},
		},
		{
			"numbers, times and truth pass under any key",
			func(l *slog.Logger) {
				l.Warn("x", "requests", 3, "wait", 2*time.Second, "ready", false, "ratio", 0.5)
			},
			map[string]any{"level": "WARN", "msg": "x", "requests": 3.0, "wait": 2e9, "ready": false, "ratio": 0.5},
		},
		{
			"text under a key that nobody agreed on is hidden",
			func(l *slog.Logger) { l.Info("x", "member", "somebody") },
			map[string]any{"level": "INFO", "msg": "x", "member": hidden},
		},
		{
			"what people said inside an error goes, the rest of it stays",
			func(l *slog.Logger) {
				l.Info("x", "err", errors.New(`parse "ฝาก 30 บาท": no amount at 2026-11-21T10:00:00Z, status 400`))
			},
			map[string]any{"level": "INFO", "msg": "x", "err": `parse "… 30 …": no amount at 2026-11-21T10:00:00Z, status 400`},
		},
		{
			"nothing is nothing",
			func(l *slog.Logger) { l.Info("x", "err", nil) },
			map[string]any{"level": "INFO", "msg": "x", "err": ""},
		},
		{
			"a text without end is cut",
			func(l *slog.Logger) { l.Info("x", "err", strings.Repeat("z", 2*logTextMax)) },
			map[string]any{"level": "INFO", "msg": "x", "err": strings.Repeat("z", logTextMax) + "…"},
		},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			var line bytes.Buffer
			test.log(newLogger(&line))
			var got map[string]any
			if err := json.Unmarshal(line.Bytes(), &got); err != nil {
				t.Fatal(err)
			}
			delete(got, "time")
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Errorf("line (-want +got):\n%s", diff)
			}
		})
	}
}
