package thai

import "strings"

// citizenIDLength is how many digits a citizen ID has, the check digit last.
const citizenIDLength = 13

// CitizenID (เลขประจำตัวประชาชน) reads a citizen ID as it is written, with blanks or
// dashes and in Thai digits or others, and gives its 13 digits. It is not valid
// when a digit is missing or the last one does not fit the others, as after a slip
// of the pen.
func CitizenID(written string) (digits string, isValid bool) {
	digits = strings.NewReplacer(" ", "", "-", "", "–", "").Replace(Normal(written))
	if len(digits) != citizenIDLength || !isDigits(digits) || digits[0] == '0' {
		return digits, false
	}
	return digits, digits[citizenIDLength-1] == citizenCheckDigit(digits)
}

// citizenCheckDigit works the last digit out: the first counts 13 times, the next
// 12 times and so on; what is missing to a multiple of eleven, without its tens.
func citizenCheckDigit(digits string) byte {
	sum := 0
	for i := range citizenIDLength - 1 {
		sum += int(digits[i]-'0') * (citizenIDLength - i)
	}
	return '0' + byte((11-sum%11)%10)
}

// MaskCitizenID shows just so much of a citizen ID that its owner knows it again.
func MaskCitizenID(digits string) string {
	if len(digits) < 3 {
		return strings.Repeat("x", citizenIDLength)
	}
	return "x-xxxx-xxxxx-" + digits[len(digits)-3:len(digits)-1] + "-" + digits[len(digits)-1:]
}

func isDigits(text string) bool {
	for i := range len(text) {
		if !IsDigit(text[i]) {
			return false
		}
	}
	return text != ""
}
