package flex

// valueType is what LINE expects at a property.
type valueType uint8

const (
	// Values that a template may take from the card.
	typeText valueType = iota
	typeLabel
	typeSpoken
	typeData
	typeURI
	typeURL
	typeClipboard
	typeWord
	typeColor
	typeGap
	typeOffset
	typeLength
	typeBorder
	typeTextSize
	typeImageSize
	typePixels
	typePercent
	typeAngle
	typeRatio
	typeMoment
	typeWhole
	typeBool

	// Structure, which stands in the template alone.
	typeBlock      // a box: header, body, footer
	typeHero       // a box, an image or a video
	typeComponents // what a box holds
	typeSpans
	typeBubbles
	typeAction
	typeButtonAction // with a label that is seen
	typeStyles
	typeStyle
	typeBackground
	typeDesktopURI
)

// String names the type for errors.
func (t valueType) String() string {
	names := [...]string{
		"text", "label", "text to be said", "postback data", "address", "https address", "clipboard text", "known word",
		"colour (#RRGGBB)", "spacing", "offset", "length (px or %)", "border width", "text size", "image size",
		"number of px", "percentage", "angle (deg)", "aspect ratio", "date or time", "whole number", "true or false",
		"box", "hero", "list of components", "list of spans", "list of bubbles", "action", "action", "styles", "block style",
		"background", "desktop address",
	}
	return names[t]
}

// property is one property of one of LINE's objects.
type property struct {
	is       valueType
	words    []string // of typeWord
	required bool
}

// shape is the set of properties that one of LINE's objects may have. LINE
// refuses a whole request for one invalid property, so a template with an
// unknown one is refused when it is compiled.
type shape map[string]property

func word(words ...string) property { return property{is: typeWord, words: words} }

func (p property) must() property {
	p.required = true
	return p
}

// with joins shapes into one.
func (s shape) with(more ...shape) shape {
	for _, m := range more {
		for name, p := range m {
			s[name] = p
		}
	}
	return s
}

// bubbleShape and carouselShape are the two containers of a Flex message.
func bubbleShape() shape {
	return shape{
		"type":      word("bubble").must(),
		"size":      word("nano", "micro", "deca", "hecto", "kilo", "mega", "giga"),
		"direction": word("ltr", "rtl"),
		"header":    {is: typeBlock},
		"hero":      {is: typeHero},
		"body":      {is: typeBlock},
		"footer":    {is: typeBlock},
		"styles":    {is: typeStyles},
		"action":    {is: typeAction},
	}
}

func carouselShape() shape {
	return shape{
		"type":     word("carousel").must(),
		"contents": property{is: typeBubbles}.must(),
	}
}

func stylesShape() shape {
	style := property{is: typeStyle}
	return shape{"header": style, "hero": style, "body": style, "footer": style}
}

func styleShape() shape {
	return shape{"backgroundColor": {is: typeColor}, "separator": {is: typeBool}, "separatorColor": {is: typeColor}}
}

func backgroundShape() shape {
	return shape{
		"type":           word("linearGradient").must(),
		"angle":          property{is: typeAngle}.must(),
		"startColor":     property{is: typeColor}.must(),
		"endColor":       property{is: typeColor}.must(),
		"centerColor":    {is: typeColor},
		"centerPosition": {is: typePercent},
	}
}

// placement is what every component with an own place may have.
func placement() shape {
	offset := property{is: typeOffset}
	return shape{
		"margin":    {is: typeGap},
		"position":  word("relative", "absolute"),
		"offsetTop": offset, "offsetBottom": offset, "offsetStart": offset, "offsetEnd": offset,
	}
}

// componentShape gives the properties of a component, nil for one that LINE
// does not know (such as the spacer of old).
func componentShape(kind string) shape {
	own := shape{"type": word(kind).must()}
	switch kind {
	case "box":
		return own.with(placement(), boxShape())
	case "text":
		return own.with(placement(), textShape())
	case "button":
		return own.with(placement(), buttonShape())
	case "image":
		return own.with(placement(), imageShape())
	case "icon":
		return own.with(placement(), shape{
			"url": property{is: typeURL}.must(), "size": {is: typeImageSize}, "aspectRatio": {is: typeRatio}, "scaling": {is: typeBool},
		})
	case "video":
		return own.with(shape{
			"url": property{is: typeURL}.must(), "previewUrl": property{is: typeURL}.must(),
			"altContent": property{is: typeHero}.must(), "aspectRatio": {is: typeRatio}, "action": {is: typeAction},
		})
	case "separator":
		return own.with(shape{"margin": {is: typeGap}, "color": {is: typeColor}})
	case "filler":
		return own.with(shape{"flex": {is: typeWhole}})
	case "span":
		return own.with(shape{"text": property{is: typeText}.must()}, letterShape())
	default:
		return nil
	}
}

func boxShape() shape {
	gap, length, color := property{is: typeGap}, property{is: typeLength}, property{is: typeColor}
	return shape{
		"layout":     word("horizontal", "vertical", "baseline").must(),
		"contents":   property{is: typeComponents}.must(),
		"flex":       {is: typeWhole},
		"spacing":    gap,
		"paddingAll": gap, "paddingTop": gap, "paddingBottom": gap, "paddingStart": gap, "paddingEnd": gap,
		"width": length, "maxWidth": length, "height": length, "maxHeight": length,
		"backgroundColor": color, "borderColor": color,
		"borderWidth": {is: typeBorder}, "cornerRadius": gap,
		"justifyContent": word("center", "flex-start", "flex-end", "space-between", "space-around", "space-evenly"),
		"alignItems":     word("center", "flex-start", "flex-end"),
		"background":     {is: typeBackground},
		"action":         {is: typeAction},
	}
}

// letterShape is how letters may look.
func letterShape() shape {
	return shape{
		"size":       {is: typeTextSize},
		"color":      {is: typeColor},
		"weight":     word("regular", "bold"),
		"style":      word("normal", "italic"),
		"decoration": word("none", "underline", "line-through"),
	}
}

func textShape() shape {
	return letterShape().with(shape{
		"text": {is: typeText}, "contents": {is: typeSpans},
		"flex": {is: typeWhole}, "maxLines": {is: typeWhole},
		"wrap": {is: typeBool}, "scaling": {is: typeBool},
		"align":       word("start", "end", "center"),
		"gravity":     word("top", "bottom", "center"),
		"lineSpacing": {is: typePixels},
		"adjustMode":  word("shrink-to-fit"),
		"action":      {is: typeAction},
	})
}

func buttonShape() shape {
	return shape{
		"action": property{is: typeButtonAction}.must(),
		"flex":   {is: typeWhole}, "scaling": {is: typeBool}, "color": {is: typeColor},
		"style":      word("link", "primary", "secondary"),
		"height":     word("sm", "md"),
		"gravity":    word("top", "bottom", "center"),
		"adjustMode": word("shrink-to-fit"),
	}
}

func imageShape() shape {
	return shape{
		"url":  property{is: typeURL}.must(),
		"flex": {is: typeWhole}, "size": {is: typeImageSize}, "aspectRatio": {is: typeRatio},
		"aspectMode":      word("fit", "cover"),
		"align":           word("start", "end", "center"),
		"gravity":         word("top", "bottom", "center"),
		"backgroundColor": {is: typeColor}, "animated": {is: typeBool}, "action": {is: typeAction},
	}
}

// actionShape gives the properties of an action that may stand in a Flex
// message. A label is required on a button and invisible elsewhere.
func actionShape(kind string, onButton bool) shape {
	own := shape{"type": word(kind).must(), "label": {is: typeLabel, required: onButton}}
	switch kind {
	case "postback":
		return own.with(shape{
			"data": property{is: typeData}.must(), "displayText": {is: typeSpoken}, "fillInText": {is: typeSpoken},
			"inputOption": word("closeRichMenu", "openRichMenu", "openKeyboard", "openVoice"),
		})
	case "message":
		return own.with(shape{"text": property{is: typeSpoken}.must()})
	case "uri":
		return own.with(shape{"uri": property{is: typeURI}.must(), "altUri": {is: typeDesktopURI}})
	case "datetimepicker":
		moment := property{is: typeMoment}
		return own.with(shape{
			"data": property{is: typeData}.must(), "mode": word("date", "time", "datetime").must(),
			"initial": moment, "max": moment, "min": moment,
		})
	case "clipboard":
		return own.with(shape{"clipboardText": property{is: typeClipboard}.must()})
	default:
		return nil
	}
}

// boxMayHold tells which components a box of a layout takes.
func boxMayHold(layout, component string) bool {
	switch component {
	case "icon":
		return layout == "baseline"
	case "text", "filler":
		return true
	case "box", "button", "image", "separator":
		return layout != "baseline"
	default:
		return false
	}
}
