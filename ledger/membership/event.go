package membership

import (
	"fmt"

	"sajja/ledger"
)

// Event (เหตุการณ์ของสมาชิกภาพ) is something that happened to a membership.
type Event string

// The events, in the order in which a membership may see them. Accepted, lapsed
// and rejoined rest on a resolution (มติ) of the committee or on the fund's rule.
const (
	Applied    Event = "applied"    // ยื่นใบสมัคร
	Accepted   Event = "accepted"   // คณะกรรมการมีมติรับ
	Joined     Event = "joined"     // เป็นสมาชิก: the waiting periods begin
	Suspended  Event = "suspended"  // พักสิทธิ
	Reinstated Event = "reinstated" // คืนสิทธิ: the membership goes on
	Lapsed     Event = "lapsed"     // พ้นสภาพ เพราะขาดส่ง
	Resigned   Event = "resigned"   // ลาออก; of an applicant: she took it back
	Died       Event = "died"       // ถึงแก่กรรม
	Rejoined   Event = "rejoined"   // สมัครใหม่: the waiting periods begin again
	// Voided says that an earlier event, named by its number, was entered in error.
	Voided Event = "voided"
)

// Events lists all events.
func Events() []Event {
	return []Event{Applied, Accepted, Joined, Suspended, Reinstated, Lapsed, Resigned, Died, Rejoined, Voided}
}

// ParseEvent reads an event's name.
func ParseEvent(text string) (Event, error) {
	for _, e := range Events() {
		if string(e) == text {
			return e, nil
		}
	}
	return "", fmt.Errorf("unknown event %q: use one of %v", text, Events())
}

// begins tells the events with which a membership can begin.
func (e Event) begins() bool { return e == Applied || e == Accepted || e == Joined }

// Record is one event as it was entered. Records are only added.
type Record struct {
	// Number counts the events of one member from 1, in the order of entering.
	Number int
	Event  Event
	// On is the day from which it counts, which may lie before the day of entering.
	On ledger.Date
	// Voids is the number of the event that a Voided one takes back.
	Voids int
	// Resolution (มติ) is where it was decided, such as "3/2569 วาระ 4".
	Resolution string
}

// Standing (สถานะสมาชิก) is how a membership stands on a day.
type Standing string

// The standings.
const (
	Stranger  Standing = ""          // not a member and no applicant, yet
	Applicant Standing = "applicant" // has applied
	Admitted  Standing = "admitted"  // accepted, has not joined: the first payment is to come
	Active    Standing = "active"
	OnHold    Standing = "suspended" // a member without rights for the time
	Out       Standing = "lapsed"    // may be reinstated or rejoin
	Left      Standing = "resigned"
	Deceased  Standing = "deceased"
)

// IsMember tells whether the fund counts her among its members (ปัจจุบัน).
func (s Standing) IsMember() bool { return s == Active || s == OnHold }

// MayPay tells whether money may be received from her as a member's: of one who
// lapsed too, since paying back may heal it, and of one accepted, since the first
// payment makes her a member. What comes in for one who died or resigned is money
// that somebody has to ask about first.
func (s Standing) MayPay() bool { return s.IsMember() || s == Out || s == Admitted }

// step gives where an event leads from a standing. hasJoined tells whether she
// ever was a member: nobody joins twice, and nobody rejoins what she never joined.
func step(from Standing, event Event, hasJoined bool) (Standing, bool) {
	switch event {
	case Applied:
		return Applicant, from == Stranger || from == Out || from == Left
	case Accepted:
		return Admitted, from == Applicant
	case Joined:
		return Active, !hasJoined && (from == Stranger || from == Applicant || from == Admitted)
	case Rejoined:
		return Active, hasJoined && from != Active && from != OnHold && from != Deceased
	case Suspended:
		return OnHold, from == Active
	case Reinstated:
		return Active, from == OnHold || from == Out
	case Lapsed:
		return Out, from.IsMember()
	case Resigned:
		return Left, from.IsMember() || from == Applicant || from == Admitted || from == Out
	case Died:
		return Deceased, from != Stranger && from != Deceased
	}
	return from, false
}
