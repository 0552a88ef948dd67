package ledger

import "strings"

// FormPart is one of the four parts of the state's own statement of a fund.
type FormPart int

// The parts of section 10 of the form (แบบแสดงสถานะ): the first two make its left
// column, the other two its right one.
const (
	FormReceipts FormPart = iota + 1 // รายรับ
	FormIncome                       // รายได้
	FormAssets                       // สินทรัพย์/เงินคงเหลือ
	FormExpenses                     // ค่าใช้จ่าย
)

// FormLine is one line of the form.
type FormLine struct {
	Part FormPart
	// Item is the line's number in its part, from 1.
	Item   int
	Amount Money
}

// formItems says on which line of the form an account stands, by how its code
// begins; the longest beginning counts. The form is cumulative since the fund was
// founded and mixes what there is with what was spent; it is made from the books
// and is never the books.
var formItems = map[string]FormLine{
	// 1 members, 2 พอช., 3 state, 4 อปท., 5 other state bodies, 6 other: also what
	// the fund owes, such as savings.
	"31": {Part: FormReceipts, Item: 1}, "32": {Part: FormReceipts, Item: 2}, "33": {Part: FormReceipts, Item: 3},
	"34": {Part: FormReceipts, Item: 4}, "35": {Part: FormReceipts, Item: 5}, "3": {Part: FormReceipts, Item: 6}, "2": {Part: FormReceipts, Item: 6},
	// 1 entry fees, 2 donations, 3 bank interest, 4 other.
	"41": {Part: FormIncome, Item: 1}, "42": {Part: FormIncome, Item: 2}, "43": {Part: FormIncome, Item: 3}, "4": {Part: FormIncome, Item: 4},
	// 1 bank, 2 cash in hand and with collectors, 3 welfare paid to members,
	// 4 other investment, 5 other.
	"13": {Part: FormAssets, Item: 1}, "11": {Part: FormAssets, Item: 2}, "12": {Part: FormAssets, Item: 2},
	"5": {Part: FormAssets, Item: 3}, "14": {Part: FormAssets, Item: 4}, "1": {Part: FormAssets, Item: 5},
	// 1 workers, 2 travel, 3 stationery, 4 meetings, 5 other.
	"61": {Part: FormExpenses, Item: 1}, "62": {Part: FormExpenses, Item: 2}, "63": {Part: FormExpenses, Item: 3},
	"64": {Part: FormExpenses, Item: 4}, "6": {Part: FormExpenses, Item: 5},
}

// formSizes is how many lines each part has.
var formSizes = map[FormPart]int{FormReceipts: 6, FormIncome: 4, FormAssets: 5, FormExpenses: 5}

// NewStatusForm fills in the form from the turnovers of all accounts since the
// first entry, without year-end closing: that would empty income and expense,
// which the form wants in full. Every line is there, also one without an amount.
func NewStatusForm(turnovers []Turnover) []FormLine {
	amounts := map[FormLine]Money{}
	for _, t := range turnovers {
		place := formItem(t.Account)
		amounts[place] = amounts[place].Add(t.Change())
	}
	var form []FormLine
	for part := FormReceipts; part <= FormExpenses; part++ {
		for item := 1; item <= formSizes[part]; item++ {
			form = append(form, FormLine{part, item, amounts[FormLine{Part: part, Item: item}]})
		}
	}
	return form
}

// formItem finds an account's line by code, and by type where a fund numbers its
// accounts otherwise.
func formItem(account Account) FormLine {
	code := string(account.Code)
	for n := min(len(code), 2); n > 0; n-- {
		if place, known := formItems[code[:n]]; known && place.fits(account.Type) {
			return place
		}
	}
	switch account.Type {
	case Asset:
		return FormLine{Part: FormAssets, Item: 5}
	case Expense:
		return FormLine{Part: FormExpenses, Item: 5}
	case Income:
		return FormLine{Part: FormIncome, Item: 4}
	}
	return FormLine{Part: FormReceipts, Item: 6}
}

// fits tells whether an account of this type may stand there: debits on the right
// of the form, credits on the left, or the columns would not foot.
func (l FormLine) fits(t AccountType) bool {
	return (l.Part == FormAssets || l.Part == FormExpenses) == (t.NormalSide() == Debit)
}

// IsWelfare tells whether an account is one of the headings under which welfare is
// paid (สวัสดิการ 13 ด้าน and others), or a part of one.
func (a Account) IsWelfare() bool {
	return a.Type == Expense && strings.HasPrefix(string(a.Code), "5")
}
