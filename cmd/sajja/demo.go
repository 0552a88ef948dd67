package main

import (
	"context"
	"crypto/rand"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"net/url"
	"os"
	"os/signal"
	"syscall"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"

	"sajja/cmd/linesim/sim"
	"sajja/cmd/linesim/web"
	"sajja/ledger"
	"sajja/store"
	"sajja/store/embedded"
	"sajja/store/postgres"
)

// demoCommand brings everything up on this machine: nothing is started by hand
// and nothing is left behind.
type demoCommand struct {
	Fresh  bool   `help:"Forget what earlier runs left and start the fund over."`
	Listen string `default:"127.0.0.1:8090" placeholder:"HOST:PORT" help:"Where the page is; another free port when it is taken (${default})."`
	Bot    string `default:"127.0.0.1:8080" placeholder:"HOST:PORT" help:"Where the bot takes webhooks; another free port when it is taken (${default})."`
	Dir    string `placeholder:"FOLDER" help:"Where the data are kept; the user's cache folder when left out."`
}

// Run shows the page's address and stays until a signal ends it.
func (c *demoCommand) Run(ctx context.Context, con *console) error {
	signals := make(chan os.Signal, 2)
	signal.Notify(signals, os.Interrupt, syscall.SIGTERM)
	defer signal.Stop(signals)
	calmCollector(con.env)
	d, err := newDemo(c, con)
	if err != nil {
		return err
	}
	ctx, cancel := withGoRun(ctx)
	defer cancel()
	return d.run(ctx, signals, os.Exit)
}

// demo is the service with a database, a Redis, a fund and a LINE of its own.
type demo struct {
	*service
	command *demoCommand
	con     *console
	log     *slog.Logger
	dir     string
	token   string
	secret  string

	database *embedded.Postgres
	redis    *embedded.Redis
	address  string // of the database, for the service's login
	books    *postgres.DB
	fund     store.Fund
	line     *sim.Platform
	page     *listener
	bot      *serving
}

func newDemo(c *demoCommand, con *console) (*demo, error) {
	dir := c.Dir
	if dir == "" {
		var err error
		if dir, err = embedded.DefaultDir(demoFolder); err != nil {
			return nil, err
		}
	}
	d := &demo{command: c, con: con, dir: dir, token: rand.Text(), secret: rand.Text()}
	d.log = slog.New(atLeast{slog.LevelWarn, con.logger().Handler()})
	d.service = newService(d.log,
		part{"database", d.startDatabase, d.stopDatabase, 10 * time.Second},
		part{"redis", d.startRedis, d.stopRedis, time.Second},
		part{"fund", d.openFund, d.closeFund, 500 * time.Millisecond},
		part{"simulated LINE", d.startLine, d.stopLine, 500 * time.Millisecond},
		part{"page", d.startPage, d.stopPage, 500 * time.Millisecond},
		part{"bot", d.startBot, d.stopBot, 5 * time.Second},
	)
	return d, nil
}

// atLeast keeps quieter records from a person's terminal.
type atLeast struct {
	level slog.Level
	slog.Handler
}

func (h atLeast) Enabled(_ context.Context, level slog.Level) bool { return level >= h.level }

func (d *demo) startDatabase(ctx context.Context) error {
	started, err := embedded.StartPostgres(ctx, embedded.PostgresConfig{
		Dir: d.dir, Fresh: d.command.Fresh, Durable: true, Progress: d.con.stderr, Logger: d.log,
	})
	if err != nil {
		return err
	}
	d.database = started
	if err := d.prepareDatabase(ctx); err != nil {
		return errors.Join(err, started.Stop(context.WithoutCancel(ctx)))
	}
	return nil
}

// prepareDatabase brings the schema and a login that has no more rights than
// the service needs: the demo runs as a real service would.
func (d *demo) prepareDatabase(ctx context.Context) error {
	if err := postgres.Migrate(ctx, d.database.URL()); err != nil {
		var refused *pgconn.PgError
		if errors.As(err, &refused) {
			return fmt.Errorf("%w; what an earlier version left in %s does not fit: start over with --fresh", err, d.dir)
		}
		return err
	}
	password := rand.Text()
	conn, err := pgx.Connect(ctx, d.database.AdminURL())
	if err != nil {
		return fmt.Errorf("prepare the demo's database: %w", err)
	}
	defer conn.Close(context.WithoutCancel(ctx))
	for _, statement := range []string{
		`DO $$ BEGIN CREATE ROLE sajja_service LOGIN; EXCEPTION WHEN duplicate_object THEN NULL; END $$`,
		`ALTER ROLE sajja_service PASSWORD '` + password + `'`, // letters and digits only
		`GRANT sajja_app TO sajja_service`,
	} {
		if _, err := conn.Exec(ctx, statement); err != nil {
			return fmt.Errorf("make the service's login: %w", err)
		}
	}
	address, err := url.Parse(d.database.URL())
	if err != nil {
		return errors.New("the private database has an address that is none")
	}
	address.User = url.UserPassword("sajja_service", password)
	d.address = address.String()
	return nil
}

func (d *demo) stopDatabase(ctx context.Context) error { return d.database.Stop(ctx) }

func (d *demo) startRedis(ctx context.Context) error {
	started, err := embedded.StartRedis(ctx, embedded.RedisConfig{InProcess: true, Logger: d.log})
	d.redis = started
	return err
}

func (d *demo) stopRedis(ctx context.Context) error { return d.redis.Stop(ctx) }

// openFund finds the fund of an earlier run, or seeds it.
func (d *demo) openFund(ctx context.Context) error {
	db, err := postgres.Open(ctx, d.address, postgres.Options{})
	if err != nil {
		return err
	}
	d.books = db
	if d.fund, err = openDemoFund(ctx, db, d.con.tell); err != nil {
		db.Close()
	}
	return err
}

func (d *demo) closeFund(context.Context) error {
	d.books.Close()
	return nil
}

func (d *demo) startLine(context.Context) error {
	phones, groups := demoPhones()
	platform, err := sim.New(sim.Config{
		ChannelSecret: d.secret, ChannelToken: d.token, BotName: "สัจจะ",
		Phones: phones, Groups: groups, Books: d.showBooks, Page: web.Handler(), Logger: d.log,
	})
	d.line = platform
	return err
}

func (d *demo) stopLine(context.Context) error {
	d.line.Close()
	return nil
}

func (d *demo) startPage(ctx context.Context) error {
	opened, err := listenNear(ctx, d.command.Listen, func(address string) (*listener, error) {
		return listen(ctx, address, withoutWriteTimeout(d.line.Handler()), d.log, d.fail)
	})
	d.page = opened
	return err
}

// stopPage cuts the page's open stream off: it never ends by itself.
func (d *demo) stopPage(context.Context) error { return d.page.server.Close() }

func (d *demo) startBot(ctx context.Context) error {
	var started *serving
	_, err := listenNear(ctx, d.command.Bot, func(address string) (*listener, error) {
		started = newServing(config{
			DatabaseURL: secret(d.address), RedisURL: secret(d.redis.URL()),
			ChannelSecret: secret(d.secret), ChannelToken: secret(d.token),
			LineAPIURL: "http://" + d.page.dialable(), Listen: address,
		}, d.log)
		if err := started.start(ctx); err != nil {
			return nil, err
		}
		return started.public, nil
	})
	if err != nil {
		return err
	}
	d.bot = started
	if err := d.line.SetWebhookURL(started.webhookURL()); err != nil {
		return errors.Join(err, started.stop(context.WithoutCancel(ctx)))
	}
	d.con.tell("Sajja is up. Open the page and write \"ฝาก 30\" on a phone:")
	fmt.Fprintf(d.con.stdout, "http://%s/\n", d.page.dialable())
	d.con.tell("In another terminal: go run ./cmd/sajja report trial-balance --fund %s\nCtrl-C stops everything.", demoFundCode)
	return nil
}

func (d *demo) stopBot(ctx context.Context) error { return d.bot.stop(ctx) }

// listenNear opens the address, or a free port of the same host when the port is
// taken.
func listenNear(ctx context.Context, address string, open func(address string) (*listener, error)) (*listener, error) {
	opened, err := open(address)
	if !errors.Is(err, syscall.EADDRINUSE) || ctx.Err() != nil {
		return opened, err
	}
	host, _, splitErr := net.SplitHostPort(address)
	if splitErr != nil {
		return nil, err
	}
	return open(net.JoinHostPort(host, "0"))
}

// withoutWriteTimeout serves answers that stay open for as long as somebody
// looks at the page.
func withoutWriteTimeout(handler http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		// An error means a writer without deadlines, which is what is wanted.
		_ = http.NewResponseController(w).SetWriteDeadline(time.Time{})
		handler.ServeHTTP(w, r)
	})
}

// booksPane is what the page shows beside the phones.
type booksPane struct {
	AsOf         time.Time     `json:"asOf"`
	Entries      []booksEntry  `json:"entries"`
	TrialBalance trialPane     `json:"trialBalance"`
	Waiting      []waitingPane `json:"waiting"`
	WaitingTotal ledger.Money  `json:"waitingTotal"`
}

type booksEntry struct {
	At      time.Time    `json:"at"`
	Member  string       `json:"member"`
	Kind    ledger.Kind  `json:"kind"`
	Amount  ledger.Money `json:"amount"`
	State   store.State  `json:"state"`
	Receipt string       `json:"receipt"`
}

type trialPane struct {
	Accounts []trialLineJSON `json:"accounts"`
	Debit    ledger.Money    `json:"debit"`
	Credit   ledger.Money    `json:"credit"`
}

type waitingPane struct {
	Member  string       `json:"member"`
	Number  string       `json:"number"`
	Village string       `json:"village"`
	Amount  ledger.Money `json:"amount"`
	Since   time.Time    `json:"since"`
}

// booksPaneRows bounds what the pane lists.
const booksPaneRows = 12

func (d *demo) showBooks(ctx context.Context) (json.RawMessage, error) {
	books, err := d.books.Overview(ctx, d.fund.ID, booksPaneRows)
	if err != nil {
		return nil, err
	}
	pane := booksPane{AsOf: time.Now(), Entries: []booksEntry{}, Waiting: []waitingPane{}}
	for _, l := range books.Latest {
		pane.Entries = append(pane.Entries, booksEntry{l.RecordedAt, l.MemberName, l.Kind, l.Amount, l.State, l.Document.String()})
	}
	report := trialBalanceOf(d.fund, ledger.Date{}, books.Trial)
	pane.TrialBalance = trialPane{[]trialLineJSON{}, report.Debit, report.Credit}
	for _, l := range report.Accounts {
		if !l.Debit.IsZero() || !l.Credit.IsZero() {
			pane.TrialBalance.Accounts = append(pane.TrialBalance.Accounts, l)
		}
	}
	for _, w := range books.Waiting {
		pane.Waiting = append(pane.Waiting, waitingPane{w.Member.Name, w.Member.Number, w.Member.Village, w.Entry.Amount(), w.Entry.RecordedAt})
	}
	for _, t := range books.Totals {
		pane.WaitingTotal = pane.WaitingTotal.Add(t.Amount)
	}
	return json.Marshal(pane)
}
