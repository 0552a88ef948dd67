package postgres_test

import (
	"context"
	"fmt"
	"os"
	"testing"
	"time"

	"pgregory.net/rapid"

	"sajja/ledger"
	"sajja/store"
)

// modelTimeEnv is how long TestModel runs, such as 10m; it stands for the tests'
// patience and not for a result.
const modelTimeEnv = "SAJJA_TEST_MODEL_TIME"

// TestModel does random acts of many people in several funds and holds the books,
// after each of them, to a model that keeps nothing but a list of entries.
func TestModel(t *testing.T) {
	t.Parallel()
	db, b := setup(t)
	owner := connectOwner(t, b)
	limit := 12 * time.Second
	if given := os.Getenv(modelTimeEnv); given != "" {
		var err error
		if limit, err = time.ParseDuration(given); err != nil {
			t.Fatalf("%s: %v", modelTimeEnv, err)
		}
	}
	// The same for each sequence, so that a failing one can be done again.
	began := time.Now().AddDate(0, 0, -300).UTC().Truncate(time.Millisecond)
	end, tally, isWrong := time.Now().Add(limit), map[string]int{}, false
	for round := 0; time.Now().Before(end) && !t.Failed(); round++ {
		rapid.Check(t, func(t *rapid.T) {
			if !isWrong && time.Now().After(end) {
				return // the time is over; a failure is shrunk all the same
			}
			defer func() { isWrong = isWrong || t.Failed() }()
			w := newWorld(t, db, owner, tally, began)
			for range 3 { // rapid's own length of a sequence, three times
				t.Repeat(w.acts())
			}
			w.expectClean(t)
		})
	}
	t.Logf("answers, \"\" for yes: %v", tally)
}

// acts are what people do. Each draws somebody for it, allowed or not: what comes
// of it is the model's affair.
func (w *world) acts() map[string]func(*rapid.T) {
	acts := map[string]func(*rapid.T){
		"promise": w.promise, "promise more": w.promise, "record": w.record, "record more": w.record,
		"receive": w.receive, "receive more": w.receive, "receive a part": w.receivePart, "void": w.void, "expire": w.expire,
		"withdraw": w.withdraw, "transfer": w.transfer, "reverse": w.reverse, "repeat": w.repeat,
		"key of another act": w.reuseKey, "several at once": w.several, "entry of the other fund": w.stray,
		"close or open an account": w.closeAccount, "close a period": w.closePeriod, "seal": w.seal,
	}
	acts[""] = func(t *rapid.T) {
		if w.fund != nil {
			w.expectBooks(t, w.fund)
		}
	}
	return acts
}

// expectClean has the books verified.
func (w *world) expectClean(t *rapid.T) {
	var funds []store.Fund
	for _, f := range w.funds {
		funds = append(funds, store.Fund{ID: f.id, Code: f.name})
	}
	found, err := w.db.Verify(context.Background(), funds)
	if err != nil {
		t.Fatal(err)
	}
	if len(found.Faults) > 0 {
		w.fail(t, "the books do not verify: %+v", found.Faults)
	}
}

func (w *world) newPromise(t *rapid.T, f *modelFund) (ledger.Entry, string) {
	who, by := w.somebody(t, f, "who"), w.somebody(t, f, "said by")
	h := ledger.Handing{Fund: f.id, Member: who.id, Kind: rapid.SampledFrom([]ledger.Kind{ledger.KindContribution, ledger.KindDeposit}).Draw(t, "kind"),
		Amount: someMoney(t), EffectiveOn: w.someDay(t)}
	if days := rapid.IntRange(0, 3).Draw(t, "waits days"); days > 0 {
		h.ExpiresOn = w.today().AddDays(days)
	}
	if who.id.IsZero() {
		pass(t, "a promise is somebody's")
	}
	e, err := ledger.Promise(h, w.actOf(by))
	return must1(t, e, err), fmt.Sprintf("%s promises %s for %s's %s", by.name, h.Amount, who.name, h.Kind)
}

func (w *world) promise(t *rapid.T) {
	f := w.turn(t)
	e, says := w.newPromise(t, f)
	w.post(t, f, says, e)
}

func isPending(e ledger.Entry) bool { return e.Phase == ledger.PhasePending }
func isPosted(e ledger.Entry) bool  { return e.Phase == ledger.PhasePosted && e.Reverses.IsZero() }

// receiptOf makes a receipt that ledger.Receive may have refused.
func (w *world) receiptOf(t *rapid.T, p ledger.Entry, by modelMember) ledger.Entry {
	p.Phase = ledger.PhasePending
	if len(p.Postings) == 0 || p.Kind != ledger.KindContribution && p.Kind != ledger.KindDeposit {
		pass(t, "nothing to receive")
	}
	e, err := ledger.Receive(p, ledger.CashAccount([]ledger.Office{by.office}, by.id), w.actOf(modelMember{id: ledger.NewMemberID()}))
	e.Actor = by.id
	return must1(t, e, err)
}

func (w *world) receive(t *rapid.T) {
	f := w.turn(t)
	p, by := w.someEntry(t, f, isPending), w.officer(t, f, "received by")
	e := w.receiptOf(t, p, by)
	e.Fund = f.id
	w.post(t, f, fmt.Sprintf("%s receives %s", by.name, e.Amount()), e)
}

func (w *world) receivePart(t *rapid.T) {
	f := w.turn(t)
	p, by := w.someEntry(t, f, isPending), w.officer(t, f, "received by")
	p.Phase, p.Fund = ledger.PhasePending, f.id
	if p.Kind != ledger.KindContribution && p.Kind != ledger.KindDeposit {
		pass(t, "nothing to receive")
	}
	part, rest, err := ledger.ReceivePart(p, ledger.MoneyFromSatang(rapid.Int64Range(1, 100_000).Draw(t, "part")),
		ledger.AccountRef{Code: ledger.CodeCashInHand}, w.actOf(modelMember{id: ledger.NewMemberID()}))
	part.Actor = by.id
	must1(t, part, err)
	if rapid.IntRange(0, 9).Draw(t, "count") == 9 { // a slip in the rest
		slip, err := ledger.Promise(ledger.Handing{Fund: f.id, Member: p.Member, Kind: p.Kind, Amount: someMoney(t), EffectiveOn: p.EffectiveOn},
			ledger.Act{Actor: rest.Actor, At: w.now, Cause: "slip", Key: rest.Key})
		rest, slip.RestOf = must1(t, slip, err), p.ID
		rest.RestOf = p.ID
	}
	w.post(t, f, fmt.Sprintf("%s receives %s of %s, leaving %s", by.name, part.Amount(), p.Amount(), rest.Amount()), part, rest)
}

func (w *world) void(t *rapid.T) {
	f := w.turn(t)
	p, by := w.someEntry(t, f, isPending), w.officer(t, f, "voided by")
	p.Phase, p.Fund = ledger.PhasePending, f.id
	if p.Kind == ledger.KindReversal {
		pass(t, "no promise is of this kind")
	}
	e, err := ledger.Void(p, "no cash", w.actOf(by))
	w.post(t, f, by.name+" takes a promise back", must1(t, e, err))
}

func (w *world) expire(t *rapid.T) {
	f := w.turn(t)
	p := w.someEntry(t, f, isPending)
	p.Phase, p.Fund = ledger.PhasePending, f.id
	if p.Kind == ledger.KindReversal {
		pass(t, "no promise is of this kind")
	}
	e, err := ledger.Void(p, ledger.ReasonExpired, w.actOf(modelMember{}))
	e = must1(t, e, err)
	e.EffectiveOn = w.someDay(t)
	w.post(t, f, fmt.Sprintf("the promise that waits until %q is given up", p.ExpiresOn), e)
}
