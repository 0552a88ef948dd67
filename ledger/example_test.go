package ledger_test

import (
	"fmt"
	"time"

	"sajja/ledger"
)

// The people of the examples, on a morning in the village.
var (
	exampleFund    = ledger.NewFundID()
	somsri, malee  = ledger.NewMemberID(), ledger.NewMemberID()
	morning        = time.Date(2026, 11, 21, 8, 30, 0, 0, ledger.Bangkok)
	thirtyOfSomsri = ledger.Handing{Fund: exampleFund, Member: somsri, Kind: ledger.KindContribution,
		Amount: ledger.MustMoney("30"), EffectiveOn: ledger.DateOf(morning)}
)

func by(who ledger.MemberID, key string) ledger.Act {
	return ledger.Act{Actor: who, At: morning, Cause: "example", Key: key}
}

// show prints an entry as a bookkeeper writes it: debits first, credits set in.
func show(e ledger.Entry, err error) {
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(e.EffectiveOn, e.Phase, e.Kind)
	for _, p := range e.Postings {
		indent := map[ledger.Side]string{ledger.Credit: "  "}[p.Side]
		fmt.Printf("%s%s %s %s\n", indent, p.Account.Code, p.Amount, p.Source)
	}
}

// What is said in chat is a promise: it waits and counts nowhere yet.
func ExamplePromise() {
	show(ledger.Promise(thirtyOfSomsri, by(somsri, "ฝาก 30")))
	// Output:
	// 2026-11-21 pending contribution
	// 1100 30.00 members
	//   3100 30.00 members
}

// A deposit stays the member's: a debt of the fund, not its money.
func ExampleRecord() {
	h := thirtyOfSomsri
	h.Kind = ledger.KindDeposit
	show(ledger.Record(h, ledger.AccountRef{Code: ledger.CodeCashInHand}, by(malee, "cash")))
	// Output:
	// 2026-11-21 posted deposit
	// 1100 30.00 members
	//   2100 30.00 members
}

// Whoever has the cash posts the promise; nobody can do it for herself.
func ExampleReceive() {
	promise, _ := ledger.Promise(thirtyOfSomsri, by(somsri, "promise"))
	cash := ledger.AccountRef{Code: ledger.CodeCashInHand}
	show(ledger.Receive(promise, cash, by(malee, "receive")))
	show(ledger.Receive(promise, cash, by(somsri, "receive")))
	// Output:
	// 2026-11-21 posted contribution
	// 1100 30.00 members
	//   3100 30.00 members
	// the maker cannot be the checker
}

// What is not handed over yet waits on.
func ExampleReceivePart() {
	promise, _ := ledger.Promise(thirtyOfSomsri, by(somsri, "promise"))
	received, rest, err := ledger.ReceivePart(promise, ledger.MustMoney("20"), ledger.AccountRef{Code: ledger.CodeCashInHand}, by(malee, "receive"))
	fmt.Println(received.Phase, received.Amount(), rest.Phase, rest.Amount(), err)
	// Output: posted 20.00 pending 10.00 <nil>
}

func ExampleVoid() {
	promise, _ := ledger.Promise(thirtyOfSomsri, by(somsri, "promise"))
	void, err := ledger.Void(promise, "no-cash", by(malee, "void"))
	fmt.Println(void.Phase, void.Amount(), void.Reason, void.Resolves == promise.ID, err)
	// Output: voided 0.00 no-cash true <nil>
}

// A promise is given up after its last day, and not on it.
func ExampleExpire() {
	h := thirtyOfSomsri
	h.ExpiresOn = h.EffectiveOn.AddDays(7)
	promise, _ := ledger.Promise(h, by(somsri, "promise"))
	for _, days := range []int{7, 8} {
		e, err := ledger.Expire(promise, ledger.Act{At: morning.AddDate(0, 0, days), Cause: "clock", Key: "expire"})
		fmt.Println(days, e.Phase, err)
	}
	// Output:
	// 7  the entry still has its day, or none
	// 8 voided <nil>
}

// A mistake stays in the books, and beside it what undoes it.
func ExampleReverse() {
	wrong, _ := ledger.Record(thirtyOfSomsri, ledger.AccountRef{Code: ledger.CodeCashInHand}, by(malee, "cash"))
	show(ledger.Reverse(wrong, ledger.MustDate("2026-11-30"), "twice", by(malee, "reverse")))
	// Output:
	// 2026-12-01 posted reversal
	//   1100 30.00 members
	// 3100 30.00 members
}

func ExampleFirstOpenDay() {
	wanted := ledger.MustDate("2026-11-21")
	fmt.Println(ledger.FirstOpenDay(wanted, ledger.Date{}))
	fmt.Println(ledger.FirstOpenDay(wanted, ledger.MustDate("2026-10-31")))
	fmt.Println(ledger.FirstOpenDay(wanted, ledger.MustDate("2026-12-31")))
	// Output:
	// 2026-11-21
	// 2026-11-21
	// 2027-01-01
}

// Whatever else the treasurer does, such as taking cash to the bank, where the
// money of each source stays money of that source.
func ExampleJournal() {
	bank, cash := ledger.AccountRef{Code: ledger.CodeBank}, ledger.AccountRef{Code: ledger.CodeCashInHand}
	members, state := ledger.Source{Kind: ledger.SourceMembers}, ledger.Source{Kind: ledger.SourceState, Round: 3}
	postings := append(ledger.Transfer(bank, cash, ledger.MustMoney("500"), members), ledger.Transfer(bank, cash, ledger.MustMoney("200"), state)...)
	show(ledger.Journal(exampleFund, ledger.KindBanking, ledger.MemberID{}, ledger.DateOf(morning), postings, by(malee, "bank")))
	postings[0].Source = state
	show(ledger.Journal(exampleFund, ledger.KindBanking, ledger.MemberID{}, ledger.DateOf(morning), postings, by(malee, "bank")))
	// Output:
	// 2026-11-21 posted banking
	// 1300 500.00 members
	//   1100 500.00 members
	// 1300 200.00 state/3
	//   1100 200.00 state/3
	// the entry does not balance for each source of money
}

func ExampleParseSource() {
	source, err := ledger.ParseSource("state/3")
	fmt.Println(source.Kind, source.Round, err)
	_, err = ledger.ParseSource("state/0")
	fmt.Println(err)
	// Output:
	// state 3 <nil>
	// not a source of money such as members or state/3: "state/0"
}

// People read the Buddhist year; the program keeps the common one.
func ExampleDocumentNumber() {
	number := ledger.DocumentNumber{Series: ledger.SeriesReceipt, Year: 2026, Number: 123}
	read, err := ledger.ParseDocumentNumber("R2569-000123")
	fmt.Println(number, read == number, err)
	// Output: R2569-000123 true <nil>
}

// The order of IDs is the order of the books.
func ExampleLowestEntryID() {
	fmt.Println(ledger.LowestEntryID(time.Unix(0, 0)))
	fmt.Println(ledger.NewEntryID(morning).RecordedAt().In(ledger.Bangkok).Format(time.DateTime))
	// Output:
	// 00000000-0000-7000-8000-000000000000
	// 2026-11-21 08:30:00
}

// The same act tried again is known by its content, whatever its ID and instant.
func ExampleEntry_ContentHash() {
	first, _ := ledger.Promise(thirtyOfSomsri, by(somsri, "ฝาก 30"))
	later := by(somsri, "ฝาก 30")
	later.At = morning.Add(time.Minute)
	again, _ := ledger.Promise(thirtyOfSomsri, later)
	h := thirtyOfSomsri
	h.Amount = ledger.MustMoney("31")
	other, _ := ledger.Promise(h, later)
	fmt.Println(first.ContentHash() == again.ContentHash(), first.ContentHash() == other.ContentHash())
	// Output: true false
}
