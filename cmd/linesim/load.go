package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"os"
	"os/signal"
	"runtime/debug"
	"syscall"
	"time"

	"sajja/cmd/linesim/sim"
)

// loadCommand drives deposits through a running bot. The generator itself is
// in the simulator: if one answers at --listen it is used, else one starts
// here for the length of the run. The bot must send its replies there.
type loadCommand struct {
	channelFlags
	Users       int     `help:"How many load users deposit in turn." default:"2000"`
	Rate        float64 `help:"Deposits a second; 0 for flat out." default:"833"`
	Seconds     float64 `help:"How long deposits are sent." default:"60"`
	Text        string  `help:"What stands before the amount." default:"ฝาก"`
	Connections int     `help:"Connections kept open to the bot." default:"64"`
	Outstanding int     `help:"Flat out: how many events may wait for their answer." default:"512"`
	Batch       int     `help:"Events in one webhook body." default:"1"`
	Round       int     `help:"Shifts the amounts by 99 baht each; -1 takes it from the clock, so that runs within minutes repeat no deposit." default:"-1"`
	Settle      float64 `help:"Seconds that answers may still come after the last event." default:"20"`
	Baseline    bool    `help:"Send the same load first to a handler that only verifies and parses."`
	Books       string  `help:"Command that prints one JSON line per inbound event, to check the books against; empty for no check." default:"go run ./cmd/sajja report events --json"`
	PrintUsers  bool    `help:"Print the load users' IDs, one a line, and nothing else."`
}

// loadResult is the one JSON value the command prints.
type loadResult struct {
	Baseline json.RawMessage `json:"baseline,omitempty"`
	Run      json.RawMessage `json:"run"`
	Books    *booksReport    `json:"books,omitempty"`
}

// errBooks ends the command with exit 1 after the result is printed.
var errBooks = errors.New("the books do not hold every acknowledged event exactly once and answered")

// Run loads the bot, prints what it found and checks the books.
func (l *loadCommand) Run() error {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	return l.run(ctx, os.Stdout)
}

func (l *loadCommand) run(ctx context.Context, stdout io.Writer) error {
	if l.PrintUsers {
		return printUsers(stdout, l.Users)
	}
	simulator, end, err := l.simulator(ctx)
	if err != nil {
		return err
	}
	defer end()
	result, err := l.measure(ctx, simulator)
	if err != nil {
		return err
	}
	if l.Books != "" {
		result.Books, err = checkBooks(ctx, simulator, l.Books)
		if err != nil {
			return err
		}
	}
	if err := json.NewEncoder(stdout).Encode(result); err != nil {
		return err
	}
	if result.Books != nil && !result.Books.OK {
		return errBooks
	}
	return nil
}

func printUsers(stdout io.Writer, users int) error {
	out := bufio.NewWriter(stdout)
	for n := range users {
		_, _ = fmt.Fprintln(out, sim.LoadUserID(n))
	}
	return out.Flush()
}

func (l *loadCommand) measure(ctx context.Context, simulator simulatorClient) (loadResult, error) {
	options := l.options()
	var result loadResult
	var err error
	if l.Baseline {
		options.Baseline = true
		if result.Baseline, err = simulator.load(ctx, options); err != nil {
			return result, err
		}
		options.Baseline = false
	}
	result.Run, err = simulator.load(ctx, options)
	return result, err
}

// options leave the webhook out where no flag names it: a simulator that runs
// already knows its bot.
func (l *loadCommand) options() sim.LoadOptions {
	round := l.Round
	if round < 0 {
		round = clockRound(time.Now())
	}
	return sim.LoadOptions{
		Users: l.Users, Rate: l.Rate, Seconds: l.Seconds, Text: l.Text, Connections: l.Connections,
		Outstanding: l.Outstanding, Batch: l.Batch, Round: round, SettleSeconds: l.Settle, WebhookURL: l.Webhook,
	}
}

// clockRound gives each minute of a half hour three rounds of its own: the
// bot asks back when the same deposit comes twice within minutes.
func clockRound(now time.Time) int { return now.Minute() % 30 * 3 }

// simulator finds the simulator at --listen, or starts one there.
func (l *loadCommand) simulator(ctx context.Context) (simulatorClient, func(), error) {
	simulator := simulatorClient{"http://" + l.Listen}
	if simulator.answers(ctx) {
		return simulator, func() {}, nil
	}
	// Nothing but the run lives in this process: rarer collections leave more
	// of the two cores to the bot.
	debug.SetGCPercent(400)
	logger := slog.New(slog.NewTextHandler(os.Stderr, nil))
	platform, err := sim.New(sim.Config{ChannelSecret: l.Secret, ChannelToken: l.Token, WebhookURL: l.webhook(), Logger: logger})
	if err != nil {
		return simulator, nil, err
	}
	serving, stop := context.WithCancel(ctx)
	ended := make(chan error, 1)
	go func() { ended <- serve(serving, l.Listen, platform, logger) }()
	end := func() {
		stop()
		<-ended
		platform.Close()
	}
	if err := simulator.waitUp(ctx, ended); err != nil {
		stop()
		platform.Close()
		return simulator, nil, err
	}
	return simulator, end, nil
}

// simulatorClient speaks to a simulator's control API.
type simulatorClient struct{ base string }

func (s simulatorClient) answers(ctx context.Context) bool {
	ctx, cancel := context.WithTimeout(ctx, time.Second)
	defer cancel()
	_, err := s.ask(ctx, http.MethodGet, "/sim/faults", nil)
	return err == nil
}

// waitUp waits for the simulator this process started.
func (s simulatorClient) waitUp(ctx context.Context, ended <-chan error) error {
	for !s.answers(ctx) {
		select {
		case err := <-ended:
			return err
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(20 * time.Millisecond):
		}
	}
	return nil
}

func (s simulatorClient) load(ctx context.Context, options sim.LoadOptions) (json.RawMessage, error) {
	body, err := json.Marshal(options)
	if err != nil {
		return nil, err
	}
	answer, err := s.ask(ctx, http.MethodPost, "/sim/load", body)
	if err != nil {
		return nil, fmt.Errorf("run load: %w", err)
	}
	return bytes.TrimSpace(answer), nil
}

func (s simulatorClient) ask(ctx context.Context, method, path string, body []byte) ([]byte, error) {
	r, err := http.NewRequestWithContext(ctx, method, s.base+path, bytes.NewReader(body))
	if err != nil {
		return nil, err
	}
	r.Header.Set("Content-Type", "application/json")
	client := http.Client{} // the run's length is the only limit, and ctx
	response, err := client.Do(r)
	if err != nil {
		return nil, err
	}
	defer func() { _ = response.Body.Close() }()
	answer, err := io.ReadAll(response.Body)
	if err != nil {
		return nil, err
	}
	if response.StatusCode != http.StatusOK {
		return nil, fmt.Errorf("%s answered %d: %s", path, response.StatusCode, bytes.TrimSpace(answer))
	}
	return answer, nil
}
