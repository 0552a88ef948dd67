package roster

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"sajja/ledger"
)

func TestReadLine(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		text, who string
		act       Act
		amount    string
		months    int
	}{
		{"สมศรี 30", "สมศรี", Paid, "30.00", 0},
		{"ป้าแดง ๖๐ บาท", "ป้าแดง", Paid, "60.00", 0},
		{"1. นางแดง มีสุข  30.-", "นางแดง มีสุข", Paid, "30.00", 0},
		{"12) บุญมี = 1,200.50 บ.", "บุญมี", Paid, "1200.50", 0},
		{"- น้อย: 30 ค่ะ", "น้อย", Paid, "30.00", 0},
		{"• น้อย 30 ✅", "น้อย", Paid, "30.00", 0},
		{"สมศรี สามสิบบาท", "สมศรี", Paid, "30.00", 0},
		{"สมศรี สามสิบ", "สมศรี", Paid, "30.00", 0},
		{"ป้าแดง(30)", "ป้าแดง", Paid, "30.00", 0},
		{"สมศรี30", "สมศรี", Paid, "30.00", 0},
		{"001 30", "001", Paid, "30.00", 0},
		{"001 สมศรี 30", "001 สมศรี", Paid, "30.00", 0},
		{"เลขที่ 12 60", "เลขที่ 12", Paid, "60.00", 0},
		{"สมศรี ม.3 30", "สมศรี ม.3", Paid, "30.00", 0},
		{"สมศรี หมู่ที่ 3 บ้านเลขที่ 12/4 30", "สมศรี หมู่ที่ 3 บ้านเลขที่ 12/4", Paid, "30.00", 0},
		{"ไข่นุ้ย 30", "ไข่นุ้ย", Paid, "30.00", 0},
		{"รับฝาก สมศรี 30", "สมศรี", Paid, "30.00", 0},
		{"สมศรี ส่งแล้ว 30", "สมศรี", Paid, "30.00", 0},
		{"บุญมี ขาด", "บุญมี", Absent, "0.00", 0},
		{"บุญมี ยังไม่ส่งค่ะ", "บุญมี", Absent, "0.00", 0},
		{"บุญมี ❌", "บุญมี", Absent, "0.00", 0},
		{"บุญมี 0", "บุญมี", Absent, "0.00", 0},
		{"บุญมี (ไม่มา)", "บุญมี", Absent, "0.00", 0},
		{"ลาวัลย์ 30", "ลาวัลย์", Paid, "30.00", 0},
		{"ลุงคำ ล่วงหน้า 3 เดือน", "ลุงคำ", Ahead, "0.00", 3},
		{"ลุงคำ จ่ายล่วงหน้าสามเดือน", "ลุงคำ", Ahead, "0.00", 3},
		{"ลุงคำ ล่วงหน้า 1 ปี", "ลุงคำ", Ahead, "0.00", 12},
		{"ลุงคำ ล่วงหน้าครึ่งปี", "ลุงคำ", Ahead, "0.00", 6},
		{"ลุงคำ ล่วงหน้า 3 เดือน 90", "ลุงคำ", Paid, "90.00", 3},
		{"ลุงคำ ล่วงหน้า", "ลุงคำ", Vague, "0.00", 0},
		{"024 ล่วงหน้า 3 เดือน", "024", Ahead, "0.00", 3},
		{"024 ขาด", "024", Absent, "0.00", 0},
		{"สมศรี", "สมศรี", Named, "0.00", 0},
		{"สมศรี 30 60", "สมศรี", Vague, "0.00", 0},
		{"30", "", Vague, "0.00", 0},
	} {
		t.Run(c.text+" is read", func(t *testing.T) {
			t.Parallel()
			row := newRow(c.text)
			got := row.line()
			if got.Who != c.who || got.Act != c.act || got.Amount.String() != c.amount || got.Months != c.months {
				t.Errorf("%+v", got)
			}
		})
	}
}

func TestRead(t *testing.T) {
	t.Parallel()
	today := ledger.MustDate("2026-11-22")

	t.Run("a list with headings, absent people and a total", func(t *testing.T) {
		t.Parallel()
		s := Read("เงินสัจจะ หมู่ 3\nวันที่ 20 พ.ย. 69\n1. สมศรี 30\n2. ป้าแดง 60\n3. บุญมี ขาด\n4. ลุงคำ ล่วงหน้า 3 เดือน\nหมู่ที่ 5\n5. น้อย 1,200\n-----\nรวม 3 คน 1,290 บาท", today)
		want := Sheet{
			Lines: []Line{
				{Text: "1. สมศรี 30", Who: "สมศรี", Village: "3", Act: Paid, Amount: ledger.MustMoney("30.00")},
				{Text: "2. ป้าแดง 60", Who: "ป้าแดง", Village: "3", Act: Paid, Amount: ledger.MustMoney("60.00")},
				{Text: "3. บุญมี ขาด", Who: "บุญมี", Village: "3", Act: Absent},
				{Text: "4. ลุงคำ ล่วงหน้า 3 เดือน", Who: "ลุงคำ", Village: "3", Act: Ahead, Months: 3},
				{Text: "5. น้อย 1,200", Who: "น้อย", Village: "5", Act: Paid, Amount: ledger.MustMoney("1200.00")},
			},
			Total: ledger.MustMoney("1290.00"), Count: 3, Day: ledger.MustDate("2026-11-20"),
			Headings: []string{"เงินสัจจะ หมู่ 3", "วันที่ 20 พ.ย. 69", "หมู่ที่ 5"},
		}
		if diff := cmp.Diff(want, s, cmp.Comparer(func(a, b ledger.Date) bool { return a == b })); diff != "" {
			t.Error(diff)
		}
		if !s.IsList() || s.Sum().String() != "1290.00" {
			t.Errorf("list %t, sum %s", s.IsList(), s.Sum())
		}
	})

	t.Run("a list on one line, parted by slashes", func(t *testing.T) {
		t.Parallel()
		s := Read("สมศรี 30 / ป้าแดง 60 / บุญมี ขาด / ลุงคำ ล่วงหน้า 3 เดือน", today)
		if len(s.Lines) != 4 || !s.IsList() {
			t.Errorf("%+v", s)
		}
	})

	t.Run("a list on one line, parted by commas", func(t *testing.T) {
		t.Parallel()
		s := Read("สมศรี 1,230, แดง 60,บุญมี 30", today)
		if len(s.Lines) != 3 || s.Lines[0].Amount.String() != "1230.00" || !s.IsList() {
			t.Errorf("%+v", s)
		}
	})

	t.Run("one sum for each of a list", func(t *testing.T) {
		t.Parallel()
		s := Read("หมู่ 3 คนละ 30\nสมศรี\nแดง\nบุญมี 60\nคำ ขาด", today)
		if len(s.Lines) != 4 || s.Sum().String() != "120.00" || s.Lines[3].Act != Absent {
			t.Errorf("%+v", s)
		}
	})

	t.Run("a list of more than a hundred lines is known to be too long", func(t *testing.T) {
		t.Parallel()
		if s := Read(strings.Repeat("สมศรี 30\n", LinesMax+1), today); !s.IsLong || !s.IsList() {
			t.Errorf("%+v", s)
		}
	})

	for name, text := range map[string]string{
		"one line":     "สมศรี 30",
		"talk":         "วันนี้ฝนตก\nพรุ่งนี้ประชุม\nอย่าลืมนะ",
		"nothing":      "",
		"a shop":       "ขอบคุณค่ะ\nเจอกันวันเสาร์ 2 โมง\nที่ศาลา",
		"an amount":    "ฝาก 30",
		"a short note": "ฝาก 30\nขอบคุณค่ะ",
	} {
		t.Run(name+" is no list", func(t *testing.T) {
			t.Parallel()
			if s := Read(text, today); s.IsList() {
				t.Errorf("%+v", s)
			}
		})
	}
}

func FuzzRead(f *testing.F) {
	f.Add("1. สมศรี 30\nรวม 30")
	f.Add("- / , ; 0 ❌ ล่วงหน้า 999 ปี")
	f.Add("฿ 1,000.999 คนละ \xff ม.")
	today := ledger.MustDate("2026-11-22")
	f.Fuzz(func(t *testing.T, text string) {
		s := Read(text, today)
		for _, l := range s.Lines {
			if l.Act == Paid && !l.Amount.IsPositive() || l.Act != Paid && l.Amount.IsPositive() {
				t.Errorf("%q: %+v", text, l)
			}
		}
	})
}

func TestIsCalled(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]bool{
		"สมศรีมาส่ง": true, "ลงให้สมศรี": true, "สมศรี": true, "บันทึกให้ สมศรี ฝากแล้ว": true,
		"สมศรี ม.3": false, "สมศรีนุ้ย": false, "ป้าสมศรีใจดี": false,
	} {
		if got := (Line{Who: text}).IsCalled("สมศรี"); got != want {
			t.Errorf("%q is สมศรี: %t", text, got)
		}
	}
}
