package conversation

import "sajja/store"

// subject is one matter that people talk about with the bot, in a file of its
// own: what its turns must know, and how it answers them.
type subject struct {
	// needs adds what the turn must know if it is the subject's.
	needs func(n *Needs, state State, in Input, person *store.Person)
	// step decides the turn; false when it is not the subject's. The person is
	// known, and the chat is private.
	step func(state State, in Input, f Facts) (Decision, bool)
}

// subjects in the order they are asked. The first that takes a turn decides it;
// what none of them takes is the daily money of stepText and stepButton.
func subjects() []subject {
	return []subject{
		{linkingNeeds, stepLinking}, // first: it holds back what must not be acted on yet
		baseline(), standing(),
		arrears(),
		mercy(), correction(), figure(), dispute(), closing(),
		cashSubject(),
		{familyNeeds, stepFamily}, {privacyNeeds, stepPrivacy},
		rosterSubject,
	}
}

// stepSubjects lets the subjects look at a turn.
func stepSubjects(state State, in Input, f Facts) (Decision, bool) {
	for _, s := range subjects() {
		if decision, ok := s.step(state, in, f); ok {
			return decision, true
		}
	}
	return Decision{}, false
}

// ownAsk tells the questions of the daily money, whose drafts are offered again
// when they have gone cold. A subject keeps its drafts in the database.
func ownAsk(ask Ask) bool {
	switch ask {
	case AskNothing, AskAmount, AskAgain, AskReason:
		return true
	}
	return false
}
