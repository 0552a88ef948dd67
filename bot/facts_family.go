package bot

import (
	"context"
	"errors"

	"sajja/bot/conversation"
	"sajja/ledger"
	"sajja/store"
)

// waitingOwn gives what waits of a person and what she promised for others, newest
// first of each.
func waitingOwn(ctx context.Context, s Session, person *store.Person) ([]store.WaitingEntry, error) {
	mine, err := s.WaitingOf(ctx, person.Member.ID, conversation.MineMax)
	if err != nil || len(person.ActsFor) == 0 || len(mine) == conversation.MineMax {
		return mine, err
	}
	members := make([]ledger.MemberID, len(person.ActsFor))
	for i, a := range person.ActsFor {
		members[i] = a.Member.ID
	}
	others, err := s.WaitingMadeFor(ctx, person.Member.ID, members, conversation.MineMax-len(mine))
	return append(mine, others...), err
}

// tiesFacts tells whose money the person may not confirm, and where she may not,
// who of the officers may.
func tiesFacts(ctx context.Context, s Session, t *turn, f *conversation.Facts) error {
	if !t.needs.Ties || len(f.Found) == 0 || !t.person.May(ledger.RightReceive) {
		return nil
	}
	members := []ledger.MemberID{t.person.Member.ID}
	for _, w := range f.Found {
		members = append(members, w.Entry.Actor, w.Entry.Member)
	}
	today := ledger.DateOf(f.Now)
	var err error
	if f.Ties, err = s.Ties(ctx, members, today); err != nil || !conversation.IsTied(*f) {
		return err
	}
	if f.Officers, err = s.Officers(ctx); err != nil {
		return err
	}
	for _, o := range f.Officers {
		members = append(members, o.ID)
	}
	f.Ties, err = s.Ties(ctx, members, today)
	return err
}

// familyFacts looks up those for whom one acts.
func familyFacts(ctx context.Context, s Session, t *turn, f *conversation.Facts) error {
	needs := t.needs.Family
	if needs == nil {
		return nil
	}
	found, err := &conversation.FamilyFacts{}, error(nil)
	if needs.House && !t.person.Member.Household.IsZero() {
		found.House, err = s.Household(ctx, t.person.Member.Household)
	}
	if err == nil && !needs.Seen.IsZero() {
		found.Money, err = s.MoneyOf(ctx, needs.Seen)
		if err == nil {
			found.Statement, err = s.Statement(ctx, needs.Seen, conversation.StatementLength)
		}
	}
	if err == nil && needs.Named != "" {
		found.Named, err = s.MembersNamed(ctx, needs.Named)
	}
	if err == nil && !needs.Member.IsZero() {
		found.Named, err = oneMember(ctx, s, needs.Member)
	}
	if err == nil && needs.Proxies {
		found.Proxies, err = s.ProxiesOf(ctx, t.person.Member.ID)
	}
	if err == nil && !needs.Proxy.IsZero() {
		found.Proxy, err = oneProxy(ctx, s, needs.Proxy)
	}
	f.Family = found
	return err
}

// oneMember gives a member in a list, which is empty where there is none.
func oneMember(ctx context.Context, s Session, id ledger.MemberID) ([]store.Member, error) {
	m, err := s.MemberByID(ctx, id)
	if errors.Is(err, store.ErrNotFound) {
		return nil, nil
	}
	return []store.Member{m}, err
}

func oneProxy(ctx context.Context, s Session, id ledger.ProxyID) (*store.Proxy, error) {
	p, err := s.ProxyByID(ctx, id)
	if errors.Is(err, store.ErrNotFound) {
		return nil, nil
	}
	return &p, err
}
