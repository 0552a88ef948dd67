package sim

// layout is the kind of box a component stands in.
type layout uint8

const (
	horizontal layout = iota
	vertical
	baseline
)

// component checks one element of a box's contents.
func (f *flexCheck) component(v value, in layout) {
	if !f.isObject(v) {
		return
	}
	kind := v.get("type")
	if !kind.exists() {
		f.absent(v, "type")
		return
	}
	switch string(kind.text()) {
	case "text":
		f.text(v)
	case "box":
		f.notIn(baseline, in, v)
		f.box(v)
	case "button":
		f.notIn(baseline, in, v)
		f.button(v)
	case "image":
		f.notIn(baseline, in, v)
		f.image(v)
	case "separator":
		f.notIn(baseline, in, v)
		f.separator(v)
	case "icon":
		if in != baseline {
			f.fault(v, flexInvalid)
		}
		f.icon(v)
	case "filler":
		f.filler(v)
	default: // spacer, video outside a hero, and what LINE never had
		f.fault(v, flexInvalid)
	}
}

func (f *flexCheck) notIn(forbidden, in layout, v value) {
	if in == forbidden {
		f.fault(v, flexInvalid)
	}
}

func (f *flexCheck) box(v value) {
	own := f.layoutOf(v)
	for m := v.first(); m.exists(); m = m.next() {
		switch string(m.key()) {
		case "type", "layout", "contents":
		case "backgroundColor", "borderColor":
			f.color(m)
		case "borderWidth":
			f.borderWidth(m)
		case "cornerRadius", "spacing":
			f.spacing(m)
		case "paddingAll", "paddingTop", "paddingBottom", "paddingStart", "paddingEnd":
			f.spacingOrPercent(m)
		case "width", "maxWidth", "height", "maxHeight":
			f.pxOrPercent(m)
		case "justifyContent":
			f.keyword(m, "center", "flex-start", "flex-end", "space-between", "space-around", "space-evenly")
		case "alignItems":
			f.keyword(m, "center", "flex-start", "flex-end")
		case "background":
			f.background(m)
		case "action":
			checkAction(f, m, inFlex)
		default:
			f.placed(m)
		}
	}
	f.boxContents(v, own)
}

func (f *flexCheck) layoutOf(v value) layout {
	given := v.get("layout")
	if !given.exists() {
		f.absent(v, "layout")
		return vertical
	}
	switch string(given.text()) {
	case "horizontal":
		return horizontal
	case "vertical":
		return vertical
	case "baseline":
		return baseline
	default:
		f.fault(given, flexInvalid)
		return vertical
	}
}

// boxContents may be empty, never missing or null.
func (f *flexCheck) boxContents(v value, own layout) {
	for m := v.first(); m.exists(); m = m.next() {
		if string(m.key()) != "contents" {
			continue
		}
		if m.kind() != kindArray {
			f.fault(m, flexInvalid)
			return
		}
		for e := m.first(); e.exists(); e = e.next() {
			f.component(e, own)
		}
		return
	}
	f.absent(v, "contents")
}

func (f *flexCheck) text(v value) {
	var words, spans value
	for m := v.first(); m.exists(); m = m.next() {
		switch string(m.key()) {
		case "type":
		case "text":
			words = m
		case "contents":
			spans = m
		case "size":
			f.fontSize(m)
		case "weight":
			f.keyword(m, "regular", "bold")
		case "color":
			f.color(m)
		case "wrap", "scaling":
			f.boolean(m)
		case "maxLines":
			f.count(m)
		case "align":
			f.keyword(m, "start", "end", "center")
		case "gravity":
			f.keyword(m, "top", "bottom", "center")
		case "style":
			f.keyword(m, "normal", "italic")
		case "decoration":
			f.keyword(m, "none", "underline", "line-through")
		case "lineSpacing":
			f.px(m)
		case "adjustMode":
			f.keyword(m, "shrink-to-fit")
		case "action":
			checkAction(f, m, inFlex)
		default:
			f.placed(m)
		}
	}
	f.wordsOrSpans(v, words, spans)
}

// wordsOrSpans: a text has words, or spans that stand for them.
func (f *flexCheck) wordsOrSpans(v, words, spans value) {
	if spans.exists() {
		f.spans(spans)
	}
	switch {
	case words.exists() && words.kind() != kindString:
		f.mistyped(words)
	case words.exists() && len(words.text()) == 0 && !(spans.exists() && spans.size() > 0):
		f.fault(words, flexNoText)
	case !words.exists() && !spans.exists():
		f.absent(v, "text")
	}
}

func (f *flexCheck) spans(list value) {
	if list.kind() != kindArray {
		f.mistyped(list)
		return
	}
	for s := list.first(); s.exists(); s = s.next() {
		if !f.isObject(s) {
			continue
		}
		if string(s.get("type").textOrNone()) != "span" {
			f.fault(s, flexInvalid)
			continue
		}
		f.span(s)
	}
}

func (f *flexCheck) span(v value) {
	for m := v.first(); m.exists(); m = m.next() {
		switch string(m.key()) {
		case "type":
		case "text":
			f.nonEmpty(m)
		case "size":
			f.fontSize(m)
		case "color":
			f.color(m)
		case "weight":
			f.keyword(m, "regular", "bold")
		case "style":
			f.keyword(m, "normal", "italic")
		case "decoration":
			f.keyword(m, "none", "underline", "line-through")
		default:
			f.unknown(m)
		}
	}
	if !v.get("text").exists() {
		f.absent(v, "text")
	}
}

func (f *flexCheck) button(v value) {
	for m := v.first(); m.exists(); m = m.next() {
		switch string(m.key()) {
		case "type":
		case "action":
			checkAction(f, m, inFlexButton)
		case "style":
			f.keyword(m, "link", "primary", "secondary")
		case "height":
			f.keyword(m, "sm", "md")
		case "color":
			f.color(m)
		case "gravity":
			f.keyword(m, "top", "bottom", "center")
		case "adjustMode":
			f.keyword(m, "shrink-to-fit")
		case "scaling":
			f.boolean(m)
		default:
			f.placed(m)
		}
	}
	if !v.get("action").exists() {
		f.absent(v, "action")
	}
}

func (f *flexCheck) image(v value) {
	for m := v.first(); m.exists(); m = m.next() {
		switch string(m.key()) {
		case "type":
		case "url":
			f.mediaURL(m)
		case "size":
			f.imageSize(m)
		case "aspectRatio":
			f.ratio(m)
		case "aspectMode":
			f.keyword(m, "fit", "cover")
		case "align":
			f.keyword(m, "start", "end", "center")
		case "gravity":
			f.keyword(m, "top", "bottom", "center")
		case "backgroundColor":
			f.color(m)
		case "animated":
			f.boolean(m)
		case "action":
			checkAction(f, m, inFlex)
		default:
			f.placed(m)
		}
	}
	if !v.get("url").exists() {
		f.absent(v, "url")
	}
}

func (f *flexCheck) icon(v value) {
	for m := v.first(); m.exists(); m = m.next() {
		switch string(m.key()) {
		case "type":
		case "url":
			f.mediaURL(m)
		case "size":
			f.fontSize(m)
		case "aspectRatio":
			f.ratio(m)
		case "scaling":
			f.boolean(m)
		case "flex":
			f.unknown(m)
		default:
			f.placed(m)
		}
	}
	if !v.get("url").exists() {
		f.absent(v, "url")
	}
}

func (f *flexCheck) video(v value) {
	for m := v.first(); m.exists(); m = m.next() {
		switch string(m.key()) {
		case "type":
		case "url", "previewUrl":
			f.mediaURL(m)
		case "aspectRatio":
			f.ratio(m)
		case "action":
			checkAction(f, m, inFlexButton)
		case "altContent":
			f.altContent(m)
		default:
			f.unknown(m)
		}
	}
	for _, name := range [...]string{"url", "previewUrl", "altContent"} {
		if !v.get(name).exists() {
			f.absent(v, name)
		}
	}
}

// altContent is what an app without video shows: a box or an image.
func (f *flexCheck) altContent(v value) {
	if !f.isObject(v) {
		return
	}
	switch string(v.get("type").textOrNone()) {
	case "box":
		f.box(v)
	case "image":
		f.image(v)
	default:
		f.fault(v, flexInvalid)
	}
}

func (f *flexCheck) separator(v value) {
	for m := v.first(); m.exists(); m = m.next() {
		switch string(m.key()) {
		case "type":
		case "margin":
			f.spacing(m)
		case "color":
			f.color(m)
		default:
			f.unknown(m)
		}
	}
}

func (f *flexCheck) filler(v value) {
	for m := v.first(); m.exists(); m = m.next() {
		switch string(m.key()) {
		case "type":
		case "flex":
			f.count(m)
		default:
			f.unknown(m)
		}
	}
}

// placed checks the properties every component has for its place in a box.
func (f *flexCheck) placed(m value) {
	switch string(m.key()) {
	case "flex":
		f.count(m)
	case "margin":
		f.spacing(m)
	case "position":
		f.keyword(m, "relative", "absolute")
	case "offsetTop", "offsetBottom", "offsetStart", "offsetEnd":
		f.spacingOrPercent(m)
	default:
		f.unknown(m)
	}
}
