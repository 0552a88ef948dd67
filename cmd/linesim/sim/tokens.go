package sim

import (
	"encoding/base64"
	"encoding/binary"
	"fmt"
	"hash/maphash"
	"strconv"
	"time"
)

// replyToken is the right to answer one event once.
type replyToken struct {
	text string
	chat *chat
	// occurredAt is the event's time, deliveredAt that of its last delivery.
	occurredAt, deliveredAt time.Time
	used                    bool
	// load and loadIndex tie the token to an event of a load run.
	load      *loadRun
	loadIndex int32
}

const (
	// replyWindow: LINE says "within about a minute" of the delivery.
	replyWindow = time.Minute
	// replyWindowTotal ends a redelivered token, counted from the event.
	replyWindowTotal = 20 * time.Minute
)

func (t *replyToken) usable(now time.Time) bool {
	return !t.used && now.Sub(t.deliveredAt) < replyWindow && now.Sub(t.occurredAt) < replyWindowTotal
}

// where gives the chat a token answers into; nil for no token and for an event
// of a load run.
func (t *replyToken) where() *chat {
	if t == nil {
		return nil
	}
	return t.chat
}

// replyTokens holds the tokens not used yet. A used one is forgotten at once:
// LINE answers the same to a used token as to one it never gave.
type replyTokens struct {
	byText map[string]*replyToken
	// order is the order of delivery, for sweeping out what nobody used.
	order []*replyToken
}

// deliver makes a token usable from now on; a redelivery gives its minute
// anew, unless it was used.
func (r *replyTokens) deliver(t *replyToken, now time.Time) {
	if t.used {
		return
	}
	if r.byText == nil {
		r.byText = map[string]*replyToken{}
	}
	t.deliveredAt = now
	r.byText[t.text] = t
	r.order = append(r.order, t)
	r.sweep(now)
}

// sweep drops what is past its minute from the front; each call drops what few
// have come due since the last, so none is long.
func (r *replyTokens) sweep(now time.Time) {
	n := 0
	for n < len(r.order) && !r.order[n].usable(now) {
		if t := r.order[n]; r.byText[t.text] == t {
			delete(r.byText, t.text)
		}
		n++
	}
	r.order = r.order[n:]
}

// find looks a token up without spending it.
func (r *replyTokens) find(text []byte, now time.Time) *replyToken {
	t := r.byText[string(text)]
	if t == nil || !t.usable(now) {
		return nil
	}
	return t
}

// spend uses the token up; false when someone else was quicker.
func (r *replyTokens) spend(t *replyToken) bool {
	if t.used {
		return false
	}
	t.used = true
	delete(r.byText, t.text)
	return true
}

// IssueReplyToken gives a good token for a chat, for events that a test writes
// itself and sends with Deliver.
func (p *Platform) IssueReplyToken(chatID string) (string, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	c := p.chats[chatID]
	if c == nil {
		return "", fmt.Errorf("no chat %s", chatID)
	}
	now := p.config.Now()
	token := &replyToken{text: p.ids.token(), chat: c, occurredAt: now}
	p.replies.deliver(token, now)
	return token.text, nil
}

// quoteTokens makes and checks the tokens that quote a message. They never
// expire and belong to one chat, so they carry their own proof and nothing is
// kept: the message ID and a keyed hash over chat and ID.
type quoteTokens struct{ seed maphash.Seed }

func newQuoteTokens() quoteTokens { return quoteTokens{maphash.MakeSeed()} }

func (q quoteTokens) make(chatID, messageID string) string {
	var raw [16]byte
	id, _ := strconv.ParseUint(messageID, 10, 64)
	binary.BigEndian.PutUint64(raw[:8], id)
	binary.BigEndian.PutUint64(raw[8:], q.proof(chatID, id))
	return base64.RawURLEncoding.EncodeToString(raw[:])
}

// valid tells whether the token quotes a message of this chat.
func (q quoteTokens) valid(chatID string, token []byte) bool {
	var raw [16]byte
	if len(token) != base64.RawURLEncoding.EncodedLen(len(raw)) {
		return false
	}
	if _, err := base64.RawURLEncoding.Decode(raw[:], token); err != nil {
		return false
	}
	return binary.BigEndian.Uint64(raw[8:]) == q.proof(chatID, binary.BigEndian.Uint64(raw[:8]))
}

func (q quoteTokens) proof(chatID string, id uint64) uint64 {
	var h maphash.Hash
	h.SetSeed(q.seed)
	_, _ = h.WriteString(chatID)
	var raw [8]byte
	binary.BigEndian.PutUint64(raw[:], id)
	_, _ = h.Write(raw[:])
	return h.Sum64()
}
