package register

import (
	"cmp"
	"slices"
	"strconv"

	"sajja/bot/thai"
	"sajja/ledger"
)

// Known is somebody in the register already.
type Known struct {
	Number, Name string
	BornOn       ledger.Date
	// CitizenID is empty where it is not known, or cannot be opened.
	CitizenID string
}

// likeness is what two entries of one person have in common in spite of spelling.
type likeness struct {
	sound string
	born  ledger.Date
}

func likenessOf(name string, born ledger.Date) likeness {
	return likeness{thai.SoundKey(name), born}
}

// findTwins finds who stands in the table twice: by number, by citizen ID, by the
// sound of the name and the day of birth. Two of one name of whom a birthday is
// missing are a doubt.
func (t *Table) findTwins() {
	numbers, citizens, people, names := map[string]int{}, map[string]int{}, map[likeness]int{}, map[string]Row{}
	for _, row := range t.Rows {
		t.twin(row, Number, NumberTwice, row.Number, seenBefore(numbers, row.Number, row.Line))
		t.twin(row, Citizen, CitizenTwice, "", seenBefore(citizens, row.CitizenID, row.Line))
		if like := likenessOf(row.Name, row.BornOn); !row.BornOn.IsZero() && like.sound != "" {
			t.twin(row, Name, PersonTwice, row.Name, seenBefore(people, like, row.Line))
		}
		name := thai.Normal(thai.BareName(row.Name))
		if first, found := names[name]; !found {
			names[name] = row
		} else if row.BornOn.IsZero() || first.BornOn.IsZero() {
			t.Doubts = append(t.Doubts, Fault{row.Line, row.Name, Name, NameAlike, row.Name, strconv.Itoa(first.Line)})
		}
	}
	t.sort()
}

// seenBefore notes a key and gives the line on which it stood before; nothing for
// an empty key.
func seenBefore[K comparable](seen map[K]int, key K, line int) string {
	var none K
	if key == none {
		return ""
	}
	if first, found := seen[key]; found {
		return strconv.Itoa(first)
	}
	seen[key] = line
	return ""
}

func (t *Table) twin(row Row, column Column, code Code, written, other string) {
	if other != "" {
		t.Faults = append(t.Faults, Fault{row.Line, row.Name, column, code, written, other})
	}
}

// FindKnown finds who is in the register already, in the same ways.
func (t *Table) FindKnown(known []Known) {
	numbers, citizens, people, names := map[string]Known{}, map[string]Known{}, map[likeness]Known{}, map[string]Known{}
	for _, k := range known {
		numbers[k.Number], citizens[k.CitizenID] = k, k
		people[likenessOf(k.Name, k.BornOn)] = k
		names[thai.Normal(thai.BareName(k.Name))] = k
	}
	for _, row := range t.Rows {
		if k, found := numbers[row.Number]; found {
			t.twin(row, Number, NumberKnown, row.Number, k.Name)
			continue // the row was brought in before: one reason is enough
		}
		if k, found := citizens[row.CitizenID]; found && row.CitizenID != "" {
			t.twin(row, Citizen, CitizenKnown, "", k.Number+" "+k.Name)
			continue
		}
		like := likenessOf(row.Name, row.BornOn)
		if k, found := people[like]; found && !row.BornOn.IsZero() && like.sound != "" {
			t.twin(row, Name, PersonKnown, row.Name, k.Number+" "+k.Name)
			continue
		}
		if k, found := names[thai.Normal(thai.BareName(row.Name))]; found && (row.BornOn.IsZero() || k.BornOn.IsZero()) {
			t.Doubts = append(t.Doubts, Fault{row.Line, row.Name, Name, NameAlikeKnown, row.Name, k.Number + " " + k.Name})
		}
	}
	t.sort()
}

// Allow takes members whom the caller looked at out of the likenesses: twins, and
// namesakes born on one day. Numbers and citizen IDs stay.
func (t *Table) Allow(numbers []string) {
	lines := map[int]bool{}
	for _, row := range t.Rows {
		if slices.Contains(numbers, row.Number) {
			lines[row.Line] = true
		}
	}
	t.Faults = slices.DeleteFunc(t.Faults, func(f Fault) bool {
		return lines[f.Line] && (f.Code == PersonTwice || f.Code == PersonKnown)
	})
}

// RefuseSecrets makes a fault of each row with a citizen ID, a phone or an address,
// where there are no keys to seal them with.
func (t *Table) RefuseSecrets() {
	for _, row := range t.Rows {
		switch {
		case row.CitizenID != "":
			t.twin(row, Citizen, NoKeys, "", "-")
		case row.Phone != "":
			t.twin(row, Phone, NoKeys, "", "-")
		case row.Address != "":
			t.twin(row, Address, NoKeys, "", "-")
		}
	}
	t.sort()
}

func (t *Table) sort() {
	byLine := func(a, b Fault) int { return cmp.Compare(a.Line, b.Line) }
	slices.SortStableFunc(t.Faults, byLine)
	slices.SortStableFunc(t.Doubts, byLine)
}

// FaultyRows counts the rows with at least one fault.
func (t *Table) FaultyRows() int {
	n, last := 0, -1
	for _, f := range t.Faults {
		if f.Line != last {
			n, last = n+1, f.Line
		}
	}
	return n
}
