package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"

	"github.com/alecthomas/kong"
)

// cli is the grammar of the command line: the flags of all commands, then a
// field per command or noun.
type cli struct {
	JSON bool `name:"json" help:"Print one JSON value on stdout and nothing else."`

	Demo    demoCommand    `cmd:"" help:"Bring up database, Redis, bot, simulated LINE and a seeded fund, and print the page's address."`
	Serve   serveCommand   `cmd:"" help:"Run the bot: webhooks in, books in PostgreSQL, LINE messages out."`
	Migrate migrateCommand `cmd:"" help:"Bring the database to this program's schema, as its owner."`

	Fund      fundCommand      `cmd:"" help:"Funds: create, list, show, open-books, expire."`
	Member    memberCommand    `cmd:"" help:"Members of a fund: add, list, show."`
	Officer   officerCommand   `cmd:"" help:"Offices in a fund: grant, revoke, list."`
	Household householdCommand `cmd:"" help:"Who lives in one house: create, add, remove, show, list."`
	Proxy     proxyCommand     `cmd:"" help:"Who acts for whom: grant, revoke, list."`

	Account  accountCommand  `cmd:"" help:"A fund's accounts: list, add, rename, close, reopen, history."`
	Entry    entryCommand    `cmd:"" help:"Entries in the books: post, show, reverse, receive."`
	Dispute  disputeCommand  `cmd:"" help:"What members say does not agree: list, show."`
	Period   periodCommand   `cmd:"" help:"Periods: close with a sign-off, list, close a year."`
	Round    roundCommand    `cmd:"" help:"Collection rounds: open, list, show, close."`
	Handover handoverCommand `cmd:"" help:"Money from hand to hand: propose, confirm, refuse, withdraw, list."`
	Plan     planCommand     `cmd:"" help:"What members pay and what follows when they do not: show, set, pause, resume, purposes, allocate, recount."`
	Report   reportCommand   `cmd:"" help:"Reports a fund prints, as a table, CSV, XLSX or JSON."`
	Export   exportCommand   `cmd:"" help:"A fund's books for other programs: hledger, ledger, beancount, csv, xlsx, json."`
	Import   importCommand   `cmd:"" help:"Bring a fund's exported books into an empty database, as its owner."`
	Keys     keysCommand     `cmd:"" help:"Identity keys, which seal citizen IDs, phones and addresses: create, list, rotate, retire."`
	Seal     sealCommand     `cmd:"" help:"Seal the days that are over, so that a change to them shows."`
	Verify   verifyCommand   `cmd:"" help:"Recompute every balance, seal and sum, and name the first faults."`
	Dev      devCommand      `cmd:"" hidden:"" help:"For developers: people for the load tool."`
	Intent   intentCommand   `cmd:"" help:"Show what the bot understands from a Thai message."`
}

func main() {
	silenceRedis()
	os.Exit(run(context.Background(), os.Args[1:], os.LookupEnv, os.Stdin, os.Stdout, os.Stderr))
}

// run is the program as a function: arguments and environment in, exit status
// out. Ending ctx ends a command in the way a signal does.
func run(ctx context.Context, args []string, env lookup, stdin io.Reader, stdout, stderr io.Writer) int {
	con := &console{env: env, stdin: stdin, stdout: stdout, stderr: stderr}
	parsed, code, err := parse(ctx, con, args)
	if err == nil && parsed != nil {
		err = parsed.Run()
	}
	if err != nil {
		return con.report(err)
	}
	return code
}

// parse reads the command line. Without a command to run, as after --help, it
// gives the exit status to end with.
func parse(ctx context.Context, con *console, args []string) (*kong.Context, int, error) {
	var grammar cli
	code, ended := 0, false
	parser, err := kong.New(&grammar,
		kong.Name("sajja"),
		kong.Description("A village fund's daily savings and welfare in LINE chat, with books that anyone can check."),
		kong.Writers(con.stdout, con.stderr),
		kong.Exit(func(status int) { code, ended = status, true }),
		kong.Resolvers(settingsFrom(con.env)),
		kong.ConfigureHelp(kong.HelpOptions{Compact: true}),
		kong.ValueFormatter(helpWithSetting),
		kong.BindTo(ctx, (*context.Context)(nil)),
		kong.Bind(con),
		dateFlag(), moneyFlag(),
	)
	if err != nil {
		return nil, exitFailed, fmt.Errorf("grammar of the command line: %w", err)
	}
	parsed, err := parser.Parse(args)
	if ended {
		// Help was printed; that the rest of the line is incomplete is no fault.
		return nil, code, nil
	}
	if err != nil {
		return nil, exitUsage, usageError{usageOf(err), err}
	}
	con.json = grammar.JSON
	return parsed, exitDone, nil
}

// usageOf names the command whose help would have prevented the error.
func usageOf(err error) string {
	var parse *kong.ParseError
	if errors.As(err, &parse) && parse.Context != nil && parse.Context.Selected() != nil {
		return parse.Context.Selected().FullPath()
	}
	return "sajja"
}
