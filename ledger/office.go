package ledger

import (
	"fmt"
	"slices"
)

// Office (ตำแหน่งกรรมการ) is a role an officer holds for a term.
type Office string

// The offices of a fund: ประธาน เหรัญญิก เลขานุการ กรรมการ ผู้เก็บเงิน ผู้ตรวจสอบ
// ผู้ประสานงาน.
const (
	Chair       Office = "chair"
	Treasurer   Office = "treasurer"
	Secretary   Office = "secretary"
	Committee   Office = "committee"
	Collector   Office = "collector"
	Auditor     Office = "auditor"
	Coordinator Office = "coordinator"
)

// Offices are all offices, in the order of a fund's board.
var Offices = [...]Office{Chair, Treasurer, Secretary, Committee, Collector, Auditor, Coordinator}

// ParseOffice reads an office's name.
func ParseOffice(text string) (Office, error) {
	if o := Office(text); slices.Contains(Offices[:], o) {
		return o, nil
	}
	return "", fmt.Errorf("unknown office %q: use chair, treasurer, secretary, committee, collector, auditor or coordinator", text)
}

// Right (สิทธิ) is one thing that an office lets its holder do.
type Right string

// The rights of offices. What nobody needs an office for, such as looking at
// one's own figures, is none.
const (
	// RightReceive (รับเงิน): take members' cash, confirm their promises, post a
	// roster.
	RightReceive Right = "receive"
	// RightSeeWaiting (ดูรายการที่รอ): see what waits, with names.
	RightSeeWaiting Right = "see-waiting"
	// RightSeeBooks (ดูบัญชี): totals, who holds cash, who is behind.
	RightSeeBooks Right = "see-books"
	// RightSeePeople (ดูทะเบียน): a member's record and figures; every look is
	// written down.
	RightSeePeople Right = "see-people"
	// RightKeepRegister (ดูแลทะเบียน): enter and alter members, print link codes,
	// decide on link requests.
	RightKeepRegister Right = "keep-register"
	// RightFreeze (อายัด): stop a member's money from going out.
	RightFreeze Right = "freeze"
	// RightCollect (เก็บเงิน): open and close a round of one's village.
	RightCollect Right = "collect"
	// RightBank (ฝากถอนธนาคาร): carry cash to the bank.
	RightBank Right = "bank"
	// RightSignClose (ลงชื่อปิดงวด): one of the two signatures under a period.
	RightSignClose Right = "sign-close"
	// RightCorrect (แก้รายการ): reverse what stands in the books.
	RightCorrect Right = "correct"
	// RightGrantOffice (แต่งตั้ง): give and end offices.
	RightGrantOffice Right = "grant-office"
	// RightPauseArrears (พักการนับค้างส่ง): stop the count for a village.
	RightPauseArrears Right = "pause-arrears"
	// RightCallMeeting (นัดประชุม): call a meeting, send a notice.
	RightCallMeeting Right = "call-meeting"
)

// rights says what each office may do, after the split of duties on the funds'
// vouchers (receiver, payer and witness are three people) and in their rules: the
// chair stands in so that a treasurer's own money has a checker too, the
// auditor reads everything and writes nothing.
var rights = map[Office][]Right{
	Chair: {RightReceive, RightSeeWaiting, RightSeeBooks, RightSeePeople, RightKeepRegister, RightFreeze, RightCollect, RightBank,
		RightSignClose, RightCorrect, RightGrantOffice, RightPauseArrears, RightCallMeeting},
	Treasurer: {RightReceive, RightSeeWaiting, RightSeeBooks, RightSeePeople, RightKeepRegister, RightFreeze, RightCollect, RightBank,
		RightSignClose, RightCorrect},
	Secretary:   {RightSeeWaiting, RightSeeBooks, RightSeePeople, RightKeepRegister, RightFreeze, RightCallMeeting},
	Committee:   {RightSeeBooks, RightFreeze, RightSignClose},
	Collector:   {RightReceive, RightSeeWaiting, RightFreeze, RightCollect},
	Auditor:     {RightSeeWaiting, RightSeeBooks, RightSeePeople},
	Coordinator: {RightSeeBooks, RightCallMeeting},
}

// May tells whether the office gives the right.
func (o Office) May(right Right) bool { return slices.Contains(rights[o], right) }

// Rights gives everything the office may do.
func (o Office) Rights() []Right { return slices.Clone(rights[o]) }

// CashAccount gives the account that money received by this office goes into:
// a collector's own cash account, the fund's cash otherwise. "Money in whose
// hands" is an account at every moment.
func CashAccount(offices []Office, receiver MemberID) AccountRef {
	for _, o := range offices {
		if o == Treasurer || o == Chair {
			return AccountRef{Code: CodeCashInHand}
		}
	}
	return AccountRef{Code: CodeCashCollectors, Member: receiver}
}
