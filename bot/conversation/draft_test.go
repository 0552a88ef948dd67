package conversation

import (
	"testing"
	"time"

	"sajja/bot/intent"
	"sajja/ledger"
	"sajja/store"
)

// TestDraft follows a question that was left open too long.
func TestDraft(t *testing.T) {
	t.Parallel()
	asked := time.Date(2026, 11, 21, 3, 0, 0, 0, time.UTC)
	facts := func(after time.Duration) Facts {
		return Facts{
			Now: asked.Add(after), Fund: store.Fund{ID: ledger.NewFundID(), Preset: ledger.PresetWelfare},
			Person: &store.Person{Member: store.Member{ID: ledger.NewMemberID()}},
		}
	}
	text := func(kind intent.Kind, words string) Input {
		return Input{Kind: KindText, EventID: "e", MessageID: "m", Text: words, Meaning: intent.Result{Intent: kind}}
	}
	open := Step(State{}, text(intent.Clarify, "ฝาก"), facts(0)).State
	if open.Ask != AskNothing {
		t.Fatalf("a clarify without candidates asked %q", open.Ask)
	}
	deposit := text(intent.Clarify, "ฝาก")
	deposit.Meaning.Candidates = []intent.Kind{intent.Deposit}
	open = Step(State{}, deposit, facts(0)).State
	if open.Ask != AskAmount {
		t.Fatalf("asked %q, want the amount", open.Ask)
	}

	t.Run("a bare amount soon after is the answer", func(t *testing.T) {
		t.Parallel()
		d := Step(open, text(intent.Clarify, "30"), facts(29*time.Minute))
		if len(d.Entries) != 1 || d.Entries[0].Amount().String() != "30.00" || d.State.Ask != AskNothing {
			t.Errorf("entries %d, state %+v: want one promise of 30.00 and rest", len(d.Entries), d.State)
		}
	})

	t.Run("a bare amount hours later is no answer: the question is offered once", func(t *testing.T) {
		t.Parallel()
		d := Step(open, text(intent.Clarify, "30"), facts(3*time.Hour))
		if len(d.Entries) != 0 {
			t.Fatal("money moved on a late word")
		}
		if _, ok := d.Replies[len(d.Replies)-1].(Draft); !ok || !d.State.Offered {
			t.Fatalf("last reply %T, state %+v: want the draft offered", d.Replies[len(d.Replies)-1], d.State)
		}
		resumed := Step(d.State, Input{Kind: KindButton, Button: Button{Verb: VerbResume}}, facts(3*time.Hour+time.Minute))
		if q, ok := resumed.Replies[0].(Question); !ok || q.Ask != AskAmount || resumed.State.Ask != AskAmount || resumed.State.Offered {
			t.Errorf("resumed: %+v, state %+v: want the amount asked anew", resumed.Replies, resumed.State)
		}
		answered := Step(resumed.State, text(intent.Clarify, "30"), facts(3*time.Hour+2*time.Minute))
		if len(answered.Entries) != 1 {
			t.Errorf("entries %d after the answer, want one promise", len(answered.Entries))
		}
	})

	t.Run("an offer that is passed over is dropped", func(t *testing.T) {
		t.Parallel()
		offered := Step(open, text(intent.Balance, "ยอด"), facts(time.Hour)).State
		d := Step(offered, text(intent.Balance, "ยอด"), facts(2*time.Hour))
		if d.State != (State{}) || len(d.Replies) != 1 {
			t.Errorf("state %+v, %d replies: want rest and the balance alone", d.State, len(d.Replies))
		}
	})

	t.Run("a new request takes the draft's place", func(t *testing.T) {
		t.Parallel()
		again := text(intent.Clarify, "ฝาก")
		again.Meaning.Candidates = []intent.Kind{intent.Deposit}
		d := Step(open, again, facts(time.Hour))
		if len(d.Replies) != 1 || d.State.Ask != AskAmount || d.State.At != asked.Add(time.Hour).Unix() {
			t.Errorf("replies %d, state %+v: want one new question", len(d.Replies), d.State)
		}
	})

	t.Run("a state survives being written and read", func(t *testing.T) {
		t.Parallel()
		if got := DecodeState(open.Encode()); got != open {
			t.Errorf("read %+v, wrote %+v", got, open)
		}
	})
}
