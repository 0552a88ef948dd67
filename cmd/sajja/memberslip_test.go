package main

import (
	"encoding/json"
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"sajja/bot/linkcode"
	"sajja/store/storetest"
)

// slips are as JSON shows them.
type slips struct {
	Groups []struct {
		Name string `json:"name"`
		Rows []slip `json:"rows"`
	} `json:"groups"`
}

type slip struct {
	Number string `json:"number"`
	Name   string `json:"name"`
	Code   string `json:"code"`
	Open   string `json:"open"`
}

// rows are the slips of all villages.
func (s slips) rows() []slip {
	var all []slip
	for _, g := range s.Groups {
		all = append(all, g.Rows...)
	}
	return all
}

// newSlipFund has four members: one with LINE, two without in one village, one in
// another.
func newSlipFund(t *testing.T) map[string]string {
	t.Helper()
	env := map[string]string{"DATABASE_URL": storetest.Postgres(t)}
	mustInvoke(t, env, "fund", "create", "--name", "กองทุนบ้านหนองบัว", "--code", "demo")
	add := func(number, name, village string, more ...string) {
		mustInvoke(t, env, append([]string{"member", "add", "--fund", "demo", "--number", number, "--name", name, "--village", village}, more...)...)
	}
	add("001", "สมศรี ใจงาม", "หมู่ 1", "--line-user-id", fmt.Sprintf("U%032x", 1))
	add("002", "ประเสริฐ ทองสุข", "หมู่ 2")
	add("003", "มาลี แสงดาว", "หมู่ 1")
	add("004", "วิชัย ศรีบัว", "หมู่ 1")
	return env
}

func printSlips(t *testing.T, env map[string]string, args ...string) []slip {
	t.Helper()
	var s slips
	out := mustInvoke(t, env, append([]string{"member", "slip", "--fund", "demo", "--json"}, args...)...)
	if err := json.Unmarshal([]byte(out), &s); err != nil {
		t.Fatalf("%v in %s", err, out)
	}
	return s.rows()
}

func TestMemberSlip(t *testing.T) {
	t.Parallel()
	env := newSlipFund(t)

	t.Run("of a village: those without LINE, by number", func(t *testing.T) {
		t.Parallel()
		s := printSlips(t, env, "--village", "หมู่ 1", "--bot", "@123abcde")
		var numbers []string
		for _, row := range s {
			numbers = append(numbers, row.Number)
			if code, ok := linkcode.Parse(row.Code); !ok || code.Series() != linkcode.SeriesMin {
				t.Errorf("%s has the code %q", row.Number, row.Code)
			}
			if want := "https://line.me/R/oaMessage/@123abcde/?" + strings.ReplaceAll(row.Code, " ", "%20"); row.Open != want {
				t.Errorf("opens %s, want %s", row.Open, want)
			}
		}
		if got := strings.Join(numbers, " "); got != "003 004" {
			t.Errorf("slips of %s", got)
		}
	})
	t.Run("of all without LINE: no two codes are alike", func(t *testing.T) {
		t.Parallel()
		seen := map[string]bool{}
		for _, row := range printSlips(t, env, "--all-unlinked") {
			seen[row.Code] = true
		}
		if len(seen) != 3 {
			t.Errorf("%d codes for three members", len(seen))
		}
	})
	t.Run("of one member, also of one whose phone is lost", func(t *testing.T) {
		t.Parallel()
		if s := printSlips(t, env, "--number", "001"); len(s) != 1 || s[0].Name != "สมศรี ใจงาม" {
			t.Errorf("slips %+v", s)
		}
	})
	t.Run("as a workbook to print and cut", func(t *testing.T) {
		t.Parallel()
		file := filepath.Join(t.TempDir(), "slips.xlsx")
		mustInvoke(t, env, "member", "slip", "--fund", "demo", "--number", "002", "--format", "xlsx", "--out", file)
		book, err := excelize.OpenFile(file)
		if err != nil {
			t.Fatal(err)
		}
		defer book.Close()
		rows, err := book.GetRows(book.GetSheetList()[0])
		if err != nil || !strings.Contains(fmt.Sprint(rows), "ประเสริฐ ทองสุข") || !strings.Contains(fmt.Sprint(rows), "พิมพ์รหัส 10 หลัก") {
			t.Errorf("the workbook says %v, %v", rows, err)
		}
	})
}

func TestMemberSlipRefuses(t *testing.T) {
	t.Parallel()
	env := newSlipFund(t)
	for name, test := range map[string]struct {
		args []string
		exit int
		says string
	}{
		"nobody named":         {nil, exitUsage, "one of --number, --village or --all-unlinked"},
		"two ways at once":     {[]string{"--number", "001", "--all-unlinked"}, exitUsage, "one of"},
		"an unknown member":    {[]string{"--number", "999"}, exitFailed, "member list"},
		"an unknown village":   {[]string{"--village", "หมู่ 9"}, exitFailed, "nobody there is without LINE"},
		"no ID of an account":  {[]string{"--number", "001", "--bot", "สัจจะ"}, exitUsage, "@123abcde"},
		"a workbook to nobody": {[]string{"--number", "001", "--format", "xlsx"}, exitUsage, "--out"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			code, _, stderr := invoke(t, env, append([]string{"member", "slip", "--fund", "demo"}, test.args...)...)
			if code != test.exit || !strings.Contains(stderr, test.says) {
				t.Errorf("exit %d: %s", code, stderr)
			}
		})
	}
}

func TestMemberUnlink(t *testing.T) {
	t.Parallel()
	env := newSlipFund(t)
	if said := mustInvoke(t, env, "member", "unlink", "--fund", "demo", "--number", "001"); !strings.Contains(said, "001 สมศรี ใจงาม") {
		t.Errorf("it says %s", said)
	}
	code, _, stderr := invoke(t, env, "member", "unlink", "--fund", "demo", "--number", "001")
	if code != exitFailed || !strings.Contains(stderr, "has no LINE linked") {
		t.Errorf("exit %d: %s", code, stderr)
	}
	if said := mustInvoke(t, env, "member", "link-requests", "--fund", "demo", "--json"); !strings.Contains(said, `"rows":[]`) {
		t.Errorf("requests: %s", said)
	}
}
