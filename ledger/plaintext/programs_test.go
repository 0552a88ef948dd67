package plaintext

import (
	"bytes"
	"encoding/csv"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"sajja/ledger"
)

// program is one that reads our text: it checks it, and where it can it tells the
// balance of every account by its name in the text. Beancount's check compares
// every account with its assertion; the query program is a package of its own.
type program struct {
	format   Format
	check    []string
	balances []string
	comma    rune
}

var programs = []program{
	{HLedger, []string{"hledger", "check", "--strict", "-f"}, []string{"hledger", "balance", "-N", "--flat", "-O", "csv", "-f"}, ','},
	{Ledger, []string{"ledger", "--pedantic", "stats", "-f"}, []string{"ledger", "balance", "--pedantic", "--flat", "--no-total", "--format", `%(account)\t%(amount)\n`, "-f"}, '\t'},
	{Beancount, []string{"bean-check", "--no-cache"}, nil, 0},
}

// TestProgramsAgree writes random funds, with words in them that would break a
// careless text, and lets each program add up what it reads.
func TestProgramsAgree(t *testing.T) {
	t.Parallel()
	random := rapid.Custom(randomFund)
	for seed := range 8 {
		f := random.Example(seed)
		want := byAccount(f)
		for _, p := range programs {
			path := filepath.Join(t.TempDir(), "books."+string(p.format))
			if err := os.WriteFile(path, f.write(t, p.format), 0o600); err != nil {
				t.Fatal(err)
			}
			if said, err := output(t, append(p.check, path)); err != nil {
				t.Fatalf("seed %d: %s refuses the text: %v\n%.2000s", seed, p.format, err, said)
			}
			if p.balances == nil {
				continue
			}
			if diff := cmp.Diff(want, p.read(t, path)); diff != "" {
				t.Fatalf("seed %d: %s counts otherwise:\n%s", seed, p.format, diff)
			}
		}
	}
}

// TestProgramsFindASatang holds that the assertions at the end are of use: one
// satang moved from one account to another, the entry in balance, is found.
func TestProgramsFindASatang(t *testing.T) {
	t.Parallel()
	for _, p := range programs {
		f := smallFund()
		text := bytes.NewBuffer(nil)
		w, err := New(text, p.format, f.books)
		if err != nil {
			t.Fatal(err)
		}
		f.entries[3].Postings = slices.Clone(f.entries[3].Postings)
		balances := f.balances()
		for i := range f.entries[3].Postings {
			f.entries[3].Postings[i].Amount = ledger.MustMoney("5.01")
		}
		for _, e := range f.entries {
			if err := w.Entry(e); err != nil {
				t.Fatal(err)
			}
		}
		if err := w.Close(balances); err != nil {
			t.Fatal(err)
		}
		path := filepath.Join(t.TempDir(), "books")
		if err := os.WriteFile(path, text.Bytes(), 0o600); err != nil {
			t.Fatal(err)
		}
		said, err := output(t, append(p.check, path))
		if err == nil || !strings.Contains(said, "0.01") {
			t.Errorf("%s does not find the satang: %v: %s", p.format, err, said)
		}
	}
}

// output runs a program, which must be installed: deploy/test.sh sees to it.
func output(t *testing.T, command []string) (string, error) {
	t.Helper()
	run := exec.CommandContext(t.Context(), command[0], command[1:]...)
	run.Env = append(os.Environ(), "LC_ALL=C.UTF-8", "HOME="+t.TempDir())
	said, err := run.CombinedOutput()
	return string(said), err
}

// read gives what the program says stands on each account of the chart, members'
// parts included and nothing that is zero.
func (p program) read(t *testing.T, path string) map[ledger.AccountCode]string {
	t.Helper()
	command := append(slices.Clone(p.balances), path)
	said, err := output(t, command)
	if err != nil {
		t.Fatalf("%v: %v\n%s", command, err, said)
	}
	table := csv.NewReader(strings.NewReader(said))
	table.Comma, table.LazyQuotes = p.comma, p.comma == '\t'
	rows, err := table.ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	if p.comma == ',' {
		rows = rows[1:]
	}
	sums := map[ledger.AccountCode]ledger.Money{}
	for _, row := range rows {
		amount, err := ledger.ParseMoney(strings.TrimSuffix(strings.TrimSpace(row[1]), " THB"))
		if err != nil {
			t.Fatalf("%s: %v: %v", p.format, row, err)
		}
		code := codeIn(row[0])
		sums[code] = sums[code].Add(amount)
	}
	return nonZero(sums)
}

// codeAlone is a part of an account's name that stands for a line of the chart.
var codeAlone = regexp.MustCompile(`^[0-9]{4}( |$)`)

func codeIn(name string) ledger.AccountCode {
	var code ledger.AccountCode
	for part := range strings.SplitSeq(strings.TrimSpace(name), ":") {
		if codeAlone.MatchString(part) {
			code = ledger.AccountCode(part[:4])
		}
	}
	return code
}

func byAccount(f fund) map[ledger.AccountCode]string {
	sums := map[ledger.AccountCode]ledger.Money{}
	for _, b := range f.balances() {
		sums[b.Account.Code] = sums[b.Account.Code].Add(b.Amount)
	}
	return nonZero(sums)
}

func nonZero(sums map[ledger.AccountCode]ledger.Money) map[ledger.AccountCode]string {
	texts := map[ledger.AccountCode]string{}
	for code, sum := range sums {
		if !sum.IsZero() {
			texts[code] = sum.String()
		}
	}
	return texts
}
