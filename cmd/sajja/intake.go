package main

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"strings"

	"sajja/bot/register"
	"sajja/bot/thai"
	"sajja/ledger"
	"sajja/ledger/membership"
	"sajja/store"
	"sajja/store/postgres"
)

// membersMoney is whose money a paper book of members holds.
var membersMoney = ledger.Source{Kind: ledger.SourceMembers}

// intake makes of a table what the register takes in.
type intake struct {
	command *memberImportCommand
	fund    store.Fund
	table   *register.Table
	sealer  sealer
}

// take works the intake out and, when it is to be applied, writes it. What keeps a
// register without faults from being taken is told in the report.
func (in *intake) take(ctx context.Context, db *postgres.DB, act ledger.Act, report *memberImportJSON) error {
	sum := report.Contribution.Add(report.Savings)
	against, refusal := in.against(sum)
	if refusal == "" {
		refusal = checkAgainst(ctx, db, in.fund, against)
	}
	if report.Refusal = refusal; refusal != "" {
		report.OK = false
		return nil
	}
	if !in.command.Apply {
		return nil
	}
	made, err := in.make(ctx, db, against, act)
	if err != nil {
		return err
	}
	entries, err := db.TakeIn(ctx, in.fund.ID, made)
	if errors.Is(err, store.ErrExists) {
		return errors.New("somebody entered one of these members meanwhile, and nothing was written: look at the file once more")
	}
	if err != nil {
		return entryRefusal(in.fund, err)
	}
	if report.Applied = true; len(entries) > 0 {
		report.Documents = []string{entries[0].Document.String(), entries[len(entries)-1].Document.String()}
	}
	return nil
}

// key names the act by whom it brings in: the same people come in once.
func (in *intake) key() string {
	hash := sha256.New()
	for _, row := range in.table.Rows {
		fmt.Fprintf(hash, "%q", row.Number)
	}
	return "register:" + hex.EncodeToString(hash.Sum(nil)[:8])
}

// against reads where the members' money is; the amounts must come to the sum, and
// one account may take what the others leave.
func (in *intake) against(sum ledger.Money) (lines []ledger.OpeningLine, refusal string) {
	rest, left := -1, sum
	for _, text := range in.command.Against {
		code, amount, hasAmount := strings.Cut(text, "=")
		line := ledger.OpeningLine{Account: ledger.AccountRef{Code: ledger.AccountCode(strings.TrimSpace(code))}, Side: ledger.Debit, Source: membersMoney}
		switch {
		case !hasAmount && rest >= 0:
			return nil, "--against รับบัญชีที่ไม่มีจำนวนได้บัญชีเดียว ใส่จำนวนให้บัญชีอื่นด้วยนะคะ"
		case !hasAmount:
			rest = len(lines)
		default:
			money, err := ledger.ParseMoney(strings.ReplaceAll(amount, ",", ""))
			if err != nil || !money.IsPositive() {
				return nil, fmt.Sprintf("--against %s ต้องเป็น บัญชี=จำนวนเงิน เช่น 1100=500 นะคะ", text)
			}
			line.Amount, left = money, left.Sub(money)
		}
		lines = append(lines, line)
	}
	if rest >= 0 {
		lines[rest].Amount, left = left, ledger.Money{}
		if !lines[rest].Amount.IsPositive() {
			return nil, "เงินใน --against เกินหรือเท่ากับยอดยกมาของสมาชิก " + thai.FormatBaht(sum) + " แล้ว ไม่มีส่วนที่เหลือให้บัญชี " + string(lines[rest].Account.Code) + " ค่ะ"
		}
	}
	switch {
	case left.IsZero():
		return lines, ""
	case len(lines) == 0:
		return nil, "ยอดยกมาของสมาชิกรวม " + thai.FormatBaht(sum) + " บอกด้วยว่าเงินนี้อยู่ที่ไหน เช่น --against 1100=500 --against 1300 (บัญชีที่ไม่มีจำนวนรับส่วนที่เหลือ)"
	case left.IsPositive():
		return nil, "เงินใน --against ยังขาดอีก " + thai.FormatBaht(left) + " จากยอดยกมาของสมาชิก " + thai.FormatBaht(sum) + " บอกที่อยู่ของส่วนที่ขาดด้วยนะคะ"
	}
	return nil, "เงินใน --against มากกว่ายอดยกมาของสมาชิก " + thai.FormatBaht(sum) + " อยู่ " + thai.FormatBaht(ledger.Money{}.Sub(left)) +
		" เงินอื่นของกองทุนนำเข้าด้วย sajja fund open-books ค่ะ"
}

// checkAgainst holds the accounts to the fund's chart.
func checkAgainst(ctx context.Context, db *postgres.DB, fund store.Fund, lines []ledger.OpeningLine) string {
	known, err := readRegister(ctx, db, fund)
	if err != nil {
		return err.Error()
	}
	for _, line := range lines {
		account, found := known.accounts[line.Account.Code]
		if !found || !account.ClosedOn.IsZero() || account.Code == ledger.CodeOpening || strings.HasPrefix(string(account.Code), "21") {
			return fmt.Sprintf("--against %s ใช้ไม่ได้ ดูบัญชีที่ใช้ได้ด้วย sajja account list --fund %s ค่ะ", line.Account.Code, fund.Code)
		}
	}
	return ""
}

// make builds what the store takes in, all of it at one instant.
func (in *intake) make(ctx context.Context, db *postgres.DB, against []ledger.OpeningLine, act ledger.Act) (store.Intake, error) {
	houses, err := db.Houses(ctx, in.fund.ID)
	if err != nil {
		return store.Intake{}, err
	}
	street := newStreet(houses)
	made := store.Intake{Act: act, Opening: ledger.Opening{Fund: in.fund.ID, On: in.command.On, Lines: against}}
	for _, row := range in.table.Rows {
		member := store.Member{
			Fund: in.fund.ID, ID: ledger.NewMemberID(), Person: ledger.NewPersonID(), Number: row.Number, Name: row.Name,
			Nickname: row.Nickname, Village: row.Village, BornOn: row.BornOn, JoinedOn: row.JoinedOn, Classes: row.Classes,
			Household: street.house(row.Village, row.House),
		}
		enrolment := store.Enrolment{Member: member, Events: joinedBy(row), Beneficiaries: row.Beneficiaries, PaidThrough: row.PaidThrough}
		if enrolment.Sealed, err = in.sealer.sealNew(member.Person, secretsOf(row)); err != nil {
			return store.Intake{}, err
		}
		if !row.Contribution.IsZero() || !row.Savings.IsZero() {
			enrolment.Baseline = &store.Baseline{Member: member.ID, On: in.command.On, Contribution: row.Contribution, Savings: row.Savings}
		}
		made.Opening.Lines = append(made.Opening.Lines, openingLinesOf(member.ID, row)...)
		made.Members = append(made.Members, enrolment)
	}
	made.Houses = street.built
	return made, nil
}

// joinedBy writes the joining down where the table names the resolution it rests
// on; otherwise the register's day of joining says all there is.
func joinedBy(row register.Row) []membership.Record {
	if row.Resolution == "" {
		return nil
	}
	return []membership.Record{{Number: 1, Event: membership.Joined, On: row.JoinedOn, Resolution: row.Resolution}}
}

func secretsOf(row register.Row) map[string]string {
	return map[string]string{store.SecretCitizenID: row.CitizenID, store.SecretPhone: row.Phone, store.SecretAddress: row.Address}
}

// openingLinesOf are a member's balances: contribution is the fund's, savings hers.
func openingLinesOf(member ledger.MemberID, row register.Row) []ledger.OpeningLine {
	var lines []ledger.OpeningLine
	for _, l := range []struct {
		code   ledger.AccountCode
		amount ledger.Money
	}{{ledger.CodeMembersFund, row.Contribution}, {ledger.CodeSavings, row.Savings}} {
		if !l.amount.IsZero() {
			lines = append(lines, ledger.OpeningLine{Account: ledger.AccountRef{Code: l.code, Member: member}, Side: ledger.Credit, Amount: l.amount, Source: membersMoney})
		}
	}
	return lines
}

// street knows the households of a fund by village and name, and builds those that
// are missing: who lives in one house of one village is one household.
type street struct {
	known map[[2]string]ledger.HouseholdID
	built []store.House
}

func newStreet(houses []store.House) *street {
	s := &street{known: map[[2]string]ledger.HouseholdID{}}
	for _, h := range houses {
		s.known[[2]string{h.Village, h.Name}] = h.ID
	}
	return s
}

// house gives the household of a house number; none for an empty one.
func (s *street) house(village, name string) ledger.HouseholdID {
	if name == "" {
		return ledger.HouseholdID{}
	}
	at := [2]string{village, name}
	id, found := s.known[at]
	if !found {
		id = ledger.NewHouseholdID()
		s.known[at], s.built = id, append(s.built, store.House{ID: id, Name: name, Village: village})
	}
	return id
}
