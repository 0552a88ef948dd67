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
	"syscall"

	"sajja/ledger"
	"sajja/ledger/plaintext"
	"sajja/store"
	"sajja/store/postgres"
)

// exportCommand writes a fund's books for other programs.
type exportCommand struct {
	Fund        string `required:"" help:"The fund's code."`
	Format      string `required:"" enum:"hledger,ledger,beancount,json" help:"${enum}. json is complete and can be imported."`
	Out         string `type:"path" placeholder:"FILE" help:"Where to write; stdout when left out."`
	WithPending bool   `help:"With money promised and not yet received, marked by ! (hledger, ledger, beancount)."`
}

// Help warns of what is in the file.
func (c *exportCommand) Help() string {
	return `hledger, ledger, beancount: every posted entry as text, members by their numbers, the books' balances as assertions.
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
	done := exported{Fund: c.Fund, Format: c.Format, Out: c.Out}
	err := con.withFund(ctx, c.Fund, func(db *postgres.DB, fund store.Fund) error {
		return db.Snapshot(ctx, fund.ID, func(s *postgres.Snapshot) error {
			var err error
			done.Entries, err = c.write(ctx, con, &exportBooks{s, fund})
			return err
		})
	})
	if err != nil || c.Out == "" {
		return err
	}
	return con.show(done, func(w io.Writer) error {
		_, err := fmt.Fprintf(w, "%d entries of %s are in %s\n", done.Entries, c.Fund, c.Out)
		return err
	})
}

func (c *exportCommand) check(wantsJSON bool) error {
	isText := c.Format == "hledger" || c.Format == "ledger" || c.Format == "beancount"
	switch {
	case c.WithPending && !isText:
		return errors.New("--with-pending is for hledger, ledger and beancount; the other formats tell both apart in any case")
	case wantsJSON && c.Out == "" && c.Format != "json":
		return errors.New("--json needs --out FILE here: without it stdout is the export")
	}
	return nil
}

// exportBooks is a fund seen through one snapshot.
type exportBooks struct {
	*postgres.Snapshot
	fund store.Fund
}

// write gives the number of entries written.
func (c *exportCommand) write(ctx context.Context, con *console, b *exportBooks) (entries int64, err error) {
	to := func(write func(w io.Writer) (int64, error)) (int64, error) {
		if c.Out == "" {
			return toStdout(con, write)
		}
		return toFile(c.Out, write)
	}
	switch c.Format {
	case "json":
		return to(func(w io.Writer) (int64, error) { return b.writeJSON(ctx, w) })
	default:
		return to(func(w io.Writer) (int64, error) {
			return b.writeText(ctx, w, plaintext.Format(c.Format), c.WithPending)
		})
	}
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
	numbers := make(map[ledger.MemberID]string, len(members))
	for _, m := range members {
		numbers[m.ID] = m.Number
	}
	text, err := plaintext.New(w, format, plaintext.Books{Code: b.fund.Code, Name: b.fund.Name, Accounts: accounts, Numbers: numbers})
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

func toStdout(con *console, write func(w io.Writer) (int64, error)) (int64, error) {
	buffered := bufio.NewWriterSize(con.stdout, 1<<16)
	n, err := write(buffered)
	return n, errors.Join(err, buffered.Flush())
}

// toFile writes a file that appears under its name when it is whole, readable by
// its owner alone. When something goes wrong nothing is left, and a file that was
// there before is as it was.
func toFile(path string, write func(w io.Writer) (int64, error)) (n int64, err error) {
	file, err := os.CreateTemp(filepath.Dir(path), "."+filepath.Base(path)+".*") // mode 0600
	if err != nil {
		return 0, fmt.Errorf("write %s: %w", path, err)
	}
	defer func() {
		if err != nil {
			_ = file.Close()
			_ = os.Remove(file.Name())
		}
	}()
	buffered := bufio.NewWriterSize(file, 1<<16)
	if n, err = write(buffered); err != nil {
		return 0, err
	}
	for _, step := range []func() error{buffered.Flush, file.Sync, file.Close, func() error { return os.Rename(file.Name(), path) }} {
		if err := step(); err != nil {
			return 0, fmt.Errorf("write %s: %w", path, err)
		}
	}
	return n, nil
}
