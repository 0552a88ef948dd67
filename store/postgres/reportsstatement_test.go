package postgres_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"sajja/ledger"
	"sajja/store"
	"sajja/store/postgres"
)

// actWords tells an act with what stood after it.
func actWords(a postgres.StatementAct) string {
	return fmt.Sprintf("%s %s %s %s | %s %s", a.EffectiveOn, a.Kind, a.Amount, a.State, a.ContributionAfter, a.SavingsAfter)
}

func statementPage(t *testing.T, db *postgres.DB, b *bundle, asOf string, from *postgres.StatementPlace, size int) (words []string, next *postgres.StatementPlace) {
	t.Helper()
	day := ledger.Date{}
	if asOf != "" {
		day = ledger.MustDate(asOf)
	}
	inSnapshot(t, db, b, func(s *postgres.Snapshot) error {
		acts, place, err := s.StatementPage(t.Context(), b.somsri.ID, day, from, size)
		for _, a := range acts {
			words = append(words, actWords(a))
		}
		next = place
		return err
	})
	return words, next
}

func TestStatementPages(t *testing.T) {
	t.Parallel()
	db, b := setup(t)
	act := func(minute int, key string) ledger.Act {
		return ledger.Act{At: b.startedAt.Add(time.Duration(minute) * time.Minute), Cause: "test", Key: key}
	}
	handing := func(kind ledger.Kind, baht, on string, minute int) ledger.Entry {
		e, err := ledger.Record(ledger.Handing{Fund: b.fund.ID, Member: b.somsri.ID, Kind: kind, Amount: ledger.MustMoney(baht), EffectiveOn: ledger.MustDate(on)},
			ledger.AccountRef{Code: ledger.CodeCashInHand}, act(minute, fmt.Sprint("hand ", minute)))
		if err != nil {
			t.Fatal(err)
		}
		return e
	}
	first := handing(ledger.KindContribution, "30", "2026-10-05", 1)
	wrong := handing(ledger.KindContribution, "99", "2026-10-06", 2)
	undone, err := ledger.Reverse(wrong, ledger.Date{}, "ผิดคน", act(4, "undo"))
	if err != nil {
		t.Fatal(err)
	}
	refused, err := ledger.Promise(ledger.Handing{Fund: b.fund.ID, Member: b.somsri.ID, Kind: ledger.KindContribution,
		Amount: ledger.MustMoney("7"), EffectiveOn: ledger.MustDate("2026-11-01")}, ledger.Act{Actor: b.somsri.ID, At: b.startedAt.Add(5 * time.Minute), Cause: "test", Key: "refused"})
	if err != nil {
		t.Fatal(err)
	}
	void, err := ledger.Void(refused, "", ledger.Act{Actor: b.somsri.ID, At: b.startedAt.Add(6 * time.Minute), Cause: "test", Key: "void"})
	if err != nil {
		t.Fatal(err)
	}
	promised := promise(t, b, b.somsri, "40.00", "part")
	post(t, db, b, first, wrong, handing(ledger.KindDeposit, "500", "2026-10-07", 3), undone, refused, void, promised)
	received, rest, err := ledger.ReceivePart(promised, ledger.MustMoney("15"), ledger.AccountRef{Code: ledger.CodeCashInHand},
		ledger.Act{Actor: b.malee.ID, At: b.startedAt.Add(8 * time.Minute), Cause: "test", Key: "part received"})
	if err != nil {
		t.Fatal(err)
	}
	post(t, db, b, received, rest)
	// The promise was made first of all, so its act begins the list.
	want := []string{
		"2026-11-21 contribution 25.00 pending | 45.00 500.00",
		"2026-11-21 contribution 7.00 voided | 45.00 500.00",
		"2026-10-06 reversal 99.00 posted | 45.00 500.00",
		"2026-10-07 deposit 500.00 posted | 144.00 500.00",
		"2026-10-06 contribution 99.00 reversed | 144.00 0.00",
		"2026-10-05 contribution 30.00 posted | 45.00 0.00",
		"2026-11-21 contribution 15.00 posted | 15.00 0.00",
	}

	t.Run("each act stands once, with what became of it and what stood after it", func(t *testing.T) {
		t.Parallel()
		got, next := statementPage(t, db, b, "", nil, 20)
		if diff := cmp.Diff(want, got); diff != "" || next != nil {
			t.Errorf("statement (-want +got), next %v:\n%s", next, diff)
		}
	})

	t.Run("pages of any size make the same list", func(t *testing.T) {
		t.Parallel()
		for size := 1; size <= len(want); size++ {
			var got []string
			var from *postgres.StatementPlace
			for range want {
				page, next := statementPage(t, db, b, "", from, size)
				got = append(got, page...)
				if from = next; next == nil {
					break
				}
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("pages of %d (-want +got):\n%s", size, diff)
			}
		}
	})

	t.Run("on an earlier day it ends as it stood then", func(t *testing.T) {
		t.Parallel()
		got, _ := statementPage(t, db, b, "2026-10-06", nil, 20)
		wantThen := []string{
			"2026-10-06 reversal 99.00 posted | 30.00 0.00",
			"2026-10-06 contribution 99.00 reversed | 129.00 0.00",
			"2026-10-05 contribution 30.00 posted | 30.00 0.00",
		}
		if diff := cmp.Diff(wantThen, got); diff != "" {
			t.Errorf("statement (-want +got):\n%s", diff)
		}
	})

	t.Run("a member's money stands on every day as the entries up to it make it", func(t *testing.T) {
		t.Parallel()
		for day, want := range map[string]string{"2026-10-04": "0.00 0.00", "2026-10-05": "30.00 0.00", "2026-10-06": "30.00 0.00",
			"2026-10-07": "30.00 500.00", "2026-11-20": "30.00 500.00", "2026-11-21": "45.00 500.00", "2030-01-01": "45.00 500.00"} {
			inSnapshot(t, db, b, func(s *postgres.Snapshot) error {
				money, err := s.MemberMoney(t.Context(), b.somsri.ID, ledger.MustDate(day))
				if got := money.Contribution.String() + " " + money.Savings.String(); got != want || money.Pending().String() != "25.00" {
					t.Errorf("on %s: %s and %s pending, want %s", day, got, money.Pending(), want)
				}
				return err
			})
		}
	})

	t.Run("the list for the chat says the same", func(t *testing.T) {
		t.Parallel()
		_, lines, err := db.MemberStatement(t.Context(), b.fund.ID, b.somsri.ID, 3)
		if err != nil || len(lines) != 3 || lines[0].State != store.StatePending || lines[1].State != store.StateVoided || lines[2].Kind != ledger.KindReversal {
			t.Errorf("lines %+v (%v)", lines, err)
		}
	})
}
