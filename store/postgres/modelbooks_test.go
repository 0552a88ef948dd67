package postgres_test

import (
	"context"
	"fmt"

	"github.com/google/go-cmp/cmp"
	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
	"pgregory.net/rapid"

	"sajja/ledger"
)

// keptSQL reads a fund's books raw, each line as a name and a value; the model
// tells the same of itself.
const keptSQL = `
SELECT 'entries', count(*)::text FROM entries WHERE fund_id = $1
UNION ALL SELECT 'entries out of balance', count(*)::text FROM (SELECT FROM postings WHERE fund_id = $1 GROUP BY entry_id, source
    HAVING sum(CASE side WHEN 'debit' THEN amount_satang ELSE -amount_satang END) <> 0) o
UNION ALL SELECT 'waits ' || entry_id, member_id::text FROM waiting WHERE fund_id = $1
UNION ALL SELECT 'numbers ' || series || series_year, count(*) || ' to ' || max(series_number) || ' of ' || count(DISTINCT series_number)
    FROM entries WHERE fund_id = $1 AND series IS NOT NULL GROUP BY series, series_year
UNION ALL SELECT 'counter ' || series || year, last_number::text FROM document_counters WHERE fund_id = $1 AND last_number > 0
UNION ALL SELECT 'balance ' || account_code || ' ' || CASE WHEN month = '-infinity' THEN member_id::text ELSE to_char(month, 'YYYY-MM') END,
        format('[%s %s %s %s]', sum(debit_satang), sum(credit_satang), sum(pending_debit_satang), sum(pending_credit_satang))
    FROM balances WHERE fund_id = $1 GROUP BY account_code, member_id, month
    HAVING sum(debit_satang) <> 0 OR sum(credit_satang) <> 0 OR sum(pending_debit_satang) <> 0 OR sum(pending_credit_satang) <> 0`

func (w *world) keptBy(t *rapid.T, f *modelFund) map[string]string {
	rows, err := w.owner.Query(context.Background(), keptSQL, f.id.UUID)
	if err != nil {
		t.Fatal(err)
	}
	kept := map[string]string{}
	var name, value string
	if _, err := pgx.ForEachRow(rows, []any{&name, &value}, func() error { kept[name] = value; return nil }); err != nil {
		t.Fatal(err)
	}
	return kept
}

// kept tells of the model what keptSQL reads.
func (f *modelFund) kept() map[string]string {
	lines := map[string]string{"entries": fmt.Sprint(len(f.entries)), "entries out of balance": "0"}
	for id := range f.waiting() {
		lines["waits "+id.String()] = f.entry(id).Member.String()
	}
	for _, e := range f.entries {
		if e.Phase == ledger.PhasePosted {
			run, n := fmt.Sprint(e.Document.Series, e.EffectiveOn.Year()), f.lastNumber(e.Document.Series, e.EffectiveOn.Year())
			lines["numbers "+run], lines["counter "+run] = fmt.Sprintf("%d to %d of %d", n, n, n), fmt.Sprint(n)
		}
	}
	for key, s := range f.balances() {
		place := key.month
		if !key.member.IsZero() {
			place = key.member.String()
		}
		lines[fmt.Sprintf("balance %s %s", key.code, place)] = fmt.Sprint([4]int64(s))
	}
	return lines
}

// expectBooks holds the books to what the model says, and to their own rules.
func (w *world) expectBooks(t *rapid.T, f *modelFund) {
	if diff := cmp.Diff(f.kept(), w.keptBy(t, f)); diff != "" {
		w.fail(t, "books of the %s fund (-model +kept):\n%s", f.name, diff)
	}
	w.expectTrial(t, f, ledger.Date{})
	w.expectTrial(t, f, w.today().AddDays(-rapid.IntRange(0, 40).Draw(t, "as of days ago")))
	w.expectMoney(t, f, f.members[rapid.IntRange(0, len(f.members)-1).Draw(t, "whose statement")])
}

// expectTrial holds the trial balance of a day, or of all days.
func (w *world) expectTrial(t *rapid.T, f *modelFund, asOf ledger.Date) {
	trial, err := w.db.TrialBalance(context.Background(), f.id, asOf)
	if err != nil {
		t.Fatal(err)
	}
	if !trial.IsBalanced() {
		w.fail(t, "the columns of the trial balance differ: %s and %s", trial.Debit, trial.Credit)
	}
	got, want := map[ledger.AccountCode]int64{}, map[ledger.AccountCode]int64{}
	for _, l := range trial.Lines {
		if net := l.Debit.Sub(l.Credit).Satang(); net != 0 {
			got[l.Account.Code] = net
		}
	}
	for _, e := range f.entries {
		if e.Phase != ledger.PhasePosted || !asOf.IsZero() && e.EffectiveOn.After(asOf) {
			continue
		}
		for _, p := range e.Postings {
			satang := p.Amount.Satang()
			if p.Side == ledger.Credit {
				satang = -satang
			}
			if want[p.Account.Code] += satang; want[p.Account.Code] == 0 {
				delete(want, p.Account.Code)
			}
		}
	}
	if diff := cmp.Diff(want, got); diff != "" {
		w.fail(t, "trial balance of the %s fund as of %q (-model +kept):\n%s", f.name, asOf, diff)
	}
}

// expectMoney holds a member's balances and the lines of her statement.
func (w *world) expectMoney(t *rapid.T, f *modelFund, m modelMember) {
	money, lines, err := w.db.MemberStatement(context.Background(), f.id, m.id, 1000)
	if err != nil {
		t.Fatal(err)
	}
	balances := f.balances()
	own, given := balances[balanceKey{code: ledger.CodeSavings, member: m.id}], balances[balanceKey{code: ledger.CodeMembersFund, member: m.id}]
	got := []int64{money.Savings.Satang(), money.PendingSavings.Satang(), money.Contribution.Satang(), money.PendingContribution.Satang()}
	if diff := cmp.Diff([]int64{own[1] - own[0], own[3] - own[2], given[1] - given[0], given[3] - given[2]}, got); diff != "" {
		w.fail(t, "%s's money (-model +kept):\n%s", m.name, diff)
	}
	want, told := map[uuid.UUID]string{}, map[uuid.UUID]string{}
	for _, e := range f.entries {
		if e.Member != m.id || !e.Resolves.IsZero() {
			continue
		}
		shown := e
		if end := f.endOf(e.ID); end != nil {
			shown = *end
		}
		amount := shown.Amount()
		if shown.Phase == ledger.PhaseVoided {
			amount = e.Amount()
		}
		want[shown.ID.UUID] = fmt.Sprint(shown.EffectiveOn, e.Kind, amount, shown.Document)
	}
	for _, l := range lines {
		told[l.ID.UUID] = fmt.Sprint(l.EffectiveOn, l.Kind, l.Amount, l.Document)
	}
	if diff := cmp.Diff(want, told); diff != "" {
		w.fail(t, "%s's statement (-model +kept):\n%s", m.name, diff)
	}
}
