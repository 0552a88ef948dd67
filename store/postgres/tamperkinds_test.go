package postgres_test

import (
	"context"
	"slices"
	"testing"

	"sajja/ledger"
	"sajja/store"
	"sajja/store/postgres"
)

const (
	digest   = "entry differs from its digest"
	balance  = "balance differs from its postings"
	waiting  = "waiting list differs from the entries"
	sealOff  = "sealed day differs from its seal"
	lastGone = "last document numbers missing"
)

// damages are what somebody with all rights over the database may do to the
// books, and the faults by which verify must name it, the first first.
var damages = map[string]struct {
	statements string
	faults     []string
}{
	// One entry changed.
	"an amount, on the entry alone":  {`UPDATE entries SET amount_satang = 1 WHERE id = '$posted'`, []string{"entry does not balance"}},
	"a posting's amount":             {`UPDATE postings SET amount_satang = 1 WHERE entry_id = '$posted' AND side = 'credit'`, []string{"entry does not balance", digest, balance}},
	"an amount everywhere it stands": {`UPDATE postings SET amount_satang = 1 WHERE entry_id = '$waiting'; UPDATE entries SET amount_satang = 1 WHERE id = '$waiting'; UPDATE balances SET pending_credit_satang = pending_credit_satang - 2999 WHERE account_code = '3100' AND pending_credit_satang > 0; UPDATE balances SET pending_debit_satang = pending_debit_satang - 2999 WHERE account_code = '1100' AND pending_debit_satang > 0`, []string{digest}},
	"an amount below zero":           {`UPDATE postings SET amount_satang = -amount_satang WHERE entry_id = '$fresh'; UPDATE entries SET amount_satang = -amount_satang WHERE id = '$fresh'; rehash $fresh`, []string{"posting is malformed", balance}},
	"whose money a line is":          {`UPDATE postings SET source = 'codi' WHERE entry_id = '$granted' AND line = 1; rehash $granted`, []string{"entry does not balance for each source of money", sealOff}},
	"the day it counts":              {`UPDATE entries SET effective_on = '2025-01-01' WHERE id = '$posted'`, []string{digest, "document number of another year", balance}},
	"what kind it is":                {`UPDATE entries SET kind = 'deposit' WHERE id = '$waiting'`, []string{digest}},
	"whose money it was":             {`UPDATE entries SET member_id = '$malee' WHERE id = '$posted'`, []string{digest, "promise ended in another member's name"}},
	"who received it":                {`UPDATE entries SET actor_id = '$somsri' WHERE id = '$posted'`, []string{digest, "maker received her own promise"}},
	"that anybody received it":       {`UPDATE entries SET actor_id = NULL WHERE id = '$posted'`, []string{digest, "maker received her own promise"}},
	"why it was refused":             {`UPDATE entries SET reason = 'double' WHERE id = '$voided'`, []string{digest}},
	"how long it waits":              {`UPDATE entries SET expires_on = '2024-03-06' WHERE id = '$waiting'`, []string{digest}},
	"what caused it":                 {`UPDATE entries SET cause = 'another event' WHERE id = '$posted'`, []string{sealOff}},
	"the name of the act":            {`UPDATE entries SET idempotency_key = 'another' WHERE id = '$posted'`, []string{sealOff}},
	"when it was recorded":           {`UPDATE entries SET recorded_at = recorded_at + interval '1 ms' WHERE id = '$fresh'`, []string{"instant of recording is not the one the ID begins with"}},
	"a promise to money":             {`UPDATE entries SET phase = 'posted' WHERE id = '$waiting'`, []string{digest, "posted without a number"}},
	"a receipt to a promise":         {`UPDATE entries SET phase = 'pending', series = NULL, series_year = NULL, series_number = NULL WHERE id = '$posted'`, []string{digest, sealOff, "document number missing", balance}},
	"a phase to nonsense":            {`UPDATE entries SET phase = 'lost' WHERE id = '$fresh'; rehash $fresh`, []string{"entry of an unknown phase", lastGone, balance}},
	"which account":                  {`UPDATE postings SET account_code = '1300' WHERE entry_id = '$posted' AND side = 'debit'`, []string{digest, balance}},
	"which side":                     {`UPDATE postings SET side = CASE side WHEN 'debit' THEN 'credit' ELSE 'debit' END WHERE entry_id = '$posted'`, []string{digest, balance}},
	"a side to nonsense":             {`UPDATE postings SET side = 'left' WHERE entry_id = '$posted' AND side = 'debit'`, []string{"entry does not balance", "posting is malformed"}},
	"the number of a line":           {`UPDATE postings SET line = 7 WHERE entry_id = '$posted' AND line = 2`, []string{"posting is malformed"}},
	"an account to one unknown":      {`UPDATE postings SET account_code = '9999' WHERE entry_id = '$fresh' AND line = 2; rehash $fresh`, []string{"posting to an account the fund does not have", balance}},
	"a member to one unknown":        {`UPDATE entries SET member_id = gen_random_uuid() WHERE id = '$fresh'; rehash $fresh`, []string{"entry or posting of a member the fund does not have"}},

	// Lines and entries gone or added.
	"a line away":                         {`DELETE FROM postings WHERE entry_id = '$posted' AND line = 2`, []string{"entry does not balance", "entry has the wrong number of lines", digest}},
	"both lines away":                     {`DELETE FROM postings WHERE entry_id = '$posted'`, []string{"entry does not balance", "entry has the wrong number of lines", digest}},
	"lines more":                          {`INSERT INTO postings SELECT fund_id, entry_id, line + 2, account_code, member_id, side, source, amount_satang FROM postings WHERE entry_id = '$posted'`, []string{"entry does not balance", digest}},
	"lines on what was taken back":        {`INSERT INTO postings SELECT fund_id, '$voided', line, account_code, member_id, side, source, amount_satang FROM postings WHERE entry_id = '$posted'`, []string{"entry does not balance", "entry has the wrong number of lines", digest}},
	"an entry away, its lines left":       {`DELETE FROM entries WHERE id = '$waiting'`, []string{"posting without its entry", "sealed day has another number of entries"}},
	"a receipt and its lines away":        {`DELETE FROM postings WHERE entry_id = '$posted'; DELETE FROM entries WHERE id = '$posted'`, []string{"sealed day has another number of entries", sealOff, "document number missing", balance, waiting}},
	"the last entry and its lines away":   {`DELETE FROM postings WHERE entry_id = '$fresh'; DELETE FROM entries WHERE id = '$fresh'`, []string{lastGone, balance}},
	"a promise away, its end left":        {`DELETE FROM postings WHERE entry_id = (SELECT resolves_id FROM entries WHERE id = '$posted'); DELETE FROM entries WHERE id = (SELECT resolves_id FROM entries WHERE id = '$posted')`, []string{"sealed day has another number of entries", "entry resolves what is not pending"}},
	"an entry with money out of thin air": {`INSERT INTO entries SELECT fund_id, '018e7000-0000-7000-8000-000000000001', 'posted', kind, effective_on, recorded_at, member_id, actor_id, cause, 'thin air', content_hash, NULL, NULL, NULL, NULL, NULL, NULL, NULL, reason, amount_satang FROM entries WHERE id = '$posted'`, []string{"entry does not balance", "entry has the wrong number of lines", digest, "instant of recording is not the one the ID begins with", "posted without a number"}},
	"a member away":                       {`DELETE FROM line_links; DELETE FROM officer_terms; DELETE FROM members WHERE id = '$malee'`, []string{"entry or posting of a member the fund does not have"}},
	"an account away":                     {`DELETE FROM accounts WHERE code = '1100'`, []string{"posting to an account the fund does not have"}},

	// Links.
	"which promise was received":     {`UPDATE entries SET resolves_id = '$waiting' WHERE id = '$posted'; rehash $posted`, []string{"more received than was promised", sealOff, waiting}},
	"a second end of a promise":      {`UPDATE entries SET phase = 'voided', resolves_id = (SELECT resolves_id FROM entries WHERE id = '$posted'), series = NULL, series_year = NULL, series_number = NULL, amount_satang = 0 WHERE id = '$fresh'; DELETE FROM postings WHERE entry_id = '$fresh'; rehash $fresh`, []string{"promise ended twice", lastGone}},
	"the end of what was never said": {`UPDATE entries SET resolves_id = '$granted', member_id = NULL WHERE id = '$fresh'; rehash $fresh`, []string{"entry resolves what is not pending"}},
	"more than was promised":         {`UPDATE postings SET amount_satang = 9000 WHERE entry_id = '$posted'; UPDATE entries SET amount_satang = 9000 WHERE id = '$posted'; rehash $posted`, []string{"more received than was promised", sealOff, balance}},
	"what was left of a promise":     {`UPDATE postings SET amount_satang = 7000 WHERE entry_id = '$rest'; UPDATE entries SET amount_satang = 7000 WHERE id = '$rest'; rehash $rest`, []string{"rest is not what was left of the promise", sealOff, balance}},
	"what a rest is of":              {`UPDATE entries SET rest_of_id = '$waiting' WHERE id = '$rest'; rehash $rest`, []string{sealOff, "rest of what was not received in part"}},
	"a reversal's lines":             {`UPDATE postings SET amount_satang = 40000 WHERE entry_id = '$reversal'; UPDATE entries SET amount_satang = 40000 WHERE id = '$reversal'; rehash $reversal`, []string{sealOff, "reversal does not mirror its entry", balance}},
	"a reversal's entry away":        {`DELETE FROM postings WHERE entry_id = '$donated'; DELETE FROM entries WHERE id = '$donated'`, []string{"sealed day has another number of entries", "reversal of what cannot be reversed", "document number missing"}},
	"what a reversal undoes":         {`UPDATE entries SET reverses_id = '$waiting' WHERE id = '$reversal'; rehash $reversal`, []string{sealOff, "reversal of what cannot be reversed"}},
	"a second reversal":              {`UPDATE entries SET reverses_id = '$donated' WHERE id = '$fresh'; rehash $fresh`, []string{"entry reversed twice"}},
	"a reversal to before its entry": {`UPDATE entries SET effective_on = '2024-03-01' WHERE id = '$reversal'; rehash $reversal`, []string{sealOff, "reversal counts before its entry"}},
	"a reversal to a plain entry":    {`UPDATE entries SET reverses_id = NULL, kind = 'other' WHERE id = '$reversal'; rehash $reversal`, []string{sealOff}},

	// Numbers.
	"a receipt number":           {`UPDATE entries SET series_number = 7 WHERE id = '$fresh'`, []string{"document number above the last one given", lastGone}},
	"a number to a gap":          {`UPDATE entries SET series_number = series_number + 1 WHERE id = '$fresh'; UPDATE document_counters SET last_number = last_number + 1 WHERE series = 'R'`, []string{"document number missing"}},
	"a number to one twice":      {`UPDATE entries SET series_number = 1 WHERE id = '$fresh'`, []string{"document number given twice", lastGone}},
	"a number to another year":   {`UPDATE entries SET series_year = 2023 WHERE id = '$fresh'`, []string{"document number of another year"}},
	"two receipts, changed over": {`UPDATE entries SET series_number = 3 - series_number WHERE series = 'R' AND series_number IN (1, 2)`, []string{sealOff}},
	"the numbers given":          {`UPDATE document_counters SET last_number = 9`, []string{lastGone}},
	"the numbers given, away":    {`DELETE FROM document_counters`, []string{"document number above the last one given"}},
	"a number on a promise":      {`UPDATE entries SET series = 'R', series_year = 2024, series_number = 9 WHERE id = '$waiting'`, []string{"number on what is not posted"}},

	// What is kept beside the entries.
	"a balance":                     {`UPDATE balances SET credit_satang = credit_satang + 1 WHERE account_code = '3100'`, []string{balance}},
	"a balance that waits":          {`UPDATE balances SET pending_debit_satang = pending_debit_satang + 1 WHERE account_code = '1100'`, []string{balance}},
	"a balance away":                {`DELETE FROM balances WHERE account_code = '3100'`, []string{balance}},
	"a balance of nothing more":     {`INSERT INTO balances SELECT fund_id, '1400', member_id, month, stripe, 5, 0, 0, 0 FROM balances WHERE account_code = '3100' AND month > '-infinity' LIMIT 1`, []string{balance}},
	"a balance to another month":    {`UPDATE balances SET month = month + 31 WHERE account_code = '1100' AND month > '-infinity'`, []string{balance}},
	"savings to less than nothing":  {`UPDATE postings SET account_code = '2100', member_id = '$somsri' WHERE entry_id = '$fresh' AND side = 'debit'; rehash $fresh`, []string{balance, "savings below zero"}},
	"what waits, away":              {`DELETE FROM waiting`, []string{waiting}},
	"what waits, back":              {`INSERT INTO waiting SELECT fund_id, member_id, resolves_id FROM entries WHERE id = '$posted'`, []string{waiting}},
	"what waits, for somebody else": {`UPDATE waiting SET member_id = '$malee'`, []string{waiting}},

	// Periods.
	"a day to one in a closed period": {`UPDATE periods SET closed_at = '2024-03-01'; UPDATE entries SET effective_on = '2024-02-10' WHERE id = '$fresh'; rehash $fresh`, []string{"entry in a period that was closed before"}},
	"how far the books are closed":    {`UPDATE books SET closed_through = '2024-01-31'`, []string{"books are closed through another day than the last period"}},
	"a period away":                   {`DELETE FROM periods`, []string{"books are closed through another day than the last period"}},

	// Seals.
	"a sealed entry with all that follows from it": {`UPDATE postings SET amount_satang = 60000 WHERE entry_id IN ('$donated', '$reversal'); UPDATE entries SET amount_satang = 60000 WHERE id IN ('$donated', '$reversal'); rehash $donated; rehash $reversal; UPDATE balances SET debit_satang = debit_satang + 10000, credit_satang = credit_satang + 10000 WHERE account_code IN ('1100', '3100') AND month > '-infinity' AND debit_satang >= 50000`, []string{sealOff}},
	"a day and its seal, not the next":             {`UPDATE entries SET cause = 'another event' WHERE id = '$posted'; UPDATE seals s SET hash = sha256('\x0000000b'::bytea || 'sajja day 1'::bytea || uuid_send(fund_id) || int4send(10) || '2024-03-05'::bytea || previous_hash || (SELECT string_agg(sajja_sealed_digest(e), ''::bytea ORDER BY e.id) FROM entries e WHERE id < sajja_first_id('2024-03-06'))) WHERE day = '2024-03-05'`, []string{"seal does not follow on the one before"}},
	"a whole day away":                             {`DELETE FROM postings WHERE entry_id >= sajja_first_id('2024-03-08') AND entry_id < sajja_first_id('2024-03-09'); DELETE FROM entries WHERE id >= sajja_first_id('2024-03-08') AND id < sajja_first_id('2024-03-09')`, []string{"sealed day has lost its entries", lastGone, balance, waiting}},
	"a whole day with its seal away":               {`DELETE FROM seals WHERE day = '2024-03-05'; DELETE FROM postings WHERE entry_id < sajja_first_id('2024-03-06'); DELETE FROM entries WHERE id < sajja_first_id('2024-03-06')`, []string{"seal does not follow on the one before", "entry resolves what is not pending"}},
	"a seal away":                                  {`DELETE FROM seals WHERE day = '2024-03-08'`, []string{"sealed day without a seal"}},
	"the first seal away":                          {`DELETE FROM seals WHERE day = '2024-03-05'`, []string{"sealed day without a seal", "seal does not follow on the one before"}},
	"a seal":                                       {`UPDATE seals SET hash = sha256('another') WHERE day = '2024-03-05'`, []string{sealOff, "seal does not follow on the one before"}},
	"what a seal follows on":                       {`UPDATE seals SET previous_hash = sha256('another') WHERE day = '2024-03-08'`, []string{sealOff, "seal does not follow on the one before"}},
	"how many a seal counted":                      {`UPDATE seals SET entries = entries + 1 WHERE day = '2024-03-08'`, []string{"sealed day has another number of entries"}},
	"a seal more":                                  {`INSERT INTO seals SELECT fund_id, '2024-03-07', 1, sha256('another'), hash, sealed_at FROM seals WHERE day = '2024-03-05'`, []string{"sealed day has lost its entries", "seal does not follow on the one before"}},
	"an entry into a sealed day":                   {`UPDATE postings SET entry_id = '018e0d73-6980-7000-8000-000000000001' WHERE entry_id = '$fresh'; UPDATE entries SET id = '018e0d73-6980-7000-8000-000000000001', recorded_at = sajja_instant('018e0d73-6980-7000-8000-000000000001') WHERE id = '$fresh'`, []string{"sealed day has another number of entries", sealOff}},
	"an entry into a day without any":              {`UPDATE postings SET entry_id = '018e12ff-3c00-7000-8000-000000000001' WHERE entry_id = '$fresh'; UPDATE entries SET id = '018e12ff-3c00-7000-8000-000000000001', recorded_at = sajja_instant('018e12ff-3c00-7000-8000-000000000001') WHERE id = '$fresh'`, []string{"sealed day without a seal"}},
	"how far the books are sealed":                 {`UPDATE books SET sealed_through = '2024-03-15'`, []string{"sealed day without a seal"}},
	"how far they were sealed once":                {`UPDATE books SET sealed_through = '2024-03-06'`, []string{"seal after the last sealed day"}},
}

func TestVerify(t *testing.T) {
	t.Parallel()

	t.Run("untouched books verify, with their entries counted", func(t *testing.T) {
		t.Parallel()
		s := newTampered(t)
		for _, since := range []ledger.Date{{}, march(5), march(6), march(8), march(12), march(13)} {
			found, err := s.db.VerifyWith(t.Context(), []store.Fund{s.fund}, postgres.VerifyOptions{Since: since})
			want := map[string]int64{"": 12, "2024-03-05": 12, "2024-03-06": 4, "2024-03-08": 4, "2024-03-12": 1, "2024-03-13": 0}[since.String()]
			if err != nil || len(found.Faults) != 0 || found.Entries != want || found.Funds != 1 {
				t.Errorf("since %s: %+v, %v", since, found, err)
			}
		}
	})

	t.Run("a damage is named from outside as from within", func(t *testing.T) {
		t.Parallel()
		s := newTampered(t)
		s.change(t, s.rulesOff(t), `UPDATE entries SET reason = 'double' WHERE id = '$voided'; DELETE FROM postings WHERE entry_id = '$fresh'`)
		found, err := s.db.Verify(t.Context(), []store.Fund{s.fund})
		if err != nil {
			t.Fatal(err)
		}
		first := found.Faults[0]
		want := postgres.Fault{Fund: "demo", Check: digest, Where: "entry " + s.voided.ID.String() + " of 2024-03-05",
			Entry: s.voided.ID.String(), Day: "2024-03-05", Found: first.Found, Expected: first.Expected}
		if first != want || !slices.Contains(names(t, found.Faults), balance) {
			t.Errorf("%+v", found.Faults)
		}
	})

	t.Run("changing", func(t *testing.T) {
		t.Parallel()
		s := newTampered(t)
		conn := s.rulesOff(t)
		for name, test := range damages {
			t.Run(name+" is named", func(t *testing.T) {
				tx, err := conn.Begin(t.Context())
				if err != nil {
					t.Fatal(err)
				}
				defer func() { _ = tx.Rollback(context.Background()) }()
				s.change(t, tx, test.statements)
				var found postgres.Verification
				if err := postgres.VerifyIn(t.Context(), tx, s.fund, &found); err != nil {
					t.Fatal(err)
				}
				checks := names(t, found.Faults)
				if len(checks) == 0 || checks[0] != test.faults[0] {
					t.Errorf("first is not %q: %q", test.faults[0], checks)
				}
				for _, want := range test.faults {
					if !slices.Contains(checks, want) {
						t.Errorf("%q is not among %q", want, checks)
					}
				}
			})
		}
	})
}
