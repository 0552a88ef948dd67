package membership

import (
	"slices"

	"sajja/ledger"
)

// Payment is money that counts for days: a posted contribution, or a balance from
// the paper book.
type Payment struct {
	// Entry is what recorded it; its order is the order of recording.
	Entry ledger.EntryID
	// On is the day on which the money counts.
	On     ledger.Date
	Amount ledger.Money
	// IsOpening: days saved before the books began, from the amount at the plan's
	// rate. They end with PaidThrough where the paper says it, and else with the
	// day of the balance, or later for who had paid more than since she joined.
	IsOpening   bool
	PaidThrough ledger.Date
}

// Coverage (ช่วงวันที่ส่งเงินแล้ว) is what a member's payments cover: a fold over
// them in the order of recording. The zero value with a start is who has not paid.
type Coverage struct {
	// start is the first number that falls due.
	start int
	// countsFrom is where the days saved begin: after the last gap that restarted
	// the count.
	countsFrom int
	// runs are the days paid for, in order, apart from each other.
	runs []stretch
	// carried is money that does not make a day yet, in satang.
	carried int64
}

// NewCoverage is the coverage of a member from whom money falls due from a day on.
func (r Rules) NewCoverage(start ledger.Date) Coverage {
	return Coverage{start: r.basis.first(start)}
}

// Fold is NewCoverage with payments, in the order of recording; payments that
// were reversed are not among them.
func (r Rules) Fold(start ledger.Date, payments []Payment) Coverage {
	c := r.NewCoverage(start)
	for _, p := range payments {
		c.pay(r, p)
	}
	return c
}

// Pay gives the coverage after one more payment, and the days that it pays for,
// which are none while they are less than a day's money.
func (c Coverage) Pay(r Rules, p Payment) (Coverage, []Run) {
	c.runs = slices.Clone(c.runs)
	bought := c.pay(r, p)
	return c, r.runs(bought)
}

// pay adds a payment and gives the days it bought.
func (c *Coverage) pay(r Rules, p Payment) []stretch {
	if p.IsOpening {
		return c.open(r, p)
	}
	at := p.Entry.RecordedAt()
	plan, t := r.planKnown(p.On, at), r.tariff(at)
	today, from := r.basis.first(p.On), c.next()
	gap := gapOf(plan, t, from, today)
	if gap.isClosed {
		from = today
	}
	bought, left := t.buy(from, c.carried+p.Amount.Satang())
	c.carried = left
	if len(bought) == 0 {
		return nil
	}
	if gap.isClosed && gap.restarts {
		c.countsFrom = bought[0].from
	}
	for _, s := range bought {
		c.runs = join(c.runs, s)
	}
	return bought
}

// next is the first number that is not paid for behind all that are.
func (c Coverage) next() int {
	if len(c.runs) == 0 {
		return c.start
	}
	return max(c.start, c.runs[len(c.runs)-1].through+1)
}

// open takes a balance from the paper book in: so many days before its day.
func (c *Coverage) open(r Rules, p Payment) []stretch {
	at := p.Entry.RecordedAt()
	plan := r.planKnown(p.On, at)
	days, left := plan.daysFor(p.Amount.Satang() + c.carried)
	c.begin(r, p, days)
	more, left := r.tariff(at).buy(c.next(), left) // a rate per month is spread unevenly
	for _, s := range more {
		c.runs = join(c.runs, s)
	}
	c.carried = left
	return slices.Clone(c.runs)
}

// begin puts so many days before a balance's day, or before those of another line
// of the same paper.
func (c *Coverage) begin(r Rules, p Payment, days int) {
	if len(c.runs) > 0 {
		c.runs[0].from -= days
		return
	}
	through := max(r.basis.last(p.On), c.start+days-1)
	if !p.PaidThrough.IsZero() {
		through = r.basis.last(p.PaidThrough)
	}
	c.start = max(c.start, through+1)
	if days > 0 {
		c.runs = []stretch{{through - days + 1, through}}
	}
}

// daysFor gives how many days a balance stands for where nobody knows which, and
// what is left.
func (p Plan) daysFor(satang int64) (days int, left int64) {
	num, den := int64(1), p.Rate.Satang() // a day costs den/num satang
	switch {
	case p.Per == PerMonth && p.Basis == Thirty360:
		num = slotsOfMonth
	case p.Per == PerMonth:
		num, den = 365, 12*den
	}
	n := satang * num / den
	return int(n), satang - ceil(n*den, num)
}

// Run is days without a hole that are paid for.
type Run struct {
	From, Through ledger.Date
	// Days as the fund counts them.
	Days int
}

func (r Rules) runs(stretches []stretch) []Run {
	runs := make([]Run, len(stretches))
	for i, s := range stretches {
		from, through := r.basis.day(s.from), r.basis.through(s.through)
		if through.Before(from) { // a part of the last day of February, which stands for three
			through = from
		}
		runs[i] = Run{from, through, s.count()}
	}
	return runs
}

// Runs gives all days that are paid for, the earliest first.
func (c Coverage) Runs(r Rules) []Run { return r.runs(c.runs) }

// Covered is what one payment paid for.
type Covered struct {
	Payment Payment
	Runs    []Run
	// Carried is what was kept for the next payment.
	Carried ledger.Money
}

// Ranges lists for each payment the days it paid for.
func (r Rules) Ranges(start ledger.Date, payments []Payment) []Covered {
	c, list := r.NewCoverage(start), make([]Covered, len(payments))
	for i, p := range payments {
		list[i] = Covered{p, r.runs(c.pay(r, p)), c.Carried()}
	}
	return list
}

// PaidThrough (ส่งถึงวันที่) gives the last day that is paid for; zero for none.
func (c Coverage) PaidThrough(r Rules) ledger.Date {
	if len(c.runs) == 0 {
		return ledger.Date{}
	}
	return r.basis.through(c.runs[len(c.runs)-1].through)
}

// Carried gives the money that does not make a day yet.
func (c Coverage) Carried() ledger.Money { return ledger.MoneyFromSatang(c.carried) }

// Saved (วันออม) gives the days saved by the end of a day, by the fund's way of
// counting: paid for, and not lost by a gap. Days paid ahead count when they come.
func (c Coverage) Saved(r Rules, day ledger.Date) int { return c.saved(r.basis.last(day)) }

// SavedAhead gives the days saved with those paid ahead.
func (c Coverage) SavedAhead() int { return c.saved(int(^uint(0) >> 1)) }

func (c Coverage) saved(through int) int {
	counted, n := stretch{c.countsFrom, through}, 0
	for _, s := range c.runs {
		n += s.overlap(counted)
	}
	return n
}

// CoverageState is a coverage as plain numbers, for whoever keeps it between two
// readings. It means something only with the rules it was folded by.
type CoverageState struct {
	Start, CountsFrom int32
	// Runs are pairs of first and last.
	Runs          []int32
	CarriedSatang int64
}

// State gives the coverage as plain numbers.
func (c Coverage) State() CoverageState {
	s := CoverageState{Start: int32(c.start), CountsFrom: int32(c.countsFrom), CarriedSatang: c.carried, Runs: make([]int32, 0, 2*len(c.runs))}
	for _, run := range c.runs {
		s.Runs = append(s.Runs, int32(run.from), int32(run.through))
	}
	return s
}

// Coverage gives back what State took.
func (s CoverageState) Coverage() Coverage {
	c := Coverage{start: int(s.Start), countsFrom: int(s.CountsFrom), carried: s.CarriedSatang, runs: make([]stretch, len(s.Runs)/2)}
	for i := range c.runs {
		c.runs[i] = stretch{int(s.Runs[2*i]), int(s.Runs[2*i+1])}
	}
	return c
}

// Equal tells whether both cover the same days with the same money left.
func (c Coverage) Equal(other Coverage) bool {
	return c.start == other.start && c.countsFrom == other.countsFrom && c.carried == other.carried && slices.Equal(c.runs, other.runs)
}
