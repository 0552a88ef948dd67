package postgres

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

	"sajja/ledger"
	"sajja/store"
)

// silenceMax bounds whom a silent fund asks: more than any village has phones.
const silenceMax = 2000

const lastWordSQL = `
SELECT greatest((f.created_at AT TIME ZONE 'Asia/Bangkok')::date,
           (p.closed_at AT TIME ZONE 'Asia/Bangkok')::date, e.recorded_on),
       EXISTS (SELECT FROM silences s WHERE s.fund_id = $1 AND s.since >= greatest((f.created_at AT TIME ZONE 'Asia/Bangkok')::date,
           (p.closed_at AT TIME ZONE 'Asia/Bangkok')::date, e.recorded_on))
FROM (SELECT * FROM funds WHERE id = $1 LIMIT 1) f
LEFT JOIN LATERAL (SELECT closed_at FROM periods WHERE fund_id = $1 ORDER BY through DESC LIMIT 1) p ON true
LEFT JOIN LATERAL (SELECT (recorded_at AT TIME ZONE 'Asia/Bangkok')::date AS recorded_on FROM entries
    WHERE fund_id = $1 AND phase = 'posted' ORDER BY id DESC LIMIT 1) e ON true`

// Of all members with LINE the question is the same; the mark keeps a second
// process from asking again.
const askSilenceSQL = `
WITH asked AS (
    INSERT INTO outbound_messages (id, event_id, fund_id, recipient, reply_token, urgency, content, created_at)
    SELECT (lpad(to_hex((extract(epoch FROM $3::timestamptz) * 1000)::bigint), 12, '0') || substr(replace(gen_random_uuid()::text, '-', ''), 13))::uuid,
           'silence:' || $2::date, $1, l.line_user_id, '', $5, $4, $3
    FROM (SELECT DISTINCT line_user_id FROM line_links WHERE fund_id = $1 AND unlinked_at IS NULL ORDER BY line_user_id LIMIT $6) l
    RETURNING id, urgency, created_at),
opened AS (
    INSERT INTO outbound_open (message_id, attempts, until) SELECT id, 0, created_at FROM asked WHERE urgency = 'now' RETURNING message_id)
INSERT INTO silences (fund_id, since, asked_at, members) SELECT $1, $2, $3, count(*) + 0 * (SELECT count(*) FROM opened) FROM asked`

// AskSilence asks a fund's members once when nothing was posted and no month was
// closed on any of the days since before, by the fund's own choice of delivery.
// It tells the last day on which something was written, zero when it is not
// silent or was asked about before. Told twice at once, one finds it told.
func (db *DB) AskSilence(ctx context.Context, fund store.Fund, before ledger.Date, now time.Time,
	words func(fund store.Fund, since ledger.Date) (json.RawMessage, error)) (ledger.Date, error) {
	var since ledger.Date
	err := db.inFund(ctx, fund.ID, func(tx pgx.Tx) error {
		var last *time.Time
		var isAsked bool
		if err := tx.QueryRow(ctx, lastWordSQL, fund.ID.UUID).Scan(&last, &isAsked); err != nil {
			return err
		}
		day := dateOf(last)
		if isAsked || day.IsZero() || !day.Before(before) {
			return nil
		}
		content, err := words(fund, day)
		if err != nil {
			return err
		}
		urgency := store.UrgencyNow
		if fund.ReceiptDelivery == store.DeliveryRide {
			urgency = store.UrgencyRide
		}
		since = day
		_, err = tx.Exec(ctx, askSilenceSQL, fund.ID.UUID, day.Time(), now, string(content), string(urgency), silenceMax)
		return err
	})
	if isConstraint(err, "silences_pkey") {
		return ledger.Date{}, nil
	}
	if err != nil {
		return ledger.Date{}, fmt.Errorf("ask the members of fund %s: %w", fund.Code, err)
	}
	return since, nil
}
