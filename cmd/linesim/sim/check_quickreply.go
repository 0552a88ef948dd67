package sim

// quickReply holds the buttons below a message to their number and rules.
func (k *messageCheck) quickReply(m value) {
	quick := m.get("quickReply")
	if !quick.exists() {
		return
	}
	if quick.kind() != kindObject {
		k.wrongKind(quick)
		return
	}
	k.names(quick, "items")
	items := k.array(quick, "items", 1, 13)
	if !items.exists() {
		return
	}
	for item := items.first(); item.exists(); item = item.next() {
		k.quickReplyItem(item)
	}
}

func (k *messageCheck) quickReplyItem(item value) {
	if item.kind() != kindObject {
		k.wrongKind(item)
		return
	}
	k.names(item, "type", "imageUrl", "action")
	if string(item.get("type").textOrNone()) != "action" {
		k.missing(item, "type", "Must be one of the following values: [action]")
	}
	if item.get("imageUrl").exists() {
		k.mediaURL(item, "imageUrl")
	}
	button := item.get("action")
	if !button.exists() {
		k.absent(item, "action")
		return
	}
	checkAction(k, button, inQuickReply)
}
