package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"

	"sajja/ledger"
	"sajja/ledger/membership"
	"sajja/store"
	"sajja/store/postgres"
)

// planCommand is the noun plan.
type planCommand struct {
	Show     planShowCommand     `cmd:"" help:"Show what a fund's members pay, by which rule, and what is paused."`
	Set      planSetCommand      `cmd:"" help:"Add a dated version of the plan; what is left out stays as it was."`
	Pause    planPauseCommand    `cmd:"" help:"Take days out of the count for a village, with a reason that everybody is told."`
	Resume   planResumeCommand   `cmd:"" help:"End a pause early."`
	Purposes planPurposesCommand `cmd:"" help:"Set which purposes each baht is for, from a day on."`
	Allocate planAllocateCommand `cmd:"" help:"Move a month's contributions to their purposes."`
	Recount  planRecountCommand  `cmd:"" help:"Work out anew what everybody's payments cover, and name whose figure was wrong."`
}

type planShowCommand struct {
	Fund string      `required:"" help:"The fund's code."`
	On   ledger.Date `placeholder:"DATE" help:"The version in force on this day; today when left out."`
}

// planJSON is a fund's plan on a day.
type planJSON struct {
	Fund     string            `json:"fund"`
	On       ledger.Date       `json:"on"`
	InForce  planVersionJSON   `json:"in_force"`
	Versions []planVersionJSON `json:"versions"`
	Pauses   []pauseJSON       `json:"pauses"`
	Purposes []purposesJSON    `json:"purposes"`
}

// planVersionJSON is one version; number 0 is the plan of a fund that set none.
type planVersionJSON struct {
	Number         int                  `json:"number"`
	Since          ledger.Date          `json:"since"`
	Rate           ledger.Money         `json:"rate"`
	Per            membership.Per       `json:"per"`
	Basis          membership.Basis     `json:"basis"`
	Accepts        []membership.Period  `json:"accepts"`
	Due            membership.Period    `json:"due"`
	JoiningFee     ledger.Money         `json:"joining_fee"`
	Gap            membership.GapPolicy `json:"gap"`
	GapDays        int                  `json:"gap_days"`
	SuspendedAfter string               `json:"suspended_after"`
	OutAfter       string               `json:"out_after"`
	Exempt         []membership.Class   `json:"exempt"`
	ExemptFromAge  int                  `json:"exempt_from_age"`
	Resolution     string               `json:"resolution"`
}

func planShape(p membership.Plan) planVersionJSON {
	return planVersionJSON{p.Number, p.Since, p.Rate, p.Per, p.Basis, p.Accepts, p.DueEvery, p.JoiningFee, p.Gap.Policy, p.Gap.Days,
		limitText(p.SuspendedAfter), limitText(p.OutAfter), append([]membership.Class{}, p.ExemptClasses...), p.ExemptFromAge, p.Resolution}
}

// pauseJSON is a pause and how it ended.
type pauseJSON struct {
	ID      ledger.PauseID `json:"id"`
	Village string         `json:"village"`
	From    ledger.Date    `json:"from"`
	Through ledger.Date    `json:"through"`
	Reason  string         `json:"reason"`
}

func pauseShape(p store.ArrearsPause) pauseJSON {
	return pauseJSON{p.ID, p.Village, p.From, p.LastDay(), p.Reason}
}

// purposesJSON is a table of purposes in force from a day on.
type purposesJSON struct {
	Since  ledger.Date                   `json:"since"`
	Shares map[ledger.AccountCode]string `json:"shares"`
	Pot    ledger.AccountCode            `json:"pot"`
}

func purposesShape(a membership.Allocation) purposesJSON {
	shares := make(map[ledger.AccountCode]string, len(a.Shares))
	for _, s := range a.Shares {
		shares[s.Account] = percent(s.Hundredths)
	}
	return purposesJSON{a.Since, shares, a.Pot}
}

func percent(hundredths int64) string { return fmt.Sprintf("%d.%02d", hundredths/100, hundredths%100) }

func (c *planShowCommand) Run(ctx context.Context, con *console) error {
	return con.withFund(ctx, c.Fund, func(db *postgres.DB, fund store.Fund) error {
		if c.On.IsZero() {
			c.On = today()
		}
		plans, pauses, err := db.Plans(ctx, fund.ID)
		if err != nil {
			return err
		}
		purposes, err := db.Allocations(ctx, fund.ID)
		if err != nil {
			return err
		}
		inForce, err := planInForce(plans, c.On)
		if err != nil {
			return err
		}
		shown := planJSON{fund.Code, c.On, planShape(inForce), []planVersionJSON{}, []pauseJSON{}, []purposesJSON{}}
		for _, v := range plans {
			shown.Versions = append(shown.Versions, planShape(v.Plan))
		}
		for _, p := range pauses {
			shown.Pauses = append(shown.Pauses, pauseShape(p))
		}
		for _, a := range purposes {
			shown.Purposes = append(shown.Purposes, purposesShape(a))
		}
		return con.show(shown, shown.write)
	})
}

// planInForce gives the version that counts on a day.
func planInForce(versions []store.PlanVersion, day ledger.Date) (membership.Plan, error) {
	plans := make([]membership.Plan, len(versions))
	for i, v := range versions {
		plans[i] = v.Plan
	}
	rules, err := membership.NewRules(plans, nil)
	return rules.PlanOn(day), err
}

// write tells the plan to people.
func (p planJSON) write(w io.Writer) error {
	v := p.InForce
	table := newTable(w)
	since := "version " + strconv.Itoa(v.Number) + ", since " + v.Since.String()
	if v.Number == 0 {
		since = "nothing was set: the plan that every fund begins with"
	}
	fmt.Fprintf(table, "plan\t%s\nrate\t%s baht a %s, days by %s\naccepts\t%s\nfalls due\tevery %s\njoining fee\t%s\n",
		since, v.Rate, v.Per, v.Basis, joined(v.Accepts), v.Due, v.JoiningFee)
	fmt.Fprintf(table, "a gap\t%s, to be paid back within %d days\nsuspended after\t%s\nout after\t%s\n", v.Gap, v.GapDays, never(v.SuspendedAfter), never(v.OutAfter))
	if len(v.Exempt) > 0 || v.ExemptFromAge > 0 {
		fmt.Fprintf(table, "exempt\t%s, from the age of %d\n", joined(v.Exempt), v.ExemptFromAge)
	}
	for _, pause := range p.Pauses {
		fmt.Fprintf(table, "paused\t%s from %s through %s: %s (%s)\n", everywhereFor(pause.Village), pause.From, pause.Through, pause.Reason, pause.ID)
	}
	for _, purposes := range p.Purposes {
		fmt.Fprintf(table, "each baht\tsince %s:", purposes.Since)
		for _, code := range sortedCodes(purposes.Shares) {
			fmt.Fprintf(table, " %s %s%%", code, purposes.Shares[code])
		}
		fmt.Fprintln(table)
	}
	return table.Flush()
}

func joined[T ~string](list []T) string {
	words := make([]string, len(list))
	for i, item := range list {
		words[i] = string(item)
	}
	return strings.Join(words, ", ")
}

func never(limit string) string {
	if limit == "" {
		return "never"
	}
	return limit
}

// everywhereFor names the place of a pause.
func everywhereFor(village string) string {
	if village == "" {
		return "the whole fund"
	}
	return village
}

// limitText writes a limit as planSetCommand reads it: "3 periods"; empty for none.
func limitText(l membership.Limit) string {
	if l.N == 0 {
		return ""
	}
	return strconv.Itoa(l.N) + " " + string(l.Unit)
}

// parseLimit reads "3", "3 periods", "90 days" or "never".
func parseLimit(text string) (membership.Limit, error) {
	number, unit, _ := strings.Cut(text, " ")
	limit := membership.Limit{Unit: membership.Unit(unit)}
	if unit == "" {
		limit.Unit = membership.Periods
	}
	if text == "never" {
		return limit, nil
	}
	var err error
	if limit.N, err = strconv.Atoi(number); err != nil || limit.N < 1 || limit.Unit != membership.Periods && limit.Unit != membership.Days {
		return limit, fmt.Errorf("%q is no limit: say 3 periods, 90 days or never", text)
	}
	return limit, nil
}

type planRecountCommand struct {
	Fund string `required:"" help:"The fund's code."`
}

type recountJSON struct {
	Fund    string   `json:"fund"`
	Members int      `json:"members"`
	Wrong   []string `json:"wrong"` // numbers of members
}

// Run fails when a figure was wrong: it is right now, but somebody may have been
// told the other one.
func (c *planRecountCommand) Run(ctx context.Context, con *console) error {
	return con.withFund(ctx, c.Fund, func(db *postgres.DB, fund store.Fund) error {
		counted, wrong, err := db.RecountCoverages(ctx, fund, time.Now())
		if err != nil {
			return err
		}
		result := recountJSON{fund.Code, counted, []string{}}
		for _, m := range wrong {
			result.Wrong = append(result.Wrong, m.Number)
		}
		err = con.show(result, func(w io.Writer) error {
			_, err := fmt.Fprintf(w, "%d members of %s counted anew, %d had another figure before\n", counted, fund.Code, len(wrong))
			return err
		})
		if err == nil && len(wrong) > 0 {
			err = errReported
		}
		return err
	})
}

// planRefusal says what a person can do about a refusal.
func planRefusal(fund store.Fund, err error) error {
	var part membership.PlanError
	if errors.As(err, &part) {
		return fmt.Errorf("the plan cannot be counted by, %w", part)
	}
	for refusal, words := range map[error]string{
		membership.ErrBasisChanged:      "days are counted one way for good: leave --basis as it is in `sajja plan show --fund " + fund.Code + "`",
		membership.ErrPauseDays:         "--through is on or after --from, and a pause is at most 366 days long",
		membership.ErrPauseReason:       "--reason is what everybody is told, such as น้ำท่วม",
		membership.ErrAllocationWhole:   "the shares make 100: --to 3100=50 --to 3800=30 --to 3700=20",
		membership.ErrAllocationAccount: "each purpose stands once, as an account of the funds (3…)",
		ledger.ErrAccount:               "a purpose is an open account of this fund: see `sajja account list --fund " + fund.Code + "`",
		postgres.ErrNoAllocation:        "no table of purposes is in force in that month: set one with `sajja plan purposes`",
		postgres.ErrMonthNotOver:        "a month is allocated when it is over",
		store.ErrConflict:               "somebody else changed the plan at the same moment: look with `sajja plan show --fund " + fund.Code + "` and try again",
	} {
		if errors.Is(err, refusal) {
			return errors.New(words)
		}
	}
	return err
}
