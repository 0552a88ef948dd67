package postgres

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgtype"

	"sajja/ledger"
	"sajja/store"
)

// figuresAsked is that every member is asked about her figure at the end of a
// period.
type figuresAsked struct {
	Through ledger.Date
	At      time.Time
	Event   string
	Asking  json.RawMessage
}

// insertFiguresSQL works all members' figures out at once: what stands now, less
// what came after the day. Who had left by then is not asked: the last event of
// her membership that nobody took back says so. Sums of three lists, for a join of aggregates would be
// a loop in a loop with this planner.
const insertFiguresSQL = `
INSERT INTO figure_checks (fund_id, through, member_id, contribution_satang, savings_satang, asked_at)
SELECT $1, $2, f.member_id, sum(f.contribution), sum(f.savings), $3
FROM (
    SELECT m.id AS member_id, 0::bigint AS contribution, 0::bigint AS savings, true AS is_member
    FROM members m
    LEFT JOIN LATERAL (SELECT v.event FROM membership_events v
        WHERE v.fund_id = $1 AND v.member_id = m.id AND v.event <> 'voided' AND v.on_day <= $2
          AND NOT EXISTS (SELECT FROM membership_events x WHERE x.fund_id = $1 AND x.member_id = m.id AND x.voids = v.number)
        ORDER BY v.on_day DESC, v.number DESC LIMIT 1) last ON true
    WHERE m.fund_id = $1 AND m.joined_on <= $2 AND (last.event IS NULL OR last.event NOT IN ('resigned', 'died', 'lapsed'))
    UNION ALL
    SELECT b.member_id, CASE WHEN left(b.account_code, 2) = '31' THEN b.credit_satang - b.debit_satang ELSE 0 END,
           CASE WHEN left(b.account_code, 2) = '21' THEN b.credit_satang - b.debit_satang ELSE 0 END, false
    FROM balances b WHERE b.fund_id = $1 AND b.month = '-infinity' AND b.stripe = 0 AND left(b.account_code, 2) IN ('21', '31')
    UNION ALL
    SELECT p.member_id, CASE WHEN left(p.account_code, 2) = '31' THEN p.change ELSE 0 END,
           CASE WHEN left(p.account_code, 2) = '21' THEN p.change ELSE 0 END, false
    FROM (SELECT id FROM entries WHERE fund_id = $1 AND effective_on > $2 AND phase = 'posted' OFFSET 0) e
    CROSS JOIN LATERAL (SELECT account_code, member_id, CASE side WHEN 'credit' THEN -amount_satang ELSE amount_satang END AS change
        FROM postings WHERE fund_id = $1 AND entry_id = e.id AND member_id IS NOT NULL AND left(account_code, 2) IN ('21', '31') OFFSET 0) p
) f
GROUP BY f.member_id HAVING bool_or(f.is_member)`

// insertAskingSQL makes the message to each member with LINE of the one that was
// put into words, with her own in the places of the marks. A message's ID begins
// with its instant, so that what rides goes in order.
const insertAskingSQL = `
INSERT INTO outbound_messages (id, event_id, fund_id, recipient, reply_token, urgency, content, created_at)
SELECT (lpad(to_hex((extract(epoch FROM $3::timestamptz) * 1000)::bigint), 12, '0') || substr(replace(gen_random_uuid()::text, '-', ''), 13))::uuid,
       $4, $1, l.line_user_id, '', 'ride',
       replace(replace(replace(replace(replace($5::text,
           $6::text, substr(to_json(m.name)::text, 2, length(to_json(m.name)::text) - 2)),
           $7::text, substr(to_json(m.number)::text, 2, length(to_json(m.number)::text) - 2)),
           $8::text, regexp_replace(to_char(f.contribution_satang / 100.0, 'FM999,999,999,990.00'), '\.00$', '')),
           $9::text, regexp_replace(to_char(f.savings_satang / 100.0, 'FM999,999,999,990.00'), '\.00$', '')),
           $10::text, rtrim(translate(encode(uuid_send(m.id), 'base64'), '+/', '-_'), '=')),
       $3
FROM (SELECT * FROM figure_checks WHERE fund_id = $1 AND through = $2 OFFSET 0) f
CROSS JOIN LATERAL (SELECT id, name, number FROM members WHERE fund_id = $1 AND id = f.member_id LIMIT 1) m
CROSS JOIN LATERAL (SELECT line_user_id FROM line_links
    WHERE fund_id = $1 AND member_id = m.id AND unlinked_at IS NULL ORDER BY linked_at DESC LIMIT 1) l`

func queueFigures(batch *pgx.Batch, fund ledger.FundID, a figuresAsked) {
	batch.Queue(insertFiguresSQL, fund.UUID, a.Through.Time(), a.At)
	if len(a.Asking) == 0 {
		return
	}
	batch.Queue(insertAskingSQL, fund.UUID, a.Through.Time(), a.At, a.Event, string(a.Asking),
		store.MarkName, store.MarkNumber, store.MarkContribution, store.MarkSavings, store.MarkMember)
}

const insertFigureAnswerSQL = `
INSERT INTO figure_answers (fund_id, through, member_id, number, answer, by_id, at) VALUES ($1, $2, $3, $4, $5, $6, $7)`

func queueFigureAnswer(batch *pgx.Batch, fund ledger.FundID, a store.AnswerFigure) {
	batch.Queue(insertFigureAnswerSQL, fund.UUID, a.Through.Time(), a.Member.UUID, a.Number, string(a.Answer), a.By.UUID, a.At)
}

const figureColumns = `
SELECT f.through, f.contribution_satang, f.savings_satang, f.asked_at, m.id, m.number, m.name, m.village, coalesce(l.line_user_id, ''),
       coalesce(a.number, 0), coalesce(a.answer, ''), a.at`

const figureLookups = `
CROSS JOIN LATERAL (SELECT id, number, name, village FROM members WHERE fund_id = $1 AND id = f.member_id LIMIT 1) m
LEFT JOIN LATERAL (SELECT line_user_id FROM line_links
    WHERE fund_id = $1 AND member_id = m.id AND unlinked_at IS NULL ORDER BY linked_at DESC LIMIT 1) l ON true
LEFT JOIN LATERAL (SELECT number, answer, at FROM figure_answers
    WHERE fund_id = $1 AND through = f.through AND member_id = f.member_id ORDER BY number DESC LIMIT 1) a ON true`

const (
	figureSQL = figureColumns + `
FROM (SELECT * FROM figure_checks WHERE fund_id = $1 AND through = $2 AND member_id = $3 LIMIT 1) f` + figureLookups
	figuresSQL = figureColumns + `
FROM (SELECT * FROM figure_checks WHERE fund_id = $1 AND through = $2 OFFSET 0) f` + figureLookups + `
ORDER BY m.village, m.number`
	lastFiguresSQL = `SELECT max(through) FROM figure_checks WHERE fund_id = $1`
)

// Figure gives a member's figure at the end of a closed period, and her last word
// on it; nil when she was not asked.
func (s *Session) Figure(ctx context.Context, through ledger.Date, member ledger.MemberID) (*store.FigureCheck, error) {
	rows, err := s.tx.Query(ctx, figureSQL, s.fund.UUID, through.Time(), member.UUID)
	if err != nil {
		return nil, fmt.Errorf("read a figure: %w", err)
	}
	found, err := pgx.CollectRows(rows, scanFigure(s.fund))
	if err != nil || len(found) == 0 {
		return nil, wrapped("read a figure", err)
	}
	return &found[0], nil
}

// FigureChecks gives all members' figures of a closed period, by village and
// number; those of the latest one for the zero day, and none when nobody was
// asked yet.
func (s *Snapshot) FigureChecks(ctx context.Context, through ledger.Date) (ledger.Date, []store.FigureCheck, error) {
	if through.IsZero() {
		var last *time.Time
		if err := s.tx.QueryRow(ctx, lastFiguresSQL, s.fund.UUID).Scan(&last); err != nil {
			return through, nil, fmt.Errorf("read figures: %w", err)
		}
		if through = dateOf(last); through.IsZero() {
			return through, nil, nil
		}
	}
	found, err := collect(ctx, s, figuresSQL, scanFigure(s.fund), through.Time())
	return through, found, err
}

func scanFigure(fund ledger.FundID) pgx.RowToFunc[store.FigureCheck] {
	return func(row pgx.CollectableRow) (store.FigureCheck, error) {
		f := store.FigureCheck{Member: store.Member{Fund: fund}}
		var through time.Time
		var contribution, savings int64
		var answered pgtype.Timestamptz
		m := &f.Member
		err := row.Scan(&through, &contribution, &savings, &f.AskedAt, &m.ID.UUID, &m.Number, &m.Name, &m.Village, &m.LineUserID,
			&f.Answers, &f.Answer, &answered)
		f.Through, f.AnsweredAt = dateOf(&through), answered.Time
		f.Contribution, f.Savings = ledger.MoneyFromSatang(contribution), ledger.MoneyFromSatang(savings)
		return f, err
	}
}

// AskFigures asks every member about her figure at the end of a period that was
// closed without it, as on the command line. store.ErrExists when they were asked.
func (db *DB) AskFigures(ctx context.Context, fund ledger.FundID, through ledger.Date, at time.Time, asking json.RawMessage) error {
	err := db.inFund(ctx, fund, func(tx pgx.Tx) error {
		batch := &pgx.Batch{}
		queueFigures(batch, fund, figuresAsked{Through: through, At: at, Event: "figures:" + through.String(), Asking: asking})
		return tx.SendBatch(ctx, batch).Close()
	})
	return wrapped("ask members about their figures", domainError(err))
}
