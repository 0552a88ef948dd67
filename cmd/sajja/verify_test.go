package main

import (
	"encoding/json"
	"regexp"
	"strings"
	"testing"

	"sajja/ledger"
)

// TestReceiptConfirmed takes the code off a member's phone to the command line.
func TestReceiptConfirmed(t *testing.T) {
	t.Parallel()
	v := newVillage(t, plan{})
	v.says(t, "สมศรี", "ฝาก 30")
	v.rest(t)
	v.asks(t, "มาลี", "รายการรอ")
	v.press(t, "มาลี", "รับเงินแล้ว")
	v.rest(t)
	receipt := receiptOf(t, v, "สมศรี")
	env := map[string]string{"DATABASE_URL": v.config.DatabaseURL.reveal()}
	confirm := func(args ...string) (int, receiptJSON) {
		t.Helper()
		code, out, errs := invoke(t, env, append([]string{"verify", "--json", "--receipt"}, args...)...)
		var answer receiptJSON
		if err := json.Unmarshal([]byte(out), &answer); err != nil {
			t.Fatalf("%v: %s %s", args, out, errs)
		}
		return code, answer
	}

	loose := strings.NewReplacer("-", "", "0", "o", "1", "l").Replace(strings.ToLower(receipt))
	for _, typed := range []string{receipt, strings.ToLower(receipt), loose} {
		code, answer := confirm(typed)
		if code != exitDone || !answer.OK || answer.Receipt != receipt || answer.Fund != "demo" || answer.FundName != v.fund.Name ||
			answer.Amount.String() != "30.00" || answer.State != "posted" || answer.Kind != ledger.KindContribution || answer.EffectiveOn.IsZero() {
			t.Errorf("%s: exit %d, %+v", typed, code, answer)
		}
	}
	if code, answer := confirm(receipt, "--fund", "demo"); code != exitDone || !answer.OK {
		t.Errorf("in its fund: exit %d, %+v", code, answer)
	}
	for _, wrong := range []string{another(receipt), strings.Replace(receipt, "-000001-", "-000002-", 1)} {
		if code, answer := confirm(wrong); code != exitFailed || answer.OK || !answer.Amount.IsZero() || answer.Fund != "" {
			t.Errorf("%s: exit %d, %+v, want no and nothing more", wrong, code, answer)
		}
	}
	if code, _, errs := invoke(t, env, "verify", "--receipt", "R2569"); code != exitFailed || !strings.Contains(errs, "R2569-000123-7K2QX") {
		t.Errorf("not a receipt: exit %d, %s", code, errs)
	}
}

// another gives the receipt with another code.
func another(receipt string) string {
	last := "Z"
	if strings.HasSuffix(receipt, last) {
		last = "Y"
	}
	return receipt[:len(receipt)-1] + last
}

// receiptOf reads number and check code off the latest receipt on a phone.
func receiptOf(t *testing.T, v *village, given string) string {
	t.Helper()
	messages := v.Messages(userOf(given))
	words := strings.Join(screenOf(messages[len(messages)-1]).words, "\n")
	found := regexp.MustCompile(`(R25\d\d-\d{6})\nรหัสตรวจสอบ (\w{5})`).FindStringSubmatch(words)
	if found == nil {
		t.Fatalf("no receipt with its code: %s", words)
	}
	return found[1] + "-" + found[2]
}

// TestSealCommand seals from the command line, and verify holds the books against it.
func TestSealCommand(t *testing.T) {
	t.Parallel()
	c := served(t)
	dueFund(t, c.DatabaseURL)
	env := map[string]string{"DATABASE_URL": c.DatabaseURL.reveal()}
	var first, again []sealedJSON
	for _, result := range []*[]sealedJSON{&first, &again} {
		code, out, errs := invoke(t, env, "seal", "--fund", "due", "--json")
		if err := json.Unmarshal([]byte(out), result); err != nil || code != exitDone || len(*result) != 1 {
			t.Fatalf("exit %d, %s %s", code, out, errs)
		}
	}
	if first[0].Days != 1 || again[0].Days != 0 || first[0].Last == nil || *first[0].Last != *again[0].Last || first[0].Last.Day.String() != "2024-03-05" {
		t.Errorf("sealed %+v, then %+v", first, again)
	}
	if code, _, errs := invoke(t, env, "seal", "--through", "2399-01-01"); code != exitFailed || !strings.Contains(errs, "not over") {
		t.Errorf("a day to come: exit %d, %s", code, errs)
	}
	for _, args := range [][]string{{"verify"}, {"verify", "--since", "2024-03-05"}, {"verify", "--fund", "due"}} {
		if code, out, errs := invoke(t, env, append(args, "--json")...); code != exitDone || out != `{"ok":true,"entries":1,"funds":1,"faults":[]}`+"\n" {
			t.Errorf("%v: exit %d, %s %s", args, code, out, errs)
		}
	}
	conn := dialOwner(t, c.DatabaseURL)
	for _, statement := range []string{`ALTER TABLE seals DISABLE TRIGGER USER`, `UPDATE seals SET hash = sha256('another')`} {
		if _, err := conn.Exec(t.Context(), statement); err != nil {
			t.Fatal(err)
		}
	}
	code, out, _ := invoke(t, env, "verify")
	if code != exitFailed || !strings.HasPrefix(out, "due: sealed day differs from its seal: seal of 2024-03-05\n  found     entries that make ") {
		t.Errorf("exit %d, %s", code, out)
	}
}
