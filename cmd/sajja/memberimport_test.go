package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
	"golang.org/x/text/encoding/charmap"

	"sajja/bot/register"
)

// thaiRegister is a register as a secretary typed it. No citizen ID in it is real.
const thaiRegister = `ทะเบียนสมาชิกกองทุนสวัสดิการตำบลตัวอย่าง,,,,,,,,,,
เลขที่สมาชิก,ชื่อ-สกุล,ชื่อเล่น,วันเกิด,วันที่เป็นสมาชิก,หมู่ที่,บ้านเลขที่,ประเภท,เงินสมทบ,เงินฝาก,ผู้รับผลประโยชน์
๑๐๑,นางคำ แสนดี,ป้าคำ,๑ ม.ค. ๒๔๙๙,1/1/2560,3,12,ผู้สูงอายุ,"3,650.00",,คำปัน แสนดี
102,นายปัน แสนดี,,31/1/2503,2017-01-01,3,12,,"3,650",120.50,
103,แก้ว มั่นคง,แก้ว,,15 ก.พ. 2563,4,7/1,พิการ,-,-,
รวม,,,,,,,,"7,300.00",120.50,
`

var importing = []string{"member", "import", "--fund", "demo"}

func TestMemberImport(t *testing.T) {
	t.Parallel()

	t.Run("a look writes nothing, then all of it stands, and a second time each row is known", func(t *testing.T) {
		t.Parallel()
		d, path := newDesk(t), writeSheet(t, "ทะเบียน.csv", thaiRegister)
		bring := append(importing, path, "--against", "1100=500", "--against", "1300")
		look := d.do(t, bring...)
		if look["ok"] != true || look["applied"] != false || look["rows"] != 3.0 || look["contribution"] != "7300.00" || look["savings"] != "120.50" {
			t.Errorf("%v", look)
		}
		if len(d.standing(t)) != 0 {
			t.Error("a look wrote something")
		}
		done := d.do(t, append(bring, "--apply", "--on", "2025-09-30")...)
		if done["applied"] != true || fmt.Sprint(done["documents"]) != "[J2568-000001 J2568-000005]" {
			t.Errorf("%v", done)
		}
		standing := d.standing(t)
		if fmt.Sprint(standing) != "map[1100:500.00 1300:6920.50 2100:120.50 3100:7300.00]" {
			t.Errorf("%v", standing)
		}
		statement := d.do(t, "report", "statement", "--fund", "demo", "--member", "102")
		if fmt.Sprint(statement["balances"]) != "map[contribution:3650.00 pending:0.00 savings:120.50]" {
			t.Errorf("%v", statement)
		}
		code, stdout, _ := invoke(t, d.env, append(bring, "--apply")...)
		for _, want := range []string{"แถว 3 นางคำ แสนดี: เลขที่ 101 อยู่ในทะเบียนแล้ว คือ นางคำ แสนดี", "แถว 4", "แถว 5", "ยังไม่ได้นำเข้า: 3 จาก 3 แถวต้องแก้ก่อน"} {
			if code != exitFailed || !strings.Contains(stdout, want) {
				t.Errorf("exit %d, %q is not in:\n%s", code, want, stdout)
			}
		}
		d.do(t, "verify")
	})

	t.Run("a Windows-874 file and a workbook bring in the same", func(t *testing.T) {
		t.Parallel()
		old, err := charmap.Windows874.NewEncoder().String(thaiRegister)
		if err != nil {
			t.Fatal(err)
		}
		for _, path := range []string{writeSheet(t, "old.csv", old), writeRegisterBook(t, nil)} {
			d := newDesk(t)
			done := d.do(t, append(importing, path, "--against", "1300", "--apply")...)
			if done["applied"] != true || done["rows"] != 3.0 || d.standing(t)["1300"] != "7420.50" {
				t.Errorf("%s: %v", path, done)
			}
		}
	})

	t.Run("half of the rows wrong: every one is named, and nobody comes in", func(t *testing.T) {
		t.Parallel()
		d := newDesk(t)
		var text strings.Builder
		text.WriteString("เลขที่,ชื่อ,วันสมัคร,เงินสมทบ\n")
		for i := range 100 {
			day := "1/1/2567"
			if i%2 == 1 {
				day = "31/2/2567"
			}
			fmt.Fprintf(&text, "%d,คนที่ %c,%s,30\n", 200+i, 'ก'+rune(i%40), day)
		}
		code, stdout, _ := invoke(t, d.env, append(importing, writeSheet(t, "half.csv", text.String()), "--against", "1300", "--apply")...)
		if code != exitFailed || strings.Count(stdout, "อ่านเป็นวันในปฏิทินไม่ได้") != 50 || !strings.Contains(stdout, "50 จาก 100 แถวต้องแก้ก่อน") {
			t.Errorf("exit %d:\n%s", code, stdout)
		}
		if len(d.standing(t)) != 0 || strings.Contains(mustInvoke(t, d.env, "member", "list", "--fund", "demo"), "คนที่") {
			t.Error("something was written")
		}
	})

	t.Run("what is wrong with the file as a whole is a sentence", func(t *testing.T) {
		t.Parallel()
		d := newDesk(t)
		many := "เลขที่,ชื่อ,วันสมัคร\n" + strings.Repeat("1,ก,1/1/2567\n", 100_000)
		for says, path := range map[string]string{
			"มีมากกว่า 20000 แถว แบ่งเป็นหลายไฟล์":  writeSheet(t, "many.csv", many),
			"หาหัวตารางไม่พบ":                       writeSheet(t, "bare.csv", "101,คำ\n"),
			"เปิดไฟล์นี้เป็นตารางไม่ได้":            writeSheet(t, "not.xlsx", "101,คำ\n"),
			"ไฟล์ .xls แบบเก่า":                     writeSheet(t, "old.xlsx", "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"),
			"บรรทัด 1 มีสองช่องที่หมายถึงสิ่งเดียว": writeSheet(t, "twice.csv", "เลขที่,ชื่อ,เงินฝาก,เงินออม\n"),
			"ใช้ไฟล์ .csv หรือ .xlsx":               writeSheet(t, "register.pdf", "%PDF"),
		} {
			d.refused(t, says, append(importing, path, "--apply")...)
		}
	})

	t.Run("a formula is named and not believed, in a workbook and in a CSV", func(t *testing.T) {
		t.Parallel()
		d := newDesk(t)
		book := writeRegisterBook(t, func(f *excelize.File) error { return f.SetCellFormula("Sheet1", "I4", "1000*1000") })
		csv := writeSheet(t, "f.csv", "เลขที่,ชื่อ,วันสมัคร\n101,\"=HYPERLINK(\"\"http://example.org\"\")\",1/1/2567\n")
		for _, path := range []string{book, csv} {
			code, stdout, _ := invoke(t, d.env, append(importing, path, "--against", "1300", "--apply")...)
			if code != exitFailed || !strings.Contains(stdout, "เป็นสูตร ระบบไม่คำนวณสูตรให้") {
				t.Errorf("%s: exit %d\n%s", path, code, stdout)
			}
		}
	})

	t.Run("where the members' money is must be said and come to the sum", func(t *testing.T) {
		t.Parallel()
		d, path := newDesk(t), writeSheet(t, "r.csv", "เลขที่,ชื่อ,วันสมัคร,เงินสมทบ\n101,คำ แสนดี,1/1/2567,100\n")
		for says, against := range map[string][]string{
			"บอกด้วยว่าเงินนี้อยู่ที่ไหน":    nil,
			"ยังขาดอีก 40 บาท":               {"--against", "1100=60"},
			"มากกว่ายอดยกมาของสมาชิก":        {"--against", "1100=160"},
			"ไม่มีส่วนที่เหลือให้บัญชี 1300": {"--against", "1100=100", "--against", "1300"},
			"--against 9999 ใช้ไม่ได้":       {"--against", "9999"},
			"--against 2100 ใช้ไม่ได้":       {"--against", "2100"},
			"ได้บัญชีเดียว":                  {"--against", "1100", "--against", "1300"},
			"เช่น 1100=500 นะคะ":             {"--against", "1100=มาก"},
		} {
			code, stdout, _ := invoke(t, d.env, append(append(importing, path, "--apply"), against...)...)
			if code != exitFailed || !strings.Contains(stdout, says) {
				t.Errorf("exit %d, %q is not in:\n%s", code, says, stdout)
			}
		}
		if len(d.standing(t)) != 0 {
			t.Error("something was written")
		}
	})

	t.Run("who sounds the same and was born the same day is asked about", func(t *testing.T) {
		t.Parallel()
		d := newDesk(t)
		first := writeSheet(t, "a.csv", "เลขที่,ชื่อ,วันเกิด,วันสมัคร\n101,สมชาย แสนดี,1/2/2510,1/1/2567\n")
		twin := writeSheet(t, "b.csv", "เลขที่,ชื่อ,วันเกิด,วันสมัคร\n102,สมชัย แสนดี,1/2/2510,1/1/2567\n")
		d.do(t, append(importing, first, "--apply")...)
		code, stdout, _ := invoke(t, d.env, append(importing, twin, "--apply")...)
		if code != exitFailed || !strings.Contains(stdout, "น่าจะอยู่ในทะเบียนแล้วเป็น 101 สมชาย แสนดี") {
			t.Errorf("exit %d:\n%s", code, stdout)
		}
		if done := d.do(t, append(importing, twin, "--apply", "--distinct", "102")...); done["applied"] != true {
			t.Errorf("%v", done)
		}
	})
}

// TestMemberImportSecrets: citizen ID, phone and address come in sealed or not at
// all, and never show in a report.
func TestMemberImportSecrets(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	path := writeSheet(t, "r.csv", "เลขที่,ชื่อ,วันสมัคร,เบอร์โทร,ที่อยู่,เลขบัตรประชาชน\n101,คำ แสนดี,1/1/2567,081-000-0000,99 หมู่ 9 ตำบลตัวอย่าง,\n")
	code, stdout, _ := invoke(t, d.env, append(importing, path, "--apply")...)
	if code != exitFailed || !strings.Contains(stdout, "เบอร์โทรต้องเก็บแบบเข้ารหัส แต่เครื่องนี้ยังไม่ได้ตั้งกุญแจ") {
		t.Errorf("exit %d:\n%s", code, stdout)
	}
	d.env[identityKeysSetting] = filepath.Join(t.TempDir(), "identity.keys")
	mustInvoke(t, d.env, "keys", "create")
	d.do(t, append(importing, path, "--apply")...)
	if list := mustInvoke(t, d.env, "keys", "list"); !strings.Contains(list, "1 persons") {
		t.Error(list)
	}
	wrong := writeSheet(t, "w.csv", "เลขที่,ชื่อ,วันสมัคร,เลขบัตรประชาชน\n102,ปัน แสนดี,1/1/2567,1-2345-67890-12-9\n")
	code, stdout, stderr := invoke(t, d.env, append(importing, wrong, "--json")...)
	if code != exitFailed || !strings.Contains(stdout, "x-xxxx-xxxxx-12-9") || strings.Contains(stdout+stderr, "67890") {
		t.Errorf("exit %d: %s %s", code, stdout, stderr)
	}
}

// writeRegisterBook makes the register as a workbook, with whatever else is done
// to it.
func writeRegisterBook(t *testing.T, more func(f *excelize.File) error) string {
	t.Helper()
	book := excelize.NewFile()
	defer book.Close()
	for i, line := range strings.Split(strings.NewReplacer(`"3,650.00"`, "3650", `"3,650"`, "3650", `"7,300.00"`, "7300").Replace(thaiRegister), "\n") {
		cells := []any{}
		for _, text := range strings.Split(line, ",") {
			cells = append(cells, text)
		}
		if err := book.SetSheetRow("Sheet1", fmt.Sprint("A", i+1), &cells); err != nil {
			t.Fatal(err)
		}
	}
	if more != nil {
		if err := more(book); err != nil {
			t.Fatal(err)
		}
	}
	path := filepath.Join(t.TempDir(), "register.xlsx")
	if err := book.SaveAs(path); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestEveryFaultHasWords(t *testing.T) {
	t.Parallel()
	source, err := os.ReadFile("../../bot/register/fault.go")
	if err != nil {
		t.Fatal(err)
	}
	for _, line := range strings.Split(string(source), "\n") {
		_, quoted, isCode := strings.Cut(line, ` Code = "`)
		code, _, _ := strings.Cut(quoted, `"`)
		if isCode && faultWords[register.Code(code)] == "" {
			t.Errorf("%s has no words", code)
		}
	}
}
