package thai

import "sync"

// Costs of the slips of a thumb and an ear, in tenths of a wrong letter.
const (
	slipLetter     = 10 // another letter, one too many or one too few
	slipNeighbour  = 5  // the key beside it
	slipLookAlike  = 4  // a letter of the same sound or shape
	slipTone       = 3  // a tone mark
	slipTransposed = 6  // two letters in the wrong order
	slipDoubled    = 3  // a letter struck twice
)

// lookAlikes are letters people take for one another.
var lookAlikes = []string{"ใไ", "ศษสซ", "รล", "นณ", "ฝฟ", "ผพภ", "ขคฆ", "ทธฑฒ", "ดฎต", "ตฏ", "ถฐ", "ยญ", "บป", "เแ", "ิีึื", "ุู", "ัะา", "ำา"}

// slips holds the cost of every pair of letters that are not plainly different.
var slips = sync.OnceValue(buildSlips)

type slipTable [256][256]uint8

func buildSlips() *slipTable {
	t := &slipTable{}
	for _, keys := range []string{plainKeysThai, shiftedKeysThai} {
		t.addNeighbours([]rune(keys))
	}
	for _, group := range lookAlikes {
		letters := Fold("ก" + group).Letters[1:]
		if len(letters) != len([]rune(group)) {
			letters = rawLetters(group)
		}
		for _, a := range letters {
			for _, b := range letters {
				t[a][b] = slipLookAlike
			}
		}
	}
	return t
}

// rawLetters folds letter by letter, so that marks on nothing stay.
func rawLetters(text string) []byte {
	var out []byte
	for _, r := range text {
		if r >= 0x0E01 && r <= 0x0E5B {
			out = append(out, byte(r-0x0E00+0xA0))
		}
	}
	return out
}

// rowLengths are the keys per row of a layout.
var rowLengths = [4]int{13, 13, 11, 10}

func (t *slipTable) addNeighbours(keys []rune) {
	var rows [4][]byte
	at := 0
	for row, n := range rowLengths {
		for _, r := range keys[at : at+n] {
			letter := byte(0)
			if r >= 0x0E01 && r <= 0x0E5B {
				letter = byte(r - 0x0E00 + 0xA0)
			}
			rows[row] = append(rows[row], letter)
		}
		at += n
	}
	for row := range rows {
		for i, a := range rows[row] {
			t.near(a, rows[row], i+1)
			if row+1 < len(rows) {
				t.near(a, rows[row+1], i)
				t.near(a, rows[row+1], i-1)
			}
		}
	}
}

func (t *slipTable) near(a byte, row []byte, i int) {
	if a == 0 || i < 0 || i >= len(row) || row[i] == 0 {
		return
	}
	t[a][row[i]], t[row[i]][a] = slipNeighbour, slipNeighbour
}

// distanceMax bounds the words compared, in letters.
const distanceMax = 40

// Distance tells how far two words are apart, in tenths of a wrong letter:
// neighbouring keys, letters of the same sound and tone marks count less than
// other letters. Both are compared in their normal form.
func Distance(a, b string) int {
	return LetterDistance(Fold(a).Letters, Fold(b).Letters)
}

// LetterDistance is Distance for folded letters.
func LetterDistance(a, b []byte) int {
	if len(a) > distanceMax || len(b) > distanceMax {
		return slipLetter * max(len(a), len(b))
	}
	table := slips()
	var rows [3][distanceMax + 1]int
	before, last, now := &rows[0], &rows[1], &rows[2]
	for j := 1; j <= len(b); j++ {
		last[j] = last[j-1] + lostCost(b, j-1)
	}
	for i := 1; i <= len(a); i++ {
		now[0] = last[0] + lostCost(a, i-1)
		for j := 1; j <= len(b); j++ {
			now[j] = min(last[j]+lostCost(a, i-1), now[j-1]+lostCost(b, j-1), last[j-1]+table.cost(a[i-1], b[j-1]))
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				now[j] = min(now[j], before[j-2]+slipTransposed)
			}
		}
		before, last, now = last, now, before
	}
	return last[len(b)]
}

func (t *slipTable) cost(a, b byte) int {
	if a == b {
		return 0
	}
	if isTone(a) && isTone(b) {
		return slipTone
	}
	if slip := t[a][b]; slip > 0 {
		return int(slip)
	}
	return slipLetter
}

// lostCost is the price of a letter too many or too few.
func lostCost(letters []byte, i int) int {
	switch {
	case isTone(letters[i]) || letters[i] == thanthakhat:
		return slipTone
	case i > 0 && letters[i] == letters[i-1]:
		return slipDoubled
	default:
		return slipLetter
	}
}
