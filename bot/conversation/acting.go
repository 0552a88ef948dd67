package conversation

import (
	"errors"
	"slices"
	"strings"

	"sajja/bot/thai"
	"sajja/ledger"
	"sajja/ledger/household"
	"sajja/store"
)

// matched is whom a word may mean among the members for whom somebody acts.
type matched struct {
	// found may be acted for in this, today.
	found []store.Acting
	// barred are meant too, but not for this or not today; why of the first.
	barred []store.Acting
	why    error
}

// nameSure is the score from which what was typed is a member's name.
const nameSure = 0.9

// actedFor finds whom a word means: a number, a word of kin, a name or a nickname,
// among the members for whom the person acts.
func actedFor(p *store.Person, said string, scope household.Scope, on ledger.Date) matched {
	var m matched
	for _, a := range p.ActsFor {
		if !isCalled(a, said) {
			continue
		}
		if err := a.Proxy.Allows(scope, on); err != nil {
			m.barred = append(m.barred, a)
			if m.why == nil || errors.Is(err, household.ErrProxyOver) {
				m.why = err
			}
			continue
		}
		m.found = append(m.found, a)
	}
	return m
}

// isCalled tells whether a word may mean this member.
func isCalled(a store.Acting, said string) bool {
	said = strings.TrimSpace(said)
	if said == a.Member.Number {
		return true
	}
	if kin, gender, isKin := thai.KinOf(said); isKin {
		known := thai.GenderOf(a.Member.Name)
		return relationOf(kin) == a.Relation && (gender == thai.GenderNone || known == thai.GenderNone || gender == known)
	}
	return thai.NameScore(said, a.Member.Name) >= nameSure ||
		a.Member.Nickname != "" && thai.NameScore(said, a.Member.Nickname) >= nameSure
}

// relationOf gives what a member is whom somebody calls by a word of kin.
func relationOf(kin thai.Kin) household.Relation {
	switch kin {
	case thai.KinParent:
		return household.Parent
	case thai.KinElder:
		return household.Elder
	case thai.KinChild:
		return household.Child
	case thai.KinYounger:
		return household.Younger
	case thai.KinSpouse:
		return household.Spouse
	case thai.KinSibling:
		return household.Sibling
	}
	return household.Other
}

// actingBy finds the proxy under which a person may do this for a member today.
func actingBy(p *store.Person, member ledger.MemberID, scope household.Scope, on ledger.Date) (store.Acting, error) {
	i := slices.IndexFunc(p.ActsFor, func(a store.Acting) bool { return a.Member.ID == member })
	if i < 0 {
		return store.Acting{}, household.ErrProxyScope
	}
	return p.ActsFor[i], p.ActsFor[i].Proxy.Allows(scope, on)
}

// NotActing tells why the person may not act for somebody now, and what to do.
type NotActing struct {
	// Acting is the member meant; zero when nobody is known by that word.
	Acting store.Acting
	Said   string
	Scope  household.Scope
	// Over: the last day is past.
	Over bool
}

func (NotActing) isReply() {}

// notActing answers where nobody may be acted for.
func notActing(state State, m matched, said string, scope household.Scope) Decision {
	reply := NotActing{Said: said, Scope: scope}
	if len(m.barred) > 0 {
		reply.Acting, reply.Over = m.barred[0], errors.Is(m.why, household.ErrProxyOver)
	}
	return say(state, reply)
}
