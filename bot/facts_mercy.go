package bot

import (
	"context"
	"time"

	"sajja/bot/conversation"
	"sajja/ledger"
	"sajja/store"
)

// MercySession is what taking back and correcting are read from.
type MercySession interface {
	ClosedThrough(ctx context.Context) (ledger.Date, error)
	WholeAct(ctx context.Context, one ledger.EntryID) ([]ledger.EntryID, error)
	LastPosted(ctx context.Context, actor ledger.MemberID, since time.Time) (ledger.EntryID, error)
	EntriesOfKeys(ctx context.Context, keys []string) ([]ledger.EntryID, error)
	PostedActs(ctx context.Context, ids []ledger.EntryID) ([]store.PostedAct, error)
	PostedOf(ctx context.Context, member ledger.MemberID, limit int) ([]store.PostedAct, error)
	EntryOfDocument(ctx context.Context, n ledger.DocumentNumber) (ledger.EntryID, error)
	MembersLike(ctx context.Context, text string, limit int) ([]store.Member, error)
	Correction(ctx context.Context, id ledger.CorrectionID) (*store.CorrectionRecord, error)
	CorrectionOf(ctx context.Context, entry ledger.EntryID) (*store.CorrectionRecord, error)
}

// mercyFacts looks up what may be taken back.
func mercyFacts(ctx context.Context, s Session, t *turn, f *conversation.Facts) error {
	needs := t.needs.Mercy
	if needs == nil {
		return nil
	}
	ids, err := mercyEntries(ctx, s, t, needs)
	if err != nil {
		return err
	}
	f.Mercy = &conversation.MercyFacts{}
	if len(ids) == 0 {
		return nil
	}
	if f.Mercy.Acts, err = s.PostedActs(ctx, ids); err != nil {
		return err
	}
	f.Mercy.ClosedThrough, err = s.ClosedThrough(ctx)
	return err
}

func mercyEntries(ctx context.Context, s Session, t *turn, needs *conversation.MercyNeeds) ([]ledger.EntryID, error) {
	switch {
	case needs.Whole:
		return s.WholeAct(ctx, needs.Entry)
	case !needs.Entry.IsZero():
		return []ledger.EntryID{needs.Entry}, nil
	case len(needs.Keys) > 0:
		return s.EntriesOfKeys(ctx, needs.Keys)
	}
	last, err := s.LastPosted(ctx, t.person.Member.ID, needs.Last)
	if err != nil || last.IsZero() {
		return nil, err
	}
	return s.WholeAct(ctx, last)
}

// correctionFacts looks up lines to correct, an entry, or a proposal.
func correctionFacts(ctx context.Context, s Session, t *turn, f *conversation.Facts) error {
	needs := t.needs.Correction
	if needs == nil {
		return nil
	}
	found := &conversation.CorrectionFacts{}
	f.Correction = found
	var err error
	switch {
	case !needs.Correction.IsZero():
		if found.Proposal, err = s.Correction(ctx, needs.Correction); err == nil && found.Proposal != nil {
			found.Dispute, err = openDisputeAbout(ctx, s, found.Proposal.Member, found.Proposal.Entry)
		}
	case !needs.Entry.IsZero():
		err = entryToCorrect(ctx, s, needs.Entry, found)
	case needs.Own:
		found.Owner = t.person.Member
		found.Lines, err = s.PostedOf(ctx, found.Owner.ID, conversation.CorrectLines)
	default:
		err = linesToCorrect(ctx, s, needs.Of, found)
	}
	if err == nil {
		found.ClosedThrough, err = s.ClosedThrough(ctx)
	}
	return err
}

func entryToCorrect(ctx context.Context, s Session, id ledger.EntryID, found *conversation.CorrectionFacts) error {
	acts, err := s.PostedActs(ctx, []ledger.EntryID{id})
	if err != nil || len(acts) == 0 {
		return err
	}
	found.Act = &acts[0]
	if found.Latest, err = s.CorrectionOf(ctx, id); err != nil {
		return err
	}
	found.Dispute, err = openDisputeAbout(ctx, s, acts[0].Owner.ID, id)
	return err
}

// linesToCorrect finds what was written behind the command: a receipt's number, or
// a member's number or name.
func linesToCorrect(ctx context.Context, s Session, of string, found *conversation.CorrectionFacts) error {
	if number, err := ledger.ParseDocumentNumber(of); err == nil {
		id, err := s.EntryOfDocument(ctx, number)
		if err != nil || id.IsZero() {
			return err
		}
		if found.Lines, err = s.PostedActs(ctx, []ledger.EntryID{id}); err == nil && len(found.Lines) > 0 {
			found.Owner = found.Lines[0].Owner
		}
		return err
	}
	members, err := s.MembersLike(ctx, of, 2)
	if err != nil || len(members) == 0 {
		return err
	}
	found.Many = len(members) > 1 && members[0].Number != of
	if found.Many {
		return nil
	}
	found.Owner = members[0]
	found.Lines, err = s.PostedOf(ctx, found.Owner.ID, conversation.CorrectLines)
	return err
}
