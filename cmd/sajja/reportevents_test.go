package main

import (
	"testing"

	"sajja/store/storetest"
)

// TestReportEvents looks at events while they are worked: each is seen before or
// after, never with its result and without its entry.
func TestReportEvents(t *testing.T) {
	t.Parallel()
	c := newCrowd(t, 200, storetest.Postgres(t), storetest.Redis(t))
	bot := c.serve()
	c.talk(100)
	for range 10 {
		c.listen(30)
		books, passages := c.books(), c.witness.passages()
		for id, trace := range books {
			if passages[id].user != c.treasurer && (trace.Outcome == "done") != (trace.Entries == 1) {
				t.Errorf("event %s: %+v", id, trace)
			}
		}
	}
	c.expectWhole(bot)
}
