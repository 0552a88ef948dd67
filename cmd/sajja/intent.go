package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"sort"
	"strings"
	"time"

	"sajja/bot/intent"
)

type intentCommand struct {
	Role    string `default:"member" enum:"member,treasurer,coordinator" help:"Who writes: member, treasurer, coordinator."`
	Now     string `placeholder:"TIME" help:"When it is written, as 2026-11-21T10:00:00+07:00; by default now."`
	JSONL   bool   `name:"jsonl" xor:"way" help:"Read lines of JSON with text, role and now from stdin; print a line for each."`
	Explain bool   `xor:"way" help:"Say what was read where, and what it hinged on."`
	Eval    string `xor:"way" placeholder:"FILE" help:"Read a file of labelled lines; print accuracy by intent and the misses."`
	Text    string `arg:"" optional:"" help:"The message."`
}

func (c *intentCommand) Run(ctx context.Context, con *console) error {
	now, err := c.now()
	if err != nil {
		return usageError{"sajja intent", err}
	}
	if c.Text == "" && !c.JSONL && c.Eval == "" {
		return usageError{"sajja intent", errors.New("the message is missing")}
	}
	u, err := intent.New()
	if err != nil {
		return err
	}
	request := intent.Request{Text: c.Text, Role: intent.Role(c.Role), Now: now}
	switch {
	case c.JSONL:
		return understandLines(ctx, u, request, con.stdin, con.stdout)
	case c.Eval != "":
		return c.evaluate(u, con)
	case c.Explain:
		_, err := io.WriteString(con.stdout, u.Explain(request))
		return err
	}
	result := u.Understand(request)
	return con.show(result, func(w io.Writer) error { return describeResult(w, result) })
}

func (c *intentCommand) now() (time.Time, error) {
	if c.Now == "" {
		return time.Now(), nil
	}
	now, err := time.Parse(time.RFC3339, c.Now)
	if err != nil {
		return time.Time{}, fmt.Errorf("--now is not of the form 2026-11-21T10:00:00+07:00: %q", c.Now)
	}
	return now, nil
}

// describeResult writes a result for people: the intent, then a line per slot.
func describeResult(w io.Writer, result intent.Result) error {
	encoded, err := json.Marshal(result)
	if err != nil {
		return err
	}
	var shape struct {
		Slots map[string]json.RawMessage `json:"slots"`
	}
	if err := json.Unmarshal(encoded, &shape); err != nil {
		return err
	}
	names := make([]string, 0, len(shape.Slots))
	for name := range shape.Slots {
		names = append(names, name)
	}
	sort.Strings(names)
	var b strings.Builder
	fmt.Fprintf(&b, "%s\n", result.Intent)
	for _, name := range names {
		fmt.Fprintf(&b, "  %-10s %s\n", name, strings.Trim(string(shape.Slots[name]), `"`))
	}
	_, err = io.WriteString(w, b.String())
	return err
}

// intentLineMax bounds a line of the input: the longest message LINE carries,
// escaped, many times over.
const intentLineMax = 1 << 20

// understandLines reads one JSON object per line and prints one result per
// line, however many there are. Role and time missing on a line are those of
// the command.
func understandLines(ctx context.Context, u *intent.Understander, standard intent.Request, in io.Reader, out io.Writer) error {
	lines := bufio.NewScanner(in)
	lines.Buffer(make([]byte, 0, 64<<10), intentLineMax)
	buffered := bufio.NewWriterSize(out, 64<<10)
	encoder := json.NewEncoder(buffered)
	encoder.SetEscapeHTML(false)
	for n := 1; lines.Scan() && ctx.Err() == nil; n++ {
		if len(bytes.TrimSpace(lines.Bytes())) == 0 {
			continue
		}
		request, err := requestOf(lines.Bytes(), standard)
		if err != nil {
			return errors.Join(fmt.Errorf("line %d: %w", n, err), buffered.Flush())
		}
		if err := encoder.Encode(u.Understand(request)); err != nil {
			return fmt.Errorf("write the result: %w", err)
		}
	}
	return errors.Join(ctx.Err(), lines.Err(), buffered.Flush())
}

func requestOf(line []byte, standard intent.Request) (intent.Request, error) {
	sample := struct {
		Text *string     `json:"text"`
		Role intent.Role `json:"role"`
		Now  time.Time   `json:"now"`
	}{Role: standard.Role, Now: standard.Now}
	if err := json.Unmarshal(line, &sample); err != nil {
		return intent.Request{}, fmt.Errorf("not JSON with text, role and now: %w", err)
	}
	if sample.Text == nil {
		return intent.Request{}, errors.New("text is missing")
	}
	return intent.Request{Text: *sample.Text, Role: sample.Role, Now: sample.Now}, nil
}

func (c *intentCommand) evaluate(u *intent.Understander, con *console) error {
	file, err := os.Open(c.Eval)
	if err != nil {
		return err
	}
	defer file.Close()
	samples, err := intent.ReadSamples(file)
	if err != nil {
		return fmt.Errorf("%s: %w", c.Eval, err)
	}
	evaluation := newEvaluation(u.Evaluate(samples))
	return con.show(evaluation, evaluation.describe)
}

// evaluation is a score as it is printed.
type evaluation struct {
	Total       int           `json:"total"`
	IntentRight int           `json:"intent_right"`
	AllRight    int           `json:"all_right"`
	MoneyWrong  int           `json:"money_wrong"`
	ByIntent    []intentScore `json:"by_intent"`
	Misses      []missedLine  `json:"misses"`
}

type intentScore struct {
	Intent string `json:"intent"`
	Total  int    `json:"total"`
	Right  int    `json:"right"`
}

type missedLine struct {
	Text       string          `json:"text"`
	Role       string          `json:"role"`
	Want       json.RawMessage `json:"want"`
	Got        json.RawMessage `json:"got"`
	Slots      []string        `json:"slots,omitempty"`
	MoneyWrong bool            `json:"money_wrong,omitempty"`
	Rule       string          `json:"rule"`
}

func newEvaluation(score intent.Score) evaluation {
	e := evaluation{Total: score.Total, IntentRight: score.IntentRight, AllRight: score.AllRight, MoneyWrong: score.MoneyWrong, Misses: []missedLine{}}
	for kind, row := range score.Confusion {
		line := intentScore{Intent: string(kind), Right: row[kind]}
		for _, n := range row {
			line.Total += n
		}
		e.ByIntent = append(e.ByIntent, line)
	}
	sort.Slice(e.ByIntent, func(i, j int) bool { return e.ByIntent[i].Intent < e.ByIntent[j].Intent })
	for _, miss := range score.Misses {
		e.Misses = append(e.Misses, newMissedLine(miss))
	}
	return e
}

func newMissedLine(miss intent.Miss) missedLine {
	want := intent.Result{Intent: miss.Sample.Intent, Slots: miss.Sample.Slots.Slots, Candidates: miss.Sample.Slots.Candidates}
	return missedLine{
		Text: miss.Sample.Text, Role: string(miss.Sample.Role), Want: encoded(want), Got: encoded(miss.Got),
		Slots: miss.Slots, MoneyWrong: miss.MovesMoney, Rule: miss.Got.Why.Rule,
	}
}

// encoded gives a result as JSON; a result always has a form.
func encoded(result intent.Result) json.RawMessage {
	text, err := json.Marshal(result)
	if err != nil {
		return json.RawMessage(`null`)
	}
	return text
}

func (e evaluation) describe(w io.Writer) error {
	var b strings.Builder
	share := func(n int) string {
		return fmt.Sprintf("%d of %d (%.1f %%)", n, e.Total, 100*float64(n)/float64(max(e.Total, 1)))
	}
	fmt.Fprintf(&b, "intent right:            %s\n", share(e.IntentRight))
	fmt.Fprintf(&b, "intent and every slot:   %s\n", share(e.AllRight))
	fmt.Fprintf(&b, "money moved wrongly:     %s\n\n", share(e.MoneyWrong))
	for _, line := range e.ByIntent {
		fmt.Fprintf(&b, "%-15s %4d of %4d\n", line.Intent, line.Right, line.Total)
	}
	for _, miss := range e.Misses {
		fmt.Fprintf(&b, "\n%s (%s)\n  want %s\n  got  %s\n  by   %s\n", strings.ReplaceAll(miss.Text, "\n", "⏎"), miss.Role, miss.Want, miss.Got, miss.Rule)
		if miss.MoneyWrong {
			b.WriteString("  money would have moved wrongly\n")
		}
	}
	_, err := io.WriteString(w, b.String())
	return err
}
