package postgres

import (
	"bytes"
	"fmt"

	"github.com/google/uuid"

	"sajja/ledger"
)

// promises follows the pending entries from their making to their end. It
// remembers those that are open; what points at another entry than these is
// looked up in the end.
type promises struct {
	*pass
	open map[[16]byte]*promiseRow
	// early are ends met before their promise: IDs of one millisecond may come in
	// any order.
	early map[[16]byte]*linkRow
	// parts are promises received in part, by what was left; rests the promises
	// made of what was left and met before that.
	parts map[[16]byte]partRow
	rests map[[16]byte]*promiseRow
	spare spares
}

// spares are rows of promises that have ended, to be used again: each of millions
// is open for a while only.
type spares []*promiseRow

func (s *spares) take() *promiseRow {
	if len(*s) == 0 {
		return new(promiseRow)
	}
	last := len(*s) - 1
	row := (*s)[last]
	*s = (*s)[:last]
	return row
}

// promiseRow is a pending entry, with nothing of its row's memory.
type promiseRow struct {
	linkRow
	month int32
	lines []lineRow
}

// linkRow is what a link between two entries is judged by.
type linkRow struct {
	id, target, member, actor [16]byte
	isPosted                  bool
	amount                    int64
	series                    ledger.Series
	year, number              int32
}

type partRow struct {
	member [16]byte
	left   int64
}

func newPromises(p *pass) *promises {
	return &promises{pass: p, open: map[[16]byte]*promiseRow{}, early: map[[16]byte]*linkRow{},
		parts: map[[16]byte]partRow{}, rests: map[[16]byte]*promiseRow{}}
}

func (p *promises) link(e *entryRow, target [16]byte) linkRow {
	return linkRow{id: e.id, target: target, member: e.member, actor: e.actor,
		isPosted: bytes.Equal(e.phase, phasePosted), amount: e.amount, series: p.series(e.series), year: e.year, number: e.number}
}

// series keeps a series' name; there are three.
func (p *promises) series(name []byte) ledger.Series {
	for _, known := range []ledger.Series{"", ledger.SeriesReceipt, ledger.SeriesVoucher, ledger.SeriesJournal} {
		if string(name) == string(known) {
			return known
		}
	}
	return ledger.Series(name)
}

// made takes a pending entry.
func (p *promises) made(e *entryRow) {
	made := p.spare.take()
	made.linkRow, made.month, made.lines = p.link(e, e.rest), p.calendar.day(e.effective).month, append(made.lines[:0], e.lines...)
	p.open[e.id] = made
	if e.rest != [16]byte{} {
		p.rest(made)
	}
	if end := p.early[e.id]; end != nil {
		delete(p.early, e.id)
		p.end(made, end)
	}
}

// ended takes an entry that ends a promise, and any other posted entry.
func (p *promises) ended(e *entryRow) {
	if e.resolves == [16]byte{} {
		return
	}
	end := p.link(e, e.resolves)
	made := p.open[e.resolves]
	if made != nil {
		p.end(made, &end)
		return
	}
	if other := p.early[e.resolves]; other != nil {
		p.linkFault(&end, "promise ended twice", "also ended by entry "+uuid.UUID(other.id).String(), "one end")
		return
	}
	p.early[e.resolves] = &end
}

// end judges the end of a promise, which then waits no more.
func (p *promises) end(made *promiseRow, end *linkRow) {
	delete(p.open, made.id)
	p.balances.addLines(made.lines, made.month, 2, -1)
	p.judge(&made.linkRow, end)
	if left := made.amount - end.amount; end.isPosted && left > 0 {
		p.parts[made.id] = partRow{made.member, left}
		if rest := p.rests[made.id]; rest != nil {
			delete(p.rests, made.id)
			p.rest(rest)
		}
	}
	if made.target == [16]byte{} { // a rest may still be judged
		p.spare = append(p.spare, made)
	}
}

// judge compares an end with its promise.
func (p *promises) judge(made, end *linkRow) {
	promised := "promise " + uuid.UUID(made.id).String()
	if made.member != end.member {
		p.linkFault(end, "promise ended in another member's name", uuid.UUID(end.member).String(), fmt.Sprintf("%s, as %s", uuid.UUID(made.member), promised))
	}
	if end.isPosted && (end.actor == made.actor || end.actor == made.member || end.actor == [16]byte{}) {
		p.linkFault(end, "maker received her own promise", orNobody(end.actor), "an officer who did not make "+promised)
	}
	if end.amount > made.amount {
		p.linkFault(end, "more received than was promised", baht(end.amount), fmt.Sprintf("%s at most, as %s", baht(made.amount), promised))
	}
}

// rest judges a promise that was made of what another left.
func (p *promises) rest(rest *promiseRow) {
	part, isKnown := p.parts[rest.target]
	if !isKnown {
		p.rests[rest.target] = rest
		return
	}
	delete(p.parts, rest.target)
	p.judgeRest(&rest.linkRow, part)
}

func (p *promises) judgeRest(rest *linkRow, part partRow) {
	if rest.amount != part.left || rest.member != part.member {
		p.linkFault(rest, "rest is not what was left of the promise", baht(rest.amount),
			fmt.Sprintf("%s, left of promise %s of member %s", baht(part.left), uuid.UUID(rest.target), uuid.UUID(part.member)))
	}
}

func orNobody(id [16]byte) string {
	if id == [16]byte{} {
		return "nobody"
	}
	return uuid.UUID(id).String()
}

func (p *promises) linkFault(link *linkRow, check, found, expected string) {
	p.faultOf(link.id, documentText(link.series, link.year, link.number), check, found, expected)
}
