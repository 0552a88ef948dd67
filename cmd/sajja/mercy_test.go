package main

import (
	"encoding/json"
	"strings"
	"sync"
	"testing"
	"time"

	"sajja/ledger"
	"sajja/store"
)

// pressTogether presses labels on phones at once, some of them more than once: each
// press is who and what.
func (v *village) pressTogether(t *testing.T, presses ...[2]string) {
	t.Helper()
	var all sync.WaitGroup
	for _, press := range presses {
		name := press[0]
		b, err := findButton(v.Messages(userOf(name)), press[1], 1)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		all.Go(func() {
			if err := v.tap(t.Context(), name, b); err != nil {
				t.Errorf("%s: %v", name, err)
			}
		})
	}
	all.Wait()
	v.rest(t)
}

// command runs the program on the village's database and gives its JSON.
func (v *village) command(t *testing.T, into any, args ...string) {
	t.Helper()
	code, stdout, stderr := invoke(t, map[string]string{"DATABASE_URL": v.direct.reveal()}, append(args, "--fund", "demo", "--json")...)
	if code != exitDone {
		t.Fatalf("%v: exit %d, %s", args, code, stderr)
	}
	if err := json.Unmarshal([]byte(stdout), into); err != nil {
		t.Fatalf("%v: %v in %q", args, err, stdout)
	}
}

// TestMonthClosedAtOnce has two officers sign second at the same moment: one closes
// the month, the other is told so, and every member is asked once.
func TestMonthClosedAtOnce(t *testing.T) {
	t.Parallel()
	v := newVillage(t, plan{})
	if err := v.db.GrantOffice(t.Context(), v.fund.ID, v.people["ประเสริฐ"].ID, store.Term{Office: ledger.Committee}, time.Now()); err != nil {
		t.Fatal(err)
	}
	for _, text := range []string{"ปิดเดือน", "0", "0"} {
		v.asks(t, "มาลี", text)
	}
	v.press(t, "มาลี", "ลงชื่อปิดเดือน")
	v.rest(t)
	chair, member := [2]string{"วิชัย", "ลงชื่อคนที่สอง"}, [2]string{"ประเสริฐ", "ลงชื่อคนที่สอง"}
	v.pressTogether(t, chair, member, chair, member)

	var periods []periodJSON
	v.command(t, &periods, "period", "list")
	if len(periods) != 1 || periods[0].ClosedBy != "003" || periods[0].ClosedWith == "" {
		t.Fatalf("%+v", periods)
	}
	told := 0
	for _, given := range []string{"วิชัย", "ประเสริฐ"} {
		told += v.heardTimes(given, "เดือนนี้ปิดไปแล้ว")
	}
	if told != 3 {
		t.Errorf("%d of four presses were told that it is closed", told)
	}
	if asked := v.count(t, `SELECT count(*)::int FROM outbound_messages WHERE urgency = 'ride' AND content LIKE '%fig-right%'`); asked != 8 {
		t.Errorf("%d members were asked", asked) // of nine one has no phone
	}

	v.asks(t, "สมศรี", "ยอด")
	wrong := [2]string{"สมศรี", "✋ ทักท้วง"}
	v.pressTogether(t, wrong, wrong, wrong)
	var disputes []disputeJSON
	v.command(t, &disputes, "dispute", "list")
	if len(disputes) != 1 || disputes[0].Member != "001" || disputes[0].Owner != "003" || disputes[0].Through.IsZero() {
		t.Errorf("%+v", disputes)
	}
	var one disputeJSON
	v.command(t, &one, "dispute", "show", "1")
	if one.State != ledger.DisputeOpen || one.Number != 1 {
		t.Errorf("%+v", one)
	}
	var checks struct {
		Groups []struct {
			Rows []map[string]any `json:"rows"`
		} `json:"groups"`
	}
	v.command(t, &checks, "report", "figure-checks")
	rows, answers := 0, 0
	for _, g := range checks.Groups {
		for _, row := range g.Rows {
			rows++
			if row["answer"] == "disputed" {
				answers++
			}
		}
	}
	if rows != 9 || answers != 1 {
		t.Errorf("%d rows, %d disputed in %+v", rows, answers, checks)
	}
	v.verify(t)
	v.noErrors(t)
}

// TestCorrectedAtOnce has the same yes come many times, and the officer take back
// at the same moment: the entry is reversed once.
func TestCorrectedAtOnce(t *testing.T) {
	t.Parallel()
	v := newVillage(t, plan{})
	v.asks(t, "สมศรี", "ฝาก 30")
	v.asks(t, "มาลี", "รอ")
	v.press(t, "มาลี", "รับเงินแล้ว")
	v.rest(t)
	v.asks(t, "มาลี", "แก้รายการ 001")
	v.press(t, "มาลี", "แก้รายการนี้")
	v.rest(t)
	v.asks(t, "มาลี", "60")
	agreed, back := [2]string{"สมศรี", "ตกลง"}, [2]string{"มาลี", "แก้ไข/ยกเลิก"}
	v.pressTogether(t, agreed, back, agreed, back, agreed)
	if n := v.count(t, `SELECT count(*)::int FROM entries WHERE kind = 'reversal'`); n != 1 {
		t.Errorf("%d reversals", n)
	}
	money, _, err := v.db.MemberStatement(t.Context(), v.fund.ID, v.people["สมศรี"].ID, 10)
	if err != nil {
		t.Fatal(err)
	}
	if got := money.Contribution.String(); got != "60.00" && got != "0.00" {
		t.Errorf("her contribution is %s", got)
	}
	v.verify(t)
	v.noErrors(t)
	if strings.Contains(strings.Join(v.heard("สมศรี"), "\n"), "ขัดข้อง") {
		t.Errorf("she was told of a fault: %q", v.heard("สมศรี"))
	}
}
