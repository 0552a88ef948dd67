package postgres

import (
	"bytes"
	"context"
	"fmt"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"sajja/ledger"
	"sajja/store"
)

// pass checks one fund's entries in the order of recording, and in the end what
// they add up to.
type pass struct {
	fund ledger.FundID
	// since is the first ID that is looked at; zero: all are.
	since    ledger.EntryID
	members  map[[16]byte]bool
	faults   *faultList
	calendar calendar
	digester digester

	periods  periodRows
	seals    *sealChain
	numbers  *numberRuns
	promises *promises
	balances *balanceSums
}

const (
	checkAccounts = `SELECT code FROM accounts WHERE fund_id = $1`
	checkMembers  = `SELECT id FROM members WHERE fund_id = $1`
)

func newPass(ctx context.Context, tx pgx.Tx, fund store.Fund, since ledger.Date) (*pass, error) {
	p := &pass{fund: fund.ID, faults: &faultList{fund: fund.Code}, members: map[[16]byte]bool{}}
	if !since.IsZero() {
		p.since = ledger.LowestEntryID(since.Start())
	}
	p.promises = newPromises(p)
	p.balances = newBalanceSums(p)
	var code string
	if err := each(ctx, tx, checkAccounts, []any{&code}, func() { p.balances.account([]byte(code)).isKnown = true }, fund.ID.UUID); err != nil {
		return nil, fmt.Errorf("read accounts: %w", err)
	}
	var member [16]byte
	if err := each(ctx, tx, checkMembers, []any{&member}, func() { p.members[member] = true }, fund.ID.UUID); err != nil {
		return nil, fmt.Errorf("read members: %w", err)
	}
	var err error
	if p.periods, err = readPeriods(ctx, tx, p); err != nil {
		return nil, err
	}
	if p.seals, err = readSeals(ctx, tx, p, since); err != nil {
		return nil, err
	}
	p.numbers, err = readCounters(ctx, tx, p)
	return p, err
}

// each runs visit for every row, its values in the targets.
func each(ctx context.Context, tx pgx.Tx, sql string, targets []any, visit func(), args ...any) error {
	rows, err := tx.Query(ctx, sql, args...)
	if err != nil {
		return err
	}
	_, err = pgx.ForEachRow(rows, targets, func() error { visit(); return nil })
	return err
}

var (
	phasePosted  = []byte(ledger.PhasePosted)
	phasePending = []byte(ledger.PhasePending)
	phaseVoided  = []byte(ledger.PhaseVoided)
	sideDebit    = []byte(ledger.Debit)
	sideCredit   = []byte(ledger.Credit)
)

// entry checks one entry and remembers what later ones and the totals lean on.
func (p *pass) entry(e *entryRow) {
	effective := p.calendar.day(e.effective)
	p.checkSums(e)
	p.checkDigest(e, effective)
	p.checkPeople(e)
	if at := microsOfID(e.id); at != e.recordedAt {
		p.fault(e, "instant of recording is not the one the ID begins with", instantText(e.recordedAt), instantText(at))
	}
	p.seals.entry(e)
	switch {
	case bytes.Equal(e.phase, phasePosted):
		p.numbers.posted(e, effective)
		p.periods.posted(p, e)
		p.balances.add(e, effective, 1)
		p.promises.ended(e)
	case bytes.Equal(e.phase, phasePending):
		p.balances.add(e, effective, 1)
		p.promises.made(e)
	case bytes.Equal(e.phase, phaseVoided):
		p.promises.ended(e)
	default:
		p.fault(e, "entry of an unknown phase", string(e.phase), "pending, posted or voided")
	}
	if e.number != 0 && !bytes.Equal(e.phase, phasePosted) {
		p.fault(e, "number on what is not posted", p.document(e), "none")
	}
}

// checkSums wants both sides equal, over all and for each source of money, and
// the entry's own amount their sum.
func (p *pass) checkSums(e *entryRow) {
	var debit, credit int64
	isOneSource, isWell := true, true
	for i := range e.lines {
		line := &e.lines[i]
		switch {
		case bytes.Equal(line.side, sideDebit):
			debit += line.amount
		case bytes.Equal(line.side, sideCredit):
			credit += line.amount
		default:
			isWell = false
		}
		isWell = isWell && line.amount > 0 && int(line.number) == i+1
		isOneSource = isOneSource && bytes.Equal(line.source, e.lines[0].source)
	}
	if debit != credit || debit != e.amount {
		p.fault(e, "entry does not balance", fmt.Sprintf("debits %s, credits %s, amount %s", baht(debit), baht(credit), baht(e.amount)), "three equal sums")
	}
	if hasLines := len(e.lines) >= 2; hasLines == bytes.Equal(e.phase, phaseVoided) {
		p.fault(e, "entry has the wrong number of lines", fmt.Sprint(len(e.lines)), "two or more, and none when voided")
	}
	if !isWell {
		p.fault(e, "posting is malformed", describeLines(e.lines), "lines numbered from 1, amounts above zero, each a debit or a credit")
	}
	if !isOneSource {
		p.checkSources(e)
	}
}

func (p *pass) checkSources(e *entryRow) {
	sums := map[string]int64{}
	for _, line := range e.lines {
		if bytes.Equal(line.side, sideDebit) {
			sums[string(line.source)] += line.amount
		} else {
			sums[string(line.source)] -= line.amount
		}
	}
	for source, sum := range sums {
		if sum != 0 {
			p.fault(e, "entry does not balance for each source of money", fmt.Sprintf("source %q: debits less credits %s", source, baht(sum)), "0.00")
		}
	}
}

func (p *pass) checkDigest(e *entryRow, effective *dayFacts) {
	var expires []byte
	if e.hasExpiry {
		expires = p.calendar.day(e.expires).text
	}
	if content := p.digester.content(p.fund, e, effective.text, expires); !bytes.Equal(content[:], e.hash) {
		p.fault(e, "entry differs from its digest", fmt.Sprintf("content with digest %x…", content[:4]), fmt.Sprintf("%x…, taken when it was recorded", e.hash[:min(4, len(e.hash))]))
	}
}

func (p *pass) checkPeople(e *entryRow) {
	p.checkMember(e, e.member)
	if e.actor != e.member {
		p.checkMember(e, e.actor)
	}
	for i := range e.lines {
		line := &e.lines[i]
		if line.member != e.member {
			p.checkMember(e, line.member)
		}
		if !line.account.isKnown {
			p.fault(e, "posting to an account the fund does not have", string(line.account.code), "an account of the fund's chart")
		}
	}
}

func (p *pass) checkMember(e *entryRow, id [16]byte) {
	if id != [16]byte{} && !p.members[id] {
		p.fault(e, "entry or posting of a member the fund does not have", uuid.UUID(id).String(), "a member of the fund")
	}
}

// orphan is told an ID that postings name and no entry has.
func (p *pass) orphan(entry [16]byte) {
	p.faults.add(Fault{
		Check: "posting without its entry", Where: "postings of entry " + uuid.UUID(entry).String(),
		Entry: uuid.UUID(entry).String(), Day: p.recordedOn(entry), Found: "lines", Expected: "the entry they belong to",
	})
}

// fault names what is wrong with an entry.
func (p *pass) fault(e *entryRow, check, found, expected string) {
	p.faultOf(e.id, p.document(e), check, found, expected)
}

func (p *pass) faultOf(id [16]byte, document, check, found, expected string) {
	entry, day := uuid.UUID(id).String(), p.recordedOn(id)
	where := fmt.Sprintf("entry %s of %s", entry, day)
	if document != "" {
		where = fmt.Sprintf("%s of %s (entry %s)", document, day, entry)
	}
	p.faults.add(Fault{Check: check, Where: where, Entry: entry, Document: document, Day: day, Found: found, Expected: expected})
}

func (p *pass) document(e *entryRow) string {
	return documentText(ledger.Series(e.series), e.year, e.number)
}

func documentText(series ledger.Series, year, number int32) string {
	return ledger.DocumentNumber{Series: series, Year: int(year), Number: int(number)}.String()
}

func (p *pass) recordedOn(id [16]byte) string { return string(p.calendar.day(recordingDay(id)).text) }

// finish checks what the entries add up to.
func (p *pass) finish(ctx context.Context, tx pgx.Tx) ([]Fault, error) {
	p.seals.finish()
	for _, step := range []func(context.Context, pgx.Tx) error{
		p.promises.finish, p.checkReversals, p.numbers.finish, p.balances.finish, p.promises.compareWaiting,
	} {
		if err := step(ctx, tx); err != nil {
			return nil, err
		}
	}
	return p.faults.all(), nil
}

func baht(satang int64) string { return ledger.MoneyFromSatang(satang).String() }

func instantText(micros int64) string {
	return time.UnixMicro(micros + epoch2000).In(ledger.Bangkok).Format("2006-01-02 15:04:05.000000")
}

func describeLines(lines []lineRow) string {
	var text []byte
	for i, line := range lines {
		if i > 0 {
			text = append(text, ", "...)
		}
		text = fmt.Appendf(text, "line %d: %s %s %s", line.number, line.side, line.account.code, baht(line.amount))
	}
	return string(text)
}
