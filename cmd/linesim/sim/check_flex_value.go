package sim

import "bytes"

// oneOf7 holds a value to at most seven keywords; unused places are "". Fixed
// arguments keep the call free of allocation.
func (f *flexCheck) oneOf7(v value, a, b, c, d, e, g, h string) {
	text := v.text()
	if len(text) == 0 {
		f.fault(v, flexInvalid)
		return
	}
	switch string(text) {
	case a, b, c, d, e, g, h:
	default:
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

// ratio is "w:h", each from 1 to 100000, the height at most three widths.
func (f *flexCheck) ratio(v value) {
	wide, high, found := bytes.Cut(v.text(), []byte{':'})
	w, okW := smallNumber(wide)
	h, okH := smallNumber(high)
	if !found || !okW || !okH || w < 1 || h < 1 || h > 3*w {
		f.fault(v, flexInvalid)
	}
}

func smallNumber(text []byte) (int, bool) {
	if len(text) == 0 || len(text) > 6 {
		return 0, false
	}
	n := 0
	for _, c := range text {
		if c < '0' || c > '9' {
			return 0, false
		}
		n = n*10 + int(c-'0')
	}
	return n, n <= 100_000
}

func (f *flexCheck) background(v value) {
	if !f.isObject(v) {
		return
	}
	for m := v.first(); m.exists(); m = m.next() {
		switch string(m.key()) {
		case "type":
			f.oneOf7(m, "linearGradient", "", "", "", "", "", "")
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

// isMeasure is a number of at most one point with its unit, such as "12px",
// "50%" and "0.5px"; a percentage ends at 100.
func isMeasure(text []byte, unit string) bool {
	if !bytes.HasSuffix(text, []byte(unit)) {
		return false
	}
	number := text[:len(text)-len(unit)]
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
