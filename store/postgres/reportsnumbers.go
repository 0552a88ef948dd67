package postgres

import (
	"context"
	"time"

	"github.com/jackc/pgx/v5"

	"sajja/ledger"
)

// NumberedDocument is one paper of a series.
type NumberedDocument struct {
	Document     ledger.DocumentNumber
	Entry        ledger.EntryID
	On           ledger.Date
	Kind         ledger.Kind
	Amount       ledger.Money
	Number, Name string // the member's, or empty
	Reason       string
	// ReversedBy undid it, Reverses is what it undoes; zero for neither.
	ReversedBy, Reverses ledger.DocumentNumber
}

const documentsSQL = `
SELECT e.id, e.effective_on, e.kind, e.series, e.series_number, e.amount_satang, coalesce(m.number, ''), coalesce(m.name, ''), e.reason,
       coalesce(v.series, ''), coalesce(v.series_year, 0), coalesce(v.series_number, 0),
       coalesce(o.series, ''), coalesce(o.series_year, 0), coalesce(o.series_number, 0)
FROM entries e
LEFT JOIN LATERAL (SELECT * FROM entries WHERE fund_id = $1 AND reverses_id = e.id LIMIT 1) v ON true
LEFT JOIN LATERAL (SELECT * FROM entries WHERE fund_id = $1 AND id = e.reverses_id LIMIT 1) o ON true
LEFT JOIN LATERAL (SELECT number, name FROM members WHERE fund_id = $1 AND id = e.member_id LIMIT 1) m ON true
WHERE e.fund_id = $1 AND e.series = $2 AND e.series_year = $3
ORDER BY e.series_number LIMIT $4`

// Documents gives all papers of a series and year by number, reversed ones among
// them: a number once given stays given.
func (s *Snapshot) Documents(ctx context.Context, series ledger.Series, year int) ([]NumberedDocument, error) {
	documents, err := collect(ctx, s, documentsSQL, func(row pgx.CollectableRow) (NumberedDocument, error) {
		d := NumberedDocument{Document: ledger.DocumentNumber{Year: year}}
		var on time.Time
		var satang int64
		err := row.Scan(&d.Entry.UUID, &on, &d.Kind, &d.Document.Series, &d.Document.Number, &satang, &d.Number, &d.Name, &d.Reason,
			&d.ReversedBy.Series, &d.ReversedBy.Year, &d.ReversedBy.Number, &d.Reverses.Series, &d.Reverses.Year, &d.Reverses.Number)
		d.On, d.Amount = dateOf(&on), ledger.MoneyFromSatang(satang)
		return d, err
	}, string(series), year, reportRowsMax+1)
	if err == nil && len(documents) > reportRowsMax {
		err = ErrReportTooLong
	}
	return documents, err
}
