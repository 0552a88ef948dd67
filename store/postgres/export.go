package postgres

import (
	"context"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

	"sajja/ledger"
	"sajja/ledger/membership"
	"sajja/store"
)

// Snapshot is one fund's books at one moment: everything read through it agrees.
// It is good inside the function it is given to, for one reader at a time.
type Snapshot struct {
	tx   pgx.Tx
	fund ledger.FundID
}

// Snapshot lets read see a fund's books as they stand now, however long it takes
// and whatever is posted meanwhile.
func (db *DB) Snapshot(ctx context.Context, fund ledger.FundID, read func(s *Snapshot) error) error {
	return db.inReport(ctx, fund, func(tx pgx.Tx) error { return read(&Snapshot{tx, fund}) })
}

// The rows of a fund beside its entries, as an export shows them and an import
// takes them: ledger and store know them in other forms, each for its own use.
type (
	// MemberRow is a member with all offices ever held and all LINE users ever
	// linked.
	MemberRow struct {
		ID        ledger.MemberID `json:"id"`
		Number    string          `json:"number"`
		Name      string          `json:"name"`
		Village   string          `json:"village,omitzero"`
		BornOn    ledger.Date     `json:"born_on,omitzero"`
		JoinedOn  ledger.Date     `json:"joined_on"`
		CreatedAt time.Time       `json:"created_at"`

		Person    ledger.PersonID    `json:"person"`
		Nickname  string             `json:"nickname,omitzero"`
		Classes   []membership.Class `json:"classes,omitempty"`
		Household ledger.HouseholdID `json:"household,omitzero"`

		Offices []TermRow `json:"offices,omitempty"`
		Links   []LinkRow `json:"line,omitempty"`
	}
	// TermRow is an office held for a time; Until is zero while it is held.
	TermRow struct {
		Office ledger.Office `json:"office"`
		Since  time.Time     `json:"since"`
		Until  time.Time     `json:"until,omitzero"`

		Village      string      `json:"village,omitzero"`
		PlannedUntil ledger.Date `json:"planned_until,omitzero"`
	}
	// LinkRow is a LINE user who speaks or spoke for the member.
	LinkRow struct {
		LineUserID string          `json:"user_id"`
		LinkedAt   time.Time       `json:"linked_at"`
		LinkedHow  store.LinkHow   `json:"linked_how,omitzero"`
		HoldUntil  time.Time       `json:"hold_until,omitzero"`
		UnlinkedAt time.Time       `json:"unlinked_at,omitzero"`
		EndedHow   store.UnlinkHow `json:"ended_how,omitzero"`
	}
	// AccountChangeRow is what was done to an account, by whom and when.
	AccountChangeRow struct {
		Code       ledger.AccountCode `json:"code"`
		Number     int                `json:"number"` // of the account's changes, from 1 up
		Change     string             `json:"change"`
		NameBefore string             `json:"name_before,omitzero"`
		Name       string             `json:"name"`
		ClosedOn   ledger.Date        `json:"closed_on,omitzero"`
		ChangedAt  time.Time          `json:"changed_at"`
		ChangedBy  ledger.MemberID    `json:"changed_by,omitzero"`
	}
	// CounterRow is the last number given in a series.
	CounterRow struct {
		Series     ledger.Series `json:"series"`
		Year       int           `json:"year"` // common era
		LastNumber int           `json:"last_number"`
	}
	// SealRow is the seal of one day.
	SealRow struct {
		Day          ledger.Date `json:"day"`
		Entries      int         `json:"entries"`
		Hash         Digest      `json:"hash"`
		PreviousHash Digest      `json:"previous_hash"`
		SealedAt     time.Time   `json:"sealed_at"`
	}
	// BooksRow is how far the books are closed and sealed.
	BooksRow struct {
		ClosedThrough ledger.Date `json:"closed_through,omitzero"`
		SealedThrough ledger.Date `json:"sealed_through,omitzero"`
	}
	// BalanceRow is what stands on an account, or on a member's part of one:
	// debits less credits, the parts left out of the whole.
	BalanceRow struct {
		Account ledger.AccountRef
		Amount  ledger.Money
	}
)

const snapshotAccountsSQL = `
SELECT code, name, type, coalesce(parent_code, ''), closed_on FROM accounts WHERE fund_id = $1 ORDER BY code`

// Accounts gives the chart by code.
func (s *Snapshot) Accounts(ctx context.Context) ([]ledger.Account, error) {
	return collect(ctx, s, snapshotAccountsSQL, func(row pgx.CollectableRow) (ledger.Account, error) {
		var code, kind, parent string
		var a ledger.Account
		var closed *time.Time
		err := row.Scan(&code, &a.Name, &kind, &parent, &closed)
		a.Code, a.Type, a.Parent, a.ClosedOn = ledger.AccountCode(code), ledger.AccountType(kind), ledger.AccountCode(parent), dateOf(closed)
		return a, err
	})
}

const snapshotAccountChangesSQL = `
SELECT code, number, change, coalesce(name_before, ''), name, closed_on, changed_at, coalesce(changed_by, '00000000-0000-0000-0000-000000000000')
FROM account_changes WHERE fund_id = $1 ORDER BY code, number`

// AccountChanges gives what was done to each account, in order.
func (s *Snapshot) AccountChanges(ctx context.Context) ([]AccountChangeRow, error) {
	return collect(ctx, s, snapshotAccountChangesSQL, func(row pgx.CollectableRow) (AccountChangeRow, error) {
		var c AccountChangeRow
		var code string
		var closed *time.Time
		err := row.Scan(&code, &c.Number, &c.Change, &c.NameBefore, &c.Name, &closed, &c.ChangedAt, &c.ChangedBy.UUID)
		c.Code, c.ClosedOn, c.ChangedAt = ledger.AccountCode(code), dateOf(closed), c.ChangedAt.UTC()
		return c, err
	})
}

const snapshotCountersSQL = `
SELECT series, year, last_number FROM document_counters WHERE fund_id = $1 ORDER BY year, series`

// Counters gives the last numbers of all series.
func (s *Snapshot) Counters(ctx context.Context) ([]CounterRow, error) {
	return collect(ctx, s, snapshotCountersSQL, func(row pgx.CollectableRow) (CounterRow, error) {
		var c CounterRow
		var series string
		err := row.Scan(&series, &c.Year, &c.LastNumber)
		c.Series = ledger.Series(series)
		return c, err
	})
}

// Periods gives the closed periods in order.
func (s *Snapshot) Periods(ctx context.Context) ([]ledger.Period, error) {
	return collect(ctx, s, periodsSQL, scanPeriod(s.fund))
}

const snapshotSealsSQL = `
SELECT day, entries, hash, previous_hash, sealed_at FROM seals WHERE fund_id = $1 ORDER BY day`

// Seals gives the seals in order.
func (s *Snapshot) Seals(ctx context.Context) ([]SealRow, error) {
	return collect(ctx, s, snapshotSealsSQL, func(row pgx.CollectableRow) (SealRow, error) {
		var seal SealRow
		var day time.Time
		var hash, previous []byte
		err := row.Scan(&day, &seal.Entries, &hash, &previous, &seal.SealedAt)
		seal.Day, seal.Hash, seal.PreviousHash, seal.SealedAt = dateOf(&day), hash, previous, seal.SealedAt.UTC()
		return seal, err
	})
}

const snapshotBooksSQL = `
SELECT nullif(closed_through, '-infinity'), nullif(sealed_through, '-infinity') FROM books WHERE fund_id = $1`

// Books tells how far the books are closed and sealed.
func (s *Snapshot) Books(ctx context.Context) (BooksRow, error) {
	var closed, sealed *time.Time
	if err := s.tx.QueryRow(ctx, snapshotBooksSQL, s.fund.UUID).Scan(&closed, &sealed); err != nil {
		return BooksRow{}, fmt.Errorf("read how far the books are closed: %w", err)
	}
	return BooksRow{dateOf(closed), dateOf(sealed)}, nil
}

// Members' parts are rows of their own and stand in the whole account too, so
// they are taken out of it.
const snapshotBalancesSQL = `
SELECT account_code, member_id, sum(amount)::bigint
FROM (SELECT account_code, member_id, debit_satang - credit_satang
             + CASE WHEN $2 THEN pending_debit_satang - pending_credit_satang ELSE 0 END AS amount
      FROM balances WHERE fund_id = $1
      UNION ALL
      SELECT account_code, '00000000-0000-0000-0000-000000000000', credit_satang - debit_satang
             + CASE WHEN $2 THEN pending_credit_satang - pending_debit_satang ELSE 0 END
      FROM balances WHERE fund_id = $1 AND month = '-infinity') b
GROUP BY account_code, member_id ORDER BY account_code, member_id`

// Balances gives what the books say stands on every account and on every
// member's part of one, posted, or with what is pending.
func (s *Snapshot) Balances(ctx context.Context, withPending bool) ([]BalanceRow, error) {
	return collect(ctx, s, snapshotBalancesSQL, func(row pgx.CollectableRow) (BalanceRow, error) {
		var code string
		var b BalanceRow
		var satang int64
		err := row.Scan(&code, &b.Account.Member.UUID, &satang)
		b.Account.Code, b.Amount = ledger.AccountCode(code), ledger.MoneyFromSatang(satang)
		return b, err
	}, withPending)
}

// collect reads all rows of a small table of the fund.
func collect[T any](ctx context.Context, s *Snapshot, sql string, scan pgx.RowToFunc[T], args ...any) ([]T, error) {
	rows, err := s.tx.Query(ctx, sql, append([]any{s.fund.UUID}, args...)...)
	if err != nil {
		return nil, fmt.Errorf("read the books: %w", err)
	}
	found, err := pgx.CollectRows(rows, scan)
	if err != nil {
		return nil, fmt.Errorf("read the books: %w", err)
	}
	return found, nil
}
