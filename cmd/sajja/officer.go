package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"

	"sajja/ledger"
	"sajja/store"
	"sajja/store/postgres"
)

// officerCommand is the noun officer.
type officerCommand struct {
	Grant  officerGrantCommand  `cmd:"" help:"Give a member an office."`
	Revoke officerRevokeCommand `cmd:"" help:"End a member's office."`
	List   officerListCommand   `cmd:"" help:"List who holds which office."`
	Rights officerRightsCommand `cmd:"" help:"List what each office may do."`
}

// officerJSON is one office held by one member.
type officerJSON struct {
	Number string        `json:"number"`
	Name   string        `json:"name"`
	Role   ledger.Office `json:"role"`
	// Villages a collector collects in; none for the whole fund.
	Villages []string `json:"villages,omitempty"`
}

func officer(m store.Member, office ledger.Office) officerJSON {
	held := officerJSON{Number: m.Number, Name: m.Name, Role: office}
	if office == ledger.Collector {
		held.Villages = m.CollectsIn
	}
	return held
}

type officerGrantCommand struct {
	Fund   string `required:"" help:"The fund's code."`
	Member string `required:"" help:"The member's number in the fund."`
	Role   string `required:"" help:"The office."`

	Village string      `help:"The village a collector collects in; the whole fund when left out."`
	Until   ledger.Date `placeholder:"DATE" help:"The last day of the term, as 2027-12-31."`
}

func (c *officerGrantCommand) Run(ctx context.Context, con *console) error {
	office, err := ledger.ParseOffice(c.Role)
	if err != nil {
		return usageError{"sajja officer grant", err}
	}
	return con.withMember(ctx, c.Fund, c.Member, func(db *postgres.DB, fund store.Fund, m store.Member) error {
		err := db.GrantOffice(ctx, fund.ID, m.ID, store.Term{Office: office, Village: c.Village, Until: c.Until}, time.Now())
		if errors.Is(err, store.ErrExists) {
			return fmt.Errorf("%s %s is %s already", m.Number, m.Name, office)
		}
		if err != nil {
			return err
		}
		return con.showOfficer(m, office, "is")
	})
}

type officerRevokeCommand struct {
	Fund   string `required:"" help:"The fund's code."`
	Member string `required:"" help:"The member's number in the fund."`
	Role   string `required:"" help:"The office."`
}

func (c *officerRevokeCommand) Run(ctx context.Context, con *console) error {
	office, err := ledger.ParseOffice(c.Role)
	if err != nil {
		return usageError{"sajja officer revoke", err}
	}
	return con.withMember(ctx, c.Fund, c.Member, func(db *postgres.DB, fund store.Fund, m store.Member) error {
		err := db.RevokeOffice(ctx, fund.ID, m.ID, office, time.Now())
		if errors.Is(err, store.ErrNotFound) {
			return fmt.Errorf("%s %s is not %s", m.Number, m.Name, office)
		}
		if err != nil {
			return err
		}
		return con.showOfficer(m, office, "is no longer")
	})
}

func (c *console) showOfficer(m store.Member, office ledger.Office, verb string) error {
	return c.show(officerJSON{Number: m.Number, Name: m.Name, Role: office}, func(w io.Writer) error {
		_, err := fmt.Fprintf(w, "%s %s %s %s\n", m.Number, m.Name, verb, office)
		return err
	})
}

type officerListCommand struct {
	Fund string `required:"" help:"The fund's code."`
}

func (c *officerListCommand) Run(ctx context.Context, con *console) error {
	return con.withFund(ctx, c.Fund, func(db *postgres.DB, fund store.Fund) error {
		members, err := db.Members(ctx, fund.ID)
		if err != nil {
			return err
		}
		officers := []officerJSON{}
		for _, m := range members {
			for _, office := range m.Offices {
				officers = append(officers, officer(m, office))
			}
		}
		return con.show(officers, func(w io.Writer) error {
			table := newTable(w)
			for _, o := range officers {
				fmt.Fprintf(table, "%s\t%s\t%s\t%s\n", o.Role, o.Number, o.Name, strings.Join(o.Villages, ", "))
			}
			return table.Flush()
		})
	})
}

type officerRightsCommand struct{}

// officeJSON is an office with what it may do.
type officeJSON struct {
	Role   ledger.Office  `json:"role"`
	Rights []ledger.Right `json:"rights"`
}

func (officerRightsCommand) Run(con *console) error {
	offices := []officeJSON{}
	for _, office := range ledger.Offices {
		offices = append(offices, officeJSON{office, office.Rights()})
	}
	return con.show(offices, func(w io.Writer) error {
		table := newTable(w)
		for _, o := range offices {
			words := make([]string, len(o.Rights))
			for i, right := range o.Rights {
				words[i] = string(right)
			}
			fmt.Fprintf(table, "%s\t%s\n", o.Role, strings.Join(words, ", "))
		}
		return table.Flush()
	})
}
