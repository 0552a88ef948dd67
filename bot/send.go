package bot

import (
	"context"
	"errors"
	"time"

	"github.com/google/uuid"

	"sajja/bot/line"
	"sajja/bot/speech"
	"sajja/store"
)

// sendTimeout bounds one try of one message.
const sendTimeout = 10 * time.Second

// tried is what a try of a message came to: its end, or when to try again.
type tried struct {
	store.Delivered
	again time.Time
}

// outgoing is a message owed with its content at hand, so that the way from the
// commit to LINE does not read it back.
type outgoing struct {
	store.OutboundMessage
	said speech.Content
}

// send hands messages that are to go now to their recipients' lanes.
func (b *Bot) send(messages []outgoing) {
	for _, m := range messages {
		if m.Urgency != store.UrgencyNow || !b.hold(m.ID) {
			continue
		}
		if !b.out.add(m.Recipient, m) {
			b.letGo(m.ID) // stopping: the row stays and the next start sends it
		}
	}
}

// hold takes a message into memory, unless it is there or memory is full: then
// the row stays and the sweep takes it up when there is room.
func (b *Bot) hold(id uuid.UUID) bool {
	b.mu.Lock()
	defer b.mu.Unlock()
	if _, held := b.sending[id]; held || len(b.sending) >= sendingMax {
		return false
	}
	b.sending[id] = b.Now()
	return true
}

// inHand gives the messages whose lease is to be renewed, with its new end, and
// how many more there is room for. Most messages are gone long before.
func (b *Bot) inHand() (renewed map[uuid.UUID]time.Time, room int) {
	b.mu.Lock()
	defer b.mu.Unlock()
	now := b.Now()
	renewed = map[uuid.UUID]time.Time{}
	for id, since := range b.sending {
		if now.Sub(since) >= store.OutboundLease/3 {
			renewed[id] = now.Add(store.OutboundLease)
		}
	}
	return renewed, sendingMax - len(b.sending)
}

func (b *Bot) letGo(id uuid.UUID) {
	b.mu.Lock()
	defer b.mu.Unlock()
	delete(b.sending, id)
}

// sendLane sends a recipient's next message. One that does not end stays a row
// that is left alone for a while and then tried again by the sweep.
func (b *Bot) sendLane(_ string, messages []outgoing) {
	for _, m := range messages {
		started := time.Now()
		end, err := b.deliver(m)
		if errors.As(err, &fault{}) {
			b.Logger.Error("message dropped: our own fault", "message_id", m.ID, "event_id", m.EventID, "err", err)
			end, err = b.end(m, store.DeliveryDropped, "our own fault"), nil
		}
		if err != nil {
			b.Metrics.sends.WithLabelValues("unknown").Inc()
			b.Logger.Warn("message not sent yet", "message_id", m.ID, "event_id", m.EventID, "attempts", m.Attempts, "err", err)
			b.results <- tried{store.Delivered{MessageID: m.ID}, b.Now().Add(pauseAfter(m.Attempts))}
			continue
		}
		b.Metrics.sends.WithLabelValues(string(end.State)).Inc()
		b.Metrics.sendSeconds.Observe(time.Since(started).Seconds())
		b.results <- tried{Delivered: end}
	}
}

// pauseAfter keeps a dead LINE from being hammered: 5 s, 10 s, 20 s … at most
// ten minutes.
func pauseAfter(attempts int) time.Duration {
	return min(5*time.Second<<min(attempts, 7), 10*time.Minute)
}

// deliver says a message by its reply token while that lives, otherwise by push
// with the row's ID as retry key. An error means that it is still owed.
func (b *Bot) deliver(m outgoing) (end store.Delivered, err error) {
	defer catch(&err)
	messages, err := speech.Render(b.Cards, m.said)
	if err != nil {
		b.Logger.Error("card said as plain text", "message_id", m.ID, "err", err)
	}
	ctx, cancel := context.WithTimeout(context.Background(), sendTimeout)
	defer cancel()
	if m.ReplyToken != "" && b.Now().Before(m.ReplyUntil) {
		end, err = b.reply(ctx, m, messages)
		if err == nil || !errors.Is(err, errTokenDead) {
			return end, err
		}
	}
	return b.push(ctx, m, messages)
}

// errTokenDead says that a reply token will not take this message any more.
var errTokenDead = errors.New("the reply token is dead")

// reply answers by token. LINE has no retry key for replies: when the outcome of
// a try is unknown, the same token is tried once more, and a token that is then
// refused although it was alive a moment ago was spent by the first try. That
// holds for a left-over message as well, and for one that lay here for longer
// than its lease: nobody else has its token.
func (b *Bot) reply(ctx context.Context, m outgoing, messages []line.Message) (store.Delivered, error) {
	maybeSpent := m.Attempts > 0 || b.Now().Sub(m.CreatedAt) > store.OutboundLease
	for range 2 {
		sent, err := b.Line.Reply(ctx, m.ReplyToken, messages)
		var refused *line.Refused
		switch {
		case err == nil:
			return b.end(m, store.DeliveryReplied, sent.RequestID), nil
		case errors.As(err, &refused) && refused.InvalidReplyToken() && maybeSpent:
			return b.end(m, store.DeliveryReplied, "spent by an earlier try"), nil
		case errors.As(err, &refused) && refused.InvalidReplyToken():
			return store.Delivered{}, errTokenDead
		case errors.As(err, &refused) && (refused.RateLimited() || refused.Unauthorised()):
			return store.Delivered{}, err // not for anything in the message
		case errors.As(err, &refused):
			b.Logger.Error("LINE refused an answer", "message_id", m.ID, "event_id", m.EventID, "err", err)
			return b.end(m, store.DeliveryRefused, "reply refused"), nil
		}
		var unknown *line.Unknown
		if !errors.As(err, &unknown) || !unknown.NotSent {
			maybeSpent = true
		}
		if ctx.Err() != nil {
			return store.Delivered{}, err
		}
	}
	return store.Delivered{}, errors.New("LINE did not answer a reply twice")
}

// push sends to a user or group. The retry key makes a repeat harmless.
func (b *Bot) push(ctx context.Context, m outgoing, messages []line.Message) (store.Delivered, error) {
	sent, err := b.Line.Push(ctx, m.Recipient, m.ID, messages)
	var refused *line.Refused
	switch {
	case err == nil:
		return b.end(m, store.DeliveryPushed, sent.RequestID), nil
	case errors.As(err, &refused) && (refused.RateLimited() || refused.QuotaExhausted()):
		return store.Delivered{}, err // later there is room again
	case errors.As(err, &refused) && refused.Unauthorised():
		return store.Delivered{}, err // our token, not the message
	case errors.As(err, &refused):
		b.Logger.Error("LINE refused a push", "message_id", m.ID, "event_id", m.EventID, "err", err)
		return b.end(m, store.DeliveryRefused, "push refused"), nil
	}
	return store.Delivered{}, err
}

func (b *Bot) end(m outgoing, state store.DeliveryState, detail string) store.Delivered {
	return store.Delivered{MessageID: m.ID, State: state, Detail: detail, At: b.Now()}
}

// recordTries writes what came of tries in natural batches: whatever came while
// the last batch was written is the next one. The channel holds the senders back
// while it waits for the database.
func (b *Bot) recordTries(ctx context.Context) {
	for first := range b.results {
		batch := []tried{first}
		for more := true; more && len(batch) < batchMax; {
			select {
			case next, open := <-b.results:
				if open {
					batch = append(batch, next)
				}
				more = open
			default:
				more = false
			}
		}
		b.recordBatch(ctx, batch)
	}
}

// recordRounds bounds how long a bot that is to stop waits for a database that is
// away. While it runs it waits as long as it takes: an answer whose end is
// forgotten is given again once its token is dead.
const recordRounds = 20

func (b *Bot) recordBatch(ctx context.Context, batch []tried) {
	var ends []store.Delivered
	open := map[uuid.UUID]time.Time{}
	for _, t := range batch {
		if t.again.IsZero() {
			ends = append(ends, t.Delivered)
		} else {
			open[t.MessageID] = t.again
		}
	}
	for round := 0; round < recordRounds || ctx.Err() == nil; round++ {
		err := b.record(ends, open)
		if err == nil {
			break
		}
		b.Logger.Error("ends of messages wait for the database", "messages", len(batch), "err", err)
		time.Sleep(retryPause)
	}
	for _, t := range batch {
		b.letGo(t.MessageID)
	}
}

func (b *Bot) record(ends []store.Delivered, open map[uuid.UUID]time.Time) error {
	ctx, cancel := context.WithTimeout(context.Background(), callTimeout)
	defer cancel()
	if len(ends) > 0 {
		if err := b.Books.Delivered(ctx, ends); err != nil {
			return err
		}
	}
	if len(open) > 0 {
		return b.Books.KeepOpen(ctx, open)
	}
	return nil
}

// sendAgain reads left-over messages back and sends them. One that cannot be
// read is dropped with its reason; it would not get better.
func (b *Bot) sendAgain(messages []store.OutboundMessage) {
	owed := make([]outgoing, 0, len(messages))
	for _, m := range messages {
		content, err := speech.Decode(m.Content)
		if err != nil {
			b.Logger.Error("message dropped: its content cannot be read", "message_id", m.ID, "err", err)
			b.results <- tried{Delivered: b.end(outgoing{OutboundMessage: m}, store.DeliveryDropped, "unreadable content")}
			continue
		}
		owed = append(owed, outgoing{m, content})
	}
	b.send(owed)
}
