package intent

import "math"

// The bar below which money is asked about and not moved.
const moneyBar = 0.6

// What a reading may hinge on, and what is left of its confidence after each.
const (
	afterUnknown = 0.95 // letters we do not know, and that name nobody
	afterSlip    = 0.90 // a command that was misspelt
	afterSum     = 0.95 // a sum that was taken for talk
	afterAct     = 0.94 // an act of money that was taken for talk
	afterDerived = 0.97 // a sum worked out and not said
	afterPerson  = 0.98 // somebody named who has no part in it
)

// weigh lowers the rule's own confidence by everything the reading hinged on:
// words unknown or misspelt, and sums, acts and people that had to be explained
// away. Money below the bar is asked about, with what was heard.
func (r *reading) weigh(result *Result) {
	c := result.Confidence
	c *= math.Pow(afterUnknown, float64(r.unknownCount()))
	c *= math.Pow(afterSlip, float64(r.mended))
	if result.Intent.MovesMoney() || result.Intent == Loan || result.Intent == Household || result.Intent == Clarify {
		c *= r.weighMoney(result)
	}
	result.Confidence = math.Round(c*100) / 100
	if result.Intent.MovesMoney() && result.Confidence < moneyBar {
		result.Candidates, result.Heard = []Kind{result.Intent}, result.Slots
		result.Intent, result.Slots = Clarify, Slots{}
	}
}

// weighMoney weighs what stands beside a sum of money.
func (r *reading) weighMoney(result *Result) float64 {
	used := max(len(result.Slots.Items), 1)
	sums, isSaid := 0, false
	for k := range r.figures {
		f := &r.figures[k]
		if !f.isMoney() {
			continue
		}
		sums++
		isSaid = isSaid || result.Slots.Amount != nil && f.satang == result.Slots.Amount.Satang()
	}
	c := math.Pow(afterSum, float64(max(sums-used, 0)))
	if result.Slots.Amount != nil && !isSaid {
		c *= afterDerived
	}
	c *= math.Pow(afterAct, float64(max(len(r.acts)-1, 0)))
	parts := 0
	for _, p := range r.people {
		if !r.isSelf(p) {
			parts++
		}
	}
	if result.Slots.For != "" || result.Slots.Member != "" {
		parts--
	}
	return c * math.Pow(afterPerson, float64(max(parts-len(result.Slots.Items), 0)))
}
