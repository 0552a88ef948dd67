package thai

import "sync"

// wordClass is what a word of numbers, money, days or hours does there.
type wordClass uint8

const (
	noWord wordClass = iota
	digitWord
	lastOneWord       // เอ็ด, only after tens or more
	twoTensWord       // ยี่, only before สิบ
	looseOneWord      // นึง, the "one" that follows what it counts
	tensWord          // ซาว
	placeWord         // สิบ ร้อย พัน หมื่น แสน ล้าน
	northThousandWord // ปัน, the northern พัน, only after a digit
	halfWord          // ครึ่ง
	onlyWord          // เดียว
	overWord          // กว่า
	bahtWord
	satangWord
	quarterWord // สลึง
	exactWord   // ถ้วน
	monthWord
	weekdayWord // value: time.Weekday
	sundayWord  // อาทิตย์ without วัน: Sunday or week
	dayOffsetWord
	holidayWord // value: month*100 + day
	ofMonthWord // สิ้นเดือน, ต้นเดือน: value is the part
	ofYearWord  // สิ้นปี
	inMonthWord // เดือน
	inYearWord  // ปี, พ.ศ.
	inWeekWord  // สัปดาห์
	inDayWord   // วัน
	onDayWord   // วันที่
	thatWord    // ที่
	thisWord    // นี้
	nextWord    // หน้า
	lastWord    // ที่แล้ว
	afterWord   // อีก
	toWord      // ถึง
	hourWord    // โมง
	eveningHourWord
	nightHourWord     // ตี
	afternoonWord     // บ่าย
	noonWord          // เที่ยง
	midnightWord      // เที่ยงคืน
	morningWord       // เช้า
	lateDayWord       // เย็น
	clockMarkWord     // น.
	minuteWord        // นาที
	sharpWord         // ตรง
	christianYearWord // ค.ศ.
)

// Parts of a month or a year.
const (
	partStart = 1 + iota
	partMiddle
	partEnd
)

type vocabularyWord struct {
	class wordClass
	value int32
}

type vocabulary struct {
	tree  *WordTree
	words []vocabularyWord
}

// words is built at its first use and read-only from then on.
var words = sync.OnceValue(buildVocabulary)

// lookup gives the longest word at a place and where it ends.
func lookup(letters []byte, at int) (vocabularyWord, int) {
	v := words()
	index, end := v.tree.Longest(letters, at)
	if index < 0 {
		return vocabularyWord{}, at
	}
	return v.words[index], end
}

// lookupPast is lookup that steps over one space first.
func lookupPast(letters []byte, at int) (vocabularyWord, int) {
	w, end := lookup(letters, skipSpace(letters, at))
	if w.class == noWord {
		return w, at
	}
	return w, end
}

func skipSpace(letters []byte, at int) int {
	if at < len(letters) && letters[at] == ' ' {
		return at + 1
	}
	return at
}

func buildVocabulary() *vocabulary {
	v := &vocabulary{}
	entries := map[string]int32{}
	add := func(class wordClass, value int32, spellings ...string) {
		for _, spelling := range spellings {
			entries[spelling] = int32(len(v.words))
			v.words = append(v.words, vocabularyWord{class, value})
		}
	}
	addNumberWords(add)
	addDayWords(add)
	addMonthWords(add)
	addClockWords(add)
	v.tree = NewWordTree(entries)
	return v
}

type addWords func(class wordClass, value int32, spellings ...string)

func addNumberWords(add addWords) {
	add(digitWord, 0, "ศูนย์", "สูญ", "ศูน")
	add(digitWord, 1, "หนึ่ง", "หนื่ง", "หนึง", "นึ่ง")
	add(digitWord, 2, "สอง", "ส่อง")
	add(digitWord, 3, "สาม")
	add(digitWord, 4, "สี่")
	add(digitWord, 5, "ห้า", "ฮ้า")
	add(digitWord, 6, "หก", "ฮก")
	add(digitWord, 7, "เจ็ด", "เจด", "เจ๊ด")
	add(digitWord, 8, "แปด", "แปต")
	add(digitWord, 9, "เก้า", "เก๊า")
	add(lastOneWord, 1, "เอ็ด", "เอด")
	add(twoTensWord, 2, "ยี่", "ยี")
	add(looseOneWord, 1, "นึง", "นุง")
	add(tensWord, 20, "ซาว", "ซ่าว")
	add(placeWord, 10, "สิบ", "ซิบ")
	add(placeWord, 100, "ร้อย", "ฮ้อย")
	add(placeWord, 1_000, "พัน")
	add(northThousandWord, 1_000, "ปัน")
	add(placeWord, 10_000, "หมื่น", "หมื้น", "หมื่", "หมืน")
	add(placeWord, 100_000, "แสน")
	add(placeWord, 1_000_000, "ล้าน")
	add(halfWord, 0, "ครึ่ง", "ครี่ง", "คึ่ง", "เคิ่ง")
	add(onlyWord, 0, "เดียว", "เดว")
	add(overWord, 0, "กว่า", "กว่าๆ", "กั่ว", "เศษ", "เศษๆ", "นิดๆ", "ปลายๆ", "ต้นๆ", "up", "อัพ")
	add(bahtWord, 0, "บาท", "บาด", "บาส", "บาต", "บ่าท", "บาม", "บท", "บ.", "บ", "฿", ".-", ",-", ".--", "-.", "baht", "bath", "thb", "b", "bht", "บาทไทย", "บาทบาท")
	add(satangWord, 0, "สตางค์", "สตางค", "สตาง", "สตังค์", "สตัง", "สต.", "สต")
	add(quarterWord, 0, "สลึง", "สะลึง")
	add(exactWord, 0, "ถ้วน")
}

func addDayWords(add addWords) {
	for i, names := range [7][]string{
		{"อาทิตย์", "อาทิต", "อาทิตย"}, {"จันทร์", "จัน", "จันทร", "จันทร์ฯ"}, {"อังคาร", "อังคาน"}, {"พุธ", "พุด", "พุทธ", "พุ"},
		{"พฤหัสบดี", "พฤหัส", "พฤหัสฯ", "พะหัส", "พฤหัด", "พหัส", "ประหัส"}, {"ศุกร์", "ศุก", "สุก", "ศุกร", "สุกร์"}, {"เสาร์", "เสา", "เสาร"},
	} {
		for j, name := range names {
			add(weekdayWord, int32(i), "วัน"+name)
			if j == 0 && i != 0 || name == "พฤหัส" {
				add(weekdayWord, int32(i), name)
			}
		}
	}
	add(sundayWord, 0, "อาทิตย์", "อาทิต")
	for offset, names := range map[int32][]string{
		0:  {"วันนี้", "วันนี", "วันเนี้ย", "วันนิ", "มื้อนี้", "มื่อนี่", "เมื่อเช้า", "เมื่อเช้านี้", "เมื่อเจ๊า", "เช้านี้", "เย็นนี้", "คืนนี้", "บ่ายนี้", "ค่ำนี้", "ตะกี้"},
		1:  {"พรุ่งนี้", "พรุ้งนี้", "พรุ่งนี", "พุ่งนี้", "วันพรุ่งนี้", "วันพรุ่ง", "วันพูก", "วันพรูก", "วันพู้ก", "พูก", "ต่อเช้า", "ต่อโพรก", "พรุก", "มื้ออื่น", "มื่ออื่น", "มื้ออืน", "วันพุก", "tomorrow"},
		2:  {"มะรืน", "มะรืนนี้", "วันมะรืน", "วันฮือ", "มื้อฮือ", "ต่อรือ"},
		3:  {"มะเรื่อง", "มะเรืองนี้"},
		-1: {"เมื่อวาน", "เมื่อวานนี้", "เมือวาน", "เมื้อวาน", "มือวาน", "วานนี้", "แรกวา", "มื้อวาน", "มื่อวาน", "มื้อวานนี้", "วันวา", "ตะวา", "เมื่อคืน", "เมื่อคืนนี้", "คืนวาน", "เมื่อวา", "เมื่อแลง", "หัวคืน", "มื้อคืน", "มื่อคืน", "ตะคืน", "yesterday", "มะวา", "แต่วา"},
		-2: {"เมื่อวานซืน", "วานซืน", "เมื่อวานซืนนี้", "แรกซืน", "วันซืน", "ตะวาซืน", "มื้อซืน"},
	} {
		add(dayOffsetWord, offset, names...)
	}
	for day, names := range map[int32][]string{
		101: {"วันปีใหม่", "ปีใหม่", "วันขึ้นปีใหม่"}, 116: {"วันครู"}, 214: {"วาเลนไทน์", "วันวาเลนไทน์"}, 406: {"วันจักรี"},
		413: {"วันสงกรานต์", "สงกรานต์"}, 501: {"วันแรงงาน"}, 504: {"วันฉัตรมงคล"}, 812: {"วันแม่", "วันแม่แห่งชาติ"},
		1013: {"วันนวมินทร์"}, 1023: {"วันปิยะ", "วันปิยมหาราช"}, 1205: {"วันพ่อ", "วันพ่อแห่งชาติ"}, 1210: {"วันรัฐธรรมนูญ"},
		1225: {"คริสต์มาส", "วันคริสต์มาส"}, 1231: {"วันสิ้นปี"},
	} {
		add(holidayWord, day, names...)
	}
	add(ofMonthWord, partStart, "ต้นเดือน")
	add(ofMonthWord, partMiddle, "กลางเดือน")
	add(ofMonthWord, partEnd, "สิ้นเดือน", "ปลายเดือน", "สิ้นเดิอน", "สิ้นเดือ", "วันสิ้นเดือน")
	add(ofYearWord, partStart, "ต้นปี")
	add(ofYearWord, partMiddle, "กลางปี")
	add(ofYearWord, partEnd, "สิ้นปี", "ปลายปี")
	add(inDayWord, 0, "วัน", "มื้อ")
	add(onDayWord, 0, "วันที่", "วันที", "วันตี้", "ว.ที่", "วันที่่")
	add(inMonthWord, 0, "เดือน", "เดิอน", "เดอืน")
	add(inYearWord, 0, "ปี", "พ.ศ.", "พ.ศ", "พศ.", "พศ", "ปีพ.ศ.", "ปี พ.ศ.", "ปีพศ", "ทั้งปี", "ประจำปี", "ตลอดปี", "ปี๋")
	add(christianYearWord, 0, "ค.ศ.", "คศ", "คศ.", "ปีค.ศ.", "ปี ค.ศ.")
	add(inWeekWord, 0, "สัปดาห์", "สัปดา", "วีค")
	add(thatWord, 0, "ที่", "ที", "ตี้")
	add(thisWord, 0, "นี้", "นี่", "เนี้ย", "เน้")
	add(nextWord, 0, "หน้า", "ถัดไป", "ข้างหน้า", "ต่อไป", "ที่จะถึง", "ที่จะถึงนี้")
	add(lastWord, 0, "ที่แล้ว", "ที่ผ่านมา", "ก่อน", "ที่เเล้ว", "ตี้แล้ว", "ก่อนนี้", "ที่ผ่านไป", "กลาย", "ที่แล้วนี้")
	add(afterWord, 0, "อีก")
	add(toWord, 0, "ถึง", "จนถึง", "เถิง", "ถึงวันที่", "-", "~", "ฮอด", "ถึงที่")
}

func addMonthWords(add addWords) {
	for i, names := range [12][]string{
		{"มกราคม", "มกรา"}, {"กุมภาพันธ์", "กุมภา", "กุมภาพัน", "กุมพา"}, {"มีนาคม", "มีนา"}, {"เมษายน", "เมษา", "เมสา"},
		{"พฤษภาคม", "พฤษภา", "พฤกษภา", "พฤษภาคม"}, {"มิถุนายน", "มิถุนา"}, {"กรกฎาคม", "กรกฎา", "กรกฏาคม", "กรกฏา", "กรกดา"},
		{"สิงหาคม", "สิงหา"}, {"กันยายน", "กันยา"}, {"ตุลาคม", "ตุลา"},
		{"พฤศจิกายน", "พฤศจิกา", "พฤษจิกายน", "พฤษจิกา", "พฤจิกา", "พฤศจิ"}, {"ธันวาคม", "ธันวา", "ทันวา"},
	} {
		add(monthWord, int32(i+1), names...)
		short := monthAbbreviations[i]
		add(monthWord, int32(i+1), short, short[:len(short)-1], withoutDots(short), withoutDots(short)+".")
	}
}

func withoutDots(text string) string {
	out := make([]byte, 0, len(text))
	for i := range len(text) {
		if text[i] != '.' {
			out = append(out, text[i])
		}
	}
	return string(out)
}

func addClockWords(add addWords) {
	add(hourWord, 0, "โมง")
	add(eveningHourWord, 0, "ทุ่ม", "ทุ้ม")
	add(nightHourWord, 0, "ตี")
	add(afternoonWord, 0, "บ่าย", "ตอนบ่าย", "บ้าย")
	add(noonWord, 0, "เที่ยง", "เที่ยงวัน", "ตอนเที่ยง", "เที่ยงตรง")
	add(midnightWord, 0, "เที่ยงคืน")
	add(morningWord, 0, "เช้า", "ตอนเช้า", "เจ๊า", "เช้าๆ", "a.m.", "am")
	add(lateDayWord, 0, "เย็น", "ตอนเย็น", "แลง", "ตอนแลง", "ค่ำ", "เย็นๆ", "p.m.", "pm")
	add(clockMarkWord, 0, "น.", "น", "นาฬิกา", "นฬ.")
	add(minuteWord, 0, "นาที")
	add(sharpWord, 0, "ตรง")
}
