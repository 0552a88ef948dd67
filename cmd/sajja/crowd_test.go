package main

import (
	"context"
	"encoding/json"
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/jackc/pgx/v5"

	"sajja/bot/conversation"
	"sajja/cmd/linesim/sim"
	"sajja/store/postgres"
)

// crowd is a fund whose members hand in money by LINE without a pause, while a
// test does its worst to what serves them. Nobody says the same amount twice, so
// every answer a phone shows belongs to one event.
type crowd struct {
	t       *testing.T
	env     map[string]string // of the commands and the bots
	line    *sim.Platform
	witness *witness
	people  []string
	// treasurer is one more, who hands nothing in.
	treasurer string

	mu    sync.Mutex
	heard *sync.Cond
	spoke []int // per person, how often; the k-th time she says k baht
	next  int

	hush    context.CancelFunc
	talking sync.WaitGroup

	stood atomic.Int64 // the longest time for which the machine stood still
}

// redelivery is LINE's patience with a bot that gives no 200. The real times are
// LINE's secret; these reach over every outage here.
var redelivery = [...]time.Duration{
	300 * time.Millisecond, 700 * time.Millisecond, time.Second, 2 * time.Second, 3 * time.Second,
	5 * time.Second, 5 * time.Second, 10 * time.Second, 10 * time.Second, 20 * time.Second, 30 * time.Second,
}

// newCrowd makes a fund with members on the given database, and their LINE.
func newCrowd(t *testing.T, people int, databaseURL, redisURL string) *crowd {
	t.Helper()
	c := &crowd{t: t, witness: newWitness(t), spoke: make([]int, people)}
	c.heard = sync.NewCond(&c.mu)
	go c.watchClock(t.Context())
	phones := make([]sim.Phone, people+1)
	for n := range phones {
		phones[n] = sim.Phone{UserID: sim.LoadUserID(n), DisplayName: fmt.Sprintf("สมาชิกทดสอบ %d", n)}
		c.people = append(c.people, phones[n].UserID)
	}
	c.people, c.treasurer = c.people[:people], c.people[people]
	var err error
	c.line, err = sim.New(sim.Config{
		ChannelSecret: channelSecret, ChannelToken: "token", Phones: phones,
		WebhookURL: c.witness.webhookURL(), RedeliverFailed: redelivery[:],
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(c.line.Close)
	c.witness.line = c.line.Handler()
	c.env = map[string]string{
		"DATABASE_URL": databaseURL, "REDIS_URL": redisURL, "LINE_API_URL": c.witness.apiURL(),
		"LINE_CHANNEL_SECRET": channelSecret, "LINE_CHANNEL_ACCESS_TOKEN": "token", "LISTEN": "127.0.0.1:0",
	}
	c.sajja("dev", "load-members", "--users", strconv.Itoa(len(phones)))
	c.sajja("officer", "grant", "--fund", "load-1", "--member", fmt.Sprintf("%06d", people), "--role", "treasurer")
	return c
}

// watchClock notes when the machine stands still, as virtual ones do.
func (c *crowd) watchClock(ctx context.Context) {
	for last := time.Now(); pause(ctx, time.Second); last = time.Now() {
		c.stood.Store(max(c.stood.Load(), int64(time.Since(last)-time.Second)))
	}
}

// standstillMax is how long the machine may stand still for answers to be counted:
// well below the life of a reply token.
const standstillMax = 20 * time.Second

// sajja runs a command that must go well and gives what it printed.
func (c *crowd) sajja(args ...string) string {
	c.t.Helper()
	code, stdout, stderr := invoke(c.t, c.env, args...)
	if code != exitDone {
		c.t.Fatalf("sajja %s: exit %d, %s %s", strings.Join(args, " "), code, stdout, stderr)
	}
	return stdout
}

// talk lets the people speak in turn, so many a second, and the treasurer
// receive, until fallSilent.
func (c *crowd) talk(perSecond int) {
	ctx, cancel := context.WithCancel(c.t.Context())
	c.hush = cancel
	c.talking.Go(func() { c.receive(ctx) })
	c.talking.Go(func() {
		ticker := time.NewTicker(time.Second / time.Duration(perSecond))
		defer ticker.Stop()
		for {
			select {
			case <-ctx.Done():
				return
			case <-ticker.C:
				c.speak()
			}
		}
	})
	c.t.Cleanup(c.fallSilent)
}

// receive lets the treasurer confirm cards full of what waits, one after the
// other, while the people talk.
func (c *crowd) receive(ctx context.Context) {
	for pause(ctx, 200*time.Millisecond) {
		card, err := c.line.Ask(ctx, c.treasurer, c.treasurer, "รอ")
		if err != nil {
			return
		}
		if all := buttonForAll(card); all != "" {
			_, _ = c.line.Press(ctx, c.treasurer, c.treasurer, all) // an error means that the people fell silent
		}
	}
}

// postbackData finds what the buttons of a card send.
var postbackData = regexp.MustCompile(`"data":"([^"]*)"`)

// buttonForAll finds the button that receives the most.
func buttonForAll(card []sim.Message) string {
	var most string
	for _, m := range card {
		for _, found := range postbackData.FindAllSubmatch(m.Message, -1) {
			data := string(found[1])
			button, err := conversation.ParseButton(data)
			if err == nil && button.Verb == conversation.VerbReceive && len(data) > len(most) {
				most = data
			}
		}
	}
	return most
}

func (c *crowd) fallSilent() {
	c.hush()
	c.talking.Wait()
}

// speak lets the next person hand in money.
func (c *crowd) speak() {
	c.mu.Lock()
	person := c.next % len(c.people)
	c.next++
	c.spoke[person]++
	text := fmt.Sprintf("ฝาก %d", c.spoke[person])
	c.heard.Broadcast()
	c.mu.Unlock()
	user := c.people[person]
	if _, err := c.line.SendText(c.t.Context(), user, user, text); err != nil {
		c.t.Error(err)
	}
}

// listen waits until the people have said so many things more.
func (c *crowd) listen(things int) {
	c.mu.Lock()
	defer c.mu.Unlock()
	for until := c.next + things; c.next < until; {
		c.heard.Wait()
	}
}

// said counts all that was said.
func (c *crowd) said() int {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.next
}

// answerPatience bounds the wait for the last answer. A message left over by a
// killed bot is tried again after its lease of 20 seconds, and if that try is
// killed too, after 30 more.
const answerPatience = 2 * time.Minute

// settle waits until LINE has delivered everything, every phone shows as many
// answers as it has said, and the bot has nothing left over.
func (c *crowd) settle() {
	c.t.Helper()
	ctx, cancel := context.WithTimeout(c.t.Context(), answerPatience)
	defer cancel()
	if err := c.line.Settle(ctx); err != nil {
		c.t.Errorf("LINE still delivers: %v", err)
	}
	for n, user := range c.people {
		if _, err := c.line.WaitFor(ctx, user, c.spoke[n]); err != nil {
			c.t.Errorf("person %d said %d things and has %d answers: %v", n, c.spoke[n], c.line.BotMessages(user), err)
			return
		}
	}
	for {
		waiting, open := c.leftOver()
		if waiting+open == 0 {
			return
		}
		if !pause(ctx, 100*time.Millisecond) {
			c.t.Errorf("%d events without a result and %d messages without an end", waiting, open)
			return
		}
	}
}

// leftOver counts events without a result and messages without an end.
func (c *crowd) leftOver() (waiting, open int) {
	c.t.Helper()
	c.query(`SELECT (SELECT count(*) FROM inbound_events e LEFT JOIN event_results r ON r.event_id = e.id WHERE r.event_id IS NULL),
		(SELECT count(*) FROM outbound_messages o LEFT JOIN outbound_results r ON r.message_id = o.id WHERE r.message_id IS NULL)`,
		&waiting, &open)
	return waiting, open
}

// query asks the database past the bot, as its owner.
func (c *crowd) query(sql string, into ...any) {
	c.t.Helper()
	conn, err := pgx.Connect(c.t.Context(), c.env["DATABASE_URL"])
	if err != nil {
		c.t.Fatal(err)
	}
	defer conn.Close(context.WithoutCancel(c.t.Context()))
	if err := conn.QueryRow(c.t.Context(), sql).Scan(into...); err != nil {
		c.t.Fatal(err)
	}
}

// tally is how the books and the phones compare with what was said.
type tally struct {
	Events        int // said
	Acknowledged  int // got their 200
	Delivered     int // deliveries that LINE made, the repeated ones included
	Missing       int // acknowledged and not in the books
	Doubled       int // in the books more than once
	Unanswered    int // no answer recorded, or none on the phone
	AnsweredTwice int // the phone shows the same answer again
	Open          int // messages without an end
	Waiting       int // events without a result
	Received      int // what the treasurer received
	Receipts      int // different receipts on the phones
}

// expectWhole has the last bot end in order, when everything is done, and
// compares: nothing lost, nothing twice in the books.
func (c *crowd) expectWhole(bots ...*botProcess) {
	c.t.Helper()
	c.fallSilent()
	c.settle()
	for _, bot := range bots {
		bot.terminate(c.t)
	}
	got := c.count()
	c.t.Logf("%+v", got)
	want := tally{Events: got.Events, Acknowledged: got.Events, Delivered: got.Delivered, Received: got.Received, Receipts: got.Received}
	// An answer twice is told, and one in a hundred is no failure: LINE has no
	// retry key for replies, so a bot killed after LINE took an answer and before
	// that was recorded, and not back before the token dies, can only say it again
	// or risk silence. All that were under way are so when the machine stood still.
	if stood := time.Duration(c.stood.Load()); stood > standstillMax || got.AnsweredTwice <= got.Events/100 {
		c.t.Logf("%d answers given twice; the machine stood still for at most %v", got.AnsweredTwice, stood)
		want.AnsweredTwice = got.AnsweredTwice
	}
	if diff := cmp.Diff(want, got); diff != "" {
		c.t.Errorf("lost or twice (-want +got):\n%s", diff)
	}
}

// serve starts a bot that the events go to from now on, and to no other.
func (c *crowd) serve() *botProcess {
	c.t.Helper()
	bot := startBot(c.t, c.env)
	webhook, up := bot.awaitUp()
	if !up {
		c.t.Fatalf("the bot did not start: %s", tail(bot.log.String()))
	}
	c.witness.connect(webhook)
	return bot
}

// count compares. Nobody may speak or work meanwhile.
func (c *crowd) count() tally {
	c.t.Helper()
	passages, books := c.witness.passages(), c.books()
	result := tally{Events: c.said()}
	for id, p := range passages {
		result.Delivered += p.deliveries
		trace, kept := books[id]
		if p.user == c.treasurer {
			if p.acked && (trace.Outcome != "done" || !trace.Answered) {
				c.t.Errorf("event %s of the treasurer: %+v", id, trace)
			}
			continue
		}
		if p.acked {
			result.Acknowledged++
			if !kept || trace.Outcome != "done" || trace.Entries < 1 {
				result.Missing++
				c.t.Errorf("event %s (%q of %s): %+v", id, p.text, p.user, trace)
			}
			if !trace.Answered {
				result.Unanswered++
			}
		}
		if trace.Entries > 1 {
			result.Doubled++
		}
	}
	for n, user := range c.people {
		result.add(c.spoke[n], c.line.Messages(user))
	}
	c.checkSum(&result)
	return result
}

// add compares one phone's answers with how often its owner spoke.
func (r *tally) add(spoke int, messages []sim.Message) {
	answers := map[string]int{}
	for _, m := range messages {
		if m.From == sim.FromBot {
			answers[m.Text()]++
		}
	}
	receipts := 0
	for text, times := range answers {
		r.AnsweredTwice += times - 1
		if strings.Contains(text, "ใบรับเงินเลขที่") {
			receipts++
		}
	}
	r.Receipts += receipts
	r.Unanswered += max(0, spoke-(len(answers)-receipts))
}

// books reads what the bot says of its events, by the command for that.
func (c *crowd) books() map[string]postgres.EventTrace {
	c.t.Helper()
	books := map[string]postgres.EventTrace{}
	for line := range strings.Lines(c.sajja("report", "events", "--json")) {
		var trace postgres.EventTrace
		if err := json.Unmarshal([]byte(line), &trace); err != nil {
			c.t.Fatal(err)
		}
		books[trace.Event] = trace
	}
	return books
}

// checkSum adds up the members' money, which is known to the baht, looks for
// what has no end, and has the books verified.
func (c *crowd) checkSum(result *tally) {
	c.t.Helper()
	var want int64
	for _, spoke := range c.spoke {
		want += int64(spoke*(spoke+1)/2) * 100
	}
	var got int64
	c.query(`SELECT coalesce(sum(amount_satang) FILTER (WHERE phase = 'pending'), 0), count(*) FILTER (WHERE phase = 'posted') FROM entries`,
		&got, &result.Received)
	result.Waiting, result.Open = c.leftOver()
	if got != want {
		c.t.Errorf("the books hold promises of %d satang, the people handed in %d", got, want)
	}
	c.sajja("verify", "--json")
}
