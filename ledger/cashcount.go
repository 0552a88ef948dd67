package ledger

import "errors"

// ErrPieces: nobody has fewer notes or coins than none, nor more than a bag holds.
var ErrPieces = errors.New("a count of notes and coins is from none to a hundred thousand of each")

// piecesMax bounds what one line of a count may say: a slip of the finger, such
// as a sum where a number of notes belongs, must not become money.
const piecesMax = 100_000

// Denominations (ชนิดธนบัตรและเหรียญ) are the notes and coins of the baht in the
// order in which they are counted, the largest first.
var Denominations = [...]Money{
	MustMoney("1000.00"), MustMoney("500.00"), MustMoney("100.00"), MustMoney("50.00"), MustMoney("20.00"),
	MustMoney("10.00"), MustMoney("5.00"), MustMoney("2.00"), MustMoney("1.00"), MustMoney("0.50"), MustMoney("0.25"),
}

// NotesCount is how many of the Denominations are notes; the rest are coins.
const NotesCount = 5

// CashCount (ใบนับเงินสด) is how many there are of each of the Denominations. It
// is a value and can be compared.
type CashCount [len(Denominations)]int

// Check refuses a count that nobody can have made: ErrPieces.
func (c CashCount) Check() error {
	for _, pieces := range c {
		if pieces < 0 || pieces > piecesMax {
			return ErrPieces
		}
	}
	return nil
}

// Total is what the notes and coins come to.
func (c CashCount) Total() Money {
	var satang int64
	for i, pieces := range c {
		satang += int64(pieces) * Denominations[i].Satang()
	}
	return MoneyFromSatang(satang)
}

// DenominationOf finds a face value among the Denominations; false for money
// that is neither note nor coin.
func DenominationOf(face Money) (int, bool) {
	for i, d := range Denominations {
		if d.Equal(face) {
			return i, true
		}
	}
	return 0, false
}
