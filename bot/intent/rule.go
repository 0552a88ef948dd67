package intent

// rule reads one kind of meaning out of a message, or passes it on.
type rule struct {
	name      string
	read      func(*reading) (Result, bool)
	readsLong bool // also of texts too long to be a request
}

// rules in the order they are asked. What must not be mistaken for money comes
// before money; questions come before requests; the plainest answers last.
var rules = []rule{
	{"nothing but signs", (*reading).nothing, true},
	{"command in fixed words", (*reading).command, true},
	{"code, orders to the bot or abuse", (*reading).foreign, true},
	{"text to send to all", (*reading).broadcast, true},
	{"question about a decision", (*reading).decisionQuestion, false},
	{"decision on a claim", (*reading).decision, false},
	{"what waits", (*reading).waiting, false},
	{"meeting", (*reading).meeting, false},
	{"figures of the group", (*reading).groupFigures, false},
	{"roster", (*reading).roster, true},
	{"received from one member", (*reading).received, false},
	{"office of another", (*reading).notYourOffice, false},
	{"advert or lottery", (*reading).advert, false},
	{"taken back", (*reading).cancelled, false},
	{"no, before all else", (*reading).denialFirst, false},
	{"yes, before all else", (*reading).confirmFirst, false},
	{"family account", (*reading).linking, false},
	{"claim under way", (*reading).claimStatus, false},
	{"papers and how-to of a claim", (*reading).claimHelp, false},
	{"what one is entitled to", (*reading).entitled, false},
	{"how it is done", (*reading).howTo, false},
	{"past entries", (*reading).pastEntries, false},
	{"how much is there", (*reading).howMuch, false},
	{"claim", (*reading).claims, false},
	{"joining", (*reading).joining, false},
	{"act of money", (*reading).money, false},
	{"household book", (*reading).householdLine, false},
	{"money without a purpose", (*reading).purposeless, false},
	{"answer to an invitation", (*reading).invitation, false},
	{"favour or chatter", (*reading).favourOnly, false},
	{"no", (*reading).denial, false},
	{"yes", (*reading).confirmation, false},
	{"lost", (*reading).lost, false},
	{"greeting or thanks", (*reading).courtesy, false},
	{"question of the fund", (*reading).fundQuestion, false},
	{"a bare number", (*reading).bareNumber, false},
}

func ask(candidates ...Kind) (Result, bool) {
	return Result{Intent: Clarify, Candidates: candidates, Confidence: 0.5}, true
}

func answer(kind Kind, confidence float64, slots Slots) (Result, bool) {
	return Result{Intent: kind, Slots: slots, Confidence: confidence}, true
}

func pass() (Result, bool) { return Result{}, false }
