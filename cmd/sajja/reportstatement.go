package main

import (
	"context"
	"errors"
	"slices"
	"strings"

	"github.com/google/uuid"

	"sajja/ledger"
	"sajja/store"
	"sajja/store/postgres"
)

type reportStatementCommand struct {
	printFlags
	Member   string      `required:"" help:"The member's number in the fund."`
	AsOf     ledger.Date `placeholder:"DATE" help:"As it stood at the end of this day."`
	PageSize int         `placeholder:"N" help:"At most this many acts, the latest first; all when left out."`
	Before   string      `placeholder:"CURSOR" help:"Go on from here: the value of next in the page before."`
}

// statementMax bounds a page; a member of fifty years with a payment every day
// stays below it.
const statementMax = 20_000

// statementJSON is a shape that other programs know, newest act first. Next is
// there when older acts are left.
type statementJSON struct {
	Member   string               `json:"member"`
	Balances statementBalanceJSON `json:"balances"`
	Entries  []statementLineJSON  `json:"entries"`
	AsOf     ledger.Date          `json:"as_of,omitzero"`
	Next     string               `json:"next,omitempty"`
}

type statementBalanceJSON struct {
	Contribution ledger.Money `json:"contribution"`
	Savings      ledger.Money `json:"savings"`
	Pending      ledger.Money `json:"pending"`
}

type statementLineJSON struct {
	ID          ledger.EntryID `json:"id"`
	EffectiveOn ledger.Date    `json:"effective_on"`
	Kind        ledger.Kind    `json:"kind"`
	Amount      ledger.Money   `json:"amount"`
	State       store.State    `json:"state"`
	Receipt     string         `json:"receipt"`
	// After is what stood after the act.
	After statementAfterJSON `json:"after"`
}

type statementAfterJSON struct {
	Contribution ledger.Money `json:"contribution"`
	Savings      ledger.Money `json:"savings"`
}

func (c *reportStatementCommand) Run(ctx context.Context, con *console) error {
	const command = "sajja report statement"
	if c.PageSize < 0 || c.PageSize > statementMax {
		return usageError{command, errors.New("--page-size is a number from 1 to 20000")}
	}
	from, err := parseCursor(c.Before)
	if err != nil {
		return usageError{command, err}
	}
	return con.printReport(ctx, c.printFlags, command, func(db *postgres.DB, fund store.Fund) (paper, error) {
		member, err := findMember(ctx, db, fund, c.Member)
		if err != nil {
			return paper{}, err
		}
		return inSnapshot(ctx, db, fund, func(s *postgres.Snapshot) (paper, error) {
			money, err := s.MemberMoney(ctx, member.ID, c.AsOf)
			if err != nil {
				return paper{}, err
			}
			size := c.PageSize
			if size == 0 {
				size = statementMax
			}
			acts, next, err := s.StatementPage(ctx, member.ID, c.AsOf, from, size)
			if err != nil {
				return paper{}, err
			}
			return paper{statementSheet(fund, member, c.AsOf, money, acts), statementOf(member, c.AsOf, money, acts, next)}, nil
		})
	})
}

func statementOf(m store.Member, asOf ledger.Date, money store.MemberMoney, acts []postgres.StatementAct, next *postgres.StatementPlace) statementJSON {
	report := statementJSON{
		Member: m.Number, Balances: statementBalanceJSON{money.Contribution, money.Savings, money.Pending()},
		Entries: make([]statementLineJSON, len(acts)), AsOf: asOf, Next: cursorText(next),
	}
	for i, a := range acts {
		report.Entries[i] = statementLineJSON{a.ID, a.EffectiveOn, a.Kind, a.Amount, a.State, a.Document.String(), statementAfterJSON{a.ContributionAfter, a.SavingsAfter}}
	}
	return report
}

// statementSheet reads as a passbook does, oldest act first. A sort of money that
// the member never had has no columns.
func statementSheet(fund store.Fund, m store.Member, asOf ledger.Date, money store.MemberMoney, acts []postgres.StatementAct) *sheet {
	if asOf.IsZero() {
		asOf = today()
	}
	hasContribution, hasSavings := !money.Contribution.IsZero(), !money.Savings.IsZero()
	for _, a := range acts {
		hasContribution = hasContribution || !a.Contribution.IsZero() || !a.ContributionAfter.IsZero()
		hasSavings = hasSavings || !a.Savings.IsZero() || !a.SavingsAfter.IsZero()
	}
	page := statementColumns{hasContribution || !hasSavings, hasSavings}
	report := &sheet{
		Name: "statement", Title: "สมุดประจำตัวสมาชิก", Fund: fund.Name, Period: m.Number + " " + m.Name + " " + asOfText(asOf),
		Columns: page.columns(),
	}
	var rows [][]cell
	for _, a := range slices.Backward(acts) {
		if len(rows) == 0 {
			rows = append(rows, page.row(nil, "", "ยอดยกมา", nil, nil,
				a.ContributionAfter.Sub(a.Contribution), a.SavingsAfter.Sub(a.Savings)))
		}
		rows = append(rows, page.row(a.EffectiveOn, a.Document.String(), kindTerm(a.Kind), pairTerm(a), a.Amount, a.ContributionAfter, a.SavingsAfter))
	}
	report.Groups = []rowGroup{{Rows: rows}}
	if waiting := money.Pending(); !waiting.IsZero() {
		report.Notes = []string{"ยังรอรับเงินอีก " + word(waiting) + " บาท ไม่รวมในยอดข้างบน"}
	}
	return report
}

// pairTerm is the state as a passbook shows it: a reversal and what it undoes are
// struck through together.
func pairTerm(a postgres.StatementAct) term {
	if a.Kind == ledger.KindReversal {
		return stateTerm(store.StateReversed)
	}
	return stateTerm(a.State)
}

// statementColumns says which sorts of money a statement shows.
type statementColumns struct{ contribution, savings bool }

func (c statementColumns) columns() []column {
	columns := []column{dateColumn("on", "วันที่"), textColumn("document", "เลขที่"), textColumn("kind", "รายการ"),
		textColumn("state", "สถานะ"), standingColumn("amount", "จำนวนเงิน")}
	if c.contribution {
		columns = append(columns, standingColumn("contribution", "เงินสมทบสะสม"))
	}
	if c.savings {
		columns = append(columns, standingColumn("savings", "เงินฝากคงเหลือ"))
	}
	return columns
}

func (c statementColumns) row(on cell, document string, kind, state, amount cell, contribution, savings ledger.Money) []cell {
	row := []cell{on, document, kind, state, amount}
	if c.contribution {
		row = append(row, contribution)
	}
	if c.savings {
		row = append(row, savings)
	}
	return row
}

// cursorText is a place in a statement as the next command line takes it: the
// entry and what stood before it. It carries the balances so that no page has to
// add up the later ones.
func cursorText(place *postgres.StatementPlace) string {
	if place == nil {
		return ""
	}
	return place.Before.String() + "/" + place.Contribution.String() + "/" + place.Savings.String()
}

// parseCursor reads what cursorText writes; no place for "".
func parseCursor(text string) (*postgres.StatementPlace, error) {
	if text == "" {
		return nil, nil
	}
	wrong := errors.New("--before takes the value of next in the page before")
	parts := strings.Split(text, "/")
	if len(parts) != 3 {
		return nil, wrong
	}
	id, errID := uuid.Parse(parts[0])
	contribution, errContribution := ledger.ParseMoney(parts[1])
	savings, errSavings := ledger.ParseMoney(parts[2])
	if errID != nil || errContribution != nil || errSavings != nil {
		return nil, wrong
	}
	return &postgres.StatementPlace{Before: ledger.EntryID{UUID: id}, Contribution: contribution, Savings: savings}, nil
}
