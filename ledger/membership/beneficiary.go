package membership

import (
	"errors"
	"fmt"

	"github.com/shopspring/decimal"
)

// Share (ส่วนแบ่ง) is a part of what is paid out, in hundredths of a percent.
type Share int

// WholeShare is 100 %.
const WholeShare Share = 100_00

// String writes the percents: "33.34".
func (s Share) String() string { return decimal.New(int64(s), -2).String() }

// ParseShare reads percents with at most two places, such as 50 or 33.34.
func ParseShare(text string) (Share, error) {
	percent, err := decimal.NewFromString(text)
	if err != nil || !percent.Equal(percent.Round(2)) || !percent.IsPositive() || percent.GreaterThan(decimal.NewFromInt(100)) {
		return 0, fmt.Errorf("%q is no share: write percents above 0 up to 100, such as 50 or 33.34", text)
	}
	return Share(percent.Shift(2).IntPart()), nil
}

// Beneficiary (ผู้รับผลประโยชน์) receives what is due after a member's death, or a
// share of it.
type Beneficiary struct {
	Name     string
	Relation string // as the family says it: บุตร, คู่สมรส
	Share    Share
}

// beneficiariesMax is more than any form has lines for.
const beneficiariesMax = 20

var (
	// ErrBeneficiaryName: one of them has no name.
	ErrBeneficiaryName = errors.New("a beneficiary has no name")
	// ErrBeneficiaryTwice: one of them stands there twice.
	ErrBeneficiaryTwice = errors.New("a beneficiary is named twice")
	// ErrShare: one of them has no share above zero.
	ErrShare = errors.New("a beneficiary has no share")
	// ErrBeneficiariesMany: there are more than 20.
	ErrBeneficiariesMany = errors.New("there are more than 20 beneficiaries")
)

// SharesError says that the shares do not make 100 %.
type SharesError struct{ Sum Share }

func (e SharesError) Error() string { return fmt.Sprintf("the shares make %s %%, not 100 %%", e.Sum) }

// CheckBeneficiaries holds the beneficiaries of a member to the rules: nobody, or
// shares that make 100 %. Errors: those above and SharesError.
func CheckBeneficiaries(all []Beneficiary) error {
	if len(all) > beneficiariesMax {
		return ErrBeneficiariesMany
	}
	var sum Share
	seen := map[string]bool{}
	for _, b := range all {
		switch {
		case b.Name == "":
			return ErrBeneficiaryName
		case seen[b.Name]:
			return ErrBeneficiaryTwice
		case b.Share <= 0:
			return ErrShare
		}
		seen[b.Name], sum = true, sum+b.Share
	}
	if len(all) > 0 && sum != WholeShare {
		return SharesError{sum}
	}
	return nil
}

// ShareEqually gives everybody the same, as where a form names people and no
// shares; the hundredths that are left go to those named first.
func ShareEqually(all []Beneficiary) {
	for i := range all {
		all[i].Share = WholeShare / Share(len(all))
		if i < int(WholeShare)%len(all) {
			all[i].Share++
		}
	}
}
