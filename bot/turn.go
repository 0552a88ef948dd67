package bot

import (
	"context"
	"fmt"
	"time"

	"github.com/google/uuid"

	"sajja/bot/conversation"
	"sajja/bot/intent"
	"sajja/bot/speech"
	"sajja/ledger"
	"sajja/store"
)

// turn is one event on its way through a batch.
type turn struct {
	event   store.InboundEvent
	input   conversation.Input
	speaks  bool // the event asks something of the bot
	version int64
	state   conversation.State
	next    conversation.State
	person  *store.Person
	needs   conversation.Needs
	outcome store.EventOutcome
}

// batch is the events of one fund that are worked in one transaction.
type batch struct {
	bot     *Bot
	fundID  ledger.FundID
	fund    store.Fund
	now     time.Time
	careful bool
	turns   []*turn
}

func newBatch(b *Bot, fund ledger.FundID, events []store.InboundEvent, careful bool) *batch {
	batch := &batch{bot: b, fundID: fund, now: b.Now(), careful: careful, turns: make([]*turn, len(events))}
	for i, e := range events {
		batch.turns[i] = &turn{event: e, outcome: store.EventIgnored}
	}
	return batch
}

// read decodes the events.
func (b *batch) read() {
	for _, t := range b.turns {
		t.input, t.speaks = readEvent(t.event)
	}
}

// decide takes every turn and gathers what the transaction is to hold.
func (b *batch) decide(ctx context.Context, s Session) (store.Outcome, []outgoing, error) {
	if err := b.meet(ctx, s); err != nil {
		return store.Outcome{}, nil, err
	}
	unsent, err := b.unsent(ctx, s)
	if err != nil {
		return store.Outcome{}, nil, err
	}
	var outcome store.Outcome
	decisions := make([]conversation.Decision, len(b.turns))
	for i, t := range b.turns {
		t.next = t.state
		if s.IsDone(t.event.ID) || !t.speaks {
			continue
		}
		facts, err := b.facts(ctx, s, t)
		if err != nil {
			return store.Outcome{}, nil, fmt.Errorf("facts of event %s: %w", t.event.ID, err)
		}
		facts.Unsent = unsent[t.input.MessageID]
		decisions[i] = conversation.Step(t.state, t.input, facts)
		t.next = decisions[i].State
		outcome.Entries = append(outcome.Entries, decisions[i].Entries...)
		outcome.Acts = append(outcome.Acts, decisions[i].Acts...)
		if id := decisions[i].Unsent; id != "" {
			outcome.Unsent = append(outcome.Unsent, id)
		}
	}
	if err := s.NumberDocuments(ctx, outcome.Entries); err != nil {
		return store.Outcome{}, nil, err
	}
	if err := b.askFigures(outcome.Acts); err != nil {
		return store.Outcome{}, nil, err
	}
	owed, err := b.speak(s, decisions, &outcome)
	if err != nil {
		return store.Outcome{}, nil, err
	}
	return outcome, owed, nil
}

// meet learns who wrote, and reads what they wrote: what a message means
// depends on the writer's office.
func (b *batch) meet(ctx context.Context, s Session) error {
	people := map[string]*store.Person{}
	if !b.fundID.IsZero() {
		users := make([]string, 0, len(b.turns))
		for _, t := range b.turns {
			if t.speaks && t.event.UserID != "" {
				users = append(users, t.event.UserID)
			}
		}
		var err error
		if b.fund, people, err = s.People(ctx, users, b.now.Add(-doubleWindow)); err != nil {
			return err
		}
	}
	for _, t := range b.turns {
		t.person = people[t.event.UserID]
		if t.speaks {
			t.input = conversation.Resumed(b.now, t.state, t.input)
		}
		if t.speaks && t.input.Kind == conversation.KindText {
			t.input.Meaning = b.bot.Understander.Understand(intent.Request{
				Text: t.input.Text, Role: roleOf(t.person), Now: t.input.At, Group: t.input.Group, Addressed: t.input.Addressed,
			})
		}
		if t.speaks {
			t.needs = conversation.NeedsOf(b.now, t.state, t.input, t.person)
		}
	}
	return nil
}

// roleOf gives the office that a message's meaning depends on.
func roleOf(p *store.Person) intent.Role {
	switch {
	case p == nil:
		return intent.Member
	case p.May(ledger.RightReceive):
		return intent.Treasurer
	case p.May(ledger.RightSeeWaiting) || p.May(ledger.RightCallMeeting):
		return intent.Coordinator
	}
	return intent.Member
}

// unsent asks once for all messages whether they were taken back.
func (b *batch) unsent(ctx context.Context, s Session) (map[string]bool, error) {
	var ids []string
	for _, t := range b.turns {
		if t.needs.Unsent {
			ids = append(ids, t.input.MessageID)
		}
	}
	if len(ids) == 0 {
		return nil, nil
	}
	return s.IsUnsent(ctx, ids)
}

// facts looks up what this turn must know beyond the person.
func (b *batch) facts(ctx context.Context, s Session, t *turn) (conversation.Facts, error) {
	f := conversation.Facts{Now: b.now, Fund: b.fund, Person: t.person, Page: t.needs.Page}
	if t.person == nil {
		return f, b.strangersFacts(ctx, s, t, &f)
	}
	var err error
	if t.needs.Waiting && t.person.May(ledger.RightSeeWaiting) {
		f.Waiting, f.Totals, err = s.Waiting(ctx, conversation.PageSize, f.Page*conversation.PageSize)
		if err == nil && len(f.Waiting) == 0 && f.Page > 0 { // the page of an old card is gone
			f.Page = 0
			f.Waiting, f.Totals, err = s.Waiting(ctx, conversation.PageSize, 0)
		}
	}
	if err == nil && t.needs.Mine {
		f.Mine, err = waitingOwn(ctx, s, t.person)
	}
	if err == nil && t.needs.Statement {
		f.Statement, err = s.Statement(ctx, t.person.Member.ID, conversation.StatementLength)
	}
	if err == nil && len(t.needs.Entries) > 0 {
		if f.Found, err = s.WaitingByID(ctx, t.needs.Entries); err == nil && len(f.Found) < len(t.needs.Entries) {
			f.Resolved, err = s.Resolutions(ctx, t.needs.Entries)
		}
	}
	for _, key := range t.needs.Keys {
		if err == nil && len(f.Found) == 0 && len(f.Resolved) == 0 {
			if f.Found, err = s.WaitingByKey(ctx, key); err == nil && len(f.Found) == 0 {
				f.Resolved, err = s.ResolutionsByKey(ctx, key)
			}
		}
	}
	if err == nil && b.careful {
		f.ClosedThrough, err = s.ClosedThrough(ctx)
	}
	if err == nil && t.needs.Officers {
		f.Officers, err = s.Officers(ctx)
	}
	for _, load := range b.bot.subjectFacts() {
		if err == nil {
			err = load(ctx, s, t, &f)
		}
	}
	if err != nil {
		return f, err
	}
	return f, b.keyUsed(ctx, s, t, &f)
}

// keyUsed tells whether this act was done before: asked for by a button, and
// for every act after a conflict.
func (b *batch) keyUsed(ctx context.Context, s Session, t *turn, f *conversation.Facts) error {
	acts := t.needs.Acts
	if key := conversation.ActKey(t.input); len(acts) == 0 && b.careful && key != "" {
		acts = []string{key}
	}
	if len(acts) == 0 {
		return nil
	}
	used, err := s.KeysUsed(ctx, acts)
	f.KeyUsed = len(used) > 0
	return err
}

// speak puts all decisions into words and adds messages and results to the
// outcome.
func (b *batch) speak(s Session, decisions []conversation.Decision, outcome *store.Outcome) ([]outgoing, error) {
	var owed []outgoing
	entries := outcome.Entries
	for i, t := range b.turns {
		if s.IsDone(t.event.ID) {
			continue
		}
		decision := decisions[i]
		own := entries[:len(decision.Entries)]
		entries = entries[len(decision.Entries):]
		scene := speech.Scene{Now: b.now, Fund: b.fund, Person: t.person, Entries: own}
		before := len(owed)
		for _, said := range b.bot.Speaker.Say(scene, decision.Replies) {
			message, err := b.address(t, said, outcome)
			if err != nil {
				return nil, err
			}
			if message.Recipient != "" {
				owed = append(owed, message)
				outcome.Messages = append(outcome.Messages, message.OutboundMessage)
			}
		}
		if t.speaks {
			t.outcome = store.EventDone
		}
		outcome.Results = append(outcome.Results, store.EventResult{
			EventID: t.event.ID, Outcome: t.outcome, Entries: len(own), Messages: len(owed) - before, At: b.now,
		})
	}
	return owed, nil
}

// address makes a message of an utterance. What rides goes along with the
// answer to the one who wrote; members without LINE get their paper from the
// officer, and no message.
func (b *batch) address(t *turn, said speech.Utterance, outcome *store.Outcome) (outgoing, error) {
	if said.Member != nil && said.Member.LineUserID == "" {
		return outgoing{}, nil
	}
	var carried []store.OutboundMessage
	if said.Member == nil && t.person != nil && !t.input.Group {
		carried = b.bot.carry(&said.Content, t.person.Riding)
	}
	message, err := b.bot.owe(t.event, b.fundID, b.now, said)
	if err != nil {
		return outgoing{}, err
	}
	if said.Rides || said.IsReceipt && b.fund.ReceiptDelivery == store.DeliveryRide {
		message.Urgency = store.UrgencyRide
	}
	for _, c := range carried {
		outcome.Carried = append(outcome.Carried, store.Delivered{
			MessageID: c.ID, State: store.DeliveryCarried, Detail: message.ID.String(), At: b.now,
		})
	}
	return message, nil
}

// carry puts riding messages behind an answer and tells which found room.
func (b *Bot) carry(answer *speech.Content, riding []store.OutboundMessage) []store.OutboundMessage {
	for i, r := range riding {
		content, err := speech.Decode(r.Content)
		if err != nil {
			b.Logger.Error("riding message cannot be read", "message_id", r.ID, "err", err)
			return riding[:i]
		}
		if answer.Carry(content) == 0 {
			return riding[:i]
		}
	}
	return riding
}

// replyLife is how long a reply token is trusted after its event came: LINE
// promises about a minute.
const replyLife = 50 * time.Second

// owe makes the row of a message: an answer by the event's token, or a push to
// somebody else.
func (b *Bot) owe(event store.InboundEvent, fund ledger.FundID, now time.Time, said speech.Utterance) (outgoing, error) {
	content, err := said.Content.Encode()
	if err != nil {
		return outgoing{}, fmt.Errorf("write the content of a message: %w", err)
	}
	m := outgoing{said: said.Content, OutboundMessage: store.OutboundMessage{
		ID: uuid.Must(uuid.NewV7()), EventID: event.ID, Fund: fund, Recipient: event.ChatID,
		Urgency: store.UrgencyNow, Content: content, CreatedAt: now,
	}}
	switch {
	case said.Member != nil:
		m.Recipient = said.Member.LineUserID
	case event.ReplyToken != "":
		m.ReplyToken, m.ReplyUntil = event.ReplyToken, event.ReceivedAt.Add(replyLife)
	}
	return m, nil
}
