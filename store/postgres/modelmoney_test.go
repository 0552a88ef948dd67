package postgres_test

import (
	"context"
	"fmt"
	"slices"

	"pgregory.net/rapid"

	"sajja/ledger"
)

func (w *world) newRecord(t *rapid.T, f *modelFund) (ledger.Entry, string) {
	who, by := w.somebody(t, f, "who"), w.somebody(t, f, "recorded by")
	kind := rapid.SampledFrom([]ledger.Kind{ledger.KindContribution, ledger.KindDeposit, ledger.KindDeposit}).Draw(t, "kind")
	if who.id.IsZero() {
		pass(t, "savings are somebody's")
	}
	h := ledger.Handing{Fund: f.id, Member: who.id, Kind: kind, Amount: someMoney(t), EffectiveOn: w.someDay(t)}
	e, err := ledger.Record(h, ledger.AccountRef{Code: ledger.CodeCashInHand}, w.actOf(by))
	return must1(t, e, err), fmt.Sprintf("%s records %s of %s as %s", by.name, h.Amount, who.name, kind)
}

func (w *world) record(t *rapid.T) {
	f := w.turn(t)
	e, says := w.newRecord(t, f)
	w.post(t, f, says, e)
}

// withdraw takes out of savings, also what is not there.
func (w *world) withdraw(t *rapid.T) {
	f := w.turn(t)
	who, by, amount := w.somebody(t, f, "who"), w.somebody(t, f, "paid by"), someMoney(t)
	if who.id.IsZero() {
		pass(t, "savings are somebody's")
	}
	e, err := ledger.Journal(f.id, ledger.KindWithdrawal, who.id, w.someDay(t), ledger.Transfer(
		ledger.AccountRef{Code: ledger.CodeSavings, Member: who.id}, ledger.AccountRef{Code: ledger.CodeCashInHand},
		amount, ledger.Source{Kind: ledger.SourceMembers}), w.actOf(by))
	w.post(t, f, fmt.Sprintf("%s takes %s out", who.name, amount), must1(t, e, err))
}

// openAndClosed are the accounts that are closed and opened in between.
var openAndClosed = []ledger.AccountCode{"4200", "6900"}

// transfer moves money between accounts, of one source or of two.
func (w *world) transfer(t *rapid.T) {
	f := w.turn(t)
	account := rapid.SampledFrom(append([]ledger.AccountCode{"1100", "1300", "3300"}, openAndClosed...))
	into, out := ledger.AccountRef{Code: account.Draw(t, "into")}, ledger.AccountRef{Code: account.Draw(t, "out of")}
	var postings []ledger.Posting
	for i := range rapid.IntRange(1, 2).Draw(t, "sources") {
		source := []ledger.Source{{Kind: ledger.SourceMembers}, {Kind: ledger.SourceState, Round: 3}}[i]
		postings = append(postings, ledger.Transfer(into, out, someMoney(t), source)...)
	}
	kind := rapid.SampledFrom([]ledger.Kind{ledger.KindExpense, ledger.KindDonation, ledger.KindBanking}).Draw(t, "kind")
	e, err := ledger.Journal(f.id, kind, ledger.MemberID{}, w.someDay(t), postings, w.actOf(w.somebody(t, f, "moved by")))
	w.post(t, f, fmt.Sprintf("%s goes from %s to %s", e.Amount(), out.Code, into.Code), must1(t, e, err))
}

// reverse undoes an entry, perhaps one that is undone, or no entry of the books.
func (w *world) reverse(t *rapid.T) {
	f := w.turn(t)
	p, by := w.someEntry(t, f, isPosted), w.officer(t, f, "reversed by")
	if len(p.Postings) == 0 {
		pass(t, "nothing to reverse")
	}
	id := p.ID
	p.Phase, p.Fund, p.Reverses = ledger.PhasePosted, f.id, ledger.EntryID{}
	e, err := ledger.Reverse(p, f.closedThrough, "slip", w.actOf(by))
	e.Reverses = id
	if rapid.IntRange(0, 9).Draw(t, "how") == 9 { // not the whole, or on another day
		e.EffectiveOn = w.someDay(t)
		e.Postings[0].Account.Code = "1300"
	}
	w.post(t, f, fmt.Sprintf("%s reverses %s of %s", by.name, p.Kind, p.Amount()), must1(t, e, err))
}

// repeat is the same act again, as after an answer that was lost: it is told as
// it stands in the books, whatever was closed since, and never written.
func (w *world) repeat(t *rapid.T) {
	f := w.turn(t)
	standing := w.someEntry(t, f, func(ledger.Entry) bool { return true })
	if standing.Fund != f.id {
		pass(t, "another fund's act")
	}
	again := standing
	again.ID, again.Document = ledger.NewEntryID(w.now), ledger.DocumentNumber{Series: standing.Document.Series}
	again.RecordedAt = again.ID.RecordedAt()
	given := []ledger.Entry{again}
	err := w.db.Post(context.Background(), f.id, given)
	w.tell(f, err, "%s again", standing.Key)
	switch {
	case err != nil:
		w.fail(t, "answered %v to what is in the books", err)
	case given[0].ID != standing.ID || given[0].Document != standing.Document || !given[0].RecordedAt.Equal(standing.RecordedAt):
		w.fail(t, "told as %s %s, and %s %s stands in the books", given[0].ID, given[0].Document, standing.ID, standing.Document)
	}
}

// reuseKey names another act like one that is in the books.
func (w *world) reuseKey(t *rapid.T) {
	f := w.turn(t)
	standing := w.someEntry(t, f, func(ledger.Entry) bool { return true })
	e, says := w.newPromise(t, f)
	e.Key = standing.Key
	e.Reason = "not the act of that name"
	w.post(t, f, says+" under the key "+e.Key, e)
}

// several acts go in one call, all or none.
func (w *world) several(t *rapid.T) {
	f := w.turn(t)
	var entries []ledger.Entry
	says := "together:"
	for range rapid.IntRange(2, 4).Draw(t, "acts") {
		make := rapid.SampledFrom([]func(*rapid.T, *modelFund) (ledger.Entry, string){w.newPromise, w.newRecord}).Draw(t, "act")
		e, said := make(t, f)
		entries, says = append(entries, e), says+" "+said+";"
	}
	if first := entries[0]; first.Phase == ledger.PhasePending && rapid.Bool().Draw(t, "received at once") {
		entries = append(entries, w.receiptOf(t, first, w.officer(t, f, "received by")))
		says += " and received at once"
	}
	w.post(t, f, says, entries...)
}

// stray hands an entry of the other fund to this one.
func (w *world) stray(t *rapid.T) {
	f := w.turn(t)
	others := slices.DeleteFunc(slices.Clone(w.funds), func(other *modelFund) bool { return other == f })
	e, says := w.newRecord(t, others[0])
	w.post(t, f, says+" in the other fund", e)
}

// byHand runs a statement in a fund's transaction as the application's role.
func (w *world) byHand(f *modelFund, statement string, args ...any) error {
	ctx := context.Background()
	tx, err := w.owner.Begin(ctx)
	if err != nil {
		return err
	}
	defer tx.Rollback(ctx)
	if _, err := tx.Exec(ctx, `SET LOCAL ROLE sajja_app`); err != nil {
		return err
	}
	if _, err := tx.Exec(ctx, `SELECT set_config('sajja.fund', $1, true)`, f.id.String()); err != nil {
		return err
	}
	if _, err := tx.Exec(ctx, statement, args...); err != nil {
		return err
	}
	return tx.Commit(ctx)
}

// closeAccount closes an account at zero from today on, or opens it again.
func (w *world) closeAccount(t *rapid.T) {
	f := w.turn(t)
	code := rapid.SampledFrom(openAndClosed).Draw(t, "account")
	if !f.closedAccounts[code].IsZero() {
		if err := w.byHand(f, `UPDATE accounts SET closed_on = NULL WHERE code = $1`, string(code)); err != nil {
			w.fail(t, "open account %s: %v", code, err)
		}
		delete(f.closedAccounts, code)
		w.tell(f, nil, "account %s is open again", code)
		return
	}
	isEmpty, isIdle := true, true
	var sum standing
	for key, s := range f.balances() {
		if key.code == code && key.member.IsZero() {
			for i := range s {
				sum[i] += s[i]
			}
		}
	}
	isEmpty = sum[0] == sum[1] && sum[2] == 0 && sum[3] == 0
	for _, e := range f.entries {
		for _, p := range e.Postings {
			isIdle = isIdle && (p.Account.Code != code || e.Phase != ledger.PhasePosted || e.EffectiveOn.Before(w.today()))
		}
	}
	err := w.byHand(f, `UPDATE accounts SET closed_on = $2 WHERE code = $1`, string(code), w.today().Time())
	w.tell(f, err, "account %s is closed on %s", code, w.today())
	if (err == nil) != (isEmpty && isIdle) {
		w.fail(t, "empty %v, without later entries %v: %v", isEmpty, isIdle, err)
	}
	if err == nil {
		f.closedAccounts[code] = w.today()
	}
}

// closePeriod closes the books up to a day, signed by somebody.
func (w *world) closePeriod(t *rapid.T) {
	f := w.turn(t)
	by := w.officer(t, f, "signed by")
	through := w.today().AddDays(-rapid.IntRange(0, 60).Draw(t, "days ago"))
	office := f.officeOf(by.id)
	maySign := by.id.IsZero() || office == ledger.Treasurer || office == ledger.Chair
	isLater := f.closedThrough.IsZero() || through.After(f.closedThrough)
	var officer any
	if !by.id.IsZero() {
		officer = by.id.UUID
	}
	err := w.byHand(f, `SELECT sajja_close_period($1, $2, $3, 0, 0, 'as counted')`, f.id.UUID, through.Time(), officer)
	w.tell(f, err, "%s closes the books through %s", by.name, through)
	if (err == nil) != (maySign && isLater) {
		w.fail(t, "after %q, signed by %q: %v", f.closedThrough, office, err)
	}
	if err == nil {
		f.closedThrough = through
	}
}

// seal seals the days that are over by the model's clock.
func (w *world) seal(t *rapid.T) {
	f := w.turn(t)
	through := w.today().AddDays(-rapid.IntRange(1, 10).Draw(t, "days ago"))
	if err := w.byHand(f, `SELECT sajja_seal($1, $2)`, f.id.UUID, through.Time()); err != nil {
		w.fail(t, "seal through %s: %v", through, err)
	}
	w.tell(f, nil, "sealed through %s", through)
	if f.sealedThrough.IsZero() || through.After(f.sealedThrough) {
		f.sealedThrough = through
	}
}
