package conversation

import (
	"sajja/bot/intent"
	"sajja/ledger"
	"sajja/ledger/membership"
	"sajja/store"
)

// Decision is what a turn came to. Entries have no receipt numbers yet: they
// are given in the transaction, before the replies are put into words.
type Decision struct {
	State   State
	Entries []ledger.Entry
	Replies []Reply
	// Acts are what changes beside the books.
	Acts []store.Act
	// Unsent is a message ID that was taken back, to be remembered.
	Unsent string
}

// Reply is one thing to say. The set is closed; package speech has words for
// each.
type Reply interface{ isReply() }

// Promised shows what was understood and waits now, with its undo button.
type Promised struct {
	Entry int // index in Decision.Entries
	Money store.MemberMoney
}

// Posted is the receipt to the person who wrote.
type Posted struct {
	Entry int
	Money store.MemberMoney
	// Covered is what was paid for before; nil where that is not known.
	Covered *store.MemberCoverage
}

// ReceiptFor is the receipt to a member whose promise was received.
type ReceiptFor struct {
	Entry    int
	Member   store.Member
	Receiver string // the officer's name
	// Covered is what was paid for before; nil where that is not known.
	Covered *store.MemberCoverage
}

// RefusedFor tells a member that her promise was refused, and why.
type RefusedFor struct {
	Member store.Member
	Amount ledger.Money
	Reason Reason
	By     string
}

// Told is a reply to somebody else than the one who wrote; who has no LINE is not
// told. Ride lets it wait for that member's next message, free of quota.
type Told struct {
	To    store.Member
	Ride  bool
	Reply Reply
}

// Passbook shows a person's money and latest acts.
type Passbook struct {
	Person    *store.Person
	Statement []store.StatementLine
	// Arrears say how far she has paid; nil where that is not known.
	Arrears *membership.Arrears
}

// WaitingList shows an officer what waits.
type WaitingList struct {
	Entries []store.WaitingEntry
	Totals  []store.WaitingTotal
	Page    int
	// MayReceive puts the confirming buttons on it.
	MayReceive bool
	// Self is the officer, whose own promises somebody else confirms.
	Self ledger.MemberID
}

// Received tells an officer what she confirmed, and what of it was not hers to
// confirm or had ended before.
type Received struct {
	Entries []int // indexes in Decision.Entries
	Own     int   // her own promises among them, left for another officer
	Near    int   // those of her house and of whom she acts for, left too
	// Checkers are who may receive those.
	Checkers []store.Member
	Resolved []store.Resolution
}

// Question asks for one thing.
type Question struct {
	Ask Ask
	// Amount is the one of AskAgain, or of AskAmount what was heard with a doubt.
	Amount ledger.Money
	Ref    string // of AskAgain
	Entry  store.WaitingEntry
}

// Voided tells that a promise was taken back or refused.
type Voided struct {
	Amount ledger.Money
	// Unsent: because the message was taken back.
	Unsent bool
	// Member is set when an officer refused it: whose it was.
	Member string
}

// Choose offers one's own waiting entries to take back.
type Choose struct{ Mine []store.WaitingEntry }

// Ended tells, truthfully and kindly, that an entry no longer waits.
type Ended struct{ Resolution store.Resolution }

// Draft offers a question that went cold once more.
type Draft struct{ State State }

// Guesses offers what a message may have meant.
type Guesses struct {
	Candidates []intent.Kind
	// Amount was heard with a doubt, zero for none; a guess may show it, never
	// act on it.
	Amount ledger.Money
}

// Help shows what to type now.
type Help struct {
	// Receives, Collects, SeesBooks and Closes are what the writer's office lets
	// her do; Officer that she holds one that sees what waits.
	Officer, Receives, Collects, SeesBooks, Closes bool
}

// helpFor shows a person what she may type.
func helpFor(p *store.Person) Help {
	return Help{
		Officer: p.May(ledger.RightSeeWaiting), Receives: p.May(ledger.RightReceive), Collects: p.May(ledger.RightCollect),
		SeesBooks: p.May(ledger.RightSeeBooks), Closes: p.May(ledger.RightSignClose),
	}
}

// Note is a fixed text.
type Note struct{ Topic Topic }

func (Promised) isReply()    {}
func (Posted) isReply()      {}
func (ReceiptFor) isReply()  {}
func (RefusedFor) isReply()  {}
func (Told) isReply()        {}
func (Passbook) isReply()    {}
func (WaitingList) isReply() {}
func (Received) isReply()    {}
func (Question) isReply()    {}
func (Voided) isReply()      {}
func (Choose) isReply()      {}
func (Ended) isReply()       {}
func (Draft) isReply()       {}
func (Guesses) isReply()     {}
func (Help) isReply()        {}
func (Note) isReply()        {}

// Topic names a fixed text.
type Topic string

// The topics of fixed texts.
const (
	TopicWelcome       Topic = "welcome"       // a member added the bot
	TopicGreeting      Topic = "greeting"      // hello
	TopicThanks        Topic = "thanks"        // you are welcome
	TopicSticker       Topic = "sticker"       // a sticker came
	TopicImage         Topic = "image"         // a picture came
	TopicVoice         Topic = "voice"         // a voice message came
	TopicFile          Topic = "file"          // a file or video came
	TopicLocation      Topic = "location"      // a place came
	TopicNothingAsked  Topic = "nothing-asked" // yes or no to no question
	TopicDismissed     Topic = "dismissed"     // all right, nothing was done
	TopicNoneWaiting   Topic = "none-waiting"  // nothing of one's own to take back
	TopicTooMuch       Topic = "too-much"      // over what one message may hand in
	TopicForOther      Topic = "for-other"     // how much for somebody else
	TopicNotYet        Topic = "not-yet"       // understood, and not done in chat yet
	TopicNoOffice      Topic = "no-office"     // only officers can
	TopicNotYours      Topic = "not-yours"     // somebody else's entry
	TopicNotFound      Topic = "not-found"     // no such entry here
	TopicAlreadyNoted  Topic = "already-noted" // this act is in the books
	TopicStaleButton   Topic = "stale-button"  // a button of another time
	TopicUnsentTooLate Topic = "unsent-late"   // taken back after it was received
	TopicGroupHello    Topic = "group-hello"   // two lines when joining
	TopicGroupHelp     Topic = "group-help"    // addressed in a group
	TopicGroupPrivate  Topic = "group-private" // money is for the private chat
	TopicOwnPromise    Topic = "own-promise"   // one's own promise needs another officer
	TopicApology       Topic = "apology"       // our own fault

	TopicHouseAmount   Topic = "house-amount"    // how much for all of the house
	TopicHouseTooMany  Topic = "house-too-many"  // more than one card can take back
	TopicProxyNobody   Topic = "proxy-nobody"    // nobody with LINE is meant
	TopicDataOften     Topic = "data-often"      // the data were fetched often today
	TopicDataByOfficer Topic = "data-by-officer" // an officer brings the data
	TopicEraseNone     Topic = "erase-none"      // no wish to be forgotten is open
	TopicProxyStale    Topic = "proxy-stale"     // asked too long ago
)

// Topics are all topics, for the test that each has its words.
var Topics = [...]Topic{
	TopicWelcome, TopicGreeting, TopicThanks, TopicSticker, TopicImage, TopicVoice, TopicFile,
	TopicLocation, TopicNothingAsked, TopicDismissed, TopicNoneWaiting, TopicTooMuch, TopicForOther, TopicNotYet,
	TopicNoOffice, TopicNotYours, TopicNotFound, TopicAlreadyNoted, TopicStaleButton, TopicUnsentTooLate,
	TopicGroupHello, TopicGroupHelp, TopicGroupPrivate, TopicOwnPromise, TopicApology,
	TopicHouseAmount, TopicHouseTooMany, TopicProxyNobody, TopicProxyStale, TopicDataOften, TopicDataByOfficer, TopicEraseNone,
}
