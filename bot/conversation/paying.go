package conversation

import (
	"hash/crc32"
	"slices"
	"strconv"
	"strings"

	"sajja/bot/thai"
	"sajja/ledger"
	"sajja/ledger/household"
	"sajja/store"
)

// The verbs of acting for others.
const (
	// VerbPayFor hands a sum in for one member, or for all of a house: who, how much,
	// the message that asked, and what was shown.
	VerbPayFor Verb = "payfor"
	// VerbSeeFor shows the figures of one for whom one acts.
	VerbSeeFor Verb = "seefor"
)

// wholeHouse stands on a button in place of one member.
const wholeHouse = "home"

// PayShare is one member's part of a sum that another brings.
type PayShare struct {
	Member store.Member
	Amount ledger.Money
	IsSelf bool
}

// PayPreview shows who gets how much of a sum, before any of it counts.
type PayPreview struct {
	Shares []PayShare
	Total  ledger.Money
	Button Button
	// Left are those of the house for whom the person may not pay.
	Left []store.Member
	// Changed: what was shown before is no longer how it would be shared.
	Changed bool
}

// PaidFor tells the payer what waits now, or in a fund that posts at once what
// stands in the books, with one button that takes all of it back.
type PaidFor struct {
	Entries []int // indexes in Decision.Entries
	Shares  []PayShare
	Total   ledger.Money
	Posted  bool
}

// PaidForYou tells a member that somebody handed money in for her.
type PaidForYou struct {
	By     store.Member
	Amount ledger.Money
}

func (PayPreview) isReply() {}
func (PaidFor) isReply()    {}
func (PaidForYou) isReply() {}

// payFor shows what money for one member would be, and asks.
func payFor(in Input, f Facts, said string, amount ledger.Money) Decision {
	if f.Unsent {
		return Decision{}
	}
	if amount.Cmp(HandingMax) > 0 {
		return note(State{}, TopicTooMuch)
	}
	m := actedFor(f.Person, said, household.ScopePay, ledger.DateOf(f.Now))
	switch len(m.found) {
	case 0:
		return notActing(State{}, m, said, household.ScopePay)
	case 1:
		return preview(f.Person.Member.ID, in.MessageID, IDArg(m.found[0].Member.ID.UUID), amount, []store.Member{m.found[0].Member}, nil)
	}
	return say(State{}, ChooseActing{Choices: m.found, Amount: amount, Ref: in.MessageID})
}

// payHousehold shows how a sum for the whole house would be shared out.
func payHousehold(in Input, f Facts) Decision {
	if f.Unsent {
		return Decision{}
	}
	amount, err := thai.ParseAmount(in.Meaning.Slots.Text)
	money, ok := amount.Money()
	if err != nil || !ok || !money.IsPositive() {
		return say(State{Ask: AskNothing}, Note{TopicHouseAmount})
	}
	if money.Cmp(HandingMax) > 0 {
		return note(State{}, TopicTooMuch)
	}
	people, left := paidInHouse(f)
	if len(people) < 2 {
		return say(State{}, NotActing{Scope: household.ScopePay})
	}
	return preview(f.Person.Member.ID, in.MessageID, wholeHouse, money, people, left)
}

// paidInHouse gives those of the person's house for whom she may pay, herself
// among them, and those for whom she may not. Who lives in no household that the
// register knows pays for all for whom she may.
func paidInHouse(f Facts) (people, left []store.Member) {
	today := ledger.DateOf(f.Now)
	people = append(people, f.Person.Member)
	for _, a := range f.Person.ActsFor {
		livesHere := f.Person.Member.Household.IsZero() || a.Member.Household == f.Person.Member.Household
		if livesHere && a.Proxy.Allows(household.ScopePay, today) == nil {
			people = append(people, a.Member)
		}
	}
	slices.SortFunc(people, func(a, b store.Member) int { return strings.Compare(a.Number, b.Number) })
	if f.Family == nil {
		return people, nil
	}
	for _, m := range f.Family.House.Members {
		if !slices.ContainsFunc(people, func(p store.Member) bool { return p.ID == m.ID }) {
			left = append(left, m)
		}
	}
	return people, left
}

// preview shows the shares with the button that makes them count.
func preview(self ledger.MemberID, ref, who string, sum ledger.Money, people, left []store.Member) Decision {
	shares := shareOut(sum, people)
	for i := range shares {
		shares[i].IsSelf = shares[i].Member.ID == self
	}
	if len(shares) == 0 || len(shares) > EntriesMax {
		return note(State{}, TopicHouseTooMany)
	}
	button := Button{Verb: VerbPayFor, Args: []string{who, strconv.FormatInt(sum.Satang(), 10), ref, checkOf(shares)}}
	return say(State{}, PayPreview{Shares: shares, Total: sum, Button: button, Left: left})
}

// shareOut shares a sum among people, each the same.
func shareOut(sum ledger.Money, people []store.Member) []PayShare {
	dues := make([]household.Due, len(people))
	byID := map[ledger.MemberID]store.Member{}
	for i, m := range people {
		dues[i], byID[m.ID] = household.Due{Member: m.ID}, m
	}
	parts, err := household.ShareOut(sum, dues)
	if err != nil {
		return nil
	}
	shares := make([]PayShare, len(parts))
	for i, p := range parts {
		shares[i] = PayShare{Member: byID[p.Member], Amount: p.Amount}
	}
	return shares
}

// checkOf is a short mark of what was shown: where the house or the plan changed
// since, the button shows anew instead of doing something else.
func checkOf(shares []PayShare) string {
	sum := crc32.NewIEEE()
	for _, s := range shares {
		_, _ = sum.Write([]byte(s.Member.ID.String() + s.Amount.String())) // never fails
	}
	return strconv.FormatUint(uint64(sum.Sum32()), 36)
}

// payKey is the name of the act that hands in a share.
func payKey(ref string, member ledger.MemberID) string { return "pay:" + ref + ":" + member.String() }

// payKeys are the names of all acts that a button may do.
func payKeys(ref string, person *store.Person) []string {
	keys := []string{payKey(ref, person.Member.ID)}
	for _, a := range person.ActsFor {
		keys = append(keys, payKey(ref, a.Member.ID))
	}
	return keys
}

// confirmPay hands in what was shown.
func confirmPay(in Input, f Facts) Decision {
	who, ref := in.Button.Args[0], in.Button.Args[2]
	satang, err := strconv.ParseInt(in.Button.Args[1], 10, 64)
	sum := ledger.MoneyFromSatang(satang)
	if err != nil || !sum.IsPositive() || sum.Cmp(HandingMax) > 0 || ref == "" {
		return note(State{}, TopicStaleButton)
	}
	if f.KeyUsed {
		return note(State{}, TopicAlreadyNoted)
	}
	people, left := paidInHouse(f)
	if who != wholeHouse {
		a, err := actingBy(f.Person, memberArg(who), household.ScopePay, ledger.DateOf(f.Now))
		if err != nil {
			return notActing(State{}, matched{barred: []store.Acting{a}, why: err}, a.Member.Name, household.ScopePay)
		}
		people, left = []store.Member{a.Member}, nil
	}
	shares := shareOut(sum, people)
	if checkOf(shares) != in.Button.Args[3] {
		decision := preview(f.Person.Member.ID, ref, who, sum, people, left)
		if shown, ok := decision.Replies[0].(PayPreview); ok {
			shown.Changed = true
			decision.Replies[0] = shown
		}
		return decision
	}
	return handInShares(in, f, ref, shares, sum)
}

// handInShares makes one entry for each share, all with the payer as their maker,
// and tells those of the members who have LINE.
func handInShares(in Input, f Facts, ref string, shares []PayShare, sum ledger.Money) Decision {
	var decision Decision
	paid := PaidFor{Shares: shares, Total: sum, Posted: f.Fund.PostsAtOnce}
	decision.Replies = []Reply{nil}
	for i, share := range shares {
		entry, err := handShare(in, f, ref, share)
		if err != nil {
			return note(State{}, TopicStaleButton)
		}
		decision.Entries = append(decision.Entries, entry)
		paid.Entries = append(paid.Entries, i)
		if share.Member.ID != f.Person.Member.ID {
			told := PaidForYou{By: f.Person.Member, Amount: share.Amount}
			decision.Replies = append(decision.Replies, Told{To: share.Member, Ride: true, Reply: told})
		}
	}
	decision.Replies[0] = paid
	return decision
}

func handShare(in Input, f Facts, ref string, share PayShare) (ledger.Entry, error) {
	handing := ledger.Handing{
		Fund: f.Fund.ID, Member: share.Member.ID, Kind: f.Fund.Preset.MemberMoney(), Amount: share.Amount,
		EffectiveOn: effectiveOn(in, f), ExpiresOn: f.Fund.ExpiresOn(ledger.DateOf(f.Now)),
	}
	act := ledger.Act{Actor: f.Person.Member.ID, At: f.Now, Cause: in.EventID, Key: payKey(ref, share.Member.ID)}
	if f.Fund.PostsAtOnce {
		return ledger.Record(handing, ledger.AccountRef{Code: ledger.CodeCashInHand}, act)
	}
	return ledger.Promise(handing, act)
}

// PayButton hands a sum in for one member.
func PayButton(m store.Member, amount ledger.Money, ref string) Button {
	check := checkOf(shareOut(amount, []store.Member{m}))
	return Button{Verb: VerbPayFor, Args: []string{IDArg(m.ID.UUID), strconv.FormatInt(amount.Satang(), 10), ref, check}}
}

// SeeButton shows a member's figures to one who acts for her.
func SeeButton(m store.Member) Button {
	return Button{Verb: VerbSeeFor, Args: []string{IDArg(m.ID.UUID)}}
}
