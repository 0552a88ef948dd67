package bot

import (
	"testing"
	"time"

	flex "sajja/flex-templates"

	"sajja/bot/catalogue"
	"sajja/bot/conversation"
	"sajja/bot/intent"
	"sajja/bot/speech"
	"sajja/ledger"
	"sajja/store"
)

// BenchmarkTurn is one turn of the conversation without its stores: the event
// read, "ฝาก 30" understood, the promise decided, put into words and rendered as
// the card that LINE gets.
func BenchmarkTurn(b *testing.B) {
	texts, err := catalogue.New()
	if err != nil {
		b.Fatal(err)
	}
	cards, err := flex.New(nil)
	if err != nil {
		b.Fatal(err)
	}
	understander, err := intent.New()
	if err != nil {
		b.Fatal(err)
	}
	speaker := speech.New(texts)
	now := time.Date(2026, 11, 21, 3, 0, 0, 0, time.UTC)
	fund := store.Fund{ID: ledger.NewFundID(), Code: "demo", Name: "กองทุนสวัสดิการตำบลตัวอย่าง", Preset: ledger.PresetWelfare}
	person := &store.Person{Member: store.Member{Fund: fund.ID, ID: ledger.NewMemberID(), Number: "001", Name: "สมศรี ใจงาม"}}
	event := store.InboundEvent{
		ID: "01KAHJ5F5N7W1YQ2M3P4R5S6T7", Type: "message", Mode: "active", ChatID: "U1", UserID: "U1", OccurredAt: now,
		Raw: []byte(`{"type":"message","mode":"active","timestamp":1795230000000,"source":{"type":"user","userId":"U1"},` +
			`"webhookEventId":"01KAHJ5F5N7W1YQ2M3P4R5S6T7","deliveryContext":{"isRedelivery":false},"replyToken":"r",` +
			`"message":{"id":"590000000000000001","type":"text","quoteToken":"q","markAsReadToken":"m","text":"ฝาก 30"}}`),
	}
	b.ReportAllocs()
	for b.Loop() {
		in, speaks := readEvent(event)
		if !speaks {
			b.Fatal("the event asks nothing")
		}
		in.Meaning = understander.Understand(intent.Request{Text: in.Text, Role: intent.Member, Now: now})
		decision := conversation.Step(conversation.State{}, in, conversation.Facts{Now: now, Fund: fund, Person: person})
		scene := speech.Scene{Now: now, Fund: fund, Person: person, Entries: decision.Entries}
		for _, said := range speaker.Say(scene, decision.Replies) {
			if _, err := said.Content.Encode(); err != nil {
				b.Fatal(err)
			}
			if _, err := speech.Render(cards, said.Content); err != nil {
				b.Fatal(err)
			}
		}
		if len(decision.Entries) != 1 {
			b.Fatal("no promise was made")
		}
	}
}
