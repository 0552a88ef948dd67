package intent

import (
	"bufio"
	"bytes"
	"cmp"
	"embed"
	"fmt"
	"io"
	"io/fs"
	"slices"
	"sort"
	"strings"

	"sajja/bot/thai"
)

// The words stand in files, not in code: a fund's own words are more lines of
// the same form.
//
//go:embed lexicon/*.txt
var lexiconFiles embed.FS

// lexicon is every known word with its marks; read-only once built.
type lexicon struct {
	tree  *thai.WordTree
	marks []tagSet
	costs []int32
	slips []slip // the words whose misspellings are mended
	byTag map[string]tag
	words map[string]tagSet // while building

	commands        []command
	polite, closing [][]byte // particles as folded letters, the longest first
}

func newLexicon() (*lexicon, error) {
	l := &lexicon{byTag: make(map[string]tag, tagCount), words: map[string]tagSet{}}
	for i, name := range tagNames {
		l.byTag[name] = tag(i)
	}
	files, err := fs.Glob(lexiconFiles, "lexicon/*.txt")
	if err != nil {
		return nil, fmt.Errorf("list the lexicon: %w", err)
	}
	for _, name := range files {
		file, err := lexiconFiles.Open(name)
		if err != nil {
			return nil, fmt.Errorf("open %s: %w", name, err)
		}
		err = l.read(file)
		file.Close()
		if err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
	}
	return l, l.readCommands()
}

// read adds the words of one file: sections in brackets, words between spaces,
// comments after #. In a section [like] each line is "word = known word" and
// gives the new word the marks of the known one.
func (l *lexicon) read(r io.Reader) error {
	lines := bufio.NewScanner(r)
	lines.Buffer(make([]byte, 0, 64<<10), 1<<20)
	section := ""
	for n := 1; lines.Scan(); n++ {
		line := strings.TrimSpace(lines.Text())
		if line == "" || line[0] == '#' {
			continue
		}
		if line[0] == '[' && line[len(line)-1] == ']' {
			section = line[1 : len(line)-1]
			if _, ok := l.byTag[section]; !ok && section != "like" {
				return fmt.Errorf("line %d: no such section: %s", n, section)
			}
			continue
		}
		if err := l.readLine(section, line); err != nil {
			return fmt.Errorf("line %d: %w", n, err)
		}
	}
	return lines.Err()
}

func (l *lexicon) readLine(section, line string) error {
	if section == "like" {
		word, known, found := strings.Cut(line, "=")
		marks, ok := l.words[normalWord(known)]
		if !found || !ok || normalWord(word) == "" {
			return fmt.Errorf("not of the form word = known word: %s", line)
		}
		l.add(word, marks)
		return nil
	}
	if section == "" {
		return fmt.Errorf("words before the first section: %s", line)
	}
	for word := range strings.FieldsSeq(line) {
		l.add(word, tags(l.byTag[section]))
	}
	return nil
}

func normalWord(word string) string { return string(thai.Fold(strings.TrimSpace(word)).Letters) }

func (l *lexicon) add(word string, marks tagSet) {
	key := normalWord(word)
	if key == "" {
		return
	}
	l.words[key] = l.words[key].union(marks)
}

// Costs of reading a stretch as this or that; the reading with the least sum
// wins. A word known is cheaper than letters unknown, and one long word than
// two short ones.
const (
	costWord       = 10
	costName       = 15 // a given name that is no other word
	costWish       = 9  // ขอ, จะ and their like, after which anything may come
	costParticle   = 9  // a particle before a gap
	costShort      = 12 // a word of one or two letters, easily found in others
	costNumber     = 7
	costExpression = 8 // a date or a time of day
	costSign       = 2
	costUnknown    = 14 // to begin an unknown stretch
	costNameStart  = 4  // to begin one after a title
	costLetter     = 5  // for each of its letters
	costLone       = 10 // more for a lone letter, which is no syllable
)

// shortWord is the length, in letters, up to which a word is short.
const shortWord = 2

// build lays out the tree after the last word was added.
func (l *lexicon) build() {
	entries := make(map[string]int32, len(l.words))
	nameOnly := tags(tName)
	for word, marks := range l.words {
		entries[unfold(word)] = int32(len(l.marks))
		l.marks = append(l.marks, marks)
		cost := int32(costWord)
		switch {
		case marks == nameOnly:
			cost = costName
		case marks.has(tWant) && !marks.has(tPolite), marks.has(tHave) && marks.has(tName), marks.has(tThey) && !marks.has(tSelf):
			cost = costWish
		case len(word) <= shortWord:
			cost = costShort
		}
		l.costs = append(l.costs, cost)
	}
	l.tree = thai.NewWordTree(entries)
	l.polite, l.closing = l.lettersOf(tPolite), l.lettersOf(tClosing)
	for word, marks := range l.words {
		if marks.has(tMended) {
			l.slips = append(l.slips, newSlip(word, marks))
		}
	}
	// in a fixed order, so that the same text always gives the same result
	sort.Slice(l.slips, func(i, j int) bool { return string(l.slips[i].letters) < string(l.slips[j].letters) })
	l.words = nil
}

// lettersOf gives the words with a mark, the longest first.
func (l *lexicon) lettersOf(mark tag) [][]byte {
	var words [][]byte
	for word, marks := range l.words {
		if marks.has(mark) {
			words = append(words, []byte(word))
		}
	}
	slices.SortFunc(words, func(a, b []byte) int { return cmp.Or(len(b)-len(a), bytes.Compare(a, b)) })
	return words
}

// unfold gives text for folded letters, so that the tree can fold it again.
func unfold(letters string) string {
	var b strings.Builder
	for i := range len(letters) {
		if letters[i] >= 0xA1 {
			b.WriteRune(rune(letters[i]) - 0xA0 + 0x0E00)
			continue
		}
		b.WriteByte(letters[i])
	}
	return b.String()
}
