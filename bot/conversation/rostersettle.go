package conversation

import (
	"slices"

	"sajja/ledger"
)

// settle looks whether the rest of the list says who is meant where the name
// alone does not: somebody who has a line of her own is not meant again, a list
// is mostly of one village, and people mostly pay what they paid before. What it
// finds is a guess, to be shown.
func (v *RosterView) settle() {
	taken, home := v.sure()
	for i := range v.Rows {
		row := &v.Rows[i]
		if row.State != RosterAsked {
			continue
		}
		for _, fits := range []func(RosterChoice) bool{
			func(c RosterChoice) bool { return !taken[c.Member.ID] },
			func(c RosterChoice) bool { return !taken[c.Member.ID] && home != "" && c.Member.Village == home },
			func(c RosterChoice) bool { return !taken[c.Member.ID] && c.Member.Last.Equal(row.Amount) },
		} {
			if only := onlyOne(row.Choices, fits); only >= 0 {
				row.take(only, RosterGuessed)
				break
			}
		}
	}
}

// homeShare is of how many in ten sure lines a list's village must be.
const homeShare = 8

// homeLeast is from how many sure lines on a list has a village.
const homeLeast = 3

// sure gives who has a line of her own, and the village of nearly all of them.
func (v *RosterView) sure() (map[ledger.MemberID]bool, string) {
	taken, villages, most := map[ledger.MemberID]bool{}, map[string]int{}, ""
	for _, row := range v.Rows {
		if row.State == RosterFound {
			taken[row.Member.ID] = true
			villages[row.Member.Village]++
			if villages[row.Member.Village] > villages[most] {
				most = row.Member.Village
			}
		}
	}
	if len(taken) < homeLeast || villages[most]*10 < len(taken)*homeShare {
		return taken, ""
	}
	return taken, most
}

// onlyOne gives the place of the one choice that fits; -1 for none or several.
func onlyOne(choices []RosterChoice, fits func(RosterChoice) bool) int {
	first := slices.IndexFunc(choices, fits)
	if first < 0 || slices.ContainsFunc(choices[first+1:], fits) {
		return -1
	}
	return first
}
