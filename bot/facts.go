package bot

import (
	"context"

	"sajja/bot/conversation"
)

// loadFacts looks up what one subject's turn must know; it returns at once when
// the turn is not the subject's.
type loadFacts func(ctx context.Context, s Session, t *turn, f *conversation.Facts) error

// subjectFacts are the subjects' own, each in a file of its name.
func (b *Bot) subjectFacts() []loadFacts {
	return []loadFacts{
		tiesFacts, familyFacts, b.privacyFacts,
		loadLinking,
		mercyFacts, correctionFacts, disputeFacts, closingFacts, figureFacts,
		loadCash,
		rosterFacts,
		arrearsFacts, // of those whom the facts before it name, for their receipts
	}
}
