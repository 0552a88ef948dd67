package intent

import (
	"bufio"
	"bytes"
	"embed"
	"fmt"
	"io"
	"io/fs"
	"slices"
	"strings"

	"sajja/bot/thai"
)

//go:embed commands
var commandFiles embed.FS

// gap stands in a command for what the sender fills in.
const gap = "…"

// command is a message that is said in fixed words: all of it, or what stands
// before and after a gap. Both are folded and without blanks.
type command struct {
	kind          Kind
	before, after []byte
	hasGap        bool
}

func (c command) length() int { return len(c.before) + len(c.after) }

// readCommands adds the commands of all files, the surest first.
func (l *lexicon) readCommands() error {
	files, err := fs.Glob(commandFiles, "commands/*.txt")
	if err != nil {
		return fmt.Errorf("list the commands: %w", err)
	}
	for _, name := range files {
		file, err := commandFiles.Open(name)
		if err != nil {
			return fmt.Errorf("open %s: %w", name, err)
		}
		err = l.readCommandFile(file)
		file.Close()
		if err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
	}
	slices.SortStableFunc(l.commands, func(a, b command) int {
		switch {
		case a.hasGap != b.hasGap && a.hasGap:
			return 1
		case a.hasGap != b.hasGap:
			return -1
		}
		return b.length() - a.length()
	})
	return nil
}

func (l *lexicon) readCommandFile(r io.Reader) error {
	lines := bufio.NewScanner(r)
	kind := Kind("")
	for n := 1; lines.Scan(); n++ {
		line := strings.TrimSpace(lines.Text())
		switch {
		case line == "" || line[0] == '#':
		case line[0] == '[' && line[len(line)-1] == ']':
			kind = Kind(line[1 : len(line)-1])
		case kind == "":
			return fmt.Errorf("line %d: a phrase before the first section", n)
		default:
			before, after, hasGap := strings.Cut(line, gap)
			c := command{kind, squeezed(before), squeezed(after), hasGap}
			if c.length() == 0 {
				return fmt.Errorf("line %d: a command of nothing", n)
			}
			l.commands = append(l.commands, c)
		}
	}
	return lines.Err()
}

// squeezed gives folded letters without blanks.
func squeezed(text string) []byte {
	return slices.DeleteFunc(thai.Fold(text).Letters, isBlank)
}

func isBlank(letter byte) bool { return letter == ' ' || letter == '\n' }

// commandLetters bounds what is looked at, in letters: a command with a name in
// it is short.
const commandLetters = 400

// command takes a message that is one of the commands from its first letter to
// its last, politeness at the end apart.
func (r *reading) command() (Result, bool) {
	letters := r.folded.Letters
	if len(letters) > commandLetters {
		return pass()
	}
	r.packed, r.places = r.packed[:0], r.places[:0]
	for i, letter := range letters {
		if !isBlank(letter) {
			r.packed, r.places = append(r.packed, letter), append(r.places, i)
		}
	}
	for end := len(r.packed); end > 0; end = r.politeFrom(end) {
		for i := range r.lexicon.commands {
			if result, ok := r.isCommand(&r.lexicon.commands[i], end); ok {
				return result, true
			}
		}
	}
	return pass()
}

func (r *reading) isCommand(c *command, end int) (Result, bool) {
	said := r.packed[:end]
	if !c.hasGap {
		if !bytes.Equal(said, c.before) {
			return pass()
		}
		return answer(c.kind, 0.98, Slots{})
	}
	if len(said) <= c.length() || !bytes.HasPrefix(said, c.before) || !bytes.HasSuffix(said, c.after) {
		return pass()
	}
	if len(c.after) == 0 {
		end = r.withoutClosing(end)
	}
	if end <= c.length() {
		return pass()
	}
	from, until := r.places[len(c.before)], r.places[end-len(c.after)-1]+1
	text := r.folded.Text(from, until)
	if text == "" {
		return pass()
	}
	return answer(c.kind, 0.95, Slots{Text: text})
}

// closingLetters is the length from which a closing particle is cut from a text
// that was filled in: a shorter one may be the end of a name.
const closingLetters = 3

// withoutClosing cuts one closing particle (ค่ะ, ครับ) that ends at end.
func (r *reading) withoutClosing(end int) int {
	for _, word := range r.lexicon.closing {
		if len(word) >= closingLetters && len(word) < end && bytes.HasSuffix(r.packed[:end], word) {
			return end - len(word)
		}
	}
	return end
}

// politeFrom gives where a word of politeness that ends at end begins; 0 when
// there is none.
func (r *reading) politeFrom(end int) int {
	for _, word := range r.lexicon.polite {
		if len(word) < end && bytes.HasSuffix(r.packed[:end], word) {
			return end - len(word)
		}
	}
	return 0
}
