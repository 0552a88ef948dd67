package ledger

import "slices"

// Ties (ความใกล้ชิด) tell who stands too near to another to check her money: who
// lives in one household, and who acts for whom. Absent is whoever has none.
type Ties struct {
	Households map[MemberID]HouseholdID
	ActsFor    map[MemberID][]MemberID
}

// Made is what somebody brought in: who did it, and whose money it is.
type Made struct{ Maker, Member MemberID }

// MayCheck tells whether a member may confirm what another brought in. Nobody
// checks what she made or what is hers (ErrMakerIsChecker), what somebody of her
// household made or gets (ErrHouseholdIsChecker), or what comes of one of whom
// either acts for the other (ErrProxyIsChecker). A fund has no size at which this
// is let go: with two officers there is always one outside of a house, and with
// one there is the chair.
func MayCheck(checker MemberID, made Made, ties Ties) error {
	sides := [...]MemberID{made.Maker, made.Member}
	for _, side := range sides {
		if side == checker && !side.IsZero() {
			return ErrMakerIsChecker
		}
	}
	for _, side := range sides {
		switch {
		case side.IsZero(): // the command line, which is nobody's neighbour
		case ties.liveTogether(checker, side):
			return ErrHouseholdIsChecker
		case slices.Contains(ties.ActsFor[checker], side), slices.Contains(ties.ActsFor[side], checker):
			return ErrProxyIsChecker
		}
	}
	return nil
}

func (t Ties) liveTogether(a, b MemberID) bool {
	house := t.Households[a]
	return !house.IsZero() && house == t.Households[b]
}
