package sim

import (
	"net/http"
	"slices"
	"time"
)

const (
	messagesMax   = 5
	multicastMax  = 500
	retryKeyField = "X-Line-Retry-Key"
)

// sending is what one accepted request sends.
type sending struct {
	via      string
	chats    []*chat
	messages value
	silent   bool
	// counted is what it takes from the quota.
	counted int
	// token is spent by a reply.
	token *replyToken
	// retryKey and requestID remember a push against its repetition.
	retryKey  string
	requestID string
}

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

// accept carries a checked request out, under the switched-on faults.
func (p *Platform) accept(c *call, s *sending) *refusal {
	faults := p.takeAPIFaults()
	if faults.APIDelayMs > 0 && !p.pause(c, time.Duration(faults.APIDelayMs)*time.Millisecond) {
		panic(http.ErrAbortHandler) // nobody is there to answer
	}
	if faults.TimeoutBeforeAccept {
		p.hang(c)
	}
	if bad := faults.refusal(); bad != nil {
		return bad
	}
	answer, bad := p.carryOut(s, faults.APIMonthlyLimit)
	if faults.TimeoutAfterAccept && bad == nil {
		p.hang(c)
	}
	if bad != nil {
		return bad
	}
	c.answer(http.StatusOK, answer)
	return nil
}

// pause waits; false when the caller is gone.
func (p *Platform) pause(c *call, wait time.Duration) bool {
	timer := time.NewTimer(wait)
	defer timer.Stop()
	select {
	case <-timer.C:
		return true
	case <-c.r.Context().Done():
		return false
	case <-p.stopped.Done():
		return false
	}
}

// carryOut spends the token or the key, counts and shows: all of it or none.
func (p *Platform) carryOut(s *sending, monthlyLimit bool) ([]byte, *refusal) {
	p.mu.Lock()
	defer p.mu.Unlock()
	now := p.config.Now()
	if bad := p.retries.check(s.retryKey, now); bad != nil {
		return nil, bad
	}
	if s.via != viaReply {
		s.counted = p.recipients(s.chats, now)
		if bad := p.quota.take(s.counted, now, monthlyLimit); bad != nil {
			return nil, bad
		}
	}
	if s.token != nil && !p.replies.spend(s.token) {
		return nil, invalidReplyToken()
	}
	answer := p.dispatch(s, now)
	p.retries.keep(s.retryKey, s.requestID, s.via, answer, now)
	if s.counted > 0 {
		p.publish("quota", p.quota.view(now))
	}
	return answer, nil
}

// recipients counts the people a request reaches: each member of a group, and
// of users those who have not blocked the bot.
func (p *Platform) recipients(chats []*chat, now time.Time) int {
	n := 0
	for _, c := range chats {
		if c.kind == chatGroup {
			n += len(c.members)
		} else if p.people[c.id].reachable(now) {
			n++
		}
	}
	return n
}

// dispatch shows the messages in their chats and writes the answer.
func (p *Platform) dispatch(s *sending, now time.Time) []byte {
	if s.token != nil && s.token.load != nil {
		s.token.load.replied(s.token.loadIndex)
		return p.sentMessages(s, nil, now)
	}
	answer := []byte("{}")
	for _, c := range s.chats {
		u := p.people[c.id]
		if u != nil && u.loadIndex >= 0 {
			p.load.pushed(u.loadIndex, s.messages.size())
			answer = p.sentMessages(s, c, now)
			continue
		}
		shown := c
		if u != nil && s.via != viaReply && !u.reachable(now) || u != nil && u.blocked {
			shown = nil
		}
		answer = p.sentMessages(s, shown, now)
	}
	if s.via == viaMulticast || s.via == viaBroadcast {
		return []byte("{}")
	}
	return answer
}

// sentMessages gives each message its ID, shows it in the chat unless that is
// nil, and writes LINE's answer.
func (p *Platform) sentMessages(s *sending, shown *chat, now time.Time) []byte {
	chatID := ""
	if shown != nil {
		chatID = shown.id
	}
	answer := append(make([]byte, 0, 160), `{"sentMessages":[`...)
	for m := s.messages.first(); m.exists(); m = m.next() {
		id := p.ids.messageID(now)
		if m.at != s.messages.first().at {
			answer = append(answer, ',')
		}
		answer = append(append(append(answer, `{"id":"`...), id...), '"')
		if quotable(m) {
			answer = append(append(append(answer, `,"quoteToken":"`...), p.quotes.make(chatID, id)...), '"')
		}
		answer = append(answer, '}')
		if shown != nil {
			p.show(shown, Message{
				ID: id, From: FromBot, At: now.UnixMilli(), Via: s.via,
				Message: slices.Clone(m.raw()), Silent: s.silent,
			})
		}
	}
	return append(answer, "]}"...)
}

// quotable tells whether people and bots can quote a message of this type.
func quotable(m value) bool {
	switch m.string("type") {
	case "audio", "location":
		return false
	default:
		return true
	}
}
