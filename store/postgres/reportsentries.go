package postgres

import (
	"context"
	"errors"
	"time"

	"github.com/jackc/pgx/v5"

	"sajja/ledger"
)

// reportRowsMax bounds a report: what a worksheet can hold, and more than the
// entries of a large fund in ten years.
const reportRowsMax = 1_000_000

// ErrReportTooLong says that a report has more rows than anybody could print.
var ErrReportTooLong = errors.New("the report has more than a million rows: ask for fewer days")

// AccountEntry is what one entry did on one account, with what people call it.
type AccountEntry struct {
	Line     ledger.AccountLine // without its running balance
	Account  ledger.AccountCode
	On       ledger.Date
	Kind     ledger.Kind
	Document ledger.DocumentNumber
	// Number, Name and Village are the member's whose money it is; empty for the
	// fund's own affairs.
	Number, Name, Village string
	Reason                string
	// Against are the other accounts of the entry.
	Against []ledger.AccountCode
}

const accountEntriesSQL = `
WITH lines AS MATERIALIZED (
    SELECT e.id, e.effective_on, e.kind, e.series, e.series_year, e.series_number, e.reason, e.member_id, p.account_code,
           coalesce(sum(p.amount_satang) FILTER (WHERE p.side = 'debit'), 0)::bigint AS debit,
           coalesce(sum(p.amount_satang) FILTER (WHERE p.side = 'credit'), 0)::bigint AS credit
    FROM entries e JOIN postings p ON p.fund_id = e.fund_id AND p.entry_id = e.id
    LEFT JOIN entries o ON o.fund_id = e.fund_id AND o.id = e.reverses_id
    WHERE e.fund_id = $1 AND e.phase = 'posted' AND e.effective_on BETWEEN $3 AND $4 AND p.account_code = ANY($2)
      AND ($5 OR ('closing' IN (e.kind, o.kind)) IS NOT TRUE)
    GROUP BY e.fund_id, e.id, p.account_code
    ORDER BY e.effective_on, e.id, p.account_code LIMIT $6
)
SELECT l.id, l.effective_on, l.kind, l.series, l.series_year, l.series_number, l.reason,
       coalesce(m.number, ''), coalesce(m.name, ''), coalesce(m.village, ''), l.account_code, l.debit, l.credit,
       ARRAY(SELECT DISTINCT other.account_code FROM postings other
             WHERE other.fund_id = $1 AND other.entry_id = l.id AND other.account_code <> ALL($2) ORDER BY 1)
FROM lines l LEFT JOIN members m ON m.fund_id = $1 AND m.id = l.member_id
ORDER BY l.effective_on, l.id, l.account_code`

// AccountEntries gives what happened on some accounts in some days, in the order
// of the days and within a day of the recording. ErrReportTooLong when that is
// more than a report can hold.
func (s *Snapshot) AccountEntries(ctx context.Context, codes []ledger.AccountCode, days ledger.Days, withClosing bool) ([]AccountEntry, error) {
	names := make([]string, len(codes))
	for i, code := range codes {
		names[i] = string(code)
	}
	entries, err := collect(ctx, s, accountEntriesSQL, scanAccountEntry, names, wireBegin(days.From), wireEnd(days.To), withClosing, reportRowsMax+1)
	if err == nil && len(entries) > reportRowsMax {
		err = ErrReportTooLong
	}
	return entries, err
}

func scanAccountEntry(row pgx.CollectableRow) (AccountEntry, error) {
	var e AccountEntry
	var on time.Time
	var kind, series, code string
	var debit, credit int64
	var against []string
	err := row.Scan(&e.Line.Entry.UUID, &on, &kind, &series, &e.Document.Year, &e.Document.Number, &e.Reason,
		&e.Number, &e.Name, &e.Village, &code, &debit, &credit, &against)
	e.On, e.Kind, e.Document.Series, e.Account = dateOf(&on), ledger.Kind(kind), ledger.Series(series), ledger.AccountCode(code)
	e.Line.Debit, e.Line.Credit = ledger.MoneyFromSatang(debit), ledger.MoneyFromSatang(credit)
	for _, other := range against {
		e.Against = append(e.Against, ledger.AccountCode(other))
	}
	return e, err
}
