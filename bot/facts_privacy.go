package bot

import (
	"context"
	"crypto/rand"
	"errors"
	"strings"
	"time"

	"sajja/bot/conversation"
	"sajja/store"
)

// privacyFacts looks up what a turn about one's own data must know. The secret of a
// link is fresh each time, as the IDs of entries are.
func (b *Bot) privacyFacts(ctx context.Context, s Session, t *turn, f *conversation.Facts) error {
	needs := t.needs.Privacy
	if needs == nil {
		return nil
	}
	found, err := &conversation.PrivacyFacts{}, error(nil)
	member := t.person.Member
	if needs.Link {
		if b.PublicURL != "" {
			found.Secret = rand.Text()
			// LINE opens the page in the phone's own browser, where files can be kept.
			found.Link = strings.TrimRight(b.PublicURL, "/") + "/my-data/" + conversation.IDArg(member.Fund.UUID) + "/" +
				found.Secret + "?openExternalBrowser=1"
		}
		found.LinksToday, err = s.DataLinksSince(ctx, member.ID, f.Now.Add(-24*time.Hour))
	}
	if err == nil && needs.Looks {
		found.Looks, err = s.LooksAt(ctx, member.ID, conversation.LooksMax)
	}
	if err == nil && !needs.Erasure.IsZero() {
		var e store.Erasure
		e, err = s.ErasureByID(ctx, needs.Erasure)
		if errors.Is(err, store.ErrNotFound) {
			err = nil
		} else {
			found.Erasure, member = &e, e.Member
		}
	}
	if err == nil && needs.Erasures {
		found.Erasures, err = s.ErasuresOf(ctx, member.ID)
	}
	if err == nil && (needs.Erasures || found.Erasure != nil) {
		found.Hindrances, err = s.Hindrances(ctx, member.ID)
	}
	f.Privacy = found
	return err
}
