package main

import (
	"context"
	"errors"
	"fmt"
	"io"

	"sajja/ledger"
	"sajja/store"
	"sajja/store/postgres"
)

// receiptJSON is what the books say of a receipt that somebody holds. Of one that
// does not match they say nothing: who guesses learns neither the sum nor the
// right code.
type receiptJSON struct {
	OK          bool         `json:"ok"`
	Receipt     string       `json:"receipt"`
	Fund        string       `json:"fund,omitempty"`
	FundName    string       `json:"fund_name,omitempty"`
	EffectiveOn ledger.Date  `json:"effective_on,omitzero"`
	RecordedOn  ledger.Date  `json:"recorded_on,omitzero"`
	Kind        ledger.Kind  `json:"kind,omitempty"`
	Amount      ledger.Money `json:"amount,omitzero"`
	State       store.State  `json:"state,omitempty"`
	ReversedBy  string       `json:"reversed_by,omitempty"`
}

// confirm looks a receipt up in the books.
func (c *verifyCommand) confirm(ctx context.Context, con *console) error {
	asked, err := ledger.ParseCheckedNumber(c.Receipt)
	if err != nil {
		return err
	}
	answer := receiptJSON{Receipt: asked.String()}
	err = con.withBooks(ctx, func(db *postgres.DB) error {
		funds, err := chosenFunds(ctx, db, c.Fund)
		if err != nil {
			return err
		}
		for _, fund := range funds {
			found, err := db.EntryByNumber(ctx, fund.ID, asked.Document)
			if errors.Is(err, store.ErrNotFound) {
				continue
			}
			if err != nil {
				return err
			}
			if found.CheckCode() == asked.Code {
				answer.match(fund, found)
				return nil
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	if err := con.show(answer, answer.write); err != nil {
		return err
	}
	if !answer.OK {
		return errReported
	}
	return nil
}

func (r *receiptJSON) match(fund store.Fund, found store.EntryRecord) {
	r.OK, r.Fund, r.FundName = true, fund.Code, fund.Name
	r.EffectiveOn, r.RecordedOn = found.EffectiveOn, ledger.DateOf(found.RecordedAt)
	r.Kind, r.Amount, r.State = found.Kind, found.Amount(), store.StatePosted
	if found.ReversedBy != nil {
		r.State, r.ReversedBy = store.StateReversed, found.ReversedBy.Document.String()
	}
}

func (r receiptJSON) write(w io.Writer) error {
	if !r.OK {
		_, err := fmt.Fprintf(w, "%s does not match the books: no fund has a document with this number and this code\n", r.Receipt)
		return err
	}
	state := "it stands in the books"
	if r.State == store.StateReversed {
		state = "it was reversed by " + r.ReversedBy
	}
	_, err := fmt.Fprintf(w, "%s is right: %s (%s), %s of %s on %s; %s\n", r.Receipt, r.FundName, r.Fund, r.Kind, r.Amount, r.EffectiveOn, state)
	return err
}
