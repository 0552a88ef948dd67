package linkcode

import (
	"crypto/rand"
	"fmt"
	"math/big"
	"strconv"
	"strings"

	"golang.org/x/crypto/argon2"

	"sajja/bot/thai"
	"sajja/ledger"
)

// Code (รหัสผูกไลน์) is a one-time code as its bare digits.
type Code string

const (
	// SeriesMin and SeriesMax bound a fund's number, the beginning of its codes:
	// three digits for the first nine hundred funds, four for those after.
	SeriesMin, SeriesMax = 100, 9999
	// secretDigits is how many digits of a code are random. With four hundred
	// codes out, one try in 25,000 hits; tries are limited far below that.
	secretDigits = 7
)

// New makes a code of the fund with that number. It fails only where the system
// has no randomness left.
func New(series int) (Code, error) {
	if series < SeriesMin || series > SeriesMax {
		return "", fmt.Errorf("a fund's number for codes is from %d to %d, not %d", SeriesMin, SeriesMax, series)
	}
	secret, err := rand.Int(rand.Reader, big.NewInt(10_000_000))
	if err != nil {
		return "", fmt.Errorf("draw a code: %w", err)
	}
	return Code(fmt.Sprintf("%d%0*d", series, secretDigits, secret)), nil
}

// words may stand before or behind a code without making it another message.
var (
	wordsBefore = []string{"รหัสผูกไลน์", "รหัส", "โค้ด", "code"}
	wordsBehind = []string{"ค่ะ", "คะ", "ครับ", "คับ", "จ้า", "จ้ะ", "จ๊ะ", "เจ้า", "."}
)

// Parse reads a message that is nothing but a code: in Thai or Arabic digits,
// with spaces or dashes anywhere, and with letters that look like digits. False
// for anything else; whether the code is a good one is not asked here.
func Parse(text string) (Code, bool) {
	text = strings.TrimSpace(thai.Normal(text))
	text = trimAny(text, wordsBefore, strings.CutPrefix)
	text = trimAny(text, wordsBehind, strings.CutSuffix)
	digits := make([]byte, 0, len(text))
	for _, r := range text {
		switch {
		case r >= '0' && r <= '9':
			digits = append(digits, byte(r))
		case r == 'o':
			digits = append(digits, '0')
		case r == 'l' || r == 'i':
			digits = append(digits, '1')
		case strings.ContainsRune(" -–—./:\n", r):
		default:
			return "", false
		}
		if len(digits) > 4+secretDigits {
			return "", false
		}
	}
	if len(digits) < 3+secretDigits || digits[0] == '0' {
		return "", false
	}
	return Code(digits), true
}

func trimAny(text string, words []string, cut func(s, word string) (string, bool)) string {
	for _, word := range words {
		if rest, found := cut(text, thai.Normal(word)); found {
			return strings.TrimSpace(rest)
		}
	}
	return text
}

// Series gives the fund's number that the code begins with.
func (c Code) Series() int {
	series, err := strconv.Atoi(string(c[:len(c)-secretDigits]))
	if err != nil {
		return 0
	}
	return series
}

// String writes the code as it is printed and read aloud: 104 482 7195.
func (c Code) String() string {
	if len(c) <= secretDigits {
		return string(c)
	}
	head := len(c) - secretDigits
	return string(c[:head] + " " + c[head:head+3] + " " + c[head+3:])
}

// The price of one hash: four megabytes read once, some five milliseconds. A
// village that comes home from a meeting with four hundred slips is still
// answered at once.
const (
	hashPasses   = 1
	hashMemoryKB = 4 << 10
	hashThreads  = 1
	hashLength   = 32
)

// Hash gives what the books of that fund keep of the code.
func (c Code) Hash(fund ledger.FundID) []byte {
	return argon2.IDKey([]byte(c), fund.UUID[:], hashPasses, hashMemoryKB, hashThreads, hashLength)
}
