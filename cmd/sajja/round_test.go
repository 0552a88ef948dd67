package main

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"sajja/ledger"
	"sajja/store"
)

// TestCashOnTheCommandLine walks a round from its opening to the bank, with what
// is refused on the way.
func TestCashOnTheCommandLine(t *testing.T) {
	t.Parallel()
	b := setupReports(t)
	for number, office := range map[string]ledger.Office{"001": ledger.Chair, "002": ledger.Collector} {
		if err := b.db.GrantOffice(t.Context(), b.fund.ID, b.by[number].ID, store.Term{Office: office, Village: villageOf(office)}, time.Now()); err != nil {
			t.Fatal(err)
		}
	}
	// done runs a command that goes well and reads what it says; refused one that
	// does not, and wants a word of the reason.
	done := func(args ...string) map[string]any {
		t.Helper()
		code, out, errs := invoke(t, b.env, append([]string{"--json"}, args...)...)
		var said map[string]any
		if err := json.Unmarshal([]byte(out), &said); err != nil || code != exitDone {
			t.Fatalf("%q: exit %d, %q, stderr %q", args, code, out, errs)
		}
		return said
	}
	refused := func(word string, args ...string) {
		t.Helper()
		code, out, errs := invoke(t, b.env, args...)
		if code == exitDone || out != "" || !strings.Contains(errs, word) {
			t.Errorf("%q: exit %d, %q, stderr %q, which does not speak of %q", args, code, out, errs, word)
		}
	}

	refused("does not collect", "round", "open", "--fund", "demo", "--village", "หมู่ 1", "--by", "002")
	round := done("round", "open", "--fund", "demo", "--village", "หมู่ 2", "--by", "002")
	refused("is open", "round", "open", "--fund", "demo", "--village", "หมู่ 2", "--by", "003")
	entry, err := ledger.Record(ledger.Handing{Fund: b.fund.ID, Member: b.by["004"].ID, Kind: ledger.KindContribution, Amount: ledger.MustMoney("120"),
		EffectiveOn: today()}, ledger.AccountRef{Code: ledger.CodeCashCollectors, Member: b.by["002"].ID},
		ledger.Act{Actor: b.by["002"].ID, At: time.Now(), Cause: "test", Key: "in the round"})
	if err != nil {
		t.Fatal(err)
	}
	b.post(t, entry)

	refused("--count", "round", "close", "--fund", "demo", "หมู่ 2")
	refused("how many of each", "round", "close", "--fund", "demo", "หมู่ 2", "--count", "120")
	refused("-10.00", "round", "close", "--fund", "demo", "หมู่ 2", "--count", "100x1 10x1")
	closed := done("round", "close", "--fund", "demo", "หมู่ 2", "--count", "100x1 10x1", "--note", "ทอนผิด")
	if closed["state"] != "closed" || closed["expected"] != "120.00" || closed["counted"] != "110.00" || closed["variance"] != "-10.00" || closed["explanation"] != "ทอนผิด" {
		t.Errorf("closed %v", closed)
	}
	if shown := done("round", "show", "--fund", "demo", round["id"].(string)); shown["state"] != "closed" || shown["receipts"] != 1.0 {
		t.Errorf("shown %v", shown)
	}
	refused("no round of", "round", "close", "--fund", "demo", "หมู่ 2")

	propose := []string{"handover", "propose", "--fund", "demo", "--by", "002", "--to", "003", "--key", "one", "--amount"}
	refused("120.00 is there", append(propose, "120.25")...)
	handover := done(append(propose, "110")...)
	if again := done(append(propose, "110")...); again["id"] != handover["id"] {
		t.Errorf("the same key twice is two hand-overs: %v", again)
	}
	id := handover["id"].(string)
	refused("another officer", "handover", "confirm", "--fund", "demo", "--by", "002", id)
	refused("for another officer", "handover", "confirm", "--fund", "demo", "--by", "001", id)
	if confirmed := done("handover", "confirm", "--fund", "demo", "--by", "003", id); confirmed["state"] != "confirmed" || confirmed["entry"] == "" {
		t.Errorf("confirmed %v", confirmed)
	}
	refused("confirmed before", "handover", "refuse", "--fund", "demo", "--by", "003", id)
	refused("same box", "handover", "propose", "--fund", "demo", "--by", "003", "--to", "001", "--amount", "10", "--key", "two")
	refused("no such account", "handover", "propose", "--fund", "demo", "--by", "003", "--bank", "1399", "--amount", "10", "--key", "two")
	deposit := done("handover", "propose", "--fund", "demo", "--by", "003", "--bank", "1300", "--amount", "100", "--reference", "77/1", "--key", "two")
	done("handover", "confirm", "--fund", "demo", "--by", "001", deposit["id"].(string))

	code, list, errs := invoke(t, b.env, "handover", "list", "--fund", "demo")
	if code != exitDone || strings.Count(list, "confirmed") != 2 {
		t.Errorf("list %q, %q", list, errs)
	}
	if report := b.read(t, "cash-holders"); !report.OK {
		t.Errorf("who holds it differs from the books: %+v", report.Checks)
	}
}

func villageOf(office ledger.Office) string {
	if office == ledger.Collector {
		return "หมู่ 2"
	}
	return ""
}
