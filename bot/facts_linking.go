package bot

import (
	"context"
	"errors"
	"time"

	"sajja/bot/conversation"
	"sajja/bot/roster"
	"sajja/ledger"
	"sajja/store"
)

// strangersFacts looks up what a turn of somebody without a member's record must
// know: how she may come in, and whom that concerns.
func (b *batch) strangersFacts(ctx context.Context, s Session, t *turn, f *conversation.Facts) error {
	if t.needs.Officers && !b.fundID.IsZero() {
		officers, err := s.Officers(ctx)
		if err != nil {
			return err
		}
		f.Officers = officers
	}
	return loadLinking(ctx, s, t, f)
}

// loadLinking looks up what linking, freezing and choosing a fund must know.
func loadLinking(ctx context.Context, s Session, t *turn, f *conversation.Facts) error {
	need := t.needs.Linking
	if need == nil {
		return nil
	}
	f.Linking = &conversation.LinkingFacts{}
	load := linkingLoad{s: s, need: *need, facts: f.Linking, now: f.Now, fund: f.Fund.ID}
	if f.Fund.ID.IsZero() {
		return load.funds(ctx)
	}
	return errors.Join(load.code(ctx), load.request(ctx), load.named(ctx), load.requests(ctx), load.funds(ctx))
}

// linkingLoad is one turn's looking up.
type linkingLoad struct {
	s     Session
	need  conversation.LinkingNeeds
	facts *conversation.LinkingFacts
	now   time.Time
	fund  ledger.FundID
}

// code finds a code that was typed, unless the writer has to wait, or one that
// stands on a button.
func (l linkingLoad) code(ctx context.Context) error {
	var code store.LinkCode
	var err error
	switch {
	case l.need.Code != "":
		if l.facts.Tries, err = l.s.LinkTries(ctx, l.need.User, l.now); err != nil || l.facts.Tries.PausedUntil().After(l.now) {
			return err
		}
		code, err = l.s.LinkCodeByHash(ctx, l.need.Code.Hash(l.fund), l.need.User)
	case !l.need.CodeID.IsZero():
		code, err = l.s.LinkCodeByID(ctx, l.need.CodeID, l.need.User)
	default:
		return nil
	}
	if errors.Is(err, store.ErrNotFound) {
		return nil
	}
	if err != nil {
		return err
	}
	l.facts.Code = &code
	return l.subject(ctx, code.Member, l.need.User)
}

// subject finds the member that somebody wants to speak for.
func (l linkingLoad) subject(ctx context.Context, member ledger.MemberID, lineUserID string) error {
	subject, err := l.s.LinkSubject(ctx, member, lineUserID)
	if errors.Is(err, store.ErrNotFound) {
		return nil
	}
	if err != nil {
		return err
	}
	l.facts.Subject = &subject
	return nil
}

// request finds the request on a button, and whom it or the officer names.
func (l linkingLoad) request(ctx context.Context) error {
	if l.need.Request.IsZero() {
		if l.need.Member.IsZero() {
			return nil
		}
		return l.subject(ctx, l.need.Member, "")
	}
	request, err := l.s.LinkRequestByID(ctx, l.need.Request)
	if errors.Is(err, store.ErrNotFound) {
		return nil
	}
	if err != nil {
		return err
	}
	l.facts.Request = &request
	member := request.Member
	if member.IsZero() {
		member = l.need.Member
	}
	if member.IsZero() {
		return nil
	}
	return l.subject(ctx, member, request.LineUserID)
}

// named finds the members that words may mean.
func (l linkingLoad) named(ctx context.Context) error {
	if l.need.Named == "" {
		return nil
	}
	members, err := l.s.Members(ctx)
	if err != nil {
		return err
	}
	l.facts.Found, l.facts.IsSure = match(indexOf(members), members, l.need.Named)
	if l.facts.IsSure {
		return l.subject(ctx, l.facts.Found[0].ID, "")
	}
	return nil
}

func indexOf(members []store.Member) *roster.Index {
	known := make([]roster.Member, len(members))
	for i, m := range members {
		known[i] = roster.Member{ID: m.ID, Number: m.Number, Name: m.Name, Nickname: m.Nickname, Village: m.Village}
	}
	return roster.New(known)
}

// match gives the members that words may mean, the likeliest first, and whether it
// can only be the first.
func match(index *roster.Index, members []store.Member, words string) ([]store.Member, bool) {
	found := index.Match(words, roster.Hint{})
	candidates := make([]store.Member, 0, len(found.Candidates))
	for _, c := range found.Candidates {
		candidates = append(candidates, members[c.Member])
	}
	return candidates, found.Certainty == roster.Sure
}

// requests gives the writer's own, and those that wait for officers with whom
// they may be about.
func (l linkingLoad) requests(ctx context.Context) error {
	var err error
	since := l.now.Add(-store.LinkRequestLife)
	if l.need.Mine {
		if l.facts.Mine, err = l.s.LinkRequestsOf(ctx, l.need.User, since); err != nil {
			return err
		}
		if err := l.confirmed(ctx); err != nil {
			return err
		}
	}
	if !l.need.Open {
		return nil
	}
	open, err := l.s.OpenLinkRequests(ctx, since, conversation.OpenRequestsMax)
	if err != nil || len(open) == 0 {
		return err
	}
	members, err := l.s.Members(ctx)
	if err != nil {
		return err
	}
	index := indexOf(members)
	for _, request := range open {
		shown := conversation.OpenRequest{Request: request}
		if request.Member.IsZero() {
			shown.Found, _ = match(index, members, request.Said)
		} else {
			subject, err := l.s.LinkSubject(ctx, request.Member, request.LineUserID)
			if err != nil {
				return err
			}
			shown.Subject = &subject
		}
		l.facts.Open = append(l.facts.Open, shown)
	}
	return nil
}

// confirmed finds the member of the writer's own request once an officer has said
// who it is: then it may be her turn.
func (l linkingLoad) confirmed(ctx context.Context) error {
	for _, r := range l.facts.Mine {
		if r.IsOpen() && !r.ApprovedBy.IsZero() && l.facts.Subject == nil {
			return l.subject(ctx, r.Member, r.LineUserID)
		}
	}
	return nil
}

// funds gives those the writer is a member of, or those she may mean.
func (l linkingLoad) funds(ctx context.Context) error {
	var err error
	switch {
	case l.need.MyFunds:
		l.facts.Funds, err = l.s.FundsOf(ctx, l.need.User, conversation.FundsMax+1)
	case l.need.FundsNamed:
		l.facts.Funds, err = l.s.FundsNamed(ctx, l.need.FundWords, conversation.FundsMax+1)
	}
	l.facts.IsAllFunds = len(l.facts.Funds) <= conversation.FundsMax
	if !l.facts.IsAllFunds {
		l.facts.Funds = l.facts.Funds[:conversation.FundsMax]
	}
	return err
}
