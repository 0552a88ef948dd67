package conversation

import (
	"crypto/sha256"
	"time"

	"sajja/bot/intent"
	"sajja/ledger"
	"sajja/store"
)

// The verbs of being forgotten.
const (
	VerbErase     Verb = "erase"     // the member means it
	VerbEraseYes  Verb = "eraseyes"  // an officer confirms
	VerbEraseNo   Verb = "eraseno"   // an officer refuses
	VerbEraseStop Verb = "erasestop" // the member has thought better of it
)

// PrivacyNeeds are what a turn about one's own data must know.
type PrivacyNeeds struct {
	Link     bool // a way to everything held about the person
	Looks    bool // who looked at it
	Erasures bool // her wishes to be forgotten, and what hinders them
	Erasure  ledger.ErasureID
}

// PrivacyFacts are what was found.
type PrivacyFacts struct {
	// Link is the address of a page, Secret what it is known by; empty where this
	// service has no address of its own.
	Link, Secret string
	// LinksToday counts the ways that were opened since a day ago.
	LinksToday int
	Looks      []store.SeenLook
	Erasures   []store.Erasure
	Hindrances store.ErasureHindrances
	Erasure    *store.Erasure // nil: there is none
}

// LooksMax is how many looks one card shows.
const LooksMax = 12

// linksPerDay is how often a member may fetch her data in a day.
const linksPerDay = 5

// DataLink gives the way to one's data, as an address that works once.
type DataLink struct{ Address string }

// DataAsked tells officers that a member wants her data, where no address can be
// given.
type DataAsked struct{ Member store.Member }

// LookList shows who looked at one's data.
type LookList struct{ Looks []store.SeenLook }

// EraseHindered tells what must end before a member can be forgotten.
type EraseHindered struct{ Hindrances store.ErasureHindrances }

// EraseAsk asks whether the member means it, after telling what goes and what
// stays.
type EraseAsk struct{}

// EraseTold tells the member or an officer how her wish goes on.
type EraseTold struct {
	Erasure store.Erasure
	// ForOfficer puts the buttons on it, while it waits.
	ForOfficer bool
	// On is the day on which it will be done.
	On ledger.Date
}

func (DataLink) isReply()      {}
func (DataAsked) isReply()     {}
func (LookList) isReply()      {}
func (EraseHindered) isReply() {}
func (EraseAsk) isReply()      {}
func (EraseTold) isReply()     {}

func privacyNeeds(n *Needs, _ State, in Input, _ *store.Person) {
	var needs PrivacyNeeds
	switch in.Kind {
	case KindText:
		switch in.Meaning.Intent {
		case intent.MyData:
			needs.Link, n.Officers = true, true
		case intent.WhoLooked:
			needs.Looks = true
		case intent.EraseMe, intent.EraseStop:
			needs.Erasures = true
		}
	case KindButton:
		switch in.Button.Verb {
		case VerbErase:
			needs.Erasures, n.Officers = true, true
		case VerbEraseYes, VerbEraseNo, VerbEraseStop:
			id, _ := ParseIDArg(in.Button.Args[0]) // none is not found
			needs.Erasure, n.Officers = ledger.ErasureID{UUID: id}, true
		}
	}
	if needs != (PrivacyNeeds{}) {
		n.Privacy = &needs
	}
}

func stepPrivacy(state State, in Input, f Facts) (Decision, bool) {
	if f.Privacy == nil {
		return Decision{}, false
	}
	if in.Kind == KindButton {
		return stepErasure(in, f), true
	}
	switch in.Meaning.Intent {
	case intent.MyData:
		return giveData(state, f), true
	case intent.WhoLooked:
		return say(state, LookList{f.Privacy.Looks}), true
	case intent.EraseMe:
		return askErasure(state, f), true
	}
	return stopErasure(state, f), true
}

// giveData opens a way to everything held about the person; where the service has
// no address, the officers who keep the register are told to hand it over.
func giveData(state State, f Facts) Decision {
	p := f.Privacy
	switch {
	case p.LinksToday >= linksPerDay:
		return note(state, TopicDataOften)
	case p.Link == "":
		decision := note(state, TopicDataByOfficer)
		decision.Replies = append(decision.Replies, tellRegistrars(f, DataAsked{f.Person.Member}, true)...)
		return decision
	}
	decision := say(state, DataLink{p.Link})
	decision.Acts = []store.Act{store.DataLink{
		Hash: sha256.Sum256([]byte(p.Secret)), Member: f.Person.Member.ID, At: f.Now, ExpiresAt: f.Now.Add(store.DataLinkLife),
	}}
	return decision
}

// tellRegistrars tells the officers who keep the register, but for the member.
func tellRegistrars(f Facts, reply Reply, ride bool) []Reply {
	var told []Reply
	for _, o := range f.Officers {
		if o.May(ledger.RightKeepRegister) && o.ID != f.Person.Member.ID && o.LineUserID != "" {
			told = append(told, Told{To: o, Ride: ride, Reply: reply})
		}
	}
	return told
}

func openErasure(erasures []store.Erasure) (store.Erasure, bool) {
	for _, e := range erasures {
		if e.IsOpen() {
			return e, true
		}
	}
	return store.Erasure{}, false
}

// eraseOn is the day on which a confirmed erasure is done.
func eraseOn(from time.Time) ledger.Date { return ledger.DateOf(from.Add(store.ErasureDelay)) }

// askErasure tells what goes and what stays, and asks; or says what hinders it, or
// how far an earlier wish has come.
func askErasure(state State, f Facts) Decision {
	if e, isOpen := openErasure(f.Privacy.Erasures); isOpen {
		return say(state, EraseTold{Erasure: e, On: eraseOn(e.StatedAt)})
	}
	if f.Privacy.Hindrances.Any() {
		return say(state, EraseHindered{f.Privacy.Hindrances})
	}
	return say(state, EraseAsk{})
}

func stopErasure(state State, f Facts) Decision {
	e, isOpen := openErasure(f.Privacy.Erasures)
	if !isOpen {
		return note(state, TopicEraseNone)
	}
	return turnErasure(e, stopped(e), f)
}

// stopped is where a wish goes that is taken back.
func stopped(e store.Erasure) store.ErasureState {
	if e.State == store.ErasureAsked {
		return store.ErasureWithdrawn
	}
	return store.ErasureKept
}

func stepErasure(in Input, f Facts) Decision {
	if in.Button.Verb == VerbErase {
		return wishErasure(f)
	}
	if f.Privacy.Erasure == nil {
		return note(State{}, TopicNotFound)
	}
	e, self := *f.Privacy.Erasure, f.Person.Member.ID
	if in.Button.Verb == VerbEraseStop {
		if e.Member.ID != self || !e.IsOpen() {
			return note(State{}, TopicEraseNone)
		}
		return turnErasure(e, stopped(e), f)
	}
	switch {
	case !f.Person.May(ledger.RightKeepRegister) || e.Member.ID == self:
		return note(State{}, TopicNoOffice)
	case e.State != store.ErasureAsked:
		return say(State{}, EraseTold{Erasure: e, On: eraseOn(e.StatedAt)})
	case in.Button.Verb == VerbEraseNo:
		return turnErasure(e, store.ErasureRefused, f)
	case f.Privacy.Hindrances.Any():
		return say(State{}, EraseHindered{f.Privacy.Hindrances})
	}
	return turnErasure(e, store.ErasureConfirmed, f)
}

// wishErasure writes the member's wish down and asks the officers.
func wishErasure(f Facts) Decision {
	if _, isOpen := openErasure(f.Privacy.Erasures); isOpen || f.Privacy.Hindrances.Any() {
		return askErasure(State{}, f)
	}
	number := 1
	if len(f.Privacy.Erasures) > 0 {
		number += f.Privacy.Erasures[0].Number
	}
	e := store.Erasure{ID: ledger.NewErasureID(), Member: f.Person.Member, Number: number, AskedBy: f.Person.Member.ID,
		AskedAt: f.Now, State: store.ErasureAsked, StatedAt: f.Now}
	decision := say(State{}, EraseTold{Erasure: e})
	decision.Replies = append(decision.Replies, tellRegistrars(f, EraseTold{Erasure: e, ForOfficer: true}, false)...)
	decision.Acts = []store.Act{store.AskErasure{Erasure: e}}
	return decision
}

// turnErasure moves a wish on and tells the other side.
func turnErasure(e store.Erasure, to store.ErasureState, f Facts) Decision {
	self := f.Person.Member.ID
	e.State, e.StatedAt = to, f.Now
	told := EraseTold{Erasure: e, On: eraseOn(f.Now)}
	decision := say(State{}, told)
	decision.Acts = []store.Act{store.StepErasure{Erasure: e.ID, To: to, By: self, At: f.Now}}
	if e.Member.ID != self {
		decision.Replies = append(decision.Replies, Told{To: e.Member, Reply: told})
	}
	return decision
}
