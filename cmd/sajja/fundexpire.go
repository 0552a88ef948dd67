package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"time"

	"sajja/bot/catalogue"
	"sajja/bot/speech"
	"sajja/ledger"
	"sajja/store"
	"sajja/store/postgres"
)

// fundExpireCommand does by hand what the service does every day.
type fundExpireCommand struct {
	Fund string `required:"" help:"The fund's code."`
}

type fundExpireJSON struct {
	Fund   string       `json:"fund"`
	Voided int          `json:"voided"`
	Amount ledger.Money `json:"amount"`
	Told   int          `json:"told"` // whose last day is today or tomorrow
}

func (c *fundExpireCommand) Run(ctx context.Context, con *console) error {
	texts, err := catalogue.New()
	if err != nil {
		return err
	}
	words := lapseWords(speech.New(texts))
	return con.withFund(ctx, c.Fund, func(db *postgres.DB, fund store.Fund) error {
		done, err := db.ExpirePending(ctx, fund, time.Now(), words)
		if err != nil {
			return err
		}
		return con.show(fundExpireJSON{fund.Code, done.Voided, done.Amount, done.Told}, func(w io.Writer) error {
			_, err := fmt.Fprintf(w, "%d promises of %s taken off the list, %d told that their day is near\n", done.Voided, done.Amount, done.Told)
			return err
		})
	})
}

// lapseWords puts lapses into the words of the bot, as they are sent.
func lapseWords(speaker *speech.Speaker) postgres.LapseWords {
	return func(fund store.Fund, lapse store.Lapse) (json.RawMessage, error) {
		return speaker.Lapse(fund, lapse).Encode()
	}
}
