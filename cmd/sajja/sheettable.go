package main

import (
	"bufio"
	"fmt"
	"io"
	"strconv"
	"strings"

	"github.com/rivo/uniseg"

	"sajja/bot/thai"
	"sajja/ledger"
)

// writeTable prints a sheet in columns for the terminal. Widths are counted in
// cells of the screen: marks above and below a Thai letter take none.
func (s *sheet) writeTable(w io.Writer) error {
	widths := s.widths()
	out := bufio.NewWriter(w)
	for _, head := range []string{s.Title, s.Fund, s.Period} {
		if head != "" {
			fmt.Fprintln(out, onScreen(head))
		}
	}
	heads := make([]string, len(s.Columns))
	for i, c := range s.Columns {
		heads[i] = c.Head
	}
	fmt.Fprintln(out)
	s.writeLine(out, widths, heads)
	fmt.Fprintln(out, strings.Repeat("-", sumOf(widths)+2*(len(widths)-1)))
	for l := range s.lines() {
		s.writeLine(out, widths, s.words(l))
	}
	return out.Flush()
}

// words gives the cells of a line as people read them; of a line of words alone
// only these.
func (s *sheet) words(l sheetLine) []string {
	if words, isAlone := s.alone(l); isAlone {
		return []string{onScreen(words)}
	}
	words := make([]string, len(l.Cells))
	for i, c := range l.Cells {
		words[i] = onScreen(word(c))
	}
	return words
}

// word is a cell as people read it: 1,234.50 and 21 พ.ย. 2569.
func word(c cell) string {
	switch value := c.(type) {
	case string:
		return value
	case term:
		return value.Words
	case int:
		return strconv.Itoa(value)
	case ledger.Date:
		return thai.FormatDate(value)
	case ledger.Money:
		return thai.FormatAmount(value)
	}
	return ""
}

// onScreen keeps a name that somebody typed on one line and within its column.
func onScreen(text string) string {
	return strings.Map(func(r rune) rune {
		if r < ' ' || r == 0x7f {
			return ' '
		}
		return r
	}, text)
}

// widths gives each column the width of its widest cell.
func (s *sheet) widths() []int {
	widths := make([]int, len(s.Columns))
	for i, c := range s.Columns {
		widths[i] = uniseg.StringWidth(c.Head)
	}
	for l := range s.lines() {
		words := s.words(l)
		if len(words) < len(widths) {
			continue
		}
		for i, word := range words {
			widths[i] = max(widths[i], uniseg.StringWidth(word))
		}
	}
	return widths
}

func sumOf(numbers []int) int {
	total := 0
	for _, n := range numbers {
		total += n
	}
	return total
}

// writeLine aligns figures to the right and words to the left, and leaves no
// blanks at the end.
func (s *sheet) writeLine(w *bufio.Writer, widths []int, words []string) {
	var b strings.Builder
	for i, word := range words {
		if i > 0 {
			b.WriteString("  ")
		}
		room := strings.Repeat(" ", max(0, widths[i]-uniseg.StringWidth(word)))
		if s.Columns[i].isFigure() {
			b.WriteString(room + word)
		} else {
			b.WriteString(word + room)
		}
	}
	fmt.Fprintln(w, strings.TrimRight(b.String(), " "))
}

func (c column) isFigure() bool { return c.Kind == columnMoney || c.Kind == columnNumber }
