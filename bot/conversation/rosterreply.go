package conversation

import "sajja/store"

// RosterPreview shows a list before it is posted. Whole says with the lines that
// are clear; a choice shows only what is still open.
type RosterPreview struct {
	View  RosterView
	Page  int
	Whole bool
}

// RosterTicked tells of one line of a village's list that was turned over.
type RosterTicked struct {
	View RosterView
	Line int
}

// RosterPosted tells the officer what of a list is in the books.
type RosterPosted struct {
	View    RosterView
	Entries []int // indexes in Decision.Entries
}

// RosterAgain asks whether a list that came before is meant once more. IsSeen:
// the officer has looked at it and was about to post it.
type RosterAgain struct {
	Roster store.Roster
	Twin   store.RosterTwin
	IsSeen bool
}

// RosterWaits leads back to the same list, which the officer sent before.
type RosterWaits struct{ Twin store.RosterTwin }

// RosterOver tells that a list is posted or put aside.
type RosterOver struct {
	Roster    store.Roster
	IsDropped bool
}

// RosterNobody tells that nobody lives in a village.
type RosterNobody struct{ Village string }

// RosterLong asks to split a list.
type RosterLong struct{}

// RosterNotYours tells that a list is another officer's.
type RosterNotYours struct{}

func (RosterPreview) isReply()  {}
func (RosterTicked) isReply()   {}
func (RosterPosted) isReply()   {}
func (RosterAgain) isReply()    {}
func (RosterWaits) isReply()    {}
func (RosterOver) isReply()     {}
func (RosterNobody) isReply()   {}
func (RosterLong) isReply()     {}
func (RosterNotYours) isReply() {}

func (v RosterView) preview(page int, whole bool) RosterPreview { return RosterPreview{v, page, whole} }
