package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"sajja/ledger"
	"sajja/store"
	"sajja/store/postgres"
)

// householdCommand is the noun household.
type householdCommand struct {
	Create householdCreateCommand `cmd:"" help:"Enter a household: who lives in one house."`
	Add    householdAddCommand    `cmd:"" help:"Let a member move into the household of another."`
	Remove householdRemoveCommand `cmd:"" help:"Let a member move out of her household."`
	Show   householdShowCommand   `cmd:"" help:"Show who lives with a member."`
	List   householdListCommand   `cmd:"" help:"List the households of a fund."`
}

// householdJSON is a household in the shape other programs read.
type householdJSON struct {
	ID      ledger.HouseholdID `json:"id"`
	Name    string             `json:"name"`
	Head    string             `json:"head"`
	Members []memberJSON       `json:"members"`
}

func householdDetail(h store.Household) householdJSON {
	detail := householdJSON{ID: h.ID, Name: h.Name, Members: []memberJSON{}}
	for _, m := range h.Members {
		detail.Members = append(detail.Members, memberJSON{m.ID, m.Number, m.Name})
		if m.ID == h.Head {
			detail.Head = m.Number
		}
	}
	return detail
}

func (c *console) showHousehold(h store.Household) error {
	return c.show(householdDetail(h), func(w io.Writer) error { return writeHousehold(w, h) })
}

func writeHousehold(w io.Writer, h store.Household) error {
	names := make([]string, len(h.Members))
	for i, m := range h.Members {
		names[i] = m.Number + " " + m.Name
		if m.ID == h.Head {
			names[i] += " (head)"
		}
	}
	name := h.Name
	if name != "" {
		name += ": "
	}
	_, err := fmt.Fprintf(w, "%s%s\n", name, strings.Join(names, ", "))
	return err
}

type householdCreateCommand struct {
	Fund   string   `required:"" help:"The fund's code."`
	Head   string   `required:"" help:"The member number of the head of the household."`
	Member []string `help:"The member number of another who lives there; may be repeated."`
	Name   string   `help:"How neighbours know the house, such as its number."`
}

func (c *householdCreateCommand) Run(ctx context.Context, con *console) error {
	return con.withMember(ctx, c.Fund, c.Head, func(db *postgres.DB, fund store.Fund, head store.Member) error {
		house := store.Household{ID: ledger.NewHouseholdID(), Name: strings.TrimSpace(c.Name), Head: head.ID, Members: []store.Member{head}}
		if len([]rune(house.Name)) > 100 {
			return usageError{"sajja household create", errors.New("--name must have at most 100 letters")}
		}
		for _, number := range c.Member {
			m, err := findMember(ctx, db, fund, number)
			if err != nil {
				return err
			}
			if !slices.ContainsFunc(house.Members, func(h store.Member) bool { return h.ID == m.ID }) {
				house.Members = append(house.Members, m)
			}
		}
		err := db.CreateHousehold(ctx, fund.ID, house, time.Now())
		if errors.Is(err, store.ErrExists) {
			return fmt.Errorf("one of them lives in another household: see `sajja household list --fund %s`, and `household remove` first", fund.Code)
		}
		if err != nil {
			return err
		}
		return con.showHousehold(house)
	})
}

// householdWith finds the household of a member.
func householdWith(ctx context.Context, db *postgres.DB, fund store.Fund, m store.Member) (store.Household, error) {
	houses, err := db.Households(ctx, fund.ID)
	if err != nil {
		return store.Household{}, err
	}
	for _, h := range houses {
		if h.ID == m.Household {
			return h, nil
		}
	}
	return store.Household{}, fmt.Errorf("%s %s is in no household: `sajja household create --fund %s --head %s`", m.Number, m.Name, fund.Code, m.Number)
}

type householdAddCommand struct {
	Fund   string `required:"" help:"The fund's code."`
	Of     string `required:"" help:"The member number of one who lives there."`
	Member string `required:"" help:"The member number of the one who moves in."`
}

func (c *householdAddCommand) Run(ctx context.Context, con *console) error {
	return con.withMember(ctx, c.Fund, c.Of, func(db *postgres.DB, fund store.Fund, of store.Member) error {
		m, err := findMember(ctx, db, fund, c.Member)
		if err != nil {
			return err
		}
		house, err := householdWith(ctx, db, fund, of)
		if err != nil {
			return err
		}
		err = db.MoveHousehold(ctx, fund.ID, store.Move{Member: m.ID, Household: house.ID, At: time.Now()})
		if errors.Is(err, store.ErrExists) {
			return fmt.Errorf("%s %s lives in a household already: `sajja household remove --fund %s --member %s` first", m.Number, m.Name, fund.Code, m.Number)
		}
		if err != nil {
			return err
		}
		house.Members = append(house.Members, m)
		return con.showHousehold(house)
	})
}

type householdRemoveCommand struct {
	Fund   string `required:"" help:"The fund's code."`
	Member string `required:"" help:"The member's number in the fund."`
}

func (c *householdRemoveCommand) Run(ctx context.Context, con *console) error {
	return con.withMember(ctx, c.Fund, c.Member, func(db *postgres.DB, fund store.Fund, m store.Member) error {
		house, err := householdWith(ctx, db, fund, m)
		if err != nil {
			return err
		}
		if err := db.MoveHousehold(ctx, fund.ID, store.Move{Member: m.ID, At: time.Now()}); err != nil {
			return err
		}
		house.Members = slices.DeleteFunc(house.Members, func(h store.Member) bool { return h.ID == m.ID })
		return con.showHousehold(house)
	})
}

type householdShowCommand struct {
	Fund   string `required:"" help:"The fund's code."`
	Member string `required:"" help:"The member's number in the fund."`
}

func (c *householdShowCommand) Run(ctx context.Context, con *console) error {
	return con.withMember(ctx, c.Fund, c.Member, func(db *postgres.DB, fund store.Fund, m store.Member) error {
		house, err := householdWith(ctx, db, fund, m)
		if err != nil {
			return err
		}
		return con.showHousehold(house)
	})
}

type householdListCommand struct {
	Fund string `required:"" help:"The fund's code."`
}

func (c *householdListCommand) Run(ctx context.Context, con *console) error {
	return con.withFund(ctx, c.Fund, func(db *postgres.DB, fund store.Fund) error {
		houses, err := db.Households(ctx, fund.ID)
		if err != nil {
			return err
		}
		details := make([]householdJSON, len(houses))
		for i, h := range houses {
			details[i] = householdDetail(h)
		}
		return con.show(details, func(w io.Writer) error {
			for _, h := range houses {
				if err := writeHousehold(w, h); err != nil {
					return err
				}
			}
			return nil
		})
	})
}
