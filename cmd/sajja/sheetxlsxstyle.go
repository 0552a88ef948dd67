package main

import "github.com/xuri/excelize/v2"

// styleRole is how a line of the worksheet looks.
type styleRole int

const (
	styleTitle styleRole = iota
	styleUnderTitle
	styleHead
	styleGroup
	styleRow
	styleSum
	styleFoot
	styleNote
	styleDifference
	styleRoles // how many there are
)

const (
	// xlsxMoney is the built-in format #,##0.00.
	xlsxMoney = 4
	// xlsxWhole is the built-in format 0.
	xlsxWhole = 1
	// xlsxText is the built-in format of text: what looks like a number stays as
	// it was written.
	xlsxText = 49
)

// xlsxDay shows a day as Thais write it, 21 พ.ย. 2569: Thai words (041E) and the
// Buddhist calendar (07).
var xlsxDay = "[$-107041E]d mmm yyyy"

// xlsxStyles are the styles of a workbook, by role and kind of column.
type xlsxStyles [styleRoles][columnMoney + 1]int

func newXLSXStyles(file *excelize.File) (xlsxStyles, error) {
	var styles xlsxStyles
	for role := range styleRoles {
		for kind := range columnMoney + 1 {
			id, err := file.NewStyle(styleOf(role, kind))
			if err != nil {
				return styles, err
			}
			styles[role][kind] = id
		}
	}
	return styles, nil
}

func (s xlsxStyles) of(role styleRole, kind columnKind) int { return s[role][kind] }

func styleOf(role styleRole, kind columnKind) *excelize.Style {
	const black, red = "000000", "C00000"
	style := &excelize.Style{
		Font:      &excelize.Font{Family: xlsxFont, Size: 14, Color: black},
		Alignment: &excelize.Alignment{Vertical: "center"},
	}
	switch kind {
	case columnMoney:
		style.NumFmt = xlsxMoney
	case columnNumber:
		style.NumFmt = xlsxWhole
	case columnDate:
		style.CustomNumFmt = &xlsxDay
		style.Alignment.Horizontal = "left"
	case columnText:
		style.NumFmt = xlsxText
		if role == styleRow {
			style.Alignment.Horizontal, style.Alignment.Indent = "left", 1 // away from the figures on its left
		}
	}
	line := func(kind string, weight int) excelize.Border {
		return excelize.Border{Type: kind, Color: black, Style: weight} // 1 thin, 6 double
	}
	switch role {
	case styleTitle:
		style.Font.Size, style.Font.Bold = 20, true
	case styleUnderTitle:
		style.Font.Size = 16
	case styleHead:
		style.Font.Bold, style.NumFmt, style.CustomNumFmt = true, 0, nil
		style.Alignment.Horizontal = "center"
		style.Border = []excelize.Border{line("top", 1), line("bottom", 1)}
		style.Fill = excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{"E8EEF4"}}
	case styleGroup:
		style.Font.Bold = true
	case styleSum:
		style.Font.Bold = true
		style.Border = []excelize.Border{line("top", 1)}
	case styleFoot:
		style.Font.Bold = true
		style.Border = []excelize.Border{line("top", 1), line("bottom", 6)}
	case styleNote:
		style.Font.Italic = true
	case styleDifference:
		style.Font.Bold, style.Font.Color = true, red
	}
	return style
}
