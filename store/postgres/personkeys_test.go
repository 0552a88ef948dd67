package postgres_test

import (
	"errors"
	"testing"
	"time"

	"sajja/ledger"
	"sajja/store"
)

// TestRewrapping: a rotation that is ended half way goes on where it was, and one
// fund's keys are no other's.
func TestRewrapping(t *testing.T) {
	t.Parallel()
	db, b := setup(t)
	const people, before, after = 1200, 7, 4_000_000_000
	var all []store.Enrolment
	for range people {
		m := store.Member{ID: ledger.NewMemberID(), Person: ledger.NewPersonID(), Number: ledger.NewMemberID().String()[:32], Name: "คำ", JoinedOn: ledger.MustDate("2024-01-01")}
		all = append(all, store.Enrolment{Member: m, Sealed: store.SealedPerson{
			Key:     store.PersonKey{Person: m.Person, KeyID: before, Wrapped: []byte("old")},
			Secrets: []store.Secret{{Field: store.SecretPhone, Sealed: []byte("sealed")}},
		}})
	}
	if _, err := db.TakeIn(t.Context(), b.fund.ID, store.Intake{Members: all, Act: ledger.Act{At: time.Now()}}); err != nil {
		t.Fatal(err)
	}
	left := errors.New("the machine was switched off")
	rewrapped := 0
	anew := func(ledger.PersonID, []byte) ([]byte, error) {
		if rewrapped++; rewrapped == 700 {
			return nil, left
		}
		return []byte("new"), nil
	}
	first, err := db.RewrapPersonKeys(t.Context(), b.fund.ID, after, anew)
	if err != nil || first == 0 {
		t.Fatal(first, err)
	}
	if _, err := db.RewrapPersonKeys(t.Context(), b.fund.ID, after, anew); !errors.Is(err, left) {
		t.Fatal(err)
	}
	if inUse, err := db.KeysInUse(t.Context(), b.fund.ID); err != nil || inUse[after] != first || inUse[before] != people-first {
		t.Fatalf("%v, %v", inUse, err)
	}
	total := first
	for n := 1; n > 0; total += n {
		if n, err = db.RewrapPersonKeys(t.Context(), b.fund.ID, after, anew); err != nil {
			t.Fatal(err)
		}
	}
	sealed, err := db.SealedPeople(t.Context(), b.fund.ID)
	if err != nil || total != people || len(sealed) != people {
		t.Fatal(total, len(sealed), err)
	}
	for _, p := range sealed {
		if p.Key.KeyID != after || string(p.Key.Wrapped) != "new" || string(p.Secrets[0].Sealed) != "sealed" {
			t.Fatalf("%+v", p)
		}
	}
}
