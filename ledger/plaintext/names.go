package plaintext

import (
	"fmt"

	"sajja/ledger"
)

// names gives every account, and every member's part of one, a name of its own.
type names struct {
	dialect  dialect
	accounts map[ledger.AccountCode]ledger.Account
	numbers  map[ledger.MemberID]string
	given    map[ledger.AccountRef]string
	taken    map[string]bool
}

func newNames(d dialect, books Books) *names {
	n := &names{
		dialect: d, accounts: map[ledger.AccountCode]ledger.Account{}, numbers: books.Numbers,
		given: map[ledger.AccountRef]string{}, taken: map[string]bool{},
	}
	for _, a := range books.Accounts {
		n.accounts[a.Code] = a
	}
	return n
}

// of gives the name of an account and tells whether it is asked for the first
// time.
func (n *names) of(ref ledger.AccountRef) (name string, isNew bool, err error) {
	if name, found := n.given[ref]; found {
		return name, false, nil
	}
	account, found := n.accounts[ref.Code]
	if !found {
		return "", false, fmt.Errorf("the chart has no account %s", ref.Code)
	}
	name = n.dialect.accountName(n.chain(account))
	if !ref.Member.IsZero() {
		number, found := n.numbers[ref.Member]
		if !found {
			return "", false, fmt.Errorf("the fund has no member %s", ref.Member)
		}
		whole := name
		name = n.dialect.memberPart(whole, number)
		if n.taken[name] { // two numbers that differ only in marks we cannot write
			name = n.dialect.memberPart(whole, number+" "+ref.Member.String())
		}
	}
	n.given[ref], n.taken[name] = name, true
	return name, true, nil
}

// title says what people call an account, or a member's part of one.
func (n *names) title(ref ledger.AccountRef) string {
	if ref.Member.IsZero() {
		return n.accounts[ref.Code].Name
	}
	return memberWord + n.numbers[ref.Member]
}

// memberWord stands before a number on the passbook, which alone would look like
// an account's code.
const memberWord = "สมาชิก "

// chain gives an account with those it is a part of, the outermost first. Parts
// of another type stand alone: the programs know an account's type by its root.
func (n *names) chain(account ledger.Account) []ledger.Account {
	chain := []ledger.Account{account}
	for range n.accounts { // no longer than the chart, however it is knotted
		parent, found := n.accounts[chain[0].Parent]
		if !found || parent.Type != account.Type {
			break
		}
		chain = append([]ledger.Account{parent}, chain...)
	}
	return chain
}
