package main

import (
	"context"
	"fmt"
	"os"

	flex "sajja/flex-templates"

	"sajja/bot"
	"sajja/bot/catalogue"
	"sajja/bot/intent"
	"sajja/bot/line"
	"sajja/bot/speech"
	"sajja/ledger"
	"sajja/store"
	"sajja/store/postgres"
	"sajja/store/redis"
)

var (
	_ bot.Books         = books{}
	_ bot.Session       = (*postgres.Session)(nil)
	_ bot.Conversations = (*redis.Conversations)(nil)
	_ bot.Line          = (*line.Client)(nil)
	_ worker            = (*bot.Bot)(nil)
)

// books is the database as the bot sees it: its transaction behind the bot's
// own interface.
type books struct{ *postgres.DB }

func (b books) Work(ctx context.Context, fund ledger.FundID, eventIDs []string,
	decide func(context.Context, bot.Session) (store.Outcome, error)) error {
	return b.DB.Work(ctx, fund, eventIDs, func(ctx context.Context, s *postgres.Session) (store.Outcome, error) {
		return decide(ctx, s)
	})
}

// newWorker puts the bot together from the service's stores and its own texts,
// cards and words.
func newWorker(s *serving) (worker, error) {
	texts, err := catalogue.New()
	if err != nil {
		return nil, err
	}
	cards, err := openCards(s.config.CardsDir)
	if err != nil {
		return nil, err
	}
	understander, err := intent.New()
	if err != nil {
		return nil, err
	}
	return bot.New(bot.Config{
		Books: books{s.db}, Conversations: s.conversations, Line: s.line,
		Understander: understander, Speaker: speech.New(texts), Cards: cards,
		Logger: s.log, Metrics: bot.NewMetrics(s.registry), PublicURL: s.config.PublicURL,
	}), nil
}

// openCards compiles the card templates, with those of a folder in the place of
// the built-in ones; a faulty one stops the start.
func openCards(folder string) (*flex.Library, error) {
	if folder == "" {
		return flex.New(nil)
	}
	cards, err := flex.New(os.DirFS(folder))
	if err != nil {
		return nil, fmt.Errorf("CARDS_DIR: %w", err)
	}
	return cards, nil
}
