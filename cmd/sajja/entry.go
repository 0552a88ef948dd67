package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/google/uuid"

	"sajja/bot/thai"
	"sajja/ledger"
	"sajja/store"
	"sajja/store/postgres"
)

// entryCommand is the noun entry.
type entryCommand struct {
	Post    entryPostCommand    `cmd:"" help:"Post an entry of the fund's own affairs: a benefit paid, an expense, money taken to the bank."`
	Show    entryShowCommand    `cmd:"" help:"Show one entry, with what came before and after it."`
	Reverse entryReverseCommand `cmd:"" help:"Undo a posted entry by one on the other sides."`
	Receive entryReceiveCommand `cmd:"" help:"Receive a promise, or a part of it: the rest waits on."`
}

// entryJSON is an entry in the shape other programs read, with its links both
// ways.
type entryJSON struct {
	ID          ledger.EntryID `json:"id"`
	Document    string         `json:"document"`
	Phase       ledger.Phase   `json:"phase"`
	Kind        ledger.Kind    `json:"kind"`
	EffectiveOn ledger.Date    `json:"effective_on"`
	RecordedAt  time.Time      `json:"recorded_at"`
	Member      string         `json:"member"`
	By          string         `json:"by"`
	Amount      ledger.Money   `json:"amount"`
	AmountWords string         `json:"amount_words"`
	Note        string         `json:"note"`
	ExpiresOn   ledger.Date    `json:"expires_on"`
	Key         string         `json:"key"`
	Cause       string         `json:"cause"`
	Postings    []postingJSON  `json:"postings"`
	Resolves    *entryLinkJSON `json:"resolves,omitempty"`
	ResolvedBy  *entryLinkJSON `json:"resolved_by,omitempty"`
	Reverses    *entryLinkJSON `json:"reverses,omitempty"`
	ReversedBy  *entryLinkJSON `json:"reversed_by,omitempty"`
	RestOf      *entryLinkJSON `json:"rest_of,omitempty"`
	Rest        *entryLinkJSON `json:"rest,omitempty"`
	// Repeat says that the act was in the books before and nothing was written.
	Repeat bool `json:"repeat"`
}

type postingJSON struct {
	Account ledger.AccountCode `json:"account"`
	Name    string             `json:"name"`
	Member  string             `json:"member"`
	Side    ledger.Side        `json:"side"`
	Amount  ledger.Money       `json:"amount"`
	Source  string             `json:"source"`
}

type entryLinkJSON struct {
	ID          ledger.EntryID `json:"id"`
	Document    string         `json:"document"`
	Phase       ledger.Phase   `json:"phase"`
	Kind        ledger.Kind    `json:"kind"`
	EffectiveOn ledger.Date    `json:"effective_on"`
	Amount      ledger.Money   `json:"amount"`
}

func linkShape(l *store.EntryLink) *entryLinkJSON {
	if l == nil {
		return nil
	}
	return &entryLinkJSON{l.ID, l.Document.String(), l.Phase, l.Kind, l.EffectiveOn, l.Amount}
}

// entryNames are the words for the IDs and codes in entries.
type entryNames struct {
	members  map[ledger.MemberID]string
	accounts map[ledger.AccountCode]string
}

func readEntryNames(ctx context.Context, db *postgres.DB, fund store.Fund) (entryNames, error) {
	names := entryNames{map[ledger.MemberID]string{}, map[ledger.AccountCode]string{}}
	members, err := db.Members(ctx, fund.ID)
	if err != nil {
		return names, err
	}
	for _, m := range members {
		names.members[m.ID] = m.Number
	}
	accounts, err := db.Accounts(ctx, fund.ID)
	for _, a := range accounts {
		names.accounts[a.Code] = a.Name
	}
	return names, err
}

func (n entryNames) entry(e store.EntryRecord, isRepeat bool) entryJSON {
	shape := entryJSON{
		ID: e.ID, Document: e.Document.String(), Phase: e.Phase, Kind: e.Kind, EffectiveOn: e.EffectiveOn, RecordedAt: e.RecordedAt,
		Member: n.members[e.Member], By: n.members[e.Actor], Amount: e.Amount(), AmountWords: thai.BahtText(e.Amount()),
		Note: e.Reason, ExpiresOn: e.ExpiresOn, Key: e.Key, Cause: e.Cause, Postings: []postingJSON{},
		Resolves: linkShape(e.Resolves), ResolvedBy: linkShape(e.ResolvedBy), Reverses: linkShape(e.Reverses),
		ReversedBy: linkShape(e.ReversedBy), RestOf: linkShape(e.RestOf), Rest: linkShape(e.Rest), Repeat: isRepeat,
	}
	for _, p := range e.Postings {
		shape.Postings = append(shape.Postings, postingJSON{
			p.Account.Code, n.accounts[p.Account.Code], n.members[p.Account.Member], p.Side, p.Amount, p.Source.String(),
		})
	}
	return shape
}

// write shows an entry as its paper would.
func (e entryJSON) write(w io.Writer) error {
	table := newTable(w)
	fmt.Fprintf(table, "%s %s\t%s\t%s\n", e.Kind, e.Phase, e.Document, e.ID)
	fmt.Fprintf(table, "effective\t%s\trecorded %s\n", thai.FormatDate(e.EffectiveOn), e.RecordedAt.In(ledger.Bangkok).Format(time.DateTime))
	fmt.Fprintf(table, "amount\t%s\t%s\n", e.Amount, e.AmountWords)
	for _, line := range [][2]string{{"member", e.Member}, {"by", e.By}, {"note", e.Note}, {"waits until", e.ExpiresOn.String()}, {"key", e.Key}} {
		if line[1] != "" {
			fmt.Fprintf(table, "%s\t%s\n", line[0], line[1])
		}
	}
	for _, link := range []struct {
		way   string
		other *entryLinkJSON
	}{{"resolves", e.Resolves}, {"resolved by", e.ResolvedBy}, {"reverses", e.Reverses}, {"reversed by", e.ReversedBy}, {"rest of", e.RestOf}, {"rest", e.Rest}} {
		if link.other != nil {
			fmt.Fprintf(table, "%s\t%s %s\t%s %s\t%s\n", link.way, link.other.Phase, link.other.Kind, link.other.Document, link.other.ID, link.other.Amount)
		}
	}
	if err := table.Flush(); err != nil {
		return err
	}
	return e.writePostings(w)
}

func (e entryJSON) writePostings(w io.Writer) error {
	table := newTable(w)
	for _, p := range e.Postings {
		debit, credit := p.Amount.String(), ""
		if p.Side == ledger.Credit {
			debit, credit = credit, debit
		}
		fmt.Fprintf(table, "  %s %s\t%s\t%s\t%s\t%s\n", p.Account, p.Name, p.Member, debit, credit, p.Source)
	}
	return table.Flush()
}

type entryShowCommand struct {
	Fund  string `required:"" help:"The fund's code."`
	Entry string `arg:"" help:"The entry: its document number, such as R2569-000123, or its ID."`
}

func (c *entryShowCommand) Run(ctx context.Context, con *console) error {
	return con.withFund(ctx, c.Fund, func(db *postgres.DB, fund store.Fund) error {
		entry, err := findEntry(ctx, db, fund, c.Entry)
		if err != nil {
			return err
		}
		return con.showEntry(ctx, db, fund, entry, false)
	})
}

// showEntry shows an entry as it stands; of a repeat it says so.
func (c *console) showEntry(ctx context.Context, db *postgres.DB, fund store.Fund, e store.EntryRecord, isRepeat bool) error {
	names, err := readEntryNames(ctx, db, fund)
	if err != nil {
		return err
	}
	shape := names.entry(e, isRepeat)
	return c.show(shape, func(w io.Writer) error {
		if isRepeat {
			fmt.Fprintln(w, "this was in the books before; nothing was written a second time")
		}
		return shape.write(w)
	})
}

// findEntry finds an entry by its document number or its ID.
func findEntry(ctx context.Context, db *postgres.DB, fund store.Fund, text string) (store.EntryRecord, error) {
	var entry store.EntryRecord
	var err error
	if id, notID := uuid.Parse(text); notID == nil {
		entry, err = db.EntryByID(ctx, fund.ID, ledger.EntryID{UUID: id})
	} else if number, notNumber := ledger.ParseDocumentNumber(strings.ToUpper(text)); notNumber == nil {
		entry, err = db.EntryByNumber(ctx, fund.ID, number)
	} else {
		return entry, usageError{"sajja entry", fmt.Errorf("%q is neither a document number such as R2569-000123 nor an entry's ID", text)}
	}
	if errors.Is(err, store.ErrNotFound) {
		return entry, fmt.Errorf("fund %s has no entry %s", fund.Code, text)
	}
	return entry, err
}
