package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"time"

	"sajja/bot/thai"
	"sajja/ledger"
	"sajja/store"
	"sajja/store/postgres"
)

// disputeCommand is the noun dispute.
type disputeCommand struct {
	List disputeListCommand `cmd:"" help:"List what members say does not agree: the open ones, or all."`
	Show disputeShowCommand `cmd:"" help:"Show one with all its steps."`
}

// disputeJSON is a dispute with its steps; entry is empty when it is about the
// whole figure.
type disputeJSON struct {
	Number   int                 `json:"number"`
	State    ledger.DisputeState `json:"state"`
	Member   string              `json:"member"`
	Name     string              `json:"name"`
	Owner    string              `json:"owner"`
	OpenedAt time.Time           `json:"opened_at"`
	Figure   ledger.Money        `json:"figure"`
	Through  ledger.Date         `json:"through,omitzero"`
	Entry    ledger.EntryID      `json:"entry,omitzero"`
	Document string              `json:"document,omitempty"`
	Words    string              `json:"words,omitempty"`
	Steps    []disputeStepJSON   `json:"steps"`
}

type disputeStepJSON struct {
	Kind  ledger.DisputeStepKind `json:"kind"`
	By    string                 `json:"by"`
	At    time.Time              `json:"at"`
	Words string                 `json:"words,omitempty"`
}

func disputeShape(d store.DisputeRecord) disputeJSON {
	shape := disputeJSON{
		Number: d.Number, State: d.State(), Member: d.Member.Number, Name: d.Member.Name, Owner: d.Owner.Number, OpenedAt: d.OpenedAt.UTC(),
		Figure: d.Figure, Through: d.Through, Entry: d.Entry, Words: d.Words, Steps: make([]disputeStepJSON, len(d.Steps)),
	}
	if d.Line != nil {
		shape.Document = d.Line.Document.String()
	}
	for i, s := range d.Steps {
		shape.Steps[i] = disputeStepJSON{s.Kind, d.StepNames[i], s.At.UTC(), s.Words}
	}
	return shape
}

type disputeListCommand struct {
	Fund string `required:"" help:"The fund's code."`
	All  bool   `help:"Those that have ended too, the latest first."`
}

// Run lists the oldest open one first: it has waited longest.
func (c *disputeListCommand) Run(ctx context.Context, con *console) error {
	return con.withFund(ctx, c.Fund, func(db *postgres.DB, fund store.Fund) error {
		found, err := db.Disputes(ctx, fund.ID, c.All)
		if err != nil {
			return err
		}
		list := make([]disputeJSON, len(found))
		for i, d := range found {
			list[i] = disputeShape(d)
		}
		return con.show(list, func(w io.Writer) error {
			table := newTable(w)
			fmt.Fprintf(table, "number\tstate\tmember\tfigure\tdocument\topened\towner\n")
			for _, d := range list {
				fmt.Fprintf(table, "%d\t%s\t%s %s\t%s\t%s\t%s\t%s\n", d.Number, d.State, d.Member, d.Name, d.Figure, d.Document,
					thai.FormatDate(ledger.DateOf(d.OpenedAt)), d.Owner)
			}
			return table.Flush()
		})
	})
}

type disputeShowCommand struct {
	Fund   string `required:"" help:"The fund's code."`
	Number int    `arg:"" help:"The dispute's number."`
}

func (c *disputeShowCommand) Run(ctx context.Context, con *console) error {
	return con.withFund(ctx, c.Fund, func(db *postgres.DB, fund store.Fund) error {
		found, err := db.DisputeByNumber(ctx, fund.ID, c.Number)
		if errors.Is(err, store.ErrNotFound) {
			return fmt.Errorf("fund %s has no dispute %d: see `sajja dispute list --fund %s --all`", fund.Code, c.Number, fund.Code)
		}
		if err != nil {
			return err
		}
		d := disputeShape(found)
		return con.show(d, func(w io.Writer) error { return d.write(w) })
	})
}

// write shows a dispute from its first word to the last.
func (d disputeJSON) write(w io.Writer) error {
	fmt.Fprintf(w, "dispute %d of %s %s: %s\n", d.Number, d.Member, d.Name, d.State)
	about := "the whole figure"
	if d.Document != "" {
		about = d.Document
	}
	if !d.Through.IsZero() {
		about += " at the end of " + thai.FormatDate(d.Through)
	}
	fmt.Fprintf(w, "about %s, %s in the books; its owner is %s\n", about, d.Figure, orDash(d.Owner))
	table := newTable(w)
	fmt.Fprintf(table, "%s\topened\t%s\t%s\n", thai.FormatDate(ledger.DateOf(d.OpenedAt)), d.Name, d.Words)
	for _, s := range d.Steps {
		fmt.Fprintf(table, "%s\t%s\t%s\t%s\n", thai.FormatDate(ledger.DateOf(s.At)), s.Kind, s.By, s.Words)
	}
	return table.Flush()
}

func orDash(text string) string {
	if text == "" {
		return "-"
	}
	return text
}
