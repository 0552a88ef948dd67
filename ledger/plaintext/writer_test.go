package plaintext

import (
	"bytes"
	"flag"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/uuid"

	"sajja/ledger"
)

var update = flag.Bool("update", false, "write the golden files anew")

// TestGolden shows the texts of one small fund, to be read.
func TestGolden(t *testing.T) {
	t.Parallel()
	if hledger, ledger := smallFund().write(t, HLedger), smallFund().write(t, Ledger); !bytes.Equal(hledger, ledger) {
		t.Error("hledger and ledger no longer share one form: give each a golden file")
	}
	for _, format := range []Format{HLedger, Beancount} {
		t.Run(string(format), func(t *testing.T) {
			t.Parallel()
			text := smallFund().write(t, format)
			path := filepath.Join("testdata", "small."+string(format))
			if *update {
				if err := os.WriteFile(path, text, 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(string(want), string(text)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// TestWriterRefuses holds that nothing is written for what the books do not know.
func TestWriterRefuses(t *testing.T) {
	t.Parallel()
	if _, err := New(&bytes.Buffer{}, "gnucash", Books{}); err == nil {
		t.Error("a program that it cannot write for is accepted")
	}
	w, err := New(&bytes.Buffer{}, HLedger, Books{Accounts: ledger.Chart()})
	if err != nil {
		t.Fatal(err)
	}
	stranger := ledger.AccountRef{Code: ledger.CodeSavings, Member: ledger.NewMemberID()}
	for _, ref := range []ledger.AccountRef{{Code: "9999"}, stranger} {
		e := ledger.Entry{Postings: []ledger.Posting{{Account: ref, Side: ledger.Debit, Amount: ledger.MustMoney("1")}}}
		if err := w.Entry(e); err == nil {
			t.Errorf("an entry to %v is written", ref)
		}
		if err := w.Close([]Balance{{Account: ref}}); err == nil {
			t.Errorf("a balance of %v is written", ref)
		}
	}
}

// fund is books in memory, with the balances worked out the plainest way.
type fund struct {
	books   Books
	entries []ledger.Entry
}

func (f fund) balances() []Balance {
	var refs []ledger.AccountRef
	sums := map[ledger.AccountRef]ledger.Money{}
	for _, e := range f.entries {
		for _, p := range e.Postings {
			sum, isKnown := sums[p.Account]
			if !isKnown {
				refs = append(refs, p.Account)
			}
			if p.Side == ledger.Debit {
				sums[p.Account] = sum.Add(p.Amount)
			} else {
				sums[p.Account] = sum.Sub(p.Amount)
			}
		}
	}
	balances := make([]Balance, 0, len(refs))
	for _, ref := range refs {
		balances = append(balances, Balance{ref, sums[ref]})
	}
	return balances
}

func (f fund) write(t *testing.T, format Format) []byte {
	t.Helper()
	var text bytes.Buffer
	w, err := New(&text, format, f.books)
	for i := 0; err == nil && i < len(f.entries); i++ {
		err = w.Entry(f.entries[i])
	}
	if err == nil {
		err = w.Close(f.balances())
	}
	if err != nil {
		t.Fatal(err)
	}
	return text.Bytes()
}

// smallFund has one entry of each sort that looks different in the text.
func smallFund() fund {
	somsri, treasurer := memberNumbered(1), memberNumbered(2)
	f := fund{books: Books{
		Code: "demo", Name: "กองทุนสวัสดิการตำบลตัวอย่าง",
		Accounts: []ledger.Account{
			{Code: "1100", Name: "เงินสดในมือ", Type: ledger.Asset},
			{Code: "1300", Name: "เงินฝากธนาคาร", Type: ledger.Asset},
			{Code: "1310", Name: "ธ.ก.ส. (ออมทรัพย์)", Type: ledger.Asset, Parent: "1300"},
			{Code: "2100", Name: "เงินฝากสมาชิก", Type: ledger.Liability},
			{Code: "3300", Name: "เงินสมทบรัฐบาล", Type: ledger.Equity},
			{Code: "4200", Name: "เงินบริจาค; ทั่วไป", Type: ledger.Income},
		},
		Numbers: map[ledger.MemberID]string{somsri: "001", treasurer: "ก-2"},
	}}
	cash, bank := ledger.AccountRef{Code: "1100"}, ledger.AccountRef{Code: "1310"}
	savings := ledger.AccountRef{Code: "2100", Member: somsri}
	state := ledger.Source{Kind: ledger.SourceState, Round: 3}

	f.add("2026-11-02", ledger.KindGrant, ledger.SeriesReceipt, ledger.Transfer(bank, ledger.AccountRef{Code: "3300"}, ledger.MustMoney("10000"), state))
	deposit := f.add("2026-11-21", ledger.KindDeposit, ledger.SeriesReceipt,
		ledger.Transfer(cash, savings, ledger.MustMoney("30.50"), ledger.Source{Kind: ledger.SourceMembers}))
	deposit.Member, deposit.Actor, deposit.Cause = somsri, treasurer, "line:01H"
	deposit.Resolves = entryNumbered(90)
	reversal := f.add("2026-11-21", ledger.KindReversal, ledger.SeriesJournal,
		ledger.Transfer(savings, cash, ledger.MustMoney("30.50"), ledger.Source{Kind: ledger.SourceMembers}))
	reversal.Member, reversal.Reverses, reversal.Reason = somsri, entryNumbered(2), "นับผิด; ไม่ใช่ [2026-01-01]\n\"30\"  บาท"
	f.add("2026-11-20", ledger.KindDonation, ledger.SeriesReceipt,
		ledger.Transfer(cash, ledger.AccountRef{Code: "4200"}, ledger.MustMoney("5"), ledger.Source{}))
	promise := f.add("2026-11-22", ledger.KindDeposit, "", ledger.Transfer(cash, savings, ledger.MustMoney("40"), ledger.Source{}))
	promise.Phase, promise.Member, promise.Actor = ledger.PhasePending, somsri, somsri
	promise.Document, promise.ExpiresOn, promise.RestOf = ledger.DocumentNumber{}, ledger.MustDate("2026-12-22"), entryNumbered(90)
	return f
}

// add posts an entry recorded a minute after the one before.
func (f *fund) add(day string, kind ledger.Kind, series ledger.Series, postings []ledger.Posting) *ledger.Entry {
	n := len(f.entries) + 1
	f.entries = append(f.entries, ledger.Entry{
		ID: entryNumbered(n), Phase: ledger.PhasePosted, Kind: kind, EffectiveOn: ledger.MustDate(day), Cause: "console",
		RecordedAt: time.Date(2026, 11, 21, 3, n, 0, 0, time.UTC), Postings: postings,
		Document: ledger.DocumentNumber{Series: series, Year: 2026, Number: n},
	})
	return &f.entries[n-1]
}

func memberNumbered(n int) ledger.MemberID {
	return ledger.MemberID{UUID: uuid.UUID{0: 1, 6: 0x70, 8: 0x80, 15: byte(n)}}
}

func entryNumbered(n int) ledger.EntryID {
	return ledger.EntryID{UUID: uuid.UUID{0: 1, 6: 0x70, 8: 0x80, 14: byte(n >> 8), 15: byte(n)}}
}
