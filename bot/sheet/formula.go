package sheet

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"path"
	"strings"

	"github.com/xuri/excelize/v2"
)

// place is a cell by its row and column, both from 1.
type place struct{ row, column int }

// formulasIn gives the cells of a workbook's first sheet that hold a formula. The
// library shows what a program worked out last time and asks for a formula cell by
// cell, each time from the top; this reads the sheet once, and only when it has any.
func formulasIn(data []byte) (map[place]bool, error) {
	archive, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return nil, err
	}
	name, err := firstSheet(archive)
	if err != nil {
		return nil, err
	}
	text, err := unpack(archive, name)
	if err != nil || !bytes.Contains(text, []byte("<f")) && !bytes.Contains(text, []byte(":f")) {
		return nil, err
	}
	found := map[place]bool{}
	at := place{}
	for decoder := xml.NewDecoder(bytes.NewReader(text)); ; {
		token, err := decoder.Token()
		if errors.Is(err, io.EOF) {
			return found, nil
		}
		if err != nil {
			return nil, err
		}
		start, isStart := token.(xml.StartElement)
		switch {
		case !isStart:
		case start.Name.Local == "c":
			at = placeOf(start)
		case start.Name.Local == "f":
			found[at] = true
		}
	}
}

func placeOf(cell xml.StartElement) place {
	for _, a := range cell.Attr {
		if a.Name.Local == "r" {
			column, row, err := excelize.CellNameToCoordinates(a.Value)
			if err == nil {
				return place{row, column}
			}
		}
	}
	return place{}
}

// firstSheet finds the file of the first sheet: the workbook names it by a
// reference, the references name the file.
func firstSheet(archive *zip.Reader) (string, error) {
	var book struct {
		Sheets []struct {
			ID string `xml:"id,attr"` // in the namespace of one of two editions of the standard
		} `xml:"sheets>sheet"`
	}
	var references struct {
		Relationship []struct {
			ID     string `xml:"Id,attr"`
			Target string `xml:"Target,attr"`
		}
	}
	if err := unpackXML(archive, "xl/workbook.xml", &book); err != nil {
		return "", err
	}
	if err := unpackXML(archive, "xl/_rels/workbook.xml.rels", &references); err != nil {
		return "", err
	}
	for _, r := range references.Relationship {
		if len(book.Sheets) > 0 && r.ID == book.Sheets[0].ID {
			if strings.HasPrefix(r.Target, "/") {
				return r.Target[1:], nil
			}
			return path.Join("xl", r.Target), nil
		}
	}
	return "", ErrWorkbook
}

func unpackXML(archive *zip.Reader, name string, into any) error {
	text, err := unpack(archive, name)
	if err != nil {
		return err
	}
	return xml.Unmarshal(text, into)
}

func unpack(archive *zip.Reader, name string) ([]byte, error) {
	file, err := archive.Open(name)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	return io.ReadAll(io.LimitReader(file, unpackedMax))
}
