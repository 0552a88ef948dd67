package intent

// Kind (เจตนา) is what a message asks for; the list is closed.
type Kind string

// The intents, in the order people meet them.
const (
	Deposit       Kind = "deposit"        // ฝาก: put savings in
	Balance       Kind = "balance"        // ยอด: how much is there now
	Statement     Kind = "statement"      // รายการ: past entries; did a payment arrive
	Claim         Kind = "claim"          // เบิกสวัสดิการ: ask for a welfare payment
	ClaimStatus   Kind = "claim_status"   // เรื่องถึงไหน: what became of a claim
	Entitlement   Kind = "entitlement"    // สิทธิ: what, how much, whether, how much longer
	Register      Kind = "register"       // สมัคร: become a member, enrol a new person
	LinkFamily    Kind = "link_family"    // ผูกบัญชี: tie an existing member to the sender
	Withdraw      Kind = "withdraw"       // ถอน: take out own savings
	Loan          Kind = "loan"           // กู้: ask for a loan
	Repay         Kind = "repay"          // คืนเงินกู้: pay back a loan, instalment, interest
	Cancel        Kind = "cancel"         // ยกเลิก: take back what was just asked
	Confirm       Kind = "confirm"        // ใช่
	Deny          Kind = "deny"           // ไม่ใช่
	Help          Kind = "help"           // วิธีใช้, ระเบียบ, เอกสาร
	MeetingCreate Kind = "meeting_create" // นัดประชุม
	MeetingList   Kind = "meeting_list"   // ประชุมวันไหน
	RSVP          Kind = "rsvp"           // ไป, ไม่ว่าง, อาจจะ
	RecordDeposit Kind = "record_deposit" // รับฝาก: treasurer writes down others' deposits
	Approve       Kind = "approve"        // อนุมัติ
	Reject        Kind = "reject"         // ไม่อนุมัติ
	Pending       Kind = "pending"        // รอ: what waits for a decision
	Report        Kind = "report"         // รายงาน: figures of the group
	Broadcast     Kind = "broadcast"      // ประกาศ: send a text to all
	Household     Kind = "household"      // บัญชีครัวเรือน: a line of income or expense
	Thanks        Kind = "thanks"         // ขอบคุณ
	Greeting      Kind = "greeting"       // สวัสดี
	Other         Kind = "other"          // asks nothing of the bot
	Clarify       Kind = "clarify"        // cannot be decided safely: ask, never post
)

// What is said in fixed words (folder commands), by subject.
const (
	MyFund Kind = "my_fund" // กองทุนของฉัน: in which fund the sender is speaking

	LinkRequest   Kind = "link_request"   // ขอผูกไลน์: ask officers to link one's LINE
	LinkRequests  Kind = "link_requests"  // คำขอผูกไลน์: which requests wait
	Unlink        Kind = "unlink"         // เลิกผูกไลน์: one's own
	UnlinkOf      Kind = "unlink_of"      // เลิกผูกไลน์ สมศรี: another's
	FreezeOf      Kind = "freeze"         // อายัด สมศรี
	UnfreezeOf    Kind = "unfreeze"       // เลิกอายัด สมศรี
	SwitchFund    Kind = "switch_fund"    // เปลี่ยนกองทุน
	Correct       Kind = "correct"        // แก้รายการ: a line of the sender's own is not right
	CorrectOf     Kind = "correct_of"     // แก้รายการ …: one of a member's, or of a receipt
	Dispute       Kind = "dispute"        // ยอดไม่ตรง: a figure of the sender's is not right
	DisputeStatus Kind = "dispute_status" // เรื่องยอดไม่ตรงถึงไหน
	CloseMonth    Kind = "close_month"    // ปิดเดือน, ปิดเดือนถึง …
	LastClosing   Kind = "last_closing"   // ปิดเดือนล่าสุดเมื่อไหร่

	PaidThrough   Kind = "paid_through"    // สมศรีส่งถึงไหน: until when a member has paid
	MyPaidThrough Kind = "my_paid_through" // ฉันส่งถึงไหน: until when the sender has

	DepositHousehold Kind = "deposit_household" // ฝากทั้งบ้าน: one sum for all of a house
	ProxyGrant       Kind = "proxy_grant"       // ให้ลูกดูแทน: let somebody act for the sender
	ProxyList        Kind = "proxy_list"        // ใครดูแทนฉัน
	ProxyRevoke      Kind = "proxy_revoke"      // เลิกให้ลูกดูแทน

	RoundOpen        Kind = "round_open"        // เปิดรอบหมู่ 3: begin a collection round
	RoundShow        Kind = "round_show"        // รอบนี้: how the round stands
	CashCount        Kind = "cash_count"        // นับเงิน: count notes and coins
	RoundClose       Kind = "round_close"       // ปิดรอบ
	HandOver         Kind = "hand_over"         // ส่งมอบเงิน: give cash to another officer
	BankDeposit      Kind = "bank_deposit"      // ฝากธนาคาร: bring cash to the bank
	HandoversWaiting Kind = "handovers_waiting" // รายการส่งมอบ: what waits for its receiver

	MyData    Kind = "my_data"    // ขอข้อมูลของฉัน: all that is held about the sender
	WhoLooked Kind = "who_looked" // ใครเปิดดูข้อมูลของฉัน
	EraseMe   Kind = "erase_me"   // ลบข้อมูลของฉัน: be forgotten
	EraseStop Kind = "erase_stop" // ไม่ลบข้อมูลแล้ว

	VillageRoster Kind = "village_roster" // รายชื่อหมู่ 3: the members of a village, to be ticked
)

// MovesMoney tells whether acting on the intent would enter an amount in the
// books, the four kinds that may never come from a guess.
func (k Kind) MovesMoney() bool {
	return k == Deposit || k == Withdraw || k == Repay || k == RecordDeposit
}

// Role (บทบาท) is the office of the sender; it decides what a message can mean.
type Role string

// The roles that a message's meaning depends on.
const (
	Member      Role = "member"      // สมาชิก
	Treasurer   Role = "treasurer"   // เหรัญญิก
	Coordinator Role = "coordinator" // ผู้ประสานงาน
)

// isOfficer tells whether the sender may speak for the fund.
func (r Role) isOfficer() bool { return r == Treasurer || r == Coordinator }

// Benefit (ประเภทสวัสดิการ) is the kind of help a claim or a question is about.
type Benefit string

// The benefits by kind.
const (
	Birth      Benefit = "birth"      // เกิด
	Hospital   Benefit = "hospital"   // นอนโรงพยาบาล
	Elderly    Benefit = "elderly"    // ผู้สูงอายุ
	Death      Benefit = "death"      // ตาย
	Education  Benefit = "education"  // การศึกษา
	Disaster   Benefit = "disaster"   // ภัยพิบัติ
	Disability Benefit = "disability" // พิการ
	OtherKind  Benefit = "other"      // บวช แต่งงาน ฯลฯ
)

// Answer is the reply to an invitation.
type Answer string

// The replies to an invitation.
const (
	Yes   Answer = "yes"
	No    Answer = "no"
	Maybe Answer = "maybe"
)

// ReportKind is which figures of the group are asked for.
type ReportKind string

// The reports by kind.
const (
	Daily   ReportKind = "daily"
	Monthly ReportKind = "monthly"
	Yearly  ReportKind = "yearly"
	Arrears ReportKind = "arrears" // ใครค้าง
	Cash    ReportKind = "cash"    // เงินสด
)

// Direction says whether a line of the household book is income or expense.
type Direction string

// The two sides of the household book.
const (
	Income  Direction = "income"
	Expense Direction = "expense"
)
