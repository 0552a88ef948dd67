package web_test

import (
	"fmt"
	"testing"

	"github.com/chromedp/chromedp"
)

func testFlex(t *testing.T, open opener) {
	// measure gives a number about the first node of a phone's selector.
	measure := func(p *page, selector, expression string) float64 {
		return evaluate[float64](p, fmt.Sprintf(`(() => { const node = document.querySelector('%s'), style = getComputedStyle(node); return %s; })()`, in(somsri, selector), expression))
	}

	t.Run("every property is drawn without complaint", func(t *testing.T) {
		sim := newFakeSim(t)
		p := open(t, sim)
		p.width(440)
		for _, name := range flexNames() {
			sim.say(somsri, "bot", card(t, name))
		}
		p.until(count(somsri, "[data-message]", len(flexNames())))
		p.tall(3200)
		for at, name := range flexNames() {
			p.shotOf("flex-"+name, in(somsri, fmt.Sprintf(`[data-message="m%d"]`, at+1)))
		}
	})

	t.Run("bubbles have LINE's widths, within the phone", func(t *testing.T) {
		sim := newFakeSim(t)
		p := open(t, sim)
		p.width(440)
		for at, size := range []string{"nano", "micro", "deca", "hecto", "kilo", "mega", "giga"} {
			sim.say(somsri, "bot", object{"type": "flex", "altText": size, "contents": object{"type": "bubble", "size": size, "body": object{"type": "box", "layout": "vertical", "contents": []object{{"type": "text", "text": size}}}}})
			p.until(count(somsri, "[data-message]", at+1))
		}
		for at, want := range []float64{120, 160, 220, 241, 260, 300} {
			if got := measure(p, fmt.Sprintf(`[data-message="m%d"] .fx-bubble`, at+1), "node.offsetWidth"); got != want {
				t.Errorf("bubble %d is %v wide, want %v", at, got, want)
			}
		}
		if got := measure(p, `[data-message="m7"] .fx-bubble`, "node.offsetWidth"); got <= 300 || got > 375 {
			t.Errorf("giga is %v wide on a phone of 375", got)
		}
	})

	t.Run("flex factors share the width, and 0 keeps a word's own", func(t *testing.T) {
		sim := newFakeSim(t)
		p := open(t, sim)
		p.width(440)
		words := func(text string, flex int) object { return object{"type": "text", "text": text, "flex": flex} }
		sim.say(somsri, "bot", object{"type": "flex", "altText": "a", "contents": object{"type": "bubble", "body": object{
			"type": "box", "layout": "horizontal", "contents": []object{words("a", 1), words("b", 3), words("คำ", 0)},
		}}})
		p.until(count(somsri, ".fx-text", 3))
		first, second := measure(p, ".fx-text:nth-child(1)", "node.getBoundingClientRect().width"), measure(p, ".fx-text:nth-child(2)", "node.getBoundingClientRect().width")
		if ratio := second / first; ratio < 2.95 || ratio > 3.05 {
			t.Errorf("widths %v and %v", first, second)
		}
	})

	for _, look := range [][2]string{{"320", "1"}, {"320", "1.3"}, {"430", "1"}, {"430", "1.3"}} {
		t.Run(fmt.Sprintf("nothing leaves its bubble on a phone of %s with type %s", look[0], look[1]), func(t *testing.T) {
			sim := newFakeSim(t)
			p := open(t, sim)
			p.width(480)
			p.choice("phone-width", look[0])
			p.choice("font-size", look[1])
			for _, name := range []string{"pending", "passbook", "parts"} {
				sim.say(somsri, "bot", card(t, name))
			}
			p.until(count(somsri, "[data-message]", 3))
			outside := evaluate[[]string](p, `[...document.querySelectorAll(".fx-bubble")].flatMap((bubble) => {
				const frame = bubble.getBoundingClientRect();
				return [...bubble.querySelectorAll(".fx-text, .fx-button, .fx-picture")].filter((node) => {
					const box = node.getBoundingClientRect();
					return box.right > frame.right + 0.5 || box.left < frame.left - 0.5;
				}).map((node) => node.textContent);
			})`)
			if len(outside) > 0 {
				t.Errorf("outside their bubble: %q", outside)
			}
			p.tall(2400)
			p.shotOf("look-"+look[0]+"-"+look[1], in(somsri, ".screen"))
		})
	}

	t.Run("only scaling text follows the reader's type size", func(t *testing.T) {
		sim := newFakeSim(t)
		p := open(t, sim)
		p.width(440)
		words := func(scaling bool) object {
			return object{"type": "text", "text": "ยอด", "size": "md", "scaling": scaling}
		}
		sim.say(somsri, "bot", object{"type": "flex", "altText": "a", "contents": object{"type": "bubble", "body": object{
			"type": "box", "layout": "vertical", "contents": []object{words(true), words(false)},
		}}})
		p.until(count(somsri, ".fx-text", 2))
		p.choice("font-size", "1.3")
		if got := measure(p, ".fx-text:nth-child(1)", "parseFloat(style.fontSize)"); got < 20.7 || got > 20.9 {
			t.Errorf("scaling text is %v px, want 20.8", got)
		}
		if got := measure(p, ".fx-text:nth-child(2)", "parseFloat(style.fontSize)"); got != 16 {
			t.Errorf("fixed text is %v px, want 16", got)
		}
		p.shotOf("scaling", in(somsri, ".screen"))
	})

	t.Run("words that must fit are made smaller until they do", func(t *testing.T) {
		sim := newFakeSim(t)
		p := open(t, sim)
		p.width(440)
		sim.say(somsri, "bot", object{"type": "flex", "altText": "a", "contents": object{"type": "bubble", "size": "micro", "body": object{
			"type": "box", "layout": "vertical", "contents": []object{{"type": "text", "text": "1,234,567.50 บาท", "size": "3xl", "adjustMode": "shrink-to-fit"}},
		}}})
		p.until(count(somsri, ".fx-words", 1))
		p.until(fmt.Sprintf(`(() => { const node = document.querySelector('%s'); return node.scrollWidth <= node.clientWidth; })()`, in(somsri, ".fx-words")))
	})

	t.Run("a card's margins, colours and decorations are the ones it names", func(t *testing.T) {
		sim := newFakeSim(t)
		p := open(t, sim)
		sim.say(somsri, "bot", object{"type": "flex", "altText": "a", "contents": object{"type": "bubble", "body": object{
			"type": "box", "layout": "vertical", "spacing": "md", "contents": []object{
				{"type": "text", "text": "แรก", "margin": "xxl"},
				{"type": "text", "text": "สอง", "color": "#A3231B", "decoration": "line-through", "weight": "bold"},
				{"type": "text", "text": "สาม", "margin": "xxl"},
			},
		}}})
		p.until(count(somsri, ".fx-text", 3))
		for expression, want := range map[string]bool{
			"first":  measure(p, ".fx-text:nth-child(1)", "parseFloat(style.marginTop)") == 0,
			"second": measure(p, ".fx-text:nth-child(2)", "parseFloat(style.marginTop)") == 8,
			"third":  measure(p, ".fx-text:nth-child(3)", "parseFloat(style.marginTop)") == 20,
			"colour": measure(p, ".fx-text:nth-child(2)", `style.color === "rgb(163, 35, 27)" ? 1 : 0`) == 1,
			"struck": measure(p, ".fx-text:nth-child(2)", `style.textDecorationLine === "line-through" ? 1 : 0`) == 1,
			"bold":   measure(p, ".fx-text:nth-child(2)", `style.fontWeight === "700" ? 1 : 0`) == 1,
		} {
			if !want {
				t.Errorf("%s is not as the card says", expression)
			}
		}
	})

	t.Run("a style that is no colour and no length is left out", func(t *testing.T) {
		sim := newFakeSim(t)
		p := open(t, sim)
		sim.say(somsri, "bot", card(t, "hostile"))
		p.do(chromedp.WaitVisible(in(somsri, `[data-message="m1"]`)))
		if p.evalBool(`[...document.querySelectorAll(".fx *")].some((node) => /url|fixed|evil/.test(node.getAttribute("style") ?? ""))`) {
			t.Error("a card's style reached the page")
		}
	})
}
