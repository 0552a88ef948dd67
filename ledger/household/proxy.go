package household

import (
	"errors"
	"fmt"
	"slices"

	"sajja/ledger"
)

// Scope (ขอบเขตการมอบฉันทะ) is one thing that somebody may do for a member.
type Scope string

// The scopes.
const (
	ScopeSee     Scope = "see"     // ดูยอดและรายการ
	ScopePay     Scope = "pay"     // ฝากเงินแทน
	ScopeClaim   Scope = "claim"   // ยื่นขอสวัสดิการแทน
	ScopeReceive Scope = "receive" // รับเงินแทน
)

// Scopes lists all scopes, the least first.
func Scopes() []Scope { return []Scope{ScopeSee, ScopePay, ScopeClaim, ScopeReceive} }

// ParseScope reads a scope's name.
func ParseScope(text string) (Scope, error) {
	if s := Scope(text); slices.Contains(Scopes(), s) {
		return s, nil
	}
	return "", fmt.Errorf("unknown scope %q: use one of %v", text, Scopes())
}

// Relation (ความเกี่ยวข้อง) is what the member is to the one who acts for her: the
// word by which he speaks of her.
type Relation string

// The relations, as coarse as people's own words for each other: who says แม่ may
// mean her mother-in-law.
const (
	Parent  Relation = "parent"  // พ่อ แม่
	Elder   Relation = "elder"   // ปู่ ย่า ตา ยาย ลุง ป้า น้า อา
	Child   Relation = "child"   // ลูก
	Younger Relation = "younger" // หลาน
	Spouse  Relation = "spouse"  // สามี ภรรยา
	Sibling Relation = "sibling" // พี่ น้อง
	Other   Relation = "other"   // เพื่อนบ้าน ผู้เก็บเงิน คนอื่น
)

// Relations lists all relations.
func Relations() []Relation {
	return []Relation{Parent, Elder, Child, Younger, Spouse, Sibling, Other}
}

// ParseRelation reads a relation's name.
func ParseRelation(text string) (Relation, error) {
	if r := Relation(text); slices.Contains(Relations(), r) {
		return r, nil
	}
	return "", fmt.Errorf("unknown relation %q: use one of %v", text, Relations())
}

// Inverse gives what the one who acts is to the member.
func (r Relation) Inverse() Relation {
	switch r {
	case Parent:
		return Child
	case Child:
		return Parent
	case Elder:
		return Younger
	case Younger:
		return Elder
	}
	return r
}

// Proxy (มอบฉันทะ) lets somebody act for a member, in some things, from a day
// through a day.
type Proxy struct {
	Scopes       []Scope
	Since, Until ledger.Date
}

// ProxyDays is how long a proxy lasts where nothing else was said, and the longest
// that one may last: whoever goes on trusting says so again once in a while.
const (
	ProxyDays    = 365
	ProxyDaysMax = 5 * 366
)

// The refusals of a proxy.
var (
	// ErrProxyScopes: it names no scope, or one that there is not.
	ErrProxyScopes = errors.New("a proxy needs one or more known scopes")
	// ErrProxyDays: its last day is before its first, or too far away.
	ErrProxyDays = errors.New("a proxy ends on or after its first day and within five years")
	// ErrProxyScope: it does not cover this.
	ErrProxyScope = errors.New("the proxy does not cover this")
	// ErrProxyEarly: it has not begun.
	ErrProxyEarly = errors.New("the proxy has not begun")
	// ErrProxyOver: its last day is past.
	ErrProxyOver = errors.New("the proxy's last day is past")
)

// Check refuses a proxy that nobody should be given.
func (p Proxy) Check() error {
	if len(p.Scopes) == 0 || slices.ContainsFunc(p.Scopes, func(s Scope) bool { return !slices.Contains(Scopes(), s) }) {
		return ErrProxyScopes
	}
	if p.Until.Before(p.Since) || p.Until.After(p.Since.AddDays(ProxyDaysMax)) {
		return ErrProxyDays
	}
	return nil
}

// Allows tells whether the proxy covers a thing on a day: nil, ErrProxyOver,
// ErrProxyEarly or ErrProxyScope, the first that holds.
func (p Proxy) Allows(scope Scope, on ledger.Date) error {
	switch {
	case on.After(p.Until):
		return ErrProxyOver
	case on.Before(p.Since):
		return ErrProxyEarly
	case !slices.Contains(p.Scopes, scope):
		return ErrProxyScope
	}
	return nil
}
