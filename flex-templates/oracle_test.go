package flex_test

import (
	"encoding/json"
	"fmt"
	"math"
	"slices"
	"strconv"
	"testing"
	"unicode/utf16"

	"github.com/rivo/uniseg"
)

// The oracle reads a rendered card as LINE would and knows the limits on its
// own, apart from the code that it judges.

type object = map[string]any

func decode(t testing.TB, contents []byte) object {
	t.Helper()
	var card object
	if err := json.Unmarshal(contents, &card); err != nil {
		t.Fatalf("no JSON: %v", err)
	}
	return card
}

// visit calls f for every object of a card with the background it stands on.
func visit(value any, background string, f func(o object, background string)) {
	switch v := value.(type) {
	case []any:
		for _, item := range v {
			visit(item, background, f)
		}
	case object:
		if own, ok := v["backgroundColor"].(string); ok {
			background = own
		}
		f(v, background)
		for _, inner := range v {
			visit(inner, background, f)
		}
	}
}

// limitFaults says what LINE would refuse.
func limitFaults(t testing.TB, contents []byte) []string {
	var faults []string
	if len(contents) > 30_000 {
		faults = append(faults, fmt.Sprintf("%d bytes", len(contents)))
	}
	visit(decode(t, contents), "#FFFFFF", func(o object, _ string) {
		switch o["type"] {
		case "text", "span":
			if _, spans := o["contents"]; o["text"] == nil && !spans || o["text"] == "" {
				faults = append(faults, "an empty text")
			}
		case "button":
			action := o["action"].(object)
			label, _ := action["label"].(string)
			if n := uniseg.GraphemeClusterCount(label); n < 1 || n > 40 {
				faults = append(faults, fmt.Sprintf("a label of %d letters", n))
			}
		case "postback":
			data, _ := o["data"].(string)
			if n := len(utf16.Encode([]rune(data))); n < 1 || n > 300 {
				faults = append(faults, fmt.Sprintf("data of %d units", n))
			}
			if spoken, given := o["displayText"].(string); given && (spoken == "" || uniseg.GraphemeClusterCount(spoken) > 300) {
				faults = append(faults, "a displayText that is empty or too long")
			}
		case "message":
			spoken, _ := o["text"].(string)
			if n := uniseg.GraphemeClusterCount(spoken); n < 1 || n > 300 {
				faults = append(faults, fmt.Sprintf("a message of %d letters", n))
			}
		}
	})
	return faults
}

// readingFaults says what a reader of seventy could not make out.
func readingFaults(t testing.TB, contents []byte) []string {
	var faults []string
	large := []any{"lg", "xl", "xxl", "3xl", "4xl", "5xl"}
	visit(decode(t, contents), "#FFFFFF", func(o object, background string) {
		switch o["type"] {
		case "text":
			if o["scaling"] != true || o["wrap"] != true || o["maxLines"] != nil || !slices.Contains(large, o["size"]) {
				faults = append(faults, fmt.Sprintf("a text that is small, fixed or cut: %v", o))
			}
			faults = append(faults, paleOn(o["color"], background)...)
		case "span":
			if o["color"] != nil {
				faults = append(faults, paleOn(o["color"], background)...)
			}
		case "button":
			if o["scaling"] != true || o["height"] != "md" || o["adjustMode"] != "shrink-to-fit" {
				faults = append(faults, fmt.Sprintf("a button that is small, fixed or cut: %v", o))
			}
			ink := "#FFFFFF" // LINE's own on a primary button
			if o["style"] == "secondary" {
				ink = "#111111"
			}
			faults = append(faults, paleOn(ink, o["color"].(string))...)
		}
	})
	return faults
}

func paleOn(ink any, background string) []string {
	color, _ := ink.(string)
	if ratio := contrast(color, background); ratio < 4.5 {
		return []string{fmt.Sprintf("%s on %s has a contrast of %.1f", color, background, ratio)}
	}
	return nil
}

// contrast is the ratio of WCAG 2: 1 (none) to 21 (black on white).
func contrast(a, b string) float64 {
	light, dark := luminance(a), luminance(b)
	if light < dark {
		light, dark = dark, light
	}
	return (light + 0.05) / (dark + 0.05)
}

func luminance(color string) float64 {
	if len(color) != 7 {
		return math.NaN()
	}
	value, _ := strconv.ParseUint(color[1:], 16, 32)
	part := func(shift uint) float64 {
		c := float64(value>>shift&0xFF) / 255
		if c <= 0.04045 {
			return c / 12.92
		}
		return math.Pow((c+0.055)/1.055, 2.4)
	}
	return 0.2126*part(16) + 0.7152*part(8) + 0.0722*part(0)
}
