package main

import (
	"strings"

	"sajja/ledger"
	"sajja/store"
	"sajja/store/postgres"
)

func kindTerm(kind ledger.Kind) term { return term{string(kind), kindWords(kind)} }

// stateNames are what reports call what became of an act.
var stateNames = map[store.State]string{
	store.StatePending: "รอรับเงิน", store.StatePosted: "ลงบัญชีแล้ว", store.StateVoided: "ยกเลิก", store.StateReversed: "กลับรายการแล้ว",
}

func stateTerm(state store.State) term { return term{string(state), stateNames[state]} }

// accountNames are what a fund calls its accounts.
type accountNames map[ledger.AccountCode]string

func namesOf(accounts []ledger.Account) accountNames {
	names := make(accountNames, len(accounts))
	for _, a := range accounts {
		names[a.Code] = a.Name
	}
	return names
}

// entryWords tell what an entry was: its kind, whose it was, where the kind does
// not say it on which accounts else, and the officer's reason.
func (names accountNames) entryWords(e postgres.AccountEntry) string {
	words := kindWords(e.Kind)
	if e.Name != "" {
		words += " " + e.Number + " " + e.Name
	}
	isTold := e.Name != "" && e.Kind != ledger.KindWelfare && e.Kind != ledger.KindOther
	if against := names.join(e.Against); against != "" && against != words && !isTold {
		words += ": " + against
	}
	if e.Reason != "" {
		words += " (" + e.Reason + ")"
	}
	return words
}

func (names accountNames) join(codes []ledger.AccountCode) string {
	words := make([]string, len(codes))
	for i, code := range codes {
		words[i] = names[code]
	}
	return strings.Join(words, ", ")
}

// accountsUnder gives the codes of the chart that begin so: a line of the template
// and the parts a fund made of it.
func accountsUnder(accounts []ledger.Account, beginnings ...string) []ledger.AccountCode {
	var codes []ledger.AccountCode
	for _, a := range accounts {
		for _, beginning := range beginnings {
			if strings.HasPrefix(string(a.Code), beginning) {
				codes = append(codes, a.Code)
			}
		}
	}
	return codes
}
