package roster

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"sajja/ledger"
)

// Invented people: names as they are common in villages, put together by chance.
var (
	givenNames = strings.Fields(`สมศรี สมชาย สมหมาย สมบูรณ์ สมพร สมใจ สมบัติ สมจิตร สมปอง สมคิด บุญมี บุญมา บุญเลิศ บุญธรรม บุญช่วย บุญยืน บุญส่ง บุญเรือง
		ประเสริฐ ประยูร ประสิทธิ์ ประนอม ประภา ประดิษฐ์ วิชัย วิไล วิเชียร วิมล วิรัตน์ วันเพ็ญ วันดี วรรณา สุวรรณ สุนทร สุดา สุชาติ สุรชัย สุภาพ สุพรรณี สุมาลี
		มาลี มาลัย มานี มานพ มานะ มณี มยุรี จันทร์ จันทร์เพ็ญ จันทนา จำรัส จำเนียร จำลอง จินดา จรูญ ทองดี ทองคำ ทองใบ ทองสุข ทองม้วน ทวี ทวีศักดิ์ ทิพย์ ธงชัย
		อำนวย อำพร อำไพ อารี อารมณ์ อนันต์ อนงค์ อุไร อุดม อุทัย เสถียร เสน่ห์ เสงี่ยม สำราญ สำเริง สังวาลย์ สายทอง สายหยุด สายสมร แสงเดือน แสวง ศรีนวล ศรีสุดา ศิริพร
		พรทิพย์ พิมพา พิสมัย พยอม พเยาว์ ผ่องศรี เพ็ญศรี ไพรินทร์ ไพบูลย์ ลำดวน ลำใย ละเอียด ละมุน ลออ รัตนา รำพึง ราตรี เรณู ระเบียบ กมล กัลยา กาญจนา การะเกด กิตติ
		คำปัน คำแสน คำมูล แก้วตา เกษม เกสร ขวัญใจ ขันแก้ว จ้อย ฉลวย ฉลาด ชูศรี ชูชาติ ชลอ เชิด ณรงค์ ดวงใจ ดวงเดือน ดำรง ดอกไม้ เตือนใจ ถวิล ถนอม นงนุช นงลักษณ์ นิตยา นิคม เนียม น้อย`)
	familyNames = strings.Fields(`ใจดี มีสุข ศรีสุข แก้วคำ ทองอินทร์ บุญเรือง คำมา วงศ์ษา พรหมมา จันทะวงศ์ สุขเกษม แสงทอง ใจงาม ดวงดี สีดา อินต๊ะ ปัญญา เรือนคำ ชัยวงศ์ ยอดคำ
		สุวรรณรัตน์ รักไทย นาคสุก หนูแก้ว ทองหนู คงแก้ว เพ็ชรรัตน์ ชูช่วย หมัดสะ หวังดี สายทอง ศรีวิไล บุญมาก ทรัพย์มาก พูนสุข มั่นคง ยิ่งยืน รุ่งเรือง วัฒนา สว่างวงศ์
		ขันติ กันทะ ไชยวุฒิ เทพวงศ์ นันตา ปินตา ฟูคำ มูลศรี ยะคำ ริยะ ลือคำ วงค์คำ สมบูรณ์ หน่อแก้ว อุตมะ โพธิ์ทอง แซ่ตั้ง แซ่ลิ้ม กาญจนะ ขวัญเมือง`)
	nicknames = strings.Fields(`แดง น้อย หน่อย เล็ก ใหญ่ ต้อย ติ๋ม แป๋ว แจ๋ว นก หนู ไก่ เป็ด กุ้ง ปู ปลา หมู แมว หมี ช้าง นิด หน่อง น้อง ดำ ขาว เขียว เหลือง ส้ม แก้ว จุก จ๋า จิ๋ว จ้อย
		อ้วน ผอม อ๊อด อ้อย อ้อ อุ๋ย เอ๋ เอ บี บุ๋ม บุญ เบิ้ม ป้อม เปี๊ยก ปุ๊ก ปุ้ย ไข่ ไข่นุ้ย ไข่แดง ตุ๊ก ตุ่ม ต่าย ตาล เต่า โต โต้ง ทอง ทิพย์ แต๋ว แต๋ม ตุ๋ย ตู่ ตี๋ ติ่ง นุช นุ่น นวล นาง นาย
		มด มอญ ม่วย เม้า มะลิ มะนาว แมะ ยุ้ย ยุพิน ยอด รุ่ง รัช เรียม ลูกหมู ลาวัลย์ เล้ง วัน แวว สาว สร้อย สุก หวาน หวัด หงส์ หลี ก้อย เก๋ เก่ง กบ กาน กิ่ง แก่น แขก คำ คำปัน จวน จันทร์ เจี๊ยบ เจน แจ่ม
		ฉ่ำ ชม ชื่น เชษฐ์ ซ้ง ดาว ดวง เดือน ถา ถนอม ทด พลอย พร พิณ เพ็ญ ฟ้า ฟอง ฝน ภา เสริม แสง โส สา อิ่ม อุ่น อ่อน เอียด เอื้อง โอ๋ โอ่ง`)
	titles = []string{"นาย", "นาง", "นางสาว"}
)

// villages of the fund of the test.
const villageCount = 8

// newVillage invents the members of a fund. The same seed gives the same people.
// A few nicknames are many people's, as in any village.
func newVillage(seed uint64, count int) []Member {
	r := rand.New(rand.NewPCG(seed, 5))
	members := make([]Member, count)
	seen := map[string]bool{}
	for i := range members {
		name := ""
		for name == "" || seen[name] {
			name = pick(r, titles) + pick(r, givenNames) + " " + pick(r, familyNames)
			if count > 3000 && r.IntN(3) == 0 {
				name += "กุล" // more names for a large fund
			}
		}
		seen[name] = true
		if r.IntN(4) > 0 {
			name = bare(name) // most books leave titles out
		}
		members[i] = Member{
			ID: ledger.NewMemberID(), Number: fmt.Sprintf("%03d", i+1), Name: name,
			Village: fmt.Sprintf("หมู่ %d", 1+i*villageCount/count), House: fmt.Sprintf("%d/%d", 1+r.IntN(150), 1+r.IntN(3)),
		}
		if r.IntN(10) > 0 {
			members[i].Nickname = nicknames[int(float64(len(nicknames))*r.Float64()*(0.3+0.7*r.Float64()))]
		}
	}
	return members
}

func bare(name string) string {
	for _, title := range []string{"นางสาว", "นาย", "นาง"} {
		if rest, ok := strings.CutPrefix(name, title); ok {
			return rest
		}
	}
	return name
}

func pick(r *rand.Rand, from []string) string { return from[r.IntN(len(from))] }

// asked is a name as somebody may write it, and who is meant.
type asked struct {
	class   string
	written string
	meant   int
	hint    Hint
	// names is how the meant name is written without the slip.
	name string
}

// newQueries invents what treasurers write for the members.
func newQueries(seed uint64, members []Member, count int) []asked {
	r := rand.New(rand.NewPCG(seed, 7))
	var all []asked
	for len(all) < count {
		i := r.IntN(len(members))
		if q, ok := newAsked(r, members[i]); ok {
			q.meant, q.hint.Village = i, members[i].Village
			all = append(all, q)
		}
	}
	return all
}

func newAsked(r *rand.Rand, m Member) (asked, bool) {
	full := bare(m.Name)
	given, _, _ := strings.Cut(full, " ")
	switch kind := r.IntN(12); kind {
	case 0, 1, 2:
		return asked{class: "nickname", written: m.Nickname, name: m.Nickname}, m.Nickname != ""
	case 3, 4:
		kin := pick(r, []string{"ป้า", "ลุง", "ยาย", "ตา", "น้า", "พี่", "น้อง", "คุณ", "แม่", "พ่อ"})
		return asked{class: "kinship and nickname", written: kin + m.Nickname, name: m.Nickname}, m.Nickname != ""
	case 5:
		return asked{class: "given name", written: given, name: given}, true
	case 6:
		return asked{class: "full name, title missing or added", written: pick(r, []string{"", "", "นาง", "นาย", "คุณ", "น.ส."}) + full, name: full}, true
	case 7, 8:
		from := pick(r, []string{m.Nickname, given, full})
		written := dropTones(from)
		return asked{class: "tone marks missing", written: written, name: from}, from != "" && written != from
	case 9, 10:
		from := pick(r, []string{given, full, full, m.Nickname})
		written, ok := slip(r, from)
		return asked{class: "slip of the thumb", written: written, name: from}, ok
	default:
		return asked{class: "number", written: pick(r, []string{"", "เลขที่ ", "เบอร์ "}) + m.Number, name: m.Number}, true
	}
}

func dropTones(name string) string {
	return strings.Map(func(letter rune) rune {
		if letter >= '่' && letter <= '๋' {
			return -1
		}
		return letter
	}, name)
}

// neighbours of keys that thumbs slip to, and letters that ears take for one
// another.
var neighbours = map[rune]string{
	'ก': "ดเ", 'ด': "กเ", 'น': "รย", 'ร': "นพล", 'ส': "วาศ", 'ว': "สง", 'ม': "ทใ", 'ท': "มธ", 'ง': "วฝ", 'บ': "ยล", 'ย': "นบ", 'ล': "บร",
	'ศ': "สษ", 'ณ': "น", 'ญ': "ย", 'พ': "ภะ", 'า': "สะ", 'ี': "ิ", 'ิ': "ี", 'ุ': "ู", 'ู': "ุ", 'ใ': "ไ", 'ไ': "ใ", 'ธ': "ท", 'ค': "ต", 'จ': "ข", 'อ': "ทิ",
}

// slipFrom is the shortest name that gets a slip: in a shorter one another
// letter makes another name, for people too.
const slipFrom = 4

func slip(r *rand.Rand, name string) (string, bool) {
	letters := []rune(name)
	if len(letters) < slipFrom {
		return "", false
	}
	i := 1 + r.IntN(len(letters)-1)
	switch r.IntN(5) {
	case 0, 1:
		near := []rune(neighbours[letters[i]])
		if len(near) == 0 {
			return "", false
		}
		letters[i] = near[r.IntN(len(near))]
	case 2:
		letters = append(letters[:i], append([]rune{letters[i]}, letters[i:]...)...)
	case 3:
		letters[i-1], letters[i] = letters[i], letters[i-1]
	default:
		letters = append(letters[:i], letters[i+1:]...)
	}
	return string(letters), string(letters) != name && !strings.HasPrefix(string(letters), " ")
}

// outcome counts what became of the queries of one class.
type outcome struct {
	asked, first, offered, sure, wrongSure int
}

func (o *outcome) count(m Match, meant int) {
	o.asked++
	for rank, c := range m.Candidates {
		if c.Member == meant {
			o.offered++
			if rank == 0 {
				o.first++
			}
		}
	}
	if m.Certainty == Sure {
		o.sure++
		if m.Candidates[0].Member != meant {
			o.wrongSure++
		}
	}
}

func (o outcome) String() string {
	share := func(n int) float64 { return 100 * float64(n) / float64(max(o.asked, 1)) }
	return fmt.Sprintf("%4d asked, %5.1f %% first guess, %5.1f %% among the candidates, %5.1f %% sure, %d wrong sure",
		o.asked, share(o.first), share(o.offered), share(o.sure), o.wrongSure)
}

// TestFirstGuess measures matching on invented villages. What fits one member
// only is told apart from what fits several: nobody can know which แดง is meant,
// and then all of them are offered.
func TestFirstGuess(t *testing.T) {
	t.Parallel()
	total, shared := outcome{}, outcome{}
	classes := map[string]*outcome{}
	for seed := range uint64(2) {
		members := newVillage(seed, 400)
		x := New(members)
		for _, q := range newQueries(seed, members, 1200) {
			match := x.Match(q.written, q.hint)
			if called(members, q.name, q.hint.Village) > 1 {
				shared.count(match, q.meant)
				continue
			}
			if classes[q.class] == nil {
				classes[q.class] = &outcome{}
			}
			classes[q.class].count(match, q.meant)
			total.count(match, q.meant)
		}
	}
	for class, o := range classes {
		t.Logf("%-34s %s", class, o)
	}
	t.Logf("%-34s %s", "all that fit one member", total)
	t.Logf("%-34s %s", "several of the village are called so", shared)
	if total.first*100 < total.asked*98 {
		t.Errorf("the first guess is right in %d of %d", total.first, total.asked)
	}
	if total.wrongSure+shared.wrongSure > 0 {
		t.Errorf("%d wrong and called sure", total.wrongSure+shared.wrongSure)
	}
	if shared.sure > 0 {
		t.Errorf("%d names of several members are called sure", shared.sure)
	}
}

// TestStrangersAreNobody asks for people who are no members: the bar lets next
// to none of them by, and none as sure.
func TestStrangersAreNobody(t *testing.T) {
	t.Parallel()
	members := newVillage(11, 400)
	x := New(members[:200])
	guessed, asked := 0, 0
	for _, q := range newQueries(3, members, 2000) {
		if q.meant < 200 || q.class == "number" || calledIn(members[:200], q.name) > 0 {
			continue
		}
		asked++
		switch match := x.Match(q.written, q.hint); {
		case match.Certainty == Sure:
			t.Errorf("%q of nobody here is sure to be %v", q.written, x.Member(match.Candidates[0].Member))
		case match.HasGuess:
			guessed++
		}
	}
	t.Logf("%d strangers asked for, %d have a guess that a person has to see", asked, guessed)
}

func calledIn(members []Member, name string) int {
	n := 0
	for v := range villageCount {
		n += called(members, name, fmt.Sprintf("หมู่ %d", v+1))
	}
	return n
}

// called counts who in the village goes by a name, written without a slip.
func called(members []Member, name, village string) int {
	n := 0
	for _, m := range members {
		full := bare(m.Name)
		given, _, _ := strings.Cut(full, " ")
		if m.Village == village && (m.Nickname == name || given == name || full == name || m.Number == name) {
			n++
		}
	}
	return n
}
