package register

import (
	"strings"

	"sajja/bot/sheet"
	"sajja/bot/thai"
)

// Column is a column of the table by what it means.
type Column string

// The columns. Balance is that of the money which "ฝาก" means in the fund.
const (
	Number       Column = "number"
	Title        Column = "title"
	Name         Column = "name"
	FirstName    Column = "first_name"
	FamilyName   Column = "family_name"
	Nickname     Column = "nickname"
	Born         Column = "born"
	Joined       Column = "joined"
	Village      Column = "village"
	House        Column = "house"
	Class        Column = "class"
	Phone        Column = "phone"
	Citizen      Column = "citizen_id"
	Address      Column = "address"
	Contribution Column = "contribution"
	Savings      Column = "savings"
	Balance      Column = "balance"
	PaidThrough  Column = "paid_through"
	Resolution   Column = "resolution"
	Status       Column = "status"
	Beneficiary  Column = "beneficiary"
	Relation     Column = "relation"
	Share        Column = "share"
	sequence     Column = "sequence" // ลำดับที่: means nothing here, and is no surprise
)

// headings are the columns by the words that head them, in normal form without
// blanks, points and the like. The words are those of application forms, of
// report forms of the state and of the registers of several funds.
var headings = map[Column]string{
	sequence:     "ลำดับ ลำดับที่ ที่ seq order",
	Number:       "เลขที่สมาชิก เลขสมาชิก รหัสสมาชิก หมายเลขสมาชิก สมาชิกเลขที่ เลขทะเบียน เลขทะเบียนสมาชิก ทะเบียนเลขที่ เลขที่ รหัส no number member memberno membernumber memberid",
	Title:        "คำนำหน้า คำนำหน้าชื่อ คำนำหน้านาม title prefix",
	Name:         "ชื่อ-สกุล ชื่อ-นามสกุล ชื่อและนามสกุล ชื่อนามสกุล ชื่อ/สกุล ชื่อสมาชิก ชื่อ-สกุลสมาชิก ชื่อ name fullname membername",
	FirstName:    "ชื่อจริง ชื่อตัว firstname givenname",
	FamilyName:   "นามสกุล สกุล ชื่อสกุล lastname surname familyname",
	Nickname:     "ชื่อเล่น nickname",
	Born:         "วันเกิด เกิด เกิดวันที่ วันที่เกิด วันเดือนปีเกิด ว/ด/ปเกิด วดปเกิด วัน/เดือน/ปีเกิด born birthdate birthday dateofbirth dob",
	Joined:       "วันที่เป็นสมาชิก วันเป็นสมาชิก เป็นสมาชิกเมื่อ เป็นสมาชิกวันที่ วันที่เข้า วันเข้าเป็นสมาชิก วันที่เข้าเป็นสมาชิก วันสมัคร วันที่สมัคร สมัครเมื่อ วันเดือนปีที่สมัคร joined joindate datejoined membersince",
	Village:      "หมู่ หมู่ที่ หมู่บ้าน ชุมชน บ้าน village moo",
	House:        "บ้านเลขที่ เลขที่บ้าน house houseno housenumber",
	Class:        "ประเภท ประเภทสมาชิก กลุ่ม กลุ่มสมาชิก class category",
	Phone:        "โทร โทรศัพท์ เบอร์โทร เบอร์โทรศัพท์ หมายเลขโทรศัพท์ เบอร์ มือถือ phone telephone tel mobile",
	Citizen:      "เลขบัตรประชาชน เลขประจำตัวประชาชน เลขที่บัตรประชาชน หมายเลขบัตรประชาชน บัตรประชาชน เลขบัตร เลข13หลัก citizenid nationalid idcard",
	Address:      "ที่อยู่ address",
	Contribution: "เงินสมทบ เงินสมทบสะสม สมทบ สมทบสะสม ยอดเงินสมทบ contribution contributions",
	Savings:      "เงินฝาก เงินออม เงินฝากสะสม เงินออมสะสม เงินฝากคงเหลือ ยอดเงินฝาก savings deposit deposits",
	Balance:      "ยอดยกมา ยอดสะสม เงินสะสม สัจจะ สัจจะสะสม เงินสัจจะ เงินสัจจะสะสม ยอดเงิน ยอดเงินสะสม คงเหลือ ยอดคงเหลือ balance openingbalance",
	PaidThrough:  "ส่งถึง ส่งถึงวันที่ ส่งแล้วถึง ส่งเงินถึง ส่งเงินถึงวันที่ ชำระถึง ชำระถึงวันที่ จ่ายถึง paidthrough paiduntil paidto",
	Resolution:   "มติ มติที่ประชุม มติรับ ประชุมครั้งที่ resolution",
	Status:       "สถานะ สถานภาพ สภาพ สภาพสมาชิก status",
	Beneficiary:  "ผู้รับผลประโยชน์ ผู้รับประโยชน์ ชื่อผู้รับผลประโยชน์ ชื่อผู้รับประโยชน์ beneficiary beneficiaryname",
	Relation:     "ความสัมพันธ์ เกี่ยวข้องเป็น ความเกี่ยวข้อง relation relationship",
	Share:        "ส่วนแบ่ง สัดส่วน ร้อยละ เปอร์เซ็นต์ share percent %",
}

// columnByWord is headings the other way round.
var columnByWord = func() map[string]Column {
	byWord := map[string]Column{}
	for column, words := range headings {
		for _, word := range strings.Fields(words) {
			byWord[wordOf(word)] = column
		}
	}
	return byWord
}()

// wordOf takes from a heading what people write in different ways.
func wordOf(heading string) string {
	return strings.NewReplacer(" ", "", ".", "", "_", "", "\n", "", ":", "", "*", "", "(บาท)", "", "(พศ)", "").Replace(strings.ToLower(thai.Normal(heading)))
}

const (
	// headingWithin is how many lines of titles may stand above the headings.
	headingWithin = 20
	// beneficiaryColumns is how many beneficiaries a row may name.
	beneficiaryColumns = 3
)

// columnOf tells what a heading means, and of columns that come several times the
// which: ผู้รับผลประโยชน์ 2 is the second beneficiary. A workbook whose headings
// are all the same counts them from the left, which is the caller's to do.
func columnOf(heading string) (column Column, nth int) {
	word := wordOf(heading)
	if column, isKnown := columnByWord[word]; isKnown {
		return column, 0
	}
	if n := len(word) - 1; n > 0 && word[n] >= '1' && word[n] <= '0'+beneficiaryColumns {
		if column := columnByWord[strings.TrimRight(word[:n], "-คนที่")]; column.isRepeated() {
			return column, int(word[n] - '0')
		}
		if column := columnByWord[strings.TrimSuffix(word[:n], "คนที่")]; column.isRepeated() {
			return column, int(word[n] - '0')
		}
	}
	return "", 0
}

// isRepeated tells the columns that stand once for each beneficiary.
func (c Column) isRepeated() bool { return c == Beneficiary || c == Relation || c == Share }

// spot is a column by its meaning and, for those of beneficiaries, which one.
type spot struct {
	column Column
	nth    int
}

// layout is where the columns of a table are.
type layout struct {
	at map[spot]int
	// below are the rows under the headings.
	below []sheet.Row
	// ignored are headings that mean nothing here.
	ignored []string
}

// findHeadings takes the first line that heads a number and a name. A row of two
// columns with one meaning is told by ErrColumnTwice.
func findHeadings(rows []sheet.Row) (layout, error) {
	for i, row := range rows[:min(len(rows), headingWithin)] {
		l := layout{at: map[spot]int{}, below: rows[i+1:]}
		var twice error
		for place, cell := range row.Cells {
			column, nth := columnOf(cell.Text)
			s := spot{column, nth}
			if column.isRepeated() && nth == 0 {
				s.nth = 1 + l.count(column)
			}
			_, isTaken := l.at[s]
			switch {
			case column == "" && cell.Text != "":
				l.ignored = append(l.ignored, cell.Text)
			case column == "" || column == sequence:
			case isTaken:
				twice = HeadingTwiceError{row.Line, cell.Text}
			default:
				l.at[s] = place
			}
		}
		l.settleNames()
		if l.has(Number) && (l.has(Name) || l.has(FirstName)) {
			return l, twice
		}
	}
	return layout{}, ErrHeadings
}

// settleNames tells "ชื่อ" beside "นามสกุล", which is the given name, from "ชื่อ"
// alone, which is all of it; and "ชื่อสกุล" alone, which is written for both.
func (l *layout) settleNames() {
	name, hasName := l.at[spot{column: Name}]
	family, hasFamily := l.at[spot{column: FamilyName}]
	switch {
	case hasName && hasFamily:
		l.at[spot{column: FirstName}] = name
		delete(l.at, spot{column: Name})
	case hasFamily && !l.has(FirstName):
		l.at[spot{column: Name}] = family
		delete(l.at, spot{column: FamilyName})
	}
}

func (l *layout) has(column Column) bool { _, found := l.at[spot{column: column}]; return found }

// count tells how many columns of a kind were seen.
func (l *layout) count(column Column) int {
	n := 0
	for s := range l.at {
		if s.column == column {
			n++
		}
	}
	return n
}
