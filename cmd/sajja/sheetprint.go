package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"sajja/store"
	"sajja/store/postgres"
)

// printFlags are the flags of every report: which fund, in what form, and where to.
type printFlags struct {
	Fund   string `required:"" help:"The fund's code."`
	Format string `enum:"table,csv,xlsx,json" default:"table" help:"table (to read here), csv, xlsx or json."`
	Out    string `placeholder:"FILE" help:"Write the report to this file; - is standard output."`
}

// paper is a report ready to be printed. Shape is its JSON where other programs
// know one; without it the sheet's own is used.
type paper struct {
	sheet *sheet
	shape any
}

// printReport finds the fund, has the report made, and prints it as the flags
// say. A report with a difference in it is printed all the same, and then the
// command fails: the books are broken, and whoever asked must know.
func (c *console) printReport(ctx context.Context, flags printFlags, command string,
	report func(db *postgres.DB, fund store.Fund) (paper, error)) error {
	if err := flags.settle(c.json, command); err != nil {
		return err
	}
	return c.withFund(ctx, flags.Fund, func(db *postgres.DB, fund store.Fund) error {
		made, err := report(db, fund)
		if err != nil {
			return err
		}
		if err := c.print(flags, made); err != nil {
			return err
		}
		if !made.sheet.HoldsTrue() {
			c.tell("sajja: the sums of this report differ from the books: run `sajja verify`")
			return errReported
		}
		return nil
	})
}

// settle makes --json the short form of --format json, and wants a place for a
// workbook: on a terminal it would be noise.
func (f *printFlags) settle(isJSON bool, command string) error {
	if isJSON {
		if f.Format != "table" && f.Format != "json" {
			return usageError{command, fmt.Errorf("--json and --format %s are two answers to one question: leave one out", f.Format)}
		}
		f.Format = "json"
	}
	if f.Format == "xlsx" && f.Out == "" {
		return usageError{command, errors.New("a workbook needs a place: add --out FILE, or --out - for standard output")}
	}
	return nil
}

func (c *console) print(flags printFlags, made paper) error {
	write := made.writer(flags.Format)
	if flags.Out == "" || flags.Out == "-" {
		if err := write(c.stdout); err != nil {
			return fmt.Errorf("write the report: %w", err)
		}
		return nil
	}
	if err := writeWhole(flags.Out, write); err != nil {
		return fmt.Errorf("write the report to %s: %w", flags.Out, err)
	}
	c.tell("%s: %s", made.sheet.Title, flags.Out)
	return nil
}

func (p paper) writer(format string) func(w io.Writer) error {
	switch format {
	case "csv":
		return p.sheet.writeCSV
	case "xlsx":
		return p.sheet.writeXLSX
	case "json":
		return p.writeJSON
	}
	return p.sheet.writeTable
}

func (p paper) writeJSON(w io.Writer) error {
	value := p.shape
	if value == nil {
		value = p.sheet.shape()
	}
	return (&console{stdout: w}).showJSON(value)
}

// writeWhole writes a file as a whole or not at all: beside the place first, then
// by one renaming. A report holds people's names and money, so only its owner
// reads it.
func writeWhole(path string, write func(w io.Writer) error) (err error) {
	file, err := os.CreateTemp(filepath.Dir(path), "."+filepath.Base(path)+"-*")
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			file.Close()
			os.Remove(file.Name())
		}
	}()
	if err := write(file); err != nil {
		return err
	}
	if err := file.Close(); err != nil {
		return err
	}
	return os.Rename(file.Name(), path)
}
