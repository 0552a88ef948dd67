package bot

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"runtime/debug"
	"time"

	"sajja/bot/conversation"
	"sajja/bot/speech"
	"sajja/ledger"
	"sajja/store"
)

// doubleWindow is how far back the same amount looks like the same money said
// twice.
const doubleWindow = 10 * time.Minute

// triesMax bounds how often one event is looked at again after a conflict.
const triesMax = 4

// workLane works a batch of one fund, and the events one by one where the batch
// as a whole meets a conflict or a fault: one bad event never costs its
// neighbours.
func (b *Bot) workLane(lane fundLane, events []store.InboundEvent) {
	fund := lane.fund
	defer b.release(events)
	started := time.Now()
	err := b.workBatch(fund, events, false)
	if err != nil && isOurs(err) {
		for i := range events {
			b.workAlone(fund, events[i:i+1])
		}
		err = nil
	}
	if err != nil {
		b.Logger.Error("events wait for the database", "events", len(events), "err", err)
		time.Sleep(retryPause)
		return // they are kept: the sweep brings them back
	}
	b.Metrics.batchSize.Observe(float64(len(events)))
	b.Metrics.workSeconds.Observe(time.Since(started).Seconds())
}

// workAlone works one event; after conflicts with fresh facts each time, after
// a fault of ours it is set aside and the member hears so.
func (b *Bot) workAlone(fund ledger.FundID, event []store.InboundEvent) {
	var err error
	for range triesMax {
		if err = b.workBatch(fund, event, true); err == nil || !isOurs(err) {
			break
		}
		if !isStale(err) {
			break
		}
	}
	if err == nil {
		return
	}
	if !isOurs(err) {
		b.Logger.Error("event waits for the database", "event_id", event[0].ID, "err", err)
		return
	}
	b.setAside(fund, event[0], err)
}

// fault is a panic of ours while an event was worked.
type fault struct {
	value any
	stack []byte
}

func (f fault) Error() string { return fmt.Sprintf("panic: %v\n%s", f.value, f.stack) }

// catch makes a panic the error of the function that defers it: a bug of ours
// costs one event or one message, never the process and everybody's.
func catch(err *error) {
	if value := recover(); value != nil {
		*err = fault{value, debug.Stack()}
	}
}

// isOurs tells an error that comes of the events themselves from a database that
// is away. What is not known to be the database's is ours: an event that can
// never be done must not be tried for ever, and its neighbours with it.
func isOurs(err error) bool { return !errors.Is(err, store.ErrUnavailable) }

// isStale tells an act that was decided on facts that are no longer so: somebody
// was faster, or the day was closed meanwhile. Looking again shows how things
// stand, and the answer says it.
func isStale(err error) bool {
	for _, stale := range []error{store.ErrConflict, ledger.ErrReversed, ledger.ErrPeriodClosed, ledger.ErrPeriodOrder, ledger.ErrPeriodNote, ledger.ErrNotOfficer} {
		if errors.Is(err, stale) {
			return true
		}
	}
	return false
}

// setAside marks an event failed and apologises with a reference that the log
// has too; not in a group, where perhaps nobody spoke to us.
func (b *Bot) setAside(fund ledger.FundID, event store.InboundEvent, cause error) {
	reference := newReference()
	b.Logger.Error("event set aside", "event_id", event.ID, "fund_id", fund, "reference", reference, "err", cause)
	b.Metrics.events.WithLabelValues(string(store.EventFailed)).Inc()
	now := b.Now()
	err := b.commit(fund, []store.InboundEvent{event}, func(ctx context.Context, s Session) (store.Outcome, []outgoing, error) {
		var outcome store.Outcome
		var owed []outgoing
		if s.IsDone(event.ID) {
			return outcome, nil, nil
		}
		if event.ChatID != "" && event.ChatID == event.UserID && event.Mode != "standby" {
			apology := conversation.Note{Topic: conversation.TopicApology}
			said := b.Speaker.Say(speech.Scene{Now: now, Reference: reference}, []conversation.Reply{apology})
			message, err := b.owe(event, fund, now, said[0])
			if err != nil {
				return outcome, nil, err
			}
			owed = append(owed, message)
			outcome.Messages = append(outcome.Messages, message.OutboundMessage)
		}
		outcome.Results = []store.EventResult{{EventID: event.ID, Outcome: store.EventFailed, Messages: len(owed), At: now}}
		return outcome, owed, nil
	})
	if err != nil {
		b.Logger.Error("event could not be set aside", "event_id", event.ID, "err", err)
	}
}

// newReference makes a short word that a member can read out.
func newReference() string { return rand.Text()[:6] }

// workBatch works events of one fund in one transaction, then saves their
// conversations and hands their messages on. Careful looks for acts that were
// done before, which is worth the look only after a conflict.
func (b *Bot) workBatch(fund ledger.FundID, events []store.InboundEvent, careful bool) (err error) {
	defer catch(&err)
	batch := newBatch(b, fund, events, careful)
	batch.read()
	b.loadStates(batch)
	if err := b.commit(fund, events, batch.decide); err != nil {
		return err
	}
	b.saveStates(batch)
	for _, t := range batch.turns {
		b.Metrics.events.WithLabelValues(string(t.outcome)).Inc()
	}
	return nil
}

// commit runs decide in the fund's transaction and sends what came to be owed.
func (b *Bot) commit(fund ledger.FundID, events []store.InboundEvent,
	decide func(context.Context, Session) (store.Outcome, []outgoing, error)) (err error) {
	defer catch(&err)
	ctx, cancel := context.WithTimeout(context.Background(), callTimeout)
	defer cancel()
	ids := make([]string, len(events))
	for i, e := range events {
		ids[i] = e.ID
	}
	var owed []outgoing
	err = b.Books.Work(ctx, fund, ids, func(ctx context.Context, s Session) (store.Outcome, error) {
		outcome, messages, err := decide(ctx, s)
		owed = messages
		return outcome, err
	})
	if err != nil {
		return err
	}
	b.send(owed)
	return nil
}

// loadStates reads the open questions. Without Redis every conversation is at
// rest: money still moves, a dialogue starts over.
func (b *Bot) loadStates(batch *batch) {
	chats := make([]string, 0, len(batch.turns))
	for _, t := range batch.turns {
		chats = append(chats, t.event.ChatID)
	}
	ctx, cancel := context.WithTimeout(context.Background(), callTimeout)
	defer cancel()
	states, err := b.Conversations.Load(ctx, chats)
	if err != nil {
		b.Logger.Warn("conversations start over", "err", err)
		b.Metrics.conversationsLost.Inc()
		return
	}
	for i, t := range batch.turns {
		t.version = states[i].Version
		t.state = conversation.DecodeState(states[i].Value)
	}
}

// saveStates writes the questions that changed.
func (b *Bot) saveStates(batch *batch) {
	var updates []store.ConversationUpdate
	for _, t := range batch.turns {
		if t.next != t.state {
			updates = append(updates, store.ConversationUpdate{ChatID: t.event.ChatID, From: t.version, Value: t.next.Encode()})
		}
	}
	ctx, cancel := context.WithTimeout(context.Background(), callTimeout)
	defer cancel()
	if err := b.Conversations.Save(ctx, updates); err != nil {
		b.Logger.Warn("conversations not saved", "conversations", len(updates), "err", err)
		b.Metrics.conversationsLost.Inc()
	}
}
