package postgres

import (
	"context"
	"errors"
	"fmt"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"

	"sajja/ledger"
	"sajja/store"
)

// Accounts keeps the chart.
func (im *Importer) Accounts(ctx context.Context, accounts []ledger.Account) error {
	return im.copy(ctx, "accounts", []string{"code", "name", "type", "parent_code", "closed_on"}, len(accounts), func(i int) []any {
		a := accounts[i]
		return []any{string(a.Code), a.Name, string(a.Type), wireText(string(a.Parent)), wireDate(a.ClosedOn)}
	})
}

var memberColumns = []string{"id", "number", "name", "village", "born_on", "joined_on", "created_at",
	"person_id", "nickname", "classes", "household_id"}

// Members keeps the members with their offices and links.
func (im *Importer) Members(ctx context.Context, members []MemberRow) error {
	err := im.copy(ctx, "members", memberColumns, len(members), func(i int) []any {
		m := members[i]
		return []any{wireID(m.ID.UUID), m.Number, m.Name, m.Village, wireDate(m.BornOn), wireDate(m.JoinedOn), m.CreatedAt,
			wireID(m.Person.UUID), m.Nickname, wireClasses(m.Classes), wireID(m.Household.UUID)}
	})
	if err != nil {
		return err
	}
	var terms, links [][]any
	for _, m := range members {
		for _, t := range m.Offices {
			terms = append(terms, []any{wireID(m.ID.UUID), string(t.Office), t.Since, wireInstant(t.Until), t.Village, wireDate(t.PlannedUntil)})
		}
		for _, l := range m.Links {
			if l.LinkedHow == "" { // an export of an earlier version
				l.LinkedHow = store.LinkByRegister
			}
			links = append(links, []any{wireID(m.ID.UUID), l.LineUserID, l.LinkedAt, string(l.LinkedHow), wireInstant(l.HoldUntil),
				wireInstant(l.UnlinkedAt), wireText(string(l.EndedHow))})
		}
	}
	if err := im.copy(ctx, "officer_terms", []string{"member_id", "office", "since", "until", "village", "planned_until"}, len(terms), func(i int) []any { return terms[i] }); err != nil {
		return err
	}
	columns := []string{"member_id", "line_user_id", "linked_at", "linked_how", "hold_until", "unlinked_at", "ended_how"}
	return im.copy(ctx, "line_links", columns, len(links), func(i int) []any { return links[i] })
}

// AccountChanges keeps what was done to the accounts.
func (im *Importer) AccountChanges(_ context.Context, changes []AccountChangeRow) error {
	im.changes = changes
	return nil
}

// keepChanges puts the history of the accounts in the place of what the database
// noted while the accounts were imported. The table's guard is off for this
// moment; other funds' changes wait until the commit, which is next.
func (im *Importer) keepChanges(ctx context.Context) error {
	if _, err := im.tx.Exec(ctx, `ALTER TABLE account_changes DISABLE TRIGGER account_changes_append_only`); err != nil {
		return fmt.Errorf("open the history of the accounts: %w", err)
	}
	if _, err := im.tx.Exec(ctx, `DELETE FROM account_changes WHERE fund_id = $1`, im.fund.ID.UUID); err != nil {
		return fmt.Errorf("open the history of the accounts: %w", err)
	}
	columns := []string{"code", "number", "change", "name_before", "name", "closed_on", "changed_at", "changed_by"}
	err := im.copy(ctx, "account_changes", columns, len(im.changes), func(i int) []any {
		c := im.changes[i]
		return []any{string(c.Code), c.Number, c.Change, wireText(c.NameBefore), c.Name, wireDate(c.ClosedOn), c.ChangedAt, wireID(c.ChangedBy.UUID)}
	})
	if err != nil {
		return err
	}
	if _, err := im.tx.Exec(ctx, `ALTER TABLE account_changes ENABLE TRIGGER account_changes_append_only`); err != nil {
		return fmt.Errorf("close the history of the accounts: %w", err)
	}
	return nil
}

// Counters keeps the last numbers given.
func (im *Importer) Counters(ctx context.Context, counters []CounterRow) error {
	return im.copy(ctx, "document_counters", []string{"series", "year", "last_number"}, len(counters), func(i int) []any {
		return []any{string(counters[i].Series), counters[i].Year, counters[i].LastNumber}
	})
}

// Periods keeps the closed periods.
func (im *Importer) Periods(ctx context.Context, periods []ledger.Period) error {
	columns := []string{"through", "closed_at", "closed_by", "closed_with", "counted_cash_satang", "book_cash_satang", "bank_satang", "book_bank_satang", "note"}
	return im.copy(ctx, "periods", columns, len(periods), func(i int) []any {
		p := periods[i]
		return []any{wireDate(p.Through), p.ClosedAt, wireID(p.ClosedBy.UUID), wireID(p.ClosedWith.UUID), p.CountedCash.Satang(), p.BookCash.Satang(),
			p.Bank.Satang(), p.BookBank.Satang(), p.Note}
	})
}

// Seals keeps the seals.
func (im *Importer) Seals(ctx context.Context, seals []SealRow) error {
	return im.copy(ctx, "seals", []string{"day", "entries", "hash", "previous_hash", "sealed_at"}, len(seals), func(i int) []any {
		s := seals[i]
		return []any{wireDate(s.Day), s.Entries, []byte(s.Hash), []byte(s.PreviousHash), s.SealedAt}
	})
}

// Entries keeps some more entries with their postings. The caller has checked
// them: ledger.Entry.Check and the digest.
func (im *Importer) Entries(ctx context.Context, entries []BookedEntry) error {
	columns := []string{"id", "phase", "kind", "effective_on", "recorded_at", "member_id", "actor_id", "cause", "idempotency_key", "content_hash",
		"resolves_id", "reverses_id", "rest_of_id", "expires_on", "series", "series_year", "series_number", "reason", "amount_satang"}
	err := im.copy(ctx, "entries", columns, len(entries), func(i int) []any {
		e := &entries[i]
		return []any{wireID(e.ID.UUID), string(e.Phase), string(e.Kind), wireDate(e.EffectiveOn), e.RecordedAt, wireID(e.Member.UUID), wireID(e.Actor.UUID),
			e.Cause, e.Key, []byte(e.Hash), wireID(e.Resolves.UUID), wireID(e.Reverses.UUID), wireID(e.RestOf.UUID), wireDate(e.ExpiresOn),
			wireText(string(e.Document.Series)), wireNumber(e.Document.Year), wireNumber(e.Document.Number), e.Reason, e.Amount().Satang()}
	})
	if err != nil {
		return err
	}
	var lines [][]any
	for i := range entries {
		for n, p := range entries[i].Postings {
			lines = append(lines, []any{wireID(entries[i].ID.UUID), int16(n + 1), string(p.Account.Code), wireID(p.Account.Member.UUID),
				string(p.Side), p.Source.String(), p.Amount.Satang()})
		}
	}
	return im.copy(ctx, "postings", []string{"entry_id", "line", "account_code", "member_id", "side", "source", "amount_satang"},
		len(lines), func(i int) []any { return lines[i] })
}

// copy writes n rows of the fund; row gives the columns after fund_id.
func (im *Importer) copy(ctx context.Context, table string, columns []string, n int, row func(i int) []any) error {
	if n == 0 {
		return nil
	}
	source := pgx.CopyFromSlice(n, func(i int) ([]any, error) { return append([]any{wireID(im.fund.ID.UUID)}, row(i)...), nil })
	if _, err := im.tx.CopyFrom(ctx, pgx.Identifier{table}, append([]string{"fund_id"}, columns...), source); err != nil {
		return fmt.Errorf("keep %s: %w", table, told(err))
	}
	return nil
}

// told adds what the database says beside its message: which key is there twice,
// which row breaks a rule. The owner may read it, the file is hers.
func told(err error) error {
	var refused *pgconn.PgError
	if errors.As(err, &refused) && refused.Detail != "" {
		return fmt.Errorf("%s: %s", refused.Message, refused.Detail)
	}
	return err
}
