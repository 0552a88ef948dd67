package membership

import "fmt"

// Class (ประเภทสมาชิก) is a group of people that the state's forms count. Classes
// overlap: one person may be elderly and disabled, and is counted in both.
type Class string

// The classes of the state's report form.
const (
	General       Class = "general"       // บุคคลทั่วไป
	Child         Class = "child"         // เด็กและเยาวชน
	Elderly       Class = "elderly"       // ผู้สูงอายุ
	Disadvantaged Class = "disadvantaged" // ผู้ด้อยโอกาส
	Disabled      Class = "disabled"      // ผู้พิการ
	Orphan        Class = "orphan"        // กำพร้า
)

// Classes lists all classes.
func Classes() []Class { return []Class{General, Child, Elderly, Disadvantaged, Disabled, Orphan} }

// ParseClass reads a class's name.
func ParseClass(text string) (Class, error) {
	for _, c := range Classes() {
		if string(c) == text {
			return c, nil
		}
	}
	return "", fmt.Errorf("unknown class %q: use one of %v", text, Classes())
}
