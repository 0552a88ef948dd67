package thai

import "strings"

// Phone (หมายเลขโทรศัพท์) reads a Thai telephone number as it is written, with +66,
// blanks or dashes, and also where a workbook took the leading zero away, and gives
// its digits with the zero: ten for a mobile, nine for a line.
func Phone(written string) (digits string, isValid bool) {
	digits = strings.NewReplacer(" ", "", "-", "", "–", "", ".", "", "(", "", ")", "").Replace(Normal(written))
	if rest, isAbroad := strings.CutPrefix(digits, "+66"); isAbroad {
		digits = "0" + strings.TrimPrefix(rest, "0")
	}
	if !isDigits(digits) {
		return digits, false
	}
	if digits[0] != '0' && (len(digits) == 9 || len(digits) == 8) {
		digits = "0" + digits
	}
	if len(digits) < 9 || digits[0] != '0' || digits[1] == '0' {
		return digits, false
	}
	isMobile := digits[1] == '6' || digits[1] == '8' || digits[1] == '9'
	return digits, isMobile && len(digits) == 10 || !isMobile && len(digits) == 9
}

// MaskPhone shows the end of a number.
func MaskPhone(digits string) string {
	if len(digits) < 4 {
		return "xxx"
	}
	return strings.Repeat("x", len(digits)-4) + digits[len(digits)-4:]
}
