package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"syscall"

	"sajja/store/postgres"
)

// importCommand brings a fund's exported books into another database.
type importCommand struct {
	File string `arg:"" optional:"" default:"-" help:"What 'sajja export --format json' wrote; - or nothing for stdin."`
}

// Help says what it needs and what it does not bring.
func (c *importCommand) Help() string {
	return `Brings one fund into a database that is migrated and does not have it, with the owner's login: the same books, the same
numbers, the same seals. Everything is verified before it is kept; when anything is wrong nothing is.
Messages, conversations and webhooks are not in an export: the fund goes on from its books.`
}

type importedJSON struct {
	Fund    string           `json:"fund"`
	Entries int64            `json:"entries"`
	OK      bool             `json:"ok"`
	Faults  []postgres.Fault `json:"faults"`
}

// Run keeps all of it or nothing.
func (c *importCommand) Run(ctx context.Context, con *console) error {
	ctx, stop := signal.NotifyContext(ctx, os.Interrupt, syscall.SIGTERM)
	defer stop()
	in, closeFile, err := c.open(con)
	if err != nil {
		return err
	}
	defer closeFile()
	var done importedJSON
	err = con.withDatabase(ctx, func(address secret) error {
		found, err := postgres.Import(ctx, address.reveal(), func(im *postgres.Importer) error {
			read, err := readImport(ctx, bufio.NewReaderSize(in, 1<<16), im)
			if err == nil {
				done.Fund, done.Entries = read.fund.Code, read.totals.Entries
			}
			return err
		})
		done.OK, done.Faults = len(found.Faults) == 0, found.Faults
		return err
	})
	if errors.Is(err, postgres.ErrNotOwner) {
		return fmt.Errorf("%w: import with the login that `sajja migrate` runs with", err)
	}
	if err != nil {
		return err
	}
	if err := con.show(done, done.write); err != nil {
		return err
	}
	if !done.OK {
		return errReported
	}
	return nil
}

func (c *importCommand) open(con *console) (io.Reader, func() error, error) {
	if c.File == "-" {
		return con.stdin, func() error { return nil }, nil
	}
	file, err := os.Open(c.File)
	if err != nil {
		return nil, nil, err
	}
	return file, file.Close, nil
}

func (d importedJSON) write(w io.Writer) error {
	if d.OK {
		_, err := fmt.Fprintf(w, "%d entries of %s are kept and verified\n", d.Entries, d.Fund)
		return err
	}
	if _, err := io.WriteString(w, "nothing was kept: the books in the file cannot be right\n"); err != nil {
		return err
	}
	return verificationJSON{Faults: d.Faults}.write(w)
}
