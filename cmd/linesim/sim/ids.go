package sim

import (
	crand "crypto/rand"
	"encoding/hex"
	"math/rand/v2"
	"strconv"
	"sync"
	"time"
)

// idMaker makes the platform's identifiers. They are unguessable enough for a
// simulator and cheap enough for thousands of events a second: one seeded
// ChaCha8 under a lock instead of a system call each.
type idMaker struct {
	mu          sync.Mutex
	random      *rand.ChaCha8
	lastMessage int64
}

func newIDMaker() *idMaker {
	var seed [32]byte
	_, _ = crand.Read(seed[:]) // never fails since Go 1.24
	return &idMaker{random: rand.NewChaCha8(seed)}
}

func (m *idMaker) fill(b []byte) {
	m.mu.Lock()
	_, _ = m.random.Read(b)
	m.mu.Unlock()
}

const crockford = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"

// ulid makes a webhookEventId: 48 bits of milliseconds and 80 random bits in
// 26 characters of Crockford's alphabet.
func (m *idMaker) ulid(at time.Time) string {
	var raw [16]byte
	m.fill(raw[6:])
	ms := uint64(at.UnixMilli())
	for i := range 6 {
		raw[i] = byte(ms >> (8 * (5 - i)))
	}
	return encodeULID(raw)
}

func encodeULID(raw [16]byte) string {
	var high, low uint64
	for i := range 8 {
		high = high<<8 | uint64(raw[i])
		low = low<<8 | uint64(raw[8+i])
	}
	var text [26]byte
	for i := 25; i >= 0; i-- {
		text[i] = crockford[low&31]
		low = low>>5 | high<<59
		high >>= 5
	}
	return string(text[:])
}

// messageIDEpoch keeps message IDs at LINE's 18 digits until the year 2046.
const messageIDEpoch = 1420070400000 // 2015-01-01 in milliseconds

// messageID makes LINE's decimal message IDs: rising, unique over restarts.
func (m *idMaker) messageID(at time.Time) string {
	m.mu.Lock()
	m.lastMessage = max(m.lastMessage+1, (at.UnixMilli()-messageIDEpoch)*1_000_000)
	id := m.lastMessage
	m.mu.Unlock()
	return strconv.FormatInt(id, 10)
}

// token makes 32 hex digits, the form of LINE's reply tokens.
func (m *idMaker) token() string {
	var raw [16]byte
	m.fill(raw[:])
	return hex.EncodeToString(raw[:])
}

// requestID makes the UUID of an X-Line-Request-Id.
func (m *idMaker) requestID() string {
	var raw [16]byte
	m.fill(raw[:])
	raw[6] = raw[6]&0x0f | 0x40
	raw[8] = raw[8]&0x3f | 0x80
	var text [36]byte
	hex.Encode(text[0:8], raw[0:4])
	text[8] = '-'
	hex.Encode(text[9:13], raw[4:6])
	text[13] = '-'
	hex.Encode(text[14:18], raw[6:8])
	text[18] = '-'
	hex.Encode(text[19:23], raw[8:10])
	text[23] = '-'
	hex.Encode(text[24:36], raw[10:16])
	return string(text[:])
}
