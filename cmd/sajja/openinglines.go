package main

import (
	"fmt"
	"strings"

	typed "sajja/bot/sheet"
	"sajja/bot/thai"
	"sajja/ledger"
)

// openingSources are the sources of money by their Thai names, beside the short
// ones that the books keep.
var openingSources = map[string]ledger.SourceKind{
	"สมาชิก": ledger.SourceMembers, "พอช.": ledger.SourceCODI, "พอช": ledger.SourceCODI, "รัฐ": ledger.SourceState, "รัฐบาล": ledger.SourceState,
	"อปท.": ledger.SourceLocal, "อปท": ledger.SourceLocal, "หน่วยงานอื่น": ledger.SourceAgency, "อื่นๆ": ledger.SourceOther, "อื่น": ledger.SourceOther,
}

// totalWords begin the line below the columns in which somebody added them up.
var totalWords = map[string]bool{"รวม": true, "รวมทั้งสิ้น": true, "รวมทั้งหมด": true, "ยอดรวม": true, "total": true, "sum": true}

// lines reads every line and names every fault, so that a sheet is mended in one
// go. Lines without an amount are left out, as a chart printed whole has them; a
// line of totals must be what the lines above it come to.
func (s *openingSheet) lines(known openingRegister) ([]ledger.OpeningLine, []openingFault) {
	lines, faults := []ledger.OpeningLine{}, []openingFault{}
	var sums struct{ debit, credit ledger.Money }
	for _, row := range s.rows {
		r := rowReader{sheet: s, row: row, known: known}
		debit, credit := r.amount("debit"), r.amount("credit")
		if r.isTotal() {
			r.foot("debit", debit, sums.debit)
			r.foot("credit", credit, sums.credit)
		} else if len(r.faults) > 0 || !debit.IsZero() || !credit.IsZero() {
			lines = append(lines, r.line(debit, credit))
			sums.debit, sums.credit = sums.debit.Add(debit), sums.credit.Add(credit)
		}
		faults = append(faults, r.faults...)
	}
	return lines, faults
}

// rowReader reads one line of a sheet and gathers what is wrong with it.
type rowReader struct {
	sheet  *openingSheet
	row    typed.Row
	known  openingRegister
	faults []openingFault
}

func (r *rowReader) fault(column, format string, args ...any) {
	r.faults = append(r.faults, openingFault{r.row.Line, column, fmt.Sprintf(format, args...)})
}

// amount reads 1,234.50, ๑,๒๓๔.๕๐, 1234.5 บาท; nothing for a dash or a blank.
func (r *rowReader) amount(column string) ledger.Money {
	written := r.sheet.cell(r.row, column)
	text := strings.NewReplacer(",", "", " ", "", "บาท", "", "฿", "").Replace(thai.Normal(written))
	if text == "" || text == "-" || text == "–" {
		return ledger.Money{}
	}
	amount, err := ledger.ParseMoney(text)
	switch {
	case err != nil:
		r.fault(column, "%q cannot be read: %v", written, err)
	case amount.IsNegative():
		r.fault(column, "%s is below zero: write it in the other column", amount)
	default:
		return amount
	}
	return ledger.Money{}
}

// isTotal tells the line in which the columns were added up.
func (r *rowReader) isTotal() bool {
	for _, cell := range r.row.Cells {
		if words := thai.Normal(cell.Text); words != "" {
			return totalWords[words]
		}
	}
	return false
}

func (r *rowReader) foot(column string, written, sum ledger.Money) {
	if !written.Equal(sum) {
		r.fault(column, "the total is written as %s, the lines above come to %s", written, sum)
	}
}

func (r *rowReader) line(debit, credit ledger.Money) ledger.OpeningLine {
	line := ledger.OpeningLine{Account: r.account(), Side: ledger.Debit, Amount: debit, Source: r.source()}
	if !credit.IsZero() {
		line.Side, line.Amount = ledger.Credit, credit
	}
	if !debit.IsZero() && !credit.IsZero() {
		r.fault("", "it has a debit and a credit: write two lines")
	}
	return line
}

// account reads a code, also one that its name follows, and whose part it is.
func (r *rowReader) account() ledger.AccountRef {
	code, _, _ := strings.Cut(thai.Normal(r.sheet.cell(r.row, "account")), " ")
	account, found := r.known.accounts[ledger.AccountCode(code)]
	switch {
	case code == "":
		r.fault("account", "no account is named")
	case !found:
		r.fault("account", "the fund has no account %q", code)
	case account.Code == ledger.CodeOpening:
		r.fault("account", "%s is where the balances pass; it has none of its own", code)
	case !account.ClosedOn.IsZero():
		r.fault("account", "account %s is closed", code)
	}
	ref := ledger.AccountRef{Code: account.Code}
	number := r.sheet.cell(r.row, "member")
	if number == "" {
		if strings.HasPrefix(code, "21") && found {
			r.fault("member", "savings belong to a member: name her number")
		}
		return ref
	}
	if ref.Member, found = r.known.members[number]; !found {
		if ref.Member, found = r.known.members[thai.Normal(number)]; !found {
			r.fault("member", "the fund has no member %q", number)
		}
	}
	return ref
}

// source reads members, state/3, สมาชิก, รัฐบาล/๓ and the like; empty is not stated.
func (r *rowReader) source() ledger.Source {
	text := thai.Normal(r.sheet.cell(r.row, "source"))
	kind, round, hasRound := strings.Cut(text, "/")
	if known, isThai := openingSources[strings.TrimSpace(kind)]; isThai {
		text = string(known)
		if hasRound {
			text += "/" + strings.TrimSpace(round)
		}
	}
	source, err := ledger.ParseSource(text)
	if err != nil {
		r.fault("source", "%q is no source of money: write members, codi, state, local, agency or other, with a round such as state/3", text)
	}
	return source
}
