package ledger_test

import (
	"testing"
	"time"

	"sajja/ledger"
)

// The pure part of a posting: what a deposit costs before it reaches the
// database, beside the digest and the sums in it.
func BenchmarkEntry(b *testing.B) {
	fund, member, officer := ledger.NewFundID(), ledger.NewMemberID(), ledger.NewMemberID()
	h := ledger.Handing{Fund: fund, Member: member, Kind: ledger.KindContribution, Amount: ledger.MustMoney("30.00"), EffectiveOn: ledger.MustDate("2026-11-21")}
	act := ledger.Act{Actor: officer, At: time.Now(), Cause: "event", Key: "01JD0000000000000000000000"}
	e, err := ledger.Record(h, ledger.AccountRef{Code: ledger.CodeCashInHand}, act)
	if err != nil {
		b.Fatal(err)
	}
	b.Run("record", func(b *testing.B) {
		for b.Loop() {
			if _, err := ledger.Record(h, ledger.AccountRef{Code: ledger.CodeCashInHand}, act); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("check", func(b *testing.B) {
		for b.Loop() {
			if err := e.Check(); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("content-hash", func(b *testing.B) {
		for b.Loop() {
			e.ContentHash()
		}
	})
	b.Run("sealed-digest", func(b *testing.B) {
		for b.Loop() {
			e.SealedDigest()
		}
	})
	b.Run("satang", func(b *testing.B) {
		for b.Loop() {
			h.Amount.Satang()
		}
	})
}
