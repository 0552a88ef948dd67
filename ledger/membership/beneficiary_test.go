package membership

import (
	"testing"

	"pgregory.net/rapid"
)

func TestCheckBeneficiaries(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name  string
		given []Beneficiary
		want  string
	}{
		{"nobody is named", nil, ""},
		{"one gets all", []Beneficiary{{"สมหญิง", "บุตร", 100_00}}, ""},
		{"thirds make a whole", []Beneficiary{{"ก", "", 33_34}, {"ข", "", 33_33}, {"ค", "", 33_33}}, ""},
		{"a hundredth is missing", []Beneficiary{{"ก", "", 33_33}, {"ข", "", 33_33}, {"ค", "", 33_33}}, "the shares make 99.99 %, not 100 %"},
		{"too much", []Beneficiary{{"ก", "", 60_00}, {"ข", "", 60_00}}, "the shares make 120 %, not 100 %"},
		{"a share of nothing", []Beneficiary{{"ก", "", 100_00}, {"ข", "", 0}}, "a beneficiary has no share"},
		{"no name", []Beneficiary{{"", "บุตร", 100_00}}, "a beneficiary has no name"},
		{"twice", []Beneficiary{{"ก", "", 50_00}, {"ก", "", 50_00}}, "a beneficiary is named twice"},
	} {
		if got := errorText(CheckBeneficiaries(c.given)); got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}

func TestShareEquallyMakesAWhole(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		all := make([]Beneficiary, rapid.IntRange(1, beneficiariesMax).Draw(t, "people"))
		for i := range all {
			all[i].Name = string(rune('ก' + i))
		}
		ShareEqually(all)
		if err := CheckBeneficiaries(all); err != nil || all[0].Share-all[len(all)-1].Share > 1 {
			t.Fatalf("%v: %v", all, err)
		}
	})
}

func TestParseShare(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]Share{"50": 50_00, "33.34": 33_34, "100": WholeShare, "0": 0, "100.01": 0, "33.333": 0, "-5": 0, "ครึ่ง": 0, "1e1": 10_00} {
		if got, err := ParseShare(text); got != want || (err == nil) != (want != 0) {
			t.Errorf("%s: %d, %v", text, got, err)
		}
	}
}
