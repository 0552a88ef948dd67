package plaintext

import (
	"fmt"
	"io"

	"sajja/ledger"
)

// Format names the program that is to read the text.
type Format string

// The programs.
const (
	HLedger   Format = "hledger"
	Ledger    Format = "ledger"
	Beancount Format = "beancount"
)

// Books is what the text says before the first entry.
type Books struct {
	Code, Name string
	Accounts   []ledger.Account
	// Numbers are the members' numbers on the passbook.
	Numbers map[ledger.MemberID]string
}

// Balance is what the books themselves say stands on an account, or on a
// member's part of one: debits less credits, the parts left out of the whole.
type Balance struct {
	Account ledger.AccountRef
	Amount  ledger.Money
}

// dialect is how one program wants it written. Every method adds to text.
type dialect interface {
	head(text []byte, books Books) []byte
	accountName(chain []ledger.Account) string
	memberPart(account, number string) string
	declare(text []byte, name, title string) []byte
	entry(text []byte, e ledger.Entry, facts []fact, lines []line) []byte
	assert(text []byte, lastDay ledger.Date, balances []assertion) []byte
}

// fact is one thing told of an entry beside its postings, such as its ID.
type fact struct {
	name, value string
	isTyped     bool // by a person: must not break the text
}

// line is a posting under the account's name in the text; credits are negative.
type line struct {
	account string
	amount  ledger.Money
	source  string
}

// assertion is a Balance under the account's name in the text.
type assertion struct {
	account string
	code    ledger.AccountCode
	amount  ledger.Money
}

// Writer writes one fund's books. Its methods are called in the order New, Entry
// for each entry, Close.
type Writer struct {
	out     io.Writer
	dialect dialect
	names   *names
	lastDay ledger.Date
	text    []byte // of one entry, used again for the next
}

// New writes what stands before the entries: the fund, the currency, the chart.
// Writes are small: the caller buffers them.
func New(out io.Writer, format Format, books Books) (*Writer, error) {
	dialects := map[Format]dialect{HLedger: journal{}, Ledger: journal{}, Beancount: beancount{}}
	d, isKnown := dialects[format]
	if !isKnown {
		return nil, fmt.Errorf("no program is called %q: use hledger, ledger or beancount", format)
	}
	w := &Writer{out: out, dialect: d, names: newNames(d, books)}
	w.text = d.head(w.text, books)
	for _, a := range books.Accounts {
		if _, err := w.name(ledger.AccountRef{Code: a.Code}); err != nil {
			return nil, err
		}
	}
	w.text = append(w.text, '\n')
	return w, w.flush()
}

// name gives the account's name in the text and declares it at its first use.
func (w *Writer) name(ref ledger.AccountRef) (string, error) {
	name, isNew, err := w.names.of(ref)
	if isNew {
		w.text = w.dialect.declare(w.text, name, w.names.title(ref))
	}
	return name, err
}

// Entry writes a posted or a pending entry; a pending one is marked as not yet
// cleared and counts in the programs' balances all the same. A voided entry has
// nothing to write.
func (w *Writer) Entry(e ledger.Entry) error {
	if e.Phase == ledger.PhaseVoided {
		return nil
	}
	lines := make([]line, 0, len(e.Postings))
	for _, p := range e.Postings {
		name, err := w.name(p.Account)
		if err != nil {
			return fmt.Errorf("entry %s: %w", e.ID, err)
		}
		amount := p.Amount
		if p.Side == ledger.Credit {
			amount = ledger.Money{}.Sub(amount)
		}
		lines = append(lines, line{name, amount, p.Source.String()})
	}
	if len(w.text) > 0 { // the entry comes after what it made us declare
		w.text = append(w.text, '\n')
	}
	if w.lastDay.IsZero() || e.EffectiveOn.After(w.lastDay) {
		w.lastDay = e.EffectiveOn
	}
	w.text = w.dialect.entry(w.text, e, w.facts(e), lines)
	return w.flush()
}

// facts lists what else is known of an entry; what is not known is left out.
func (w *Writer) facts(e ledger.Entry) []fact {
	all := []fact{
		{name: "id", value: e.ID.String()},
		{name: "kind", value: string(e.Kind)},
		{name: "recorded", value: e.RecordedAt.In(ledger.Bangkok).Format("2006-01-02T15:04:05.000-07:00")},
		{name: "member", value: w.names.numbers[e.Member], isTyped: true},
		{name: "actor", value: w.names.numbers[e.Actor], isTyped: true},
		{name: "cause", value: e.Cause, isTyped: true},
		{name: "expires", value: e.ExpiresOn.String()},
		{name: "reason", value: e.Reason, isTyped: true},
	}
	for _, link := range []struct {
		name string
		to   ledger.EntryID
	}{{"resolves", e.Resolves}, {"reverses", e.Reverses}, {"rest-of", e.RestOf}} {
		if !link.to.IsZero() {
			all = append(all, fact{name: link.name, value: link.to.String()})
		}
	}
	known := all[:0]
	for _, f := range all {
		if f.value != "" {
			known = append(known, f)
		}
	}
	return known
}

// Close writes the balances as assertions, true at the end of the last day.
func (w *Writer) Close(balances []Balance) error {
	asserted := make([]assertion, 0, len(balances))
	for _, b := range balances {
		name, err := w.name(b.Account)
		if err != nil {
			return fmt.Errorf("balance: %w", err)
		}
		asserted = append(asserted, assertion{name, b.Account.Code, b.Amount})
	}
	if len(w.text) > 0 {
		w.text = append(w.text, '\n')
	}
	if w.lastDay.IsZero() {
		w.lastDay = dayOne
	}
	w.text = w.dialect.assert(w.text, w.lastDay, asserted)
	return w.flush()
}

func (w *Writer) flush() error {
	_, err := w.out.Write(w.text)
	w.text = w.text[:0]
	return err
}

// dayOne is before any day that the books can speak of.
var dayOne = ledger.MustDate("1800-01-01")
