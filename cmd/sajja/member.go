package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"regexp"
	"strings"
	"time"

	"sajja/ledger"
	"sajja/store"
	"sajja/store/postgres"
)

// memberCommand is the noun member.
type memberCommand struct {
	Add  memberAddCommand  `cmd:"" help:"Enter a member in the fund's register."`
	List memberListCommand `cmd:"" help:"List the members of a fund."`
	Show memberShowCommand `cmd:"" help:"Show one member."`

	Slip         memberSlipCommand         `cmd:"" help:"Print slips with one-time codes, by which members link their LINE."`
	Unlink       memberUnlinkCommand       `cmd:"" help:"End the link between a member and her LINE."`
	LinkRequests memberLinkRequestsCommand `cmd:"" help:"List who asked to link her LINE and waits for an officer."`
}

type memberAddCommand struct {
	Fund       string      `required:"" help:"The fund's code."`
	Number     string      `required:"" help:"The member's number in the fund."`
	Name       string      `required:"" help:"The member's name."`
	Village    string      `help:"The member's village, such as \"หมู่ 3\"."`
	Joined     ledger.Date `placeholder:"DATE" help:"Day of joining, as 2024-01-01; today when left out."`
	Born       ledger.Date `placeholder:"DATE" help:"Day of birth, as 1960-01-31."`
	LineUserID string      `name:"line-user-id" placeholder:"U…" help:"LINE user ID, to link the member's phone."`
	Role       []string    `help:"An office the member holds; may be repeated."`
}

// memberJSON is a member in the shape other programs read.
type memberJSON struct {
	ID     ledger.MemberID `json:"id"`
	Number string          `json:"number"`
	Name   string          `json:"name"`
}

// memberDetailJSON adds what the register knows.
type memberDetailJSON struct {
	memberJSON
	Village string          `json:"village"`
	Joined  ledger.Date     `json:"joined"`
	Born    ledger.Date     `json:"born"`
	Linked  bool            `json:"linked"`
	Roles   []ledger.Office `json:"roles"`
}

func memberDetail(m store.Member) memberDetailJSON {
	return memberDetailJSON{memberJSON{m.ID, m.Number, m.Name}, m.Village, m.JoinedOn, m.BornOn, m.LineUserID != "", m.Offices}
}

// lineUserIDForm is LINE's form of a user ID.
var lineUserIDForm = regexp.MustCompile(`^U[0-9a-f]{32}$`)

func (c *memberAddCommand) Run(ctx context.Context, con *console) error {
	now := time.Now()
	member, err := c.member(now)
	if err != nil {
		return usageError{"sajja member add", err}
	}
	err = con.withFund(ctx, c.Fund, func(db *postgres.DB, fund store.Fund) error {
		member.Fund = fund.ID
		return db.AddMembers(ctx, fund.ID, []store.Member{member}, now)
	})
	if errors.Is(err, store.ErrExists) {
		return fmt.Errorf("member number %q or that LINE user is in the register of %s already", c.Number, c.Fund)
	}
	if err != nil {
		return err
	}
	return con.show(memberJSON{member.ID, member.Number, member.Name}, func(w io.Writer) error {
		_, err := fmt.Fprintf(w, "%s %s is a member of %s\n", member.Number, member.Name, c.Fund)
		return err
	})
}

// member makes the record, or says what is wrong with the words of the command.
func (c *memberAddCommand) member(now time.Time) (store.Member, error) {
	m := store.Member{
		ID: ledger.NewMemberID(), Number: strings.TrimSpace(c.Number), Name: strings.TrimSpace(c.Name),
		Village: strings.TrimSpace(c.Village), BornOn: c.Born, JoinedOn: c.Joined, LineUserID: c.LineUserID,
	}
	today := ledger.DateOf(now)
	if m.JoinedOn.IsZero() {
		m.JoinedOn = today
	}
	switch {
	case m.Number == "" || len([]rune(m.Number)) > 32:
		return m, errors.New("--number must have 1 to 32 letters")
	case m.Name == "" || len([]rune(m.Name)) > 200:
		return m, errors.New("--name must have 1 to 200 letters")
	case m.LineUserID != "" && !lineUserIDForm.MatchString(m.LineUserID):
		return m, errors.New("--line-user-id must be U and 32 digits or letters a to f")
	case m.JoinedOn.After(today):
		return m, errors.New("--joined is in the future")
	case !m.BornOn.IsZero() && m.BornOn.After(today):
		return m, errors.New("--born is in the future")
	}
	seen := map[ledger.Office]bool{}
	for _, role := range c.Role {
		office, err := ledger.ParseOffice(role)
		if err != nil {
			return m, err
		}
		if !seen[office] {
			m.Offices = append(m.Offices, office)
		}
		seen[office] = true
	}
	return m, nil
}

type memberListCommand struct {
	Fund string `required:"" help:"The fund's code."`
}

func (c *memberListCommand) Run(ctx context.Context, con *console) error {
	return con.withFund(ctx, c.Fund, func(db *postgres.DB, fund store.Fund) error {
		members, err := db.Members(ctx, fund.ID)
		if err != nil {
			return err
		}
		details := make([]memberDetailJSON, len(members))
		for i, m := range members {
			details[i] = memberDetail(m)
		}
		return con.show(details, func(w io.Writer) error {
			table := newTable(w)
			for _, m := range members {
				fmt.Fprintf(table, "%s\t%s\t%s\t%s\n", m.Number, m.Name, m.Village, joinOffices(m.Offices))
			}
			return table.Flush()
		})
	})
}

func joinOffices(offices []ledger.Office) string {
	names := make([]string, len(offices))
	for i, o := range offices {
		names[i] = string(o)
	}
	return strings.Join(names, ", ")
}

type memberShowCommand struct {
	Fund   string `required:"" help:"The fund's code."`
	Number string `required:"" help:"The member's number in the fund."`
}

func (c *memberShowCommand) Run(ctx context.Context, con *console) error {
	return con.withMember(ctx, c.Fund, c.Number, func(_ *postgres.DB, _ store.Fund, m store.Member) error {
		return con.show(memberDetail(m), func(w io.Writer) error {
			table := newTable(w)
			fmt.Fprintf(table, "number\t%s\nname\t%s\nvillage\t%s\njoined\t%s\nborn\t%s\nLINE\t%t\noffices\t%s\n",
				m.Number, m.Name, m.Village, m.JoinedOn, m.BornOn, m.LineUserID != "", joinOffices(m.Offices))
			return table.Flush()
		})
	})
}

// withMember opens the books and finds the member that a command is about.
func (c *console) withMember(ctx context.Context, fund, number string,
	work func(db *postgres.DB, fund store.Fund, member store.Member) error) error {
	return c.withFund(ctx, fund, func(db *postgres.DB, f store.Fund) error {
		member, err := findMember(ctx, db, f, number)
		if err != nil {
			return err
		}
		return work(db, f, member)
	})
}

// findMember finds a member of the fund.
func findMember(ctx context.Context, db *postgres.DB, fund store.Fund, number string) (store.Member, error) {
	member, err := db.MemberByNumber(ctx, fund.ID, number)
	if errors.Is(err, store.ErrNotFound) {
		return member, fmt.Errorf("fund %s has no member %q: see `sajja member list --fund %s`", fund.Code, number, fund.Code)
	}
	return member, err
}
