package thai_test

import (
	"testing"

	"sajja/bot/thai"
)

func TestKinOf(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]struct {
		kin    thai.Kin
		gender thai.Gender
	}{
		"แม่": {thai.KinParent, thai.GenderWoman}, "คุณพ่อ": {thai.KinParent, thai.GenderMan}, " ยาย ": {thai.KinElder, thai.GenderWoman},
		"น้า": {thai.KinElder, ""}, "ลูกสาว": {thai.KinChild, thai.GenderWoman}, "ลูก": {thai.KinChild, ""}, "หลาน": {thai.KinYounger, ""},
		"แฟน": {thai.KinSpouse, ""}, "พี่สาว": {thai.KinSibling, thai.GenderWoman},
		"แม่สมศรี": {}, "สมศรี": {}, "": {}, "แม่บ้าน": {},
	} {
		kin, gender, isKin := thai.KinOf(text)
		if kin != want.kin || gender != want.gender || isKin != (want.kin != "") {
			t.Errorf("%q: %q %q %v", text, kin, gender, isKin)
		}
	}
}

func TestGenderOf(t *testing.T) {
	t.Parallel()
	for name, want := range map[string]thai.Gender{
		"นางสมศรี ใจงาม": thai.GenderWoman, "นางสาวพิมพ์ใจ ใจงาม": thai.GenderWoman, "นายวิชัย ศรีบัว": thai.GenderMan,
		"เด็กชายต้น ใจงาม": thai.GenderMan, "สมศรี ใจงาม": "", "": "",
	} {
		if got := thai.GenderOf(name); got != want {
			t.Errorf("%q: %q, want %q", name, got, want)
		}
	}
}
