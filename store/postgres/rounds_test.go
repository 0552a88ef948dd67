package postgres_test

import (
	"context"
	"errors"
	"fmt"
	"testing"
	"time"

	"pgregory.net/rapid"

	"sajja/ledger"
	"sajja/store"
	"sajja/store/postgres"
	"sajja/store/storetest"
)

// act writes what one officer does, in a transaction of its own.
func act(ctx context.Context, db *postgres.DB, b *bundle, acts ...store.Act) error {
	return db.Work(ctx, b.fund.ID, []string{}, func(context.Context, *postgres.Session) (store.Outcome, error) {
		return store.Outcome{Acts: acts}, nil
	})
}

// look reads what a session can.
func look[T any](t testing.TB, db *postgres.DB, b *bundle, read func(ctx context.Context, s *postgres.Session) (T, error)) T {
	t.Helper()
	var found T
	err := db.Work(t.Context(), b.fund.ID, []string{}, func(ctx context.Context, s *postgres.Session) (store.Outcome, error) {
		var err error
		found, err = read(ctx, s)
		return store.Outcome{}, err
	})
	if err != nil {
		t.Fatal(err)
	}
	return found
}

func opened(t testing.TB, b *bundle, village string, by store.Member) store.RoundOpened {
	t.Helper()
	r, err := ledger.OpenRound(b.fund.ID, village, by.ID, ledger.Act{Actor: by.ID, At: time.Now(), Cause: "event"})
	if err != nil {
		t.Fatal(err)
	}
	return store.RoundOpened{Round: r}
}

// taken is cash that an officer received.
func taken(t testing.TB, b *bundle, by store.Member, baht, key string) ledger.Entry {
	t.Helper()
	e, err := ledger.Record(ledger.Handing{Fund: b.fund.ID, Member: b.somsri.ID, Kind: ledger.KindContribution, Amount: ledger.MustMoney(baht),
		EffectiveOn: ledger.DateOf(time.Now())}, by.CashPlace(), ledger.Act{Actor: by.ID, At: time.Now(), Cause: "event", Key: key})
	if err != nil {
		t.Fatal(err)
	}
	return e
}

func TestRounds(t *testing.T) {
	t.Parallel()

	t.Run("a round knows what came in while it was open, and what was taken back", func(t *testing.T) {
		t.Parallel()
		db, b := setup(t)
		post(t, db, b, taken(t, b, b.boonmee, "40", "before"))
		round := opened(t, b, "หมู่ 1", b.boonmee)
		if err := act(t.Context(), db, b, round); err != nil {
			t.Fatal(err)
		}
		wrong := taken(t, b, b.boonmee, "30", "wrong")
		post(t, db, b, taken(t, b, b.boonmee, "60", "one"), wrong, taken(t, b, b.malee, "500", "at the treasurer's"))
		undone, err := ledger.Reverse(wrong, ledger.Date{}, "รับผิดคน", ledger.Act{Actor: b.malee.ID, At: time.Now(), Cause: "event", Key: "undo"})
		if err != nil {
			t.Fatal(err)
		}
		post(t, db, b, undone)
		open := look(t, db, b, func(ctx context.Context, s *postgres.Session) ([]store.Round, error) { return s.OpenRounds(ctx) })
		if len(open) != 1 || open[0].ID != round.Round.ID || open[0].By.Name != b.boonmee.Name {
			t.Fatalf("open rounds %+v", open)
		}
		f := open[0].Figures
		if f.Carried.String() != "40.00" || f.Received.String() != "60.00" || f.Receipts != 1 || f.Expected().String() != "60.00" {
			t.Errorf("figures %+v", f)
		}
		counted, err := open[0].Count(ledger.CashCount{4: 3}, f, ledger.Act{Actor: b.boonmee.ID, At: time.Now()})
		if err != nil {
			t.Fatal(err)
		}
		if err := act(t.Context(), db, b, open[0].NextStep(counted)); err != nil {
			t.Fatal(err)
		}
		if err := act(t.Context(), db, b, open[0].NextStep(counted)); !errors.Is(err, store.ErrConflict) {
			t.Errorf("the same step twice: %v", err)
		}
		again := look(t, db, b, func(ctx context.Context, s *postgres.Session) (store.Round, error) {
			return s.Round(ctx, round.Round.ID)
		})
		closed, err := again.Close(again.Figures, ledger.Act{Actor: b.boonmee.ID, At: time.Now()})
		if err != nil {
			t.Fatal(err)
		}
		if err := act(t.Context(), db, b, again.NextStep(closed)); err != nil {
			t.Fatal(err)
		}
		post(t, db, b, taken(t, b, b.boonmee, "90", "after"))
		after := look(t, db, b, func(ctx context.Context, s *postgres.Session) (store.Round, error) {
			return s.Round(ctx, round.Round.ID)
		})
		if !after.IsClosed() || after.Figures.Received.String() != "60.00" || len(after.Steps) != 2 || after.Steps[0].Count != counted.Count {
			t.Errorf("after its end %+v", after)
		}
	})

	t.Run("one round of a village and one of a collector at a time, whoever is faster", func(t *testing.T) {
		t.Parallel()
		db, b := setup(t)
		if err := act(t.Context(), db, b, opened(t, b, "หมู่ 1", b.boonmee)); err != nil {
			t.Fatal(err)
		}
		for _, second := range []store.RoundOpened{opened(t, b, "หมู่ 1", b.malee), opened(t, b, "หมู่ 2", b.boonmee)} {
			if err := act(t.Context(), db, b, second); !errors.Is(err, store.ErrConflict) {
				t.Errorf("%+v: %v", second, err)
			}
		}
		results := make(chan error, 2)
		for range 2 {
			go func() { results <- act(context.Background(), db, b, opened(t, b, "หมู่ 3", b.malee)) }()
		}
		first, second := <-results, <-results
		if (first == nil) == (second == nil) {
			t.Errorf("two at one moment: %v, %v", first, second)
		}
	})

	t.Run("the database itself lets no round be closed with a difference that nobody explained", func(t *testing.T) {
		t.Parallel()
		db, b := setup(t)
		round := opened(t, b, "หมู่ 1", b.boonmee)
		if err := act(t.Context(), db, b, round); err != nil {
			t.Fatal(err)
		}
		step := ledger.RoundStep{Kind: ledger.RoundClosed, At: time.Now(), By: b.boonmee.ID, Count: ledger.CashCount{2: 1}}
		if err := act(t.Context(), db, b, store.RoundStepped{Round: round.Round.ID, Number: 1, Step: step}); err == nil {
			t.Error("it was closed")
		}
		step.Count, step.By = ledger.CashCount{}, b.malee.ID
		if err := act(t.Context(), db, b, store.RoundStepped{Round: round.Round.ID, Number: 1, Step: step}); !errors.Is(err, store.ErrConflict) {
			t.Errorf("somebody else closed it: %v", err)
		}
	})
}

// handed proposes and confirms at once; what is wrong with it is left to the
// database.
func handed(b *bundle, from, to store.Member, baht ledger.Money, key string) (store.Handover, store.HandoverEnded, ledger.Entry) {
	h := ledger.Handover{ID: ledger.NewHandoverID(), Fund: b.fund.ID, Giver: from.ID, Receiver: to.ID, From: from.CashPlace(), Into: to.CashPlace(),
		Amount: baht, ProposedAt: time.Now(), Cause: "event", Key: key}
	by := to.ID
	if to.ID.IsZero() {
		h.Into, by = ledger.AccountRef{Code: ledger.CodeBank}, b.boonmee.ID
	}
	end, entry, err := h.Confirm(baht, ledger.Act{Actor: by, At: time.Now(), Cause: "event"})
	if err != nil {
		panic(err)
	}
	return store.Handover{Handover: h}, store.HandoverEnded{Handover: h.ID, End: end}, entry
}

func TestHandovers(t *testing.T) {
	t.Parallel()
	confirm := func(ctx context.Context, db *postgres.DB, b *bundle, h store.Handover, end store.HandoverEnded, entry ledger.Entry) error {
		return db.Work(ctx, b.fund.ID, []string{}, func(context.Context, *postgres.Session) (store.Outcome, error) {
			return store.Outcome{Entries: []ledger.Entry{entry}, Acts: []store.Act{store.HandoverProposed{Handover: h.Handover}, end}}, nil
		})
	}

	t.Run("money moves once, and what waits is taken off what may be handed over", func(t *testing.T) {
		t.Parallel()
		db, b := setup(t)
		post(t, db, b, taken(t, b, b.boonmee, "100", "one"))
		waits, _, _ := handed(b, b.boonmee, b.malee, ledger.MustMoney("30"), "waits")
		if err := act(t.Context(), db, b, store.HandoverProposed{Handover: waits.Handover}); err != nil {
			t.Fatal(err)
		}
		h, end, entry := handed(b, b.boonmee, b.malee, ledger.MustMoney("60"), "goes")
		if err := confirm(t.Context(), db, b, h, end, entry); err != nil {
			t.Fatal(err)
		}
		if err := act(t.Context(), db, b, end); !errors.Is(err, store.ErrConflict) {
			t.Errorf("ended twice: %v", err)
		}
		holding := look(t, db, b, func(ctx context.Context, s *postgres.Session) (ledger.Holding, error) {
			return s.Holding(ctx, b.boonmee.CashPlace(), ledger.HandoverID{}, time.Now())
		})
		if holding.Stands.String() != "40.00" || holding.Available().String() != "10.00" {
			t.Errorf("%+v", holding)
		}
		holders := look(t, db, b, func(ctx context.Context, s *postgres.Session) ([]store.CashHolder, error) {
			return s.CashHolders(ctx, time.Now(), ledger.Date{})
		})
		if len(holders) != 2 || holders[0].Stands.String() != "60.00" || holders[1].Member.Name != b.boonmee.Name ||
			holders[1].Waiting.String() != "30.00" || holders[1].Since != ledger.DateOf(time.Now()) {
			t.Errorf("%+v", holders)
		}
	})

	t.Run("more than is there does not move, though two confirm at one moment", func(t *testing.T) {
		t.Parallel()
		db, b := setup(t)
		post(t, db, b, taken(t, b, b.boonmee, "100", "one"), taken(t, b, b.malee, "100", "two"))
		for _, from := range []store.Member{b.malee, b.boonmee} {
			to := b.malee
			if from.ID == b.malee.ID {
				to = store.Member{} // the bank, from the box
			}
			results := make(chan error, 2)
			for i := range 2 {
				go func() {
					h, end, entry := handed(b, from, to, ledger.MustMoney("70"), fmt.Sprint(from.Number, i))
					results <- confirm(context.Background(), db, b, h, end, entry)
				}()
			}
			first, second := <-results, <-results
			if (first == nil) == (second == nil) || !errors.Is(errors.Join(first, second), store.ErrConflict) {
				t.Errorf("from %s: %v, %v", from.Name, first, second)
			}
		}
	})

	t.Run("the giver, a stranger and an officer of yesterday confirm nothing, and no other entry does for it", func(t *testing.T) {
		t.Parallel()
		db, b := setup(t)
		post(t, db, b, taken(t, b, b.boonmee, "100", "one"))
		if err := db.RevokeOffice(t.Context(), b.fund.ID, b.malee.ID, ledger.Treasurer, time.Now()); err != nil {
			t.Fatal(err)
		}
		h, end, entry := handed(b, b.boonmee, b.malee, ledger.MustMoney("60"), "goes")
		if err := confirm(t.Context(), db, b, h, end, entry); !errors.Is(err, ledger.ErrNotOfficer) {
			t.Errorf("yesterday's treasurer: %v", err)
		}
		end.End.By = b.boonmee.ID
		if err := confirm(t.Context(), db, b, h, end, entry); !errors.Is(err, ledger.ErrMakerIsChecker) {
			t.Errorf("the giver: %v", err)
		}
		end.End.By = b.malee.ID
		_, _, other := handed(b, b.boonmee, b.malee, ledger.MustMoney("59"), "other")
		end.End.Entry = other.ID
		if err := confirm(t.Context(), db, b, h, end, other); err == nil {
			t.Error("another entry served")
		}
	})
}

// Whatever sequence of receipts, rounds, hand-overs and deposits: cash in the
// box, in the hands of collectors and at the bank comes to what was received,
// nobody holds less than nothing, and verify finds no fault.
func TestCashIsAlwaysInSomebodysHands(t *testing.T) {
	t.Parallel()
	url := storetest.Postgres(t)
	db, b := settle(t, url)
	deposited, received := ledger.Money{}, ledger.Money{}
	step := 0
	rapid.Check(t, func(rt *rapid.T) {
		for range rapid.IntRange(1, 4).Draw(rt, "acts") {
			step++
			key := fmt.Sprint("step ", step)
			by := rapid.SampledFrom([]store.Member{b.boonmee, b.malee}).Draw(rt, "by")
			amount := ledger.MoneyFromSatang(rapid.Int64Range(25, 20_000).Draw(rt, "satang"))
			switch rapid.SampledFrom([]string{"take", "take", "round", "close", "hand", "bank"}).Draw(rt, "what") {
			case "take":
				post(t, db, b, taken(t, b, by, amount.String(), key))
				received = received.Add(amount)
			case "round":
				if err := act(t.Context(), db, b, opened(t, b, "หมู่ 1", by)); err != nil && !errors.Is(err, store.ErrConflict) {
					rt.Fatal(err)
				}
			case "close":
				closeRounds(t, db, b)
			default:
				to := b.malee
				if by.ID == b.malee.ID {
					to = store.Member{}
				}
				h, end, entry := handed(b, by, to, amount, key)
				err := db.Work(t.Context(), b.fund.ID, []string{}, func(context.Context, *postgres.Session) (store.Outcome, error) {
					return store.Outcome{Entries: []ledger.Entry{entry}, Acts: []store.Act{store.HandoverProposed{Handover: h.Handover}, end}}, nil
				})
				if err != nil && !errors.Is(err, store.ErrConflict) {
					rt.Fatal(err)
				}
				if err == nil && h.IsBanking() {
					deposited = deposited.Add(amount)
				}
			}
		}
		var cash, bank ledger.Money
		for _, h := range look(t, db, b, func(ctx context.Context, s *postgres.Session) ([]store.CashHolder, error) {
			return s.CashHolders(ctx, time.Now(), ledger.Date{})
		}) {
			if h.Stands.IsNegative() {
				rt.Fatalf("%s holds %s", h.Member.Name, h.Stands)
			}
			if h.Account.Code == ledger.CodeBank {
				bank = bank.Add(h.Stands)
			} else {
				cash = cash.Add(h.Stands)
			}
		}
		if !bank.Equal(deposited) || !cash.Equal(received.Sub(deposited)) {
			rt.Fatalf("cash %s, bank %s; received %s, deposited %s", cash, bank, received, deposited)
		}
	})
	report, err := db.Verify(t.Context(), []store.Fund{b.fund})
	if err != nil || len(report.Faults) > 0 {
		t.Errorf("verify: %+v, %v", report.Faults, err)
	}
}

// closeRounds counts what is expected and closes.
func closeRounds(t *testing.T, db *postgres.DB, b *bundle) {
	t.Helper()
	for _, r := range look(t, db, b, func(ctx context.Context, s *postgres.Session) ([]store.Round, error) { return s.OpenRounds(ctx) }) {
		by := ledger.Act{Actor: r.Collector, At: time.Now()}
		counted, err := r.Count(ledger.CashCount{}, r.Figures, by)
		if err != nil {
			t.Fatal(err)
		}
		acts := []store.Act{r.NextStep(counted)}
		r.Steps = append(r.Steps, counted)
		if explained, err := r.Explain("นับพรุ่งนี้", by); err == nil {
			acts = append(acts, r.NextStep(explained))
			r.Steps = append(r.Steps, explained)
		}
		closed, err := r.Close(r.Figures, by)
		if err != nil {
			t.Fatal(err)
		}
		if err := act(t.Context(), db, b, append(acts, r.NextStep(closed))...); err != nil {
			t.Fatal(err)
		}
	}
}
