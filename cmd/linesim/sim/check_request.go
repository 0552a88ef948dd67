package sim

import "slices"

// The properties each request may have; any other is refused.
var (
	replyFields      = []string{"replyToken", "messages", "notificationDisabled"}
	pushFields       = []string{"to", "messages", "notificationDisabled", "customAggregationUnits"}
	broadcastFields  = []string{"messages", "notificationDisabled"}
	validateFields   = []string{"messages"}
	loadingFields    = []string{"chatId", "loadingSeconds"}
	markAsReadFields = []string{"markAsReadToken"}
)

// required is a property a request must have, with its kind.
type required struct {
	name string
	kind kind
}

// checkRequest holds the outermost object against its properties.
func checkRequest(root value, fields []string, must ...required) *refusal {
	for m := root.first(); m.exists(); m = m.next() {
		if !slices.Contains(fields, string(m.key())) {
			return badProperty(m)
		}
	}
	for _, one := range must {
		given := root.get(one.name)
		if !given.exists() || given.kind() == kindString && given.size() == 0 && len(given.text()) == 0 {
			return badBody([]detail{{"May not be empty", one.name}})
		}
		if given.kind() != one.kind {
			return badProperty(given)
		}
	}
	if disabled := root.get("notificationDisabled"); disabled.exists() && disabled.kind() != kindBool {
		return badProperty(disabled)
	}
	return nil
}

func isTrue(v value) bool { return v.exists() && v.node().truth }

// checkUnits holds customAggregationUnits to LINE's one name of letters,
// digits and underscores. The SDK sends null where none is wanted.
func checkUnits(root value) *refusal {
	units := root.get("customAggregationUnits")
	if !units.exists() {
		return nil
	}
	if units.kind() != kindArray {
		return badProperty(units)
	}
	if units.size() > 1 {
		return badBody([]detail{{"Size must be between 0 and 1", "customAggregationUnits"}})
	}
	for unit := units.first(); unit.exists(); unit = unit.next() {
		if !isUnitName(unit.text()) {
			return badBody([]detail{{"Must be 1 to 30 letters, digits or underscores", unit.dotted()}})
		}
	}
	return nil
}

func isUnitName(name []byte) bool {
	for _, c := range name {
		if !isAlphanumeric(c) && c != '_' {
			return false
		}
	}
	return len(name) >= 1 && len(name) <= 30
}

func isAlphanumeric(c byte) bool {
	return '0' <= c && c <= '9' || 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z'
}
