package bot

import (
	"context"
	"errors"
	"time"

	"sajja/bot/conversation"
	"sajja/ledger"
	"sajja/store"
)

// cashBooks is what a turn about cash in officers' hands reads.
type cashBooks interface {
	OpenRounds(ctx context.Context) ([]store.Round, error)
	Villages(ctx context.Context) ([]string, error)
	Handover(ctx context.Context, id ledger.HandoverID) (store.Handover, error)
	HandoverByKey(ctx context.Context, key string) (store.Handover, error)
	WaitingHandovers(ctx context.Context, now time.Time) ([]store.Handover, error)
	Holding(ctx context.Context, place ledger.AccountRef, but ledger.HandoverID, now time.Time) (ledger.Holding, error)
	CashHolders(ctx context.Context, now time.Time, from ledger.Date) ([]store.CashHolder, error)
	Collected(ctx context.Context, days ledger.Days) ([]store.Collection, error)
}

// heldSinceDays is how far back a chat looks for the day since which somebody
// carries money: what is older has been kept for three months, and is told so.
const heldSinceDays = 92

// loadCash looks up what a turn about cash must know.
func loadCash(ctx context.Context, s Session, t *turn, f *conversation.Facts) error {
	n := t.needs.Cash
	if n == nil {
		return nil
	}
	cash := &conversation.CashFacts{}
	f.Cash = cash
	var err error
	if n.Rounds {
		cash.Rounds, err = s.OpenRounds(ctx)
	}
	if err == nil && n.Villages {
		cash.Villages, err = s.Villages(ctx)
	}
	if err == nil && n.Waiting {
		cash.Waiting, err = s.WaitingHandovers(ctx, f.Now)
	}
	if err == nil {
		err = loadHandover(ctx, s, n, f)
	}
	if err == nil && n.Holders {
		cash.Holders, err = s.CashHolders(ctx, f.Now, ledger.DateOf(f.Now).AddDays(-heldSinceDays))
	}
	if err == nil && !n.Collected.From.IsZero() {
		cash.Collected, err = s.Collected(ctx, n.Collected)
	}
	return err
}

// loadHandover finds the hand-over that is spoken of, and what its giver holds:
// the person herself where there is none yet.
func loadHandover(ctx context.Context, s Session, n *conversation.CashNeeds, f *conversation.Facts) error {
	var found store.Handover
	err := store.ErrNotFound
	switch {
	case !n.Handover.IsZero():
		found, err = s.Handover(ctx, n.Handover)
	case n.Key != "":
		found, err = s.HandoverByKey(ctx, n.Key)
	}
	place := f.Person.Member.CashPlace()
	switch {
	case err == nil:
		f.Cash.Handover, place = &found, found.From
	case !errors.Is(err, store.ErrNotFound):
		return err
	}
	f.Cash.Holding, err = s.Holding(ctx, place, n.Handover, f.Now)
	return err
}
