package ledger_test

import (
	"errors"
	"testing"

	"pgregory.net/rapid"

	"sajja/ledger"
)

func TestMayCheck(t *testing.T) {
	t.Parallel()
	var (
		treasurer, daughter, mother = ledger.NewMemberID(), ledger.NewMemberID(), ledger.NewMemberID()
		chair, stranger, friend     = ledger.NewMemberID(), ledger.NewMemberID(), ledger.NewMemberID()
		house, next                 = ledger.NewHouseholdID(), ledger.NewHouseholdID()
	)
	ties := ledger.Ties{
		Households: map[ledger.MemberID]ledger.HouseholdID{treasurer: house, mother: house, chair: next, daughter: ledger.NewHouseholdID()},
		ActsFor:    map[ledger.MemberID][]ledger.MemberID{daughter: {mother}, friend: {chair}},
	}
	for name, c := range map[string]struct {
		checker ledger.MemberID
		made    ledger.Made
		want    error
	}{
		"her own promise":                              {treasurer, ledger.Made{Maker: treasurer, Member: treasurer}, ledger.ErrMakerIsChecker},
		"what another promised for her":                {treasurer, ledger.Made{Maker: daughter, Member: treasurer}, ledger.ErrMakerIsChecker},
		"what she promised for another":                {treasurer, ledger.Made{Maker: treasurer, Member: stranger}, ledger.ErrMakerIsChecker},
		"her mother's, in one house":                   {treasurer, ledger.Made{Maker: mother, Member: mother}, ledger.ErrHouseholdIsChecker},
		"what her mother promised for somebody":        {treasurer, ledger.Made{Maker: mother, Member: stranger}, ledger.ErrHouseholdIsChecker},
		"what somebody promised for her mother":        {treasurer, ledger.Made{Maker: daughter, Member: mother}, ledger.ErrHouseholdIsChecker},
		"that of one she acts for":                     {daughter, ledger.Made{Maker: mother, Member: mother}, ledger.ErrProxyIsChecker},
		"that of one who acts for her":                 {chair, ledger.Made{Maker: friend, Member: friend}, ledger.ErrProxyIsChecker},
		"that of another house":                        {chair, ledger.Made{Maker: mother, Member: mother}, nil},
		"that of one without a house, herself without": {friend, ledger.Made{Maker: stranger, Member: stranger}, nil},
		"what the command line entered":                {chair, ledger.Made{Member: stranger}, nil},
		"what the command line entered for her mother": {treasurer, ledger.Made{Member: mother}, ledger.ErrHouseholdIsChecker},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if got := ledger.MayCheck(c.checker, c.made, ties); !errors.Is(got, c.want) {
				t.Errorf("%v, want %v", got, c.want)
			}
		})
	}

	t.Run("who may check another may be checked by her, and a member more in a house never adds a checker", func(t *testing.T) {
		t.Parallel()
		rapid.Check(t, checkMutual)
	})
}

// checkMutual draws a small village and holds what is true of every pair.
func checkMutual(t *rapid.T) {
	people := make([]ledger.MemberID, 5)
	houses := []ledger.HouseholdID{{}, ledger.NewHouseholdID(), ledger.NewHouseholdID()}
	ties := ledger.Ties{Households: map[ledger.MemberID]ledger.HouseholdID{}, ActsFor: map[ledger.MemberID][]ledger.MemberID{}}
	for i := range people {
		people[i] = ledger.NewMemberID()
		ties.Households[people[i]] = rapid.SampledFrom(houses).Draw(t, "house")
	}
	person := rapid.SampledFrom(people)
	for range rapid.IntRange(0, 4).Draw(t, "proxies") {
		holder := person.Draw(t, "holder")
		ties.ActsFor[holder] = append(ties.ActsFor[holder], person.Draw(t, "for"))
	}
	a, b := person.Draw(t, "a"), person.Draw(t, "b")
	there := ledger.MayCheck(a, ledger.Made{Maker: b, Member: b}, ties)
	back := ledger.MayCheck(b, ledger.Made{Maker: a, Member: a}, ties)
	if !errors.Is(there, back) {
		t.Fatalf("there %v, back %v", there, back)
	}
	ties.Households[a], ties.Households[b] = houses[1], houses[1]
	if ledger.MayCheck(a, ledger.Made{Maker: b, Member: b}, ties) == nil {
		t.Fatal("one of a house checks another of it")
	}
}
