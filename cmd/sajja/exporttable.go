package main

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"sajja/bot/thai"
	"sajja/ledger"
	"sajja/store/postgres"
)

// openTables says which form of the tables a reader has before her.
const openTables = "ตารางกลาง รุ่น 1"

// exportTotals is what the small tables are made of, gathered while the entries
// pass by: sums per account, month and source, and who received welfare.
type exportTotals struct {
	turnovers map[turnoverKey]*ledger.Turnover
	helped    map[helpKey]map[ledger.MemberID]bool
	last      ledger.Date
}

type turnoverKey struct {
	code   ledger.AccountCode
	month  ledger.Date
	source ledger.Source
}

type helpKey struct {
	code ledger.AccountCode
	year int
}

// newExportTotals reads all posted entries once. Entries that close a year, and
// those that undo such a closing, are counted in no turnover: they take what was
// spent back to zero and bring it again.
func (b *exportBooks) newExportTotals(ctx context.Context, chart map[ledger.AccountCode]ledger.Account) (*exportTotals, error) {
	t := &exportTotals{turnovers: map[turnoverKey]*ledger.Turnover{}, helped: map[helpKey]map[ledger.MemberID]bool{}}
	closings := map[ledger.EntryID]bool{}
	return t, b.Entries(ctx, postgres.PostedEntries, func(e *postgres.BookedEntry) error {
		if e.Kind == ledger.KindClosing {
			closings[e.ID] = true
		}
		if e.EffectiveOn.After(t.last) {
			t.last = e.EffectiveOn
		}
		for _, p := range e.Postings {
			if !closings[e.ID] && !closings[e.Reverses] {
				t.add(chart[p.Account.Code], &e.Entry, p)
			}
		}
		return nil
	})
}

func (t *exportTotals) add(account ledger.Account, e *ledger.Entry, p ledger.Posting) {
	key := turnoverKey{p.Account.Code, e.EffectiveOn.FirstOfMonth(), p.Source}
	sum := t.turnovers[key]
	if sum == nil {
		sum = &ledger.Turnover{Account: account, Month: key.month, Source: p.Source}
		t.turnovers[key] = sum
	}
	if p.Side == ledger.Debit {
		sum.Debit = sum.Debit.Add(p.Amount)
	} else {
		sum.Credit = sum.Credit.Add(p.Amount)
	}
	if account.IsWelfare() && !e.Member.IsZero() && p.Side == ledger.Debit {
		help := helpKey{account.Code, e.EffectiveOn.Year()}
		if t.helped[help] == nil {
			t.helped[help] = map[ledger.MemberID]bool{}
		}
		t.helped[help][e.Member] = true
	}
}

// years gives the years that have entries, in order.
func (t *exportTotals) years() []int {
	var years []int
	for key := range t.turnovers {
		years = append(years, key.month.Year())
	}
	slices.Sort(years)
	return slices.Compact(years)
}

// of gives the turnovers of a year, or of all the years before it.
func (t *exportTotals) of(wanted func(year int) bool) []ledger.Turnover {
	var found []ledger.Turnover
	for key, sum := range t.turnovers {
		if wanted(key.month.Year()) {
			found = append(found, *sum)
		}
	}
	slices.SortFunc(found, func(a, b ledger.Turnover) int {
		return cmp.Or(cmp.Compare(a.Account.Code, b.Account.Code), a.Month.DaysUntil(b.Month)*-1, cmp.Compare(a.Source.String(), b.Source.String()))
	})
	return found
}

// exportTable is one of the set, with the name of its file and worksheet.
type exportTable struct {
	file, tab string
	sheet     *sheet
}

// tables makes the small tables of the set: members, receipts by source, welfare
// by heading, balances. Any agency may read them: they name no member.
func (b *exportBooks) tables(ctx context.Context, chart []ledger.Account, t *exportTotals) ([]exportTable, error) {
	members, err := b.Members(ctx)
	if err != nil {
		return nil, err
	}
	balances, err := b.Balances(ctx, false)
	if err != nil {
		return nil, err
	}
	whole := map[ledger.AccountCode]ledger.Money{}
	for _, standing := range balances {
		whole[standing.Account.Code] = whole[standing.Account.Code].Add(standing.Amount)
	}
	tables := []exportTable{
		{"members", "สมาชิก", membersTable(members)},
		{"receipts", "รับตามแหล่งเงิน", receiptsTable(chart, t, whole)},
		{"welfare", "สวัสดิการ", welfareTable(t)},
		{"balances", "ยอดคงเหลือ", balancesTable(chart, whole)},
	}
	for _, table := range tables {
		table.sheet.Fund, table.sheet.Period = b.fund.Name, "ข้อมูลถึงรายการวันที่ "+thaiDay(t.last)
		table.sheet.Notes = append(table.sheet.Notes, openTables)
	}
	return tables, nil
}

func thaiDay(day ledger.Date) string {
	if day.IsZero() {
		return "-"
	}
	return thai.FormatDate(day)
}

// membersTable counts who joined, by village and month.
func membersTable(members []postgres.MemberRow) *sheet {
	s := &sheet{Name: "members", Title: "จำนวนสมาชิก", GroupedBy: "หมู่บ้าน",
		Columns: []column{dateColumn("month", "เดือนที่เข้า"), numberColumn("year", "ปี พ.ศ."), numberColumn("joined", "เข้าใหม่"), numberColumn("members", "รวม")}}
	joined := map[string]map[ledger.Date]int{}
	for _, m := range members {
		if joined[m.Village] == nil {
			joined[m.Village] = map[ledger.Date]int{}
		}
		joined[m.Village][m.JoinedOn.FirstOfMonth()]++
	}
	for _, village := range sortedKeys(joined, cmp.Compare[string]) {
		group, total := rowGroup{Name: cmp.Or(village, "ไม่ระบุหมู่บ้าน")}, 0
		for _, month := range sortedKeys(joined[village], func(a, b ledger.Date) int { return b.DaysUntil(a) }) {
			total += joined[village][month]
			group.Rows = append(group.Rows, []cell{month, thai.BuddhistYear(month), joined[village][month], total})
		}
		s.Groups = append(s.Groups, group)
	}
	s.Notes = []string{fmt.Sprintf("สมาชิกทั้งหมด %d คน", len(members))}
	return s
}

// receiptsTable tells what came in and went out for each source of money, year
// by year. In and out since the beginning must come to what stands on the asset
// accounts.
func receiptsTable(chart []ledger.Account, t *exportTotals, whole map[ledger.AccountCode]ledger.Money) *sheet {
	s := &sheet{Name: "receipts", Title: "รับและจ่ายตามแหล่งเงิน", GroupedBy: "ปี",
		Columns: []column{numberColumn("year", "ปี พ.ศ."), textColumn("source", "แหล่งเงิน"), textColumn("code", "รหัสบัญชี"), textColumn("account", "บัญชี"),
			moneyColumn("in", "รับ"), moneyColumn("out", "จ่าย")}}
	var kept ledger.Money
	for _, year := range t.years() {
		group := rowGroup{Name: fmt.Sprintf("ปี %d", buddhistYear(year))}
		for _, flow := range ledger.NewSourceFlows(nil, t.of(func(y int) bool { return y == year })) {
			for _, line := range flow.Lines {
				kept = kept.Add(line.In).Sub(line.Out)
				group.Rows = append(group.Rows, []cell{buddhistYear(year), sourceWords(flow.Source), string(line.Account.Code), line.Account.Name, line.In, line.Out})
			}
		}
		s.Groups = append(s.Groups, group)
	}
	s.Feet = []foot{{Name: "รวมทั้งสิ้น"}}
	var assets ledger.Money
	for _, a := range chart {
		if a.Type == ledger.Asset {
			assets = assets.Add(whole[a.Code])
		}
	}
	s.Checks = []footCheck{{"รับหักจ่าย กับสินทรัพย์ตามบัญชี", kept, assets}}
	return s
}

// welfareTable tells how many members were helped and with how much, by year and
// heading.
func welfareTable(t *exportTotals) *sheet {
	s := &sheet{Name: "welfare", Title: "สวัสดิการตามประเภท", GroupedBy: "ปี",
		Columns: []column{numberColumn("year", "ปี พ.ศ."), textColumn("code", "รหัสบัญชี"), textColumn("heading", "ประเภทสวัสดิการ"),
			numberColumn("members", "จำนวนสมาชิก"), moneyColumn("amount", "จ่าย")}}
	for _, year := range t.years() {
		statement := ledger.NewIncomeStatement(ledger.YearDays(year).Months(), t.of(func(y int) bool { return y == year }))
		group := rowGroup{Name: fmt.Sprintf("ปี %d", buddhistYear(year))}
		for _, line := range statement.Expense {
			if line.Account.IsWelfare() {
				people := len(t.helped[helpKey{line.Account.Code, year}])
				group.Rows = append(group.Rows, []cell{buddhistYear(year), string(line.Account.Code), line.Account.Name, people, line.Total()})
			}
		}
		if len(group.Rows) > 0 {
			s.Groups = append(s.Groups, group)
		}
	}
	s.Feet = []foot{{Name: "รวมทั้งสิ้น"}}
	return s
}

// balancesTable is the trial balance. Its two columns must be equal.
func balancesTable(chart []ledger.Account, whole map[ledger.AccountCode]ledger.Money) *sheet {
	s := &sheet{Name: "balances", Title: "ยอดคงเหลือตามบัญชี", Groups: []rowGroup{{}}, Feet: []foot{{Name: "รวมทั้งสิ้น"}},
		Columns: []column{textColumn("code", "รหัสบัญชี"), textColumn("account", "บัญชี"), moneyColumn("debit", "เดบิต"), moneyColumn("credit", "เครดิต")}}
	var lines []ledger.TrialLine
	for _, a := range chart {
		line := ledger.NewTrialLine(a, whole[a.Code], ledger.Money{})
		lines = append(lines, line)
		s.Groups[0].Rows = append(s.Groups[0].Rows, []cell{string(a.Code), a.Name, line.Debit, line.Credit})
	}
	trial := ledger.NewTrialBalance(lines)
	s.Checks = []footCheck{{"เดบิต กับเครดิต", trial.Debit, trial.Credit}}
	return s
}

func buddhistYear(year int) int {
	return thai.BuddhistYear(ledger.YearDays(year).From)
}

func sortedKeys[K comparable, V any](m map[K]V, compare func(a, b K) int) []K {
	keys := make([]K, 0, len(m))
	for key := range m {
		keys = append(keys, key)
	}
	slices.SortFunc(keys, compare)
	return keys
}
