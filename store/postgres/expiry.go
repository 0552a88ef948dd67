package postgres

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"github.com/google/uuid"

	"sajja/ledger"
	"sajja/store"
)

// expirySlice is how many promises are taken off the list in one transaction: few
// enough that nobody who receives meanwhile waits long.
const expirySlice = 100

// expiryConflicts bounds how often a fund's promises are looked at again because
// an officer was faster with one of them.
const expiryConflicts = 50

const expiredSQL = waitingColumns + `
FROM (SELECT w.fund_id, w.member_id, w.entry_id FROM waiting w
      CROSS JOIN LATERAL (SELECT expires_on FROM entries WHERE fund_id = $1 AND id = w.entry_id LIMIT 1) e
      WHERE w.fund_id = $1 AND e.expires_on < $2 ORDER BY w.member_id, w.entry_id LIMIT $3) w` + waitingLookups + `
ORDER BY w.member_id, w.entry_id`

// expiringSQL finds promises whose last day is today or tomorrow, made before
// today, of which nobody was told.
const expiringSQL = waitingColumns + `
FROM (SELECT w.fund_id, w.member_id, w.entry_id FROM waiting w
      CROSS JOIN LATERAL (SELECT expires_on FROM entries WHERE fund_id = $1 AND id = w.entry_id LIMIT 1) e
      LEFT JOIN LATERAL (SELECT event_id FROM event_results WHERE event_id = 'expiring:' || w.entry_id LIMIT 1) told ON true
      WHERE w.fund_id = $1 AND e.expires_on BETWEEN $2 AND $2::date + 1 AND w.entry_id < $4 AND told.event_id IS NULL
      ORDER BY w.member_id, w.entry_id LIMIT $3) w` + waitingLookups + `
ORDER BY w.member_id, w.entry_id`

// LapseWords puts a lapse into the content of a message to its member.
type LapseWords func(fund store.Fund, lapse store.Lapse) (json.RawMessage, error)

// Expired is what came of going over the promises that wait in a fund.
type Expired struct {
	// Voided were over their day, and came to Amount; Told will be tomorrow or the
	// day after.
	Voided, Told int
	Amount       ledger.Money
}

// ExpirePending takes promises over their last day off the list, in nobody's name,
// and tells those who have a day left: in slices, each a transaction that holds
// the voids, the messages owed to the members, and the marks by which nobody is
// told twice. It may run at any time and any number of times; a promise that an
// officer receives at the same moment is hers. The messages are sent by the
// service: what is owed is found there within seconds.
func (db *DB) ExpirePending(ctx context.Context, fund store.Fund, now time.Time, words LapseWords) (Expired, error) {
	var done Expired
	for _, isAhead := range []bool{false, true} {
		if err := db.goOver(ctx, fund, isAhead, now, words, &done); err != nil {
			return done, fmt.Errorf("expire promises of fund %s: %w", fund.Code, err)
		}
	}
	return done, nil
}

// goOver works slice by slice. Where somebody receives meanwhile the slices become
// smaller, so that what she did not touch gets through between her receipts.
func (db *DB) goOver(ctx context.Context, fund store.Fund, isAhead bool, now time.Time, words LapseWords, done *Expired) error {
	limit, conflicts := expirySlice, 0
	for {
		var slice []store.WaitingEntry
		err := db.Work(ctx, fund.ID, nil, func(ctx context.Context, s *Session) (store.Outcome, error) {
			var err error
			if slice, err = s.lapsing(ctx, now, isAhead, limit); err != nil {
				return store.Outcome{}, err
			}
			return lapseOutcome(fund, slice, isAhead, now, words)
		})
		if errors.Is(err, store.ErrConflict) && conflicts < expiryConflicts {
			limit, conflicts = max(1, limit/2), conflicts+1
			continue
		}
		if err != nil {
			return err
		}
		done.count(slice, isAhead)
		if len(slice) < limit {
			return nil
		}
	}
}

func (e *Expired) count(slice []store.WaitingEntry, isAhead bool) {
	if isAhead {
		e.Told += len(slice)
		return
	}
	e.Voided += len(slice)
	for _, w := range slice {
		e.Amount = e.Amount.Add(w.Entry.Amount())
	}
}

// lapsing gives a slice of what is over its day, or of what has a day left, member
// by member.
func (s *Session) lapsing(ctx context.Context, now time.Time, isAhead bool, limit int) ([]store.WaitingEntry, error) {
	day := ledger.DateOf(now)
	sql, args := expiredSQL, []any{s.fund.UUID, day.Time(), limit}
	if isAhead {
		sql, args = expiringSQL, append(args, ledger.LowestEntryID(day.Start()).UUID)
	}
	rows, err := s.tx.Query(ctx, sql, args...)
	if err != nil {
		return nil, fmt.Errorf("read promises over their day: %w", err)
	}
	return s.collectWaiting(rows)
}

func lapseOutcome(fund store.Fund, slice []store.WaitingEntry, isAhead bool, now time.Time, words LapseWords) (store.Outcome, error) {
	var outcome store.Outcome
	for _, w := range slice {
		id := w.Entry.ID.String()
		if isAhead {
			outcome.Results = append(outcome.Results, store.EventResult{
				EventID: "expiring:" + id, Outcome: store.EventDone, Messages: 1, At: now,
			})
			continue
		}
		void, err := ledger.Expire(w.Entry, ledger.Act{At: now, Cause: "expiry", Key: "expire:" + id})
		if err != nil {
			return outcome, fmt.Errorf("expire %s: %w", id, err)
		}
		outcome.Entries = append(outcome.Entries, void)
	}
	for _, lapse := range lapsesOf(slice, isAhead) {
		message, err := lapseMessage(fund, lapse, now, words)
		if err != nil {
			return outcome, err
		}
		if message.Recipient != "" {
			outcome.Messages = append(outcome.Messages, message)
		}
	}
	return outcome, nil
}

// lapsesOf puts promises, which come member by member, together for one message
// to each.
func lapsesOf(slice []store.WaitingEntry, isAhead bool) []store.Lapse {
	var lapses []store.Lapse
	for _, w := range slice {
		if n := len(lapses); n == 0 || lapses[n-1].Member.ID != w.Member.ID {
			lapses = append(lapses, store.Lapse{Member: w.Member, IsAhead: isAhead, Until: w.Entry.ExpiresOn})
		}
		last := &lapses[len(lapses)-1]
		last.Entries = append(last.Entries, w.Entry)
		if w.Entry.ExpiresOn.Before(last.Until) {
			last.Until = w.Entry.ExpiresOn
		}
	}
	return lapses
}

// lapseMessage makes the row of the message. Word of what is over may ride as the
// fund's receipts do; a notice that comes after the day would be none. Members
// without LINE hear of it from the officer.
func lapseMessage(fund store.Fund, lapse store.Lapse, now time.Time, words LapseWords) (store.OutboundMessage, error) {
	if lapse.Member.LineUserID == "" {
		return store.OutboundMessage{}, nil
	}
	content, err := words(fund, lapse)
	if err != nil {
		return store.OutboundMessage{}, fmt.Errorf("put a lapse into words: %w", err)
	}
	m := store.OutboundMessage{
		ID: uuid.Must(uuid.NewV7()), EventID: "expiry:" + lapse.Entries[0].ID.String(), Fund: fund.ID,
		Recipient: lapse.Member.LineUserID, Urgency: store.UrgencyNow, Content: content, CreatedAt: now,
	}
	if fund.ReceiptDelivery == store.DeliveryRide && !lapse.IsAhead {
		m.Urgency = store.UrgencyRide
	}
	return m, nil
}
