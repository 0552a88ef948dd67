package sheet

import (
	"bytes"
	"encoding/csv"
	"errors"
	"io"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"
)

// separators are what programs put between cells; a semicolon where the comma is
// the decimal sign, a tab when Excel saves "Unicode text".
var separators = []rune{',', ';', '\t'}

// readText reads a CSV in any encoding that Thai programs save.
func readText(data []byte, rowsMax int) ([]Row, error) {
	data, err := decode(data)
	if err != nil {
		return nil, err
	}
	reader := csv.NewReader(bytes.NewReader(data))
	reader.Comma, reader.FieldsPerRecord, reader.LazyQuotes, reader.ReuseRecord = separatorOf(data), -1, true, true
	var rows []Row
	for {
		texts, err := reader.Read()
		switch {
		case errors.Is(err, io.EOF):
			return rows, nil
		case err != nil:
			return nil, ErrQuotes
		case len(texts) > columnsMax:
			return nil, ErrColumns
		}
		line, _ := reader.FieldPos(0)
		cells := make([]Cell, len(texts))
		for i, text := range texts {
			cells[i] = typed(text)
		}
		if isBlank(cells) {
			continue
		}
		if rows = append(rows, Row{line, cells}); len(rows) > rowsMax {
			return nil, ErrRows
		}
	}
}

// decode gives the text as UTF-8: from UTF-8 with or without its mark, UTF-16 with
// its mark, or Windows-874, which has all of TIS-620.
func decode(data []byte) ([]byte, error) {
	if bytes.HasPrefix(data, []byte("\xFF\xFE")) || bytes.HasPrefix(data, []byte("\xFE\xFF")) {
		wide, err := unicode.UTF16(unicode.LittleEndian, unicode.ExpectBOM).NewDecoder().Bytes(data)
		if err != nil {
			return nil, ErrLetters
		}
		return wide, nil
	}
	data = bytes.TrimPrefix(data, []byte("\ufeff"))
	if utf8.Valid(data) && bytes.IndexByte(data, 0) < 0 {
		return data, nil
	}
	text, err := charmap.Windows874.NewDecoder().Bytes(data)
	if err != nil || bytes.ContainsRune(text, utf8.RuneError) || bytes.IndexByte(text, 0) >= 0 {
		return nil, ErrLetters // a picture, or another country's letters
	}
	return text, nil
}

// separatorOf takes the sign that stands most often in the first lines.
func separatorOf(data []byte) rune {
	head := data[:min(len(data), 4096)]
	best, most := separators[0], 0
	for _, s := range separators {
		if n := bytes.Count(head, []byte(string(s))); n > most {
			best, most = s, n
		}
	}
	return best
}
