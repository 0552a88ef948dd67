package bot

import (
	"context"

	"sajja/bot/conversation"
	"sajja/ledger"
	"sajja/store"
)

// DisputeSession is what disputes are read from.
type DisputeSession interface {
	Dispute(ctx context.Context, id ledger.DisputeID) (*store.DisputeRecord, error)
	DisputesOf(ctx context.Context, member ledger.MemberID, limit int) ([]store.DisputeRecord, error)
	OpenDisputes(ctx context.Context, limit int) ([]store.DisputeRecord, error)
	DisputeTotals(ctx context.Context) (store.DisputeTotals, error)
}

// disputeFacts looks up a person's disputes, one by its ID, or the fund's.
func disputeFacts(ctx context.Context, s Session, t *turn, f *conversation.Facts) error {
	needs := t.needs.Dispute
	if needs == nil {
		return nil
	}
	found := &conversation.DisputeFacts{}
	f.Dispute = found
	me := t.person.Member.ID
	var err error
	if found.Totals, err = s.DisputeTotals(ctx); err != nil {
		return err
	}
	if !needs.ID.IsZero() {
		if found.Record, err = s.Dispute(ctx, needs.ID); err != nil {
			return err
		}
	}
	if needs.Mine {
		if found.Mine, err = s.DisputesOf(ctx, me, conversation.DisputesShown); err != nil {
			return err
		}
	}
	if needs.Open {
		if found.Open, err = s.OpenDisputes(ctx, conversation.DisputesShown); err != nil {
			return err
		}
	}
	if needs.Lines {
		if found.Lines, err = s.PostedOf(ctx, me, conversation.DisputeLines); err != nil {
			return err
		}
	}
	if needs.Entry.IsZero() {
		return nil
	}
	acts, err := s.PostedActs(ctx, []ledger.EntryID{needs.Entry})
	if len(acts) > 0 {
		found.Act = &acts[0]
	}
	return err
}

// openDisputeAbout gives a member's open dispute about a line, nil for none.
func openDisputeAbout(ctx context.Context, s Session, member ledger.MemberID, entry ledger.EntryID) (*store.DisputeRecord, error) {
	mine, err := s.DisputesOf(ctx, member, conversation.DisputesShown)
	for i := range mine {
		if mine[i].Entry == entry && mine[i].State().IsOpen() {
			return &mine[i], err
		}
	}
	return nil, err
}
