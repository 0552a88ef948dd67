package postgres

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/uuid"

	"sajja/ledger"
)

// TestQueueTake looks at who goes into the next call. A request is written as its
// fund's letter and its number of entries.
func TestQueueTake(t *testing.T) {
	t.Parallel()
	many := func(n int) (requests []string) {
		for i := range n {
			requests = append(requests, fmt.Sprintf("%c1", 'a'+i))
		}
		return requests
	}
	for name, c := range map[string]struct {
		waiting  []string
		underWay map[string]int
		isApart  bool
		want     []string
	}{
		"nobody":                                   {nil, nil, false, nil},
		"one":                                      {many(1), nil, false, many(1)},
		"a few together":                           {many(4), nil, false, many(4)},
		"half, and another caller for the rest":    {many(16), nil, false, many(8)},
		"half of what is outstanding":              {many(10), map[string]int{"z": 6}, false, many(8)},
		"those of one fund together":               {[]string{"b1", "b1", "b1", "a1", "b1", "b1"}, nil, false, []string{"a1", "b1", "b1", "b1", "b1", "b1"}},
		"a fund that is under way waits":           {[]string{"a1", "b1", "a1"}, map[string]int{"a": 3}, false, []string{"b1"}},
		"all are under way":                        {[]string{"a1", "a1"}, map[string]int{"a": 3}, false, nil},
		"a long one alone":                         {[]string{"a900", "b1"}, nil, false, []string{"a900"}},
		"what does not fit waits with those of it": {[]string{"a1", "b256", "b1", "c1"}, nil, false, []string{"a1", "c1"}},
		"funds apart":                              {[]string{"a1", "b1", "a1"}, nil, true, []string{"a1", "a1"}},
	} {
		t.Run(name, func(t *testing.T) {
			q := newQueue(&DB{postsFundsApart: c.isApart})
			q.callers = q.calls // no goroutine more
			for fund, n := range c.underWay {
				q.underWay[fundOf(fund)] = n
			}
			for _, r := range c.waiting {
				var n int
				if _, err := fmt.Sscanf(r[1:], "%d", &n); err != nil {
					t.Fatal(err)
				}
				q.waiting = append(q.waiting, &request{fund: fundOf(r[:1]), entries: make([]ledger.Entry, n)})
			}
			var got []string
			for _, r := range q.take() {
				got = append(got, fmt.Sprintf("%c%d", r.fund.UUID[0], len(r.entries)))
			}
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Errorf("the next call (-want +got):\n%s", diff)
			}
		})
	}
}

func fundOf(letter string) ledger.FundID { return ledger.FundID{UUID: uuid.UUID{letter[0]}} }
