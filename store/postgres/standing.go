package postgres

import (
	"time"

	"github.com/jackc/pgx/v5"

	"sajja/ledger"
	"sajja/ledger/membership"
	"sajja/store"
)

// standingOfPeopleSQL gives what the register says of the members behind LINE
// users: what became of them and, where they were brought in, the paper balance.
const standingOfPeopleSQL = `
SELECT u.line_user_id, m.joined_on, e.events, e.days, e.voids, b.on_day, coalesce(b.contribution_satang, 0), coalesce(b.savings_satang, 0),
       coalesce(a.is_asked, false), a.agrees
FROM unnest($2::text[]) AS u (line_user_id)
CROSS JOIN LATERAL (SELECT member_id FROM (SELECT fund_id, member_id FROM line_links
    WHERE line_user_id = u.line_user_id AND unlinked_at IS NULL OFFSET 0) of_user WHERE fund_id = $1 LIMIT 1) l
CROSS JOIN LATERAL (SELECT joined_on FROM members WHERE fund_id = $1 AND id = l.member_id LIMIT 1) m
CROSS JOIN LATERAL (SELECT coalesce(array_agg(event ORDER BY number), '{}') AS events, coalesce(array_agg(on_day ORDER BY number), '{}') AS days,
           coalesce(array_agg(coalesce(voids, 0) ORDER BY number), '{}') AS voids
    FROM membership_events WHERE fund_id = $1 AND member_id = l.member_id) e
LEFT JOIN LATERAL (SELECT on_day, contribution_satang, savings_satang FROM baselines
    WHERE fund_id = $1 AND member_id = l.member_id LIMIT 1) b ON true
LEFT JOIN LATERAL (SELECT true AS is_asked, bool_or(agrees) AS agrees FROM baseline_steps
    WHERE fund_id = $1 AND member_id = l.member_id HAVING count(*) > 0) a ON true`

func standingArgs(fund ledger.FundID, users []string) []any { return []any{fund.UUID, users} }

func addStanding(rows pgx.Rows, people map[string]*store.Person) error {
	for rows.Next() {
		var user string
		var joined, on *time.Time
		var events []string
		var days []time.Time
		var voids []int
		var contribution, savings int64
		var b store.Baseline
		if err := rows.Scan(&user, &joined, &events, &days, &voids, &on, &contribution, &savings, &b.IsAsked, &b.Agrees); err != nil {
			rows.Close()
			return err
		}
		p := people[user]
		if p == nil {
			continue
		}
		p.History = historyOf(dateOf(joined), events, days, voids)
		if on != nil {
			b.Member, b.On = p.Member.ID, dateOf(on)
			b.Contribution, b.Savings = ledger.MoneyFromSatang(contribution), ledger.MoneyFromSatang(savings)
			p.Baseline = &b
		}
	}
	return rows.Err()
}

// historyOf puts events together. A history that does not fit, which the register
// does not let happen, keeps nobody from her passbook: the joining counts alone.
func historyOf(joined ledger.Date, events []string, days []time.Time, voids []int) membership.History {
	records := make([]membership.Record, len(events))
	for i, event := range events {
		records[i] = membership.Record{Number: i + 1, Event: membership.Event(event), On: dateOf(&days[i]), Voids: voids[i]}
	}
	h, err := membership.NewHistory(joined, records)
	if err != nil {
		h, _ = membership.NewHistory(joined, nil)
	}
	return h
}
