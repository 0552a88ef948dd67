package webhook

import (
	"encoding/json"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// FuzzScan walks whatever is valid JSON and compares each step with what
// encoding/json makes of the same bytes.
func FuzzScan(f *testing.F) {
	for _, seed := range []string{
		`{}`, `[]`, ` { "a" : [ 1 , {"b":"}\\\"]"} ] , "c":null,"a":-1e5 } `, `["\u0e1d",true,[],{}]`,
		`{"":{"\"":[[[["x"]]]]}}`, "[\n\t1\r\n]", `"text"`, `0`, "{\"a\":\"\xff\"}",
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		if !json.Valid(data) {
			return
		}
		value := data[afterSpace(data, 0):]
		if end := afterValue(value, 0); afterSpace(value, end) != len(value) {
			t.Fatalf("%q: the value ends at %d of %d", data, end, len(value))
		}
		compareObject(t, value)
		compareArray(t, value)
	})
}

func compareObject(t *testing.T, value []byte) {
	var want map[string]json.RawMessage
	if value[0] != '{' || json.Unmarshal(value, &want) != nil {
		return
	}
	got := map[string]json.RawMessage{}
	for key, member := range members(value) {
		// encoding/json mends keys that are not UTF-8; such an event is never
		// worked, so the walk leaves them.
		mended, _ := json.Marshal(key)
		_ = json.Unmarshal(mended, &key)
		got[key] = member
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("%q: members (-want +got):\n%s", value, diff)
	}
}

func compareArray(t *testing.T, value []byte) {
	var want []json.RawMessage
	if value[0] != '[' || json.Unmarshal(value, &want) != nil {
		return
	}
	got := []json.RawMessage{}
	for element := range elements(value) {
		got = append(got, element)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("%q: elements (-want +got):\n%s", value, diff)
	}
}
