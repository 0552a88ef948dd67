package plaintext

import (
	"fmt"

	"pgregory.net/rapid"

	"sajja/ledger"
)

// nasty are pieces of which people's words are made here: each means something
// to one of the programs, somewhere.
var nasty = []string{
	"เงิน", "ฝาก", " ", "  ", "\t", "\n", ";", "|", ":", "::", ",", "(", ")", "[2026-01-01]", "{", "}", "<", ">", `"`, `'`, `\`, `\n`,
	"=", "@", "*", "!", "#", "%", "&", "$", "^", "~", "-", "--", "/", "date:2020-01-01", "date2:1999", "; kind: fine", "1", "30.00 THB", "\u200b", "\u00a0",
	"\u2028", "\x01", "é", "😀", "A", "a", "end comment", "include x", "\nP 2026-01-01 THB 2 USD",
}

func randomWords(t *rapid.T, label string) string {
	words := ""
	for _, piece := range rapid.SliceOfN(rapid.SampledFrom(nasty), 1, 8).Draw(t, label) {
		words += piece
	}
	return words
}

func randomFund(t *rapid.T) fund {
	f := fund{books: Books{Code: "demo", Name: randomWords(t, "fund"), Numbers: map[ledger.MemberID]string{}}}
	types := []ledger.AccountType{ledger.Asset, ledger.Liability, ledger.Equity, ledger.Income, ledger.Expense}
	var refs []ledger.AccountRef
	for n := range rapid.IntRange(5, 20).Draw(t, "accounts") {
		a := ledger.Account{Code: ledger.AccountCode(fmt.Sprint(1000 + n)), Name: randomWords(t, "account"), Type: types[n%len(types)]}
		if parent := rapid.IntRange(0, 3*n).Draw(t, "parent"); parent < n {
			a.Parent = f.books.Accounts[parent].Code
		}
		f.books.Accounts = append(f.books.Accounts, a)
		refs = append(refs, ledger.AccountRef{Code: a.Code})
	}
	for n := range rapid.IntRange(1, 20).Draw(t, "members") {
		id := memberNumbered(n + 1)
		f.books.Numbers[id] = randomWords(t, "number")
		refs = append(refs, ledger.AccountRef{Code: refs[n%len(f.books.Accounts)].Code, Member: id})
	}
	for range rapid.IntRange(20, 60).Draw(t, "entries") {
		f.addRandom(t, refs)
	}
	return f
}

// addRandom adds an entry of two to six postings on days in any order.
func (f *fund) addRandom(t *rapid.T, refs []ledger.AccountRef) {
	var postings []ledger.Posting
	for range rapid.IntRange(1, 3).Draw(t, "pairs") {
		pair := rapid.SliceOfN(rapid.SampledFrom(refs), 2, 2).Draw(t, "refs")
		amount := ledger.MoneyFromSatang(rapid.Int64Range(1, 1_000_000_000_000).Draw(t, "amount"))
		source := rapid.SampledFrom([]ledger.Source{{}, {Kind: ledger.SourceMembers}, {Kind: ledger.SourceState, Round: 11}}).Draw(t, "source")
		postings = append(postings, ledger.Transfer(pair[0], pair[1], amount, source)...)
	}
	day := ledger.MustDate("1800-01-01").AddDays(rapid.IntRange(0, 200_000).Draw(t, "day"))
	e := f.add(day.String(), ledger.KindOther, ledger.SeriesJournal, postings)
	e.Cause = randomWords(t, "cause")
	e.Reason = randomWords(t, "reason")
	if rapid.Bool().Draw(t, "is reversal") {
		e.Reverses = entryNumbered(1)
	}
	if rapid.Bool().Draw(t, "is pending") {
		e.Phase, e.Document = ledger.PhasePending, ledger.DocumentNumber{}
	}
}
