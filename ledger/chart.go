package ledger

import "fmt"

// Preset names the template a fund starts from. It says which money a member's
// "ฝาก" is: given to the pool or her own (design decision 4: contribution is
// not deposit).
type Preset string

const (
	// PresetWelfare is a welfare fund: what members hand in is a contribution
	// (เงินสมทบ), equity of the fund, by rule not paid back.
	PresetWelfare Preset = "welfare"
	// PresetSavings is a savings group: what members hand in is a deposit
	// (เงินฝาก), the member's own money and a liability of the fund.
	PresetSavings Preset = "savings"
)

// ParsePreset reads a preset's name.
func ParsePreset(text string) (Preset, error) {
	switch p := Preset(text); p {
	case PresetWelfare, PresetSavings:
		return p, nil
	}
	return "", fmt.Errorf("unknown preset %q: use welfare or savings", text)
}

// MemberMoney gives the kind of entry that a member's "ฝาก" makes.
func (p Preset) MemberMoney() Kind {
	if p == PresetSavings {
		return KindDeposit
	}
	return KindContribution
}

// Codes that the rules themselves speak of. The rest of the chart is the
// fund's own affair.
const (
	CodeCashInHand     AccountCode = "1100"
	CodeCashCollectors AccountCode = "1200"
	CodeBank           AccountCode = "1300"
	CodeSavings        AccountCode = "2100"
	CodeMembersFund    AccountCode = "3100"
)

// Chart (ผังบัญชี) gives the accounts a new fund starts with: one template for
// both presets, after the chart proposed in the field handbook from the
// state's own statement form (แบบแสดงสถานะ) and its thirteen welfare headings.
func Chart() []Account {
	return []Account{
		{CodeCashInHand, "เงินสดในมือ", Asset},
		{CodeCashCollectors, "เงินสดกับผู้เก็บเงิน", Asset},
		{CodeBank, "เงินฝากธนาคาร", Asset},
		{"1400", "เงินลงทุนและสลาก", Asset},
		{"1500", "ลูกหนี้เงินกู้สมาชิก", Asset},
		{"1600", "เงินยืมทดรองกรรมการ", Asset},
		{CodeSavings, "เงินฝากสมาชิก", Liability},
		{"2200", "สวัสดิการอนุมัติค้างจ่าย", Liability},
		{"2300", "เงินสมทบรับล่วงหน้า", Liability},
		{"2400", "เงินกู้ยืม", Liability},
		{CodeMembersFund, "กองทุนสวัสดิการจากสมาชิก", Equity},
		{"3200", "เงินสมทบ พอช.", Equity},
		{"3300", "เงินสมทบรัฐบาล", Equity},
		{"3400", "เงินสมทบ อปท.", Equity},
		{"3500", "เงินสมทบหน่วยงานรัฐอื่น", Equity},
		{"3600", "เงินสำรอง", Equity},
		{"3700", "กองทุนชราภาพ", Equity},
		{"3800", "กองทุนการศึกษา", Equity},
		{"3900", "ทุนหมุนเวียน", Equity},
		{"4100", "ค่าธรรมเนียมแรกเข้า", Income},
		{"4200", "เงินบริจาค", Income},
		{"4300", "ดอกเบี้ยเงินฝากธนาคาร", Income},
		{"4400", "ดอกเบี้ยและค่าบำรุงเงินกู้", Income},
		{"4500", "ค่าปรับ", Income},
		{"4900", "รายได้อื่น", Income},
		{"5010", "สวัสดิการเกิด", Expense},
		{"5020", "สวัสดิการเจ็บป่วย", Expense},
		{"5030", "สวัสดิการผู้สูงอายุ", Expense},
		{"5040", "สวัสดิการเสียชีวิต", Expense},
		{"5050", "ค่าจัดการศพ", Expense},
		{"5060", "สวัสดิการผู้ด้อยโอกาสและผู้พิการ", Expense},
		{"5070", "สวัสดิการอาชีพ", Expense},
		{"5080", "สวัสดิการการศึกษา", Expense},
		{"5090", "ประเพณีและวัฒนธรรม", Expense},
		{"5100", "ที่อยู่อาศัย", Expense},
		{"5110", "ภัยพิบัติ", Expense},
		{"5120", "กิจกรรมสาธารณประโยชน์", Expense},
		{"5130", "สิ่งแวดล้อม", Expense},
		{"5990", "สวัสดิการอื่น", Expense},
		{"6100", "ค่าตอบแทนคณะทำงาน", Expense},
		{"6200", "ค่าเดินทาง", Expense},
		{"6300", "ค่าเครื่องเขียนและเอกสาร", Expense},
		{"6400", "ค่าประชุมและกิจกรรม", Expense},
		{"6900", "ค่าใช้จ่ายอื่น", Expense},
	}
}
