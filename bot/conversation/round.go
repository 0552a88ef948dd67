package conversation

import (
	"errors"
	"slices"
	"strconv"
	"strings"

	"sajja/bot/thai"
	"sajja/ledger"
	"sajja/store"
)

// RoundCard shows how a round stands, after what was just done.
type RoundCard struct {
	Round store.Round
	// After is the step that was just taken: empty when it was opened or asked for.
	After ledger.RoundStepKind
	IsNew bool
	// IsMine: it is shown to its collector, with what she can do next.
	IsMine bool
}

func (RoundCard) isReply() {}

// openRound begins a round of one of the collector's villages.
func openRound(said string, in Input, f Facts) Decision {
	me := f.Person.Member
	if !me.May(ledger.RightCollect) {
		return cashNote(State{}, CashNote{Topic: CashNoOffice})
	}
	if own, ok := ownRound(f); ok {
		return say(State{}, CashNote{Topic: CashOwnOpen, Village: own.Village}, RoundCard{Round: own, IsMine: true})
	}
	mine := slices.DeleteFunc(slices.Clone(f.Cash.Villages), func(v string) bool { return !me.MayCollect(v) })
	village, known := villageNamed(said, f.Cash.Villages)
	switch {
	case strings.TrimSpace(said) == "" && len(mine) == 1:
		village = mine[0]
	case strings.TrimSpace(said) == "":
		return cashNote(State{Ask: AskRoundVillage}, CashNote{Topic: CashWhichVillage, Villages: mine})
	case !known:
		return cashNote(State{Ask: AskRoundVillage}, CashNote{Topic: CashNoVillage, Village: said, Villages: mine})
	case !me.MayCollect(village):
		return cashNote(State{}, CashNote{Topic: CashNotYours, Village: village, Villages: mine})
	}
	for _, r := range f.Cash.Rounds {
		if r.Village == village {
			return cashNote(State{}, CashNote{Topic: CashVillageOpen, Village: village, Name: r.By.Name})
		}
	}
	round, err := ledger.OpenRound(f.Fund.ID, village, me.ID, ledger.Act{Actor: me.ID, At: f.Now, Cause: in.EventID})
	if err != nil {
		return cashNote(State{Ask: AskRoundVillage}, CashNote{Topic: CashWhichVillage, Villages: mine})
	}
	opened := store.Round{Round: round, By: me, Figures: ledger.RoundFigures{Carried: f.Cash.Holding.Stands}}
	return Decision{Acts: []store.Act{store.RoundOpened{Round: round}}, Replies: []Reply{RoundCard{Round: opened, IsNew: true, IsMine: true}}}
}

// villageNamed finds a village of the fund by what was said: its name, blanks and
// the kind of digits apart, its number alone, or the number with which the name
// of one begins (หมู่ 1 for หมู่ 1 บ้านหนองบัว).
func villageNamed(said string, villages []string) (string, bool) {
	wanted := villageKey(said)
	var begun []string
	for _, v := range villages {
		key := villageKey(v)
		if key == wanted || key == "หมู่"+wanted || key == "หมู่ที่"+wanted {
			return v, true
		}
		if beginsName(key, wanted) || beginsName(key, "หมู่"+wanted) {
			begun = append(begun, v)
		}
	}
	if !strings.ContainsAny(wanted, "0123456789") || len(begun) != 1 {
		return "", false
	}
	return begun[0], true
}

// beginsName tells whether a name begins with what was said, not in the middle of
// a number.
func beginsName(name, said string) bool {
	rest, ok := strings.CutPrefix(name, said)
	return ok && rest != "" && (rest[0] < '0' || rest[0] > '9')
}

func villageKey(name string) string {
	key := strings.ReplaceAll(thai.Normal(name), " ", "")
	for _, short := range []string{"ม.", "หมู่ที่", "หมู่บ้าน", "บ้าน"} {
		if rest, ok := strings.CutPrefix(key, short); ok && rest != "" && rest[0] >= '0' && rest[0] <= '9' {
			return "หมู่" + rest
		}
	}
	return key
}

// villageAt reads a village from a button that names its place in the list.
func villageAt(f Facts, arg string) string {
	at, err := strconv.Atoi(arg)
	if err != nil || at < 0 || at >= len(f.Cash.Villages) {
		return "?"
	}
	return f.Cash.Villages[at]
}

// ownRound is the round that the person walks now.
func ownRound(f Facts) (store.Round, bool) {
	for _, r := range f.Cash.Rounds {
		if r.Collector == f.Person.Member.ID {
			return r, true
		}
	}
	return store.Round{}, false
}

func showRound(f Facts) Decision {
	if own, ok := ownRound(f); ok {
		return say(State{}, RoundCard{Round: own, IsMine: true})
	}
	if f.Person.May(ledger.RightSeeBooks) && len(f.Cash.Rounds) > 0 {
		var replies []Reply
		for _, r := range f.Cash.Rounds[:min(len(f.Cash.Rounds), 4)] {
			replies = append(replies, RoundCard{Round: r})
		}
		return say(State{}, replies...)
	}
	return noRound(f)
}

func noRound(f Facts) Decision {
	if !f.Person.May(ledger.RightCollect) {
		return cashNote(State{}, CashNote{Topic: CashNoOffice})
	}
	return cashNote(State{}, CashNote{Topic: CashNoRound})
}

// closeRound ends the person's round, or says what has to come first.
func closeRound(in Input, f Facts) Decision {
	own, ok := ownRound(f)
	if !ok {
		return noRound(f)
	}
	step, err := own.Close(own.Figures, ledger.Act{Actor: f.Person.Member.ID, At: f.Now, Cause: in.EventID})
	var recount ledger.RecountError
	var variance ledger.VarianceError
	switch {
	case errors.As(err, &recount):
		return cashNote(State{Ask: AskRoundCount}, CashNote{Topic: CashRecount, Amount: recount.Expected, Other: recount.Counted})
	case errors.As(err, &variance):
		return askWhy(own, variance.Variance)
	case err != nil:
		return cashNote(State{Ask: AskRoundCount}, CashNote{Topic: CashNotCounted, Amount: own.Figures.Expected()})
	}
	return stepRound(own, step)
}

// stepRound takes a step and shows the round after it.
func stepRound(r store.Round, step ledger.RoundStep) Decision {
	act := r.NextStep(step)
	r.Steps = append(slices.Clone(r.Steps), step)
	return Decision{Acts: []store.Act{act}, Replies: []Reply{RoundCard{Round: r, After: step.Kind, IsMine: true}}}
}

func askWhy(r store.Round, variance ledger.Money) Decision {
	return cashNote(State{Ask: AskRoundWhy, Ref: r.ID.String()}, CashNote{Topic: CashWhy, Amount: variance})
}

// explain takes the collector's own words for a difference.
func explain(in Input, f Facts) Decision {
	own, ok := ownRound(f)
	if !ok {
		return noRound(f)
	}
	step, err := own.Explain(string(freeReason(in.Text)), ledger.Act{Actor: f.Person.Member.ID, At: f.Now, Cause: in.EventID})
	if err != nil {
		return say(State{}, RoundCard{Round: own, IsMine: true})
	}
	return stepRound(own, step)
}
