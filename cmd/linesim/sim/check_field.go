package sim

import (
	"bytes"
	"fmt"
	"net/url"
	"slices"
	"unicode/utf16"
)

type lengthUnit bool

const (
	utf16Unit    lengthUnit = false
	graphemeUnit lengthUnit = true
)

// lengths is how long a text may be, and how that is counted.
type lengths struct {
	min, max int
	unit     lengthUnit
}

func (l lengths) fits(text []byte) bool {
	if l.unit == graphemeUnit {
		return fitsGraphemes(text, l.max)
	}
	return fitsUTF16(text, l.max)
}

// string holds a property that must be there to its length.
func (k *messageCheck) string(m value, name string, l lengths) value {
	if !m.get(name).exists() {
		k.missing(m, name, "May not be empty")
		return value{}
	}
	return k.optional(m, name, l)
}

// optional holds a property that may be missing to its length.
func (k *messageCheck) optional(m value, name string, l lengths) value {
	v := m.get(name)
	if !v.exists() {
		return v
	}
	if v.kind() != kindString {
		k.wrongKind(v)
		return value{}
	}
	switch text := v.text(); {
	case len(text) == 0 && l.min > 0:
		k.fault(v, "May not be empty")
	case !l.fits(text):
		k.fault(v, fmt.Sprintf("Length must be between 0 and %d", l.max))
	}
	return v
}

// integer holds a whole number to its range; -1 when it is none.
func (k *messageCheck) integer(m value, name string, least, most int) int {
	v := m.get(name)
	if !v.exists() {
		k.missing(m, name, "May not be empty")
		return -1
	}
	n, ok := v.integer()
	if !ok {
		k.wrongKind(v)
		return -1
	}
	if n < int64(least) || n > int64(most) {
		k.fault(v, fmt.Sprintf("Must be between %d and %d", least, most))
		return -1
	}
	return int(n)
}

func (k *messageCheck) degrees(m value, name string, most float64) {
	v := m.get(name)
	if !v.exists() {
		k.missing(m, name, "May not be empty")
		return
	}
	n, ok := v.number()
	switch {
	case !ok:
		k.wrongKind(v)
	case n < -most || n > most:
		k.fault(v, fmt.Sprintf("Must be between %g and %g", -most, most))
	}
}

// array holds a list to its size; missing is allowed when least is 0.
func (k *messageCheck) array(m value, name string, least, most int) value {
	v := m.get(name)
	if !v.exists() {
		if least > 0 {
			k.missing(m, name, "May not be empty")
		}
		return v
	}
	if v.kind() != kindArray {
		k.wrongKind(v)
		return value{}
	}
	if n := v.size(); n < least || n > most {
		k.fault(v, fmt.Sprintf("Size must be between %d and %d", least, most))
	}
	return v
}

func (k *messageCheck) oneOf(m value, name string, allowed ...string) {
	v := m.get(name)
	if !v.exists() {
		return
	}
	if v.kind() != kindString {
		k.wrongKind(v)
		return
	}
	if !slices.Contains(allowed, string(v.text())) {
		k.fault(v, fmt.Sprintf("Must be one of the following values: %v", allowed))
	}
}

func (k *messageCheck) digits(m value, name string) {
	v := k.string(m, name, lengths{1, 20, utf16Unit})
	if !v.exists() {
		return
	}
	for _, c := range v.text() {
		if c < '0' || c > '9' {
			k.fault(v, "Must be a number in digits")
			return
		}
	}
}

// mediaURL holds an address of a picture, film or sound to https.
func (k *messageCheck) mediaURL(m value, name string) {
	v := k.string(m, name, lengths{1, 2000, utf16Unit})
	if !v.exists() || len(v.text()) == 0 {
		return
	}
	if why := checkURL(v.text(), "https"); why != "" {
		k.fault(v, why)
	}
}

// checkURL gives LINE's words for an address it does not take, or "".
func checkURL(text []byte, schemes ...string) string {
	scheme, _, found := bytes.Cut(text, []byte{':'})
	if !found || !slices.Contains(schemes, string(bytes.ToLower(scheme))) {
		return "invalid uri scheme"
	}
	for _, c := range text {
		if c <= ' ' || c >= 0x7f {
			return "invalid uri" // anything else must be percent-encoded UTF-8
		}
	}
	u, err := url.Parse(string(text))
	if err != nil || (u.Scheme == "http" || u.Scheme == "https") && u.Host == "" {
		return "invalid uri"
	}
	return ""
}

// utf16Of gives the units that positions in a text count in.
func utf16Of(text []byte) []uint16 { return utf16.Encode([]rune(string(text))) }
