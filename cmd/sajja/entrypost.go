package main

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"sajja/ledger"
	"sajja/store"
	"sajja/store/postgres"
)

type entryPostCommand struct {
	Fund   string      `required:"" help:"The fund's code."`
	Kind   ledger.Kind `required:"" enum:"welfare,expense,banking,grant,donation,fee,fine,interest,withdrawal,other" help:"What it is: welfare, expense, banking, grant, donation, fee, fine, interest, withdrawal or other."`
	On     ledger.Date `placeholder:"DATE" help:"The day it counts; today when left out."`
	Debit  []string    `required:"" sep:"none" placeholder:"CODE[:MEMBER]=AMOUNT[@SOURCE]" help:"A line on the debit side, such as 5020=1200 or 2100:017=500.50@members; may be repeated."`
	Credit []string    `required:"" sep:"none" placeholder:"CODE[:MEMBER]=AMOUNT[@SOURCE]" help:"A line on the credit side; may be repeated."`
	Key    string      `required:"" help:"Your name for this act: the same key and content twice is one entry."`
	Member string      `placeholder:"MEMBER" help:"Number of the member it is about; the one named in the lines when left out."`
	By     string      `placeholder:"MEMBER" help:"Member number of the officer who does it."`
	Note   string      `help:"What it was for, as on the voucher."`
}

func (c *entryPostCommand) Run(ctx context.Context, con *console) error {
	lines, err := c.lines()
	if err != nil {
		return usageError{"sajja entry post", err}
	}
	return con.withOfficer(ctx, c.Fund, c.By, func(db *postgres.DB, fund store.Fund, by ledger.MemberID) error {
		postings, member, err := c.postings(ctx, db, fund, lines)
		if err != nil {
			return err
		}
		now := time.Now()
		on := c.On
		if on.IsZero() {
			on = ledger.DateOf(now)
		}
		entry, err := ledger.Journal(fund.ID, c.Kind, member, on, postings,
			ledger.Act{Actor: by, At: now, Cause: commandLine, Key: "entry:" + c.Key})
		entry.Reason = strings.TrimSpace(c.Note)
		if err != nil {
			return entryRefusal(fund, err)
		}
		standing, isRepeat, err := db.PostOnce(ctx, entry)
		if err != nil {
			return entryRefusal(fund, err)
		}
		return con.showEntry(ctx, db, fund, standing, isRepeat)
	})
}

// commandLine is the cause of what is done on the command line.
const commandLine = "command line"

// postingText is a line of an entry as the command line has it.
type postingText struct {
	code   ledger.AccountCode
	member string // number; empty for the account itself
	side   ledger.Side
	amount ledger.Money
	source ledger.Source
}

// lines reads all lines, debits first.
func (c *entryPostCommand) lines() ([]postingText, error) {
	var lines []postingText
	for _, side := range []struct {
		side  ledger.Side
		texts []string
	}{{ledger.Debit, c.Debit}, {ledger.Credit, c.Credit}} {
		for _, text := range side.texts {
			line, err := parsePosting(text, side.side)
			if err != nil {
				return nil, fmt.Errorf("--%s %q: %w", side.side, text, err)
			}
			lines = append(lines, line)
		}
	}
	return lines, nil
}

// parsePosting reads CODE[:MEMBER]=AMOUNT[@SOURCE].
func parsePosting(text string, side ledger.Side) (postingText, error) {
	line := postingText{side: side}
	place, sum, ok := strings.Cut(text, "=")
	if !ok {
		return line, errors.New("must be of the form CODE[:MEMBER]=AMOUNT[@SOURCE], such as 5020=1200 or 2100:017=500.50@members")
	}
	code, member, hasMember := strings.Cut(place, ":")
	if code == "" || hasMember && member == "" {
		return line, errors.New("names no account, or no member after the colon")
	}
	amount, source, hasSource := strings.Cut(sum, "@")
	line.code, line.member = ledger.AccountCode(code), member
	var err error
	if line.amount, err = ledger.ParseMoney(amount); err != nil {
		return line, err
	}
	if line.source, err = ledger.ParseSource(source); err != nil || hasSource && source == "" {
		return line, fmt.Errorf("%q is no source of money: use members, codi, state, local, agency or other, with a round such as state/3", source)
	}
	return line, nil
}

// postings finds the members of the lines. The entry's own member is the one that
// is given, or the only one in the lines.
func (c *entryPostCommand) postings(ctx context.Context, db *postgres.DB, fund store.Fund, lines []postingText) ([]ledger.Posting, ledger.MemberID, error) {
	numbers := []string{}
	if c.Member != "" {
		numbers = append(numbers, c.Member)
	}
	for _, l := range lines {
		if l.member != "" && !slices.Contains(numbers, l.member) {
			numbers = append(numbers, l.member)
		}
	}
	ids := map[string]ledger.MemberID{}
	for _, number := range numbers {
		m, err := db.MemberByNumber(ctx, fund.ID, number)
		if errors.Is(err, store.ErrNotFound) {
			return nil, ledger.MemberID{}, fmt.Errorf("fund %s has no member %q: see `sajja member list --fund %s`", fund.Code, number, fund.Code)
		}
		if err != nil {
			return nil, ledger.MemberID{}, err
		}
		ids[number] = m.ID
	}
	postings := make([]ledger.Posting, len(lines))
	for i, l := range lines {
		postings[i] = ledger.Posting{Account: ledger.AccountRef{Code: l.code, Member: ids[l.member]}, Side: l.side, Amount: l.amount, Source: l.source}
	}
	var about ledger.MemberID
	if c.Member != "" || len(numbers) == 1 {
		about = ids[numbers[0]]
	}
	return postings, about, nil
}

// entryRefusal says what a person can do about a refusal of the books.
func entryRefusal(fund store.Fund, err error) error {
	for refusal, words := range map[error]string{
		ledger.ErrUnbalanced:     "debits and credits differ: both sides of an entry come to the same",
		ledger.ErrSource:         "debits and credits differ for a source of money: write the same @SOURCE on both sides of what it paid",
		ledger.ErrAmount:         "every amount must be above zero",
		ledger.ErrPostings:       "an entry needs a line on each side",
		ledger.ErrAccount:        "the fund has no such account, or it is closed: see `sajja account list --fund " + fund.Code + "`",
		ledger.ErrPeriodClosed:   "that day lies in a closed period: enter it on an open day, see `sajja period list --fund " + fund.Code + "`",
		ledger.ErrDaySealed:      "today's books are sealed: the clock of this machine is behind",
		ledger.ErrInsufficient:   "the member's savings do not cover this",
		ledger.ErrKeyReused:      "that --key was used for another act: choose a new one, or see what it was with `sajja entry show`",
		ledger.ErrReversed:       "it was reversed before, see `sajja entry show`",
		ledger.ErrReversal:       "a reversal is not reversed: post the entry again instead",
		ledger.ErrNotPosted:      "only what stands in the books can be reversed; a promise is taken back in chat",
		ledger.ErrNotPending:     "it no longer waits: it was received or taken back before, see `sajja entry show`",
		ledger.ErrMakerIsChecker: "nobody receives her own money: another officer has to",
		ledger.ErrNotOfficer:     "that member holds no office that may do this, see `sajja officer list --fund " + fund.Code + "`",
	} {
		if errors.Is(err, refusal) {
			return errors.New(words)
		}
	}
	return err
}
