package main

import (
	"encoding/csv"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"sajja/ledger"
	"sajja/store/storetest"
)

// TestExportToPrograms lets each accounting program check a fund's books and add
// them up, account by account as our trial balance has them: books in which there
// is something of everything, and books of many months.
func TestExportToPrograms(t *testing.T) {
	t.Parallel()
	full := newFullFund(t)
	long := &fullFund{url: storetest.Postgres(t)}
	long.env = map[string]string{"DATABASE_URL": long.url}
	long.run(t, "dev", "generate", "--members", "40", "--years", "2", "--until", "2025-12-31")
	for code, f := range map[string]*fullFund{"demo": full, "gen-1": long} {
		t.Run(code, func(t *testing.T) { f.exportToPrograms(t, code) })
	}

	t.Run("the long books are the same in another database, seal by seal", func(t *testing.T) {
		t.Parallel()
		there := map[string]string{"DATABASE_URL": storetest.Postgres(t)}
		first := long.run(t, "export", "--fund", "gen-1", "--format", "json")
		file := filepath.Join(t.TempDir(), "long.json")
		long.must(t, os.WriteFile(file, []byte(first), 0o600))
		mustInvoke(t, there, "import", file)
		mustInvoke(t, there, "verify")
		if second := mustInvoke(t, there, "export", "--fund", "gen-1", "--format", "json"); first != second {
			t.Error("the second export differs from the first")
		}
	})
	t.Run("the tables of the long books foot", func(t *testing.T) {
		t.Parallel()
		long.run(t, "export", "--fund", "gen-1", "--format", "csv", "--out", t.TempDir())
		long.run(t, "export", "--fund", "gen-1", "--format", "xlsx", "--out", filepath.Join(t.TempDir(), "long.xlsx"))
	})
}

func (f *fullFund) exportToPrograms(t *testing.T, code string) {
	want := f.trialBalance(t, code)
	for _, program := range []struct {
		format   string
		check    []string
		balances []string
		comma    rune
	}{
		{"hledger", []string{"hledger", "check", "--strict", "-f"}, []string{"hledger", "balance", "-N", "--flat", "-O", "csv", "-f"}, ','},
		{"ledger", []string{"ledger", "--pedantic", "stats", "-f"}, []string{"ledger", "balance", "--flat", "--no-total", "--format", `%(account)\t%(amount)\n`, "-f"}, '\t'},
		{"beancount", []string{"bean-check", "--no-cache"}, nil, 0}, // it compares every account with the assertion at the end
	} {
		t.Run(program.format, func(t *testing.T) {
			t.Parallel()
			file := filepath.Join(t.TempDir(), "demo."+program.format)
			f.run(t, "export", "--fund", code, "--format", program.format, "--out", file)
			runProgram(t, append(program.check, file))
			if program.balances != nil {
				if diff := cmp.Diff(want, balancesIn(t, runProgram(t, append(program.balances, file)), program.comma)); diff != "" {
					t.Errorf("trial balance (-ours +theirs):\n%s", diff)
				}
			}
			f.run(t, "export", "--fund", code, "--format", program.format, "--out", file, "--with-pending")
			runProgram(t, append(program.check, file))
		})
	}
}

// trialBalance gives what stands on each account, debits above zero.
func (f *fullFund) trialBalance(t *testing.T, code string) map[ledger.AccountCode]string {
	t.Helper()
	var trial struct {
		Accounts []struct {
			Code          ledger.AccountCode
			Debit, Credit ledger.Money
		}
	}
	if err := json.Unmarshal([]byte(f.run(t, "report", "trial-balance", "--fund", code, "--json")), &trial); err != nil {
		t.Fatal(err)
	}
	sums := map[ledger.AccountCode]string{}
	for _, a := range trial.Accounts {
		if net := a.Debit.Sub(a.Credit); !net.IsZero() {
			sums[a.Code] = net.String()
		}
	}
	return sums
}

// balancesIn adds up a program's list of accounts by our codes.
func balancesIn(t *testing.T, said string, comma rune) map[ledger.AccountCode]string {
	t.Helper()
	table := csv.NewReader(strings.NewReader(said))
	table.Comma = comma
	rows, err := table.ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	sums := map[ledger.AccountCode]ledger.Money{}
	for _, row := range rows {
		code := ledger.AccountCode("")
		for _, part := range chartPart.FindAllStringSubmatch(row[0], -1) {
			code = ledger.AccountCode(part[1])
		}
		if code == "" && row[0] == "account" {
			continue // the head
		}
		amount, err := ledger.ParseMoney(strings.TrimSuffix(row[1], " THB"))
		if err != nil {
			t.Fatalf("%q: %v", row, err)
		}
		sums[code] = sums[code].Add(amount)
	}
	texts := map[ledger.AccountCode]string{}
	for code, sum := range sums {
		if !sum.IsZero() {
			texts[code] = sum.String()
		}
	}
	return texts
}

// chartPart is a part of an account's name that stands for a line of the chart.
var chartPart = regexp.MustCompile(`:([1-9][0-9]{3,7}) `)

// runProgram runs one that deploy/test.sh installs.
func runProgram(t *testing.T, command []string) string {
	t.Helper()
	run := exec.CommandContext(t.Context(), command[0], command[1:]...)
	run.Env = append(os.Environ(), "LC_ALL=C.UTF-8", "HOME="+t.TempDir())
	said, err := run.CombinedOutput()
	if err != nil {
		t.Fatalf("%v: %v\n%s", command, err, said)
	}
	return string(said)
}

func TestExportFile(t *testing.T) {
	t.Parallel()
	f := newFullFund(t)

	t.Run("a file is for its owner's eyes and says the same as stdout", func(t *testing.T) {
		t.Parallel()
		file := filepath.Join(t.TempDir(), "demo.json")
		if said := f.run(t, "export", "--fund", "demo", "--format", "json", "--out", file, "--json"); !strings.Contains(said, `"entries":16`) {
			t.Errorf("it says %s", said)
		}
		info, err := os.Stat(file)
		if err != nil || info.Mode().Perm() != 0o600 {
			t.Errorf("%v, %v", info.Mode(), err)
		}
		body, err := os.ReadFile(file)
		if err != nil || string(body) != f.run(t, "export", "--fund", "demo", "--format", "json") {
			t.Errorf("the file differs (%v)", err)
		}
	})
	t.Run("when it fails nothing is left, and what was there before stays", func(t *testing.T) {
		t.Parallel()
		folder := t.TempDir()
		file := filepath.Join(folder, "demo.ledger")
		if err := os.WriteFile(file, []byte("before"), 0o600); err != nil {
			t.Fatal(err)
		}
		f.owner(t, `ALTER TABLE balances RENAME TO balances_gone`) // the last thing that is read
		code, _, stderr := invoke(t, f.env, "export", "--fund", "demo", "--format", "ledger", "--out", file)
		f.owner(t, `ALTER TABLE balances_gone RENAME TO balances`)
		left, err := os.ReadDir(folder)
		body, _ := os.ReadFile(file)
		if code != exitFailed || err != nil || len(left) != 1 || string(body) != "before" {
			t.Errorf("exit %d, %q, left %v, %q", code, stderr, left, body)
		}
	})
	t.Run("what cannot be meant is wrong usage", func(t *testing.T) {
		t.Parallel()
		for _, args := range [][]string{
			{"--format", "gnucash"}, {"--format", "json", "--with-pending"}, {"--format", "ledger", "--json"}, {},
		} {
			code, stdout, stderr := invoke(t, f.env, append([]string{"export", "--fund", "demo"}, args...)...)
			if code != exitUsage || stdout != "" {
				t.Errorf("%v: exit %d, %q, %q", args, code, stdout, stderr)
			}
		}
	})
}
