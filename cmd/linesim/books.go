package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"os"
	"os/exec"

	"sajja/cmd/linesim/sim"
)

// booksReport says how the bot's books and the simulator's record of a run
// agree.
type booksReport struct {
	OK bool `json:"ok"`
	// Acknowledged is how many events got their 200; the rest is counted
	// among them, except for Doubled, which no event may be.
	Acknowledged int `json:"acknowledged"`
	InBooks      int `json:"inBooks"`
	Missing      int `json:"missing"`
	Doubled      int `json:"doubled"`
	Unanswered   int `json:"unanswered"`
	// Kept are events the bot took without their 200 having arrived.
	Kept int `json:"keptWithout200"`
	// First are some of the faults, by event.
	First []bookFault `json:"first,omitempty"`
}

type bookFault struct {
	Event string `json:"event"`
	Fault string `json:"fault"`
}

const bookFaultsShown = 20

// bookLine is what the bot says of one inbound event.
type bookLine struct {
	Event    string `json:"event"`
	Outcome  string `json:"outcome"`
	Entries  int    `json:"entries"`
	Answered bool   `json:"answered"`
	lines    int
}

// checkBooks asks the bot's books, by its own command, for every event of the
// last run.
func checkBooks(ctx context.Context, simulator simulatorClient, command string) (*booksReport, error) {
	events, err := simulator.loadEvents(ctx)
	if err != nil {
		return nil, err
	}
	books, err := readBooks(ctx, command)
	if err != nil {
		return nil, err
	}
	return compareBooks(events, books), nil
}

func (s simulatorClient) loadEvents(ctx context.Context) ([]sim.LoadEvent, error) {
	answer, err := s.ask(ctx, http.MethodGet, "/sim/load/events", nil)
	if err != nil {
		return nil, fmt.Errorf("read the run's events: %w", err)
	}
	var events []sim.LoadEvent
	for line := range bytes.Lines(answer) {
		var e sim.LoadEvent
		if err := json.Unmarshal(line, &e); err != nil {
			return nil, fmt.Errorf("read the run's events: %w", err)
		}
		events = append(events, e)
	}
	return events, nil
}

// readBooks runs the command through the shell, as it was typed.
func readBooks(ctx context.Context, command string) (map[string]bookLine, error) {
	run := exec.CommandContext(ctx, "sh", "-c", command)
	run.Stderr = os.Stderr
	out, err := run.StdoutPipe()
	if err != nil {
		return nil, fmt.Errorf("read books: %w", err)
	}
	if err := run.Start(); err != nil {
		return nil, fmt.Errorf("read books: %w", err)
	}
	books := map[string]bookLine{}
	lines := bufio.NewScanner(out)
	lines.Buffer(nil, 1<<20)
	var bad error
	for lines.Scan() && bad == nil {
		bad = addBookLine(books, lines.Bytes())
	}
	if err := errors.Join(bad, lines.Err()); err != nil {
		_ = run.Process.Kill()
		_ = run.Wait()
		return nil, fmt.Errorf("read books: %w", err)
	}
	if err := run.Wait(); err != nil {
		return nil, fmt.Errorf("read books by %q: %w", command, err)
	}
	return books, nil
}

func addBookLine(books map[string]bookLine, line []byte) error {
	var read bookLine
	if err := json.Unmarshal(line, &read); err != nil {
		return fmt.Errorf("line %.80q: %w", line, err)
	}
	before := books[read.Event]
	read.lines = before.lines + 1
	read.Entries += before.Entries
	read.Answered = read.Answered || before.Answered
	books[read.Event] = read
	return nil
}

// compareBooks finds every acknowledged event that is missing, doubled or
// unanswered. An event whose 200 was lost may be in the books or not, but
// never twice.
func compareBooks(events []sim.LoadEvent, books map[string]bookLine) *booksReport {
	report := &booksReport{}
	fault := func(e sim.LoadEvent, count *int, what string) {
		*count++
		if len(report.First) < bookFaultsShown {
			report.First = append(report.First, bookFault{e.ID, what})
		}
	}
	for _, e := range events {
		line, found := books[e.ID]
		if e.Acked {
			report.Acknowledged++
		}
		switch {
		case found && (line.lines > 1 || line.Entries > 1):
			fault(e, &report.Doubled, fmt.Sprintf("%d entries in %d lines", line.Entries, line.lines))
		case !e.Acked:
			if found {
				report.Kept++
			}
		case !found:
			fault(e, &report.Missing, "not in the books")
		case line.Outcome != "done" || line.Entries != 1:
			fault(e, &report.Missing, fmt.Sprintf("outcome %q with %d entries", line.Outcome, line.Entries))
		case !line.Answered:
			report.InBooks++
			fault(e, &report.Unanswered, "not answered")
		default:
			report.InBooks++
		}
	}
	report.OK = report.Missing+report.Doubled+report.Unanswered == 0
	return report
}
