package sim

import (
	"net/http"
	"slices"
	"time"
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
