package membership

import "time"

// tariff is what each day costs, as was known at one moment. A month's rate is
// spread over its days so that any number of them costs whole satang and all of
// them cost the rate: the first k of n cost rate·k/n, rounded up.
type tariff struct {
	basis  Basis
	pieces []tariffPiece // the earliest first; the first reaches back without end
	pauses []stretch     // days that cost nothing and are skipped
}

type tariffPiece struct {
	from int
	rate int64 // satang
	per  Per
}

// tariff gives the prices and pauses known at an instant.
func (r Rules) tariff(at time.Time) tariff {
	t := tariff{basis: r.basis, pauses: r.pausesKnown(at)}
	for _, p := range r.known(at) {
		t.pieces = append(t.pieces, tariffPiece{r.basis.first(p.Since), p.Rate.Satang(), p.Per})
	}
	return t
}

// buy spends money on the days from one on, pauses skipped, and gives what it
// bought and what is left: less than the next day costs.
func (t tariff) buy(from int, satang int64) (bought []stretch, left int64) {
	end := t.basis.last(axisEnd)
	for at := t.skip(from); at <= end; at = t.skip(at) {
		piece, through := t.piece(at)
		through = min(through, t.nextPause(at)-1, end)
		n, cost := t.afford(piece, at, through, satang)
		if n == 0 {
			break
		}
		satang -= cost
		bought = join(bought, stretch{at, at + n - 1})
		at += n
	}
	return bought, satang
}

// cost is the price of the days of a stretch, pauses left out.
func (t tariff) cost(s stretch) int64 {
	var sum int64
	for at := t.skip(s.from); at <= s.through; at = t.skip(at) {
		piece, through := t.piece(at)
		through = min(through, t.nextPause(at)-1, s.through)
		for at <= through {
			first, count := t.monthOf(piece, at, through)
			last := min(through, first+count-1)
			sum += piece.price(at-first, last-first+1, count)
			at = last + 1
		}
	}
	return sum
}

// afford gives how many days of a stretch of one piece the money buys.
func (t tariff) afford(p tariffPiece, from, through int, satang int64) (n int, cost int64) {
	for at := from; at <= through; {
		first, count := t.monthOf(p, at, through)
		last := min(through, first+count-1)
		price := p.price(at-first, last-first+1, count)
		if cost+price > satang {
			k := p.reach(at-first, count, satang-cost)
			return at + k - from, cost + p.price(at-first, at-first+k, count)
		}
		cost += price
		at = last + 1
	}
	return through - from + 1, cost
}

// monthOf gives the stretch over which a rate is spread: a month, or for a rate
// per day all the days that are asked about.
func (t tariff) monthOf(p tariffPiece, at, through int) (first, count int) {
	if p.per == PerDay {
		return at, through - at + 1
	}
	_, first, count = t.basis.month(at)
	return first, count
}

// price is what the days after the first `before` cost, through the k-th of n.
func (p tariffPiece) price(before, k, n int) int64 {
	if p.per == PerDay {
		return p.rate * int64(k-before)
	}
	return ceil(p.rate*int64(k), int64(n)) - ceil(p.rate*int64(before), int64(n))
}

// reach gives how many of n days after the first `before` the money buys.
func (p tariffPiece) reach(before, n int, satang int64) int {
	if p.per == PerDay {
		return int(min(satang/p.rate, int64(n)))
	}
	spent := satang + ceil(p.rate*int64(before), int64(n))
	return int(min(spent*int64(n)/p.rate, int64(n))) - before
}

func ceil(a, b int64) int64 { return (a + b - 1) / b }

// piece gives the price at a day and the last day that has it.
func (t tariff) piece(at int) (tariffPiece, int) {
	through := t.basis.last(axisEnd)
	for i := len(t.pieces) - 1; i > 0; i-- {
		if t.pieces[i].from <= at {
			return t.pieces[i], through
		}
		through = t.pieces[i].from - 1
	}
	return t.pieces[0], through
}

// skip gives the first day from one on that no pause takes out.
func (t tariff) skip(at int) int {
	for _, p := range t.pauses {
		if p.from <= at && at <= p.through {
			at = p.through + 1
		}
	}
	return at
}

// nextPause gives the first day of the next pause; beyond all days without one.
func (t tariff) nextPause(at int) int {
	for _, p := range t.pauses {
		if p.from > at {
			return p.from
		}
	}
	return t.basis.last(axisEnd) + 1
}

// due counts the days of a stretch that no pause takes out.
func (t tariff) due(s stretch) int {
	n := s.count()
	for _, p := range t.pauses {
		n -= s.overlap(p)
	}
	return n
}

// after gives the day before which, from a day on, n days fell due.
func (t tariff) after(from, n int) int {
	at := t.skip(from)
	for n > 0 {
		whole := min(n, t.nextPause(at)-at)
		at, n = t.skip(at+whole), n-whole
	}
	return at
}

// join adds a stretch behind others, as part of the last when it follows it.
func join(runs []stretch, s stretch) []stretch {
	if n := len(runs); n > 0 && runs[n-1].through+1 == s.from {
		runs[n-1].through = s.through
		return runs
	}
	return append(runs, s)
}
