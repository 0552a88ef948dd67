package thai

import (
	"fmt"
	"testing"
)

// made gives the thirteen digits that twelve invented ones would need, plus an
// amount that makes them wrong again when it is not zero.
func made(twelve string, wrongBy int) string {
	right := int(citizenCheckDigit(twelve+"0") - '0')
	return fmt.Sprint(twelve, (right+wrongBy)%10)
}

func TestCitizenID(t *testing.T) {
	t.Parallel()
	const invented = "199999999999"
	for wrongBy := range 10 {
		digits, isValid := CitizenID(made(invented, wrongBy))
		if isValid != (wrongBy == 0) {
			t.Errorf("%s, off by %d: %t", digits, wrongBy, isValid)
		}
	}
	right := made(invented, 0)
	spaced := right[:1] + "-" + right[1:5] + " " + right[5:10] + "-" + right[10:12] + " " + right[12:]
	if digits, isValid := CitizenID(spaced); digits != right || !isValid {
		t.Errorf("%s: %s %t", spaced, digits, isValid)
	}
	// Two digits in the wrong order, the slip that is made most.
	if _, isValid := CitizenID("21" + made("123456789012", 0)[2:]); isValid {
		t.Error("digits in the wrong order are taken")
	}
	for _, wrong := range []string{"", "1", "123456789012", "0" + right[1:], "12345678901234", "1-2345-เลข", "1.23457E+12"} {
		if _, isValid := CitizenID(wrong); isValid {
			t.Errorf("%q is taken", wrong)
		}
	}
	if got := MaskCitizenID(right); got != "x-xxxx-xxxxx-"+right[10:12]+"-"+right[12:] || MaskCitizenID("") != "xxxxxxxxxxxxx" {
		t.Error(got)
	}
}

func TestPhone(t *testing.T) {
	t.Parallel()
	for written, want := range map[string]string{
		"081-000-0000": "0810000000", "๐๘๑ ๐๐๐ ๐๐๐๐": "0810000000", "+66 81 000 0000": "0810000000", "+66 (0)81 000 0000": "0810000000",
		"810000000": "0810000000", "044-000-000": "044000000", "44000000": "044000000", "0.81000e9": "", "12345": "", "081-000-000": "",
		"0440000000": "", "000-000-0000": "", "ไม่มี": "", "": "", "0810000000, 0820000000": "",
	} {
		if got, isValid := Phone(written); isValid != (want != "") || isValid && got != want {
			t.Errorf("%q: %q %t, want %q", written, got, isValid, want)
		}
	}
	if got := MaskPhone("0810001234"); got != "xxxxxx1234" || MaskPhone("") != "xxx" {
		t.Error(got)
	}
}
