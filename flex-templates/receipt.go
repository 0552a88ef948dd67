package flex

// Receipt (ใบรับเงิน) says that the fund has the money and the entry stands in
// the books.
type Receipt struct {
	Fund       string
	Mark       string // ✓ when empty
	Title      string // รับเงินแล้ว
	Number     Line   // เลขที่ใบรับเงิน
	Check      string // รหัสตรวจสอบ: proves the paper against the books; may be empty
	MoneyKind  string
	Amount     string
	Words      string // the amount in words: สามสิบบาทถ้วน
	Who        Line   // ผู้ส่งเงิน
	When       Line   // วันที่
	ReceivedBy Line   // ผู้รับเงิน
	Balance    Line   // the new balance of this money; may be empty
	Thanks     string // closing words; may be empty
	Buttons    []Button
	Alt        string
}

// ReceiptCard makes the card.
func ReceiptCard(r Receipt) Card {
	return values{}.
		text("fund", r.Fund).
		text("mark", orMark(r.Mark, ToneOK)).
		text("title", r.Title).
		line("number", r.Number).
		text("check", r.Check).
		text("moneyKind", r.MoneyKind).
		amount(r.Amount).
		text("words", r.Words).
		line("who", r.Who).
		line("when", r.When).
		line("receivedBy", r.ReceivedBy).
		line("balance", r.Balance).
		text("thanks", r.Thanks).
		buttons("buttons", r.Buttons).
		card("receipt", r.Alt)
}
