package register

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"sajja/bot/sheet"
	"sajja/ledger"
	"sajja/ledger/membership"
)

var options = Options{Today: ledger.MustDate("2026-11-22"), Money: ledger.KindContribution}

// rowsOf reads lines whose cells a bar parts.
func rowsOf(lines ...string) []sheet.Row {
	var rows []sheet.Row
	for i, line := range lines {
		row := sheet.Row{Line: i + 1}
		for _, text := range strings.Split(line, "|") {
			row.Cells = append(row.Cells, sheet.Cell{Text: strings.TrimSpace(text), IsFormula: strings.HasPrefix(text, "=")})
		}
		rows = append(rows, row)
	}
	return rows
}

func read(t *testing.T, lines ...string) *Table {
	t.Helper()
	table, err := Read(rowsOf(lines...), options)
	if err != nil {
		t.Fatal(err)
	}
	return table
}

// faultsOf writes faults as "3 born no-day 31/2/2500 other".
func faultsOf(faults []Fault) []string {
	var all []string
	for _, f := range faults {
		all = append(all, strings.TrimSpace(fmt.Sprint(f.Line, " ", f.Column, " ", f.Code, " ", f.Written, " ", f.Other)))
	}
	return all
}

var compared = cmp.Comparer(func(a, b ledger.Date) bool { return a == b })

func TestReadAFormOfAFund(t *testing.T) {
	t.Parallel()
	table := read(t,
		"ทะเบียนสมาชิกกองทุนสวัสดิการตำบลตัวอย่าง ณ 30 ก.ย. 2569",
		"ลำดับ|เลขที่สมาชิก|คำนำหน้า|ชื่อ|นามสกุล|ชื่อเล่น|ว/ด/ป เกิด|วันที่เป็นสมาชิก|หมู่ที่|บ้านเลขที่|ประเภท|เบอร์โทร|เงินสมทบสะสม (บาท)|ผู้รับผลประโยชน์|เกี่ยวข้องเป็น|ร้อยละ|ผู้รับผลประโยชน์ 2|เกี่ยวข้องเป็น 2|ร้อยละ 2|หมายเหตุ",
		"1|๐๐๑|นาง|สมศรี|ใจดี|แดง|31 ม.ค. 2503|1/1/67|๓|12/3|ผู้สูงอายุ, พิการ|081-000-0000|๓,๖๕๐.๐๐|สมหญิง ใจดี|บุตร|60|สมชาย ใจดี|บุตร|๔๐%|ย้ายมา",
		"2|002|ด.ช.|กล้า|เกื้อกูล|-|15-ก.พ.-2560|2024-02-01|หมู่ที่ 4|-|เด็กและเยาวชน|-|-|สมร เกื้อกูล|แม่||||",
		"||รวม||||||||||3,650.00|||||||",
	)
	want := []Row{
		{Line: 3, Number: "001", Name: "นางสมศรี ใจดี", Nickname: "แดง", BornOn: ledger.MustDate("1960-01-31"), JoinedOn: ledger.MustDate("2024-01-01"),
			Village: "หมู่ 3", House: "12/3", Classes: []membership.Class{membership.Elderly, membership.Disabled}, Phone: "0810000000",
			Contribution:  ledger.MustMoney("3650"),
			Beneficiaries: []membership.Beneficiary{{Name: "สมหญิง ใจดี", Relation: "บุตร", Share: 60_00}, {Name: "สมชาย ใจดี", Relation: "บุตร", Share: 40_00}}},
		{Line: 4, Number: "002", Name: "ด.ช.กล้า เกื้อกูล", BornOn: ledger.MustDate("2017-02-15"), JoinedOn: ledger.MustDate("2024-02-01"),
			Village: "หมู่ 4", Classes: []membership.Class{membership.Child},
			Beneficiaries: []membership.Beneficiary{{Name: "สมร เกื้อกูล", Relation: "แม่", Share: 100_00}}},
	}
	if diff := cmp.Diff(want, table.Rows, compared); diff != "" {
		t.Error(diff)
	}
	if len(table.Faults)+len(table.Doubts) != 0 || fmt.Sprint(table.Ignored) != "[หมายเหตุ]" {
		t.Errorf("%v %v %v", table.Faults, table.Doubts, table.Ignored)
	}
}

func TestReadEnglishHeadings(t *testing.T) {
	t.Parallel()
	table := read(t, "Member No.|Full Name|Date of Birth|Join Date|Village|Balance|Savings|Paid through", "7|Somsri Jaidee|31 Jan 1960|31-Jan-2567|Ban Mai|30|12.5|31/12/2570")
	want := []Row{{Line: 2, Number: "7", Name: "Somsri Jaidee", BornOn: ledger.MustDate("1960-01-31"), JoinedOn: ledger.MustDate("2024-01-31"),
		Village: "Ban Mai", Contribution: ledger.MustMoney("30"), Savings: ledger.MustMoney("12.5"), PaidThrough: ledger.MustDate("2027-12-31")}}
	if diff := cmp.Diff(want, table.Rows, compared); diff != "" || len(table.Faults) != 0 {
		t.Error(diff, table.Faults)
	}
}

// TestDays reads the spellings of days that people and programs write.
func TestDays(t *testing.T) {
	t.Parallel()
	for written, want := range map[string]string{
		"31/1/2567": "2024-01-31", "31/01/67": "2024-01-31", "31-01-2567": "2024-01-31", "31.1.2567": "2024-01-31", "2567-01-31": "2024-01-31",
		"2024-01-31": "2024-01-31", "2024-01-31 00:00:00": "2024-01-31", "2024-01-31T00:00:00": "2024-01-31", "31/1/2567 0:00": "2024-01-31",
		"31 / 1 / 2567": "2024-01-31", "๓๑/๑/๒๕๖๗": "2024-01-31", "31 ม.ค. 67": "2024-01-31", "31 ม.ค.67": "2024-01-31", "31-ม.ค.-67": "2024-01-31",
		"31-มกราคม-2567": "2024-01-31", "31 มกราคม พ.ศ. 2567": "2024-01-31", "วันที่ 31 มกราคม 2567": "2024-01-31", "31 มค 2567": "2024-01-31",
		"31 January 2024": "2024-01-31", "31-jan-24": "1981-01-31", "31/1/2024": "2024-01-31", "29/2/2567": "2024-02-29",
		"29/2/2566": "", "31/4/2567": "", "1/31/2024": "", "31/1": "", "ม.ค. 2567": "", "2567": "", "45322": "", "เมื่อวาน": "", "31-33/1/2567": "", "ไม่ทราบ": "",
		"1-3 ม.ค. 2567": "", "31/1/2567 15:00": "",
	} {
		if got, isDay := dayWritten(written); got.String() != want || isDay != (want != "") {
			t.Errorf("%q: %q %t, want %q", written, got, isDay, want)
		}
	}
	for kept, want := range map[string]string{
		"45322": "2024-01-31", "45322.75": "2024-01-31", "243649": "2024-01-31", "21946": "1960-01-31", "0": "", "-5": "", "999999": "", "12e99": "",
	} {
		if got, _ := daySerial(kept); got.String() != want {
			t.Errorf("a workbook's %s: %q, want %q", kept, got, want)
		}
	}
}

func TestFaultsOfRows(t *testing.T) {
	t.Parallel()
	const head = "เลขที่|ชื่อ-สกุล|วันเกิด|วันที่สมัคร|ประเภท|โทร|เลขบัตรประชาชน|เงินสมทบ|ยอดยกมา|ผู้รับประโยชน์|ร้อยละ|สถานะ"
	for row, want := range map[string]string{
		"001|สมศรี|1/1/2503|1/1/2567||||30|||||":                                  "[]",
		"|สมศรี|1/1/2503|1/1/2567|":                                               "[2 number no-number]",
		"001||1/1/2503|1/1/2567|":                                                 "[2 name no-name]",
		"001|123|1/1/2503|1/1/2567|":                                              "[2 name no-name 123]",
		"001|สมศรี|31/2/2503|1/1/2567|":                                           "[2 born no-day 31/2/2503]",
		"001|สมศรี|1/1/2603|1/1/2567|":                                            "[2 born future-day 1/1/2603 1 ม.ค. 2603]",
		"001|สมศรี|1/1/1893|1/1/2567|":                                            "[2 born no-day 1/1/1893]",
		"001|สมศรี|1/1/2443|1/1/2567|":                                            "[2 born long-ago 1/1/2443 1 ม.ค. 2443]",
		"001|สมศรี|1/1/2503||":                                                    "[2 joined no-joined]",
		"001|สมศรี|2/1/2567|1/1/2567|":                                            "[2 born born-after-joining 2 ม.ค. 2567 1 ม.ค. 2567]",
		"001|สมศรี|1/1/2503|1/1/2567|ชาวเขา":                                      "[2 class no-class ชาวเขา]",
		"001|สมศรี|1/1/2503|1/1/2567||12345":                                      "[2 phone no-phone 12345]",
		"001|สมศรี|1/1/2503|1/1/2567|||1-2345-67890-12-9":                         "[2 citizen_id no-citizen x-xxxx-xxxxx-12-9]",
		"001|สมศรี|1/1/2503|1/1/2567||||สามสิบ":                                   "[2 contribution no-amount สามสิบ]",
		"001|สมศรี|1/1/2503|1/1/2567||||-30":                                      "[2 contribution below-zero -30]",
		"001|สมศรี|1/1/2503|1/1/2567||||30.005":                                   "[2 contribution no-amount 30.005]",
		"001|สมศรี|1/1/2503|1/1/2567||||30|40":                                    "[2 contribution two-balances 30.00 40.00]",
		"001|สมศรี|1/1/2503|1/1/2567||||=1+1":                                     "[2 contribution formula =1+1]",
		"=CMD()|สมศรี|1/1/2503|1/1/2567|":                                         "[2 number formula =CMD() 2 number no-number]",
		"001|สมศรี|1/1/2503|1/1/2567||||30||สมหญิง|50":                            "[2 share shares-not-whole 50]",
		"001|สมศรี|1/1/2503|1/1/2567||||30||สมหญิง|ครึ่ง":                         "[2 share no-share ครึ่ง]",
		"001|สมศรี|1/1/2503|1/1/2567||||30|||100":                                 "[2 beneficiary beneficiary-name]",
		"001|สมศรี|1/1/2503|1/1/2567||||30||||ลาออก":                              "[2 status not-member ลาออก]",
		"001|สมศรี|1/1/2503|1/1/2567||||30||||ปกติ":                               "[]",
		"001|" + strings.Repeat("ศรี", 100) + "|1/1/2503|1/1/2567|":               "[2 name long-text " + strings.Repeat("ศรี", 10) + "…]",
		strings.Repeat("1", 33) + "|สมศรี|1/1/2503|1/1/2567|":                     "[2 number long-number " + strings.Repeat("1", 33) + "]",
		"001|สมศรี|31/2/2503|ไม่ทราบ||12|||ยี่สิบ|||":                             "[2 born no-day 31/2/2503 2 joined no-day ไม่ทราบ 2 phone no-phone 12 2 balance no-amount ยี่สิบ]",
		"001|สมศรี\u202eิดใจ|1/1/2503|1/1/2567|\nรวม||||||||":                     "[2 class no-class รวม]",
		"001|<b>สมศรี</b> '; DROP TABLE members; --|1/1/2503|1/1/2567||||30|||||": "[]",
	} {
		table := read(t, head, row)
		if got := fmt.Sprint(faultsOf(table.Faults)); got != want {
			t.Errorf("%s:\n got %s\nwant %s", row, got, want)
		}
	}
}

func TestTotalsAreHeldToTheRows(t *testing.T) {
	t.Parallel()
	table := read(t, "เลขที่|ชื่อ|วันสมัคร|เงินสมทบ|เงินฝาก", "1|ก้อง|1/1/67|100|5", "2|ขวัญ|1/1/67|50.50|", "|รวมทั้งสิ้น||150|5")
	if got := fmt.Sprint(faultsOf(table.Faults)); got != "[4 contribution total-wrong 150.00 150.50]" || len(table.Rows) != 2 {
		t.Errorf("%s", got)
	}
}

func TestTables(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		lines []string
		want  error
	}{
		"no headings":         {[]string{"001|สมศรี|1/1/2503"}, ErrHeadings},
		"headings and nobody": {[]string{"เลขที่|ชื่อ", "รวม|"}, ErrNobody},
		"one heading twice":   {[]string{"เลขที่|ชื่อ|เงินฝาก|เงินออม", "1|ก้อง|1|2"}, HeadingTwiceError{1, "เงินออม"}},
		"a column too many":   {[]string{"เลขที่|ชื่อ|Member No.", "1|ก้อง|1"}, HeadingTwiceError{1, "Member No."}},
	} {
		if _, err := Read(rowsOf(c.lines...), options); !errors.Is(err, c.want) {
			t.Errorf("%s: %v, want %v", name, err, c.want)
		}
	}
}

func TestTwins(t *testing.T) {
	t.Parallel()
	table := read(t, "เลขที่|ชื่อ|วันเกิด|วันสมัคร",
		"1|นางสมศรี ใจดี|1/1/2503|1/1/67", "2|สมสี ใจดี|1 ม.ค. 2503|1/1/67", "2|ขวัญ รักดี|2/2/2510|1/1/67", "4|สมศรี ใจดี||1/1/67", "5|สมศรี ใจดี|9/9/2510|1/1/67")
	if got := fmt.Sprint(faultsOf(table.Faults)); got != "[3 name person-twice สมสี ใจดี 2 4 number number-twice 2 3]" {
		t.Error(got)
	}
	if got := fmt.Sprint(faultsOf(table.Doubts)); got != "[5 name name-alike สมศรี ใจดี 2]" {
		t.Error(got)
	}
	table.Allow([]string{"2"})
	if got := fmt.Sprint(faultsOf(table.Faults)); got != "[4 number number-twice 2 3]" {
		t.Errorf("twins who were looked at: %s", got)
	}

	table = read(t, "เลขที่|ชื่อ|วันเกิด|วันสมัคร", "1|สมศรี ใจดี|1/1/2503|1/1/67", "7|ขวัญ รักดี|2/2/2510|1/1/67", "8|กล้า เกื้อกูล||1/1/67", "9|มานะ ดีงาม|1/1/2500|1/1/67")
	table.FindKnown([]Known{{"001", "สมสรี ใจดี", ledger.MustDate("1960-01-01"), ""}, {"7", "คนอื่น", ledger.Date{}, ""}, {"3", "กล้า เกื้อกูล", ledger.MustDate("1980-01-01"), ""}})
	if got := fmt.Sprint(faultsOf(table.Faults)); got != "[2 name person-known สมศรี ใจดี 001 สมสรี ใจดี 3 number number-known 7 คนอื่น]" || table.FaultyRows() != 2 {
		t.Error(got)
	}
	if got := fmt.Sprint(faultsOf(table.Doubts)); got != "[4 name name-alike-known กล้า เกื้อกูล 3 กล้า เกื้อกูล]" {
		t.Error(got)
	}
}

// FuzzRead: whatever a cell says, nothing panics, and what has no fault fits the
// register.
func FuzzRead(f *testing.F) {
	for _, text := range []string{"๐๐๑", "31-ม.ค.-67", "=1", "x-1", "1e9", "รวม", "50%", "\xff", "ผู้สูงอายุ/พิการ", "3,650.00", "+66 81"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		cells := make([]sheet.Cell, 12)
		for i := range cells {
			cells[i] = sheet.Cell{Text: text, Kept: text}
		}
		head := rowsOf("เลขที่|ชื่อ-สกุล|วันเกิด|วันที่สมัคร|ประเภท|โทร|เลขบัตรประชาชน|เงินสมทบ|ยอดยกมา|ผู้รับประโยชน์|ร้อยละ|หมู่")
		table, err := Read(append(head, sheet.Row{Line: 2, Cells: cells}), options)
		if err != nil || len(table.Faults) > 0 {
			return
		}
		for _, row := range table.Rows {
			if row.Number == "" || row.Name == "" || row.JoinedOn.IsZero() || len([]rune(row.Name)) > nameMax {
				t.Errorf("%q: %+v", text, row)
			}
		}
	})
}
