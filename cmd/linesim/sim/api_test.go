package sim_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// refused is an error answer of the API.
type refused struct {
	Message      string   `json:"message"`
	Details      []detail `json:"details"`
	SentMessages []struct {
		ID         string `json:"id"`
		QuoteToken string `json:"quoteToken"`
	} `json:"sentMessages"`
}

type detail struct {
	Message  string `json:"message"`
	Property string `json:"property"`
}

func (a answered) refused(t *testing.T) refused {
	t.Helper()
	var r refused
	if err := json.Unmarshal([]byte(a.body), &r); err != nil {
		t.Fatalf("answer %q is no JSON: %v", a.body, err)
	}
	return r
}

func pushText(to, text string) string {
	return fmt.Sprintf(`{"to":%q,"messages":[{"type":"text","text":%q}]}`, to, text)
}

func TestEveryCall(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	large := pushText(somsri, strings.Repeat("a", 2<<20))
	tests := []struct {
		name, method, path, body string
		header                   []string
		status                   int
		message                  string
	}{
		{"a missing bearer is refused", "POST", "/v2/bot/message/push", pushText(somsri, "a"), []string{"Authorization", ""}, 401, "Authentication failed due to the following reason: invalid token. Confirm that the access token in the authorization header is valid."},
		{"a foreign bearer is refused", "GET", "/v2/bot/info", "", []string{"Authorization", "Bearer other"}, 401, "Authentication failed due to the following reason: invalid token. Confirm that the access token in the authorization header is valid."},
		{"a form is refused", "POST", "/v2/bot/message/push", "to=U1", []string{"Content-Type", "application/x-www-form-urlencoded"}, 415, "The content type, application/x-www-form-urlencoded, is not supported"},
		{"another charset is refused", "POST", "/v2/bot/message/push", pushText(somsri, "a"), []string{"Content-Type", "application/json; charset=tis-620"}, 415, "The content type, application/json; charset=tis-620, is not supported"},
		{"more than 2 MB are refused", "POST", "/v2/bot/message/push", large, nil, 413, "The request body is larger than 2 MB"},
		{"broken JSON is refused with its place", "POST", "/v2/bot/message/push", "{\n  \"to\": x}", nil, 400, "The request body could not be parsed as JSON (line: 2, column: 9)"},
		{"a body that ends early is refused", "POST", "/v2/bot/message/push", `{"to":"a"`, nil, 400, "The request body could not be parsed as JSON (line: 1, column: 10)"},
		{"text after the body is refused", "POST", "/v2/bot/message/push", `{} {}`, nil, 400, "The request body could not be parsed as JSON (line: 1, column: 4)"},
		{"invalid UTF-8 is refused", "POST", "/v2/bot/message/push", "{\"to\":\"\xff\"}", nil, 400, "The request body could not be parsed as JSON (line: 1, column: 1)"},
		{"a list in place of a body is refused", "POST", "/v2/bot/message/push", `[]`, nil, 400, "The request body could not be parsed as JSON (line: 1, column: 1)"},
		{"an unknown path is not found", "POST", "/v2/bot/message/shout", pushText(somsri, "a"), nil, 404, "Not found"},
		{"another method is not found", "GET", "/v2/bot/message/push", "", nil, 404, "Not found"},
		{"friends are for verified accounts", "GET", "/v2/bot/followers/ids", "", nil, 403, "Access to this API is not available for your account"},
		{"members are for verified accounts", "GET", "/v2/bot/group/" + villagers + "/members/ids", "", nil, 403, "Access to this API is not available for your account"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			got := b.call(t, test.method, test.path, test.body, test.header...)
			if got.status != test.status || got.refused(t).Message != test.message {
				t.Errorf("got %d %s, want %d %s", got.status, got.body, test.status, test.message)
			}
			if len(got.header.Get("X-Line-Request-Id")) != 36 {
				t.Errorf("request ID is %q", got.header.Get("X-Line-Request-Id"))
			}
		})
	}
	t.Run("a charset of utf-8 is taken", func(t *testing.T) {
		t.Parallel()
		got := b.call(t, "POST", "/v2/bot/message/push", pushText(somsri, "a"), "Content-Type", "application/json; charset=UTF-8")
		if got.status != http.StatusOK {
			t.Errorf("got %d %s", got.status, got.body)
		}
	})
}

func TestARequestsOwnProperties(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	text := `[{"type":"text","text":"ก"}]`
	tests := []struct {
		name, path, body string
		want             refused
	}{
		{"an unknown property is refused with its place", "push", `{"to":"` + somsri + `","messages":` + text + `,"silent":true}`,
			refused{Message: "The property, silent, in the request body is invalid (line: 1, column: 94)"}},
		{"a recipient is needed", "push", `{"messages":` + text + `}`, faults("to", "May not be empty")},
		{"an empty recipient is none", "push", `{"to":"","messages":` + text + `}`, faults("to", "May not be empty")},
		{"a null recipient is none", "push", `{"to":null,"messages":` + text + `}`, faults("to", "May not be empty")},
		{"a recipient is a string", "push", `{"to":7,"messages":` + text + `}`,
			refused{Message: "The property, to, in the request body is invalid (line: 1, column: 7)"}},
		{"a malformed recipient is refused", "push", `{"to":"someone","messages":` + text + `}`,
			refused{Message: "The property, to, in the request body is invalid (line: 1, column: 7)"}},
		{"a recipient of another provider is refused", "push", `{"to":"Uffffffffffffffffffffffffffffffff","messages":` + text + `}`,
			refused{Message: "Failed to send messages"}},
		{"notificationDisabled is true or false", "push", `{"to":"` + somsri + `","messages":` + text + `,"notificationDisabled":"no"}`,
			refused{Message: "The property, notificationDisabled, in the request body is invalid (line: 1, column: 108)"}},
		{"an aggregation unit has a plain name", "push", `{"to":"` + somsri + `","messages":` + text + `,"customAggregationUnits":["a b"]}`,
			faults("customAggregationUnits[0]", "Must be 1 to 30 letters, digits or underscores")},
		{"there is one aggregation unit", "push", `{"to":"` + somsri + `","messages":` + text + `,"customAggregationUnits":["a","b"]}`,
			faults("customAggregationUnits", "Size must be between 0 and 1")},
		{"messages are needed", "push", `{"to":"` + somsri + `"}`, faults("messages", "May not be empty")},
		{"messages are a list", "push", `{"to":"` + somsri + `","messages":{}}`,
			refused{Message: "The property, messages, in the request body is invalid (line: 1, column: 54)"}},
		{"no message is too few", "push", `{"to":"` + somsri + `","messages":[]}`, faults("messages", "Size must be between 1 and 5")},
		{"six messages are too many", "push", `{"to":"` + somsri + `","messages":[` + strings.Repeat(text[1:len(text)-1]+",", 5) + text[1:] + `}`,
			faults("messages", "Size must be between 1 and 5")},
		{"a multicast needs recipients", "multicast", `{"to":[],"messages":` + text + `}`, faults("to", "Size must be between 1 and 500")},
		{"a multicast has at most 500 recipients", "multicast", `{"to":["` + strings.Repeat(somsri+`","`, 500) + mali + `"],"messages":` + text + `}`,
			faults("to", "Size must be between 1 and 500")},
		{"one malformed recipient refuses the multicast", "multicast", `{"to":["` + somsri + `","` + villagers + `"],"messages":` + text + `}`,
			refused{Message: "The property, to[1], in the request body is invalid (line: -, column: -)"}},
		{"a reply needs a token", "reply", `{"messages":` + text + `}`, faults("replyToken", "May not be empty")},
		{"a token nobody gave is refused", "reply", `{"replyToken":"00000000000000000000000000000000","messages":` + text + `}`,
			refused{Message: "Invalid reply token"}},
		{"wrong messages are named before a wrong token", "reply", `{"replyToken":"00000000000000000000000000000000","messages":[{"type":"text","text":""}]}`,
			faults("messages[0].text", "May not be empty")},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			got := b.call(t, "POST", "/v2/bot/message/"+test.path, test.body)
			if got.status != http.StatusBadRequest {
				t.Errorf("status %d %s", got.status, got.body)
			}
			if diff := cmp.Diff(test.want, got.refused(t)); diff != "" {
				t.Error(diff)
			}
		})
	}
	if n := len(b.Messages(somsri)) + b.QuotaUsed(); n != 0 {
		t.Errorf("a refused request left %d traces", n)
	}
}

// faults is a body refused for one property after another: path, words.
func faults(pathsAndWords ...string) refused {
	return refused{
		Message: fmt.Sprintf("The request body has %d error(s)", len(pathsAndWords)/2),
		Details: details(pathsAndWords...),
	}
}

func details(pathsAndWords ...string) []detail {
	var list []detail
	for i := 0; i < len(pathsAndWords); i += 2 {
		list = append(list, detail{pathsAndWords[i+1], pathsAndWords[i]})
	}
	return list
}
