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

// memberEraseCommand makes a member unknown who asked for it on paper. Two officers
// answer for it: the one who has the paper and the one who confirms.
type memberEraseCommand struct {
	Fund   string `required:"" help:"The fund's code."`
	Number string `required:"" help:"The member's number in the fund."`
	Reason string `required:"" help:"The paper it rests on, such as \"คำขอ 22 พ.ย. 2569\"."`
	By     string `required:"" help:"The number of the officer who has the paper."`
	Second string `required:"" help:"The number of the officer who confirms."`
}

func (c *memberEraseCommand) Run(ctx context.Context, con *console) error {
	now := time.Now()
	reason := strings.TrimSpace(c.Reason)
	if reason == "" || len([]rune(reason)) > 500 {
		return usageError{"sajja member erase", errors.New("--reason must have 1 to 500 letters")}
	}
	return con.withMember(ctx, c.Fund, c.Number, func(db *postgres.DB, fund store.Fund, m store.Member) error {
		by, err := registrar(ctx, db, fund, c.By)
		if err != nil {
			return err
		}
		second, err := registrar(ctx, db, fund, c.Second)
		if err != nil {
			return err
		}
		if by.ID == second.ID || by.ID == m.ID || second.ID == m.ID {
			return errors.New("two officers answer for an erasure, and neither is the member")
		}
		if err := erase(ctx, db, fund, m, store.Erasure{AskedBy: by.ID, Reason: reason}, second, now); err != nil {
			return err
		}
		return con.show(map[string]string{"number": m.Number, "state": "erased"}, func(w io.Writer) error {
			_, err := fmt.Fprintf(w, "member %s is unknown from now on; her entries stay in the books\n", m.Number)
			return err
		})
	})
}

// erase writes the wish and its confirmation down, and does it.
func erase(ctx context.Context, db *postgres.DB, fund store.Fund, m store.Member, wish store.Erasure, second store.Member, now time.Time) error {
	wish.ID, wish.Member, wish.AskedAt, wish.Number = ledger.NewErasureID(), m, now, 1
	err := db.Work(ctx, fund.ID, nil, func(ctx context.Context, s *postgres.Session) (store.Outcome, error) {
		earlier, err := s.ErasuresOf(ctx, m.ID)
		if err != nil {
			return store.Outcome{}, err
		}
		if len(earlier) > 0 {
			wish.Number += earlier[0].Number
		}
		hindrances, err := s.Hindrances(ctx, m.ID)
		if err == nil && hindrances.Any() {
			err = hinderedError{m, hindrances}
		}
		return store.Outcome{Acts: []store.Act{
			store.AskErasure{Erasure: wish},
			store.StepErasure{Erasure: wish.ID, To: store.ErasureConfirmed, By: second.ID, At: now},
		}}, err
	})
	if err == nil {
		err = db.Erase(ctx, fund.ID, wish.ID, erasedName, now)
	}
	var hindered hinderedError
	if errors.As(err, &hindered) {
		return hindered
	}
	return err
}

// hinderedError says what ties a member to the fund.
type hinderedError struct {
	member     store.Member
	hindrances store.ErasureHindrances
}

func (e hinderedError) Error() string {
	h := e.hindrances
	return fmt.Sprintf("member %s is still tied to the fund: savings %s, waiting %s, cash in her hands %s, open disputes %d, offices %q; end these first",
		e.member.Number, h.Savings, h.Pending, h.Cash, h.OpenDisputes, joinOffices(h.Offices))
}
