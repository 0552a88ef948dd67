package speech_test

import (
	"strings"
	"testing"

	"sajja/bot/conversation"
	"sajja/ledger"
	"sajja/ledger/membership"
	"sajja/store"
)

// arrearsSpecimens are all that can be said of arrears, in one size of values.
func arrearsSpecimens(v village) []specimen {
	rules, err := membership.NewRules(nil, nil)
	if err != nil {
		panic(err)
	}
	day := ledger.DateOf(now)
	pause := membership.Pause{Village: v.place, From: day, Through: day.AddDays(30), Reason: v.name}
	behind := membership.Arrears{
		On: day, PaidThrough: day.AddDays(-90), Saved: 182, Carried: v.amount, Verdict: membership.VerdictBehind, Missed: 2, OwedDays: 61,
		Owed: v.amount, GapDays: 89, HealBy: day.AddDays(3), Level: v.amount, LevelThrough: day.AddDays(9), Pause: &pause,
		Next: []membership.Change{{On: day.AddDays(10), Verdict: membership.VerdictSuspended}},
	}
	var all []specimen
	for name, change := range map[string]func(a *membership.Arrears){
		"behind": func(*membership.Arrears) {},
		"level": func(a *membership.Arrears) {
			*a = membership.Arrears{On: day, PaidThrough: day, Verdict: membership.VerdictLevel}
		},
		"due":    func(a *membership.Arrears) { a.Verdict, a.Pause = membership.VerdictLevel, nil },
		"exempt": func(a *membership.Arrears) { a.Verdict, a.IsExempt = membership.VerdictLevel, true },
		"suspended": func(a *membership.Arrears) {
			a.Verdict, a.IsClosed, a.Next[0].Verdict = membership.VerdictSuspended, true, membership.VerdictOut
		},
		"out": func(a *membership.Arrears) {
			a.Verdict, a.IsClosed, a.Restarts, a.Next = membership.VerdictOut, true, true, nil
		},
		"never": func(a *membership.Arrears) { a.PaidThrough = ledger.Date{} },
	} {
		a := behind
		a.Next = append([]membership.Change{}, behind.Next...)
		change(&a)
		for _, isOwn := range []bool{true, false} {
			all = append(all, specimen{"paid through " + name, conversation.PaidThroughCard{Member: v.member(), IsOwn: isOwn, Arrears: a}})
		}
		list := conversation.ArrearsList{On: day, Village: v.place, Behind: 31, Members: 400, Owed: v.amount, Page: 1, Pages: 4, Pauses: []membership.Pause{pause}}
		for range conversation.ArrearsPageSize {
			list.Rows = append(list.Rows, conversation.ArrearsRow{Member: v.member(), Arrears: a})
		}
		all = append(all, specimen{"arrears list " + name, list})
	}
	covered := store.MemberCoverage{Member: v.member(), Rules: rules, Coverage: rules.NewCoverage(day)}
	return append(all,
		specimen{"arrears of nobody", conversation.ArrearsList{On: day, Members: 3, Pages: 1}},
		specimen{"arrears of whom", conversation.ArrearsWho{Said: v.name, Found: []store.Member{v.member(), v.member(), v.member(), v.member()}}},
		specimen{"arrears of a stranger", conversation.ArrearsWho{Said: v.name}},
		specimen{"arrears of others", conversation.ArrearsOthers{}},
		specimen{"passbook with arrears", conversation.Passbook{Person: v.person(), Arrears: &behind}},
		specimen{"receipt with days", conversation.ReceiptFor{Entry: 0, Member: v.member(), Receiver: v.name, Covered: &covered}},
	)
}

// TestLapseIsToldBeforeItComes holds the words of a warning: what to pay, until
// when, what stays; and none that blames.
func TestLapseIsToldBeforeItComes(t *testing.T) {
	t.Parallel()
	rules, err := membership.NewRules([]membership.Plan{func() membership.Plan {
		p := membership.DefaultPlan()
		p.Number, p.Since = 1, ledger.MustDate("2026-01-01")
		p.Gap, p.SuspendedAfter, p.OutAfter = membership.Gap{Policy: membership.GapHeals, Days: 60}, membership.Limit{N: 2, Unit: membership.Periods}, membership.Limit{N: 4, Unit: membership.Periods}
		return p
	}()}, nil)
	if err != nil {
		t.Fatal(err)
	}
	start := ledger.MustDate("2026-01-01")
	coverage := rules.Fold(start, []membership.Payment{{Entry: ledger.NewEntryID(start.Start()), On: start, Amount: ledger.MustMoney("273")}})
	for _, c := range []struct {
		day  string
		want []string
	}{
		{"2026-10-20", []string{"ส่งถึงวันที่ 30 ก.ย. 2569", "วันออม 273 วัน", "งวดนี้อีก 31 บาท จะครบถึง 31 ต.ค. 2569 ค่ะ"}},
		{"2026-11-20", []string{"ส่งถึงวันที่ 30 ก.ย. 2569", "วันออม 273 วัน", "ส่ง 61 บาท จะครบถึง 30 พ.ย. 2569 ค่ะ",
			"ส่งย้อนหลังได้ถึง 30 พ.ย. 2569 วันออมจะนับต่อกันค่ะ", "ถ้าส่งภายใน 30 พ.ย. 2569 สิทธิไม่ขาดค่ะ"}},
		{"2026-12-05", []string{"ส่งถึงวันที่ 30 ก.ย. 2569", "วันออม 273 วัน", "ส่ง 27 บาท จะครบถึง 31 ธ.ค. 2569 ค่ะ",
			"ตามระเบียบถึงเกณฑ์พักสิทธิแล้ว ส่งให้ครบแล้วคุยกับกรรมการได้เลยค่ะ",
			"วันที่เว้นไว้พ้นกำหนดส่งย้อนหลังแล้ว ส่งครั้งต่อไปจะเริ่มนับวันออมใหม่ค่ะ", "ถ้าส่งภายใน 31 ม.ค. 2570 ยังเป็นสมาชิกต่อเนื่องค่ะ"}},
	} {
		t.Run(c.day, func(t *testing.T) {
			t.Parallel()
			v := villages["usual"]
			a := rules.Arrears(coverage, membership.Payer{Start: start}, ledger.MustDate(c.day))
			said := newSpeaker(t).Say(v.scene(ledger.PresetWelfare), []conversation.Reply{conversation.PaidThroughCard{Member: v.member(), IsOwn: true, Arrears: a}})
			got := wordsOf(t, newCards(t), said[0].Content)
			if want := strings.Join(c.want, "\n"); !strings.Contains(got, want) {
				t.Errorf("%s\nwant\n%s", got, want)
			}
		})
	}
}
