package postgres_test

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"testing"
	"time"

	"sajja/ledger"
	"sajja/store"
	"sajja/store/postgres"
)

// work does one of each act: in all seven that the storm counts.
func (s *storm) work(ctx context.Context, f *bundle, name string) error {
	deposit, err := s.deposit(ctx, f, "deposit-"+name)
	if err != nil {
		return err
	}
	if err := s.withdraw(ctx, f, "withdraw-"+name); err != nil {
		return err
	}
	promise, err := s.promise(ctx, f, "promise-"+name)
	if err != nil {
		return err
	}
	if err := s.race(ctx, f, "receive-"+name, func(act ledger.Act) (ledger.Entry, error) {
		return ledger.Receive(promise, ledger.AccountRef{Code: ledger.CodeCashInHand}, act)
	}); err != nil {
		return err
	}
	return s.race(ctx, f, "reverse-"+name, func(act ledger.Act) (ledger.Entry, error) {
		return ledger.Reverse(deposit, ledger.Date{}, "double", act)
	})
}

func (f *bundle) stormAct(by store.Member, key string) ledger.Act {
	return ledger.Act{Actor: by.ID, At: time.Now(), Cause: "storm", Key: key}
}

func (f *bundle) handing(kind ledger.Kind, baht string) ledger.Handing {
	return ledger.Handing{Fund: f.fund.ID, Member: f.somsri.ID, Kind: kind, Amount: ledger.MustMoney(baht), EffectiveOn: ledger.DateOf(f.startedAt)}
}

// post settles an entry that nobody contends for.
func (s *storm) post(ctx context.Context, f *bundle, e ledger.Entry) error {
	return s.settled(ctx, f, []string{e.Key}, func() error { return s.db.Post(ctx, f.fund.ID, []ledger.Entry{e}) })
}

func (s *storm) deposit(ctx context.Context, f *bundle, key string) (ledger.Entry, error) {
	e, err := ledger.Record(f.handing(ledger.KindDeposit, "10"), ledger.AccountRef{Code: ledger.CodeCashInHand}, f.stormAct(f.malee, key))
	if err != nil {
		return e, err
	}
	return e, s.post(ctx, f, e)
}

// withdraw takes out what may not be there any more.
func (s *storm) withdraw(ctx context.Context, f *bundle, key string) error {
	e, err := ledger.Journal(f.fund.ID, ledger.KindWithdrawal, f.somsri.ID, ledger.DateOf(f.startedAt), ledger.Transfer(
		ledger.AccountRef{Code: ledger.CodeSavings, Member: f.somsri.ID}, ledger.AccountRef{Code: ledger.CodeCashInHand},
		ledger.MustMoney("3"), ledger.Source{}), f.stormAct(f.malee, key))
	if err != nil {
		return err
	}
	if err := s.post(ctx, f, e); !errors.Is(err, ledger.ErrInsufficient) {
		return err
	}
	return nil
}

// promise goes the way of an event of LINE's: in one transaction with its result.
func (s *storm) promise(ctx context.Context, f *bundle, key string) (ledger.Entry, error) {
	e, err := ledger.Promise(f.handing(ledger.KindContribution, "20"), f.stormAct(f.somsri, key))
	if err != nil {
		return e, err
	}
	return e, s.settled(ctx, f, []string{key}, func() error {
		return s.db.Work(ctx, f.fund.ID, []string{key}, func(_ context.Context, session *postgres.Session) (store.Outcome, error) {
			if session.IsDone(key) {
				return store.Outcome{}, nil
			}
			return store.Outcome{Entries: []ledger.Entry{e},
				Results: []store.EventResult{{EventID: key, Outcome: store.EventDone, Entries: 1, At: e.RecordedAt}}}, nil
		})
	})
}

// race has two officers do at once what only one may: which is the same act for
// neither, so that each has a key of her own.
func (s *storm) race(ctx context.Context, f *bundle, name string, make func(ledger.Act) (ledger.Entry, error)) error {
	keys := []string{name + "-first", name + "-second"}
	errs := [2]error{}
	var runners sync.WaitGroup
	for i := range keys {
		runners.Go(func() {
			e, err := make(f.stormAct(f.malee, keys[i]))
			if err == nil {
				err = s.settled(ctx, f, keys, func() error { return s.db.Post(ctx, f.fund.ID, []ledger.Entry{e}) })
			}
			errs[i] = err
		})
	}
	runners.Wait()
	for _, err := range errs { // a deposit may have been taken out meanwhile
		if err != nil && !errors.Is(err, ledger.ErrInsufficient) {
			return err
		}
	}
	return nil
}

// expectEachOnce counts the acts in the books.
func (s *storm) expectEachOnce(t *testing.T) {
	t.Helper()
	const each = stormWorkers * stormRounds
	counts := map[string]int{}
	query(t, s.url, `SELECT split_part(idempotency_key, '-', 1), count(*)::int FROM entries GROUP BY 1`, func(name string, n int) { counts[name] = n })
	for _, name := range []string{"deposit", "promise", "receive"} {
		if counts[name] != each {
			t.Errorf("%d acts of %s, want %d", counts[name], name, each)
		}
	}
	if counts["withdraw"] > each || counts["reverse"] > each || counts["withdraw"] == 0 || counts["reverse"] == 0 {
		t.Errorf("of %d each: %v", each, counts)
	}
	query(t, s.url, `SELECT 'done', count(*)::int FROM event_results`, func(_ string, n int) {
		if n != each {
			t.Errorf("%d events are done, want %d", n, each)
		}
	})
	query(t, s.url, `SELECT series, count(*)::int FROM entries WHERE series IS NOT NULL GROUP BY fund_id, series, series_year
		HAVING count(*) <> max(series_number) OR count(DISTINCT series_number) <> count(*)`, func(series string, n int) {
		t.Errorf("%d documents of series %s, with gaps or twice", n, series)
	})
	t.Log(fmt.Sprint("in the books: ", counts))
}
