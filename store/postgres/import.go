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

// ErrNotOwner says that a login may not bring books in: it does not own the
// tables.
var ErrNotOwner = errors.New("this login does not own the books")

// Importer writes one fund's books as they stood elsewhere. The methods are
// called in the order Fund, Accounts, Members, AccountChanges, Counters, Periods,
// Entries, Seals; Entries any number of times.
type Importer struct {
	tx      pgx.Tx
	fund    store.Fund
	changes []AccountChangeRow
}

// Import brings one fund's books into a database that does not have them, all of
// it or nothing: what fill gives is written in one transaction, the balances and
// the waiting list are worked out from the postings, and everything is verified
// before the commit. It needs the login of the tables' owner, for the application
// itself may only post. store.ErrNotMigrated, ErrNotOwner, and store.ErrExists
// when the fund is there already; faults are no error, but nothing is kept.
func Import(ctx context.Context, ownerURL string, fill func(im *Importer) error) (Verification, error) {
	conn, err := pgx.Connect(ctx, ownerURL)
	if err != nil {
		return Verification{}, fmt.Errorf("connect to import: %w", err)
	}
	defer conn.Close(context.WithoutCancel(ctx))
	if err := checkImport(ctx, conn); err != nil {
		return Verification{}, err
	}
	tx, err := conn.Begin(ctx)
	if err != nil {
		return Verification{}, fmt.Errorf("begin the import: %w", err)
	}
	defer func() { _ = tx.Rollback(context.WithoutCancel(ctx)) }() // after the commit there is nothing to undo
	im := &Importer{tx: tx}
	if err := fill(im); err != nil {
		return Verification{}, err
	}
	found, err := im.finish(ctx)
	if err == nil && len(found.Faults) == 0 {
		err = im.keepChanges(ctx)
	}
	if err != nil || len(found.Faults) > 0 {
		return found, err
	}
	return found, tx.Commit(ctx)
}

// checkImport finds out what is missing before anything is read.
func checkImport(ctx context.Context, conn *pgx.Conn) error {
	var isMigrated, isOwner bool
	err := conn.QueryRow(ctx, `SELECT to_regclass('entries') IS NOT NULL AND to_regclass('schema_migrations') IS NOT NULL`).Scan(&isMigrated)
	if err != nil {
		return fmt.Errorf("look for the books: %w", err)
	}
	if !isMigrated {
		return store.ErrNotMigrated
	}
	if err := conn.QueryRow(ctx, `SELECT pg_has_role(session_user, relowner, 'USAGE')
		FROM pg_class WHERE oid = 'entries'::regclass`).Scan(&isOwner); err != nil {
		return fmt.Errorf("look who owns the books: %w", err)
	}
	if !isOwner {
		return ErrNotOwner
	}
	pending, err := pendingMigrations(ctx, conn)
	if err == nil && len(pending) > 0 {
		err = store.ErrNotMigrated
	}
	return err
}

// The entries come as rows and not through sajja_post. Opening its door spares
// the check at commit of each entry alone: the verification looks at all of them.
const beginImportSQL = `
SELECT set_config('sajja.fund', $1::uuid::text, true), set_config('sajja.door', 'open', true)`

// Fund keeps the fund and how far its books are closed and sealed.
// store.ErrExists when its code or its ID is known here.
func (im *Importer) Fund(ctx context.Context, fund store.Fund, reach BooksRow) error {
	im.fund = fund
	if _, err := im.tx.Exec(ctx, beginImportSQL, fund.ID.UUID); err != nil {
		return fmt.Errorf("begin the import: %w", err)
	}
	var isThere bool
	if err := im.tx.QueryRow(ctx, `SELECT EXISTS (SELECT FROM funds WHERE id = $1 OR code = $2)`, fund.ID.UUID, fund.Code).Scan(&isThere); err != nil {
		return fmt.Errorf("look for the fund: %w", err)
	}
	if isThere {
		return fmt.Errorf("keep fund %s: %w", fund.Code, store.ErrExists)
	}
	posting := "pending"
	if fund.PostsAtOnce {
		posting = "posted"
	}
	batch := &pgx.Batch{}
	batch.Queue(insertFundSQL, fund.ID.UUID, fund.Code, fund.Name, string(fund.Preset), string(fund.ReceiptDelivery), posting, wireNumber(fund.PendingDays), fund.CreatedAt)
	batch.Queue(`UPDATE books SET closed_through = coalesce($2, closed_through), sealed_through = coalesce($3, sealed_through) WHERE fund_id = $1`,
		fund.ID.UUID, nullDate(reach.ClosedThrough), nullDate(reach.SealedThrough))
	if err := im.tx.SendBatch(ctx, batch).Close(); err != nil {
		return fmt.Errorf("keep fund %s: %w", fund.Code, domainError(err))
	}
	return nil
}

// Accounts keeps the chart.
func (im *Importer) Accounts(ctx context.Context, accounts []ledger.Account) error {
	return im.copy(ctx, "accounts", []string{"code", "name", "type", "parent_code", "closed_on"}, len(accounts), func(i int) []any {
		a := accounts[i]
		return []any{string(a.Code), a.Name, string(a.Type), wireText(string(a.Parent)), wireDate(a.ClosedOn)}
	})
}

// Members keeps the members with their offices and links.
func (im *Importer) Members(ctx context.Context, members []MemberRow) error {
	err := im.copy(ctx, "members", []string{"id", "number", "name", "village", "born_on", "joined_on", "created_at"}, len(members), func(i int) []any {
		m := members[i]
		return []any{m.ID.UUID, m.Number, m.Name, m.Village, wireDate(m.BornOn), wireDate(m.JoinedOn), m.CreatedAt}
	})
	if err != nil {
		return err
	}
	var terms, links [][]any
	for _, m := range members {
		for _, t := range m.Offices {
			terms = append(terms, []any{m.ID.UUID, string(t.Office), t.Since, wireInstant(t.Until)})
		}
		for _, l := range m.Links {
			links = append(links, []any{m.ID.UUID, l.LineUserID, l.LinkedAt, wireInstant(l.UnlinkedAt)})
		}
	}
	if err := im.copy(ctx, "officer_terms", []string{"member_id", "office", "since", "until"}, len(terms), func(i int) []any { return terms[i] }); err != nil {
		return err
	}
	return im.copy(ctx, "line_links", []string{"member_id", "line_user_id", "linked_at", "unlinked_at"}, len(links), func(i int) []any { return links[i] })
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
	columns := []string{"through", "closed_at", "closed_by", "counted_cash_satang", "book_cash_satang", "bank_satang", "book_bank_satang", "note"}
	return im.copy(ctx, "periods", columns, len(periods), func(i int) []any {
		p := periods[i]
		return []any{wireDate(p.Through), p.ClosedAt, wireID(p.ClosedBy.UUID), p.CountedCash.Satang(), p.BookCash.Satang(),
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
		return []any{e.ID.UUID, string(e.Phase), string(e.Kind), wireDate(e.EffectiveOn), e.RecordedAt, wireID(e.Member.UUID), wireID(e.Actor.UUID),
			e.Cause, e.Key, []byte(e.Hash), wireID(e.Resolves.UUID), wireID(e.Reverses.UUID), wireID(e.RestOf.UUID), wireDate(e.ExpiresOn),
			wireText(string(e.Document.Series)), wireNumber(e.Document.Year), wireNumber(e.Document.Number), e.Reason, e.Amount().Satang()}
	})
	if err != nil {
		return err
	}
	var lines [][]any
	for i := range entries {
		for n, p := range entries[i].Postings {
			lines = append(lines, []any{entries[i].ID.UUID, int16(n + 1), string(p.Account.Code), wireID(p.Account.Member.UUID),
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
	source := pgx.CopyFromSlice(n, func(i int) ([]any, error) { return append([]any{im.fund.ID.UUID}, row(i)...), nil })
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

// What sajja_post keeps entry by entry, worked out at once.
const importBalancesSQL = `
INSERT INTO balances (fund_id, account_code, member_id, month, stripe, debit_satang, credit_satang, pending_debit_satang, pending_credit_satang)
SELECT $1, l.account_code, coalesce(l.member_id, '00000000-0000-0000-0000-000000000000'), coalesce(l.month, '-infinity'), 0,
       coalesce(sum(l.amount_satang) FILTER (WHERE l.phase = 'posted' AND l.side = 'debit'), 0),
       coalesce(sum(l.amount_satang) FILTER (WHERE l.phase = 'posted' AND l.side = 'credit'), 0),
       coalesce(sum(l.amount_satang) FILTER (WHERE l.phase = 'pending' AND l.side = 'debit'), 0),
       coalesce(sum(l.amount_satang) FILTER (WHERE l.phase = 'pending' AND l.side = 'credit'), 0)
FROM (SELECT p.account_code, p.member_id, date_trunc('month', e.effective_on)::date AS month, p.side, p.amount_satang, e.phase
      FROM postings p JOIN entries e ON e.fund_id = p.fund_id AND e.id = p.entry_id
      WHERE p.fund_id = $1 AND e.fund_id = $1
        AND (e.phase = 'posted' OR NOT EXISTS (SELECT FROM entries r WHERE r.fund_id = $1 AND r.resolves_id = e.id))) l
GROUP BY GROUPING SETS ((l.account_code, l.member_id), (l.account_code, l.month))
HAVING l.member_id IS NOT NULL OR l.month IS NOT NULL`

const importWaitingSQL = `
INSERT INTO waiting (fund_id, member_id, entry_id)
SELECT e.fund_id, e.member_id, e.id FROM entries e
WHERE e.fund_id = $1 AND e.phase = 'pending' AND NOT EXISTS (SELECT FROM entries r WHERE r.fund_id = $1 AND r.resolves_id = e.id)`

// finish works the derived tables out and looks at everything.
func (im *Importer) finish(ctx context.Context) (Verification, error) {
	found := Verification{Funds: 1, Faults: []Fault{}}
	// Without statistics of what was just written, the plans would be those for
	// empty tables.
	for _, sql := range []string{`ANALYZE entries`, `ANALYZE postings`} {
		if _, err := im.tx.Exec(ctx, sql); err != nil {
			return found, fmt.Errorf("count what was imported: %w", err)
		}
	}
	for _, sql := range []string{importBalancesSQL, importWaitingSQL} {
		if _, err := im.tx.Exec(ctx, sql, im.fund.ID.UUID); err != nil {
			return found, fmt.Errorf("work the balances out: %w", domainError(err))
		}
	}
	return found, verifyIn(ctx, im.tx, im.fund, &found)
}
