package ledger

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
	CodeCODIFund       AccountCode = "3200"
	CodeStateFund      AccountCode = "3300"
	CodeLocalFund      AccountCode = "3400"
	CodeAgencyFund     AccountCode = "3500"
	// CodeOpening stands against every opening balance while books are brought in
	// from paper, and is back at zero when both columns of the paper were equal.
	CodeOpening AccountCode = "3990"
)

// Chart (ผังบัญชี) gives the accounts a new fund starts with: one template for
// both presets, after the chart proposed in the field handbook from the
// state's own statement form (แบบแสดงสถานะ) and its thirteen welfare headings.
func Chart() []Account {
	return []Account{
		{Code: CodeCashInHand, Name: "เงินสดในมือ", Type: Asset},
		{Code: CodeCashCollectors, Name: "เงินสดกับผู้เก็บเงิน", Type: Asset},
		{Code: CodeBank, Name: "เงินฝากธนาคาร", Type: Asset},
		{Code: "1400", Name: "เงินลงทุนและสลาก", Type: Asset},
		{Code: "1500", Name: "ลูกหนี้เงินกู้สมาชิก", Type: Asset},
		{Code: "1600", Name: "เงินยืมทดรองกรรมการ", Type: Asset},
		{Code: CodeSavings, Name: "เงินฝากสมาชิก", Type: Liability},
		{Code: "2200", Name: "สวัสดิการอนุมัติค้างจ่าย", Type: Liability},
		{Code: "2300", Name: "เงินสมทบรับล่วงหน้า", Type: Liability},
		{Code: "2400", Name: "เงินกู้ยืม", Type: Liability},
		{Code: CodeMembersFund, Name: "กองทุนสวัสดิการจากสมาชิก", Type: Equity},
		{Code: CodeCODIFund, Name: "เงินสมทบ พอช.", Type: Equity},
		{Code: CodeStateFund, Name: "เงินสมทบรัฐบาล", Type: Equity},
		{Code: CodeLocalFund, Name: "เงินสมทบ อปท.", Type: Equity},
		{Code: CodeAgencyFund, Name: "เงินสมทบหน่วยงานรัฐอื่น", Type: Equity},
		{Code: "3600", Name: "เงินสำรอง", Type: Equity},
		{Code: "3700", Name: "กองทุนชราภาพ", Type: Equity},
		{Code: "3800", Name: "กองทุนการศึกษา", Type: Equity},
		{Code: "3900", Name: "ทุนหมุนเวียน", Type: Equity},
		{Code: CodeOpening, Name: "ยอดยกมารอตั้งบัญชี", Type: Equity},
		{Code: "4100", Name: "ค่าธรรมเนียมแรกเข้า", Type: Income},
		{Code: "4200", Name: "เงินบริจาค", Type: Income},
		{Code: "4300", Name: "ดอกเบี้ยเงินฝากธนาคาร", Type: Income},
		{Code: "4400", Name: "ดอกเบี้ยและค่าบำรุงเงินกู้", Type: Income},
		{Code: "4500", Name: "ค่าปรับ", Type: Income},
		{Code: "4900", Name: "รายได้อื่น", Type: Income},
		{Code: "5010", Name: "สวัสดิการเกิด", Type: Expense},
		{Code: "5020", Name: "สวัสดิการเจ็บป่วย", Type: Expense},
		{Code: "5030", Name: "สวัสดิการผู้สูงอายุ", Type: Expense},
		{Code: "5040", Name: "สวัสดิการเสียชีวิต", Type: Expense},
		{Code: "5050", Name: "ค่าจัดการศพ", Type: Expense},
		{Code: "5060", Name: "สวัสดิการผู้ด้อยโอกาสและผู้พิการ", Type: Expense},
		{Code: "5070", Name: "สวัสดิการอาชีพ", Type: Expense},
		{Code: "5080", Name: "สวัสดิการการศึกษา", Type: Expense},
		{Code: "5090", Name: "ประเพณีและวัฒนธรรม", Type: Expense},
		{Code: "5100", Name: "ที่อยู่อาศัย", Type: Expense},
		{Code: "5110", Name: "ภัยพิบัติ", Type: Expense},
		{Code: "5120", Name: "กิจกรรมสาธารณประโยชน์", Type: Expense},
		{Code: "5130", Name: "สิ่งแวดล้อม", Type: Expense},
		{Code: "5990", Name: "สวัสดิการอื่น", Type: Expense},
		{Code: "6100", Name: "ค่าตอบแทนคณะทำงาน", Type: Expense},
		{Code: "6200", Name: "ค่าเดินทาง", Type: Expense},
		{Code: "6300", Name: "ค่าเครื่องเขียนและเอกสาร", Type: Expense},
		{Code: "6400", Name: "ค่าประชุมและกิจกรรม", Type: Expense},
		{Code: "6900", Name: "ค่าใช้จ่ายอื่น", Type: Expense},
	}
}
