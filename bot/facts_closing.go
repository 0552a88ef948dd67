package bot

import (
	"context"

	"sajja/bot/conversation"
	"sajja/ledger"
	"sajja/store"
)

// ClosingSession is what the month's close is read from.
type ClosingSession interface {
	Closing(ctx context.Context, id ledger.ClosingID) (*ledger.Closing, error)
	ClosingThrough(ctx context.Context, through ledger.Date) (*ledger.Closing, error)
	ClosingBooks(ctx context.Context, through ledger.Date) (store.ClosingBooks, error)
	Figure(ctx context.Context, through ledger.Date, member ledger.MemberID) (*store.FigureCheck, error)
}

// closingFacts looks up what the books say at the end of the month that is closed,
// and how far its closing is.
func closingFacts(ctx context.Context, s Session, t *turn, f *conversation.Facts) error {
	needs := t.needs.Closing
	if needs == nil {
		return nil
	}
	found := &conversation.ClosingFacts{Through: needs.Through}
	f.Closing = found
	var err error
	if !needs.ID.IsZero() {
		if found.Closing, err = s.Closing(ctx, needs.ID); err == nil && found.Closing != nil {
			found.Through = found.Closing.Through
		}
	}
	if err == nil && found.Through.IsZero() {
		var closed ledger.Date
		closed, err = s.ClosedThrough(ctx)
		found.Through = ledger.MonthToClose(closed, needs.Today)
	}
	if err != nil {
		return err
	}
	day := found.Through
	if day.IsZero() {
		day = needs.Today
	}
	if found.Books, err = s.ClosingBooks(ctx, day); err == nil && found.Closing == nil && !found.Through.IsZero() {
		found.Closing, err = s.ClosingThrough(ctx, found.Through)
	}
	return err
}

// figureFacts looks up a person's own figure at the end of a closed period.
func figureFacts(ctx context.Context, s Session, t *turn, f *conversation.Facts) error {
	if t.needs.Figure == nil {
		return nil
	}
	var err error
	f.Figure, err = s.Figure(ctx, t.needs.Figure.Through, t.person.Member.ID)
	return err
}

// askFigures puts the message that asks every member about her figure into words,
// where a month is closed.
func (b *batch) askFigures(acts []store.Act) error {
	for i, act := range acts {
		month, ok := act.(store.CloseMonth)
		if !ok {
			continue
		}
		asking, err := b.bot.Speaker.AskFigure(b.fund, month.Through).Encode()
		if err != nil {
			return err
		}
		month.Asking = asking
		acts[i] = month
	}
	return nil
}
