package plaintext

import (
	"strings"

	"sajja/ledger"
)

// journal is the form that hledger and ledger share. Both are strict about it:
// `hledger check --strict` and `ledger --pedantic` find nothing undeclared.
type journal struct{}

func (journal) head(text []byte, books Books) []byte {
	text = append(text, "; "+harmless(books.Name)+" ("+harmless(books.Code)+"), all posted entries in the order of recording, amounts in baht\n"...)
	text = append(text, "\ncommodity THB\n    format 1000.00 THB\n\n"...)
	for _, tag := range strings.Fields("id kind recorded member actor cause expires reason resolves reverses rest-of source") {
		text = append(text, "tag "+tag+"\n"...)
	}
	return append(text, '\n')
}

var journalRoots = map[ledger.AccountType]string{
	ledger.Asset: "assets", ledger.Liability: "liabilities", ledger.Equity: "equity",
	ledger.Income: "income", ledger.Expense: "expenses",
}

// accountName gives for example "assets:1300 เงินฝากธนาคาร:1310 ธ.ก.ส.".
func (journal) accountName(chain []ledger.Account) string {
	name := journalRoots[chain[0].Type]
	for _, a := range chain {
		name += ":" + strings.TrimRight(string(a.Code)+" "+harmless(a.Name), " ")
	}
	return name
}

func (journal) memberPart(account, number string) string {
	return strings.TrimRight(account+":"+memberWord+harmless(number), " ")
}

func (journal) declare(text []byte, name, _ string) []byte {
	return append(text, "account "+name+"\n"...)
}

// entry says the document's number as the code and the rest as tags.
func (journal) entry(text []byte, e ledger.Entry, facts []fact, lines []line) []byte {
	text = append(text, e.EffectiveOn.String()+" "+standing(e)...)
	if !e.Document.IsZero() {
		text = append(text, " ("+e.Document.String()+")"...)
	}
	text = append(text, " "+string(e.Kind)+"\n"...)
	for _, f := range facts {
		if f.isTyped {
			f.value = harmless(f.value)
		}
		if f.value != "" {
			text = append(text, "    ; "+f.name+": "+f.value+"\n"...)
		}
	}
	for _, l := range lines {
		text = append(text, "    "+l.account+"  "+l.amount.String()+" THB"...)
		if l.source != "" {
			text = append(text, "  ; source: "+l.source...)
		}
		text = append(text, '\n')
	}
	return append(text, '\n')
}

// standing marks an entry whose money nobody has received yet.
func standing(e ledger.Entry) string {
	if e.Phase == ledger.PhasePending {
		return "!"
	}
	return "*"
}

// assert writes one entry for each account, with nothing in it but what stands
// on the account itself and on each of its parts.
func (journal) assert(text []byte, lastDay ledger.Date, balances []assertion) []byte {
	var code ledger.AccountCode
	for _, b := range balances {
		if b.code != code {
			if code != "" {
				text = append(text, '\n')
			}
			code = b.code
			text = append(text, lastDay.String()+" * balance of "+string(code)+"\n"...)
		}
		text = append(text, "    "+b.account+"  0.00 THB = "+b.amount.String()+" THB\n"...)
	}
	return text
}
