package ledger_test

import (
	"errors"
	"testing"
	"time"

	"pgregory.net/rapid"

	"sajja/ledger"
)

var (
	fund, member, officer = ledger.NewFundID(), ledger.NewMemberID(), ledger.NewMemberID()
	spokenAt              = time.Date(2026, 11, 21, 3, 0, 0, 0, time.UTC)
	cash                  = ledger.AccountRef{Code: ledger.CodeCashInHand}
)

func handing(baht string) ledger.Handing {
	return ledger.Handing{
		Fund: fund, Member: member, Kind: ledger.KindContribution,
		Amount: ledger.MustMoney(baht), EffectiveOn: ledger.DateOf(spokenAt),
	}
}

func actOf(who ledger.MemberID, key string) ledger.Act {
	return ledger.Act{Actor: who, At: spokenAt, Cause: "event", Key: key}
}

func promised(t *testing.T, baht string) ledger.Entry {
	t.Helper()
	e, err := ledger.Promise(handing(baht), actOf(member, "promise"))
	if err != nil {
		t.Fatal(err)
	}
	return e
}

func TestCheck(t *testing.T) {
	t.Parallel()
	good := promised(t, "30.00")
	for name, test := range map[string]struct {
		spoil func(*ledger.Entry)
		want  error
	}{
		"one posting":          {func(e *ledger.Entry) { e.Postings = e.Postings[:1] }, ledger.ErrPostings},
		"no postings":          {func(e *ledger.Entry) { e.Postings = nil }, ledger.ErrPostings},
		"two debits":           {func(e *ledger.Entry) { e.Postings[1].Side = ledger.Debit }, ledger.ErrUnbalanced},
		"a side of neither":    {func(e *ledger.Entry) { e.Postings[1].Side = "both" }, ledger.ErrPostings},
		"a satang more":        {func(e *ledger.Entry) { e.Postings[1].Amount = ledger.MustMoney("30.01") }, ledger.ErrUnbalanced},
		"an amount of zero":    {func(e *ledger.Entry) { e.Postings[0].Amount = ledger.Money{} }, ledger.ErrAmount},
		"an amount below zero": {func(e *ledger.Entry) { e.Postings[1].Amount = ledger.MustMoney("-30.00") }, ledger.ErrAmount},
		"no ID":                {func(e *ledger.Entry) { e.ID = ledger.EntryID{} }, ledger.ErrIncomplete},
		"a void with postings": {func(e *ledger.Entry) { e.Phase, e.Resolves = ledger.PhaseVoided, ledger.NewEntryID(spokenAt) }, ledger.ErrPostings},
		"a void of nothing":    {func(e *ledger.Entry) { e.Phase, e.Postings = ledger.PhaseVoided, nil }, ledger.ErrPostings},
		"a zero beside the rest": {func(e *ledger.Entry) {
			e.Postings = append(e.Postings, ledger.Posting{Account: cash, Side: ledger.Debit})
		}, ledger.ErrAmount},
	} {
		t.Run("an entry with "+name+" is refused", func(t *testing.T) {
			t.Parallel()
			e := good
			e.Postings = append([]ledger.Posting(nil), good.Postings...)
			test.spoil(&e)
			if err := e.Check(); !errors.Is(err, test.want) {
				t.Errorf("%v, want %v", err, test.want)
			}
		})
	}

	t.Run("any set of postings whose columns are equal is taken, any other refused", func(t *testing.T) {
		t.Parallel()
		rapid.Check(t, func(t *rapid.T) {
			e := good
			e.Postings = nil
			var debit, credit int64
			for range rapid.IntRange(1, 6).Draw(t, "debits") {
				satang := rapid.Int64Range(1, 1_000_000).Draw(t, "debit")
				debit += satang
				e.Postings = append(e.Postings, ledger.Posting{Account: cash, Side: ledger.Debit, Amount: ledger.MoneyFromSatang(satang)})
			}
			for left := debit; left > 0; {
				satang := rapid.Int64Range(1, left).Draw(t, "credit")
				left, credit = left-satang, credit+satang
				e.Postings = append(e.Postings, ledger.Posting{Account: cash, Side: ledger.Credit, Amount: ledger.MoneyFromSatang(satang)})
			}
			if err := e.Check(); err != nil || e.Amount().Satang() != debit {
				t.Fatalf("%v, amount %s of %d", err, e.Amount(), debit)
			}
			off := rapid.IntRange(0, len(e.Postings)-1).Draw(t, "off")
			e.Postings[off].Amount = e.Postings[off].Amount.Add(ledger.MustMoney("0.01"))
			if err := e.Check(); !errors.Is(err, ledger.ErrUnbalanced) {
				t.Fatalf("a satang more was taken: %v", err)
			}
		})
	})
}
