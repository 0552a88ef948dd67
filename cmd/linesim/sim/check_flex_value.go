package sim

import (
	"bytes"
	"strconv"
)

// keyword holds a value to LINE's words for it.
func (f *flexCheck) keyword(v value, allowed ...string) {
	if !isOneOf(v.text(), allowed) {
		f.fault(v, flexInvalid)
	}
}

func (f *flexCheck) boolean(v value) {
	if v.kind() != kindBool {
		f.fault(v, flexInvalid)
	}
}

// count is a whole number from 0, such as flex and maxLines.
func (f *flexCheck) count(v value) {
	if n, ok := v.integer(); !ok || n < 0 {
		f.fault(v, flexInvalid)
	}
}

func (f *flexCheck) nonEmpty(v value) {
	if v.kind() != kindString {
		f.mistyped(v)
	} else if len(v.text()) == 0 {
		f.fault(v, flexNoText)
	}
}

func (f *flexCheck) color(v value) {
	if !isColor(v.text(), true) {
		f.fault(v, flexInvalid)
	}
}

func (f *flexCheck) fontSize(v value) {
	if text := v.text(); !isFontSize(text) && !isMeasure(text, "px") {
		f.fault(v, flexInvalid)
	}
}

func (f *flexCheck) imageSize(v value) {
	text := v.text()
	if !isFontSize(text) && string(text) != "full" && !isMeasure(text, "px") && !isMeasure(text, "%") {
		f.fault(v, flexInvalid)
	}
}

func (f *flexCheck) spacing(v value) {
	if text := v.text(); !isSpacing(text) && !isMeasure(text, "px") {
		f.fault(v, flexInvalid)
	}
}

func (f *flexCheck) spacingOrPercent(v value) {
	if text := v.text(); !isSpacing(text) && !isMeasure(text, "px") && !isMeasure(text, "%") {
		f.fault(v, flexInvalid)
	}
}

func (f *flexCheck) pxOrPercent(v value) {
	if text := v.text(); !isMeasure(text, "px") && !isMeasure(text, "%") {
		f.fault(v, flexInvalid)
	}
}

func (f *flexCheck) px(v value) {
	if !isMeasure(v.text(), "px") {
		f.fault(v, flexInvalid)
	}
}

func (f *flexCheck) borderWidth(v value) {
	switch text := v.text(); string(text) {
	case "none", "light", "normal", "medium", "semi-bold", "bold":
	default:
		if !isMeasure(text, "px") {
			f.fault(v, flexInvalid)
		}
	}
}

func (f *flexCheck) mediaURL(v value) {
	switch text := v.text(); {
	case len(text) == 0:
		f.fault(v, flexNoText)
	case !fitsUTF16(text, 2000):
		f.fault(v, "must be at most 2000 characters")
	default:
		if why := checkURL(text, "https"); why != "" {
			f.fault(v, why)
		}
	}
}

// ratio is "w:h", each from 1 to 100000 and perhaps with a point ("1.91:1"),
// the height at most three widths.
func (f *flexCheck) ratio(v value) {
	wide, high, found := bytes.Cut(v.text(), []byte{':'})
	w, h := side(wide), side(high)
	if !found || w == 0 || h == 0 || h > 3*w {
		f.fault(v, flexInvalid)
	}
}

// side is one number of a ratio; 0 when it is none or out of range.
func side(text []byte) float64 {
	if !isNumber(text) {
		return 0
	}
	n, err := strconv.ParseFloat(string(text), 64)
	if err != nil || n < 1 || n > 100_000 {
		return 0
	}
	return n
}

func (f *flexCheck) background(v value) {
	if !f.isObject(v) {
		return
	}
	for m := v.first(); m.exists(); m = m.next() {
		switch string(m.key()) {
		case "type":
			f.keyword(m, "linearGradient")
		case "angle":
			if !isMeasure(m.text(), "deg") {
				f.fault(m, flexInvalid)
			}
		case "startColor", "endColor", "centerColor":
			f.color(m)
		case "centerPosition":
			if !isMeasure(m.text(), "%") {
				f.fault(m, flexInvalid)
			}
		default:
			f.unknown(m)
		}
	}
	for _, name := range [...]string{"type", "angle", "startColor", "endColor"} {
		if !v.get(name).exists() {
			f.absent(v, name)
		}
	}
}

func isSpacing(text []byte) bool {
	switch string(text) {
	case "none", "xs", "sm", "md", "lg", "xl", "xxl":
		return true
	}
	return false
}

func isFontSize(text []byte) bool {
	switch string(text) {
	case "xxs", "xs", "sm", "md", "lg", "xl", "xxl", "3xl", "4xl", "5xl":
		return true
	}
	return false
}

// isMeasure is a number with its unit, such as "12px", "50%" and "0.5px".
func isMeasure(text []byte, unit string) bool {
	return len(text) > len(unit) && string(text[len(text)-len(unit):]) == unit && isNumber(text[:len(text)-len(unit)])
}

// isNumber is digits with at most one point between them.
func isNumber(number []byte) bool {
	points := 0
	for _, c := range number {
		if c == '.' {
			points++
		} else if c < '0' || c > '9' {
			return false
		}
	}
	return len(number) > 0 && len(number) <= 8 && points <= 1 && number[0] != '.' && number[len(number)-1] != '.'
}

// isColor is #RRGGBB, or #RRGGBBAA where transparency is allowed.
func isColor(text []byte, transparent bool) bool {
	if len(text) != 7 && !(transparent && len(text) == 9) || text[0] != '#' {
		return false
	}
	for _, c := range text[1:] {
		if !isHexDigit(c) {
			return false
		}
	}
	return true
}
