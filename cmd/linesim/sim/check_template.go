package sim

func (k *messageCheck) templateMessage(m value) {
	k.only(m, "altText", "template")
	k.string(m, "altText", lengths{1, 1500, utf16Unit})
	t := m.get("template")
	if !t.exists() {
		k.absent(m, "template")
		return
	}
	if t.kind() != kindObject {
		k.wrongKind(t)
		return
	}
	switch string(t.get("type").textOrNone()) {
	case "buttons":
		k.buttonsTemplate(t)
	case "confirm":
		k.names(t, "type", "text", "actions")
		k.string(t, "text", lengths{1, 240, graphemeUnit})
		k.actions(t, 2, 2, inTemplate)
	case "carousel":
		k.carouselTemplate(t)
	case "image_carousel":
		k.imageCarouselTemplate(t)
	default:
		k.missing(t, "type", "Must be one of the following values: [buttons, confirm, carousel, image_carousel]")
	}
}

func (k *messageCheck) buttonsTemplate(t value) {
	k.names(t, "type", "thumbnailImageUrl", "imageAspectRatio", "imageSize", "imageBackgroundColor",
		"title", "text", "defaultAction", "actions")
	k.picture(t)
	k.titleAndText(t, 160)
	k.defaultAction(t)
	k.actions(t, 1, 4, inTemplate)
}

func (k *messageCheck) carouselTemplate(t value) {
	k.names(t, "type", "columns", "imageAspectRatio", "imageSize")
	k.oneOf(t, "imageAspectRatio", "rectangle", "square")
	k.oneOf(t, "imageSize", "cover", "contain")
	columns := k.array(t, "columns", 1, 10)
	if !columns.exists() {
		return
	}
	buttons := -1
	for c := columns.first(); c.exists(); c = c.next() {
		if c.kind() != kindObject {
			k.wrongKind(c)
			return
		}
		k.names(c, "thumbnailImageUrl", "imageBackgroundColor", "title", "text", "defaultAction", "actions")
		k.picture(c)
		k.titleAndText(c, 120)
		k.defaultAction(c)
		if n := k.actions(c, 1, 3, inTemplate); buttons >= 0 && n != buttons {
			k.missing(c, "actions", "All columns must have the same number of actions")
		} else {
			buttons = n
		}
	}
}

func (k *messageCheck) imageCarouselTemplate(t value) {
	k.names(t, "type", "columns")
	columns := k.array(t, "columns", 1, 10)
	if !columns.exists() {
		return
	}
	for c := columns.first(); c.exists(); c = c.next() {
		if c.kind() != kindObject {
			k.wrongKind(c)
			return
		}
		k.names(c, "imageUrl", "action")
		k.mediaURL(c, "imageUrl")
		if button := c.get("action"); button.exists() {
			checkAction(k, button, inImageCarousel)
		} else {
			k.absent(c, "action")
		}
	}
}

// picture holds the image on a buttons template or a column to its rules.
func (k *messageCheck) picture(t value) {
	if t.get("thumbnailImageUrl").exists() {
		k.mediaURL(t, "thumbnailImageUrl")
	}
	k.oneOf(t, "imageAspectRatio", "rectangle", "square")
	k.oneOf(t, "imageSize", "cover", "contain")
	if color := k.optional(t, "imageBackgroundColor", lengths{1, 9, utf16Unit}); color.exists() && !isColor(color.text(), false) {
		k.fault(color, "Must be a colour of the form #RRGGBB")
	}
}

// titleAndText shortens the text to 60 where a picture or a title takes room.
func (k *messageCheck) titleAndText(t value, textMax int) {
	title := k.optional(t, "title", lengths{1, 40, graphemeUnit})
	if title.exists() || t.get("thumbnailImageUrl").exists() {
		textMax = 60
	}
	k.string(t, "text", lengths{1, textMax, graphemeUnit})
}

func (k *messageCheck) defaultAction(t value) {
	if tap := t.get("defaultAction"); tap.exists() {
		checkAction(k, tap, inDefaultAction)
	}
}

// actions holds a template's buttons to their rules and counts them.
func (k *messageCheck) actions(t value, least, most int, place actionPlace) int {
	buttons := k.array(t, "actions", least, most)
	if !buttons.exists() {
		return 0
	}
	for button := buttons.first(); button.exists(); button = button.next() {
		checkAction(k, button, place)
	}
	return buttons.size()
}
