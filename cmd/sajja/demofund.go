package main

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"time"

	"sajja/cmd/linesim/sim"
	"sajja/ledger"
	"sajja/store"
	"sajja/store/postgres"
)

// The invented fund: the same people and figures at every fresh start. Nobody
// here exists; the names are common given names put together by chance.
const (
	demoFundCode = "demo"
	demoFundName = "กองทุนสวัสดิการตำบลหนองบัวทอง (ตัวอย่าง)"
	demoMembers  = 200
	demoMonths   = 36
	demoCast     = 8 // who has a part in the scenes, at the head of the register
)

// demoBegin is the month the fund's history begins: พ.ย. 2566.
var demoBegin = ledger.MustDate("2023-11-05")

var (
	demoVillages = [...]string{"หมู่ 1 บ้านหนองบัว", "หมู่ 2 บ้านดอนทอง", "หมู่ 3 บ้านท่าข้าม"}
	womenNames   = [...]string{"สมศรี", "บุญมา", "คำปัน", "วันเพ็ญ", "สายใจ", "จันทร์ดี", "พรทิพย์", "มะลิ", "กัลยา", "สุนีย์", "ลำดวน", "ทองใบ", "นงนุช", "รัตนา", "อำไพ", "ดวงใจ", "ศรีนวล", "ปราณี", "อรทัย", "น้ำฝน",
		"กาญจนา", "ขวัญใจ", "จินตนา", "ชบา", "ดาวเรือง", "ถนอม", "ทับทิม", "ธิดา", "บัวผัน", "ประไพ", "ผกามาศ", "พะยอม", "เพ็ญศรี", "ฟองจันทร์", "มณี", "ยุพิน", "ระเบียบ", "ละมัย", "วิไล", "ศิริพร",
		"สำเนียง", "เสาวณีย์", "หนูพิน", "อัมพร", "อุไร", "กรองแก้ว", "เกษร", "จำปี", "ชื่นจิต", "ดวงเดือน", "ทิพวรรณ", "นวลจันทร์", "บุญเรือน", "ปิ่นทอง", "พิกุล", "มาลัย", "ยุวดี", "ราตรี", "วรรณา", "สมบูรณ์"}
	menNames = [...]string{"ประเสริฐ", "บุญมี", "คำแสน", "วิชัย", "สมพงษ์", "ทองดี", "อุดม", "สุรชัย", "มานพ", "ไพโรจน์", "เสถียร", "บุญส่ง", "ณรงค์", "สว่าง", "จำลอง", "ธงชัย", "ประหยัด", "สมาน", "เฉลิม", "ต้นกล้า",
		"กมล", "ไกรสร", "ขจร", "คำรณ", "จรัญ", "ชาญชัย", "เดชา", "ถวิล", "ทวีศักดิ์", "ธวัช", "นคร", "บรรจง", "ปัญญา", "ผดุง", "พยุง", "มนัส", "ยงยุทธ", "รังสรรค์", "ลือชัย", "วีระ",
		"ศักดา", "สงวน", "สุเทพ", "เสน่ห์", "อนันต์", "อำนาจ", "เอกชัย", "กิตติ", "เกรียงไกร", "จักรี", "เจริญ", "ชูชาติ", "ดำรง", "ทรงพล", "นิพนธ์", "บุญเลิศ", "ประทีป", "พิชัย", "มงคล", "สุวิทย์"}
	familyNames = [...]string{"ใจงาม", "ทองสุข", "ศรีบัว", "แสงดาว", "นาดี", "บุญเรือง", "ไร่ทอง", "สายธาร", "คำหล้า", "ดอนแก้ว", "สุขใจ", "หนองบัว", "ปลูกรัก", "มีทรัพย์", "รุ่งเรือง", "เพียรดี",
		"กล้าหาญ", "แก้วกาญจน์", "ขยันกิจ", "จันทร์หอม", "ชมเชย", "ดีเลิศ", "ถิ่นไทย", "ทองอยู่", "นาคำ", "บัวบาน", "ประดับศรี", "พูนสุข", "มั่นคง", "ยิ้มแย้ม", "วงศ์ษา", "สีหา"}
)

// demoUser gives the LINE user ID of a demo person, by number.
func demoUser(n int) string { return fmt.Sprintf("U%032x", 0x5a11a000+n) }

// demoPhones are the handsets on the page: two members, the treasurer, the
// coordinator, and the village's group; and aside, to be taken up from the bar,
// the daughter, a collector, the secretary, and a phone that belongs to nobody
// in the register yet.
func demoPhones() ([]sim.Phone, []sim.Group) {
	phones := []sim.Phone{
		{UserID: demoUser(1), DisplayName: "สมศรี", Label: "สมาชิก 001"},
		{UserID: demoUser(2), DisplayName: "ประเสริฐ", Label: "สมาชิก 002"},
		{UserID: demoUser(3), DisplayName: "มาลี", Label: "เหรัญญิก"},
		{UserID: demoUser(4), DisplayName: "วิชัย", Label: "ประธานและผู้ประสานงาน"},
		{UserID: demoUser(5), DisplayName: "พิมพ์ใจ", Label: "ลูกสาวสมศรี สมาชิก 005", Aside: true},
		{UserID: demoUser(6), DisplayName: "บุญมี", Label: "ผู้เก็บเงินหมู่ 1", Aside: true},
		{UserID: demoUser(7), DisplayName: "อำนวย", Label: "เลขานุการ", Aside: true},
		{UserID: demoUser(9), DisplayName: "เครื่องใหม่", Label: "ยังไม่ผูกกับสมาชิก", Aside: true},
	}
	group := sim.Group{ID: fmt.Sprintf("C%032x", 0x5a11a000), Name: "กองทุนบ้านหนองบัว"}
	for _, p := range phones {
		group.Members = append(group.Members, p.UserID)
	}
	return phones, []sim.Group{group}
}

// demoPeople makes the register: those with phones first, with คำปัน (008) who has
// none, then neighbours of all ages.
func demoPeople(fund ledger.FundID, chance *rand.Rand) []store.Member {
	members := make([]store.Member, 0, demoMembers)
	add := func(name string, born ledger.Date, user string, offices ...ledger.Office) {
		n := len(members) + 1
		members = append(members, store.Member{
			Fund: fund, ID: ledger.NewMemberID(), Number: fmt.Sprintf("%03d", n), Name: name, Nickname: demoNickname(n),
			Village: demoVillages[n%len(demoVillages)], BornOn: born, JoinedOn: demoBegin, LineUserID: user, Offices: offices,
		})
	}
	add("สมศรี ใจงาม", ledger.MustDate("1958-04-12"), demoUser(1))
	add("ประเสริฐ ทองสุข", ledger.MustDate("1971-09-30"), demoUser(2))
	add("มาลี แสงดาว", ledger.MustDate("1966-01-08"), demoUser(3), ledger.Treasurer)
	add("วิชัย ศรีบัว", ledger.MustDate("1963-07-21"), demoUser(4), ledger.Chair, ledger.Coordinator)
	add("พิมพ์ใจ ใจงาม", ledger.MustDate("1990-02-14"), demoUser(5))
	add("บุญมี นาดี", ledger.MustDate("1978-11-03"), demoUser(6), ledger.Collector)
	add("อำนวย ชื่นจิต", ledger.MustDate("1969-05-27"), demoUser(7), ledger.Secretary)
	add("คำปัน แก้วมา", ledger.MustDate("1941-12-01"), "")
	collectors := 1
	for len(members) < demoMembers {
		given := womenNames[chance.IntN(len(womenNames))]
		if chance.IntN(2) == 0 {
			given = menNames[chance.IntN(len(menNames))]
		}
		born := demoBegin.AddDays(-365 - chance.IntN(90*365))
		var offices []ledger.Office
		if born.Before(ledger.MustDate("1990-01-01")) && collectors < len(demoVillages) {
			offices = []ledger.Office{ledger.Collector}
			collectors++
		}
		add(given+" "+familyNames[chance.IntN(len(familyNames))], born, "", offices...)
	}
	return members
}

// openDemoFund finds the fund of an earlier run, or makes it. One whose making was
// cut short is made to its end: every act has a name, and what is there stays.
func openDemoFund(ctx context.Context, db *postgres.DB, tell func(format string, args ...any)) (store.Fund, error) {
	fund, err := db.FundByCode(ctx, demoFundCode)
	if errors.Is(err, store.ErrNotFound) {
		fund = store.Fund{
			ID: ledger.NewFundID(), Code: demoFundCode, Name: demoFundName, Preset: ledger.PresetWelfare,
			ReceiptDelivery: store.DeliveryPush, PendingDays: store.PendingDaysDefault, CreatedAt: demoBegin.Start(),
		}
		err = db.CreateFund(ctx, fund)
	}
	if err != nil {
		return fund, err
	}
	chance := rand.New(rand.NewPCG(2569, 11))
	members := demoPeople(fund.ID, chance)
	if err := settleDemoPeople(ctx, db, fund.ID, members); err != nil {
		return fund, err
	}
	if err := tieDemoPeople(ctx, db, fund, members); err != nil {
		return fund, err
	}
	last := demoWaiting(fund.ID, members)
	if done, err := isInBooks(ctx, db, last[0]); done || err != nil {
		return fund, err
	}
	tell("seeding an invented fund: %d members, %d months of history", demoMembers, demoMonths)
	history := demoHistory{db: db, fund: fund.ID, treasurer: members[2]}
	if err := history.addAccounts(ctx); err != nil {
		return fund, err
	}
	for month := range demoMonths {
		if err := history.live(ctx, demoMonth(fund.ID, members, month, chance)); err != nil {
			return fund, fmt.Errorf("seed month %d: %w", month+1, err)
		}
	}
	return fund, db.Post(ctx, fund.ID, last)
}

// settleDemoPeople enters the people, or gives them the IDs they have already.
func settleDemoPeople(ctx context.Context, db *postgres.DB, fund ledger.FundID, people []store.Member) error {
	known, err := db.Members(ctx, fund)
	if err != nil {
		return err
	}
	if len(known) == 0 {
		return db.AddMembers(ctx, fund, people, demoBegin.Start())
	}
	ids := make(map[string]ledger.MemberID, len(known))
	for _, m := range known {
		ids[m.Number] = m.ID
	}
	for i := range people {
		people[i].ID = ids[people[i].Number]
	}
	return nil
}

// isInBooks tells whether this entry's act was done before.
func isInBooks(ctx context.Context, db *postgres.DB, e ledger.Entry) (bool, error) {
	var used map[string]bool
	err := db.Work(ctx, e.Fund, nil, func(ctx context.Context, s *postgres.Session) (store.Outcome, error) {
		var err error
		used, err = s.KeysUsed(ctx, []string{e.Key})
		return store.Outcome{}, err
	})
	return used[e.Key], err
}

// demoMonth makes the entries of one collection day: most people hand in a baht
// a day, some two, some miss a month; the treasurer banks the cash and pays the
// month's benefits.
func demoMonth(fund ledger.FundID, members []store.Member, month int, chance *rand.Rand) *demoBook {
	day := demoBegin.AddMonths(month)
	at := day.Start().Add(10 * time.Hour)
	book := &demoBook{fund: fund, day: day, at: at, treasurer: members[2], chair: members[3]}
	var total ledger.Money
	for i, m := range members {
		baht := [...]int64{30, 30, 30, 30, 30, 30, 31, 60, 60, 0}[chance.IntN(10)]
		if i < demoCast {
			baht = 30 // the people of the scenes never miss
		}
		if baht == 0 {
			continue
		}
		amount := ledger.MoneyFromSatang(100 * baht)
		total = total.Add(amount)
		book.contribution(m, amount)
	}
	benefit := ledger.MoneyFromSatang(100 * int64(500+100*chance.IntN(8)))
	heading := [...]ledger.AccountCode{"5020", "5020", "5010", "5080", "5040"}[chance.IntN(5)]
	fromMembers := ledger.Source{Kind: ledger.SourceMembers}
	book.transfer(ledger.KindWelfare, heading, ledger.CodeCashInHand, benefit, fromMembers)
	book.transfer(ledger.KindBanking, ledger.CodeBank, ledger.CodeCashInHand, total.Sub(benefit).Sub(ledger.MustMoney("200.00")), fromMembers)
	book.affairs()
	return book
}

// demoBook gathers the entries of one day.
type demoBook struct {
	fund             ledger.FundID
	day              ledger.Date
	at               time.Time
	treasurer, chair store.Member
	entries          []ledger.Entry
}

func (b *demoBook) contribution(m store.Member, amount ledger.Money) {
	receiver := b.treasurer
	if m.ID == receiver.ID {
		receiver = b.chair
	}
	e, err := ledger.Record(ledger.Handing{
		Fund: b.fund, Member: m.ID, Kind: ledger.KindContribution, Amount: amount, EffectiveOn: b.day,
	}, ledger.AccountRef{Code: ledger.CodeCashInHand}, b.act(receiver.ID))
	if err == nil { // the figures of the seed are all above zero
		b.entries = append(b.entries, e)
	}
}

func (b *demoBook) transfer(kind ledger.Kind, debit, credit ledger.AccountCode, amount ledger.Money, source ledger.Source) {
	e, err := ledger.Journal(b.fund, kind, ledger.MemberID{}, b.day, ledger.Transfer(
		ledger.AccountRef{Code: debit}, ledger.AccountRef{Code: credit}, amount, source,
	), b.act(b.treasurer.ID))
	if err == nil { // the figures of the seed are all above zero
		b.entries = append(b.entries, e)
	}
}

// act names an act after its day and place in it.
func (b *demoBook) act(actor ledger.MemberID) ledger.Act {
	name := fmt.Sprintf("demo:%s:%d", b.day, len(b.entries)+1)
	return ledger.Act{Actor: actor, At: b.at, Cause: name, Key: name}
}

// demoWaiting leaves a few promises for the treasurer to find.
func demoWaiting(fund ledger.FundID, members []store.Member) []ledger.Entry {
	last := demoBegin.AddMonths(demoMonths - 1)
	var entries []ledger.Entry
	for i, baht := range []int64{30, 60, 30} {
		m := members[10+7*i]
		at := last.Start().Add(time.Duration(11+i) * time.Hour)
		name := "demo:waiting:" + m.Number
		e, err := ledger.Promise(ledger.Handing{
			Fund: fund, Member: m.ID, Kind: ledger.KindContribution, Amount: ledger.MoneyFromSatang(100 * baht), EffectiveOn: last,
		}, ledger.Act{Actor: m.ID, At: at, Cause: name, Key: name})
		if err == nil {
			entries = append(entries, e)
		}
	}
	return entries
}
