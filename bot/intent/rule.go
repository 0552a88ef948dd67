package intent

// rule reads one kind of meaning out of a message, or passes it on.
type rule struct {
	name string
	read func(*reading) (Result, bool)
}

// rules in the order they are asked. What must not be mistaken for money comes
// before money; questions come before requests; the plainest answers last.
var rules = []rule{
	{"nothing but signs", (*reading).nothing},
	{"code, orders to the bot or abuse", (*reading).foreign},
	{"text to send to all", (*reading).broadcast},
	{"question about a decision", (*reading).decisionQuestion},
	{"decision on a claim", (*reading).decision},
	{"what waits", (*reading).waiting},
	{"meeting", (*reading).meeting},
	{"figures of the group", (*reading).groupFigures},
	{"roster", (*reading).roster},
	{"received from one member", (*reading).received},
	{"office of another", (*reading).notYourOffice},
	{"advert or lottery", (*reading).advert},
	{"taken back", (*reading).cancelled},
	{"no, before all else", (*reading).denialFirst},
	{"family account", (*reading).linking},
	{"claim under way", (*reading).claimStatus},
	{"papers and how-to of a claim", (*reading).claimHelp},
	{"what one is entitled to", (*reading).entitled},
	{"how it is done", (*reading).howTo},
	{"past entries", (*reading).pastEntries},
	{"how much is there", (*reading).howMuch},
	{"claim", (*reading).claims},
	{"joining", (*reading).joining},
	{"act of money", (*reading).money},
	{"household book", (*reading).householdLine},
	{"money without a purpose", (*reading).purposeless},
	{"answer to an invitation", (*reading).invitation},
	{"favour or chatter", (*reading).favourOnly},
	{"no", (*reading).denial},
	{"yes", (*reading).confirmation},
	{"lost", (*reading).lost},
	{"greeting or thanks", (*reading).courtesy},
	{"a bare number", (*reading).bareNumber},
}

func ask(candidates ...Kind) (Result, bool) {
	return Result{Intent: Clarify, Candidates: candidates, Confidence: 0.5}, true
}

func answer(kind Kind, confidence float64, slots Slots) (Result, bool) {
	return Result{Intent: kind, Slots: slots, Confidence: confidence}, true
}

func pass() (Result, bool) { return Result{}, false }
