package household

import "sajja/ledger"

// Due is what a member owes by the fund's plan, as a weight for sharing out one
// sum; zero for one who is ahead or of whom nothing is asked.
type Due struct {
	Member ledger.MemberID
	Amount ledger.Money
}

// Share is one member's part of a sum.
type Share struct {
	Member ledger.MemberID
	Amount ledger.Money
}

// ShareOut (แบ่งยอดให้คนในบ้าน) shares a sum among the members of a household by
// what each is due, equally where nobody is due anything; the parts make the
// whole. A member whose part is nothing is left out. ErrAmount for a sum that is
// not above zero, or for nobody to share it among.
func ShareOut(sum ledger.Money, dues []Due) ([]Share, error) {
	if len(dues) == 0 || !sum.IsPositive() {
		return nil, ledger.ErrAmount
	}
	weights, all := make([]int64, len(dues)), int64(0)
	for i, d := range dues {
		weights[i] = max(0, d.Amount.Satang())
		all += weights[i]
	}
	if all == 0 {
		for i := range weights {
			weights[i] = 1
		}
	}
	parts, err := sum.Split(weights...)
	if err != nil {
		return nil, err
	}
	var shares []Share
	for i, part := range parts {
		if part.IsPositive() {
			shares = append(shares, Share{dues[i].Member, part})
		}
	}
	return shares, nil
}
