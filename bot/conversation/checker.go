package conversation

import (
	"errors"
	"slices"

	"sajja/ledger"
	"sajja/store"
)

// NearPromise tells an officer that a promise is of her own house, or of somebody
// she acts for, and who may receive it.
type NearPromise struct{ Checkers []store.Member }

// PaidReceived is the payer's receipt for what she brought for others.
type PaidReceived struct {
	Entries  []int // indexes in Decision.Entries
	Members  []store.Member
	Receiver string
}

// PaidRefused tells the payer that what she promised for another was refused.
type PaidRefused struct {
	For    store.Member
	Amount ledger.Money
	Reason Reason
	By     string
}

func (NearPromise) isReply()  {}
func (PaidReceived) isReply() {}
func (PaidRefused) isReply()  {}

// isNear tells whether a promise stands too near to the officer for her to confirm
// it, beyond its being her own.
func isNear(f Facts, e ledger.Entry) bool {
	err := ledger.MayCheck(f.Person.Member.ID, ledger.Made{Maker: e.Actor, Member: e.Member}, f.Ties)
	return errors.Is(err, ledger.ErrHouseholdIsChecker) || errors.Is(err, ledger.ErrProxyIsChecker)
}

// IsTied tells whether one of the promises found stands too near to the person.
func IsTied(f Facts) bool {
	return slices.ContainsFunc(f.Found, func(w store.WaitingEntry) bool { return isNear(f, w.Entry) })
}

// checkersOf gives the officers who may confirm all that is too near to this one.
func checkersOf(f Facts) []store.Member {
	var checkers []store.Member
	for _, o := range f.Officers {
		mayAll := o.May(ledger.RightReceive) && o.ID != f.Person.Member.ID
		for _, w := range f.Found {
			made := ledger.Made{Maker: w.Entry.Actor, Member: w.Entry.Member}
			mayAll = mayAll && (!isNear(f, w.Entry) || ledger.MayCheck(o.ID, made, f.Ties) == nil)
		}
		if mayAll {
			checkers = append(checkers, o)
		}
	}
	return checkers
}

// actsFor tells whether the person acts for a member.
func actsFor(p *store.Person, member ledger.MemberID) bool {
	return slices.ContainsFunc(p.ActsFor, func(a store.Acting) bool { return a.Member.ID == member })
}

// receiptsOfMakers gives each of those who brought money for others one receipt for
// all of it; what a maker brought for herself has its own.
func receiptsOfMakers(received []store.WaitingEntry, indexes []int, f Facts) []Reply {
	var order []store.Member
	bundles := map[ledger.MemberID]*PaidReceived{}
	for i, w := range received {
		if w.Maker.ID.IsZero() || w.Maker.ID == f.Person.Member.ID {
			continue
		}
		bundle := bundles[w.Maker.ID]
		if bundle == nil {
			bundle = &PaidReceived{Receiver: f.Person.Member.Name}
			bundles[w.Maker.ID] = bundle
			order = append(order, w.Maker)
		}
		bundle.Entries, bundle.Members = append(bundle.Entries, indexes[i]), append(bundle.Members, w.Member)
	}
	replies := make([]Reply, 0, len(order))
	for _, maker := range order {
		ride := f.Fund.ReceiptDelivery == store.DeliveryRide
		replies = append(replies, Told{To: maker, Ride: ride, Reply: *bundles[maker.ID]})
	}
	return replies
}
