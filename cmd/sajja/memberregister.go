package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"

	"sajja/bot/thai"
	"sajja/ledger"
	"sajja/ledger/membership"
	"sajja/store"
	"sajja/store/postgres"
)

// memberAlterCommand alters fields of a member's record.
type memberAlterCommand struct {
	Fund     string       `required:"" help:"The fund's code."`
	Number   string       `required:"" help:"The member's number in the fund."`
	Name     *string      `help:"Another name, as after a wedding."`
	Nickname *string      `help:"The name neighbours call her."`
	Village  *string      `help:"The village, such as \"หมู่ 3\"."`
	House    *string      `help:"The house's number, by which her household is found or made; empty takes her out."`
	Class    *[]string    `help:"Class, general, child, elderly, disadvantaged, disabled or orphan; may be repeated, and takes the place of those before."`
	Born     *ledger.Date `placeholder:"DATE" help:"Day of birth, as 1960-01-31."`
	secretFlags
	By string `placeholder:"MEMBER" help:"Member number of the officer who does it."`
}

// secretFlags are what is kept sealed.
type secretFlags struct {
	CitizenID string `name:"citizen-id" help:"Citizen ID; kept sealed."`
	Phone     string `help:"Telephone number; kept sealed."`
	Address   string `help:"Address; kept sealed."`
}

// fields reads them, or says what is wrong without repeating a number.
func (s secretFlags) fields() (map[string]string, error) {
	fields := map[string]string{}
	if s.CitizenID != "" {
		digits, isValid := thai.CitizenID(s.CitizenID)
		if !isValid {
			return nil, errors.New("--citizen-id is not as citizen IDs are: compare it with the card once more")
		}
		fields[store.SecretCitizenID] = digits
	}
	if s.Phone != "" {
		digits, isValid := thai.Phone(s.Phone)
		if !isValid {
			return nil, errors.New("--phone has too few digits or too many")
		}
		fields[store.SecretPhone] = digits
	}
	if address := thai.Visible(s.Address); address != "" {
		if len([]rune(address)) > 500 {
			return nil, errors.New("--address is longer than 500 letters")
		}
		fields[store.SecretAddress] = address
	}
	return fields, nil
}

func (c *memberAlterCommand) Run(ctx context.Context, con *console) error {
	alteration, err := c.alteration(ledger.DateOf(time.Now()))
	if err != nil {
		return usageError{"sajja member alter", err}
	}
	fields, err := c.fields()
	if err != nil {
		return usageError{"sajja member alter", err}
	}
	return con.withOfficer(ctx, c.Fund, c.By, func(db *postgres.DB, fund store.Fund, by ledger.MemberID) error {
		m, err := findMember(ctx, db, fund, c.Number)
		if err != nil {
			return err
		}
		if err := con.keepSecrets(ctx, db, m, fields); err != nil {
			return err
		}
		if c.House != nil {
			if alteration.Household, err = houseOf(ctx, db, m, c.Village, *c.House); err != nil {
				return err
			}
		}
		if err := db.AlterMember(ctx, m, alteration, by); err != nil {
			return err
		}
		return con.showRecord(ctx, db, fund, m.Number)
	})
}

func (c *memberAlterCommand) alteration(today ledger.Date) (store.Alteration, error) {
	a := store.Alteration{Name: seen(c.Name), Nickname: seen(c.Nickname), Village: seen(c.Village), BornOn: c.Born}
	switch {
	case a.Name != nil && (*a.Name == "" || len([]rune(*a.Name)) > 200):
		return a, errors.New("--name must have 1 to 200 letters")
	case a.Nickname != nil && len([]rune(*a.Nickname)) > 100:
		return a, errors.New("--nickname must have at most 100 letters")
	case c.Born != nil && c.Born.After(today):
		return a, errors.New("--born is in the future")
	}
	if c.Class != nil {
		classes, err := parseClasses(*c.Class)
		if err != nil {
			return a, err
		}
		a.Classes = &classes
	}
	return a, nil
}

// seen takes what cannot be seen out of a flag's text.
func seen(text *string) *string {
	if text == nil {
		return nil
	}
	visible := thai.Visible(*text)
	return &visible
}

func parseClasses(names []string) ([]membership.Class, error) {
	classes, known := []membership.Class{}, map[membership.Class]bool{}
	for _, name := range names {
		class, err := membership.ParseClass(name)
		if err != nil {
			return nil, err
		}
		if !known[class] {
			classes = append(classes, class)
		}
		known[class] = true
	}
	return classes, nil
}

// houseOf finds the household of a house in the member's village, or makes it.
func houseOf(ctx context.Context, db *postgres.DB, m store.Member, village *string, name string) (*ledger.HouseholdID, error) {
	if village != nil {
		m.Village = *village
	}
	houses, err := db.Houses(ctx, m.Fund)
	if err != nil {
		return nil, err
	}
	street := newStreet(houses)
	id := street.house(m.Village, thai.Visible(name))
	for _, h := range street.built {
		if err := db.AddHouse(ctx, m.Fund, h, time.Now()); err != nil {
			return nil, err
		}
	}
	return &id, nil
}

// keepSecrets seals fields with the member's key, which she is given when she has
// none.
func (c *console) keepSecrets(ctx context.Context, db *postgres.DB, m store.Member, fields map[string]string) error {
	if len(fields) == 0 {
		return nil
	}
	v, err := c.vault()
	if err != nil {
		return err
	}
	s := sealer{v, m.Fund}
	there, err := db.SealedPerson(ctx, m.Fund, m.Person)
	var sealed store.SealedPerson
	switch {
	case errors.Is(err, store.ErrNotFound):
		sealed, err = s.sealNew(m.Person, fields)
	case err == nil:
		sealed.Key.Person = m.Person
		for field, text := range fields {
			if err = s.add(&sealed, there.Key.Wrapped, field, text); err != nil {
				break
			}
		}
	}
	if err != nil {
		return err
	}
	return db.KeepSealed(ctx, m.Fund, sealed, time.Now())
}

// memberNumberCommand gives a member another number.
type memberNumberCommand struct {
	Fund   string `required:"" help:"The fund's code."`
	Number string `required:"" help:"The member's number until now."`
	To     string `required:"" help:"The number from now on."`
	By     string `placeholder:"MEMBER" help:"Member number of the officer who does it."`
}

func (c *memberNumberCommand) Run(ctx context.Context, con *console) error {
	to := strings.TrimSpace(thai.Normal(c.To))
	if to == "" || len([]rune(to)) > 32 {
		return usageError{"sajja member number", errors.New("--to must have 1 to 32 letters")}
	}
	return con.withOfficer(ctx, c.Fund, c.By, func(db *postgres.DB, fund store.Fund, by ledger.MemberID) error {
		m, err := findMember(ctx, db, fund, c.Number)
		if err == nil && m.Number != to {
			err = db.Renumber(ctx, m, to, by)
		}
		if errors.Is(err, store.ErrExists) {
			return fmt.Errorf("number %q is another member's: give her another one first", to)
		}
		if err != nil {
			return err
		}
		return con.showRecord(ctx, db, fund, to)
	})
}

// memberEventCommand enters what became of a membership.
type memberEventCommand struct {
	Fund       string      `required:"" help:"The fund's code."`
	Number     string      `required:"" help:"The member's number in the fund."`
	Event      string      `required:"" help:"What happened: applied, accepted, joined, suspended, reinstated, lapsed, resigned, died, rejoined; or voided, for an event entered in error."`
	On         ledger.Date `placeholder:"DATE" help:"The day from which it counts; today when left out."`
	Voids      int         `placeholder:"NUMBER" help:"With voided: the number of the event that was entered in error."`
	Resolution string      `help:"The committee's resolution or the reason, such as \"3/2569 วาระ 4\"."`
	By         string      `placeholder:"MEMBER" help:"Member number of the officer who does it."`
}

func (c *memberEventCommand) Run(ctx context.Context, con *console) error {
	now := time.Now()
	record, err := c.record(ledger.DateOf(now))
	if err != nil {
		return usageError{"sajja member event", err}
	}
	return con.withOfficer(ctx, c.Fund, c.By, func(db *postgres.DB, fund store.Fund, by ledger.MemberID) error {
		m, err := findMember(ctx, db, fund, c.Number)
		if err != nil {
			return err
		}
		if _, err := db.RecordEvent(ctx, m, record, by, now); err != nil {
			return eventRefusal(m, err)
		}
		return con.showRecord(ctx, db, fund, m.Number)
	})
}

func (c *memberEventCommand) record(today ledger.Date) (membership.Record, error) {
	event, err := membership.ParseEvent(c.Event)
	r := membership.Record{Event: event, On: c.On, Voids: c.Voids, Resolution: thai.Visible(c.Resolution)}
	if r.On.IsZero() {
		r.On = today
	}
	switch {
	case err != nil:
		return r, err
	case r.On.After(today):
		return r, errors.New("--on is in the future: enter it on the day")
	case (event == membership.Voided) != (c.Voids > 0):
		return r, errors.New("--voids goes with the event voided, and names the number of the one entered in error")
	case event == membership.Accepted && r.Resolution == "":
		return r, errors.New("accepted rests on a resolution: name it with --resolution")
	case len([]rune(r.Resolution)) > 500:
		return r, errors.New("--resolution is longer than 500 letters")
	}
	return r, nil
}

// standingWords are what a standing is called.
var standingWords = map[membership.Standing]string{
	membership.Stranger: "no member yet", membership.Applicant: "an applicant", membership.Admitted: "accepted and has not joined",
	membership.Active: "a member", membership.OnHold: "suspended", membership.Out: "lapsed", membership.Left: "resigned", membership.Deceased: "deceased",
}

// eventRefusal says why an event does not fit, and what would.
func eventRefusal(m store.Member, err error) error {
	var transition membership.TransitionError
	var void membership.VoidError
	switch {
	case errors.As(err, &transition) && transition.Behind.Number != 0:
		return fmt.Errorf("%s %s: with this, event %d (%s on %s) could not have been; void that one first if it was entered in error",
			m.Number, m.Name, transition.Behind.Number, transition.Behind.Event, transition.Behind.On)
	case errors.As(err, &transition):
		return fmt.Errorf("%s %s is %s on %s, so %s does not follow: see `sajja member show`",
			m.Number, m.Name, standingWords[transition.From], transition.Record.On, transition.Record.Event)
	case errors.As(err, &void):
		return fmt.Errorf("%s %s has no event %d that could be voided: see `sajja member show`", m.Number, m.Name, void.Record.Voids)
	case errors.Is(err, store.ErrConflict):
		return errors.New("somebody else entered something for this member at the same moment: look and enter it again")
	}
	return err
}

// memberBeneficiaryCommand keeps who receives after a member.
type memberBeneficiaryCommand struct {
	Fund   string   `required:"" help:"The fund's code."`
	Number string   `required:"" help:"The member's number in the fund."`
	To     []string `sep:"none" placeholder:"NAME[:RELATION][=PERCENT]" help:"A beneficiary, such as \"สมหญิง ใจดี:บุตร=50\"; may be repeated. The shares make 100; without any, all get the same. None: nobody is named."`
	By     string   `placeholder:"MEMBER" help:"Member number of the officer who does it."`
}

func (c *memberBeneficiaryCommand) Run(ctx context.Context, con *console) error {
	all, err := parseBeneficiaries(c.To)
	if err != nil {
		return usageError{"sajja member beneficiary", err}
	}
	return con.withOfficer(ctx, c.Fund, c.By, func(db *postgres.DB, fund store.Fund, by ledger.MemberID) error {
		m, err := findMember(ctx, db, fund, c.Number)
		if err != nil {
			return err
		}
		if err := db.SetBeneficiaries(ctx, m, all, by, time.Now()); err != nil {
			return err
		}
		return con.showRecord(ctx, db, fund, m.Number)
	})
}

func parseBeneficiaries(texts []string) ([]membership.Beneficiary, error) {
	all, hasShare := make([]membership.Beneficiary, len(texts)), false
	for i, text := range texts {
		who, share, isShared := strings.Cut(text, "=")
		name, relation, _ := strings.Cut(who, ":")
		all[i] = membership.Beneficiary{Name: thai.Visible(name), Relation: thai.Visible(relation)}
		if len([]rune(all[i].Name)) > 200 || len([]rune(all[i].Relation)) > 100 {
			return nil, errors.New("a beneficiary's name or relation is too long")
		}
		if !isShared {
			continue
		}
		hasShare = true
		var err error
		if all[i].Share, err = membership.ParseShare(strings.TrimSuffix(thai.Normal(share), "%")); err != nil {
			return nil, err
		}
	}
	if !hasShare && len(all) > 0 {
		membership.ShareEqually(all)
	}
	return all, membership.CheckBeneficiaries(all)
}

// showRecord shows a member's record as it stands after a change.
func (c *console) showRecord(ctx context.Context, db *postgres.DB, fund store.Fund, number string) error {
	m, err := findMember(ctx, db, fund, number)
	if err != nil {
		return err
	}
	record, err := db.MemberRecord(ctx, m)
	if err != nil {
		return err
	}
	shape, err := c.recordOf(ctx, db, record)
	if err != nil {
		return err
	}
	return c.show(shape, func(w io.Writer) error { return shape.write(w) })
}
