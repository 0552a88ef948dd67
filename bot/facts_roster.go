package bot

import (
	"context"
	"errors"
	"slices"
	"time"

	"sajja/bot/conversation"
	"sajja/bot/roster"
	"sajja/ledger"
	"sajja/ledger/membership"
	"sajja/store"
)

// RosterSession is what lists of who paid need of a turn's transaction.
type RosterSession interface {
	RosterIndex(ctx context.Context, on ledger.Date) ([]store.RosterMember, error)
	RosterPeople(ctx context.Context, ids []ledger.MemberID, kind ledger.Kind, on ledger.Date) ([]store.RosterMember, error)
	WaitingOfMembers(ctx context.Context, ids []ledger.MemberID) ([]store.WaitingEntry, error)
	Roster(ctx context.Context, id ledger.RosterID) (store.Roster, error)
	RosterTwins(ctx context.Context, content [32]byte, since time.Time) ([]store.RosterTwin, int, error)
	// Plan is in force on a day: what paying ahead comes to.
	Plan(ctx context.Context, day ledger.Date) (membership.Plan, error)
}

// rosterFacts looks up what a list needs: whom its lines may mean, what waits of
// them, and whether the same list came before.
func rosterFacts(ctx context.Context, s Session, t *turn, f *conversation.Facts) error {
	needs := t.needs.Roster
	if needs == nil {
		return nil
	}
	facts := &conversation.RosterFacts{Sheet: needs.Sheet}
	f.Roster = facts
	content := needs.Content
	var ids []ledger.MemberID
	var err error
	if needs.IsPriced() {
		if facts.Plan, err = s.Plan(ctx, ledger.DateOf(f.Now)); err != nil {
			return err
		}
	}
	switch today := ledger.DateOf(f.Now); {
	case needs.Sheet != nil:
		ids, err = findMembers(ctx, s, facts, today)
	case needs.Village != "":
		ids, err = findVillage(ctx, s, needs.Village, today)
	default:
		ids, err = findRoster(ctx, s, facts, needs.ID)
		if facts.Roster != nil {
			content = facts.Roster.ContentHash
		}
	}
	if err != nil || len(ids) == 0 && needs.Sheet == nil {
		return err
	}
	if err := rosterPeople(ctx, s, ids, f); err != nil {
		return err
	}
	if needs.Village != "" {
		for _, id := range ids {
			facts.Village = append(facts.Village, facts.People[id])
		}
		return nil
	}
	facts.Twins, facts.Posts, err = s.RosterTwins(ctx, content, f.Now.Add(-conversation.RosterTwinWindow))
	return err
}

// findMembers looks the names of a list up among everybody of the fund.
func findMembers(ctx context.Context, s Session, facts *conversation.RosterFacts, today ledger.Date) ([]ledger.MemberID, error) {
	var err error
	if facts.Index, err = s.RosterIndex(ctx, today); err != nil {
		return nil, err
	}
	x := roster.New(indexed(facts.Index))
	var ids []ledger.MemberID
	for _, line := range facts.Sheet.Lines {
		match := matchLine(x, line)
		facts.Matches = append(facts.Matches, match)
		for _, c := range match.Candidates {
			ids = append(ids, facts.Index[c.Member].ID)
		}
	}
	return once(ids), nil
}

// matchLine finds whom a line means. What was only heard in it is asked about.
func matchLine(x *roster.Index, line roster.Line) roster.Match {
	hint := roster.Hint{Village: line.Village}
	match := x.Match(line.Who, hint)
	if line.Heard == "" || match.Certainty != roster.Unknown {
		return match
	}
	match = x.Match(line.Heard, hint)
	match.Certainty = min(match.Certainty, roster.Doubt)
	return match
}

func indexed(members []store.RosterMember) []roster.Member {
	all := make([]roster.Member, len(members))
	for i, m := range members {
		all[i] = roster.Member{
			ID: m.ID, Number: m.Number, Name: m.Name, Nickname: m.Nickname, Village: m.Village, Gone: !m.Standing.MayPay(),
		}
	}
	return all
}

// findVillage gives who of a village may pay.
func findVillage(ctx context.Context, s Session, village string, today ledger.Date) ([]ledger.MemberID, error) {
	members, err := s.RosterIndex(ctx, today)
	var ids []ledger.MemberID
	for _, m := range members {
		if m.Standing.MayPay() && roster.SameVillage(m.Village, village) {
			ids = append(ids, m.ID)
		}
	}
	return ids[:min(len(ids), roster.LinesMax)], err
}

// findRoster reads a list that was sent before.
func findRoster(ctx context.Context, s Session, facts *conversation.RosterFacts, id ledger.RosterID) ([]ledger.MemberID, error) {
	r, err := s.Roster(ctx, id)
	if errors.Is(err, store.ErrNotFound) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	facts.Roster = &r
	var ids []ledger.MemberID
	for _, line := range r.Lines {
		ids = append(ids, line.Members...)
	}
	return once(ids), nil
}

func rosterPeople(ctx context.Context, s Session, ids []ledger.MemberID, f *conversation.Facts) error {
	people, err := s.RosterPeople(ctx, ids, f.Fund.Preset.MemberMoney(), ledger.DateOf(f.Now))
	if err != nil {
		return err
	}
	waiting, err := s.WaitingOfMembers(ctx, ids)
	if err != nil {
		return err
	}
	f.Roster.Ties, err = s.Ties(ctx, append(slices.Clone(ids), f.Person.Member.ID), ledger.DateOf(f.Now))
	if err != nil {
		return err
	}
	f.Roster.People = make(map[ledger.MemberID]store.RosterMember, len(people))
	for _, m := range people {
		f.Roster.People[m.ID] = m
	}
	f.Roster.Waiting = map[ledger.MemberID][]store.WaitingEntry{}
	for _, w := range waiting {
		f.Roster.Waiting[w.Member.ID] = append(f.Roster.Waiting[w.Member.ID], w)
	}
	return nil
}

// once gives IDs without repeats, in the order of their first place.
func once(ids []ledger.MemberID) []ledger.MemberID {
	seen := make(map[ledger.MemberID]bool, len(ids))
	return slices.DeleteFunc(ids, func(id ledger.MemberID) bool {
		was := seen[id]
		seen[id] = true
		return was
	})
}
