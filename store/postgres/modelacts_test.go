package postgres_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"
	"pgregory.net/rapid"

	"sajja/ledger"
	"sajja/store"
	"sajja/store/postgres"
)

// world is several funds in one database, and their models.
type world struct {
	db    *postgres.DB
	owner *pgx.Conn
	funds []*modelFund
	now   time.Time
	keys  int
	fund  *modelFund     // of the last act
	tally map[string]int // of answers
	story []string       // what was done and answered so far
}

// newWorld opens two funds that no earlier sequence has touched.
func newWorld(t *rapid.T, db *postgres.DB, owner *pgx.Conn, tally map[string]int, now time.Time) *world {
	w := &world{db: db, owner: owner, tally: tally, now: now}
	for _, name := range []string{"upper", "lower"} {
		id := ledger.NewFundID()
		f := &modelFund{name: name, id: id, closedAccounts: map[ledger.AccountCode]ledger.Date{}}
		fund := store.Fund{ID: id, Code: name + "-" + id.String()[24:], Name: name, Preset: ledger.PresetSavings, ReceiptDelivery: store.DeliveryPush, CreatedAt: w.now}
		if err := db.CreateFund(context.Background(), fund); err != nil {
			t.Fatal(err)
		}
		var members []store.Member
		for i, m := range []modelMember{{name: "somsri"}, {name: "prasert"}, {name: "malee", office: ledger.Treasurer},
			{name: "boonmee", office: ledger.Collector}, {name: "wichai", office: ledger.Chair}, {name: "nongnuch", office: ledger.Auditor}} {
			m.id = ledger.NewMemberID()
			f.members = append(f.members, m)
			member := store.Member{Fund: id, ID: m.id, Number: fmt.Sprint(i), Name: m.name, JoinedOn: ledger.DateOf(w.now)}
			if m.office != "" {
				member.Offices = []ledger.Office{m.office}
			}
			members = append(members, member)
		}
		if err := db.AddMembers(context.Background(), id, members, w.now); err != nil {
			t.Fatal(err)
		}
		w.funds = append(w.funds, f)
	}
	return w
}

func (w *world) today() ledger.Date { return ledger.DateOf(w.now) }

// turn lets time go on, or back, and picks the fund of the next act.
func (w *world) turn(t *rapid.T) *modelFund {
	hours := rapid.IntRange(0, 36).Draw(t, "hours later")
	if rapid.IntRange(0, 9).Draw(t, "clock") == 9 {
		hours = -rapid.IntRange(1, 72).Draw(t, "hours back")
	}
	w.now = w.now.Add(time.Duration(hours) * time.Hour)
	w.fund = w.funds[rapid.IntRange(0, 1).Draw(t, "fund")]
	return w.fund
}

// tell adds to the story.
func (w *world) tell(f *modelFund, err error, format string, args ...any) {
	w.tally[refusalOf(err)]++
	w.story = append(w.story, fmt.Sprintf("%s %s fund: %s: %q", w.now.Format(time.DateTime), f.name, fmt.Sprintf(format, args...), refusalOf(err)))
}

// fail ends the sequence with its story, which rapid makes as short as it can.
func (w *world) fail(t *rapid.T, format string, args ...any) {
	t.Helper()
	t.Fatalf("%s\nafter:\n%s", fmt.Sprintf(format, args...), strings.Join(w.story, "\n"))
}

// somebody is a member of the fund, seldom of the other, or nobody.
func (w *world) somebody(t *rapid.T, f *modelFund, label string) modelMember {
	n := rapid.IntRange(0, 31).Draw(t, label)
	switch n {
	case 30:
		other := w.funds[0]
		if other == f {
			other = w.funds[1]
		}
		return modelMember{id: other.members[2].id, name: "malee of the other fund"}
	case 31:
		return modelMember{name: "nobody"}
	}
	return f.members[n%len(f.members)]
}

// officer is somebody, most often one who may do it.
func (w *world) officer(t *rapid.T, f *modelFund, label string) modelMember {
	if rapid.IntRange(0, 2).Draw(t, label+" with the office") > 0 {
		return f.members[rapid.SampledFrom([]int{2, 4}).Draw(t, label)] // the treasurer, the chair
	}
	return w.somebody(t, f, label)
}

// someEntry is an entry of the fund, seldom of the other.
func (w *world) someEntry(t *rapid.T, f *modelFund, isWanted func(ledger.Entry) bool) ledger.Entry {
	from := f.entries
	if rapid.IntRange(0, 19).Draw(t, "whose entry") == 19 {
		from = slices.Concat(w.funds[0].entries, w.funds[1].entries)
	}
	if rapid.IntRange(0, 4).Draw(t, "any entry") < 4 {
		from = slices.DeleteFunc(slices.Clone(from), func(e ledger.Entry) bool { return !isWanted(e) })
	}
	if len(from) == 0 {
		pass(t, "no entry for this")
	}
	return from[rapid.IntRange(0, len(from)-1).Draw(t, "entry")]
}

func (w *world) actOf(who modelMember) ledger.Act {
	w.keys++
	return ledger.Act{Actor: who.id, At: w.now, Cause: "model", Key: fmt.Sprintf("act-%d", w.keys)}
}

func (w *world) someDay(t *rapid.T) ledger.Date {
	return w.today().AddDays(-rapid.SampledFrom([]int{0, 0, 0, 1, 5, 20, 35, 200, -2}).Draw(t, "days ago"))
}

func someMoney(t *rapid.T) ledger.Money {
	return ledger.MoneyFromSatang(rapid.SampledFrom([]int64{1, 50, 100, 3000, 4550, 100_000}).Draw(t, "satang"))
}

// post hands entries to the books, holds the answer to the model's and, when it
// is yes, keeps them there too.
func (w *world) post(t *rapid.T, f *modelFund, says string, entries ...ledger.Entry) {
	expected := f.refusals(entries)
	given := slices.Clone(entries)
	var err error
	throughWork := rapid.Bool().Draw(t, "through Work")
	if throughWork {
		err = w.db.Work(context.Background(), f.id, nil, func(context.Context, *postgres.Session) (store.Outcome, error) {
			return store.Outcome{Entries: given}, nil
		})
	} else {
		err = w.db.Post(context.Background(), f.id, given)
	}
	w.tell(f, err, "for %s, %s", entries[0].EffectiveOn, says)
	switch {
	case len(expected) == 0 && err != nil:
		w.fail(t, "refused, and no rule stands against it: %v", err)
	case len(expected) > 0 && !expected[refusalOf(err)]:
		w.fail(t, "answered %v, and the rules say %v", err, expected)
	case err == nil:
		f.post(entries)
	}
	if err == nil && !throughWork {
		w.expectNumbers(t, f.entries[len(f.entries)-len(given):], given)
	}
}

func (w *world) expectNumbers(t *rapid.T, want, got []ledger.Entry) {
	for i := range want {
		if want[i].Document != got[i].Document && want[i].Phase == ledger.PhasePosted {
			w.fail(t, "document %s, want %s", got[i].Document, want[i].Document)
		}
	}
}

// refusalOf gives the model's name of an error; the error's own text when the
// model has none.
func refusalOf(err error) string {
	if err == nil {
		return ""
	}
	for known, name := range map[error]string{
		store.ErrConflict: noConflict, ledger.ErrReversed: noConflict, ledger.ErrKeyReused: noConflict, ledger.ErrNotPending: noPending,
		ledger.ErrMakerIsChecker: noMaker, ledger.ErrNotOfficer: noOffice, ledger.ErrNotPosted: noPosted, ledger.ErrPeriodClosed: noPeriod,
		ledger.ErrIncomplete: noOtherFund, ledger.ErrDaySealed: noDay, ledger.ErrAccount: noAccount, ledger.ErrMember: noMember, ledger.ErrInsufficient: noSavings,
	} {
		if errors.Is(err, known) {
			return name
		}
	}
	switch by := refusedBy(err); by {
	case "entries_day_unsealed":
		return noDay
	case "entries_rest_is_difference":
		return noDifference
	case "entries_reverses_whole":
		return noWholly
	case "42501":
		return noOtherFund
	default:
		return by
	}
}

// must1 gives an entry that its constructor did not refuse; one that it refuses
// never reaches the books, which is what the tests of ledger are about.
func must1(t *rapid.T, e ledger.Entry, err error) ledger.Entry {
	if err != nil {
		pass(t, err.Error())
	}
	return e
}

// pass gives up an act for which there is nothing to act on; rapid takes another.
func pass(t *rapid.T, why string) {
	rapid.Just(0).Filter(func(int) bool { return false }).Draw(t, why)
}
