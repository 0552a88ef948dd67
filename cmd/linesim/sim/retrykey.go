package sim

import (
	"encoding/json"
	"net/http"
	"time"

	"github.com/google/uuid"
)

// retryKeyLife is how long LINE remembers a key; after that the same key sends
// again.
const retryKeyLife = 24 * time.Hour

// retryKeys remembers the accepted requests that carried a key.
type retryKeys struct {
	byKey map[string]acceptedRequest
	order []string
}

type acceptedRequest struct {
	requestID  string
	answer     json.RawMessage // the sentMessages of a push; nil for the rest
	acceptedAt time.Time
}

func newRetryKeys() retryKeys { return retryKeys{byKey: map[string]acceptedRequest{}} }

// retryKeyOf reads the header. Absent is allowed, though such a request cannot
// be repeated safely; present it must be a UUID.
func retryKeyOf(c *call) (string, *refusal) {
	given := c.r.Header.Values(retryKeyField)
	if len(given) == 0 {
		return "", nil
	}
	if len(given) > 1 || len(given[0]) != 36 {
		return "", badRetryKey()
	}
	key, err := uuid.Parse(given[0])
	if err != nil {
		return "", badRetryKey()
	}
	return key.String(), nil
}

func badRetryKey() *refusal { return badRequest("The X-Line-Retry-Key header must be a UUID") }

// check refuses a key that was accepted within its life.
func (k *retryKeys) check(key string, now time.Time) *refusal {
	first, ok := k.byKey[key]
	if key == "" || !ok || now.Sub(first.acceptedAt) >= retryKeyLife {
		return nil
	}
	return &refusal{
		Status: http.StatusConflict, Message: "The retry key is already accepted",
		SentMessages: first.answer, AcceptedRequestID: first.requestID,
	}
}

// keep remembers an accepted key and forgets those past their life.
func (k *retryKeys) keep(key, requestID, via string, answer []byte, now time.Time) {
	if key == "" {
		return
	}
	accepted := acceptedRequest{requestID: requestID, acceptedAt: now}
	if via == viaPush {
		var sent struct {
			SentMessages json.RawMessage `json:"sentMessages"`
		}
		_ = json.Unmarshal(answer, &sent) // our own words
		accepted.answer = sent.SentMessages
	}
	k.byKey[key] = accepted
	k.order = append(k.order, key)
	for len(k.order) > 0 && now.Sub(k.byKey[k.order[0]].acceptedAt) >= retryKeyLife {
		delete(k.byKey, k.order[0])
		k.order = k.order[1:]
	}
}
