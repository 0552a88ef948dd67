package bot

import (
	"context"
	"maps"
	"slices"

	"sajja/bot/conversation"
	"sajja/ledger"
	"sajja/store"
)

// arrearsFacts looks up what payments cover: of the writer and of those who get a
// receipt in one look, of a member who is named, or of everybody.
func arrearsFacts(ctx context.Context, s Session, t *turn, f *conversation.Facts) error {
	need := t.needs.Arrears
	if need == nil {
		return nil
	}
	f.Arrears = &conversation.ArrearsFacts{}
	switch {
	case need.List:
		var err error
		f.Arrears.All, err = s.Coverages(ctx, f.Fund, nil, f.Now)
		return err
	case need.Named != "" || !need.Member.IsZero():
		return arrearsOfNamed(ctx, s, need, f)
	}
	return arrearsOfPaid(ctx, s, t, f)
}

// arrearsOfPaid finds the writer's coverage and those of who gets a receipt.
func arrearsOfPaid(ctx context.Context, s Session, t *turn, f *conversation.Facts) error {
	var members []ledger.MemberID
	if t.needs.Arrears.Own {
		members = append(members, f.Person.Member.ID)
	}
	if t.needs.Arrears.Received {
		for _, w := range f.Found {
			members = append(members, w.Member.ID)
		}
		if f.Roster != nil {
			members = slices.AppendSeq(members, maps.Keys(f.Roster.People))
		}
	}
	if len(members) == 0 {
		return nil
	}
	found, err := s.Coverages(ctx, f.Fund, members, f.Now)
	f.Arrears.Of = make(map[ledger.MemberID]store.MemberCoverage, len(found))
	for _, m := range found {
		f.Arrears.Of[m.Member.ID] = m
	}
	if own, known := f.Arrears.Of[f.Person.Member.ID]; known {
		f.Arrears.Own = &own
	}
	return err
}

// arrearsOfNamed finds whom words may mean, or who stands on a button.
func arrearsOfNamed(ctx context.Context, s Session, need *conversation.ArrearsNeeds, f *conversation.Facts) error {
	members := []ledger.MemberID{need.Member}
	f.Arrears.IsSure = true
	if need.Named != "" {
		all, err := s.Members(ctx)
		if err != nil {
			return err
		}
		var found []store.Member
		found, f.Arrears.IsSure = match(indexOf(all), all, need.Named)
		members = members[:0]
		for _, m := range found {
			members = append(members, m.ID)
		}
	}
	if len(members) == 0 {
		return nil
	}
	covered, err := s.Coverages(ctx, f.Fund, members, f.Now)
	for _, id := range members { // the likeliest first
		for _, m := range covered {
			if m.Member.ID == id {
				f.Arrears.Named = append(f.Arrears.Named, m)
			}
		}
	}
	return err
}
