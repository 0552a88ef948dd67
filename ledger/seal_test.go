package ledger_test

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"testing"
	"time"

	"github.com/google/uuid"

	"sajja/ledger"
)

// sealedEntry is an entry whose every value is known.
func sealedEntry() ledger.Entry {
	at := time.UnixMilli(1_795_226_400_123).UTC()
	return ledger.Entry{
		ID:   ledger.LowestEntryID(at),
		Fund: ledger.FundID{UUID: uuid.MustParse("01a1fcb6-0000-7000-8000-00000000000f")}, Phase: ledger.PhasePosted,
		Kind: ledger.KindContribution, EffectiveOn: ledger.MustDate("2026-11-21"), RecordedAt: at,
		Cause: "event 1", Key: "key 1", Document: ledger.DocumentNumber{Series: ledger.SeriesReceipt, Year: 2026, Number: 123},
		Postings: ledger.Transfer(ledger.AccountRef{Code: "1100"}, ledger.AccountRef{Code: "3100"}, ledger.MustMoney("30.00"), ledger.Source{}),
	}
}

// The bytes of a sealed digest, written out once more from the description.
func ExampleEntry_SealedDigest() {
	e := sealedEntry()
	content := e.ContentHash()
	text := func(s string) string { return string(binary.BigEndian.AppendUint32(nil, uint32(len(s)))) + s }
	bytes := text("sajja entry 1") + string(content[:]) + string(e.ID.UUID[:]) +
		string(binary.BigEndian.AppendUint64(nil, 1_795_226_400_123_000)) + text("event 1") + text("key 1") +
		text("R") + string(binary.BigEndian.AppendUint32(nil, 2026)) + string(binary.BigEndian.AppendUint32(nil, 123))
	again := sha256.Sum256([]byte(bytes))
	digest := e.SealedDigest()
	fmt.Println(hex.EncodeToString(digest[:]))
	fmt.Println(digest == again)
	// Output:
	// 7ab51ae336592f838e824dc8be2b2f895e03e97393ab7ea255a529b78b889c8e
	// true
}

// The bytes of two days' seals, written out once more from the description.
func ExampleSealing() {
	e := sealedEntry()
	entry := e.SealedDigest()
	first := ledger.NewSealing(e.Fund, ledger.MustDate("2026-11-21"), ledger.Digest{})
	first.Add(entry)
	monday := first.Seal()
	second := ledger.NewSealing(e.Fund, ledger.MustDate("2026-11-23"), monday.Hash)
	second.Add(entry)
	second.Add(entry)
	wednesday := second.Seal()

	text := func(s string) string { return string(binary.BigEndian.AppendUint32(nil, uint32(len(s)))) + s }
	again := sha256.Sum256([]byte(text("sajja day 1") + string(e.Fund.UUID[:]) + text("2026-11-23") +
		string(monday.Hash[:]) + string(entry[:]) + string(entry[:])))
	fmt.Println(hex.EncodeToString(wednesday.Hash[:]))
	fmt.Println(wednesday.Hash == again, wednesday.Entries, wednesday.Previous == monday.Hash)
	// Output:
	// dcdfcc37731237646c09ef587bbac27194b4805e01232d9a01db4e3527e60b0b
	// true 2 true
}

func ExampleEntry_CheckCode() {
	e := sealedEntry()
	fmt.Println(ledger.CheckedNumber{Document: e.Document, Code: e.CheckCode()})
	e.Key = "key 2"
	fmt.Println(ledger.CheckedNumber{Document: e.Document, Code: e.CheckCode()})
	// Output:
	// R2569-000123-FATHN
	// R2569-000123-QM0BC
}

func ExampleParseCheckedNumber() {
	for _, text := range []string{"R2569-000123-7K2QX", "r25690001237k2qx", "R2569 OOOI23 7k2qx", "V2569-1234567-1OIL0", "R2569-000123", "R2569-000123-7K2QU"} {
		fmt.Println(ledger.ParseCheckedNumber(text))
	}
	// Output:
	// R2569-000123-7K2QX <nil>
	// R2569-000123-7K2QX <nil>
	// R2569-000123-7K2QX <nil>
	// V2569-1234567-10110 <nil>
	// - not a receipt with its check code, of the form R2569-000123-7K2QX: "R2569-000123"
	// - not a receipt with its check code, of the form R2569-000123-7K2QX: "R2569-000123-7K2QU"
}

func TestSealedDigest(t *testing.T) {
	t.Parallel()
	plain := sealedEntry().SealedDigest()
	for name, change := range map[string]func(e *ledger.Entry){
		"content":   func(e *ledger.Entry) { e.Reason = "x" },
		"ID":        func(e *ledger.Entry) { e.ID.UUID[15]++ },
		"instant":   func(e *ledger.Entry) { e.RecordedAt = e.RecordedAt.Add(time.Microsecond) },
		"cause":     func(e *ledger.Entry) { e.Cause = "event 2" },
		"key":       func(e *ledger.Entry) { e.Key = "key 2" },
		"boundary":  func(e *ledger.Entry) { e.Cause, e.Key = "event 1k", "ey 1" },
		"series":    func(e *ledger.Entry) { e.Document.Series = ledger.SeriesVoucher },
		"year":      func(e *ledger.Entry) { e.Document.Year++ },
		"number":    func(e *ledger.Entry) { e.Document.Number++ },
		"no number": func(e *ledger.Entry) { e.Document.Number = 0 },
	} {
		e := sealedEntry()
		change(&e)
		if e.SealedDigest() == plain {
			t.Errorf("another %s has the same digest", name)
		}
	}
	unnumbered := sealedEntry()
	unnumbered.Document = ledger.DocumentNumber{Series: ledger.SeriesReceipt}
	bare := unnumbered
	bare.Document = ledger.DocumentNumber{}
	if unnumbered.SealedDigest() != bare.SealedDigest() || unnumbered.CheckCode() != "" {
		t.Error("a series without a number counts as a document")
	}
}
