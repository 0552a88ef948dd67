package ledger_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"sajja/ledger"
)

// account finds an account of the template.
func account(code ledger.AccountCode) ledger.Account {
	for _, a := range ledger.Chart() {
		if a.Code == code {
			return a
		}
	}
	return ledger.Account{}
}

func ExampleAccount_Part() {
	bank := account(ledger.CodeBank)
	second, err := bank.Part(bank.FreeCode(ledger.Chart()), "ธ.ก.ส. สาขาหนองบัว")
	fmt.Println(second.Code, second.Type, second.Parent, err)
	_, err = bank.Part("1410", "ธนาคารออมสิน")
	fmt.Println(err)
	// Output:
	// 1310 asset 1300 <nil>
	// "1410" under 1300: an account's code has 4 to 8 digits and begins with the first two of its parent's
}

func TestPart(t *testing.T) {
	t.Parallel()
	closed, hanging := account("3800"), account("3800")
	closed.ClosedOn, hanging.Parent = ledger.MustDate("2026-01-01"), "3700"
	for _, test := range []struct {
		name   string
		parent ledger.Account
		code   ledger.AccountCode
		called string
		want   error
	}{
		{"a fund for one purpose", account("3800"), "3810", "กองทุนโรงเรียนบ้านหนองบัว", nil},
		{"a code of eight digits", account("1300"), "13000001", "ออมสิน", nil},
		{"another beginning", account("3800"), "3710", "โรงเรียน", ledger.ErrAccountCode},
		{"its parent's own code", account("3800"), "3800", "โรงเรียน", ledger.ErrAccountCode},
		{"three digits", account("3800"), "381", "โรงเรียน", ledger.ErrAccountCode},
		{"nine digits", account("3800"), "381000000", "โรงเรียน", ledger.ErrAccountCode},
		{"letters", account("3800"), "38a0", "โรงเรียน", ledger.ErrAccountCode},
		{"no code", account("3800"), "", "โรงเรียน", ledger.ErrAccountCode},
		{"under a closed account", closed, "3810", "โรงเรียน", ledger.ErrAccountParent},
		{"under an account that hangs itself", hanging, "3810", "โรงเรียน", ledger.ErrAccountParent},
		{"under the account of opening balances", account(ledger.CodeOpening), "3991", "ยอดยกมา", ledger.ErrAccountParent},
		{"no name", account("3800"), "3810", "", ledger.ErrAccountName},
		{"blanks around the name", account("3800"), "3810", " โรงเรียน", ledger.ErrAccountName},
		{"a name of two lines", account("3800"), "3810", "โรง\nเรียน", ledger.ErrAccountName},
		{"a name as long as a page", account("3800"), "3810", strings.Repeat("ก", 201), ledger.ErrAccountName},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			part, err := test.parent.Part(test.code, test.called)
			if !errors.Is(err, test.want) || test.want == nil && (part.Type != test.parent.Type || part.Parent != test.parent.Code) {
				t.Errorf("%+v, %v", part, err)
			}
		})
	}
}

func TestFreeCode(t *testing.T) {
	t.Parallel()
	t.Run("the first is a ten later, then the ones after it, none when all are taken", func(t *testing.T) {
		t.Parallel()
		chart, bank := ledger.Chart(), account(ledger.CodeBank)
		var codes []string
		for {
			code := bank.FreeCode(chart)
			if code == "" {
				break
			}
			part, err := bank.Part(code, "ธนาคาร")
			if err != nil {
				t.Fatal(err)
			}
			chart, codes = append(chart, part), append(codes, string(code))
		}
		if got := strings.Join(codes, " "); got != "1310 1320 1330 1340 1350 1360 1370 1380 1390 1301 1302 1303 1304 1305 1306 1307 1308 1309" {
			t.Error(got)
		}
	})
	t.Run("beside the template's own neighbours", func(t *testing.T) {
		t.Parallel()
		if got := account("5010").FreeCode(ledger.Chart()); got != "5011" {
			t.Error(got)
		}
		if got := account("5100").FreeCode(ledger.Chart()); got != "5140" { // 5110 to 5130 are headings of their own
			t.Error(got)
		}
	})
}
