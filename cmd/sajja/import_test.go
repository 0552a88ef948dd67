package main

import (
	"bytes"
	"crypto/rand"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"sajja/ledger"
	"sajja/store/postgres"
	"sajja/store/storetest"
)

// TestImport brings books to another database and finds the same books there.
func TestImport(t *testing.T) {
	t.Parallel()
	f := newFullFund(t)
	first := f.run(t, "export", "--fund", "demo", "--format", "json")
	file := filepath.Join(t.TempDir(), "demo.json")
	if err := os.WriteFile(file, []byte(first), 0o600); err != nil {
		t.Fatal(err)
	}

	t.Run("the same books, to the byte, and they verify", func(t *testing.T) {
		t.Parallel()
		there := map[string]string{"DATABASE_URL": storetest.Postgres(t)}
		if said := mustInvoke(t, there, "import", "--json", file); said != `{"fund":"demo","entries":16,"ok":true,"faults":[]}`+"\n" {
			t.Errorf("it says %s", said)
		}
		if diff := cmp.Diff(first, mustInvoke(t, there, "export", "--fund", "demo", "--format", "json")); diff != "" {
			t.Errorf("second export (-first +second):\n%s", diff)
		}
		mustInvoke(t, there, "verify")
		for _, report := range [][]string{{"trial-balance", "--fund", "demo"}, {"statement", "--fund", "demo", "--member", "001"}} {
			args := append([]string{"report", "--json"}, report...)
			if diff := cmp.Diff(f.run(t, args...), mustInvoke(t, there, args...)); diff != "" {
				t.Errorf("%v (-here +there):\n%s", report, diff)
			}
		}
	})
	t.Run("every row of every table, in every column", func(t *testing.T) {
		t.Parallel()
		address := storetest.Postgres(t)
		mustInvoke(t, map[string]string{"DATABASE_URL": address}, "import", file)
		here, there := rowsOfFund(t, f.url), rowsOfFund(t, address)
		if diff := cmp.Diff(here, there); diff != "" {
			t.Errorf("rows (-here +there):\n%s", diff)
		}
	})
	t.Run("the fund goes on where it stood: the next number, the next seal", func(t *testing.T) {
		t.Parallel()
		there := &fullFund{url: storetest.Postgres(t), fund: f.fund, somsri: f.somsri, malee: f.malee, at: f.at, acts: f.acts}
		there.env = map[string]string{"DATABASE_URL": there.url}
		mustInvoke(t, there.env, "import", file)
		db, err := postgres.Open(t.Context(), there.url, postgres.Options{})
		there.must(t, err)
		defer db.Close()
		there.db = db
		next := there.journal(t, ledger.KindDonation, ledger.Transfer(ledger.AccountRef{Code: "1100"}, ledger.AccountRef{Code: "4200"},
			ledger.MustMoney("1"), ledger.Source{}))
		if got := next.Document.String(); got != "R2567-000004" {
			t.Errorf("the next receipt is %s", got)
		}
		sealed, err := db.Seal(t.Context(), f.fund.ID, ledger.DateOf(there.at))
		if err != nil || sealed.Days != 1 {
			t.Errorf("sealed %+v, %v", sealed, err)
		}
		mustInvoke(t, there.env, "verify")
	})
	t.Run("it reads stdin as well", func(t *testing.T) {
		t.Parallel()
		var out, errs bytes.Buffer
		env := map[string]string{"DATABASE_URL": storetest.Postgres(t)}
		if code := run(t.Context(), []string{"import"}, lookupIn(env), strings.NewReader(first), &out, &errs); code != exitDone {
			t.Errorf("exit %d: %s", code, errs.String())
		}
	})
	t.Run("a fund that is there already is left alone", func(t *testing.T) {
		t.Parallel()
		code, _, stderr := invoke(t, f.env, "import", file)
		if code != exitFailed || !strings.Contains(stderr, `"demo"`) {
			t.Errorf("exit %d: %s", code, stderr)
		}
	})
	t.Run("a service's login may not: the database alone would refuse it too", func(t *testing.T) {
		t.Parallel()
		owner := &fullFund{url: storetest.Postgres(t)}
		login := "service_" + strings.ToLower(rand.Text())
		owner.owner(t, `CREATE ROLE `+login+` LOGIN PASSWORD 'test' IN ROLE sajja_app`)
		defer owner.owner(t, `DROP ROLE `+login)
		address, err := url.Parse(owner.url)
		owner.must(t, err)
		address.User = url.UserPassword(login, "test")
		code, _, stderr := invoke(t, map[string]string{"DATABASE_URL": address.String()}, "import", file)
		if code != exitFailed || !strings.Contains(stderr, "does not own the books") {
			t.Errorf("exit %d: %s", code, stderr)
		}
	})
	t.Run("a database without the tables is told from one with them", func(t *testing.T) {
		t.Parallel()
		code, _, stderr := invoke(t, map[string]string{"DATABASE_URL": storetest.EmptyPostgres(t)}, "import", file)
		if code != exitFailed || !strings.Contains(stderr, "sajja migrate") {
			t.Errorf("exit %d: %s", code, stderr)
		}
	})
}

// TestImportRefuses holds that a damaged file is told by its line and leaves
// nothing behind.
func TestImportRefuses(t *testing.T) {
	t.Parallel()
	f := newFullFund(t)
	whole := f.run(t, "export", "--fund", "demo", "--format", "json")
	env := map[string]string{"DATABASE_URL": storetest.Postgres(t)}
	replaced := func(old, new string) string {
		if !strings.Contains(whole, old) {
			t.Fatalf("there is no %q in %s", old, whole)
		}
		return strings.Replace(whole, old, new, 1)
	}
	lines := strings.SplitAfter(whole, "\n")
	lineWith := func(text string) int {
		for i, line := range lines {
			if strings.Contains(line, text) {
				return i
			}
		}
		t.Fatalf("no line has %q", text)
		return 0
	}
	without := func(text string) string {
		i := lineWith(text)
		return strings.Join(lines[:i], "") + strings.Join(lines[i+1:], "")
	}
	for name, test := range map[string]struct{ file, says string }{
		"nothing at all":               {"", "no export"},
		"something else":               {"[]", "no export"},
		"another version":              {replaced("sajja/2", "sajja/3"), `"sajja/3"`},
		"a field this version lacks":   {replaced(`"village":`, `"hamlet":`), `"hamlet"`},
		"sections in another order":    {replaced(`"members":[`, `"entries":[`), `"members" belongs`},
		"cut off in the entries":       {whole[:len(whole)*2/3], "cut off"},
		"cut off before the end":       {whole[:len(whole)-3], "cut off"},
		"more behind it":               {whole + "{}", "more after the end"},
		"an amount changed":            {replaced(`"amount":"30.50"`, `"amount":"30.51"`), fmt.Sprintf("line %d: entry ", lineWith(`"amount":"30.50"`)+1)},
		"a whole entry changed":        {strings.ReplaceAll(whole, `"amount":"200.00"`, `"amount":"100.00"`), "digest"},
		"an entry lost":                {without(`"amount":"30.50"`), "holds 16 entries"},
		"a reason of another":          {replaced(`ใส่ผิด`, `ใส่ถูก`), "digest"},
		"a document that is no number": {replaced(`"document":"J2567-000001"`, `"document":"J-1"`), "not a document number"},
		"a number given to two":        {replaced(`"document":"J2567-000002"`, `"document":"J2567-000001"`), "J, 2024, 1) already exists"},
		"a counter that skips":         {replaced(`"series":"J","year":2024,"last_number":`, `"series":"J","year":2024,"last_number":9`), "nothing was kept"},
		"a member that is not there":   {replaced(`"id":"`+f.malee.ID.String(), `"id":"`+f.fund.ID.String()), "is not present in table"},
	} {
		t.Run(name, func(t *testing.T) {
			var out, errs bytes.Buffer
			code := run(t.Context(), []string{"import", "-"}, lookupIn(env), strings.NewReader(test.file), &out, &errs)
			if said := out.String() + errs.String(); code != exitFailed || !strings.Contains(said, test.says) {
				t.Errorf("exit %d: %s", code, said)
			}
			if said := mustInvoke(t, env, "fund", "list", "--json"); said != "[]\n" {
				t.Errorf("left behind: %s", said)
			}
		})
	}
}
