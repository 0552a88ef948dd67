package sim

const (
	// bubbleBytes and carouselBytes are LINE's 30 KB and 50 KB in the stricter
	// reading; the unit is not defined more exactly.
	bubbleBytes   = 30_000
	carouselBytes = 50_000
	bubblesMax    = 12
)

// LINE's words for what is wrong inside Flex contents, as far as they are
// public: see the SDKs' issues.
const (
	flexInvalid  = "invalid property"
	flexUnknown  = "unknown property"
	flexAbsent   = "must be specified"
	flexNoText   = "must be non-empty text"
	flexTooLarge = "must be at most 30 KB for a bubble and 50 KB for a carousel"
)

// flexCheck holds the contents of one Flex message to LINE's properties,
// values and sizes. Its switches are written out by name instead of kept in
// tables: the check runs for every reply of a load run, and a switch over
// constants costs neither lookup nor allocation.
type flexCheck struct {
	root   value
	faults []detail
}

func (f *flexCheck) fault(v value, message string) {
	if len(f.faults) < faultsMax {
		f.faults = append(f.faults, detail{message, v.pointer(f.root)})
	}
}

func (f *flexCheck) absent(parent value, name string) {
	if len(f.faults) < faultsMax {
		f.faults = append(f.faults, detail{flexAbsent, parent.pointer(f.root) + "/" + name})
	}
}

func (f *flexCheck) unknown(v value)  { f.fault(v, flexUnknown) }
func (f *flexCheck) mistyped(v value) { f.fault(v, flexInvalid) }

// isObject refuses what is no object, null included.
func (f *flexCheck) isObject(v value) bool {
	if v.kind() == kindObject {
		return true
	}
	f.mistyped(v)
	return false
}

func (f *flexCheck) container(v value) {
	if !f.isObject(v) {
		return
	}
	switch string(v.get("type").textOrNone()) {
	case "bubble":
		if len(v.raw()) > bubbleBytes {
			f.fault(v, flexTooLarge)
		}
		f.bubble(v, true)
	case "carousel":
		if len(v.raw()) > carouselBytes {
			f.fault(v, flexTooLarge)
		}
		f.carousel(v)
	case "":
		f.absent(v, "type")
	default:
		f.fault(v.get("type"), flexInvalid)
	}
}

func (f *flexCheck) carousel(v value) {
	for m := v.first(); m.exists(); m = m.next() {
		switch string(m.key()) {
		case "type":
		case "contents":
			f.bubbles(m)
		default:
			f.unknown(m)
		}
	}
	if !v.get("contents").exists() {
		f.absent(v, "contents")
	}
}

// bubbles of one carousel have one size.
func (f *flexCheck) bubbles(list value) {
	if list.kind() != kindArray || list.size() < 1 || list.size() > bubblesMax {
		f.fault(list, flexInvalid)
		return
	}
	size := ""
	for b := list.first(); b.exists(); b = b.next() {
		if !f.isObject(b) {
			continue
		}
		if string(b.get("type").textOrNone()) != "bubble" {
			f.fault(b, flexInvalid)
			continue
		}
		if len(b.raw()) > bubbleBytes {
			f.fault(b, flexTooLarge)
		}
		f.bubble(b, false)
		own := b.string("size")
		if own == "" {
			own = "mega"
		}
		if size != "" && own != size {
			f.fault(b, "all bubbles of a carousel must have the same size")
		}
		size = own
	}
}

// bubble may hold a video only when it stands alone.
func (f *flexCheck) bubble(v value, alone bool) {
	for m := v.first(); m.exists(); m = m.next() {
		switch string(m.key()) {
		case "type":
		case "size":
			f.keyword(m, "nano", "micro", "deca", "hecto", "kilo", "mega", "giga")
		case "direction":
			f.keyword(m, "ltr", "rtl")
		case "header", "body", "footer":
			f.block(m)
		case "hero":
			f.hero(v, m, alone)
		case "styles":
			f.styles(m)
		case "action":
			checkAction(f, m, inFlex)
		default:
			f.unknown(m)
		}
	}
}

// block is a bubble's header, body or footer: a box.
func (f *flexCheck) block(v value) {
	if !f.isObject(v) {
		return
	}
	if string(v.get("type").textOrNone()) != "box" {
		f.fault(v, flexInvalid)
		return
	}
	f.box(v)
}

func (f *flexCheck) hero(bubble, v value, alone bool) {
	if !f.isObject(v) {
		return
	}
	switch string(v.get("type").textOrNone()) {
	case "box":
		f.box(v)
	case "image":
		f.image(v)
	case "video":
		size := bubble.string("size")
		if !alone || size != "" && size != "kilo" && size != "mega" && size != "giga" {
			f.fault(v, flexInvalid)
		}
		f.video(v)
	default:
		f.fault(v, flexInvalid)
	}
}

func (f *flexCheck) styles(v value) {
	if !f.isObject(v) {
		return
	}
	for m := v.first(); m.exists(); m = m.next() {
		switch string(m.key()) {
		case "header", "hero", "body", "footer":
			f.blockStyle(m)
		default:
			f.unknown(m)
		}
	}
}

func (f *flexCheck) blockStyle(v value) {
	if !f.isObject(v) {
		return
	}
	for m := v.first(); m.exists(); m = m.next() {
		switch string(m.key()) {
		case "backgroundColor", "separatorColor":
			f.color(m)
		case "separator":
			f.boolean(m)
		default:
			f.unknown(m)
		}
	}
}
