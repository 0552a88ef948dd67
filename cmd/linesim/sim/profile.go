package sim

import (
	"fmt"
	"net/http"
	"slices"
	"time"
)

func (p *Platform) getBotInfo(c *call) *refusal {
	c.answer(http.StatusOK, encode(map[string]string{
		"userId": p.config.BotUserID, "basicId": "@linesim", "displayName": p.config.BotName,
		"chatMode": "bot", "markAsReadMode": "auto",
	}))
	return nil
}

// getProfile answers 404 for everyone LINE hides: unknown, blocked, without
// consent, no friend.
func (p *Platform) getProfile(c *call) *refusal {
	userID := c.r.PathValue("userId")
	if !isUserID(userID) {
		return badPathProperty("userId")
	}
	p.mu.Lock()
	u := p.people[userID]
	visible := u != nil && !u.Anonymous && u.reachable(p.config.Now())
	p.mu.Unlock()
	if !visible {
		return notFound()
	}
	return p.answerProfile(c, u)
}

func (p *Platform) answerProfile(c *call, u *person) *refusal {
	c.answer(http.StatusOK, encode(map[string]string{
		"userId": u.UserID, "displayName": u.DisplayName, "language": "th",
	}))
	return nil
}

func badPathProperty(name string) *refusal {
	return badRequest(fmt.Sprintf("The value for the '%s' parameter is invalid", name))
}

func (p *Platform) getGroupSummary(c *call) *refusal {
	return p.inGroup(c, func(g *chat) *refusal {
		c.answer(http.StatusOK, encode(map[string]string{"groupId": g.id, "groupName": g.name}))
		return nil
	})
}

// getMemberCount counts without the bot.
func (p *Platform) getMemberCount(c *call) *refusal {
	return p.inGroup(c, func(g *chat) *refusal {
		c.answer(http.StatusOK, fmt.Appendf(nil, `{"count":%d}`, len(g.members)))
		return nil
	})
}

// getMemberProfile works for people who are no friends or have blocked the bot.
func (p *Platform) getMemberProfile(c *call) *refusal {
	userID := c.r.PathValue("userId")
	if !isUserID(userID) {
		return badPathProperty("userId")
	}
	return p.inGroup(c, func(g *chat) *refusal {
		u := p.people[userID]
		if u == nil || u.Anonymous || !slices.Contains(g.members, userID) {
			return notFound()
		}
		return p.answerProfile(c, u)
	})
}

func (p *Platform) leaveGroup(c *call) *refusal {
	bad := p.inGroup(c, func(g *chat) *refusal {
		p.emit(g, nil, event{Type: "leave"}, silent)
		g.botIn = false
		p.publishSnapshot()
		return nil
	})
	if bad != nil {
		return bad
	}
	return c.done()
}

func (p *Platform) inGroup(c *call, do func(*chat) *refusal) *refusal {
	groupID := c.r.PathValue("groupId")
	if !isGroupID(groupID) {
		return badPathProperty("groupId")
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	g := p.chats[groupID]
	if g == nil || !g.botIn {
		return notFound()
	}
	return do(g)
}

// startLoading shows the three dots in a 1:1 chat until the next message.
func (p *Platform) startLoading(c *call) *refusal {
	root := c.tree.root()
	if bad := checkRequest(root, loadingFields, required{"chatId", kindString}); bad != nil {
		return bad
	}
	chatID, seconds := root.get("chatId"), int64(20)
	if !isUserID(string(chatID.text())) {
		return badProperty(chatID)
	}
	if given := root.get("loadingSeconds"); given.exists() {
		n, ok := given.integer()
		if !ok || n < 5 || n > 60 || n%5 != 0 {
			return badBody([]detail{{"loadingSeconds must be a multiple of 5 between 5 and 60", "loadingSeconds"}})
		}
		seconds = n
	}
	p.mu.Lock()
	if target := p.chats[string(chatID.text())]; target != nil {
		target.loadingUntil = p.config.Now().Add(time.Duration(seconds) * time.Second)
		p.publish("loading", map[string]any{"chat": target.id, "until": target.loadingUntil.UnixMilli()})
		p.notify()
	}
	p.mu.Unlock()
	c.answer(http.StatusAccepted, []byte("{}"))
	return nil
}

// Loading tells whether the chat shows the three dots.
func (p *Platform) Loading(chatID string) bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	c := p.chats[chatID]
	return c != nil && c.loadingUntil.After(p.config.Now())
}

func (p *Platform) markAsRead(c *call) *refusal {
	root := c.tree.root()
	if bad := checkRequest(root, markAsReadFields, required{"markAsReadToken", kindString}); bad != nil {
		return bad
	}
	return c.done()
}

// forVerified is what an ordinary account hears where LINE lets only verified
// ones in: nobody lists friends or members.
func forVerified(*call) *refusal {
	return &refusal{Status: http.StatusForbidden, Message: "Access to this API is not available for your account"}
}
