package postgres_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"

	"sajja/ledger"
)

// TestHostileColumns gives the door columns that our program would never make.
func TestHostileColumns(t *testing.T) {
	t.Parallel()
	i := newIntruder(t)
	sound := callOf(receive(t, i.bundle, i.waiting, i.malee))
	defer verifyClean(t, i.db)

	for _, columns := range []map[string]string{entryColumns, lineColumns} {
		for name, kind := range columns {
			for what, value := range map[string]string{
				"one value more": fmt.Sprintf("(%s::%s || (%s::%s)[1:1])", sound[name], kind, sound[name], kind),
				"none":           "'{}'",
				"one before all": fmt.Sprintf("array_prepend(NULL, %s::%s)", sound[name], kind),
			} {
				t.Run(name+" with "+what+" is refused", func(t *testing.T) {
					i.refused(t, "entries_columns_even", sound.with(call{name: value}).sql())
				})
			}
		}
	}

	const notNull = "23502"
	for name, by := range map[string]string{
		"funds": "42501", "ids": notNull, "phases": notNull, "kinds": notNull, "days": "entries_numbered", "causes": notNull,
		"keys": notNull, "hashes": notNull, "series_asked": "entries_numbered", "reasons": notNull, "amounts": "entries_balanced",
		"members": "entries_resolves_pending", "actors": "entries_maker_is_not_checker",
		"line_entries": "entries_balanced", "line_numbers": notNull, "codes": "postings_account_open",
		"sides": "entries_balanced", "sources": "entries_balanced", "line_amounts": "entries_balanced",
	} {
		t.Run("NULL among "+name+" is refused", func(t *testing.T) {
			kind := entryColumns[name] + lineColumns[name]
			value := fmt.Sprintf("(ARRAY[NULL]::%s || (%s::%s)[2:])", kind, sound[name], kind)
			i.refused(t, by, sound.with(call{name: value}).sql())
		})
	}

	nextDay := ledger.NewEntryID(i.startedAt.Add(24 * time.Hour))
	for name, test := range map[string]struct {
		changed call
		by      string
	}{
		"a line of no entry":                    {call{"line_entries": array(1, 2)}, "entries_balanced"},
		"a line of entry zero":                  {call{"line_entries": array(1, 0)}, "entries_balanced"},
		"two lines of one number":               {call{"line_numbers": array(1, 1)}, "postings_pkey"},
		"columns that begin elsewhere":          {call{"ids": "'[0:0]={" + nextDay.String() + "}'"}, "entries_columns_even"},
		"columns in two dimensions":             {call{"amounts": "'{{3000}}'"}, "entries_balanced"},
		"a receipt of another kind":             {call{"kinds": array("deposit")}, "entries_resolves_pending"},
		"a kind nobody knows":                   {call{"kinds": array("gift")}, "entries_kind_known"},
		"no cause":                              {call{"causes": array("")}, "entries_texts_bounded"},
		"no key":                                {call{"keys": array("")}, "entries_texts_bounded"},
		"a key without end":                     {call{"keys": array(strings.Repeat("k", 501))}, "entries_texts_bounded"},
		"a series nobody knows":                 {call{"series_asked": array("Q")}, "entries_series_known"},
		"a day in the year 5000":                {call{"days": array("5000-01-01")}, "entries_series_year_in_range"},
		"a day before all days":                 {call{"days": array("-infinity")}, "22003"},
		"an ID of 1970":                         {call{"ids": array("00000000-0000-7000-8000-000000000000")}, "entries_recorded_in_range"},
		"an ID of the year 10889":               {call{"ids": array("ffffffff-ffff-7fff-bfff-ffffffffffff")}, "entries_recorded_in_range"},
		"an ID that is in the books":            {call{"ids": array(i.posted.ID)}, "entries_pkey"},
		"more money than there is":              {call{"amounts": array(10_000_000_000_001), "line_amounts": array(10_000_000_000_001, 10_000_000_000_001), "resolved": array(nil)}, "entries_amount"},
		"a sum that overflows":                  {call{"amounts": array(int64(1) << 62), "line_amounts": array(int64(1)<<62, int64(1)<<62)}, "entries_amount"},
		"debits that overflow":                  {call{"line_entries": array(1, 1, 1, 1), "line_numbers": array(1, 2, 3, 4), "codes": array("1100", "3100", "1100", "3100"), "owners": array(nil, i.somsri.ID, nil, i.somsri.ID), "sides": array("debit", "credit", "debit", "credit"), "sources": array("members", "members", "members", "members"), "line_amounts": array(int64(1)<<62, int64(1)<<62, int64(1)<<62, int64(1)<<62)}, "22003"},
		"a line after those of no entry":        {call{"line_entries": array(1, 1, 2), "line_numbers": array(1, 2, 1), "codes": array("1100", "3100", "3100"), "owners": array(nil, i.somsri.ID, i.somsri.ID), "sides": array("debit", "credit", "credit"), "sources": array("members", "members", "members"), "line_amounts": array(3000, 3000, 1)}, "entries_in_order"},
		"debits that overflow into balance":     {call{"line_amounts": array(int64(-1)<<62, int64(1)<<62)}, "entries_balanced"},
		"a negative line beside two":            {call{"line_entries": array(1, 1, 1), "line_numbers": array(1, 2, 3), "codes": array("1100", "3100", "3100"), "owners": array(nil, i.somsri.ID, i.somsri.ID), "sides": array("debit", "credit", "credit"), "sources": array("members", "members", "members"), "line_amounts": array(3000, 4000, -1000)}, "postings_amount_positive"},
		"a source nobody knows":                 {call{"sources": array("rich", "rich")}, "postings_source_known"},
		"a round without number":                {call{"sources": array("state/0", "state/0")}, "postings_source_known"},
		"a round of three digits":               {call{"sources": array("state/100", "state/100")}, "postings_source_known"},
		"money that changes its source":         {call{"sources": array("members", "state/1")}, "entries_balanced"},
		"a line of another fund's member":       {call{"owners": array(nil, i.chai.ID)}, "postings_account_open"},
		"savings of nobody":                     {call{"codes": array("1100", "2100"), "owners": array(nil, nil)}, "postings_savings_have_owner"},
		"an expiry on what does not wait":       {call{"expiries": array("2026-12-31")}, "entries_rest_pending"},
		"the rest of what does not wait":        {call{"rests": array(i.waiting.ID)}, "entries_rest_pending"},
		"a reversal of nothing":                 {call{"kinds": array("reversal"), "resolved": array(nil)}, "entries_reversal_posted"},
		"a fund that is none":                   {call{"funds": array(uuid.New())}, "42501"},
		"a promise by nobody":                   {call{"phases": array("pending"), "resolved": array(nil), "members": array(nil), "series_asked": array(nil)}, "entries_pending_is_first"},
		"a promise for a day without end":       {call{"phases": array("pending"), "resolved": array(nil), "series_asked": array(nil), "days": array("infinity")}, "entries_days_in_range"},
		"a promise that waits beyond all days":  {call{"phases": array("pending"), "resolved": array(nil), "series_asked": array(nil), "expiries": array("infinity")}, "entries_days_in_range"},
		"an amount without lines, hidden":       {call{"amounts": array(3000, -3000), "line_entries": "'{}'", "line_numbers": "'{}'", "codes": "'{}'", "owners": "'{}'", "sides": "'{}'", "sources": "'{}'", "line_amounts": "'{}'"}, "entries_columns_even"},
		"a line on the other fund's chart only": {call{"codes": array("1100", "8888")}, "postings_account_open"},
	} {
		t.Run("an entry with "+name+" is refused", func(t *testing.T) {
			i.refused(t, test.by, sound.with(test.changed).sql())
		})
	}

	t.Run("two entries of one ID, or of one key, are refused", func(t *testing.T) {
		first, second := promise(t, i.bundle, i.somsri, "10.00", "a"), promise(t, i.bundle, i.somsri, "20.00", "b")
		sameID := second
		sameID.ID = first.ID
		i.refused(t, "entries_pkey", callOf(first, sameID).sql())
		sameKey := second
		sameKey.Key = first.Key
		i.refused(t, "entries_idempotency_key", callOf(first, sameKey).sql())
	})

	t.Run("a closed account takes nothing, and an open one does", func(t *testing.T) {
		statement := sound.with(call{"codes": array("1100", "3900"), "resolved": array(i.posted.Resolves)}).sql()
		for closedOn, by := range map[string]string{"'2026-01-01'": "postings_account_open", "NULL": "entries_resolves_key"} {
			if got := refusedBy(i.try(t, i.fund.ID, `UPDATE accounts SET closed_on = `+closedOn+` WHERE code = '3900'`, statement)); got != by {
				t.Errorf("closed on %s: refused by %s, want %s", closedOn, got, by)
			}
		}
	})

	t.Run("lines out of the order of their entries are refused", func(t *testing.T) {
		two := callOf(promise(t, i.bundle, i.somsri, "10.00", "c"), promise(t, i.bundle, i.somsri, "10.00", "d"))
		i.refused(t, "entries_balanced", two.with(call{"line_entries": array(1, 2, 1, 2)}).sql())
		i.refused(t, "entries_balanced", two.with(call{"line_entries": array(2, 2, 1, 1)}).sql())
	})

	t.Run("a fund by itself, and mixed with another, is not reached from a bound transaction", func(t *testing.T) {
		theirs := promise(t, i.bundle, i.chai, "10.00", "theirs")
		theirs.Fund = i.other.ID
		i.refused(t, "42501", callOf(theirs).sql())
		i.refused(t, "42501", callOf(promise(t, i.bundle, i.somsri, "10.00", "ours"), theirs).sql())
	})

	t.Run("without that the call is taken", func(t *testing.T) { i.taken(t, sound.sql()) })
}
