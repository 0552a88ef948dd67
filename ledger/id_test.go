package ledger_test

import (
	"testing"
	"time"

	"pgregory.net/rapid"

	"sajja/ledger"
)

func TestEntryID(t *testing.T) {
	t.Parallel()
	anyInstant := rapid.Custom(func(t *rapid.T) time.Time {
		return time.UnixMilli(rapid.Int64Range(0, 1<<48-1).Draw(t, "milliseconds")).UTC()
	})
	t.Run("an ID begins with its instant, is of version 7 and not below the lowest of that instant", func(t *testing.T) {
		t.Parallel()
		rapid.Check(t, func(t *rapid.T) {
			at := anyInstant.Draw(t, "at")
			id, lowest := ledger.NewEntryID(at), ledger.LowestEntryID(at)
			if !id.RecordedAt().Equal(at) || !lowest.RecordedAt().Equal(at) || id.Version() != 7 || lowest.Version() != 7 || id.Variant() != lowest.Variant() {
				t.Fatalf("%s and %s of %s", id, lowest, at)
			}
			if id.String() < lowest.String() {
				t.Fatalf("%s is below %s", id, lowest)
			}
		})
	})
	t.Run("the order of IDs is the order of recording, whichever was made first", func(t *testing.T) {
		t.Parallel()
		rapid.Check(t, func(t *rapid.T) {
			a, b := anyInstant.Draw(t, "a"), anyInstant.Draw(t, "b")
			later, earlier := ledger.NewEntryID(b), ledger.NewEntryID(a)
			if a.Before(b) && (earlier.String() >= later.String() || earlier.String() >= ledger.LowestEntryID(b).String()) {
				t.Fatalf("%s of %s, %s of %s", earlier, a, later, b)
			}
		})
	})
	t.Run("a part of a millisecond is dropped, from the entry too", func(t *testing.T) {
		t.Parallel()
		act := actOf(member, "k")
		act.At = spokenAt.Add(1_999_999 * time.Nanosecond)
		e, err := ledger.Promise(handing("30.00"), act)
		if want := spokenAt.Add(time.Millisecond); err != nil || !e.RecordedAt.Equal(want) || !e.ID.RecordedAt().Equal(want) {
			t.Errorf("recorded at %s, %v", e.RecordedAt, err)
		}
	})
	t.Run("no two IDs are the same, and none is zero", func(t *testing.T) {
		t.Parallel()
		seen := map[ledger.EntryID]bool{}
		for range 10_000 {
			id := ledger.NewEntryID(spokenAt)
			if seen[id] || id.IsZero() {
				t.Fatalf("%s again", id)
			}
			seen[id] = true
		}
	})
}
