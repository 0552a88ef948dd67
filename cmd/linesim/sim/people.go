package sim

import (
	"fmt"
	"slices"
	"time"
)

// person is an account on the platform and what it is to the bot.
type person struct {
	Phone
	// friend has added the bot; blocked was one and left.
	friend, blocked bool
	// wroteAt is the last 1:1 message, for LINE's rule that a bot may answer a
	// stranger for seven days.
	wroteAt time.Time
	// loadIndex is the person's place among the load users, or -1.
	loadIndex int
}

// strangerWindow is how long a push reaches a non-friend after they wrote.
const strangerWindow = 7 * 24 * time.Hour

// reachable tells whether a push is received, and therefore counted.
func (u *person) reachable(now time.Time) bool {
	if u.blocked {
		return false
	}
	return u.friend || (!u.wroteAt.IsZero() && now.Sub(u.wroteAt) < strangerWindow)
}

// AddPhone brings a person onto the platform while it runs.
func (p *Platform) AddPhone(phone Phone) error {
	if err := phone.check(); err != nil {
		return err
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.people[phone.UserID] != nil {
		return fmt.Errorf("user %s is there already", phone.UserID)
	}
	p.addPerson(phone)
	p.publishSnapshot()
	return nil
}

func (p *Platform) addPerson(phone Phone) {
	p.people[phone.UserID] = &person{Phone: phone, friend: !phone.Stranger, loadIndex: -1}
	p.peopleList = append(p.peopleList, phone.UserID)
	p.addChat(&chat{id: phone.UserID, kind: chatUser, name: phone.DisplayName, members: []string{phone.UserID}, botIn: true})
}

// AddGroup opens a group chat while the platform runs.
func (p *Platform) AddGroup(group Group) error {
	if err := group.check(); err != nil {
		return err
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	if err := p.addGroup(group); err != nil {
		return err
	}
	p.publishSnapshot()
	return nil
}

func (p *Platform) addGroup(group Group) error {
	if p.chats[group.ID] != nil {
		return fmt.Errorf("group %s is there already", group.ID)
	}
	for _, member := range group.Members {
		if p.people[member] == nil {
			return fmt.Errorf("group %s: unknown member %s", group.ID, member)
		}
	}
	p.addChat(&chat{
		id: group.ID, kind: chatGroup, name: group.Name,
		members: slices.Clone(group.Members), botIn: !group.WithoutBot,
	})
	return nil
}

func (p *Platform) addChat(c *chat) {
	p.chats[c.id] = c
	p.chatList = append(p.chatList, c.id)
}

// Follow adds the bot as a friend, or lifts the block.
func (p *Platform) Follow(userID string) error {
	return p.act(userID, userID, func(c *chat, u *person) error {
		if u.friend && !u.blocked {
			return fmt.Errorf("user %s is a friend already", userID)
		}
		unblocked := u.blocked
		u.friend, u.blocked = true, false
		p.emit(c, u, event{Type: "follow", Follow: &followPart{IsUnblocked: unblocked}}, answerable)
		p.publishSnapshot()
		return nil
	})
}

// Unfollow blocks the bot: its pushes answer 200 and reach nobody.
func (p *Platform) Unfollow(userID string) error {
	return p.act(userID, userID, func(c *chat, u *person) error {
		if !u.friend {
			return fmt.Errorf("user %s is no friend of the bot", userID)
		}
		u.friend, u.blocked = false, true
		p.emit(c, u, event{Type: "unfollow"}, silent)
		p.publishSnapshot()
		return nil
	})
}

// Join invites the bot into a group; LINE does not say by whom.
func (p *Platform) Join(groupID string) error {
	return p.actInGroup(groupID, func(c *chat) error {
		if c.botIn {
			return fmt.Errorf("the bot is in group %s already", groupID)
		}
		c.botIn = true
		p.emit(c, nil, event{Type: "join"}, answerable)
		p.publishSnapshot()
		return nil
	})
}

// Leave removes the bot from a group.
func (p *Platform) Leave(groupID string) error {
	return p.actInGroup(groupID, func(c *chat) error {
		if !c.botIn {
			return fmt.Errorf("the bot is not in group %s", groupID)
		}
		p.emit(c, nil, event{Type: "leave"}, silent)
		c.botIn = false
		p.publishSnapshot()
		return nil
	})
}

// AddMember lets a person enter a group.
func (p *Platform) AddMember(groupID, userID string) error {
	return p.actInGroup(groupID, func(c *chat) error {
		if p.people[userID] == nil || slices.Contains(c.members, userID) {
			return fmt.Errorf("user %s is unknown or a member already", userID)
		}
		c.members = append(c.members, userID)
		p.emit(c, nil, event{Type: "memberJoined", Joined: &membersPart{p.memberSources(userID)}}, answerable)
		p.publishMember(c, userID, true)
		return nil
	})
}

// RemoveMember lets a person leave a group.
func (p *Platform) RemoveMember(groupID, userID string) error {
	return p.actInGroup(groupID, func(c *chat) error {
		at := slices.Index(c.members, userID)
		if at < 0 {
			return fmt.Errorf("user %s is no member", userID)
		}
		c.members = slices.Delete(c.members, at, at+1)
		p.emit(c, nil, event{Type: "memberLeft", Left: &membersPart{p.memberSources(userID)}}, silent)
		p.publishMember(c, userID, false)
		return nil
	})
}

func (p *Platform) memberSources(userID string) []source {
	member := source{Type: "user"}
	if !p.people[userID].Anonymous {
		member.UserID = userID
	}
	return []source{member}
}

// act runs a person's deed in a chat under the lock.
func (p *Platform) act(chatID, userID string, deed func(*chat, *person) error) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	c, u := p.chats[chatID], p.people[userID]
	switch {
	case c == nil:
		return fmt.Errorf("no chat %s", chatID)
	case u == nil:
		return fmt.Errorf("no user %s", userID)
	case !slices.Contains(c.members, userID):
		return fmt.Errorf("user %s is not in chat %s", userID, chatID)
	}
	return deed(c, u)
}

func (p *Platform) actInGroup(groupID string, deed func(*chat) error) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	c := p.chats[groupID]
	if c == nil || c.kind != chatGroup {
		return fmt.Errorf("no group %s", groupID)
	}
	return deed(c)
}
