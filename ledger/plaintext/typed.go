package plaintext

import (
	"strings"
	"unicode"
)

// twins are the marks that mean something to a program, and what is written
// instead: ; and | begin a comment or a note, : and , end a name or a value, and
// a day in [] would change the entry's.
var twins = strings.NewReplacer(";", "；", "|", "｜", ":", "：", ",", "，", "[", "［", "]", "］")

// harmless makes words that a person typed fit to stand in a journal: on one
// line, without the blanks that end a name, without marks that mean something.
func harmless(typed string) string { return twins.Replace(oneLine(typed)) }

// oneLine puts single blanks for new lines, tabs, control characters and runs of
// blanks.
func oneLine(typed string) string {
	isBlank := func(r rune) bool { return unicode.IsSpace(r) || unicode.IsControl(r) }
	return strings.Join(strings.FieldsFunc(strings.ToValidUTF8(typed, "�"), isBlank), " ")
}
