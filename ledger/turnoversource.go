package ledger

import (
	"cmp"
	"slices"
)

// SourceFlow (การรับจ่ายตามแหล่งเงิน) is the money of one source over some days:
// what there was before, what came in, what went out, and on which accounts.
// Every entry balances for each of its sources, so what is left is what stands
// on the asset accounts for that source.
type SourceFlow struct {
	Source Source
	Before Money
	Lines  []SourceLine
	// After is what stands on the asset accounts at the end, told by themselves;
	// Before with the lines must come to it.
	After Money
}

// SourceLine is why money of a source came or went: an account that is no asset.
type SourceLine struct {
	Account Account
	In, Out Money
}

// NewSourceFlows makes the flows from turnovers by source: those before the days
// and those in them. Year-end closing may be among them or not: it moves nothing
// in or out; left out it does not swell both. Members come first, then the
// sources in the order of the state's form, what is not stated last.
func NewSourceFlows(before, within []Turnover) []SourceFlow {
	flows := map[Source]*SourceFlow{}
	of := func(s Source) *SourceFlow {
		if flows[s] == nil {
			flows[s] = &SourceFlow{Source: s}
		}
		return flows[s]
	}
	for _, t := range before {
		if f := of(t.Source); t.Account.Type == Asset {
			f.Before, f.After = f.Before.Add(t.Change()), f.After.Add(t.Change())
		}
	}
	for _, t := range within {
		f := of(t.Source)
		if t.Account.Type == Asset {
			f.After = f.After.Add(t.Change())
			continue
		}
		f.Lines = append(f.Lines, SourceLine{t.Account, t.Credit, t.Debit})
	}
	out := make([]SourceFlow, 0, len(flows))
	for _, f := range flows {
		slices.SortFunc(f.Lines, func(a, b SourceLine) int { return cmp.Compare(a.Account.Code, b.Account.Code) })
		out = append(out, *f)
	}
	slices.SortFunc(out, func(a, b SourceFlow) int { return a.Source.compare(b.Source) })
	return out
}

// compare orders sources as the state's form lists them, what is not stated last.
func (s Source) compare(other Source) int {
	return cmp.Or(cmp.Compare(s.rank(), other.rank()), cmp.Compare(s.Round, other.Round))
}

func (s Source) rank() int {
	order := []SourceKind{SourceMembers, SourceCODI, SourceState, SourceLocal, SourceAgency, SourceOther}
	if at := slices.Index(order, s.Kind); at >= 0 {
		return at
	}
	return len(order)
}
