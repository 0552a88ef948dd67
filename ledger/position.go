package ledger

// PositionLine is one account of a Position on its normal side; negative when the
// other side is heavier.
type PositionLine struct {
	Account Account
	Amount  Money
}

// Position (งบแสดงฐานะการเงิน) is what a fund has on a day and whose it is:
// assets on one hand; what it owes, its funds, and the surplus that no year-end
// closing has moved into a fund yet, on the other.
type Position struct {
	Assets, Liabilities, Funds []PositionLine
	Surplus                    Money
}

// NewPosition takes the turnovers of all accounts from the first entry to the
// day, of any months. An account without a balance has no line.
func NewPosition(turnovers []Turnover) Position {
	var p Position
	for _, t := range byAccount(turnovers) {
		line := PositionLine{t.Account, t.Change()}
		switch {
		case t.Account.Type == Income:
			p.Surplus = p.Surplus.Add(line.Amount)
		case t.Account.Type == Expense:
			p.Surplus = p.Surplus.Sub(line.Amount)
		case line.Amount.IsZero():
		case t.Account.Type == Asset:
			p.Assets = append(p.Assets, line)
		case t.Account.Type == Liability:
			p.Liabilities = append(p.Liabilities, line)
		default:
			p.Funds = append(p.Funds, line)
		}
	}
	return p
}

// Has is the sum of the assets.
func (p Position) Has() Money { return sumPosition(p.Assets) }

// Owes is the sum of liabilities, funds and surplus.
func (p Position) Owes() Money {
	return sumPosition(p.Liabilities).Add(sumPosition(p.Funds)).Add(p.Surplus)
}

func sumPosition(lines []PositionLine) Money {
	var total Money
	for _, l := range lines {
		total = total.Add(l.Amount)
	}
	return total
}
