package main

import (
	"iter"
	"unicode/utf8"
)

// lineRole is what a line of a printed sheet is.
type lineRole int

const (
	lineGroup lineRole = iota // the name of a group, above it
	lineRow
	lineSum  // below a group
	lineFoot // below all groups
	lineCheck
	lineDifference // a check that does not hold, or what is amiss
	lineNote
)

// sheetLine is one line of a sheet below its head, in the order of the paper.
type sheetLine struct {
	Role lineRole
	// At is the place of the group among the groups, or of the foot among the
	// feet.
	At int
	// Group is the name of the group that a row or a sum belongs to.
	Group string
	// Cells of the columns; nil where nothing stands.
	Cells []cell
}

// lines gives everything below the head in the order in which it is printed, the
// same for every renderer.
func (s *sheet) lines() iter.Seq[sheetLine] {
	return func(yield func(sheetLine) bool) {
		for i, g := range s.Groups {
			for l := range s.groupLines(i, g) {
				if !yield(l) {
					return
				}
			}
		}
		for i, f := range s.Feet {
			if !yield(sheetLine{Role: lineFoot, At: i, Cells: s.labelled(s.footing(f), f.Name)}) {
				return
			}
		}
		for _, c := range s.Checks {
			if !yield(s.checkLine(c)) {
				return
			}
		}
		for _, f := range s.Faults {
			if !yield(sheetLine{Role: lineDifference, Cells: s.labelled(nil, "ผิดปกติ: "+f)}) {
				return
			}
		}
		for _, n := range s.Notes {
			if !yield(sheetLine{Role: lineNote, Cells: s.labelled(nil, n)}) {
				return
			}
		}
	}
}

// alone gives the words of a line that has nothing but words: such a line stands at
// the left edge and may run across the columns.
func (s *sheet) alone(l sheetLine) (string, bool) {
	if l.Role == lineRow {
		return "", false
	}
	for i, c := range l.Cells {
		if c != nil && i != s.labelAt() {
			return "", false
		}
	}
	words, isWords := l.Cells[s.labelAt()].(string)
	return words, isWords
}

func (s *sheet) groupLines(at int, g rowGroup) iter.Seq[sheetLine] {
	return func(yield func(sheetLine) bool) {
		if g.Name != "" && !yield(sheetLine{Role: lineGroup, At: at, Group: g.Name, Cells: s.labelled(nil, g.Name)}) {
			return
		}
		for _, row := range g.Rows {
			if !yield(sheetLine{Role: lineRow, At: at, Group: g.Name, Cells: row}) {
				return
			}
		}
		if g.Name != "" {
			yield(sheetLine{Role: lineSum, At: at, Group: g.Name, Cells: s.labelled(s.sum(g), g.sumName())})
		}
	}
}

func (g rowGroup) sumName() string {
	if g.SumName != "" {
		return g.SumName
	}
	if first, _ := utf8.DecodeRuneInString(g.Name); first < utf8.RuneSelf {
		return "รวม " + g.Name // a space before figures, none between Thai words
	}
	return "รวม" + g.Name
}

// checkLine says that a check holds, or by how much it does not.
func (s *sheet) checkLine(c footCheck) sheetLine {
	if c.Difference().IsZero() {
		return sheetLine{Role: lineCheck, Cells: s.labelled(nil, "ตรวจแล้วตรงกัน: "+c.Name)}
	}
	cells := s.labelled(nil, "ผลต่าง: "+c.Name)
	cells[s.checkAt()] = c.Difference()
	return sheetLine{Role: lineDifference, Cells: cells}
}

// labelled puts a name into the column where names stand.
func (s *sheet) labelled(cells []cell, name string) []cell {
	if cells == nil {
		cells = make([]cell, len(s.Columns))
	}
	cells[s.labelAt()] = name
	return cells
}
