package plaintext

import (
	"strconv"
	"strings"

	"sajja/ledger"
)

// beancount is the form of Beancount 2 and 3. Its account names are ASCII, so the
// code stands in the name and what the fund calls the account beside it.
type beancount struct{}

func (beancount) head(text []byte, books Books) []byte {
	text = append(text, "option \"title\" "+quoted(books.Name+" ("+books.Code+")")+"\n"...)
	text = append(text, "option \"operating_currency\" \"THB\"\n\n"...)
	return append(text, dayOne.String()+" commodity THB\n\n"...)
}

var beancountRoots = map[ledger.AccountType]string{
	ledger.Asset: "Assets", ledger.Liability: "Liabilities", ledger.Equity: "Equity",
	ledger.Income: "Income", ledger.Expense: "Expenses",
}

// accountName gives for example "Assets:1300:1310".
func (beancount) accountName(chain []ledger.Account) string {
	name := beancountRoots[chain[0].Type]
	for _, a := range chain {
		name += ":" + string(a.Code)
	}
	return name
}

// memberPart gives for example "Liabilities:2100:M001". A letter or mark that may
// not stand in a name is written as its number between hyphens, a hyphen twice,
// so that no two numbers become one name.
func (beancount) memberPart(account, number string) string {
	var part strings.Builder
	for _, r := range number {
		switch {
		case r >= '0' && r <= '9', r >= 'A' && r <= 'Z', r >= 'a' && r <= 'z':
			part.WriteRune(r)
		case r == '-':
			part.WriteString("--")
		default:
			part.WriteString("-" + strconv.FormatInt(int64(r), 16) + "-")
		}
	}
	return account + ":M" + part.String()
}

func (beancount) declare(text []byte, name, title string) []byte {
	return append(text, dayOne.String()+" open "+name+" THB\n  name: "+quoted(title)+"\n"...)
}

// entry links itself to its own ID and a reversal to that of the entry it undoes,
// so that either leads to the other.
func (beancount) entry(text []byte, e ledger.Entry, facts []fact, lines []line) []byte {
	title := strings.TrimRight(string(e.Kind)+" "+e.Document.String(), " ")
	text = append(text, e.EffectiveOn.String()+" "+standing(e)+" "+quoted(title)+" ^"+e.ID.String()...)
	if !e.Reverses.IsZero() {
		text = append(text, " ^"+e.Reverses.String()...)
	}
	text = append(text, '\n')
	if !e.Document.IsZero() {
		text = append(text, "  document: "+quoted(e.Document.String())+"\n"...)
	}
	for _, f := range facts {
		text = append(text, "  "+f.name+": "+quoted(f.value)+"\n"...)
	}
	for _, l := range lines {
		text = append(text, "  "+l.account+"  "+l.amount.String()+" THB\n"...)
		if l.source != "" {
			text = append(text, "    source: "+quoted(l.source)+"\n"...)
		}
	}
	return append(text, '\n')
}

// assert writes the balances of the morning after the last day, exact to the
// satang. Here an account's balance takes its parts in.
func (beancount) assert(text []byte, lastDay ledger.Date, balances []assertion) []byte {
	whole := map[string]ledger.Money{}
	for _, b := range balances {
		for name := b.account; ; {
			whole[name] = whole[name].Add(b.amount)
			end := strings.LastIndexByte(name, ':')
			if end < 0 {
				break
			}
			name = name[:end]
		}
	}
	day := lastDay.AddDays(1).String()
	for _, b := range balances {
		text = append(text, day+" balance "+b.account+"  "+whole[b.account].String()+" ~ 0.00 THB\n"...)
	}
	return text
}

// quoted writes a string of one line.
func quoted(typed string) string { return `"` + escapes.Replace(oneLine(typed)) + `"` }

var escapes = strings.NewReplacer(`\`, `\\`, `"`, `\"`)
