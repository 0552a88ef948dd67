package sim

import "slices"

const (
	messagesMax   = 5
	multicastMax  = 500
	retryKeyField = "X-Line-Retry-Key"
)

func (p *Platform) reply(c *call) *refusal {
	if len(c.r.Header.Values(retryKeyField)) > 0 {
		return badRequest("The X-Line-Retry-Key header is not supported by this endpoint")
	}
	root := c.tree.root()
	tokenText := root.get("replyToken")
	if bad := checkRequest(root, replyFields, required{"replyToken", kindString}); bad != nil {
		return bad
	}
	token := p.findReplyToken(tokenText.text())
	if bad := p.checkMessages(root.get("messages"), p.audienceOf(token.where())); bad != nil {
		return bad
	}
	if token == nil {
		return invalidReplyToken()
	}
	s := &sending{via: viaReply, token: token, messages: root.get("messages"), silent: isTrue(root.get("notificationDisabled"))}
	if target := token.where(); target != nil {
		s.chats = []*chat{target}
	}
	return p.accept(c, s)
}

func invalidReplyToken() *refusal { return badRequest("Invalid reply token") }

func (p *Platform) findReplyToken(text []byte) *replyToken {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.replies.find(text, p.config.Now())
}

func (p *Platform) push(c *call) *refusal {
	key, bad := retryKeyOf(c)
	if bad != nil {
		return bad
	}
	root := c.tree.root()
	if bad := checkRequest(root, pushFields, required{"to", kindString}); bad != nil {
		return bad
	}
	to := root.get("to")
	if id := string(to.text()); !isUserID(id) && !isGroupID(id) {
		return badProperty(to)
	}
	target := p.findChat(string(to.text()))
	if bad := p.checkMessages(root.get("messages"), p.audienceOf(target)); bad != nil {
		return bad
	}
	if bad := checkUnits(root); bad != nil {
		return bad
	}
	if target == nil {
		return failedToSend()
	}
	return p.accept(c, &sending{
		via: viaPush, chats: []*chat{target}, messages: root.get("messages"),
		silent: isTrue(root.get("notificationDisabled")), retryKey: key, requestID: c.requestID,
	})
}

func failedToSend() *refusal { return badRequest("Failed to send messages") }

// findChat gives the chat a push names: a user, or a group the bot is in.
func (p *Platform) findChat(id string) *chat {
	p.mu.Lock()
	defer p.mu.Unlock()
	if c := p.chats[id]; c != nil && c.botIn {
		return c
	}
	return nil
}

func (p *Platform) multicast(c *call) *refusal {
	key, bad := retryKeyOf(c)
	if bad != nil {
		return bad
	}
	root := c.tree.root()
	if bad := checkRequest(root, pushFields, required{"to", kindArray}); bad != nil {
		return bad
	}
	targets, bad := p.findUsers(root.get("to"))
	if bad != nil {
		return bad
	}
	if bad := p.checkMessages(root.get("messages"), audience{known: true}); bad != nil {
		return bad
	}
	if bad := checkUnits(root); bad != nil {
		return bad
	}
	return p.accept(c, &sending{
		via: viaMulticast, chats: targets, messages: root.get("messages"),
		silent: isTrue(root.get("notificationDisabled")), retryKey: key, requestID: c.requestID,
	})
}

// findUsers reads the recipients of a multicast: users only, one malformed ID
// refuses all. A user this channel does not know is passed over, one of the
// two readings of LINE's reference.
func (p *Platform) findUsers(to value) ([]*chat, *refusal) {
	if to.size() == 0 || to.size() > multicastMax {
		return nil, badBody([]detail{{"Size must be between 1 and 500", "to"}})
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	var targets []*chat
	for id := to.first(); id.exists(); id = id.next() {
		if !isUserID(string(id.text())) {
			return nil, badMember(id)
		}
		if target := p.chats[string(id.text())]; target != nil && !slices.Contains(targets, target) {
			targets = append(targets, target)
		}
	}
	return targets, nil
}

func (p *Platform) broadcast(c *call) *refusal {
	key, bad := retryKeyOf(c)
	if bad != nil {
		return bad
	}
	root := c.tree.root()
	if bad := checkRequest(root, broadcastFields); bad != nil {
		return bad
	}
	if bad := p.checkMessages(root.get("messages"), audience{known: true}); bad != nil {
		return bad
	}
	return p.accept(c, &sending{
		via: viaBroadcast, chats: p.friends(), messages: root.get("messages"),
		silent: isTrue(root.get("notificationDisabled")), retryKey: key, requestID: c.requestID,
	})
}

func (p *Platform) friends() []*chat {
	p.mu.Lock()
	defer p.mu.Unlock()
	var friends []*chat
	for _, id := range p.peopleList {
		if p.people[id].friend {
			friends = append(friends, p.chats[id])
		}
	}
	return friends
}

func (p *Platform) validate(c *call) *refusal {
	switch c.r.PathValue("kind") {
	case "reply", "push", "multicast", "narrowcast", "broadcast":
	default:
		return notFound()
	}
	root := c.tree.root()
	if bad := checkRequest(root, validateFields); bad != nil {
		return bad
	}
	if bad := p.checkMessages(root.get("messages"), audience{validating: true}); bad != nil {
		return bad
	}
	return c.done()
}
