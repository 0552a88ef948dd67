package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"regexp"
	"strings"
	"time"

	"sajja/bot/thai"
	"sajja/ledger"
	"sajja/store"
	"sajja/store/postgres"
)

// memberCommand is the noun member.
type memberCommand struct {
	Add   memberAddCommand   `cmd:"" help:"Enter a member in the fund's register."`
	List  memberListCommand  `cmd:"" help:"List the members of a fund."`
	Data  memberDataCommand  `cmd:"" help:"Hand a member everything that is held about her, as a file."`
	Erase memberEraseCommand `cmd:"" help:"Make a member unknown for good, as she wished on paper; her entries stay."`
	Show  memberShowCommand  `cmd:"" help:"Show one member."`

	Alter       memberAlterCommand       `cmd:"" help:"Alter a member's record; which fields, when and by whom is noted."`
	Number      memberNumberCommand      `cmd:"" help:"Give a member another number; the one before stays in her history."`
	Event       memberEventCommand       `cmd:"" help:"Enter what became of a membership: suspended, resigned, died and so on."`
	Beneficiary memberBeneficiaryCommand `cmd:"" help:"Keep who receives after a member, with shares that make 100 %."`
	Import      memberImportCommand      `cmd:"" help:"Bring in a register with the balances of its paper book; a look first."`

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
	Nickname   string      `help:"The name neighbours call her."`
	House      string      `help:"The house's number, by which her household is found or made."`
	Class      []string    `help:"Class, general, child, elderly, disadvantaged, disabled or orphan; may be repeated."`
	secretFlags
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
	fields, err := c.fields()
	if err != nil {
		return usageError{"sajja member add", err}
	}
	err = con.withFund(ctx, c.Fund, func(db *postgres.DB, fund store.Fund) error {
		member.Fund = fund.ID
		return con.enrol(ctx, db, member, c.House, fields, now)
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

// enrol enters one member with her household and what is sealed, or nothing.
func (c *console) enrol(ctx context.Context, db *postgres.DB, m store.Member, house string, fields map[string]string, now time.Time) error {
	v, err := c.vault()
	if err != nil {
		return err
	}
	houses, err := db.Houses(ctx, m.Fund)
	if err != nil {
		return err
	}
	street := newStreet(houses)
	m.Person, m.Household = ledger.NewPersonID(), street.house(m.Village, thai.Visible(house))
	sealed, err := sealer{v, m.Fund}.sealNew(m.Person, fields)
	if err != nil {
		return err
	}
	_, err = db.TakeIn(ctx, m.Fund, store.Intake{
		Members: []store.Enrolment{{Member: m, Sealed: sealed}}, Houses: street.built, Act: ledger.Act{At: now, Cause: commandLine},
	})
	return err
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
	classes, err := parseClasses(c.Class)
	if err != nil {
		return m, err
	}
	m.Classes, m.Nickname = classes, thai.Visible(c.Nickname)
	if len([]rune(m.Nickname)) > 100 {
		return m, errors.New("--nickname must have at most 100 letters")
	}
	given := map[ledger.Office]bool{}
	for _, role := range c.Role {
		office, err := ledger.ParseOffice(role)
		if err != nil {
			return m, err
		}
		if !given[office] {
			m.Offices = append(m.Offices, office)
		}
		given[office] = true
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
	return con.withFund(ctx, c.Fund, func(db *postgres.DB, fund store.Fund) error {
		return con.showRecord(ctx, db, fund, c.Number)
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
