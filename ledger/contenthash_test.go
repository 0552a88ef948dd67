package ledger_test

import (
	"testing"
	"time"

	"sajja/ledger"
)

func TestContentHash(t *testing.T) {
	t.Parallel()
	good := promised(t, "30.00")

	for name, change := range map[string]func(*ledger.Entry){
		"fund":     func(e *ledger.Entry) { e.Fund = ledger.NewFundID() },
		"phase":    func(e *ledger.Entry) { e.Phase = ledger.PhasePosted },
		"kind":     func(e *ledger.Entry) { e.Kind = ledger.KindDeposit },
		"day":      func(e *ledger.Entry) { e.EffectiveOn = e.EffectiveOn.AddDays(1) },
		"member":   func(e *ledger.Entry) { e.Member = officer },
		"actor":    func(e *ledger.Entry) { e.Actor = officer },
		"reason":   func(e *ledger.Entry) { e.Reason = "no-cash" },
		"resolves": func(e *ledger.Entry) { e.Resolves = ledger.NewEntryID(spokenAt) },
		"reverses": func(e *ledger.Entry) { e.Reverses = ledger.NewEntryID(spokenAt) },
		"rest":     func(e *ledger.Entry) { e.RestOf = ledger.NewEntryID(spokenAt) },
		"expiry":   func(e *ledger.Entry) { e.ExpiresOn = e.EffectiveOn },
		"source":   func(e *ledger.Entry) { e.Postings[0].Source, e.Postings[1].Source = ledger.Source{}, ledger.Source{} },
		"amount":   func(e *ledger.Entry) { e.Postings[0].Amount = ledger.MustMoney("30.01") },
		"account":  func(e *ledger.Entry) { e.Postings[0].Account.Code = ledger.CodeBank },
		"owner":    func(e *ledger.Entry) { e.Postings[1].Account.Member = officer },
		"side":     func(e *ledger.Entry) { e.Postings[0].Side, e.Postings[1].Side = ledger.Credit, ledger.Debit },
		"order":    func(e *ledger.Entry) { e.Postings[0], e.Postings[1] = e.Postings[1], e.Postings[0] },
		"line":     func(e *ledger.Entry) { e.Postings = append(e.Postings, e.Postings...) },
	} {
		t.Run("another "+name+" is another act", func(t *testing.T) {
			t.Parallel()
			e := good
			e.Postings = append([]ledger.Posting(nil), good.Postings...)
			change(&e)
			if e.ContentHash() == good.ContentHash() {
				t.Error("the digest is the same")
			}
		})
	}

	for name, change := range map[string]func(*ledger.Entry){
		"ID":      func(e *ledger.Entry) { e.ID = ledger.NewEntryID(spokenAt) },
		"instant": func(e *ledger.Entry) { e.RecordedAt = e.RecordedAt.Add(time.Second) },
		"cause":   func(e *ledger.Entry) { e.Cause = "another event" },
		"number":  func(e *ledger.Entry) { e.Document = ledger.DocumentNumber{Series: "R", Year: 2026, Number: 7} },
	} {
		t.Run("another "+name+" is the same act tried again", func(t *testing.T) {
			t.Parallel()
			e := good
			change(&e)
			if e.ContentHash() != good.ContentHash() {
				t.Error("the digest differs")
			}
		})
	}
}
