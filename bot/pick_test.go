package bot

import (
	"fmt"
	"testing"
	"time"

	"pgregory.net/rapid"

	"sajja/ledger"
	"sajja/store"
)

func TestPickEvents(t *testing.T) {
	t.Parallel()

	t.Run("a batch never holds two events of a chat, takes the earliest, and loses none", func(t *testing.T) {
		t.Parallel()
		rapid.Check(t, func(t *rapid.T) {
			waiting := rapid.SliceOfN(rapid.Custom(func(t *rapid.T) store.InboundEvent {
				return store.InboundEvent{
					ChatID:     fmt.Sprint(rapid.IntRange(0, 400).Draw(t, "chat")),
					OccurredAt: time.Unix(int64(rapid.IntRange(0, 9).Draw(t, "at")), 0),
				}
			}), 1, 1500).Draw(t, "waiting")
			count := len(waiting)
			for i := range waiting {
				waiting[i].ID = fmt.Sprint(i)
			}
			window := min(len(waiting), 4*batchMax)
			earliest := map[string]time.Time{}
			for _, e := range waiting[:window] {
				if at, seen := earliest[e.ChatID]; !seen || e.OccurredAt.Before(at) {
					earliest[e.ChatID] = e.OccurredAt
				}
			}
			batch, rest := pickEvents(waiting)
			if len(batch) == 0 || len(batch) > batchMax || len(batch)+len(rest) != count {
				t.Fatalf("%d in the batch, %d left of %d", len(batch), len(rest), count)
			}
			chats, ids := map[string]bool{}, map[string]bool{}
			for _, e := range batch {
				if chats[e.ChatID] || !e.OccurredAt.Equal(earliest[e.ChatID]) {
					t.Fatalf("chat %s twice, or not its earliest", e.ChatID)
				}
				chats[e.ChatID], ids[e.ID] = true, true
			}
			for _, e := range rest {
				if ids[e.ID] {
					t.Fatalf("event %s stands twice", e.ID)
				}
				ids[e.ID] = true
			}
		})
	})

	t.Run("events of one chat come out in the order of their time, those of one time in that of arrival", func(t *testing.T) {
		t.Parallel()
		at := func(id string, second int64) store.InboundEvent {
			return store.InboundEvent{ID: id, ChatID: "a", OccurredAt: time.Unix(second, 0)}
		}
		waiting := []store.InboundEvent{at("c", 2), at("a", 1), at("d", 2), at("b", 1)}
		var order string
		for len(waiting) > 0 {
			var batch []store.InboundEvent
			batch, waiting = pickEvents(waiting)
			order += batch[0].ID
		}
		if order != "abcd" {
			t.Errorf("%s", order)
		}
	})

	t.Run("a flooded chat leaves room for its neighbours", func(t *testing.T) {
		t.Parallel()
		var waiting []store.InboundEvent
		for i := range 300 {
			waiting = append(waiting, store.InboundEvent{ID: fmt.Sprint("flood", i), ChatID: "flood", OccurredAt: time.Unix(int64(i), 0)})
		}
		waiting = append(waiting, store.InboundEvent{ID: "neighbour", ChatID: "neighbour"})
		batch, rest := pickEvents(waiting)
		if len(batch) != 2 || len(rest) != 299 {
			t.Errorf("%d in the batch, %d left", len(batch), len(rest))
		}
	})
}

func TestLaneOf(t *testing.T) {
	t.Parallel()
	fund := ledger.NewFundID()
	shards := map[uint32]int{}
	for i := range 200 {
		chat := fmt.Sprintf("U%032x", i)
		lane := laneOf(fund, chat)
		if again := laneOf(fund, chat); again != lane {
			t.Fatal("a chat changes its lane")
		}
		shards[lane.shard]++
	}
	if len(shards) != lanesPerFund || shards[0] < 50 || shards[1] < 50 {
		t.Errorf("chats stand in lanes %v", shards)
	}
}
