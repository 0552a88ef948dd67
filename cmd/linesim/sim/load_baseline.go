package sim

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"time"

	"github.com/line/line-bot-sdk-go/v8/linebot/webhook"
)

// startBaseline puts a handler in the bot's place that does what every bot
// must and nothing else: read, verify, parse, 200. A bot's figures mean
// something beside the figures of that.
func (r *loadRun) startBaseline() (stop func(), err error) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, fmt.Errorf("listen for the baseline handler: %w", err)
	}
	if r.target, err = newLoadTarget("http://" + listener.Addr().String() + "/webhook"); err != nil {
		return nil, err
	}
	server := &http.Server{Handler: BaselineHandler(r.platform.config.ChannelSecret), ReadHeaderTimeout: 10 * time.Second}
	go func() { _ = server.Serve(listener) }()
	return func() { _ = server.Shutdown(context.Background()) }, nil
}

// BaselineHandler verifies a webhook's signature, parses its events and
// answers 200.
func BaselineHandler(secret string) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, bodyLimit))
		if err != nil {
			w.WriteHeader(http.StatusBadRequest)
			return
		}
		if !webhook.ValidateSignature(secret, r.Header.Get("X-Line-Signature"), body) {
			w.WriteHeader(http.StatusUnauthorized)
			return
		}
		if parseEvents(body) != nil {
			w.WriteHeader(http.StatusBadRequest)
		}
	})
}

func parseEvents(body []byte) error {
	var callback struct {
		Events []json.RawMessage `json:"events"`
	}
	if err := json.Unmarshal(body, &callback); err != nil {
		return err
	}
	for _, raw := range callback.Events {
		if _, err := webhook.UnmarshalEvent(raw); err != nil {
			return err
		}
	}
	return nil
}
