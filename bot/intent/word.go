package intent

import "sajja/bot/thai"

// The words that a rule names one by one, in folded letters. All others are
// reached by their marks.
var (
	wordOf          = folded("ของ")
	wordDidNot      = folded("ไม่ได้")
	wordDidNotNorth = folded("บ่ได้")
	wordLa          = folded("ละ")
	wordRather      = folded("ดีกว่า")
	wordAsk         = folded("ขอ")
	wordPlease      = folded("ช่วย")
	wordFor         = folded("สำหรับ")
	wordAhead       = folded("ล่วงหน้า")
	wordYet         = folded("ยัง")
	wordKo          = folded("ก่อ")
	wordMaiSouth    = folded("ม่าย")
	wordTeach       = folded("สอน")
	wordChild       = folded("ลูก")
	wordThat        = folded("ว่า")
	wordFirst       = folded("ก่อน")
	wordGet         = folded("ได้")
	wordCost        = folded("ค่า")
	wordCome        = folded("มา")
	wordGo          = folded("ไป")
	wordFull        = folded("ครบ")
	wordReach       = folded("ถึง")
	wordAll         = folded("หมด")
	wordName        = folded("ชื่อ")
	wordSelf        = folded("เอง")
	wordMust        = folded("ต้อง")
	wordOut         = folded("ออก")
	wordMatter      = folded("เรื่อง")
	wordWithin      = folded("ภายใน")
	wordInTime      = folded("ทัน")
	wordFile        = folded("ยื่น")
	wordWith        = folded("ด้วย")
	wordGoOf        = folded("ไปงาน")
	wordSorry       = folded("แสดงความเสียใจ")
	wordSince       = folded("ตั้งแต่")
	wordEnter       = folded("เข้า")
	wordStayAt      = folded("อยู่")
	wordDeathNotice = folded("แจ้งตาย")
	wordList        = folded("รายชื่อ")
	wordPeople      = folded("กี่คน")
	wordRain        = folded("ฝนตก")
	wordAmount      = folded("จำนวน")
	wordIs          = folded("เป็น")
	wordAccount     = folded("บัญชี")
	wordLine        = folded("ไลน์")
	wordMember      = folded("เป็นสมาชิก")
	wordIntoMember  = folded("เข้าเป็นสมาชิก")
	wordKeep        = folded("ไว้")
	wordNgai        = folded("ไง")
	wordTogether    = folded("กัน")
	wordGroup       = folded("กลุ่ม")
	wordSheet       = folded("ใบ")
	wordOpen        = folded("เปิด")
	wordClose       = folded("ปิด")
	wordDoctor      = folded("หมอ")
	wordIn          = folded("ใน")
	wordUnsure      = folded("ยังไม่รู้")
	wordNotKnow     = folded("ไม่รู้")
	wordBaht        = folded("บาท")
	wordAtPlace     = folded("ที่")
	wordOnce        = folded("ที")
	wordLeave       = folded("ฝาก")
	wordThis        = folded("นี้")
	wordAndStill    = folded("แล้วยัง")
	wordBack        = folded("กลับ")
	wordAge         = folded("อายุ")
	wordTakeIn      = folded("รับฝาก")
	wordAllOf       = folded("ทั้ง")
	wordThen        = folded("ก็")
	wordNa          = folded("นะ")
	wordMany        = folded("หลาย")
	wordBook        = folded("สมุด")
	wordUse         = folded("ใช้")
	wordBe          = folded("คือ")
	wordTake        = folded("เอา")
	wordIntoGroup   = folded("เข้ากลุ่ม")
	wordIntoFund    = folded("เข้ากองทุน")
)

// folded gives a word's folded letters, for comparing with the text's.
func folded(word string) string { return string(thai.Fold(word).Letters) }

// hasSuffix tells whether the token's letters end with a word.
func (r *reading) hasSuffix(i int, suffix string) bool {
	t := r.at(i)
	return int(t.end-t.start) >= len(suffix) && string(r.folded.Letters[int(t.end)-len(suffix):t.end]) == suffix
}

// isWord tells whether the token is that very word.
func (r *reading) isWord(i int, word string) bool {
	t := r.at(i)
	return t.end > t.start && string(r.folded.Letters[t.start:t.end]) == word
}
