package roster

import (
	"math/bits"
	"strings"

	"sajja/bot/thai"
	"sajja/ledger"
)

// Member is what the index knows of a member.
type Member struct {
	ID                     ledger.MemberID
	Number, Name, Nickname string
	Village, House         string
	// Gone: died, resigned or out of the fund. She is found, so that a line can be
	// refused with the reason, but never stands in the way of somebody present.
	Gone bool
}

// Index (สารบัญรายชื่อ) finds the members of one fund by what people call them.
type Index struct {
	members  []Member
	numbers  map[string][]int32
	exact    map[string][]int32 // by folded letters without spaces
	toneless map[string][]int32
	sounds   map[string][]int32
	words    []word // every different name, for the search past slips
	people   []names
}

// word is a different name and who has it.
type word struct {
	letters string
	kinds   uint64
	members []int32
}

// names are the folded forms of one member's names.
type names struct {
	nicknames []string // as written, and without kinship
	given     []string // with and without a title
	family    string
	// heard is what nickname and given name sound like, familyHeard the family's.
	heard       []string
	familyHeard string
	village     string
	house       string
	sex         sex
}

// New builds the index.
func New(members []Member) *Index {
	x := &Index{
		members: members, people: make([]names, len(members)),
		numbers: map[string][]int32{}, exact: map[string][]int32{}, toneless: map[string][]int32{}, sounds: map[string][]int32{},
	}
	known := spelling{}
	for i, m := range members {
		x.people[i] = namesOf(m, known)
		x.add(int32(i), m.Number)
	}
	x.words = make([]word, 0, len(x.exact))
	for letters, who := range x.exact {
		x.words = append(x.words, word{letters, kindsOf(letters), who})
	}
	return x
}

// Member gives a member of the index.
func (x *Index) Member(i int) Member { return x.members[i] }

// add puts one member's names and number in.
func (x *Index) add(i int32, number string) {
	if key := numberKey(number); key != "" {
		x.numbers[key] = append(x.numbers[key], i)
	}
	for _, sound := range x.people[i].heard {
		put(x.sounds, sound, i)
	}
	for _, letters := range x.people[i].spellings() {
		put(x.exact, letters, i)
		put(x.toneless, withoutTones(letters), i)
	}
}

// put adds a member under a key once.
func put(to map[string][]int32, key string, i int32) {
	who := to[key]
	if key == "" || len(who) > 0 && who[len(who)-1] == i {
		return
	}
	to[key] = append(who, i)
}

// spelled is one name in the forms it is compared by.
type spelled struct {
	variants []string // as written, and without kinship
	heard    string
}

// spelling keeps what was worked out of names, which many people share.
type spelling map[string]spelled

func (known spelling) of(name string) spelled {
	s, ok := known[name]
	if !ok && name != "" {
		s = spelled{variants(name), soundOf(name)}
		known[name] = s
	}
	return s
}

// namesOf folds a member's names.
func namesOf(m Member, known spelling) names {
	bare := thai.BareName(m.Name)
	given, family, _ := strings.Cut(bare, " ")
	first, last := known.of(given), known.of(family)
	n := names{given: first.variants, familyHeard: last.heard, village: villageKey(m.Village), house: numberKey(m.House)}
	if len(last.variants) > 0 {
		n.family = last.variants[0]
	}
	if title, hasTitle := strings.CutSuffix(strings.TrimSpace(m.Name), bare); hasTitle && title != "" {
		n.sex = sexOf(title)
	}
	n.hear(first)
	if m.Nickname != "" {
		nick := known.of(m.Nickname)
		n.nicknames = nick.variants
		n.hear(nick)
		if n.sex == unknownSex && len(nick.variants) > 1 {
			n.sex = sexOf(m.Nickname)
		}
	}
	return n
}

func (n *names) hear(s spelled) {
	if s.heard != "" {
		n.heard = append(n.heard, s.heard)
	}
}

// soundLeast is how many sounds tell a name from others; shorter ones are many
// people's.
const soundLeast = 3

// soundOf gives what a name sounds like; empty where that says too little.
func soundOf(name string) string {
	if sound := thai.SoundKey(name); len(sound) >= soundLeast {
		return sound
	}
	return ""
}

// variants are a name as it is written and without the kinship before it.
func variants(name string) []string {
	whole := folded(name)
	if bare := folded(thai.BareName(name)); bare != whole {
		return []string{whole, bare}
	}
	return []string{whole}
}

// spellings are all ways in which a member is called in one go, written without
// spaces: สมศรีใจดี, แดงสมศรี.
func (n names) spellings() []string {
	all := append(append([]string{}, n.nicknames...), n.given...)
	if n.family == "" {
		return all
	}
	for _, first := range append(append([]string{}, n.given...), n.nicknames...) {
		all = append(all, first+n.family)
	}
	return append(all, n.family)
}

// folded gives the letters of a name without spaces, signs and what cannot be
// seen.
func folded(name string) string {
	letters := thai.Fold(name).Letters
	out := make([]byte, 0, len(letters))
	for _, letter := range letters {
		if thai.IsWordLetter(letter) || thai.IsDigit(letter) {
			out = append(out, letter)
		}
	}
	return string(out)
}

// Tone marks, and the short mark that people leave out with them.
const (
	toneFirst = 0xE8 // ่
	toneLast  = 0xEC // ์
	shortMark = 0xE7 // ็
)

// withoutTones gives the letters as they are typed in haste.
func withoutTones(letters string) string {
	out := make([]byte, 0, len(letters))
	for i := range len(letters) {
		if letters[i] != shortMark && (letters[i] < toneFirst || letters[i] > toneLast) {
			out = append(out, letters[i])
		}
	}
	return string(out)
}

// kindsOf gives the letters of a name as a set, without tones. Two letters may
// share a place; that only costs a closer look.
func kindsOf(letters string) uint64 {
	var kinds uint64
	for i := range len(letters) {
		if letters[i] < shortMark || letters[i] > toneLast {
			kinds |= 1 << (letters[i] & 63)
		}
	}
	return kinds
}

// slipLeast is what a letter that the other name has not at all costs at least.
const slipLeast = 4

// mayBeNear tells whether two names can be within a distance at all, by their
// lengths and letters: nearly all pairs end here.
func mayBeNear(letters string, kinds uint64, other word, most int) bool {
	apart := len(letters) - len(other.letters)
	missing := max(bits.OnesCount64(kinds&^other.kinds), bits.OnesCount64(other.kinds&^kinds))
	return apart <= 4 && apart >= -4 && missing*slipLeast <= most
}

// numberKey is a member's or house's number without leading zeros and signs that
// people leave out: 00-012 and 12 are one.
func numberKey(number string) string {
	var out strings.Builder
	for _, letter := range thai.Fold(number).Letters {
		if thai.IsDigit(letter) && (letter != '0' || out.Len() > 0) || thai.IsLatin(letter) || letter == '/' {
			out.WriteByte(letter)
		}
	}
	return out.String()
}

// SameVillage tells whether two people mean one village: หมู่ที่ 3 and 3 are one.
func SameVillage(a, b string) bool {
	key := villageKey(a)
	return key != "" && key == villageKey(b)
}

// villageKey is a village's number, or its name where it has none: หมู่ที่ 3
// บ้านใต้, ม.3 and 3 are one.
func villageKey(village string) string {
	letters := thai.Fold(village).Letters
	for i, letter := range letters {
		if thai.IsDigit(letter) {
			end := i
			for end < len(letters) && thai.IsDigit(letters[end]) {
				end++
			}
			return numberKey(string(letters[i:end]))
		}
	}
	return strings.TrimPrefix(folded(village), folded("บ้าน"))
}
