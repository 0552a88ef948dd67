package conversation

import (
	"testing"

	"sajja/bot/intent"
	"sajja/ledger"
	"sajja/store"
)

func TestReadHandover(t *testing.T) {
	t.Parallel()
	for text, want := range map[string][2]string{
		"1,200 ให้มาลี":       {"1200.00", "มาลี"},
		"ให้มาลี 1,200 บาท":   {"1200.00", "มาลี"},
		"๑๐๐.๕๐ บาท ให้ มาลี": {"100.50", "มาลี"},
		"ทั้งหมดให้เหรัญญิก":  {"0.00", "เหรัญญิก"},
		"500":                  {"500.00", ""},
		"":                     {"0.00", ""},
		"มาลี 30":              {"30.00", "มาลี"},
		"99999999999999999999": {"0.00", ""},
	} {
		if got := readHandover(text); got.amount.String() != want[0] || got.receiver != want[1] {
			t.Errorf("%q is %s to %q, want %v", text, got.amount, got.receiver, want)
		}
	}
}

func TestVillageNamed(t *testing.T) {
	t.Parallel()
	villages := []string{"หมู่ 1", "หมู่ 12", "บ้านหนองบัว", "หมู่ 3 บ้านท่าข้าม", "หมู่ 31 บ้านไกล"}
	for said, want := range map[string]string{
		"หมู่ 1": "หมู่ 1", "หมู่๑๒": "หมู่ 12", "ม.1": "หมู่ 1", "หมู่ที่ 12": "หมู่ 12", "12": "หมู่ 12", "บ้าน หนองบัว": "บ้านหนองบัว",
		"หมู่ 3": "หมู่ 3 บ้านท่าข้าม", "ม.31": "หมู่ 31 บ้านไกล", "หมู่ 2": "", "": "", "บ้าน": "", "หมู่": "", "หนองบัว": "",
	} {
		if got, _ := villageNamed(said, villages); got != want {
			t.Errorf("%q is %q, want %q", said, got, want)
		}
	}
}

func TestTallyIsReadBack(t *testing.T) {
	t.Parallel()
	count := ledger.CashCount{1, 0, 22, 0, 0, 0, 0, 0, 0, 0, 7}
	if got := tallyOf(tallyText(count)); got != count {
		t.Errorf("%v", got)
	}
	for _, text := range []string{"", "1", "1.2.3.x.5.6.7.8.9.10.11", "1.2.3.4.5.6.7.8.9.10.11.12"} {
		if got := tallyOf(text); got != (ledger.CashCount{}) {
			t.Errorf("%q was read as %v", text, got)
		}
	}
}

func TestDaysOfAReport(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		period intent.Period
		want   string
	}{
		{intent.Period{Year: 2026, Month: 2, Day: 3}, "2026-02-03 2026-02-03"},
		{intent.Period{Year: 2026, Month: 2}, "2026-02-01 2026-02-28"},
		{intent.Period{Year: 2026}, ""}, {intent.Period{}, ""}, {intent.Period{Year: 2026, Month: 2, Day: 30}, ""},
	} {
		days, ok := daysOf(c.period)
		got := ""
		if ok {
			got = days.From.String() + " " + days.To.String()
		}
		if got != c.want {
			t.Errorf("%v: %q, want %q", c.period, got, c.want)
		}
	}
}

// A collector hears what she received herself, and what she carries; the books
// are for those who see them, and a member hears neither.
func TestCashQuestionsWithinTheRights(t *testing.T) {
	t.Parallel()
	me, other := ledger.NewMemberID(), ledger.NewMemberID()
	ask := func(kind intent.ReportKind, offices ...ledger.Office) []Reply {
		period := intent.Period{Year: 2026, Month: 11, Day: 21}
		in := Input{Kind: KindText, Meaning: intent.Result{Intent: intent.Report, Slots: intent.Slots{Kind: kind, Period: period}}}
		f := Facts{Person: &store.Person{Member: store.Member{ID: me, Offices: offices}}, Cash: &CashFacts{
			Holders: []store.CashHolder{{Name: "เงินสดในมือ"}, {Name: "ธนาคาร"}},
			Collected: []store.Collection{
				{Village: "หมู่ 2", By: store.Member{ID: other}, Receipts: 1, Amount: ledger.MustMoney("50")},
				{Village: "หมู่ 1", By: store.Member{ID: me}, Receipts: 1, Amount: ledger.MustMoney("30")},
				{Village: "หมู่ 1", By: store.Member{ID: me}, Receipts: 2, Amount: ledger.MustMoney("12")},
			},
		}}
		decision, _ := stepCash(State{}, in, f)
		return decision.Replies
	}
	if r := ask(intent.Daily, ledger.Auditor)[0].(Collected); len(r.Lines) != 2 || r.Lines[0].Amount.String() != "42.00" || r.Lines[0].Receipts != 3 {
		t.Errorf("the auditor hears %+v", r)
	}
	if r := ask(intent.Daily, ledger.Collector)[0].(Collected); !r.IsOwn || len(r.Lines) != 1 || r.Lines[0].By.ID != me {
		t.Errorf("the collector hears %+v", r)
	}
	if r := ask(intent.Cash, ledger.Collector)[0].(CashHolders); len(r.Holders) != 1 || r.Holders[0].Member.ID != me {
		t.Errorf("the collector hears %+v", r)
	}
	if r := ask(intent.Cash, ledger.Treasurer)[0].(CashHolders); len(r.Holders) != 2 {
		t.Errorf("the treasurer hears %+v", r)
	}
	for _, kind := range []intent.ReportKind{intent.Cash, intent.Daily} {
		if r, ok := ask(kind)[0].(CashNote); !ok || r.Topic != CashNoOffice {
			t.Errorf("a member hears %+v", r)
		}
	}
}
