package intent

import (
	"regexp"
	"strings"

	"sajja/ledger"
)

// Understander reads messages; safe for concurrent use.
type Understander struct {
	amount *regexp.Regexp
}

// New makes an Understander with the embedded words.
func New() (*Understander, error) {
	return &Understander{amount: regexp.MustCompile(`^[0-9]{1,7}(\.[0-9]{1,2})?$`)}, nil
}

// Understand reads one message.
func (u *Understander) Understand(r Request) Result {
	words := strings.Fields(r.Text)
	if len(words) == 0 || (r.Group && !r.Addressed) {
		return Result{Intent: Other, Confidence: 1, Silent: r.Group && !r.Addressed}
	}
	simple := map[string]Kind{
		"ยอด": Balance, "สมุด": Balance, "รายการ": Statement, "ยกเลิก": Cancel, "ช่วย": Help, "เมนู": Help, "วิธีใช้": Help,
		"สวัสดี": Greeting, "สวัสดีครับ": Greeting, "สวัสดีค่ะ": Greeting, "ขอบคุณ": Thanks, "ขอบคุณครับ": Thanks, "ขอบคุณค่ะ": Thanks,
		"รอ": Pending, "ใช่": Confirm, "ยืนยัน": Confirm, "ไม่ใช่": Deny, "ไม่": Deny,
	}
	if kind, ok := simple[words[0]]; ok && len(words) == 1 && (kind != Pending || r.Role.isOfficer()) {
		return Result{Intent: kind, Confidence: 1}
	}
	if words[0] != "ฝาก" {
		return Result{Intent: Other, Confidence: 0.5}
	}
	if len(words) == 2 && u.amount.MatchString(words[1]) {
		if m, err := ledger.ParseMoney(words[1]); err == nil && m.IsPositive() {
			return Result{Intent: Deposit, Slots: Slots{Amount: &m}, Confidence: 1}
		}
	}
	return Result{Intent: Clarify, Candidates: []Kind{Deposit}, Confidence: 0.5}
}
