package ledger

import "fmt"

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

// ParseOffice reads an office's name.
func ParseOffice(text string) (Office, error) {
	switch o := Office(text); o {
	case Chair, Treasurer, Secretary, Committee, Collector, Auditor, Coordinator:
		return o, nil
	}
	return "", fmt.Errorf("unknown office %q: use chair, treasurer, secretary, committee, collector, auditor or coordinator", text)
}

// MayReceive tells whether the office takes members' cash and so confirms
// their promises: the treasurer, a collector, and the chair, who stands in so
// that a treasurer's own money has a checker too.
func (o Office) MayReceive() bool { return o == Treasurer || o == Collector || o == Chair }

// MaySeeWaiting tells whether the office sees what waits, with names.
func (o Office) MaySeeWaiting() bool { return o.MayReceive() || o == Auditor || o == Secretary }

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
