package postgres_test

import (
	"errors"
	"fmt"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"sajja/ledger"
)

// paperOf is a book of so many members with a baht each, and the cash for them.
func paperOf(b *bundle, lines int) ledger.Opening {
	paper := ledger.Opening{Fund: b.fund.ID, On: ledger.MustDate("2025-09-30")}
	for range lines {
		paper.Lines = append(paper.Lines, ledger.OpeningLine{Account: ledger.AccountRef{Code: ledger.CodeMembersFund, Member: b.somsri.ID},
			Side: ledger.Credit, Amount: ledger.MustMoney("1.00"), Source: ledger.Source{Kind: ledger.SourceMembers}})
	}
	paper.Lines = append(paper.Lines, ledger.OpeningLine{Account: ledger.AccountRef{Code: ledger.CodeCashInHand},
		Side: ledger.Debit, Amount: ledger.MoneyFromSatang(int64(100 * lines)), Source: ledger.Source{Kind: ledger.SourceMembers}})
	return paper
}

func TestOpenBooks(t *testing.T) {
	t.Parallel()
	act := func(b *bundle, key string) ledger.Act {
		return ledger.Act{Actor: b.malee.ID, At: time.Now(), Cause: "test", Key: key}
	}

	t.Run("a thick book is brought in at once, and what passed is back at zero", func(t *testing.T) {
		t.Parallel()
		db, b := setup(t)
		entries, before, err := db.OpenBooks(t.Context(), paperOf(b, 1000), act(b, "paper"))
		if err != nil || before != 0 || entries[1000].Document.String() != "J2568-001001" {
			t.Fatalf("%d entries, %d before, %v", len(entries), before, err)
		}
		if diff := cmp.Diff(map[string]string{"1100": "1000.00", "3100": "1000.00"}, standings(t, db, b)); diff != "" {
			t.Error(diff)
		}
		verifyClean(t, db)
	})

	t.Run("what the books refuse leaves nothing behind", func(t *testing.T) {
		t.Parallel()
		db, b := setup(t)
		paper := paperOf(b, 3)
		paper.Lines[0].Account = ledger.AccountRef{Code: "9999"}
		if _, _, err := db.OpenBooks(t.Context(), paper, act(b, "paper")); !errors.Is(err, ledger.ErrAccount) {
			t.Errorf("an account that is not there: %v", err)
		}
		var differ ledger.OpeningDifferenceError
		if _, _, err := db.OpenBooks(t.Context(), ledger.Opening{Fund: b.fund.ID, On: paper.On, Lines: paperOf(b, 3).Lines[1:]}, act(b, "paper")); !errors.As(err, &differ) {
			t.Errorf("columns that differ: %v", err)
		}
		if got := standings(t, db, b); len(got) != 0 {
			t.Errorf("%v", got)
		}
		if _, _, err := db.OpenBooks(t.Context(), paperOf(b, 3), act(b, "paper")); err != nil {
			t.Errorf("the name is still free: %v", err)
		}
	})

	t.Run("of two at once under one name one wins, under two names both count", func(t *testing.T) {
		t.Parallel()
		db, b := setup(t)
		errs := make([]error, 4)
		var wg sync.WaitGroup
		for i := range errs {
			wg.Go(func() {
				_, _, errs[i] = db.OpenBooks(t.Context(), paperOf(b, 5), act(b, fmt.Sprint("paper", i/2)))
			})
		}
		wg.Wait()
		won := len(slices.DeleteFunc(slices.Clone(errs), func(err error) bool { return err != nil }))
		if won != 2 || !errors.Is(errors.Join(errs...), ledger.ErrOpened) {
			t.Errorf("%d won: %v", won, errs)
		}
		if got := standings(t, db, b)["1100"]; got != "10.00" {
			t.Errorf("%s stands", got)
		}
		verifyClean(t, db)
	})
}
