package main

import (
	"context"
	"fmt"
	"io"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"

	"sajja/ledger"
	"sajja/ledger/membership"
	"sajja/store"
	"sajja/store/postgres"
)

// planSetCommand has pointers where a flag that was left out keeps what is.
type planSetCommand struct {
	Fund           string        `required:"" help:"The fund's code."`
	Since          ledger.Date   `required:"" placeholder:"DATE" help:"The first day of which the rate is this one."`
	Rate           *ledger.Money `placeholder:"BAHT" help:"What a day or a month costs."`
	Per            *string       `enum:"day,month" help:"What the rate is for: day or month."`
	Basis          *string       `enum:"calendar,30/360" help:"How days are counted: calendar, or 30/360 (thirty a month). It is chosen once."`
	Accepts        []string      `placeholder:"PERIOD" help:"What is offered: month, quarter, half-year, year, any."`
	Due            *string       `enum:"day,month,quarter,half-year,year" help:"The period in which money falls due."`
	JoiningFee     *ledger.Money `placeholder:"BAHT" help:"What a new member pays once."`
	Gap            *string       `enum:"restarts,pauses,heals" help:"What missed days do to the days saved: restarts, pauses, or heals when they are paid back in time."`
	GapDays        *int          `placeholder:"N" help:"Within how many days missed days can be paid back."`
	SuspendedAfter *string       `placeholder:"LIMIT" help:"How much may be missed before rights are suspended: \"3 periods\", \"90 days\" or never."`
	OutAfter       *string       `placeholder:"LIMIT" help:"How much may be missed before the membership ends: \"6 periods\", \"180 days\" or never."`
	Exempt         *[]string     `placeholder:"CLASS" help:"Classes that owe nothing: child, elderly, disadvantaged, disabled, orphan."`
	ExemptAge      *int          `placeholder:"YEARS" help:"From which age nobody owes anything; 0 for none."`
	Resolution     string        `help:"Where it was decided, such as \"ประชุมใหญ่ 1/2569\"."`
	Correct        bool          `help:"The last version was a mistake: count payments recorded before by this one too."`
	By             string        `placeholder:"MEMBER" help:"Member number of the officer who sets it."`
}

func (c *planSetCommand) Run(ctx context.Context, con *console) error {
	const command = "sajja plan set"
	return con.withOfficer(ctx, c.Fund, c.By, func(db *postgres.DB, fund store.Fund, by ledger.MemberID) error {
		plans, _, err := db.Plans(ctx, fund.ID)
		if err != nil {
			return err
		}
		plan, err := planInForce(plans, c.Since)
		if err != nil {
			return err
		}
		if err := c.change(&plan); err != nil {
			return usageError{command, err}
		}
		set, err := db.SetPlan(ctx, fund.ID, store.PlanVersion{Plan: plan, RecordedAt: time.Now(), By: by}, c.Correct)
		if err != nil {
			return planRefusal(fund, err)
		}
		shape := planShape(set.Plan)
		return con.show(shape, func(w io.Writer) error {
			_, err := fmt.Fprintf(w, "version %d of the plan of %s counts from %s: %s baht a %s\n", shape.Number, fund.Code, shape.Since, shape.Rate, shape.Per)
			return err
		})
	})
}

// change puts what was said into a plan.
func (c *planSetCommand) change(p *membership.Plan) error {
	p.Since, p.Resolution = c.Since, strings.TrimSpace(c.Resolution)
	put(&p.Rate, c.Rate)
	put(&p.JoiningFee, c.JoiningFee)
	put(&p.Gap.Days, c.GapDays)
	put(&p.ExemptFromAge, c.ExemptAge)
	putWord(&p.Per, c.Per)
	putWord(&p.Basis, c.Basis)
	putWord(&p.DueEvery, c.Due)
	putWord(&p.Gap.Policy, c.Gap)
	var err error
	if p.Accepts, err = parsedList(c.Accepts, p.Accepts, membership.ParsePeriod); err != nil {
		return err
	}
	if c.Exempt != nil {
		if p.ExemptClasses, err = parsedList(*c.Exempt, nil, membership.ParseClass); err != nil {
			return err
		}
	}
	for limit, text := range map[*membership.Limit]*string{&p.SuspendedAfter: c.SuspendedAfter, &p.OutAfter: c.OutAfter} {
		if text == nil {
			continue
		}
		if *limit, err = parseLimit(*text); err != nil {
			return err
		}
	}
	return nil
}

// put keeps what is where nothing was said.
func put[T any](to, said *T) {
	if said != nil {
		*to = *said
	}
}

func putWord[T ~string](to *T, said *string) {
	if said != nil {
		*to = T(*said)
	}
}

// parsedList reads words, or gives what is when there are none.
func parsedList[T any](words []string, otherwise []T, parse func(string) (T, error)) ([]T, error) {
	if len(words) == 0 {
		return otherwise, nil
	}
	list := make([]T, len(words))
	for i, word := range words {
		var err error
		if list[i], err = parse(word); err != nil {
			return nil, err
		}
	}
	return list, nil
}

type planPurposesCommand struct {
	Fund  string            `required:"" help:"The fund's code."`
	Since ledger.Date       `required:"" placeholder:"DATE" help:"The first day whose money is for these purposes."`
	To    map[string]string `required:"" placeholder:"ACCOUNT=PERCENT" help:"A purpose and its share, such as --to 3800=30; together they make 100. What stays in the pool is 3100."`
	Pot   string            `placeholder:"ACCOUNT" help:"What takes the rest of rounding; the largest remainders when left out."`
	By    string            `placeholder:"MEMBER" help:"Member number of the officer who sets it."`
}

func (c *planPurposesCommand) Run(ctx context.Context, con *console) error {
	table := membership.Allocation{Since: c.Since, Pot: ledger.AccountCode(c.Pot)}
	for _, code := range slices.Sorted(maps.Keys(c.To)) {
		hundredths, err := parsePercent(c.To[code])
		if err != nil {
			return usageError{"sajja plan purposes", err}
		}
		table.Shares = append(table.Shares, membership.AllocationShare{Account: ledger.AccountCode(code), Hundredths: hundredths})
	}
	return con.withOfficer(ctx, c.Fund, c.By, func(db *postgres.DB, fund store.Fund, by ledger.MemberID) error {
		if err := db.SetAllocation(ctx, fund.ID, table, by, time.Now()); err != nil {
			return planRefusal(fund, err)
		}
		return con.show(purposesShape(table), func(w io.Writer) error {
			_, err := fmt.Fprintf(w, "each baht of %s from %s on has %d purposes\n", fund.Code, c.Since, len(table.Shares))
			return err
		})
	})
}

// parsePercent reads 30 or 33.33 as hundredths of a percent.
func parsePercent(text string) (int64, error) {
	share, err := ledger.ParseMoney(text) // two decimals, as here
	if err != nil || !share.IsPositive() {
		return 0, fmt.Errorf("%q is no share: say 30 or 33.33", text)
	}
	return share.Satang(), nil
}

func sortedCodes(shares map[ledger.AccountCode]string) []ledger.AccountCode {
	return slices.Sorted(maps.Keys(shares))
}

type planAllocateCommand struct {
	Fund  string `required:"" help:"The fund's code."`
	Month string `required:"" placeholder:"2569-11" help:"The month, in either era; it is over."`
	By    string `placeholder:"MEMBER" help:"Member number of the officer who does it."`
}

type allocatedJSON struct {
	Fund  string       `json:"fund"`
	Month string       `json:"month"`
	Total ledger.Money `json:"total"`
	Moved ledger.Money `json:"moved"`
	// Entry is the number of the document; empty when nothing moved.
	Entry string `json:"entry"`
}

func (c *planAllocateCommand) Run(ctx context.Context, con *console) error {
	month, err := parseMonth(c.Month)
	if err != nil {
		return usageError{"sajja plan allocate", err}
	}
	return con.withOfficer(ctx, c.Fund, c.By, func(db *postgres.DB, fund store.Fund, by ledger.MemberID) error {
		done, err := db.Allocate(ctx, fund.ID, month, ledger.Act{Actor: by, At: time.Now(), Cause: "command line"})
		if err != nil {
			return entryRefusal(fund, planRefusal(fund, err))
		}
		shape := allocatedJSON{Fund: fund.Code, Month: monthKey(month.From), Total: done.Total}
		if done.Entry != nil {
			shape.Moved, shape.Entry = done.Entry.Amount(), done.Entry.Document.String()
		}
		return con.show(shape, func(w io.Writer) error {
			if done.Entry == nil {
				_, err := fmt.Fprintf(w, "the %s baht of %s are with their purposes: nothing to move\n", shape.Total, monthText(month.From))
				return err
			}
			_, err := fmt.Fprintf(w, "%s: of the %s baht of %s, %s moved to their purposes\n", shape.Entry, shape.Total, monthText(month.From), shape.Moved)
			return err
		})
	})
}

// parseMonth reads 2569-11 or 2026-11.
func parseMonth(text string) (ledger.Days, error) {
	year, month, _ := strings.Cut(text, "-")
	y, errYear := strconv.Atoi(year)
	m, errMonth := strconv.Atoi(month)
	if errYear != nil || errMonth != nil {
		return ledger.Days{}, fmt.Errorf("%q is no month: say 2569-11", text)
	}
	if y >= buddhistFrom {
		y -= 543
	}
	first, err := ledger.NewDate(y, time.Month(m), 1)
	if err != nil {
		return ledger.Days{}, fmt.Errorf("%q is no month: say 2569-11", text)
	}
	return ledger.Days{From: first, To: first.LastOfMonth()}, nil
}
