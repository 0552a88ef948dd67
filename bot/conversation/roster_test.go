package conversation

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"sajja/bot/intent"
	"sajja/bot/roster"
	"sajja/ledger"
	"sajja/ledger/membership"
	"sajja/store"
)

// lane gives the facts of a treasurer with four members, whose first two have one
// name.
func lane() (Facts, []store.RosterMember) {
	now := time.Date(2026, 11, 21, 3, 0, 0, 0, time.UTC)
	fund := store.Fund{ID: ledger.NewFundID(), Preset: ledger.PresetWelfare}
	treasurer := store.Member{Fund: fund.ID, ID: ledger.NewMemberID(), Name: "มาลี", Offices: []ledger.Office{ledger.Treasurer}}
	var people []store.RosterMember
	known := map[ledger.MemberID]store.RosterMember{}
	for i, name := range []string{"แดง มีสุข", "แดง ใจเย็น", "บุญมี นาดี", "ลำดวน ปินตา"} {
		m := store.RosterMember{
			Member:   store.Member{Fund: fund.ID, ID: ledger.NewMemberID(), Name: name, Number: string(rune('1' + i)), Village: "หมู่ 1"},
			Standing: membership.Active,
		}
		people, known[m.ID] = append(people, m), m
	}
	own := store.RosterMember{Member: treasurer, Standing: membership.Active}
	known[treasurer.ID] = own
	return Facts{Now: now, Fund: fund, Person: &store.Person{Member: treasurer}, Roster: &RosterFacts{People: known}}, append(people, own)
}

func sureLine(m store.RosterMember, amount string) store.RosterLine {
	return store.RosterLine{Who: m.Name, Amount: ledger.MustMoney(amount), Members: []ledger.MemberID{m.ID}, IsSure: true}
}

func TestRosterView(t *testing.T) {
	t.Parallel()
	f, people := lane()
	doubt := store.RosterLine{Who: "แดง", Amount: ledger.MustMoney("30.00"), Members: []ledger.MemberID{people[0].ID, people[1].ID}}
	gone := people[3]
	gone.Standing = membership.Deceased
	f.Roster.People[gone.ID] = gone
	states := func(r store.Roster) []string {
		var all []string
		for _, row := range viewOf(r, f).Rows {
			all = append(all, string(row.State)+" "+string(row.Trouble))
		}
		return all
	}
	for _, c := range []struct {
		name  string
		lines []store.RosterLine
		steps []store.RosterStep
		want  []string
	}{
		{"two of one name are asked about", []store.RosterLine{doubt}, nil, []string{"asked "}},
		{"one of two who has her own line is not meant again", []store.RosterLine{sureLine(people[0], "30.00"), doubt}, nil, []string{"found ", "guessed "}},
		{"the officer's word settles it", []store.RosterLine{doubt}, []store.RosterStep{{Verb: store.RosterPick, Member: people[1].ID}}, []string{"found "}},
		{"the officer leaves a line out", []store.RosterLine{doubt}, []store.RosterStep{{Verb: store.RosterLeave}}, []string{"out left"}},
		{"one who died is refused", []store.RosterLine{sureLine(gone, "30.00")}, nil, []string{"out gone"}},
		{"the officer's own money is another's matter", []store.RosterLine{sureLine(people[4], "30.00")}, nil, []string{"out own"}},
		{"a second line of one member is marked", []store.RosterLine{sureLine(people[2], "30.00"), sureLine(people[2], "40.00")}, nil, []string{"found ", "out double"}},
		{"a second line counts when the officer says so", []store.RosterLine{sureLine(people[2], "30.00"), sureLine(people[2], "40.00")},
			[]store.RosterStep{{Verb: store.RosterPick, Line: 1, Member: people[2].ID}}, []string{"found ", "found "}},
		{"nobody is unknown", []store.RosterLine{{Who: "วราภรณ์", Amount: ledger.MustMoney("30.00")}}, nil, []string{"out unknown"}},
		{"a name without a sum cannot be picked into the books", []store.RosterLine{{Who: "แดง", Trouble: store.RosterNoAmount, Members: doubt.Members}},
			[]store.RosterStep{{Verb: store.RosterPick, Member: people[0].ID}}, []string{"out no-amount"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			if diff := cmp.Diff(c.want, states(store.Roster{Lines: c.lines, Steps: c.steps})); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestRosterPost(t *testing.T) {
	t.Parallel()
	setup := func() (Facts, store.Roster, Input) {
		f, people := lane()
		r := store.Roster{
			ID: ledger.NewRosterID(), Officer: f.Person.Member.ID, Kind: store.RosterPasted,
			Lines: []store.RosterLine{sureLine(people[0], "30.00"), sureLine(people[2], "60.00")},
		}
		f.Roster.Roster = &r
		in := Input{Kind: KindButton, EventID: "e", Button: Button{Verb: VerbRosterPost, Args: []string{IDArg(r.ID.UUID), "0"}}}
		return f, r, in
	}
	t.Run("the whole list is posted in one decision, each line an act of its own", func(t *testing.T) {
		t.Parallel()
		f, r, in := setup()
		d := Step(State{}, in, f)
		if len(d.Entries) != 2 || len(d.Acts) != 2 || len(d.Replies) != 3 {
			t.Fatalf("%d entries, %d acts, %d replies", len(d.Entries), len(d.Acts), len(d.Replies))
		}
		for _, e := range d.Entries {
			if err := e.Check(); err != nil || e.Phase != ledger.PhasePosted || e.Actor != r.Officer {
				t.Errorf("%+v, %v", e, err)
			}
		}
		if d.Entries[0].Key == d.Entries[1].Key {
			t.Error("two lines are one act")
		}
	})
	t.Run("a card made before a choice shows the list anew and posts nothing", func(t *testing.T) {
		t.Parallel()
		f, r, in := setup()
		r.Steps = []store.RosterStep{{Verb: store.RosterLeave, Line: 1}}
		f.Roster.Roster = &r
		if d := Step(State{}, in, f); len(d.Entries) != 0 || len(d.Acts) != 0 {
			t.Errorf("%+v", d)
		}
	})
	t.Run("a list of another officer stays hers", func(t *testing.T) {
		t.Parallel()
		f, r, in := setup()
		r.Officer = ledger.NewMemberID()
		f.Roster.Roster = &r
		if d := Step(State{}, in, f); len(d.Entries) != 0 || !cmp.Equal(d.Replies, []Reply{RosterNotYours{}}) {
			t.Errorf("%+v", d)
		}
	})
	t.Run("without the office nothing is posted", func(t *testing.T) {
		t.Parallel()
		f, _, in := setup()
		f.Person.Member.Offices = nil
		if d := Step(State{}, in, f); len(d.Entries) != 0 || !cmp.Equal(d.Replies, []Reply{Note{TopicNoOffice}}) {
			t.Errorf("%+v", d)
		}
	})
	t.Run("what is left open comes again as a list of its own", func(t *testing.T) {
		t.Parallel()
		f, r, in := setup()
		_, people := lane()
		for _, m := range people[:2] {
			f.Roster.People[m.ID] = m
		}
		r.Lines = append(r.Lines, store.RosterLine{Who: "ดำ", Amount: ledger.MustMoney("30.00"), Members: []ledger.MemberID{people[0].ID, people[1].ID}})
		f.Roster.Roster = &r
		d := Step(State{}, in, f)
		if len(d.Entries) != 2 || len(d.Acts) != 3 {
			t.Fatalf("%d entries, %d acts", len(d.Entries), len(d.Acts))
		}
		if rest, ok := d.Acts[2].(store.Roster); !ok || rest.Kind != store.RosterRest || len(rest.Lines) != 1 {
			t.Errorf("%+v", d.Acts[2])
		}
	})
}

func TestRosterOfMoreThanAHundredLinesIsAskedToBeSplit(t *testing.T) {
	t.Parallel()
	f, _ := lane()
	sheet := roster.Sheet{IsLong: true}
	f.Roster.Sheet = &sheet
	in := Input{Kind: KindText, Meaning: intent.Result{Intent: intent.RecordDeposit}}
	if d := Step(State{}, in, f); len(d.Acts) != 0 || !cmp.Equal(d.Replies, []Reply{RosterLong{}}) {
		t.Errorf("%+v", d)
	}
}
