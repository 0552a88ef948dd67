package sim

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"strconv"
)

// LoadUserID gives the n-th load user, from 0. The rule is fixed, so that a
// fund can be seeded with the same people: "U" and the first 32 hex digits of
// the SHA-256 of "sajja-load:<n>".
func LoadUserID(n int) string {
	sum := sha256.Sum256([]byte("sajja-load:" + strconv.Itoa(n)))
	return "U" + hex.EncodeToString(sum[:16])
}

// loadUsers remembers, over the runs of one simulator, how many deposits each
// user has made: no amount comes twice from the same person.
type loadUsers struct{ rounds int }

// checkLoadUsers keeps a load run off the phones of the page: its answers are
// counted and not shown. Callers hold the lock.
func (p *Platform) checkLoadUsers(userIDs []string) error {
	for _, id := range userIDs {
		if u := p.people[id]; u != nil && u.loadIndex < 0 {
			return fmt.Errorf("user %s has a phone on the page", id)
		}
	}
	return nil
}

// addLoadUsers brings the users of a run onto the platform, without chats on
// the page and without history. Callers hold the lock.
func (p *Platform) addLoadUsers(o *LoadOptions) {
	if len(o.UserIDs) == 0 {
		o.UserIDs = make([]string, o.Users)
		for n := range o.UserIDs {
			o.UserIDs[n] = LoadUserID(n)
		}
	}
	for n, id := range o.UserIDs {
		u := p.people[id]
		if u == nil {
			u = &person{Phone: Phone{UserID: id, DisplayName: "ผู้ฝากที่ " + strconv.Itoa(n+1)}, friend: true}
			p.people[id] = u
			p.chats[id] = &chat{id: id, kind: chatUser, name: u.DisplayName, members: []string{id}, botIn: true}
		}
		u.loadIndex = n
	}
}

// loadAmount gives what user n deposits the k-th time, in whole baht: 1 to 99
// in an order of its own for each user, then 100 to 198 and so on, so that no
// user repeats an amount. 37 shares no factor with 99, hence every amount of a
// round comes once.
func loadAmount(n, k int) int {
	return 1 + (k%99*37+n%99*13)%99 + k/99*99
}
