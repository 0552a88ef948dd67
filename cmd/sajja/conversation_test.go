package main

import (
	"bytes"
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/redis/go-redis/v9"

	"sajja/bot/catalogue"
	"sajja/bot/speech"
	"sajja/cmd/linesim/sim"
	"sajja/ledger"
	"sajja/store"
)

var update = flag.Bool("update", false, "write what was said and booked into the transcripts")

// TestConversations plays every transcript in testdata/conversations through
// the real bot, PostgreSQL, Redis and the strict simulated LINE; the README
// there tells the forms.
func TestConversations(t *testing.T) {
	t.Parallel()
	files, err := filepath.Glob("testdata/conversations/*.txt")
	if err != nil || len(files) == 0 {
		t.Fatalf("no transcripts: %v", err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txt"), func(t *testing.T) {
			t.Parallel()
			want, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			got := play(t, string(want))
			if *update {
				if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
					t.Fatal(err)
				}
				return
			}
			if diff := cmp.Diff(strings.Split(string(want), "\n"), strings.Split(got, "\n")); diff != "" {
				t.Errorf("%s (-transcript +played); -update writes it anew:\n%s", file, diff)
			}
		})
	}
}

// play gives the transcript as it turns out: its acts with fresh outcomes.
func play(t *testing.T, transcript string) string {
	t.Helper()
	fund, acts := readTranscript(t, transcript)
	p := &player{village: newVillage(t, plan{fund: fund}), seen: map[string]int{}}
	for _, a := range acts {
		p.lines = append(p.lines, a.lines...)
		if len(a.deeds) > 0 {
			p.perform(t, a)
		}
	}
	p.verify(t)
	p.noErrors(t)
	return strings.Join(p.lines, "\n") + "\n"
}

// player performs acts and writes down what comes of them.
type player struct {
	*village
	lines  []string
	seen   map[string]int // the bot's messages written down, by chat
	drawer drawer
}

func (p *player) perform(t *testing.T, a act) {
	t.Helper()
	if query, ok := strings.CutPrefix(a.deeds[0], "! "); ok {
		p.lines = append(p.lines, p.look(t, strings.Fields(query))...)
		return
	}
	// One body for deeds of one moment.
	err := p.Together(func() error {
		var faults []error
		for _, deed := range a.deeds {
			faults = append(faults, p.do(t.Context(), deed))
		}
		return errors.Join(faults...)
	})
	if err != nil {
		t.Fatalf("%s: %v", strings.Join(a.lines, "; "), err)
	}
	p.rest(t)
	p.writeDown(actorOf(a.deeds[0]))
}

// writeDown adds what the bot has said since the last act, to the actor first.
func (p *player) writeDown(actor string) {
	before := len(p.lines)
	chats := []string{actor}
	for _, v := range cast {
		if v.given != actor {
			chats = append(chats, v.given)
		}
	}
	for _, chat := range append(chats, group) {
		said := slices.DeleteFunc(p.Messages(chatOf(chat)), func(m sim.Message) bool { return m.From != sim.FromBot })
		for _, m := range said[p.seen[chat]:] {
			p.lines = append(p.lines, spoken(chat, m)...)
		}
		p.seen[chat] = len(said)
	}
	if len(p.lines) == before {
		p.lines = append(p.lines, "  (silence)")
	}
}

// do performs one deed on a phone.
func (p *player) do(ctx context.Context, deed string) error {
	if m := sayingForm.FindStringSubmatch(deed); m != nil {
		return p.say(ctx, m[1], m[2] != "", m[3] != "", m[4])
	}
	if m := pressingForm.FindStringSubmatch(deed); m != nil {
		nth, owner := 1, m[1]
		if m[3] != "" {
			nth, _ = strconv.Atoi(m[3])
		}
		if m[4] != "" {
			owner = m[4]
		}
		b, err := findButton(p.Messages(userOf(owner)), m[2], nth)
		if err != nil {
			return err
		}
		return p.tap(ctx, m[1], b)
	}
	if m := doingForm.FindStringSubmatch(deed); m != nil {
		chat := userOf(m[1])
		if m[2] != "" {
			chat = groupID
		}
		return p.gesture(ctx, m[1], chat, m[3], m[4])
	}
	return errors.New("no such form of an act")
}

func (p *player) say(ctx context.Context, given string, inGroup, toBot bool, text string) error {
	user, chat := userOf(given), userOf(given)
	if inGroup {
		chat = groupID
	}
	send := p.SendText
	if toBot {
		send = p.Mention
	}
	_, err := send(ctx, chat, user, strings.ReplaceAll(p.drawer.withCodes(text), " ⏎ ", "\n"))
	return err
}

// gesture is everything a person does that is neither a word nor a button.
func (p *player) gesture(ctx context.Context, given, chat, what, more string) error {
	user := userOf(given)
	switch what {
	case "follow":
		return p.Follow(user)
	case "unfollow":
		return p.Unfollow(user)
	case "leave":
		return p.Leave(groupID)
	case "join":
		return p.Join(groupID)
	case "unsend":
		id, err := p.written(chat, user, more)
		if err != nil {
			return err
		}
		return p.Unsend(ctx, chat, id)
	case "edit":
		from, to, _ := strings.Cut(more, " => ")
		id, err := p.written(chat, user, from)
		if err != nil {
			return err
		}
		return p.Edit(ctx, chat, id, to)
	}
	m := sim.UserMessage{Type: what}
	switch what {
	case "sticker":
		m.PackageID, m.StickerID = "446", "1988"
	case "file":
		m.FileName = "ใบเสร็จ.pdf"
	case "location":
		m.Latitude, m.Longitude, m.Address = 16.4, 102.8, "ศาลากลางบ้าน"
	}
	_, err := p.SendMessage(ctx, chat, user, m)
	return err
}

// written finds the person's latest message that ends with the text.
func (p *player) written(chat, user, text string) (string, error) {
	messages := p.Messages(chat)
	for i := len(messages) - 1; i >= 0; i-- {
		m := messages[i]
		if m.From == user && !m.Unsent && strings.HasSuffix(m.Text(), text) {
			return m.ID, nil
		}
	}
	return "", fmt.Errorf("nobody wrote %q", text)
}

// look performs what only the tester does: she reads the books or the phones,
// changes the register, or empties Redis.
func (p *player) look(t *testing.T, words []string) []string {
	t.Helper()
	switch words[0] {
	case "books":
		return p.trialBalance(t)
	case "statement":
		return p.statement(t, words[1])
	case "read":
		return p.readAloud(t, words[1])
	case "grant", "revoke":
		p.changeOffice(t, words)
		return nil
	case "sajja":
		return p.runCommand(t, words[1:])
	case "slip", "slip-there":
		p.printSlip(t, words)
		return nil
	case "unconsent":
		p.unconsent(t, words[1])
		return nil
	case "second-fund":
		p.foundSecond(t, words[1:])
		return nil
	case "forget":
		p.forget(t)
		return nil
	case "days":
		return p.passDays(t, words[1])
	}
	t.Fatalf("the tester cannot %q", words)
	return nil
}

// changeOffice gives an office, with a village if one is named, or ends it.
func (p *player) changeOffice(t *testing.T, words []string) {
	t.Helper()
	member, office := p.people[words[1]].ID, ledger.Office(words[2])
	err := error(nil)
	if words[0] == "grant" {
		err = p.db.GrantOffice(t.Context(), p.fund.ID, member, store.Term{Office: office, Village: strings.Join(words[3:], " ")}, time.Now())
	} else {
		err = p.db.RevokeOffice(t.Context(), p.fund.ID, member, office, time.Now())
	}
	if err != nil {
		t.Fatal(err)
	}
}

// runCommand runs the program on the village's database, with words between
// quotes kept together, and gives what it printed.
func (p *player) runCommand(t *testing.T, words []string) []string {
	t.Helper()
	env := map[string]string{"DATABASE_URL": p.direct.reveal()}
	var out, errs bytes.Buffer
	code := run(t.Context(), unquoted(words), func(name string) (string, bool) { value, ok := env[name]; return value, ok },
		strings.NewReader(""), &out, &errs)
	lines := strings.Split(strings.TrimRight(out.String(), "\n"), "\n")
	if code != 0 {
		lines = append(lines, fmt.Sprintf("exit %d", code), strings.TrimSpace(errs.String()))
	}
	lines = slices.DeleteFunc(lines, func(line string) bool { return line == "" })
	for i, line := range lines {
		lines[i] = "  " + line
	}
	return lines
}

// unquoted joins the words between quotes.
func unquoted(words []string) []string {
	var joined []string
	isOpen := false
	for _, word := range words {
		starts, ends := strings.HasPrefix(word, `"`), strings.HasSuffix(word, `"`)
		word = strings.Trim(word, `"`)
		if isOpen {
			joined[len(joined)-1] += " " + word
		} else {
			joined = append(joined, word)
		}
		isOpen = (isOpen || starts) && !ends
	}
	return joined
}

func (p *player) trialBalance(t *testing.T) []string {
	t.Helper()
	trial, err := p.db.TrialBalance(t.Context(), p.fund.ID, ledger.Date{})
	if err != nil {
		t.Fatal(err)
	}
	var lines []string
	for _, l := range trial.Lines {
		if !l.Debit.IsZero() || !l.Credit.IsZero() {
			lines = append(lines, fmt.Sprintf("  %s debit %s credit %s", l.Account.Code, l.Debit, l.Credit))
		}
	}
	return append(lines, fmt.Sprintf("  sum debit %s credit %s", trial.Debit, trial.Credit))
}

func (p *player) statement(t *testing.T, given string) []string {
	t.Helper()
	money, entries, err := p.db.MemberStatement(t.Context(), p.fund.ID, p.people[given].ID, 20)
	if err != nil {
		t.Fatal(err)
	}
	lines := []string{fmt.Sprintf("  contribution %s savings %s pending %s", money.Contribution, money.Savings, money.Pending())}
	for _, e := range entries {
		line := fmt.Sprintf("  - %s %s %s %s", e.Kind, e.Amount, e.State, masked(e.Document.String()))
		lines = append(lines, strings.TrimRight(line, " "))
	}
	return lines
}

// readAloud gives every word of the latest message on a phone.
func (p *player) readAloud(t *testing.T, given string) []string {
	t.Helper()
	for _, m := range slices.Backward(p.Messages(chatOf(given))) {
		if m.From != sim.FromBot {
			continue
		}
		var lines []string
		for _, word := range screenOf(m).words {
			lines = append(lines, "  | "+strings.TrimSpace(masked(word)))
		}
		return lines
	}
	t.Fatalf("the bot has said nothing to %s", given)
	return nil
}

// passDays ends promises as the daily job does so many days from now, and gives
// what the bot then says.
func (p *player) passDays(t *testing.T, count string) []string {
	t.Helper()
	days, err := strconv.Atoi(count)
	if err != nil {
		t.Fatal(err)
	}
	texts, err := catalogue.New()
	if err != nil {
		t.Fatal(err)
	}
	if _, err := p.db.ExpirePending(t.Context(), p.fund, time.Now().AddDate(0, 0, days), lapseWords(speech.New(texts))); err != nil {
		t.Fatal(err)
	}
	if _, err := (dueBooks{p.db, speech.New(texts)}).EraseDue(t.Context(), p.fund, time.Now().AddDate(0, 0, days)); err != nil {
		t.Fatal(err)
	}
	// Owed from that day on: the service need not wait until then.
	if _, err := p.watch.Exec(t.Context(), `UPDATE outbound_open SET until = now()`); err != nil {
		t.Fatal(err)
	}
	p.rest(t)
	before := p.lines
	p.lines = nil
	p.writeDown(cast[0].given)
	said := p.lines
	p.lines = before
	return said
}

// forget empties Redis, as when it was started anew.
func (p *player) forget(t *testing.T) {
	t.Helper()
	options, err := redis.ParseURL(p.config.RedisURL.reveal())
	if err != nil {
		t.Fatal(err)
	}
	client := redis.NewClient(options)
	defer client.Close()
	if err := client.FlushDB(t.Context()).Err(); err != nil {
		t.Fatal(err)
	}
}
