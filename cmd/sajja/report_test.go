package main

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"

	"sajja/ledger"
	"sajja/store"
	"sajja/store/postgres"
	"sajja/store/storetest"
)

// reportBundle is a fund of four people and one year, with everything that a
// report must tell apart: two villages, three sources of money, welfare, a
// reversal, savings, a promise that waits, and a closed year before.
type reportBundle struct {
	url  string
	db   *postgres.DB
	fund store.Fund
	env  map[string]string
	by   map[string]store.Member
}

func setupReports(t *testing.T) *reportBundle {
	t.Helper()
	b := &reportBundle{url: storetest.Postgres(t), by: map[string]store.Member{}}
	b.env = map[string]string{"DATABASE_URL": b.url}
	db, err := postgres.Open(t.Context(), b.url, postgres.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(db.Close)
	b.db = db
	b.fund = store.Fund{ID: ledger.NewFundID(), Code: "demo", Name: "กองทุนบ้านดอนทอง", Preset: ledger.PresetWelfare,
		ReceiptDelivery: store.DeliveryPush, CreatedAt: ledger.MustDate("2024-12-01").Start()}
	if err := db.CreateFund(t.Context(), b.fund); err != nil {
		t.Fatal(err)
	}
	b.addMembers(t)
	b.post(t, b.year()...)
	return b
}

func (b *reportBundle) addMembers(t *testing.T) {
	t.Helper()
	var members []store.Member
	for _, m := range []struct {
		number, name, village, joined string
		offices                       []ledger.Office
	}{
		{"001", "สมศรี กู้เกียรติ", "หมู่ 1", "2024-12-01", nil}, {"002", "=บุญมี", "หมู่ 2", "2025-01-05", nil},
		{"003", "มาลี น้ำผึ้ง", "หมู่ 1", "2024-12-01", []ledger.Office{ledger.Treasurer}}, {"004", "ใหม่ มาทีหลัง", "หมู่ 2", "2026-02-01", nil},
	} {
		member := store.Member{Fund: b.fund.ID, ID: ledger.NewMemberID(), Number: m.number, Name: m.name, Village: m.village,
			JoinedOn: ledger.MustDate(m.joined), Offices: m.offices}
		b.by[m.number] = member
		members = append(members, member)
	}
	if err := b.db.AddMembers(t.Context(), b.fund.ID, members, b.fund.CreatedAt); err != nil {
		t.Fatal(err)
	}
}

func (b *reportBundle) post(t *testing.T, entries ...ledger.Entry) {
	t.Helper()
	if err := b.db.Post(t.Context(), b.fund.ID, entries); err != nil {
		t.Fatal(err)
	}
}

// journal makes a posted entry from "DEBIT CREDIT AMOUNT"; a code may carry a
// member's number as 3100/001, and a fourth word is the source.
func (b *reportBundle) journal(on string, kind ledger.Kind, member, words string) ledger.Entry {
	parts := strings.Fields(words)
	source := ledger.Source{Kind: ledger.SourceMembers}
	if len(parts) > 3 {
		source, _ = ledger.ParseSource(strings.Trim(parts[3], "-"))
	}
	day := ledger.MustDate(on)
	e, err := ledger.Journal(b.fund.ID, kind, b.by[member].ID, day,
		ledger.Transfer(b.account(parts[0]), b.account(parts[1]), ledger.MustMoney(parts[2]), source),
		ledger.Act{At: day.Start(), Cause: "test", Key: on + " " + string(kind) + " " + member + " " + words})
	if err != nil {
		panic(err)
	}
	return e
}

func (b *reportBundle) account(text string) ledger.AccountRef {
	code, number, _ := strings.Cut(text, "/")
	return ledger.AccountRef{Code: ledger.AccountCode(code), Member: b.by[number].ID}
}

func (b *reportBundle) year() []ledger.Entry {
	reversed := b.journal("2025-03-10", ledger.KindContribution, "002", "1100 3100/002 99.00")
	undone, err := ledger.Reverse(reversed, ledger.Date{}, "รับผิดคน", ledger.Act{At: ledger.MustDate("2025-03-11").Start(), Cause: "test", Key: "undo"})
	if err != nil {
		panic(err)
	}
	waiting, err := ledger.Promise(ledger.Handing{Fund: b.fund.ID, Member: b.by["001"].ID, Kind: ledger.KindContribution,
		Amount: ledger.MustMoney("30"), EffectiveOn: ledger.MustDate("2025-12-30")},
		ledger.Act{Actor: b.by["001"].ID, At: ledger.MustDate("2025-12-30").Start(), Cause: "test", Key: "waiting"})
	if err != nil {
		panic(err)
	}
	return []ledger.Entry{
		b.journal("2024-12-05", ledger.KindContribution, "001", "1100 3100/001 100.00"),
		b.journal("2024-12-05", ledger.KindFee, "001", "1100 4100 20.00"),
		b.journal("2024-12-31", ledger.KindClosing, "", "4100 3100 20.00"),
		b.journal("2025-01-05", ledger.KindContribution, "001", "1100 3100/001 30.00"),
		b.journal("2025-01-05", ledger.KindContribution, "002", "1200/003 3100/002 30.50"),
		b.journal("2025-01-05", ledger.KindFee, "002", "1100 4100 20.00 -"),
		b.journal("2025-02-05", ledger.KindContribution, "001", "1100 3100/001 30.00"),
		b.journal("2025-02-06", ledger.KindDeposit, "001", "1100 2100/001 500.00"),
		b.journal("2025-02-20", ledger.KindGrant, "", "1300 3300 3000.00 state/3"),
		reversed, undone,
		b.journal("2025-04-01", ledger.KindWelfare, "001", "5020 1100 40.00"),
		b.journal("2025-04-02", ledger.KindWelfare, "", "5120 1300 1000.00 state/3"),
		b.journal("2025-05-02", ledger.KindBanking, "", "1300 1100 400.00"),
		b.journal("2025-06-02", ledger.KindWithdrawal, "001", "2100/001 1300 100.00"),
		b.journal("2025-07-15", ledger.KindExpense, "", "6400 1100 15.25"),
		b.journal("2025-12-31", ledger.KindClosing, "", "4100 3100 20.00 -"),
		b.journal("2025-12-31", ledger.KindClosing, "", "3100 6400 15.25"),
		waiting,
		b.journal("2026-01-05", ledger.KindContribution, "001", "1100 3100/001 30.00"),
	}
}

// sajja runs a report and wants it to go well.
func (b *reportBundle) sajja(t *testing.T, args ...string) string {
	t.Helper()
	code, stdout, stderr := invoke(t, b.env, append([]string{"report"}, args...)...)
	if code != exitDone {
		t.Fatalf("report %q: exit %d, stderr %q", args, code, stderr)
	}
	return stdout
}

// read is a report's JSON in the shape that most share.
type readReport struct {
	Report  string       `json:"report"`
	OK      bool         `json:"ok"`
	Columns []columnJSON `json:"columns"`
	Groups  []struct {
		Name string           `json:"name"`
		Rows []map[string]any `json:"rows"`
		Sum  map[string]any   `json:"sum"`
	} `json:"groups"`
	Totals []struct {
		Name string         `json:"name"`
		Sum  map[string]any `json:"sum"`
	} `json:"totals"`
	Checks []checkJSON `json:"checks"`
	Faults []string    `json:"faults"`
}

func (b *reportBundle) read(t *testing.T, args ...string) readReport {
	t.Helper()
	var report readReport
	if err := json.Unmarshal([]byte(b.sajja(t, append(args, "--fund", "demo", "--json")...)), &report); err != nil {
		t.Fatal(err)
	}
	return report
}

// table gives the rows of a report as lines of words, in the order of the columns.
func (r readReport) table() []string {
	var lines []string
	for _, g := range r.Groups {
		if g.Name != "" {
			lines = append(lines, "# "+g.Name)
		}
		for _, row := range g.Rows {
			lines = append(lines, r.join(row))
		}
		if g.Name != "" && len(g.Sum) > 0 {
			lines = append(lines, "= "+r.join(g.Sum))
		}
	}
	for _, total := range r.Totals {
		lines = append(lines, "== "+r.join(total.Sum))
	}
	return lines
}

func (r readReport) join(row map[string]any) string {
	var words []string
	for _, c := range r.Columns {
		if text, ok := row[c.Key].(string); ok && text != "" {
			words = append(words, text)
		}
	}
	return strings.Join(words, " | ")
}

var everyReport = [][]string{
	{"cash-holders"}, {"collections", "--year", "2568"},
	{"trial-balance", "--as-of", "2025-12-31"}, {"trial-balance", "--as-of", "2025-12-31", "--by-source"},
	{"ledger", "--account", "1100", "--year", "2568"}, {"ledger", "--account", "3100", "--year", "2568", "--by-month"},
	{"cash-book", "--year", "2568"}, {"income-expense", "--year", "2568"}, {"income-expense", "--year", "2568", "--by-month"},
	{"position", "--as-of", "2025-12-31"}, {"contributions", "--year", "2568"}, {"contributions", "--year", "2568", "--money", "savings"},
	{"benefits", "--year", "2568"}, {"benefits", "--year", "2568", "--by", "member"}, {"numbers", "--year", "2568"},
	{"sources", "--year", "2568"}, {"status-form", "--as-of", "2025-12-31"}, {"statement", "--member", "001"},
}

// TestEveryReport: whatever the report, all its forms say the same and its sums
// hold.
func TestEveryReport(t *testing.T) {
	t.Parallel()
	b := setupReports(t)
	for _, args := range everyReport {
		t.Run(strings.Join(args, " "), func(t *testing.T) {
			t.Parallel()
			args = append(args, "--fund", "demo")
			table := b.sajja(t, args...)
			if !strings.Contains(table, b.fund.Name) || strings.Contains(table, "ผลต่าง") || strings.Contains(table, "ผิดปกติ") {
				t.Errorf("table:\n%s", table)
			}
			path := filepath.Join(t.TempDir(), "report.xlsx")
			b.sajja(t, append(args, "--format", "xlsx", "--out", path)...)
			file, err := excelize.OpenFile(path)
			if err != nil {
				t.Fatal(err)
			}
			defer file.Close()
			text, hasMark := strings.CutPrefix(b.sajja(t, append(args, "--format", "csv")...), byteOrderMark)
			records, err := csv.NewReader(strings.NewReader(text)).ReadAll()
			if err != nil || !hasMark || len(records) < 2 {
				t.Fatalf("CSV of %d records, mark %t: %v", len(records), hasMark, err)
			}
			var report readReport
			if err := json.Unmarshal([]byte(b.sajja(t, append(args, "--json")...)), &report); err != nil {
				t.Fatal(err)
			}
			if args[0] == "trial-balance" || args[0] == "statement" {
				return // shapes of their own: TestWorkbooksOfKnownShapes
			}
			if !report.OK || len(report.Groups) == 0 {
				t.Errorf("report %+v", report)
			}
			compareJSON(t, report, file)
		})
	}
}

// isTerm names the columns that programs read as codes.
var isTerm = map[string]bool{"kind": true, "state": true, "month": true, "heading": true}

// compareJSON holds the rows and sums of a workbook against the report's JSON,
// cell by cell.
func compareJSON(t *testing.T, report readReport, file *excelize.File) {
	t.Helper()
	rows, err := file.GetRows(xlsxTab, excelize.Options{RawCellValue: true})
	if err != nil {
		t.Fatal(err)
	}
	at := xlsxHeadRow
	compare := func(want map[string]any) {
		t.Helper()
		if at >= len(rows) {
			t.Fatalf("the workbook ends at row %d", at)
		}
		for i, c := range report.Columns {
			wanted, isThere := want[c.Key].(string)
			if !isThere {
				continue
			}
			if c.Type == "money" {
				wanted = ledger.MustMoney(wanted).Decimal().String()
			}
			if c.Type == "date" {
				wanted, _ = xlsxWords(t, ledger.MustDate(wanted))
			}
			got := ""
			if i < len(rows[at]) {
				got = rows[at][i]
			}
			if isTerm[c.Key] && got != "" {
				wanted = got // a code for programs, words for people
			}
			if got != wanted {
				t.Errorf("row %d, %s: %q in the workbook, %q in JSON", at+1, c.Key, got, wanted)
			}
		}
		at++
	}
	for _, g := range report.Groups {
		if g.Name != "" {
			if rows[at][0] != g.Name {
				t.Errorf("row %d begins with %q, want %q", at+1, rows[at][0], g.Name)
			}
			at++
		}
		for _, row := range g.Rows {
			compare(row)
		}
		if g.Name != "" {
			compare(g.Sum)
		}
	}
	for _, total := range report.Totals {
		compare(total.Sum)
	}
}

func TestReportFlags(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		name string
		args []string
		says string
	}{
		{"a workbook without a place", []string{"position", "--fund", "demo", "--format", "xlsx"}, "--out"},
		{"two forms at once", []string{"position", "--fund", "demo", "--format", "csv", "--json"}, "--format csv"},
		{"a form that is none", []string{"position", "--fund", "demo", "--format", "pdf"}, "--format"},
		{"a year and days", []string{"cash-book", "--fund", "demo", "--year", "2568", "--from", "2025-01-01"}, "--year"},
		{"days that end before they begin", []string{"cash-book", "--fund", "demo", "--from", "2025-02-01", "--to", "2025-01-01"}, "2025-01-01"},
		{"a year outside the calendar", []string{"numbers", "--fund", "demo", "--year", "5000"}, "calendar"},
		{"a cursor of one's own making", []string{"statement", "--fund", "demo", "--member", "001", "--before", "yesterday"}, "--before"},
	} {
		t.Run(test.name+" is wrong usage", func(t *testing.T) {
			t.Parallel()
			code, stdout, stderr := invoke(t, nil, append([]string{"report"}, test.args...)...)
			if code != exitUsage || stdout != "" || !strings.Contains(stderr, test.says) {
				t.Errorf("exit %d, stdout %q, stderr %q", code, stdout, stderr)
			}
		})
	}
}

func TestDaysFlags(t *testing.T) {
	t.Parallel()
	now := ledger.MustDate("2026-11-21")
	for _, test := range []struct {
		flags    daysFlags
		from, to string
	}{
		{daysFlags{}, "2026-01-01", "2026-11-21"},
		{daysFlags{Year: 2568}, "2025-01-01", "2025-12-31"},
		{daysFlags{Year: 2025}, "2025-01-01", "2025-12-31"},
		{daysFlags{To: ledger.MustDate("2024-05-31")}, "2024-01-01", "2024-05-31"},
		{daysFlags{From: ledger.MustDate("2025-10-01")}, "2025-10-01", "2026-11-21"},
	} {
		got, err := test.flags.days("sajja report", now)
		if err != nil || got.From.String() != test.from || got.To.String() != test.to {
			t.Errorf("%+v means %v (%v), want %s to %s", test.flags, got, err, test.from, test.to)
		}
	}
}

func TestReportOut(t *testing.T) {
	t.Parallel()
	b := setupReports(t)

	t.Run("a report in a file is its owner's to read, and stdout stays empty", func(t *testing.T) {
		t.Parallel()
		path := filepath.Join(t.TempDir(), "cash.csv")
		if out := b.sajja(t, "cash-book", "--fund", "demo", "--year", "2568", "--format", "csv", "--out", path); out != "" {
			t.Errorf("stdout %q", out)
		}
		info, err := os.Stat(path)
		if err != nil || info.Mode().Perm() != 0o600 {
			t.Errorf("mode %v (%v)", info, err)
		}
	})

	t.Run("a workbook goes to standard output when that is asked for", func(t *testing.T) {
		t.Parallel()
		out := b.sajja(t, "position", "--fund", "demo", "--format", "xlsx", "--out", "-")
		file, err := excelize.OpenReader(bytes.NewReader([]byte(out)))
		if err != nil {
			t.Fatal(err)
		}
		if got, err := file.GetCellValue(xlsxTab, "A1"); err != nil || got != "งบแสดงฐานะการเงิน" {
			t.Errorf("title %q (%v)", got, err)
		}
	})

	t.Run("an account or a member that is not there is refused in words", func(t *testing.T) {
		t.Parallel()
		for _, args := range [][]string{{"ledger", "--account", "9999"}, {"statement", "--member", "999"}} {
			code, stdout, stderr := invoke(t, b.env, append(append([]string{"report"}, args...), "--fund", "demo")...)
			if code != exitFailed || stdout != "" || !strings.Contains(stderr, "see `sajja") {
				t.Errorf("%q: exit %d, stdout %q, stderr %q", args, code, stdout, stderr)
			}
		}
	})
}

func TestTrialBalanceReport(t *testing.T) {
	t.Parallel()
	b := setupReports(t)
	var trial trialBalanceJSON
	if err := json.Unmarshal([]byte(b.sajja(t, "trial-balance", "--fund", "demo", "--as-of", "2025-04-15", "--by-source", "--json")), &trial); err != nil {
		t.Fatal(err)
	}
	lines := func(accounts []trialLineJSON) []string {
		var out []string
		for _, l := range accounts {
			if !l.Debit.IsZero() || !l.Credit.IsZero() {
				out = append(out, string(l.Code)+" "+l.Debit.String()+" "+l.Credit.String())
			}
		}
		return out
	}
	want := []string{"1100 660.00 0.00", "1200 30.50 0.00", "1300 2000.00 0.00", "2100 0.00 500.00", "3100 0.00 210.50",
		"3300 0.00 3000.00", "4100 0.00 20.00", "5020 40.00 0.00", "5120 1000.00 0.00"}
	if diff := cmp.Diff(want, lines(trial.Accounts)); diff != "" || trial.Debit.String() != "3730.50" || trial.Credit.String() != "3730.50" {
		t.Errorf("trial balance (-want +got):\n%s debit %s, credit %s", diff, trial.Debit, trial.Credit)
	}
	var sources []string
	for _, s := range trial.Sources {
		sources = append(sources, s.Source+": "+s.Debit.String()+" "+s.Credit.String())
	}
	if diff := cmp.Diff([]string{"members: 710.50 710.50", "state/3: 3000.00 3000.00", ": 20.00 20.00"}, sources); diff != "" {
		t.Errorf("sources (-want +got):\n%s", diff)
	}
}
