package postgres

import (
	"context"
	"fmt"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"sajja/ledger"
	"sajja/store"
)

// standsOf is what stands on the account $4, or on the part of it that the member
// $5 carries; the zero member is the account as a whole.
const standsOf = `
coalesce((SELECT sum(b.debit_satang - b.credit_satang) FROM balances b
          WHERE b.fund_id = $1 AND b.account_code = $4 AND b.member_id = $5), 0)::bigint`

const holdingSQL = `
SELECT ` + standsOf + `, coalesce((SELECT sum(h.amount_satang)
    FROM (SELECT id, amount_satang FROM handovers WHERE fund_id = $1 AND proposed_at >= $2 AND from_code = $4
          AND coalesce(from_member_id, '00000000-0000-0000-0000-000000000000') = $5 AND id <> $3 OFFSET 0) h
    LEFT JOIN LATERAL (SELECT step FROM handover_steps WHERE fund_id = $1 AND handover_id = h.id AND step = 1 LIMIT 1) s ON true
    WHERE s.step IS NULL), 0)::bigint`

// Holding gives what stands on a place of cash and what of it waits for a
// receiver's word, but for one hand-over that is looked at (zero for none).
func (s *Session) Holding(ctx context.Context, place ledger.AccountRef, but ledger.HandoverID, now time.Time) (ledger.Holding, error) {
	var stands, waiting int64
	err := s.tx.QueryRow(ctx, holdingSQL, s.fund.UUID, now.AddDate(0, 0, -waitingDays), but.UUID, string(place.Code), place.Member.UUID).
		Scan(&stands, &waiting)
	if err != nil {
		return ledger.Holding{}, fmt.Errorf("read what is held: %w", err)
	}
	return ledger.Holding{Stands: ledger.MoneyFromSatang(stands), Waiting: ledger.MoneyFromSatang(waiting)}, nil
}

// holdersSQL gives the places of cash: the accounts 11…, 12… and 13…, of those
// with members' parts each part and what stands under nobody's name.
const holdersSQL = `
SELECT a.code, a.name, b.member_id, coalesce(m.number, ''), coalesce(m.name, ''), coalesce(m.village, ''), b.stands
FROM (SELECT code, name FROM accounts WHERE fund_id = $1 AND left(code, 2) IN ('11', '12', '13') OFFSET 0) a
CROSS JOIN LATERAL (
    SELECT x.member_id, sum(x.stands)::bigint AS stands FROM (
        SELECT member_id, debit_satang - credit_satang AS stands FROM balances WHERE fund_id = $1 AND account_code = a.code
        UNION ALL
        SELECT '00000000-0000-0000-0000-000000000000', credit_satang - debit_satang FROM balances
        WHERE fund_id = $1 AND account_code = a.code AND month = '-infinity') x
    GROUP BY x.member_id OFFSET 0) b
LEFT JOIN LATERAL (SELECT number, name, village FROM members WHERE fund_id = $1 AND id = b.member_id LIMIT 1) m ON true
WHERE b.stands <> 0 ORDER BY a.code, m.number`

// CashHolders tells who holds how much of the fund's money: those with nothing are
// left out. For the day since which somebody carries it one looks back as far as
// the given day.
func (s *Session) CashHolders(ctx context.Context, now time.Time, from ledger.Date) ([]store.CashHolder, error) {
	rows, err := s.tx.Query(ctx, holdersSQL, s.fund.UUID)
	if err != nil {
		return nil, fmt.Errorf("read who holds cash: %w", err)
	}
	holders, err := pgx.CollectRows(rows, func(row pgx.CollectableRow) (store.CashHolder, error) {
		h := store.CashHolder{Member: store.Member{Fund: s.fund}}
		var stands int64
		err := row.Scan(&h.Account.Code, &h.Name, &h.Account.Member.UUID, &h.Member.Number, &h.Member.Name, &h.Member.Village, &stands)
		h.Stands, h.Member.ID = ledger.MoneyFromSatang(stands), h.Account.Member
		return h, err
	})
	if err != nil {
		return nil, fmt.Errorf("read who holds cash: %w", err)
	}
	waiting, err := s.WaitingHandovers(ctx, now)
	if err != nil {
		return nil, err
	}
	for i := range holders {
		for _, w := range waiting {
			if w.From == holders[i].Account {
				holders[i].Waiting = holders[i].Waiting.Add(w.Amount)
			}
		}
	}
	return holders, s.addSince(ctx, holders, from)
}

// carriedInSQL gives what came into the hands of members since a day, the latest
// first, so that one sees how old what they have still is. A hand-over and a
// reversal come in on the other side.
const carriedInSQL = `
SELECT p.account_code, p.member_id, e.effective_on, p.amount_satang
FROM (SELECT id, effective_on FROM entries WHERE fund_id = $1 AND phase = 'posted' AND effective_on >= $2 OFFSET 0) e
CROSS JOIN LATERAL (SELECT account_code, member_id, side, amount_satang FROM postings WHERE fund_id = $1 AND entry_id = e.id OFFSET 0) p
WHERE left(p.account_code, 2) = '12' AND p.side = 'debit' AND p.member_id IS NOT NULL
ORDER BY e.effective_on DESC, e.id DESC`

// addSince finds the oldest day of what each member carries.
func (s *Session) addSince(ctx context.Context, holders []store.CashHolder, from ledger.Date) error {
	left := map[ledger.AccountRef]ledger.Money{}
	for _, h := range holders {
		if !h.Account.Member.IsZero() && h.Stands.IsPositive() {
			left[h.Account] = h.Stands
		}
	}
	if len(left) == 0 {
		return nil
	}
	rows, err := s.tx.Query(ctx, carriedInSQL, s.fund.UUID, wireBegin(from))
	if err != nil {
		return fmt.Errorf("read since when cash is held: %w", err)
	}
	since := map[ledger.AccountRef]ledger.Date{}
	var ref ledger.AccountRef
	var day time.Time
	var satang int64
	_, err = pgx.ForEachRow(rows, []any{&ref.Code, &ref.Member.UUID, &day, &satang}, func() error {
		if left[ref].IsPositive() {
			left[ref], since[ref] = left[ref].Sub(ledger.MoneyFromSatang(satang)), dateOf(&day)
		}
		return nil
	})
	if err != nil {
		return fmt.Errorf("read since when cash is held: %w", err)
	}
	for i := range holders {
		if !left[holders[i].Account].IsPositive() {
			holders[i].Since = since[holders[i].Account]
		}
	}
	return nil
}

// collectedSQL adds up what came in cash from members on each day, for each
// village and officer. A reversal takes away on its own day what the officer had
// received.
const collectedSQL = `
SELECT e.effective_on, coalesce(m.village, ''), o.actor_id, coalesce(a.number, ''), coalesce(a.name, ''),
       count(*) FILTER (WHERE e.reverses_id IS NULL)::int, sum(p.satang)::bigint
FROM (SELECT * FROM entries WHERE fund_id = $1 AND phase = 'posted' AND effective_on BETWEEN $2 AND $3 OFFSET 0) e
CROSS JOIN LATERAL (SELECT CASE WHEN e.reverses_id IS NULL THEN e.kind ELSE r.kind END AS kind,
                           CASE WHEN e.reverses_id IS NULL THEN e.actor_id ELSE r.actor_id END AS actor_id
    FROM (SELECT 1) one LEFT JOIN LATERAL (SELECT kind, actor_id FROM entries WHERE fund_id = $1 AND id = e.reverses_id LIMIT 1) r ON true) o
CROSS JOIN LATERAL (SELECT coalesce(sum(CASE side WHEN 'debit' THEN amount_satang ELSE -amount_satang END), 0) AS satang, count(*) AS lines
    FROM postings WHERE fund_id = $1 AND entry_id = e.id AND left(account_code, 2) IN ('11', '12')) p
LEFT JOIN LATERAL (SELECT village FROM members WHERE fund_id = $1 AND id = e.member_id LIMIT 1) m ON true
LEFT JOIN LATERAL (SELECT number, name FROM members WHERE fund_id = $1 AND id = o.actor_id LIMIT 1) a ON true
WHERE o.kind IN ('contribution', 'deposit', 'fee', 'fine', 'donation') AND p.lines > 0
GROUP BY 1, 2, 3, 4, 5 ORDER BY 1, 2, 4`

// Collected gives what was received in cash in some days, by day, village and
// officer; what came without an officer, as on the command line, is nobody's.
func (s *Session) Collected(ctx context.Context, days ledger.Days) ([]store.Collection, error) {
	rows, err := s.tx.Query(ctx, collectedSQL, s.fund.UUID, wireBegin(days.From), wireEnd(days.To))
	if err != nil {
		return nil, fmt.Errorf("read what was collected: %w", err)
	}
	found, err := pgx.CollectRows(rows, s.scanCollection)
	if err != nil {
		return nil, fmt.Errorf("read what was collected: %w", err)
	}
	return found, nil
}

func (s *Session) scanCollection(row pgx.CollectableRow) (store.Collection, error) {
	c := store.Collection{By: store.Member{Fund: s.fund}}
	var day time.Time
	var by *uuid.UUID
	var satang int64
	err := row.Scan(&day, &c.Village, &by, &c.By.Number, &c.By.Name, &c.Receipts, &satang)
	c.Day, c.By.ID, c.Amount = dateOf(&day), memberOf(by), ledger.MoneyFromSatang(satang)
	return c, err
}

const otherCashSQL = `
SELECT coalesce(sum(CASE p.side WHEN 'debit' THEN p.amount_satang ELSE -p.amount_satang END), 0)::bigint
FROM (SELECT id, kind, reverses_id FROM entries WHERE fund_id = $1 AND phase = 'posted' AND effective_on BETWEEN $2 AND $3 OFFSET 0) e
LEFT JOIN LATERAL (SELECT kind FROM entries WHERE fund_id = $1 AND id = e.reverses_id LIMIT 1) r ON true
CROSS JOIN LATERAL (SELECT side, amount_satang FROM postings WHERE fund_id = $1 AND entry_id = e.id AND left(account_code, 2) IN ('11', '12') OFFSET 0) p
WHERE coalesce(r.kind, e.kind) NOT IN ('contribution', 'deposit', 'fee', 'fine', 'donation')`

// Collected is the Session's, and beside it what else came and went in cash in
// these days: deposits at the bank, payments, opening balances.
func (s *Snapshot) Collected(ctx context.Context, days ledger.Days) (collected []store.Collection, other ledger.Money, err error) {
	if collected, err = s.session().Collected(ctx, days); err != nil {
		return nil, ledger.Money{}, err
	}
	var satang int64
	if err := s.tx.QueryRow(ctx, otherCashSQL, s.fund.UUID, wireBegin(days.From), wireEnd(days.To)).Scan(&satang); err != nil {
		return nil, ledger.Money{}, fmt.Errorf("read what else moved in cash: %w", err)
	}
	return collected, ledger.MoneyFromSatang(satang), nil
}

// CashHolders is the Session's; it looks back to the beginning.
func (s *Snapshot) CashHolders(ctx context.Context, now time.Time) ([]store.CashHolder, error) {
	return s.session().CashHolders(ctx, now, ledger.Date{})
}

// session asks within the snapshot what a session asks within its transaction.
func (s *Snapshot) session() *Session { return &Session{tx: s.tx, fund: s.fund} }
