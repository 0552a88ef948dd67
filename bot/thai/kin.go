package thai

import "strings"

// Kin (คำเรียกญาติ) is what somebody calls another in the family, as coarse as the
// words are used: แม่ may be a mother-in-law, ยาย a neighbour of that age.
type Kin string

// The kinds of kin.
const (
	KinParent  Kin = "parent"
	KinElder   Kin = "elder"
	KinChild   Kin = "child"
	KinYounger Kin = "younger"
	KinSpouse  Kin = "spouse"
	KinSibling Kin = "sibling"
)

// Gender (เพศที่คำบอก) is what a word of kin or a title tells of a person.
type Gender string

// The genders that words tell; most tell none.
const (
	GenderNone  Gender = ""
	GenderWoman Gender = "woman"
	GenderMan   Gender = "man"
)

// kinWord is a word of kin and what it tells.
type kinWord struct {
	kin    Kin
	gender Gender
	words  string
}

var kinWords = []kinWord{
	{KinParent, GenderWoman, "แม่ คุณแม่ อีแม่ อี่แม่ ม๊า หม่าม้า มะ เมาะ แม่ยาย แม่ผัว แม่สามี แม่เลี้ยง"},
	{KinParent, GenderMan, "พ่อ คุณพ่อ อีพ่อ ป้อ ป๊า ปะป๊า เตี่ย ป๊ะ ปะ เปาะ พ่อตา พ่อผัว พ่อสามี พ่อเลี้ยง"},
	{KinElder, GenderWoman, "ยาย คุณยาย ย่า คุณย่า แม่เฒ่า แม่ใหญ่ แม่แก่ แม่อุ๊ย อาม่า ม่า ป้า คุณป้า น้าสาว อาสาว ยายทวด โต๊ะ"},
	{KinElder, GenderMan, "ตา คุณตา ปู่ คุณปู่ พ่อเฒ่า พ่อใหญ่ พ่อแก่ พ่ออุ๊ย อากง ก๋ง ลุง คุณลุง น้าชาย ตาทวด โต๊ะชาย"},
	{KinElder, GenderNone, "ทวด อุ๊ย น้า คุณน้า อา คุณอา ญาติผู้ใหญ่"},
	{KinChild, GenderWoman, "ลูกสาว ลูกสะใภ้ ลูกสาวคนโต ลูกสาวคนเล็ก ลูกสาวคนกลาง"},
	{KinChild, GenderMan, "ลูกชาย ลูกเขย ลูกชายคนโต ลูกชายคนเล็ก ลูกชายคนกลาง"},
	{KinChild, GenderNone, "ลูก ลูกคนโต ลูกคนเล็ก ลูกคนกลาง ลูกคนแรก ลูกแฝด"},
	{KinYounger, GenderWoman, "หลานสาว"},
	{KinYounger, GenderMan, "หลานชาย"},
	{KinYounger, GenderNone, "หลาน เหลน หลานคนโต หลานคนเล็ก"},
	{KinSpouse, GenderWoman, "เมีย ภรรยา"},
	{KinSpouse, GenderMan, "ผัว สามี"},
	{KinSpouse, GenderNone, "แฟน คู่สมรส"},
	{KinSibling, GenderWoman, "พี่สาว น้องสาว เอื้อย เจ๊ พี่สะใภ้ น้องสะใภ้"},
	{KinSibling, GenderMan, "พี่ชาย น้องชาย อ้าย เฮีย พี่เขย น้องเขย"},
	{KinSibling, GenderNone, "พี่ น้อง พี่น้อง"},
}

// KinOf reads a text that is a word of kin and nothing else; false for any other.
func KinOf(text string) (Kin, Gender, bool) {
	text = Normal(text)
	for _, k := range kinWords {
		for word := range strings.FieldsSeq(k.words) {
			if Normal(word) == text {
				return k.kin, k.gender, true
			}
		}
	}
	return "", GenderNone, false
}

// GenderOf tells what the title before a name says of a person.
func GenderOf(name string) Gender {
	name = Visible(name)
	for _, title := range []string{"นาง", "น.ส.", "นส.", "ด.ญ.", "ดญ.", "เด็กหญิง"} {
		if strings.HasPrefix(name, title) {
			return GenderWoman
		}
	}
	for _, title := range []string{"นาย", "ด.ช.", "ดช.", "เด็กชาย"} {
		if strings.HasPrefix(name, title) {
			return GenderMan
		}
	}
	return GenderNone
}
