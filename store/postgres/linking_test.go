package postgres_test

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"testing"
	"time"

	"sajja/ledger"
	"sajja/store"
	"sajja/store/postgres"
)

// TestOfManyInOneMomentOneComesThrough: a code is used, a request seconded and a
// member frozen once, however many try at the same instant; the others are told to
// look again.
func TestOfManyInOneMomentOneComesThrough(t *testing.T) {
	t.Parallel()
	db, b := setup(t)
	now := time.Now()
	phoneless := newMember(b, "099", "คำปัน แก้วมา", 99)
	phoneless.LineUserID = ""
	if err := db.AddMembers(t.Context(), b.fund.ID, []store.Member{phoneless}, now); err != nil {
		t.Fatal(err)
	}
	code := store.LinkCode{ID: ledger.NewLinkCodeID(), Member: b.somsri.ID, Hash: make([]byte, 32), IssuedAt: now, ExpiresAt: now.Add(store.LinkCodeLife)}
	if err := db.AddLinkCodes(t.Context(), b.fund.ID, []store.LinkCode{code}); err != nil {
		t.Fatal(err)
	}
	user := func(i int) string { return fmt.Sprintf("U%032x", 0xabc00+i) }
	for name, act := range map[string]func(i int) store.Act{
		"a code is used": func(i int) store.Act { return store.LinkCodeUsed{Code: code.ID, LineUserID: user(i), At: now} },
		"a phone is linked": func(i int) store.Act {
			return store.Linked{Member: phoneless.ID, LineUserID: user(i), How: store.LinkByCode, At: now}
		},
		"a member is frozen":     func(int) store.Act { return store.Frozen{Member: b.somsri.ID, Number: 1, By: b.malee.ID, At: now} },
		"officers hear of guess": func(int) store.Act { return store.LinkAlarmRaised{Kind: store.AlarmUser, At: now} },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if done, conflicts := actTogether(t, db, b.fund.ID, act); done != 1 || done+conflicts != together {
				t.Errorf("%d came through, %d were told to look again", done, conflicts)
			}
		})
	}
}

// together is how many try in one moment.
const together = 6

func actTogether(t *testing.T, db *postgres.DB, fund ledger.FundID, act func(i int) store.Act) (done, conflicts int) {
	t.Helper()
	var work sync.WaitGroup
	var mu sync.Mutex
	start := make(chan struct{})
	for i := range together {
		work.Go(func() {
			<-start
			err := db.Work(t.Context(), fund, nil, func(context.Context, *postgres.Session) (store.Outcome, error) {
				return store.Outcome{Acts: []store.Act{act(i)}}, nil
			})
			mu.Lock()
			defer mu.Unlock()
			switch {
			case err == nil:
				done++
			case errors.Is(err, store.ErrConflict):
				conflicts++
			default:
				t.Error(err)
			}
		})
	}
	close(start)
	work.Wait()
	return done, conflicts
}

// TestALostPhoneNeedsTwoOfficers: who spoke for a member before decides whether one
// officer's word is enough, and her own going does not count against her.
func TestALostPhoneNeedsTwoOfficers(t *testing.T) {
	t.Parallel()
	db, b := setup(t)
	newcomer := fmt.Sprintf("U%032x", 0xdef)
	needsTwo := func() bool {
		t.Helper()
		var subject store.LinkSubject
		err := db.Work(t.Context(), b.fund.ID, nil, func(ctx context.Context, s *postgres.Session) (store.Outcome, error) {
			var err error
			subject, err = s.LinkSubject(ctx, b.somsri.ID, newcomer)
			return store.Outcome{}, err
		})
		if err != nil {
			t.Fatal(err)
		}
		return subject.NeedsTwo
	}
	if !needsTwo() {
		t.Error("another phone speaks for her, and one officer would be enough")
	}
	at := time.Now()
	if _, err := db.Unlink(t.Context(), b.fund.ID, b.somsri.ID, store.UnlinkedBySelf, at); err != nil {
		t.Fatal(err)
	}
	if needsTwo() {
		t.Error("she went herself, and two officers are asked for")
	}
	again := store.Linked{Member: b.somsri.ID, LineUserID: b.somsri.LineUserID, How: store.LinkByCode, At: at.Add(time.Second)}
	err := db.Work(t.Context(), b.fund.ID, nil, func(context.Context, *postgres.Session) (store.Outcome, error) {
		return store.Outcome{Acts: []store.Act{again}}, nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := db.Unlink(t.Context(), b.fund.ID, b.somsri.ID, store.UnlinkedByOfficer, at.Add(2*time.Second)); err != nil {
		t.Fatal(err)
	}
	if !needsTwo() {
		t.Error("an officer ended her link and could link another phone alone")
	}
}
