package ledger

import (
	"fmt"
	"strings"
)

// CheckCode (รหัสตรวจสอบ) is a short proof behind a document number: whoever
// holds the paper can ask the books whether they hold the same entry. It is the
// first 25 bits of the entry's sealed digest, so one guess in 33 million is
// right, and any change to the entry shows.
type CheckCode string

// codeLetters are Crockford's 32 letters: none is mistaken for another when
// read out or written by hand.
const codeLetters = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"

const codeLength = 5

// CheckCode gives the code to print behind the document number; "" before
// there is a number.
func (e Entry) CheckCode() CheckCode {
	if e.Document.IsZero() {
		return ""
	}
	return e.SealedDigest().CheckCode()
}

// CheckCode gives the digest's first 25 bits as five letters.
func (d Digest) CheckCode() CheckCode {
	bits := uint32(d[0])<<24 | uint32(d[1])<<16 | uint32(d[2])<<8 | uint32(d[3])
	code := make([]byte, codeLength)
	for i := range code {
		code[i] = codeLetters[bits>>27]
		bits <<= 5
	}
	return CheckCode(code)
}

// CheckedNumber is a document number with its check code, as printed on a
// receipt.
type CheckedNumber struct {
	Document DocumentNumber
	Code     CheckCode
}

// String gives the printed form, "R2569-000123-7K2QX".
func (c CheckedNumber) String() string { return c.Document.String() + "-" + string(c.Code) }

// ParseCheckedNumber reads what String writes, also as people type it: in lower
// case, with spaces or without dashes, with O for 0 and I or L for 1.
func ParseCheckedNumber(text string) (CheckedNumber, error) {
	refused := fmt.Errorf("not a receipt with its check code, of the form R2569-000123-7K2QX: %q", text)
	plain := asTyped.Replace(strings.ToUpper(text))
	if len(plain) < len("R2569")+1+codeLength {
		return CheckedNumber{}, refused
	}
	year, number, code := plain[1:len("R2569")], plain[len("R2569"):len(plain)-codeLength], plain[len(plain)-codeLength:]
	document, err := ParseDocumentNumber(plain[:1] + year + "-" + number)
	if err != nil || strings.Trim(code, codeLetters) != "" {
		return CheckedNumber{}, refused
	}
	return CheckedNumber{document, CheckCode(code)}, nil
}

// asTyped reads the letters that Crockford leaves out as what they look like.
var asTyped = strings.NewReplacer("-", "", " ", "", "O", "0", "I", "1", "L", "1")
