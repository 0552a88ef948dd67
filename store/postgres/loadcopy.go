package postgres

import (
	"encoding/hex"
	"strconv"
	"strings"
	"time"

	"github.com/google/uuid"

	"sajja/ledger"
)

// copyText is rows in the text form of COPY, appended to one buffer: the driver's
// own way takes each row as a slice of any.
type copyText []byte

// none is NULL.
const none = `\N`

// special are the characters that the form gives a meaning.
var special = strings.NewReplacer(`\`, `\\`, "\t", `\t`, "\n", `\n`, "\r", `\r`)

func (c *copyText) raw(s string) *copyText {
	*c = append(append(*c, s...), '\t')
	return c
}

func (c *copyText) text(s string) *copyText {
	if strings.ContainsAny(s, "\\\t\n\r") {
		s = special.Replace(s)
	}
	return c.raw(s)
}

func (c *copyText) textOrNone(s string) *copyText {
	if s == "" {
		return c.raw(none)
	}
	return c.text(s)
}

func (c *copyText) id(id uuid.UUID) *copyText {
	if id == uuid.Nil {
		return c.raw(none)
	}
	*c = append(hex.AppendEncode(*c, id[:]), '\t')
	return c
}

func (c *copyText) number(n int64) *copyText {
	*c = append(strconv.AppendInt(*c, n, 10), '\t')
	return c
}

func (c *copyText) numberOrNone(n int) *copyText {
	if n == 0 {
		return c.raw(none)
	}
	return c.number(int64(n))
}

func (c *copyText) day(d ledger.Date) *copyText {
	if d.IsZero() {
		return c.raw(none)
	}
	return c.raw(d.String())
}

func (c *copyText) instant(t time.Time) *copyText {
	*c = append(t.UTC().AppendFormat(*c, "2006-01-02 15:04:05.999999Z07:00"), '\t')
	return c
}

func (c *copyText) blob(b []byte) *copyText {
	*c = append(hex.AppendEncode(append(*c, `\\x`...), b), '\t')
	return c
}

// end makes the last tab the end of the row.
func (c *copyText) end() { (*c)[len(*c)-1] = '\n' }

// copiedColumns are those that entry writes, in its order.
const copiedColumns = `fund_id, id, phase, kind, effective_on, recorded_at, member_id, actor_id, cause, idempotency_key, content_hash,
    resolves_id, reverses_id, rest_of_id, expires_on, series, series_year, series_number, reason, amount_satang`

func (c *copyText) entry(e *ledger.Entry) {
	hash := e.ContentHash()
	c.id(e.Fund.UUID).id(e.ID.UUID).raw(string(e.Phase)).raw(string(e.Kind)).day(e.EffectiveOn).instant(e.RecordedAt).
		id(e.Member.UUID).id(e.Actor.UUID).text(e.Cause).text(e.Key).blob(hash[:]).
		id(e.Resolves.UUID).id(e.Reverses.UUID).id(e.RestOf.UUID).day(e.ExpiresOn).
		textOrNone(string(e.Document.Series)).numberOrNone(e.Document.Year).numberOrNone(e.Document.Number).
		text(e.Reason).number(e.Amount().Satang()).end()
}
