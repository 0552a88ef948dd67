package postgres

import (
	"encoding/binary"
	"time"

	"sajja/ledger"
)

// calendar knows what is asked of a day again and again, by the number PostgreSQL
// gives it.
type calendar struct{ days map[int32]*dayFacts }

type dayFacts struct {
	text  []byte // 2026-11-21
	year  int
	month int32 // counted from January of the year 0
}

// dayOf2000 is day 0 of PostgreSQL.
var dayOf2000 = ledger.MustDate("2000-01-01")

func (c *calendar) day(number int32) *dayFacts {
	if known, found := c.days[number]; found {
		return known
	}
	if c.days == nil {
		c.days = map[int32]*dayFacts{}
	}
	t := dayOf2000.Time().AddDate(0, 0, int(number))
	facts := &dayFacts{text: []byte(t.Format(time.DateOnly)), year: t.Year(), month: int32(t.Year()*12 + int(t.Month()) - 1)}
	c.days[number] = facts
	return facts
}

// dayNumber is PostgreSQL's number of a day.
func dayNumber(d ledger.Date) int32 { return int32(dayOf2000.DaysUntil(d)) }

// microsOfID is the instant an entry's ID begins with, as PostgreSQL counts.
func microsOfID(id [16]byte) int64 {
	var ms [8]byte
	copy(ms[2:], id[:6])
	return int64(binary.BigEndian.Uint64(ms[:]))*1000 - epoch2000
}

const dayMicros = 24 * 60 * 60 * 1_000_000

// recordingDay is the number of the day in Bangkok on which an entry was recorded.
func recordingDay(id [16]byte) int32 {
	const bangkok = 7 * 60 * 60 * 1_000_000
	micros := microsOfID(id) + bangkok
	day := micros / dayMicros
	if micros%dayMicros < 0 {
		day--
	}
	return int32(day)
}
