package store_test

import (
	"testing"
	"time"

	"sajja/store"
)

func TestALinkCodeIsGoodOnceAndForAWhile(t *testing.T) {
	t.Parallel()
	now := time.Date(2026, 11, 21, 3, 0, 0, 0, time.UTC)
	fresh := store.LinkCode{IssuedAt: now.Add(-time.Hour), ExpiresAt: now.Add(time.Hour)}
	used, replaced, expired := fresh, fresh, fresh
	used.UsedAt = now.Add(-time.Minute)
	replaced.IsReplaced = true
	expired.ExpiresAt = now
	for name, test := range map[string]struct {
		code store.LinkCode
		want bool
	}{
		"fresh": {fresh, true}, "used": {used, false}, "a newer slip was made": {replaced, false}, "its last moment": {expired, false},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if got := test.code.IsGood(now); got != test.want {
				t.Errorf("IsGood = %v", got)
			}
		})
	}
}

func TestTriesAreLimited(t *testing.T) {
	t.Parallel()
	first := time.Date(2026, 11, 21, 3, 0, 0, 0, time.UTC)
	for name, test := range map[string]struct {
		tries store.LinkTries
		want  time.Time
	}{
		"nobody tried":         {store.LinkTries{}, time.Time{}},
		"slips of the finger":  {store.LinkTries{OfUser: 4, UserSince: first, OfFund: 29, FundSince: first}, time.Time{}},
		"one phone too often":  {store.LinkTries{OfUser: 5, UserSince: first, OfFund: 5, FundSince: first}, first.Add(time.Hour)},
		"many phones together": {store.LinkTries{OfUser: 0, OfFund: 30, FundSince: first}, first.Add(24 * time.Hour)},
		"both":                 {store.LinkTries{OfUser: 6, UserSince: first, OfFund: 40, FundSince: first}, first.Add(24 * time.Hour)},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if got := test.tries.PausedUntil(); !got.Equal(test.want) {
				t.Errorf("paused until %v, want %v", got, test.want)
			}
		})
	}
}
