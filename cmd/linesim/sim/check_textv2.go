package sim

import (
	"bytes"
	"slices"
)

const (
	substitutionsMax = 100
	mentionsMax      = 20
	emojisMax        = 20
)

// textV2Message is a text with {keys} that stand for mentions and emojis.
func (k *messageCheck) textV2Message(m value) {
	k.only(m, "text", "substitution", "quoteToken")
	text := k.string(m, "text", lengths{1, 5000, utf16Unit})
	k.quoteToken(m)
	substitution := m.get("substitution")
	if substitution.exists() && substitution.kind() != kindObject {
		k.wrongKind(substitution)
		return
	}
	if !text.exists() {
		return
	}
	keys, ok := placeholders(text.text())
	if !ok {
		k.fault(text, "Braces must enclose a key, or be doubled")
		return
	}
	for _, key := range keys {
		if !substitution.get(key).exists() {
			k.fault(text, "No substitution for {"+key+"}")
		}
	}
	if substitution.exists() {
		k.substitutions(substitution)
	}
}

// placeholders finds the {keys} of a text; {{ and }} are plain braces.
func placeholders(text []byte) (keys []string, ok bool) {
	for i := 0; i < len(text); i++ {
		switch {
		case text[i] == '{' && i+1 < len(text) && text[i+1] == '{':
			i++
		case text[i] == '{':
			end := bytes.IndexByte(text[i:], '}')
			if end < 0 || !isSubstitutionKey(text[i+1:i+end]) {
				return nil, false
			}
			keys = append(keys, string(text[i+1:i+end]))
			i += end
		case text[i] == '}':
			if i+1 >= len(text) || text[i+1] != '}' {
				return nil, false
			}
			i++
		}
	}
	return keys, true
}

func isSubstitutionKey(key []byte) bool {
	return isUnitName(key) && len(key) <= 20
}

func (k *messageCheck) substitutions(list value) {
	if list.size() > substitutionsMax {
		k.fault(list, "Size must be between 0 and 100")
	}
	mentions, emojis := 0, 0
	for s := list.first(); s.exists(); s = s.next() {
		if !isSubstitutionKey(s.key()) {
			k.fault(s, "A key has 1 to 20 letters, digits or underscores")
		}
		if s.kind() != kindObject {
			k.wrongKind(s)
			return
		}
		switch string(s.get("type").textOrNone()) {
		case "mention":
			mentions++
			k.mention(s)
		case "emoji":
			emojis++
			k.names(s, "type", "productId", "emojiId")
			k.string(s, "productId", lengths{1, 100, utf16Unit})
			k.string(s, "emojiId", lengths{1, 100, utf16Unit})
		default:
			k.missing(s, "type", "Must be one of the following values: [mention, emoji]")
		}
	}
	if mentions > mentionsMax || emojis > emojisMax {
		k.fault(list, "At most 20 mentions and 20 emojis")
	}
}

// mention names a member of the group the message goes to, or all of them.
// Validation without sending does not know the group and lets members pass.
func (k *messageCheck) mention(s value) {
	k.names(s, "type", "mentionee")
	whom := s.get("mentionee")
	if !whom.exists() || whom.kind() != kindObject {
		k.absent(s, "mentionee")
		return
	}
	k.names(whom, "type", "userId")
	if k.audience.known && !k.audience.group {
		k.fault(s, "A mention may only be sent to a group")
		return
	}
	switch string(whom.get("type").textOrNone()) {
	case "all":
	case "user":
		id := k.string(whom, "userId", lengths{1, 33, utf16Unit})
		if id.exists() && k.audience.known && !slices.Contains(k.audience.members, string(id.text())) {
			k.fault(id, "Must be a member of the group")
		}
	default:
		k.missing(whom, "type", "Must be one of the following values: [user, all]")
	}
}
