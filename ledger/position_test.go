package ledger_test

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"sajja/ledger"
)

func ExampleNewPosition() {
	p := ledger.NewPosition([]ledger.Turnover{
		{Account: ledger.Account{Code: "1100", Type: ledger.Asset}, Debit: ledger.MustMoney("1030"), Credit: ledger.MustMoney("500")},
		{Account: ledger.Account{Code: "3100", Type: ledger.Equity}, Credit: ledger.MustMoney("1030")},
		{Account: ledger.Account{Code: "5020", Type: ledger.Expense}, Debit: ledger.MustMoney("500")},
	})
	fmt.Println("has", p.Has(), "owes", p.Owes(), "surplus", p.Surplus)
	// Output: has 530.00 owes 530.00 surplus -500.00
}

func ExampleNewSourceFlows() {
	cash := ledger.Account{Code: "1100", Type: ledger.Asset}
	state := ledger.Account{Code: "3300", Type: ledger.Equity}
	illness := ledger.Account{Code: "5020", Type: ledger.Expense}
	third := ledger.Source{Kind: ledger.SourceState, Round: 3}
	for _, f := range ledger.NewSourceFlows(nil, []ledger.Turnover{
		{Account: cash, Source: third, Debit: ledger.MustMoney("3000"), Credit: ledger.MustMoney("500")},
		{Account: state, Source: third, Credit: ledger.MustMoney("3000")},
		{Account: illness, Source: third, Debit: ledger.MustMoney("500")},
	}) {
		fmt.Println(f.Source, "before", f.Before, "after", f.After)
		for _, l := range f.Lines {
			fmt.Println(l.Account.Code, "in", l.In, "out", l.Out)
		}
	}
	// Output:
	// state/3 before 0.00 after 2500.00
	// 3300 in 3000.00 out 0.00
	// 5020 in 0.00 out 500.00
}

func TestPosition(t *testing.T) {
	t.Parallel()
	p := ledger.NewPosition([]ledger.Turnover{
		turn(cashAccount, "2026-01", "530.00", ""), turn(cashAccount, "2026-02", "", "100.00"),
		turn(bankAccount, "2026-01", "70.00", "70.00"),
		turn(savingsAccount, "2026-01", "", "200.00"),
		turn(membersFund, "2026-01", "", "300.00"),
		turn(feeAccount, "2026-01", "", "30.00"), turn(meetingAccount, "2026-02", "100.00", ""),
	})
	want := ledger.Position{
		Assets:      []ledger.PositionLine{{Account: cashAccount, Amount: ledger.MustMoney("430")}},
		Liabilities: []ledger.PositionLine{{Account: savingsAccount, Amount: ledger.MustMoney("200")}},
		Funds:       []ledger.PositionLine{{Account: membersFund, Amount: ledger.MustMoney("300")}},
		Surplus:     ledger.MustMoney("-70"),
	}
	if diff := cmp.Diff(want, p, sameValues()); diff != "" {
		t.Errorf("position (-want +got):\n%s", diff)
	}
	if !p.Has().Equal(p.Owes()) {
		t.Errorf("has %s, owes %s", p.Has(), p.Owes())
	}
}

func TestStatusForm(t *testing.T) {
	t.Parallel()
	form := ledger.NewStatusForm([]ledger.Turnover{
		turn(cashAccount, "", "500.00", ""), turn(ledger.Account{Code: "1200", Type: ledger.Asset}, "", "25.00", ""),
		turn(ledger.Account{Code: "1301", Type: ledger.Asset, Parent: "1300"}, "", "1000.00", ""), turn(bankAccount, "", "500.00", ""),
		turn(ledger.Account{Code: "1500", Type: ledger.Asset}, "", "75.00", ""),
		turn(membersFund, "", "", "1000.00"), turn(stateFund, "", "", "1500.00"), turn(savingsAccount, "", "", "100.00"),
		turn(feeAccount, "", "", "200.00"), turn(illnessAccount, "", "600.00", ""), turn(meetingAccount, "", "100.00", ""),
	})
	var got []string
	for _, l := range form {
		if !l.Amount.IsZero() {
			got = append(got, fmt.Sprintf("%d.%d %s", l.Part, l.Item, l.Amount))
		}
	}
	want := []string{"1.1 1000.00", "1.3 1500.00", "1.6 100.00", "2.1 200.00",
		"3.1 1500.00", "3.2 525.00", "3.3 600.00", "3.5 75.00", "4.4 100.00"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("form (-want +got):\n%s", diff)
	}
	if len(form) != 20 {
		t.Errorf("the form has %d lines, want all 20", len(form))
	}
}

// TestReportsFoot: from any books that balance for each source of money, the
// position, the form, and the flows and trial balances of every source foot.
func TestReportsFoot(t *testing.T) {
	t.Parallel()
	chart := append(ledger.Chart(), ledger.Account{Code: "8000", Type: ledger.Asset}, ledger.Account{Code: "1950", Type: ledger.Income})
	sources := []ledger.Source{{}, {Kind: ledger.SourceMembers}, {Kind: ledger.SourceState, Round: 1}, {Kind: ledger.SourceState, Round: 2}}
	rapid.Check(t, func(t *rapid.T) {
		var turnovers []ledger.Turnover
		for range rapid.IntRange(0, 40).Draw(t, "entries") {
			amount := ledger.MoneyFromSatang(rapid.Int64Range(1, 1e9).Draw(t, "satang"))
			source := rapid.SampledFrom(sources).Draw(t, "source")
			turnovers = append(turnovers,
				ledger.Turnover{Account: rapid.SampledFrom(chart).Draw(t, "debit"), Source: source, Debit: amount},
				ledger.Turnover{Account: rapid.SampledFrom(chart).Draw(t, "credit"), Source: source, Credit: amount})
		}
		if p := ledger.NewPosition(turnovers); !p.Has().Equal(p.Owes()) {
			t.Fatalf("has %s, owes %s", p.Has(), p.Owes())
		}
		sides := map[bool]ledger.Money{}
		for _, l := range ledger.NewStatusForm(turnovers) {
			left := l.Part <= ledger.FormIncome
			sides[left] = sides[left].Add(l.Amount)
		}
		if !sides[true].Equal(sides[false]) {
			t.Fatalf("the form has %s and %s", sides[true], sides[false])
		}
		cut := 2 * rapid.IntRange(0, len(turnovers)/2).Draw(t, "before")
		for _, f := range ledger.NewSourceFlows(turnovers[:cut], turnovers[cut:]) {
			sum := f.Before
			for _, l := range f.Lines {
				sum = sum.Add(l.In).Sub(l.Out)
			}
			if !sum.Equal(f.After) {
				t.Fatalf("%q comes to %s and has %s", f.Source, sum, f.After)
			}
		}
		for _, trial := range ledger.NewSourceTrials(turnovers) {
			if !trial.IsBalanced() {
				t.Fatalf("%q has %s and %s", trial.Source, trial.Debit, trial.Credit)
			}
		}
	})
}

func TestSourceFlows(t *testing.T) {
	t.Parallel()
	members, state := ledger.Source{Kind: ledger.SourceMembers}, ledger.Source{Kind: ledger.SourceState, Round: 3}
	of := func(s ledger.Source, turnover ledger.Turnover) ledger.Turnover { turnover.Source = s; return turnover }
	flows := ledger.NewSourceFlows(
		[]ledger.Turnover{of(members, turn(cashAccount, "", "100.00", "")), of(members, turn(membersFund, "", "", "100.00"))},
		[]ledger.Turnover{
			of(ledger.Source{}, turn(cashAccount, "", "5.00", "")), of(ledger.Source{}, turn(feeAccount, "", "", "5.00")),
			of(state, turn(bankAccount, "", "3000.00", "")), of(state, turn(stateFund, "", "", "3000.00")),
			of(members, turn(cashAccount, "", "30.00", "80.00")), of(members, turn(illnessAccount, "", "80.00", "")), of(members, turn(membersFund, "", "", "30.00")),
		})
	want := []ledger.SourceFlow{
		{Source: members, Before: ledger.MustMoney("100"), After: ledger.MustMoney("50"), Lines: []ledger.SourceLine{
			{Account: membersFund, In: ledger.MustMoney("30")}, {Account: illnessAccount, Out: ledger.MustMoney("80")}}},
		{Source: state, After: ledger.MustMoney("3000"), Lines: []ledger.SourceLine{{Account: stateFund, In: ledger.MustMoney("3000")}}},
		{After: ledger.MustMoney("5"), Lines: []ledger.SourceLine{{Account: feeAccount, In: ledger.MustMoney("5")}}},
	}
	if diff := cmp.Diff(want, flows, sameValues()); diff != "" {
		t.Errorf("flows (-want +got):\n%s", diff)
	}
}
