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

// sendTimeout bounds one try of one message: it ends before the lease does.
const sendTimeout = store.OutboundLease / 2

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

func (b *Bot) hold(id uuid.UUID) bool {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.sending[id] {
		return false
	}
	b.sending[id] = true
	return true
}

func (b *Bot) letGo(id uuid.UUID) {
	b.mu.Lock()
	defer b.mu.Unlock()
	delete(b.sending, id)
}

// sendLane sends a recipient's next message. One that does not end stays a row
// with a lease and is tried again by the sweep.
func (b *Bot) sendLane(_ string, messages []outgoing) {
	for _, m := range messages {
		started := time.Now()
		end, err := b.deliver(m)
		if err != nil {
			b.letGo(m.ID)
			b.Metrics.sends.WithLabelValues("unknown").Inc()
			b.Logger.Warn("message not sent yet", "message_id", m.ID, "event_id", m.EventID, "attempts", m.Attempts, "err", err)
			continue
		}
		b.Metrics.sends.WithLabelValues(string(end.State)).Inc()
		b.Metrics.sendSeconds.Observe(time.Since(started).Seconds())
		b.results <- end
	}
}

// deliver says a message by its reply token while that lives, otherwise by push
// with the row's ID as retry key. An error means that it is still owed.
func (b *Bot) deliver(m outgoing) (store.Delivered, error) {
	messages, fault := speech.Render(b.Cards, m.said)
	if fault != nil {
		b.Logger.Error("card said as plain text", "message_id", m.ID, "err", fault)
	}
	ctx, cancel := context.WithTimeout(context.Background(), sendTimeout)
	defer cancel()
	if m.ReplyToken != "" && b.Now().Before(m.ReplyUntil) {
		end, err := b.reply(ctx, m, messages)
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
// holds for a left-over message as well: nobody else has its token.
func (b *Bot) reply(ctx context.Context, m outgoing, messages []line.Message) (store.Delivered, error) {
	maybeSpent := m.Attempts > 0
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
		case errors.As(err, &refused) && refused.RateLimited():
			return store.Delivered{}, err
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
	case errors.As(err, &refused) && refused.Status == 401:
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

// recordDeliveries writes ends in natural batches: whatever came while the last
// batch was written is the next one. While the database is away it waits; the
// channel then holds the senders back.
func (b *Bot) recordDeliveries() {
	for end := range b.results {
		batch := []store.Delivered{end}
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
		b.recordBatch(batch)
	}
}

// recordTries bounds how long ends are held for a database that is away; after
// that the rows stay open and are sent again under the same retry key.
const recordTries = 20

func (b *Bot) recordBatch(batch []store.Delivered) {
	for range recordTries {
		ctx, cancel := context.WithTimeout(context.Background(), callTimeout)
		err := b.Books.Delivered(ctx, batch)
		cancel()
		if err == nil {
			break
		}
		b.Logger.Error("ends of messages wait for the database", "messages", len(batch), "err", err)
		time.Sleep(retryPause)
	}
	for _, end := range batch {
		b.letGo(end.MessageID)
	}
}

// sweepOutbox tries messages again that were not finished: by a crashed run, or
// because LINE did not take them.
func (b *Bot) sweepOutbox(ctx context.Context) {
	ticker := time.NewTicker(sweepEvery)
	defer ticker.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-ticker.C:
		}
		b.sweepOutboxOnce(ctx)
	}
}

func (b *Bot) sweepOutboxOnce(ctx context.Context) {
	call, cancel := context.WithTimeout(ctx, callTimeout)
	defer cancel()
	messages, err := b.Books.LeaseLeftover(call, b.Now(), sweepMax)
	if err == nil {
		var age time.Duration
		age, err = b.Books.OldestOwed(call, b.Now())
		b.Metrics.oldestMessage.Set(age.Seconds())
	}
	if err != nil && ctx.Err() == nil {
		b.Logger.Error("look for messages left over", "err", err)
	}
	b.sendAgain(messages)
}

// sendAgain reads left-over messages back and sends them. One that cannot be
// read is dropped with its reason; it would not get better.
func (b *Bot) sendAgain(messages []store.OutboundMessage) {
	owed := make([]outgoing, 0, len(messages))
	for _, m := range messages {
		content, err := speech.Decode(m.Content)
		if err != nil {
			b.Logger.Error("message dropped: its content cannot be read", "message_id", m.ID, "err", err)
			b.results <- b.end(outgoing{OutboundMessage: m}, store.DeliveryDropped, "unreadable content")
			continue
		}
		owed = append(owed, outgoing{m, content})
	}
	b.send(owed)
}
