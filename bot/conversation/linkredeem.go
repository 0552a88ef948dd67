package conversation

import (
	"sajja/bot/linkcode"
	"sajja/ledger"
	"sajja/store"
)

// typeCode takes a code that was typed, by a stranger or by somebody who speaks
// for a member already.
func typeCode(_ linkcode.Code, in Input, f Facts) Decision {
	l := f.Linking
	if f.Fund.ID.IsZero() {
		return say(State{}, LinkCard{Topic: "link.unknown"})
	}
	if until := l.Tries.PausedUntil(); until.After(f.Now) {
		return say(State{}, LinkCard{Topic: "link.paused", At: until, Buttons: askInstead(f)})
	}
	if l.Code == nil || l.Subject == nil {
		return wrongCode(in, f)
	}
	right := store.LinkTried{EventID: in.EventID, LineUserID: in.UserID, Code: l.Code.ID, At: f.Now}
	if f.Person != nil {
		return Decision{Acts: []store.Act{right}, Replies: []Reply{spokenFor(f)}}
	}
	decision := Decision{Acts: []store.Act{right}}
	switch {
	case !l.Code.IsGood(f.Now):
		return deadCode(decision, in, f)
	case l.Subject.NeedsTwo:
		return requestByCode(decision, in, f)
	}
	code := IDArg(l.Code.ID.UUID)
	decision.Replies = []Reply{consentCard(f, *l.Subject, VerbLinkCode, code)}
	return decision
}

// consentCard shows what is kept, why and who sees it, before anything is.
func consentCard(f Facts, subject store.LinkSubject, yes Verb, ref string) LinkCard {
	fund := IDArg(f.Fund.ID.UUID)
	return LinkCard{Topic: "link.consent", Member: subject.Member, Count: store.ConsentVersion, Buttons: []LinkButton{
		{Button: Button{Verb: yes, Args: []string{fund, ref}}}, quiet(VerbLinkNo, fund, ref),
	}}
}

// spokenFor tells a person who has a book here that the code was left alone.
func spokenFor(f Facts) LinkCard {
	topic := LinkTopic("link.other-book")
	if f.Linking.Subject.Member.ID == f.Person.Member.ID {
		topic = "link.already"
	}
	return LinkCard{Topic: topic, Member: f.Person.Member}
}

// wrongCode counts a code that is none of the fund's, and tells officers when it
// looks like guessing: once a day, before anybody has had success.
func wrongCode(in Input, f Facts) Decision {
	tries := f.Linking.Tries
	decision := Decision{Acts: []store.Act{store.LinkTried{EventID: in.EventID, LineUserID: in.UserID, At: f.Now}}}
	ofUser, ofFund := tries.OfUser+1, tries.OfFund+1
	if left := store.LinkTriesOfUser - ofUser; left > 0 {
		decision.Replies = []Reply{LinkCard{Topic: "link.wrong", Count: left, Buttons: askInstead(f)}}
	} else {
		since := tries.UserSince
		if since.IsZero() {
			since = f.Now
		}
		decision.Replies = []Reply{LinkCard{Topic: "link.paused", At: since.Add(store.LinkUserCooling), Buttons: askInstead(f)}}
		if !tries.UserAlarm {
			decision.Acts = append(decision.Acts, store.LinkAlarmRaised{Kind: store.AlarmUser, At: f.Now})
			decision = f.tellOfficers(decision, ledger.RightKeepRegister, in.UserID, LinkCard{Topic: "link.guessing-told", Count: ofUser})
		}
	}
	if ofFund >= store.LinkTriesOfFund && !tries.FundAlarm {
		decision.Acts = append(decision.Acts, store.LinkAlarmRaised{Kind: store.AlarmFund, At: f.Now})
		decision = f.tellOfficers(decision, ledger.RightKeepRegister, in.UserID, LinkCard{Topic: "link.guessing-many-told", Count: ofFund})
	}
	return decision
}

// askInstead offers a stranger the other way in.
func askInstead(f Facts) []LinkButton {
	if f.Person != nil || f.Fund.ID.IsZero() {
		return nil
	}
	return []LinkButton{fundButton(VerbLinkFund, f.Fund)}
}

// deadCode tells truthfully why a code of ours does not work. When it was used
// from another phone, officers hear of the second one, once.
func deadCode(decision Decision, in Input, f Facts) Decision {
	code := f.Linking.Code
	switch {
	case code.UsedBy == in.UserID:
		return decision.saying(LinkCard{Topic: "link.used-by-you", At: code.UsedAt})
	case !code.UsedAt.IsZero():
		decision = decision.saying(LinkCard{Topic: "link.used", At: code.UsedAt})
		if code.IsTold {
			return decision
		}
		member := f.Linking.Subject.Member
		return f.tellOfficers(decision, ledger.RightFreeze, in.UserID, LinkCard{
			Topic: "link.reused-told", Member: member, Buttons: memberButtons(VerbFreeze, []store.Member{member}),
		})
	case code.IsReplaced:
		return decision.saying(LinkCard{Topic: "link.replaced", Buttons: askInstead(f)})
	}
	return decision.saying(LinkCard{Topic: "link.expired", At: code.ExpiresAt, Buttons: askInstead(f)})
}

func (d Decision) saying(replies ...Reply) Decision {
	d.Replies = append(d.Replies, replies...)
	return d
}

// requestByCode takes a code for a book that another phone spoke for: it is used
// up, and two officers decide.
func requestByCode(decision Decision, in Input, f Facts) Decision {
	l := f.Linking
	r := store.LinkRequest{ID: ledger.NewLinkRequestID(), LineUserID: in.UserID, Code: l.Code.ID, Member: l.Subject.Member.ID, AskedAt: f.Now}
	decision.Acts = append(decision.Acts,
		store.LinkCodeUsed{Code: l.Code.ID, LineUserID: in.UserID, At: f.Now}, store.LinkRequested{Request: r})
	decision = decision.saying(LinkCard{Topic: "link.two-officers"})
	return f.tellOfficers(decision, ledger.RightKeepRegister, in.UserID, requestCard(OpenRequest{Request: r, Subject: l.Subject}))
}

// agreeByCode links the phone that typed the code. The code is looked at again:
// somebody else may have used it since.
func agreeByCode(in Input, f Facts) Decision {
	l := f.Linking
	if l == nil || l.Code == nil || l.Subject == nil || !l.Code.IsTyped {
		return note(State{}, TopicNotFound)
	}
	switch {
	case f.Person != nil:
		return say(State{}, spokenFor(f))
	case !l.Code.IsGood(f.Now):
		tried := store.LinkTried{EventID: in.EventID, LineUserID: in.UserID, Code: l.Code.ID, At: f.Now}
		return deadCode(Decision{Acts: []store.Act{tried}}, in, f)
	case l.Subject.NeedsTwo:
		return requestByCode(Decision{}, in, f)
	}
	decision := Decision{Acts: []store.Act{store.LinkCodeUsed{Code: l.Code.ID, LineUserID: in.UserID, At: f.Now}}}
	return link(decision, in, f, store.LinkByCode)
}

// link makes the link and greets the member with her own figure. A book that had
// another phone is on hold for a while, and the old phone hears of it.
func link(decision Decision, in Input, f Facts, how store.LinkHow) Decision {
	subject := f.Linking.Subject
	member := subject.Member
	made := store.Linked{Member: member.ID, LineUserID: in.UserID, How: how, At: f.Now}
	card := LinkCard{Topic: "link.linked", Member: member, Amount: moneyOf(f.Fund, subject.Money)}
	if subject.NeedsTwo {
		made.HoldUntil = f.Now.Add(store.LinkHold)
		card.Topic, card.At = "link.linked-held", made.HoldUntil
	}
	if member.LineUserID != "" {
		decision.Acts = append(decision.Acts, store.Unlinked{LineUserID: member.LineUserID, How: store.UnlinkedByRelink, At: f.Now})
	}
	decision.Acts = append(decision.Acts, made, store.Consented{
		LineUserID: in.UserID, Member: member.ID, Version: store.ConsentVersion, Agreed: true, How: store.ConsentInChat, At: f.Now,
	})
	decision = decision.saying(card)
	if member.LineUserID != "" {
		decision = tellUser(decision, member.LineUserID, LinkCard{
			Topic: "link.replaced-phone", Member: member, At: made.HoldUntil, Buttons: objectButton(f),
		})
	}
	return decision
}

func moneyOf(fund store.Fund, money store.MemberMoney) ledger.Money {
	if fund.Preset.MemberMoney() == ledger.KindDeposit {
		return money.Savings
	}
	return money.Contribution
}

// decline leaves everything as it was.
func decline(_ Input, f Facts) Decision {
	decision := say(State{}, LinkCard{Topic: "link.declined"})
	if f.Linking != nil && f.Linking.Request != nil && f.Linking.Request.IsOpen() {
		decision.Acts = []store.Act{store.LinkRequestStepped{Request: f.Linking.Request.ID, Step: store.LinkDeclined, At: f.Now}}
	}
	return decision
}
