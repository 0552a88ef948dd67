package line_test

import (
	"encoding/json"
	"net/http"
	"strings"
	"testing"

	"sajja/bot/line"
)

// silent answers in memory, so that the benchmark counts our own work only.
type silent struct{}

func (silent) RoundTrip(request *http.Request) (*http.Response, error) {
	_ = request.Body.Close()
	return &http.Response{StatusCode: 200, Header: http.Header{}, Body: http.NoBody, Request: request}, nil
}

func card() []line.Message {
	contents := `{"type":"bubble","filler":"` + strings.Repeat("ก", 1000) + `"}`
	return []line.Message{line.Flex("ฝาก 30 บาท รอรับเงิน", json.RawMessage(contents), line.QuickReply{Label: "ยอด", Text: "ยอด"})}
}

func BenchmarkReply(b *testing.B) {
	b.Run("own work only", func(b *testing.B) {
		client := setup(b, says(200, `{}`), func(c *line.Config) { c.HTTPClient = &http.Client{Transport: silent{}} })
		replyForever(b, client)
	})
	b.Run("to a server on loopback", func(b *testing.B) {
		replyForever(b, setup(b, says(200, `{"sentMessages":[{"id":"461230966842064897","quoteToken":"q"}]}`)))
	})
}

func replyForever(b *testing.B, client *line.Client) {
	messages := card()
	b.ReportAllocs()
	b.SetParallelism(16)
	b.RunParallel(func(pb *testing.PB) {
		for pb.Next() {
			if _, err := client.Reply(b.Context(), "nHuyWiB7yP5Zw52FIkcQobQuGDXCTA", messages); err != nil {
				b.Error(err)
				return
			}
		}
	})
}
