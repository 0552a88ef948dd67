package membership

import (
	"errors"
	"fmt"
	"slices"
	"time"

	"sajja/ledger"
)

// Plan (ระเบียบการส่งเงิน) is one dated version of what a fund's members pay and
// what follows when they do not. Versions are added, never changed.
type Plan struct {
	// Number counts the versions of a fund from 1; 0 is the plan of a fund that
	// has not set one.
	Number int
	// Since is the first day of which the rate is this one. The first version
	// holds for the days before it too.
	Since ledger.Date
	// KnownFrom is the instant from which payments are counted by it: a payment
	// buys days at the rates that were known when it was recorded, so that nobody
	// who paid ahead is asked for more. Zero on a fund's first version and on a
	// correction: those count for every payment.
	KnownFrom time.Time

	Rate  ledger.Money // above zero
	Per   Per
	Basis Basis
	// Accepts are the amounts that are offered: some of the periods, or AnyAmount.
	Accepts []Period
	// DueEvery is the period in which money falls due: a member is behind when one
	// has ended that she has not paid for.
	DueEvery   Period
	JoiningFee ledger.Money
	Gap        Gap
	// SuspendedAfter and OutAfter are how much may be missed; none for a zero N.
	SuspendedAfter, OutAfter Limit
	// ExemptClasses and ExemptFromAge say who owes nothing; no age for a zero one.
	ExemptClasses []Class
	ExemptFromAge int
	// Resolution (มติ) is where it was decided.
	Resolution string
}

// Per is what a rate is for.
type Per string

// A rate is for a day or for a month.
const (
	PerDay   Per = "day"
	PerMonth Per = "month"
)

// Period (งวด) is a stretch of the calendar for which people pay at a time.
type Period string

// The periods: วัน เดือน ไตรมาส ครึ่งปี ปี, and any amount.
const (
	Day       Period = "day"
	Month     Period = "month"
	Quarter   Period = "quarter"
	HalfYear  Period = "half-year"
	Year      Period = "year"
	AnyAmount Period = "any"
)

// ParsePeriod reads a period by its name.
func ParsePeriod(text string) (Period, error) {
	switch p := Period(text); p {
	case Day, Month, Quarter, HalfYear, Year, AnyAmount:
		return p, nil
	}
	return "", fmt.Errorf("unknown period %q: use day, month, quarter, half-year, year or any", text)
}

// months gives how many months a period is long; 0 for a day and any amount.
func (p Period) months() int {
	switch p {
	case Month:
		return 1
	case Quarter:
		return 3
	case HalfYear:
		return 6
	case Year:
		return 12
	}
	return 0
}

// GapPolicy says what a gap in the payments does to the days saved.
type GapPolicy string

const (
	// GapRestarts: after a gap that closed, counting begins at nothing.
	GapRestarts GapPolicy = "restarts"
	// GapPauses: the missed days do not count, those before it stay.
	GapPauses GapPolicy = "pauses"
	// GapHeals: who pays the missed days back in time has no gap; who does not
	// begins at nothing.
	GapHeals GapPolicy = "heals"
)

// Gap is a fund's rule for missed days.
type Gap struct {
	Policy GapPolicy
	// Days is how long missed days may still be paid back (ส่งย้อนหลัง), counted
	// from the first of them; money that comes later pays for the days ahead, and
	// the gap has closed. With GapRestarts and GapPauses it is the grace for who
	// comes to collection late.
	Days int
}

// Limit is how much may be missed: 3 periods, or 90 days.
type Limit struct {
	N    int // 0: without limit
	Unit Unit
}

// Unit is what a limit counts.
type Unit string

// Limits count missed periods (DueEvery) or missed days.
const (
	Periods Unit = "periods"
	Days    Unit = "days"
)

// DefaultPlan is what counts in a fund that has set nothing: a baht a day, and no
// rule that would take anything from anybody.
func DefaultPlan() Plan {
	return Plan{
		Rate: ledger.MoneyFromSatang(100), Per: PerDay, Basis: Calendar,
		Accepts: []Period{Month, Quarter, HalfYear, Year, AnyAmount}, DueEvery: Month,
		Gap:            Gap{Policy: GapPauses, Days: 90},
		SuspendedAfter: Limit{Unit: Periods}, OutAfter: Limit{Unit: Periods},
	}
}

// Bounds of a plan: above them a figure is a slip of the finger.
const (
	gapDaysMax    = 36_500
	limitMax      = 1_200
	exemptAgeMax  = 120
	planTextMax   = 500
	exemptionsMax = 20
)

// PlanError says which part of a plan cannot be.
type PlanError struct{ Part, Reason string }

func (e PlanError) Error() string { return e.Part + ": " + e.Reason }

// Check refuses a plan that cannot be counted by: PlanError.
func (p Plan) Check() error {
	switch {
	case p.Since.IsZero():
		return PlanError{"since", "a plan has a first day"}
	case !p.Rate.IsPositive() || p.Rate.Cmp(ledger.MoneyFromSatang(1_000_000)) > 0:
		return PlanError{"rate", "it is above 0 and at most 10,000 baht"}
	case p.Per != PerDay && p.Per != PerMonth:
		return PlanError{"per", "it is day or month"}
	case p.Per == PerMonth && p.Rate.Satang() < 31:
		return PlanError{"rate", "a month costs at least a satang for each of its days"}
	case p.Basis != Calendar && p.Basis != Thirty360:
		return PlanError{"basis", "it is calendar or 30/360"}
	case p.DueEvery == AnyAmount || p.DueEvery != Day && p.DueEvery.months() == 0:
		return PlanError{"due", "money falls due every day, month, quarter, half-year or year"}
	case len(p.Accepts) == 0 || slices.Contains(p.Accepts, Day):
		return PlanError{"accepts", "name at least one of month, quarter, half-year, year and any"}
	case p.JoiningFee.IsNegative():
		return PlanError{"joining fee", "it is not below zero"}
	case p.ExemptFromAge < 0 || p.ExemptFromAge > exemptAgeMax || len(p.ExemptClasses) > exemptionsMax:
		return PlanError{"exempt", "an age is at most 120, classes are at most 20"}
	case len(p.Resolution) > planTextMax:
		return PlanError{"resolution", "it is at most 500 bytes long"}
	}
	return p.checkLapse()
}

func (p Plan) checkLapse() error {
	if g := p.Gap; g.Policy != GapRestarts && g.Policy != GapPauses && g.Policy != GapHeals || g.Days < 0 || g.Days > gapDaysMax {
		return PlanError{"gap", "it restarts, pauses or heals, within 0 to 36,500 days"}
	}
	for _, l := range []Limit{p.SuspendedAfter, p.OutAfter} {
		if l.N < 0 || l.N > limitMax || l.Unit != Periods && l.Unit != Days {
			return PlanError{"limits", "they count up to 1,200 periods or days"}
		}
	}
	if s, o := p.SuspendedAfter, p.OutAfter; s.N > 0 && o.N > 0 && s.Unit == o.Unit && s.N > o.N {
		return PlanError{"limits", "nobody is out before she is suspended"}
	}
	return nil
}

// AmountFor gives what people pay for n periods at a time (ส่งล่วงหน้า 3 เดือน):
// thirty days' money for a month and ninety for a quarter, whatever the calendar,
// as funds do; a year is 365 days, or 360. Zero for AnyAmount.
func (p Plan) AmountFor(period Period, n int) ledger.Money {
	units := int64(n)
	switch {
	case p.Per == PerMonth && period == Day:
		return ledger.MoneyFromSatang(p.Rate.Satang() * units / slotsOfMonth)
	case p.Per == PerMonth:
		units *= int64(period.months())
	case period == Year && p.Basis == Calendar:
		units *= 365
	case period != Day:
		units *= int64(period.months()) * slotsOfMonth
	}
	return ledger.MoneyFromSatang(p.Rate.Satang() * units)
}

// Suggested gives the amounts that the plan accepts, the smallest first.
func (p Plan) Suggested() []ledger.Money {
	var amounts []ledger.Money
	for _, period := range []Period{Month, Quarter, HalfYear, Year} {
		if slices.Contains(p.Accepts, period) {
			amounts = append(amounts, p.AmountFor(period, 1))
		}
	}
	return amounts
}

// TakesAny tells whether amounts other than the suggested ones are accepted.
func (p Plan) TakesAny() bool { return slices.Contains(p.Accepts, AnyAmount) }

// ErrBasisChanged: days counted one way cannot be continued the other.
var ErrBasisChanged = errors.New("the way of counting days is chosen once")

// Rules (กติกา) are all versions of a fund's plan and its pauses: what a coverage
// is worked out by.
type Rules struct {
	plans  []Plan
	pauses []Pause
	basis  Basis
}

// NewRules puts the versions and pauses of a fund together; without a version the
// default plan counts. Errors: PlanError, ErrBasisChanged.
func NewRules(plans []Plan, pauses []Pause) (Rules, error) {
	r := Rules{plans: slices.Clone(plans), pauses: slices.Clone(pauses), basis: Calendar}
	if len(r.plans) == 0 {
		r.plans = []Plan{DefaultPlan()}
		return r, nil
	}
	r.basis = r.plans[0].Basis
	r.plans[0].KnownFrom = time.Time{}
	for _, p := range r.plans {
		if err := p.Check(); err != nil {
			return Rules{}, err
		}
		if p.Basis != r.basis {
			return Rules{}, ErrBasisChanged
		}
	}
	// Of two versions from the same day the later one counts.
	slices.SortStableFunc(r.plans, func(a, b Plan) int { return b.Since.DaysUntil(a.Since) })
	return r, nil
}

// In gives the rules of one village: without the pauses of others.
func (r Rules) In(village string) Rules {
	r.pauses = slices.DeleteFunc(slices.Clone(r.pauses), func(p Pause) bool { return p.Village != "" && p.Village != village })
	return r
}

// PlanOn gives the version in force on a day, as all is known now.
func (r Rules) PlanOn(day ledger.Date) Plan { return r.planKnown(day, endOfTime) }

// endOfTime is after whatever was recorded.
var endOfTime = axisEnd.Start()

// planKnown gives the version in force on a day as was known at an instant.
func (r Rules) planKnown(day ledger.Date, at time.Time) Plan {
	known := r.known(at)
	for i := len(known) - 1; i > 0; i-- {
		if !known[i].Since.After(day) {
			return known[i]
		}
	}
	return known[0]
}

// known gives the versions known at an instant, the earliest first; never none.
func (r Rules) known(at time.Time) []Plan {
	if len(r.plans) == 1 {
		return r.plans
	}
	return slices.DeleteFunc(slices.Clone(r.plans), func(p Plan) bool { return p.KnownFrom.After(at) })
}
