package postgres_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"sajja/ledger"
	"sajja/store"
	"sajja/store/postgres"
)

// recordedBy is money that somebody posted without a promise, some minutes ago.
func recordedBy(t *testing.T, b *bundle, actor store.Member, key string, ago time.Duration) ledger.Entry {
	t.Helper()
	e, err := ledger.Record(ledger.Handing{Fund: b.fund.ID, Member: b.somsri.ID, Kind: ledger.KindContribution,
		Amount: ledger.MustMoney("30.00"), EffectiveOn: ledger.DateOf(time.Now().Add(-ago))},
		ledger.AccountRef{Code: ledger.CodeCashInHand}, ledger.Act{Actor: actor.ID, At: time.Now().Add(-ago), Cause: "event-" + key, Key: key})
	if err != nil {
		t.Fatal(err)
	}
	return e
}

// takeAct writes acts as a turn does.
func takeAct(t *testing.T, db *postgres.DB, b *bundle, acts ...store.Act) error {
	t.Helper()
	return db.Work(t.Context(), b.fund.ID, nil, func(context.Context, *postgres.Session) (store.Outcome, error) {
		return store.Outcome{Acts: acts}, nil
	})
}

func TestWhoMayReverse(t *testing.T) {
	t.Parallel()
	db, b := setup(t)
	for i, test := range []struct {
		name              string
		maker, undoer     store.Member
		ago               time.Duration
		proposed, refused bool
	}{
		{"the member takes back at once what her fund posted at once", b.somsri, b.somsri, 0, false, false},
		{"not an hour later", b.somsri, b.somsri, time.Hour, false, true},
		{"the collector takes back at once what he posted", b.boonmee, b.boonmee, 0, false, false},
		{"not an hour later", b.boonmee, b.boonmee, time.Hour, false, true},
		{"but when a correction was proposed", b.boonmee, b.boonmee, time.Hour, true, false},
		{"the member does not take back what the collector posted", b.boonmee, b.somsri, 0, false, true},
		{"the collector not what the treasurer posted, proposed or not", b.malee, b.boonmee, 0, true, true},
		{"the treasurer may reverse whatever stands", b.boonmee, b.malee, time.Hour, false, false},
	} {
		key := fmt.Sprintf("reverse-%d", i)
		e := recordedBy(t, b, test.maker, key, test.ago)
		post(t, db, b, e)
		if test.proposed {
			if err := takeAct(t, db, b, store.ProposeCorrection{Correction: store.Correction{ID: ledger.NewCorrectionID(), Entry: e.ID,
				Member: b.somsri.ID, Number: 1, By: test.undoer.ID, At: time.Now()}}); err != nil {
				t.Fatal(err)
			}
		}
		back, err := ledger.Reverse(e, ledger.Date{}, ledger.ReasonTakenBack,
			ledger.Act{Actor: test.undoer.ID, At: time.Now(), Cause: "undo", Key: "undo:" + e.ID.String()})
		if err != nil {
			t.Fatal(err)
		}
		err = db.Post(t.Context(), b.fund.ID, []ledger.Entry{back})
		if test.refused != errors.Is(err, ledger.ErrNotOfficer) || !test.refused && err != nil {
			t.Errorf("%s: %v", test.name, err)
		}
	}
}

func TestStepsAreTakenOnce(t *testing.T) {
	t.Parallel()
	db, b := setup(t)
	e := recordedBy(t, b, b.malee, "k", 0)
	post(t, db, b, e)
	now := time.Now()
	correction, dispute, closing := ledger.NewCorrectionID(), ledger.NewDisputeID(), ledger.NewClosingID()
	through := ledger.DateOf(now).AddDays(-1)
	for _, step := range []struct {
		name string
		made func() store.Act
	}{
		{"a proposal for an entry", func() store.Act {
			return store.ProposeCorrection{Correction: store.Correction{ID: correction, Entry: e.ID, Member: b.somsri.ID, Number: 1, By: b.malee.ID, At: now}}
		}},
		{"an answer to it", func() store.Act {
			return store.EndCorrection{Correction: correction, End: store.CorrectionAgreed, By: b.somsri.ID, At: now}
		}},
		{"a dispute of a number", func() store.Act {
			return store.OpenDispute{Dispute: ledger.Dispute{ID: dispute, Member: b.somsri.ID, Entry: e.ID, Figure: e.Amount(), OpenedAt: now}, Number: 1}
		}},
		{"its first step", func() store.Act {
			return store.StepDispute{Dispute: dispute, Step: 1, DisputeStep: ledger.DisputeStep{Kind: ledger.StepAnswer, By: b.malee.ID, At: now, Words: "นับแล้ว"}}
		}},
		{"the closing of a month", func() store.Act {
			return store.BeginClosing{ID: closing, Through: through, By: b.malee.ID, At: now}
		}},
		{"its first step", func() store.Act {
			return store.StepClosing{Closing: closing, Step: 1, ClosingStep: ledger.ClosingStep{Kind: ledger.StepCount, By: b.malee.ID, At: now}}
		}},
	} {
		if err := takeAct(t, db, b, step.made()); err != nil {
			t.Fatalf("%s: %v", step.name, err)
		}
		again := step.made()
		switch a := again.(type) { // what two who act at once would write
		case store.ProposeCorrection:
			a.ID = ledger.NewCorrectionID()
			again = a
		case store.OpenDispute:
			a.ID = ledger.NewDisputeID()
			again = a
		case store.BeginClosing:
			a.ID = ledger.NewClosingID()
			again = a
		}
		if err := takeAct(t, db, b, again); !errors.Is(err, store.ErrConflict) {
			t.Errorf("%s a second time: %v", step.name, err)
		}
	}
	found, err := db.DisputeByNumber(t.Context(), b.fund.ID, 1)
	if err != nil || found.State() != ledger.DisputeAnswered || found.Line == nil || found.StepNames[0] != b.malee.Name {
		t.Errorf("%+v, %v", found, err)
	}
}

// closeMonth is the second signature, as the bot writes it.
func closeMonth(b *bundle, second store.Member, closing ledger.ClosingID, through ledger.Date, cash string) store.CloseMonth {
	count := ledger.Count{Cash: ledger.MustMoney(cash), Books: ledger.Figures{Cash: ledger.MustMoney(cash)}}
	asking, _ := json.Marshal(map[string]string{"text": store.MarkName + " " + store.MarkNumber + " " + store.MarkContribution + " " + store.MarkMember})
	return store.CloseMonth{
		StepClosing: store.StepClosing{Closing: closing, Step: 1, ClosingStep: ledger.ClosingStep{Kind: ledger.StepClose, By: second.ID, At: time.Now(), Count: count}},
		Through:     through, First: b.malee.ID, Event: "event-close", Asking: asking,
	}
}

func TestCloseMonth(t *testing.T) {
	t.Parallel()

	t.Run("of two who sign at once one closes, and every member is asked once", func(t *testing.T) {
		t.Parallel()
		db, b := setup(t)
		yesterday := ledger.DateOf(time.Now()).AddDays(-1)
		post(t, db, b, recordedBy(t, b, b.malee, "before", 24*time.Hour), recordedBy(t, b, b.malee, "after", 0))
		for _, m := range []store.Member{b.somsri, b.boonmee} {
			if err := db.GrantOffice(t.Context(), b.fund.ID, m.ID, store.Term{Office: ledger.Chair}, time.Now()); err != nil {
				t.Fatal(err)
			}
		}
		closing := ledger.NewClosingID()
		if err := takeAct(t, db, b, store.BeginClosing{ID: closing, Through: yesterday, By: b.malee.ID, At: time.Now()}); err != nil {
			t.Fatal(err)
		}
		results := make([]error, 8)
		var all sync.WaitGroup
		for i := range results {
			all.Go(func() {
				second := []store.Member{b.somsri, b.boonmee}[i%2]
				results[i] = takeAct(t, db, b, closeMonth(b, second, closing, yesterday, "30.00"))
			})
		}
		all.Wait()
		closed := 0
		for _, err := range results {
			switch {
			case err == nil:
				closed++
			case !errors.Is(err, store.ErrConflict):
				t.Errorf("the slower one: %v", err)
			}
		}
		periods, err := db.Periods(t.Context(), b.fund.ID)
		if err != nil || closed != 1 || len(periods) != 1 || periods[0].ClosedBy != b.malee.ID || periods[0].ClosedWith.IsZero() {
			t.Fatalf("%d closed, %+v, %v", closed, periods, err)
		}
		checkFigures(t, db, b, yesterday)
	})

	t.Run("what was signed must be what the books say under the lock", func(t *testing.T) {
		t.Parallel()
		db, b := setup(t)
		yesterday := ledger.DateOf(time.Now()).AddDays(-1)
		post(t, db, b, recordedBy(t, b, b.malee, "before", 24*time.Hour))
		closing := ledger.NewClosingID()
		grant(t, db, b, b.boonmee, ledger.Chair)
		month := closeMonth(b, b.boonmee, closing, yesterday, "29.00")
		month.Note = "ทอนผิด"
		err := takeAct(t, db, b, store.BeginClosing{ID: closing, Through: yesterday, By: b.malee.ID, At: time.Now()}, month)
		if !errors.Is(err, store.ErrConflict) {
			t.Error(err)
		}
		if periods, err := db.Periods(t.Context(), b.fund.ID); err != nil || len(periods) != 0 {
			t.Errorf("%+v, %v", periods, err)
		}
	})

	t.Run("nobody signs twice, without an office, or beside her own household", func(t *testing.T) {
		t.Parallel()
		db, b := setup(t)
		p := ledger.Period{Fund: b.fund.ID, Through: ledger.DateOf(time.Now()).AddDays(-1), ClosedBy: b.malee.ID}
		for _, test := range []struct {
			second ledger.MemberID
			want   error
		}{{b.malee.ID, ledger.ErrMakerIsChecker}, {b.somsri.ID, ledger.ErrNotOfficer}, {b.boonmee.ID, ledger.ErrNotOfficer}} {
			p.ClosedWith = test.second
			if _, err := db.ClosePeriod(t.Context(), p); !errors.Is(err, test.want) {
				t.Errorf("%v, want %v", err, test.want)
			}
		}
		grant(t, db, b, b.boonmee, ledger.Committee)
		owner := connectOwner(t, b)
		for _, sql := range []string{
			`INSERT INTO households (fund_id, id, created_at) SELECT id, id, now() FROM funds`,
			`UPDATE members SET household_id = fund_id WHERE number IN (SELECT number FROM members)`,
		} {
			if _, err := owner.Exec(t.Context(), sql); err != nil {
				t.Fatal(err)
			}
		}
		if _, err := db.ClosePeriod(t.Context(), p); !errors.Is(err, ledger.ErrSameHousehold) {
			t.Errorf("of one household: %v", err)
		}
		if _, err := owner.Exec(t.Context(), `UPDATE members SET household_id = NULL`); err != nil {
			t.Fatal(err)
		}
		if _, err := db.ClosePeriod(t.Context(), p); err != nil {
			t.Errorf("the treasurer with one of the committee: %v", err)
		}
	})
}

func grant(t *testing.T, db *postgres.DB, b *bundle, m store.Member, office ledger.Office) {
	t.Helper()
	if err := db.GrantOffice(t.Context(), b.fund.ID, m.ID, store.Term{Office: office}, time.Now()); err != nil {
		t.Fatal(err)
	}
}

// checkFigures holds that each member has her figure of the day, and those with
// LINE one message with their own words in it.
func checkFigures(t *testing.T, db *postgres.DB, b *bundle, through ledger.Date) {
	t.Helper()
	err := db.Snapshot(t.Context(), b.fund.ID, func(s *postgres.Snapshot) error {
		day, checks, err := s.FigureChecks(t.Context(), ledger.Date{})
		if err != nil || day != through || len(checks) != 3 {
			return fmt.Errorf("%s: %d checks, %w", day, len(checks), err)
		}
		for _, c := range checks {
			want := "0.00"
			if c.Member.ID == b.somsri.ID {
				want = "30.00" // what came after the day is not in it
			}
			if c.Contribution.String() != want {
				t.Errorf("%s has %s, want %s", c.Member.Number, c.Contribution, want)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	rows, err := connectOwner(t, b).Query(t.Context(), `SELECT recipient || ' ' || urgency || ' ' || content FROM outbound_messages ORDER BY 1`)
	if err != nil {
		t.Fatal(err)
	}
	var said []string
	var line string
	for rows.Next() {
		if err := rows.Scan(&line); err != nil {
			t.Fatal(err)
		}
		said = append(said, line)
	}
	text := strings.Join(said, "\n")
	if strings.Contains(text, "⟪") || strings.Count(text, b.somsri.Name+" "+b.somsri.Number+" 30 ") != 1 || !strings.Contains(text, " ride ") {
		t.Errorf("the messages say:\n%s", text)
	}
}

func TestAskSilence(t *testing.T) {
	t.Parallel()
	db, b := setup(t)
	words := func(store.Fund, ledger.Date) (json.RawMessage, error) {
		return json.RawMessage(`{"items":[{"text":"?"}]}`), nil
	}
	now := time.Now()
	ask := func(days int) ledger.Date {
		t.Helper()
		at := now.AddDate(0, 0, days)
		since, err := db.AskSilence(t.Context(), b.fund, ledger.DateOf(at).AddMonths(-1), at, words)
		if err != nil {
			t.Fatal(err)
		}
		return since
	}
	post(t, db, b, recordedBy(t, b, b.malee, "last", 0))
	if since := ask(10); !since.IsZero() {
		t.Errorf("asked after ten days: %s", since)
	}
	if since := ask(40); since != ledger.DateOf(now) {
		t.Errorf("after forty days: %s", since)
	}
	for _, days := range []int{40, 41, 80} {
		if since := ask(days); !since.IsZero() {
			t.Errorf("asked again on day %d: %s", days, since)
		}
	}
	n := 0
	query(t, b.ownerURL, `SELECT 'open', count(*)::int FROM outbound_open o JOIN outbound_messages m ON m.id = o.message_id WHERE m.event_id LIKE 'silence:%'`,
		func(_ string, count int) { n = count })
	if n == 0 || n > 3 {
		t.Errorf("%d messages", n)
	}
}
