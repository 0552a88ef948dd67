package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"path/filepath"
	"strings"
	"syscall"

	"sajja/ledger/plaintext"
	"sajja/store"
	"sajja/store/postgres"
)

// exportCommand writes a fund's books for other programs.
type exportCommand struct {
	Fund        string `required:"" help:"The fund's code."`
	Format      string `required:"" enum:"hledger,ledger,beancount,csv,xlsx,json" help:"${enum}."`
	Out         string `placeholder:"FILE" help:"Where to write; - or nothing is standard output, a folder (ending in /) takes a set of CSV tables."`
	WithPending bool   `help:"With money promised and not yet received, marked by ! (hledger, ledger, beancount)."`
}

// Help warns of what is in the file.
func (c *exportCommand) Help() string {
	return `hledger, ledger, beancount: every posted entry as text, members by their numbers, the books' balances as assertions.
csv: all journal lines; with a folder also the tables of members, receipts by source, welfare by heading and balances,
which name nobody. xlsx: the same tables and lines in one workbook.
json: everything the books hold, for "sajja import". It names every member with birthday, LINE user and all payments:
keep it as you keep the books. Files are readable by you alone.`
}

// exported is what --json tells of a file written.
type exported struct {
	Fund    string `json:"fund"`
	Format  string `json:"format"`
	Out     string `json:"out"`
	Entries int64  `json:"entries"`
}

// Run reads one snapshot of the fund, so what is written agrees with itself.
func (c *exportCommand) Run(ctx context.Context, con *console) error {
	if err := c.check(con.json); err != nil {
		return usageError{"sajja export", err}
	}
	ctx, stop := signal.NotifyContext(ctx, os.Interrupt, syscall.SIGTERM)
	defer stop()
	done, isFooted := exported{Fund: c.Fund, Format: c.Format, Out: c.Out}, true
	err := con.withFund(ctx, c.Fund, func(db *postgres.DB, fund store.Fund) error {
		return db.Snapshot(ctx, fund.ID, func(s *postgres.Snapshot) error {
			b := &exportBooks{Snapshot: s, fund: fund}
			var err error
			done.Entries, err = c.write(ctx, con, b)
			isFooted = !b.differs
			return err
		})
	})
	if err == nil && !c.isStdout() {
		err = con.show(done, func(w io.Writer) error {
			_, err := fmt.Fprintf(w, "%d entries of %s are in %s\n", done.Entries, c.Fund, c.Out)
			return err
		})
	}
	if err == nil && !isFooted {
		con.tell("sajja: the sums of the tables differ from the books: run `sajja verify`")
		err = errReported
	}
	return err
}

func (c *exportCommand) isStdout() bool { return c.Out == "" || c.Out == "-" }

// isFolder tells whether a set of tables is wanted.
func (c *exportCommand) isFolder() bool {
	if c.isStdout() {
		return false
	}
	info, err := os.Stat(c.Out)
	return strings.HasSuffix(c.Out, string(filepath.Separator)) || err == nil && info.IsDir()
}

func (c *exportCommand) check(wantsJSON bool) error {
	isText := c.Format == "hledger" || c.Format == "ledger" || c.Format == "beancount"
	switch {
	case c.WithPending && !isText:
		return errors.New("--with-pending is for hledger, ledger and beancount; the other formats tell both apart in any case")
	case c.Format != "csv" && c.isFolder():
		return errors.New("--out names a folder: give the file a name")
	case wantsJSON && c.isStdout() && c.Format != "json":
		return errors.New("--json needs --out FILE here: without it stdout is the export")
	case c.Format == "xlsx" && c.Out == "":
		return errors.New("a workbook needs a place: add --out FILE, or --out - for standard output")
	}
	return nil
}

// exportBooks is a fund seen through one snapshot.
type exportBooks struct {
	*postgres.Snapshot
	fund store.Fund
	// differs: a table that was written does not come to what the books say.
	differs bool
}

// write gives the number of entries written.
func (c *exportCommand) write(ctx context.Context, con *console, b *exportBooks) (entries int64, err error) {
	if c.Format == "csv" && c.isFolder() {
		return b.writeFolder(ctx, c.Out)
	}
	whole := func(w io.Writer) error {
		buffered := bufio.NewWriterSize(w, 1<<16)
		if entries, err = c.writeTo(ctx, buffered, b); err != nil {
			return err
		}
		return buffered.Flush()
	}
	if c.isStdout() {
		err = whole(con.stdout)
	} else {
		err = writeWhole(c.Out, whole)
	}
	if err != nil {
		return 0, fmt.Errorf("export %s: %w", c.Fund, err)
	}
	return entries, nil
}

func (c *exportCommand) writeTo(ctx context.Context, w io.Writer, b *exportBooks) (int64, error) {
	switch c.Format {
	case "json":
		return b.writeJSON(ctx, w)
	case "csv":
		return b.writeLines(ctx, w)
	case "xlsx":
		return b.writeWorkbook(ctx, w)
	}
	return b.writeText(ctx, w, plaintext.Format(c.Format), c.WithPending)
}

// writeText writes the books for hledger, ledger or beancount.
func (b *exportBooks) writeText(ctx context.Context, w io.Writer, format plaintext.Format, withPending bool) (int64, error) {
	accounts, err := b.Accounts(ctx)
	if err != nil {
		return 0, err
	}
	members, err := b.Members(ctx)
	if err != nil {
		return 0, err
	}
	text, err := plaintext.New(w, format, plaintext.Books{Code: b.fund.Code, Name: b.fund.Name, Accounts: accounts, Numbers: numbersOf(members)})
	if err != nil {
		return 0, err
	}
	set, entries := postgres.PostedEntries, int64(0)
	if withPending {
		set = postgres.PostedAndWaiting
	}
	err = b.Entries(ctx, set, func(e *postgres.BookedEntry) error {
		entries++
		return text.Entry(e.Entry)
	})
	if err != nil {
		return 0, err
	}
	found, err := b.Balances(ctx, withPending)
	if err != nil {
		return 0, err
	}
	balances := make([]plaintext.Balance, len(found))
	for i, f := range found {
		balances[i] = plaintext.Balance(f)
	}
	return entries, text.Close(balances)
}
