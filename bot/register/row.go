package register

import (
	"errors"
	"strings"

	"sajja/bot/sheet"
	"sajja/bot/thai"
	"sajja/ledger"
	"sajja/ledger/membership"
)

// Row is a member as the table tells of her.
type Row struct {
	Line          int
	Number        string
	Name          string
	Nickname      string
	BornOn        ledger.Date // zero when the table does not tell
	JoinedOn      ledger.Date
	Village       string
	House         string
	Classes       []membership.Class
	Phone         string
	CitizenID     string
	Address       string
	Resolution    string
	Beneficiaries []membership.Beneficiary
	// Contribution and Savings stand in the paper book.
	Contribution, Savings ledger.Money
	// PaidThrough is the last day that her contributions cover by the paper book.
	PaidThrough ledger.Date
}

const (
	// numberMax and nameMax are what the register holds.
	numberMax = 32
	nameMax   = 200
	// textMax bounds the other texts.
	textMax = 500
	// ageMax is more years than anybody has lived.
	ageMax = 125
)

// rowReader reads one row and gathers what is wrong with it.
type rowReader struct {
	layout  *layout
	row     sheet.Row
	options Options
	name    string
	faults  []Fault
}

func (r *rowReader) fault(column Column, code Code, written, other string) {
	r.faults = append(r.faults, Fault{r.row.Line, r.name, column, code, written, other})
}

// cell gives what stands in a column; a formula is a fault and nothing else.
func (r *rowReader) cell(s spot) sheet.Cell {
	place, found := r.layout.at[s]
	if !found || place >= len(r.row.Cells) {
		return sheet.Cell{}
	}
	cell := r.row.Cells[place]
	if cell.IsFormula {
		r.fault(s.column, Formula, cell.Text, "")
		return sheet.Cell{}
	}
	return cell
}

func (r *rowReader) text(column Column) string { return r.short(spot{column: column}, textMax) }

// short reads a text of one line that is not too long.
func (r *rowReader) short(s spot, longest int) string {
	text := strings.Join(strings.Fields(r.cell(s).Text), " ")
	if isDash(text) {
		return ""
	}
	if len([]rune(text)) > longest {
		r.fault(s.column, LongText, string([]rune(text)[:30])+"…", "")
	}
	return text
}

// isDash tells the strokes that people draw through a place with nothing in it.
func isDash(text string) bool { return strings.Trim(text, "-–—_.") == "" }

func (r *rowReader) read() Row {
	r.name = r.fullName()
	row := Row{
		Line: r.row.Line, Name: r.name, Number: r.number(), Nickname: r.text(Nickname), House: r.text(House), Address: r.text(Address),
		Resolution: r.text(Resolution), PaidThrough: r.day(PaidThrough), Village: village(r.text(Village)), BornOn: r.day(Born), JoinedOn: r.day(Joined),
		Classes: r.classes(), Phone: r.phone(), CitizenID: r.citizenID(), Beneficiaries: r.beneficiaries(),
	}
	row.Contribution, row.Savings = r.balances()
	r.checkDays(&row)
	r.checkStatus()
	return row
}

// number takes the Thai digits and the blanks out: ๐๐๑ is 001.
func (r *rowReader) number() string {
	number := thai.Normal(r.text(Number))
	switch {
	case number == "":
		r.fault(Number, NoNumber, "", "")
	case len([]rune(number)) > numberMax:
		r.fault(Number, LongNumber, number, "")
	}
	return number
}

func (r *rowReader) fullName() string {
	given := r.text(Name)
	if given == "" {
		given = strings.TrimSpace(r.text(FirstName) + " " + r.text(FamilyName))
	}
	name := r.text(Title) + given
	if given == "" || strings.IndexFunc(given, isLetter) < 0 {
		r.fault(Name, NoName, given, "")
	}
	if len([]rune(name)) > nameMax {
		r.fault(Name, LongText, string([]rune(name)[:30])+"…", "")
	}
	return name
}

func (r *rowReader) day(column Column) ledger.Date {
	cell := r.cell(spot{column: column})
	if isDash(cell.Text) {
		return ledger.Date{}
	}
	day, isDay := dayOf(cell)
	switch {
	case !isDay:
		r.fault(column, NoDay, cell.Text, "")
	case day.After(r.latest(column)):
		r.fault(column, FutureDay, cell.Text, thai.FormatDate(day))
	case day.Before(r.options.Today.AddMonths(-12 * ageMax)):
		r.fault(column, LongAgo, cell.Text, thai.FormatDate(day))
	default:
		return day
	}
	return ledger.Date{}
}

// aheadMax is how many years somebody may have paid ahead.
const aheadMax = 10

// latest gives the last day that makes sense in a column: what is paid may lie
// ahead, what happened may not.
func (r *rowReader) latest(column Column) ledger.Date {
	if column == PaidThrough {
		return r.options.Today.AddMonths(12 * aheadMax)
	}
	return r.options.Today
}

// checkDays fills in the day of joining that the caller gave for all.
func (r *rowReader) checkDays(row *Row) {
	if row.JoinedOn.IsZero() && !r.isFaulty(Joined) {
		if row.JoinedOn = r.options.JoinedOn; row.JoinedOn.IsZero() {
			r.fault(Joined, NoJoined, "", "")
		}
	}
	if !row.BornOn.IsZero() && !row.JoinedOn.IsZero() && row.JoinedOn.Before(row.BornOn) {
		r.fault(Born, BornAfterJoining, thai.FormatDate(row.BornOn), thai.FormatDate(row.JoinedOn))
	}
}

func (r *rowReader) isFaulty(column Column) bool {
	for _, f := range r.faults {
		if f.Column == column {
			return true
		}
	}
	return false
}

// village writes a number of a village in one way: 3, ม.3 and หมู่ที่ ๓ are หมู่ 3.
func village(text string) string {
	normal := strings.ReplaceAll(thai.Normal(text), " ", "")
	for _, word := range []string{"หมู่บ้านที่", "หมู่ที่", "หมู่", "ม.", "ม"} {
		if rest, isCut := strings.CutPrefix(normal, word); isCut {
			normal = rest
			break
		}
	}
	if normal != "" && len(normal) <= 2 && strings.Trim(normal, "0123456789") == "" {
		return "หมู่ " + strings.TrimPrefix(normal, "0")
	}
	return text
}

// classWords are the words that forms use for the classes.
var classWords = map[string]membership.Class{
	"ทั่วไป": membership.General, "บุคคลทั่วไป": membership.General, "วัยทำงาน": membership.General, "ผู้ใหญ่": membership.General, "ปกติ": membership.General, "general": membership.General,
	"เด็ก": membership.Child, "เยาวชน": membership.Child, "เด็กและเยาวชน": membership.Child, "เด็ก-เยาวชน": membership.Child, "เด็กเยาวชน": membership.Child, "นักเรียน": membership.Child, "child": membership.Child,
	"ผู้สูงอายุ": membership.Elderly, "สูงอายุ": membership.Elderly, "คนแก่": membership.Elderly, "elderly": membership.Elderly,
	"ผู้ด้อยโอกาส": membership.Disadvantaged, "ด้อยโอกาส": membership.Disadvantaged, "disadvantaged": membership.Disadvantaged,
	"ผู้พิการ": membership.Disabled, "พิการ": membership.Disabled, "คนพิการ": membership.Disabled, "disabled": membership.Disabled,
	"กำพร้า": membership.Orphan, "เด็กกำพร้า": membership.Orphan, "orphan": membership.Orphan,
}

// classes reads one or more, as ผู้สูงอายุ, พิการ.
func (r *rowReader) classes() []membership.Class {
	written := r.text(Class)
	if class, isOne := classWords[thai.Normal(written)]; isOne {
		return []membership.Class{class}
	}
	var classes []membership.Class
	seen := map[membership.Class]bool{}
	for _, word := range strings.FieldsFunc(written, func(sign rune) bool { return strings.ContainsRune(",;/+", sign) }) {
		class, isKnown := classWords[thai.Normal(word)]
		switch {
		case !isKnown:
			r.fault(Class, NoClass, strings.TrimSpace(word), "")
		case !seen[class]:
			classes, seen[class] = append(classes, class), true
		}
	}
	return classes
}

func (r *rowReader) phone() string {
	written := r.text(Phone)
	if written == "" {
		return ""
	}
	digits, isValid := thai.Phone(written)
	if !isValid {
		r.fault(Phone, NoPhone, written, "")
	}
	return digits
}

// citizenID never repeats a number in a fault: the report is shown around.
func (r *rowReader) citizenID() string {
	cell := r.cell(spot{column: Citizen})
	written := cell.Text
	if strings.ContainsAny(written, "eE") && cell.Kept != "" {
		written = cell.Kept // a workbook shows 13 digits as 1.23457E+12
	}
	if isDash(written) {
		return ""
	}
	digits, isValid := thai.CitizenID(written)
	if !isValid {
		r.fault(Citizen, NoCitizen, thai.MaskCitizenID(digits), "")
	}
	return digits
}

// endedWords say that somebody is no member any more.
var memberWords = map[string]bool{"ปกติ": true, "สมาชิก": true, "คงอยู่": true, "เป็นสมาชิก": true, "active": true, "member": true}

// checkStatus refuses who is no member: the table has no day and no resolution of
// her leaving, and she would stand in the register as one who pays.
func (r *rowReader) checkStatus() {
	if status := r.text(Status); status != "" && !memberWords[thai.Normal(status)] {
		r.fault(Status, NotMember, status, "")
	}
}

// beneficiaries reads up to three; where no share is written all get the same.
func (r *rowReader) beneficiaries() []membership.Beneficiary {
	var all []membership.Beneficiary
	hasShare := false
	for nth := 1; nth <= beneficiaryColumns; nth++ {
		b := membership.Beneficiary{Name: r.short(spot{Beneficiary, nth}, nameMax), Relation: r.short(spot{Relation, nth}, textMax)}
		written := strings.TrimSpace(strings.Trim(thai.Normal(r.short(spot{Share, nth}, textMax)), "%"))
		if b.Name == "" && b.Relation == "" && written == "" {
			continue
		}
		if written != "" {
			share, err := membership.ParseShare(written)
			if err != nil {
				r.fault(Share, NoShare, written, "")
				return nil
			}
			b.Share, hasShare = share, true
		}
		all = append(all, b)
	}
	if !hasShare && len(all) > 0 {
		membership.ShareEqually(all)
	}
	r.checkBeneficiaries(all)
	return all
}

func (r *rowReader) checkBeneficiaries(all []membership.Beneficiary) {
	err := membership.CheckBeneficiaries(all)
	var shares membership.SharesError
	switch {
	case errors.As(err, &shares):
		r.fault(Share, SharesNotWhole, shares.Sum.String(), "")
	case errors.Is(err, membership.ErrBeneficiaryName):
		r.fault(Beneficiary, BeneficiaryName, "", "")
	case errors.Is(err, membership.ErrBeneficiaryTwice):
		r.fault(Beneficiary, BeneficiaryTwice, "", "")
	case err != nil:
		r.fault(Share, NoShare, "", "")
	}
}

// balances reads what the paper book says; a column that says just "balance" is of
// the money the fund's members pay in.
func (r *rowReader) balances() (contribution, savings ledger.Money) {
	contribution, savings = r.amount(Contribution), r.amount(Savings)
	balance := r.amount(Balance)
	if balance.IsZero() {
		return contribution, savings
	}
	into, column := &contribution, Contribution
	if r.options.Money == ledger.KindDeposit {
		into, column = &savings, Savings
	}
	if !into.IsZero() {
		r.fault(column, TwoBalances, into.String(), balance.String())
	}
	*into = balance
	return contribution, savings
}

// amount reads 1,234.50, ๑,๒๓๔.๕๐, 1234.5 บาท; nothing for a dash or a blank.
func (r *rowReader) amount(column Column) ledger.Money {
	cell := r.cell(spot{column: column})
	text := strings.NewReplacer(",", "", " ", "", "บาท", "", "฿", "").Replace(thai.Normal(cell.Text))
	if isDash(text) {
		return ledger.Money{}
	}
	amount, err := ledger.ParseMoney(cell.Exact(text))
	switch {
	case err != nil:
		r.fault(column, NoAmount, cell.Text, "")
	case amount.IsNegative():
		r.fault(column, BelowZero, cell.Text, "")
	default:
		return amount
	}
	return ledger.Money{}
}
