package main

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"sajja/cmd/linesim/sim"
	"sajja/ledger"
	"sajja/store"
	"sajja/store/postgres"
	"sajja/store/storetest"
)

// village is an invented fund with its people's phones: the real service with a
// database and a Redis of its own, and the strict simulated LINE around it.
type village struct {
	*sim.Platform
	config config // the service's
	direct secret // the database's address, whatever stands before it
	bot    *serving
	log    *safeBuffer
	db     *postgres.DB
	fund   store.Fund
	people map[string]store.Member // by given name
	watch  *pgx.Conn               // the owner's eyes
	events atomic.Int64            // those that a test wrote itself
}

// villager is one of the cast. Nobody here exists.
type villager struct {
	given, family, village string
	offices                []ledger.Office
	stranger               bool // has a phone and is in no register
	noPhone                bool // is in the register and has no LINE
}

// cast is the same in every test, so that a transcript reads without a list of
// who is who. Members are numbered 001 and on in this order.
var cast = []villager{
	{given: "สมศรี", family: "ใจงาม", village: "หมู่ 1"},
	{given: "ประเสริฐ", family: "ทองสุข", village: "หมู่ 2"},
	{given: "มาลี", family: "แสงดาว", village: "หมู่ 1", offices: []ledger.Office{ledger.Treasurer}},
	{given: "วิชัย", family: "ศรีบัว", village: "หมู่ 3", offices: []ledger.Office{ledger.Chair, ledger.Coordinator}},
	{given: "บุญมี", family: "นาดี", village: "หมู่ 2", offices: []ledger.Office{ledger.Collector}},
	{given: "นงนุช", family: "สายธาร", village: "หมู่ 1", offices: []ledger.Office{ledger.Auditor}},
	{given: "ดวงใจ", family: "ไร่ทอง", stranger: true},
	{given: "คำปัน", family: "แก้วมา", village: "หมู่ 2", noPhone: true},
	{given: "พิมพ์ใจ", family: "ใจงาม", village: "หมู่ 1"},
	{given: "อำนวย", family: "ชื่นจิต", village: "หมู่ 3", offices: []ledger.Office{ledger.Secretary}},
}

// groupID is the village's group, with everybody and the bot in it.
const groupID = "C5a11a00000000000000000000000c0de"

// userOf gives the LINE user ID of one of the cast.
func userOf(given string) string {
	for i, p := range cast {
		if p.given == given {
			return fmt.Sprintf("U%032x", 0x5a11a100+i)
		}
	}
	return ""
}

// plan is what tests vary.
type plan struct {
	fund store.Fund
	// service changes the bot's settings.
	service func(*config)
	// api stands before LINE's API.
	api func(http.Handler) http.Handler
	// redeliver is when LINE tries a webhook again that was not taken.
	redeliver []time.Duration
}

// newVillage brings a village up; everything ends with the test.
func newVillage(t *testing.T, p plan) *village {
	t.Helper()
	v := &village{people: map[string]store.Member{}, config: config{
		DatabaseURL: secret(storetest.Postgres(t)), RedisURL: secret(storetest.Redis(t)),
		ChannelSecret: channelSecret, ChannelToken: "token", Listen: "127.0.0.1:0",
	}}
	v.found(t, p.fund)
	v.openLine(t, p)
	v.direct = v.config.DatabaseURL
	v.watch = dialOwner(t, v.direct)
	if p.service != nil {
		p.service(&v.config)
	}
	v.bot, v.log = startServing(t, v.config)
	if err := v.SetWebhookURL(v.bot.webhookURL()); err != nil {
		t.Fatal(err)
	}
	return v
}

// found makes the fund and its register.
func (v *village) found(t *testing.T, fund store.Fund) {
	t.Helper()
	db, err := postgres.Open(t.Context(), v.config.DatabaseURL.reveal(), postgres.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(db.Close)
	fund.ID, fund.Code, fund.Name, fund.CreatedAt = ledger.NewFundID(), "demo", "กองทุนสวัสดิการบ้านหนองบัว", time.Now()
	if fund.Preset == "" {
		fund.Preset = ledger.PresetWelfare
	}
	if fund.ReceiptDelivery == "" {
		fund.ReceiptDelivery = store.DeliveryPush
	}
	if err := db.CreateFund(t.Context(), fund); err != nil {
		t.Fatal(err)
	}
	var members []store.Member
	for i, p := range cast {
		if p.stranger {
			continue
		}
		m := store.Member{
			Fund: fund.ID, ID: ledger.NewMemberID(), Number: fmt.Sprintf("%03d", i+1), Name: p.given + " " + p.family,
			Village: p.village, JoinedOn: ledger.MustDate("2024-01-01"), LineUserID: userOf(p.given), Offices: p.offices,
		}
		if p.noPhone {
			m.LineUserID = ""
		}
		v.people[p.given] = m
		members = append(members, m)
	}
	if err := db.AddMembers(t.Context(), fund.ID, members, time.Now()); err != nil {
		t.Fatal(err)
	}
	v.db, v.fund = db, fund
}

// openLine starts the platform with a phone for each of the cast.
func (v *village) openLine(t *testing.T, p plan) {
	t.Helper()
	group := sim.Group{ID: groupID, Name: "กองทุนบ้านหนองบัว"}
	var phones []sim.Phone
	for _, p := range cast {
		phones = append(phones, sim.Phone{UserID: userOf(p.given), DisplayName: p.given, Label: p.given})
		group.Members = append(group.Members, userOf(p.given))
	}
	platform, err := sim.New(sim.Config{
		ChannelSecret: v.config.ChannelSecret.reveal(), ChannelToken: v.config.ChannelToken.reveal(),
		BotName: "สัจจะ", Phones: phones, Groups: []sim.Group{group}, RedeliverFailed: p.redeliver,
	})
	if err != nil {
		t.Fatal(err)
	}
	api := platform.Handler()
	if p.api != nil {
		api = p.api(api)
	}
	server := httptest.NewServer(api)
	t.Cleanup(server.Close)
	t.Cleanup(platform.Close)
	v.Platform, v.config.LineAPIURL = platform, server.URL
}

func dialOwner(t *testing.T, address secret) *pgx.Conn {
	t.Helper()
	conn, err := pgx.Connect(t.Context(), address.reveal())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = conn.Close(context.Background()) })
	return conn
}

const (
	// patience bounds what a test waits for.
	patience = 60 * time.Second
	// glance is how often a test looks whether all is done.
	glance = 5 * time.Millisecond
)

// restSQL holds when every kept event has its result and every message that was
// to go at once has its end.
const restSQL = `
SELECT NOT EXISTS (SELECT FROM inbound_events e WHERE e.quarantine = ''
                   AND NOT EXISTS (SELECT FROM event_results r WHERE r.event_id = e.id))
   AND NOT EXISTS (SELECT FROM outbound_open)`

// rest waits until all that was sent to the bot is worked and answered.
func (v *village) rest(t *testing.T) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), patience)
	defer cancel()
	if err := v.Settle(ctx); err != nil {
		t.Fatalf("webhooks still under way: %v", err)
	}
	v.until(t, "every event worked and every message sent", restSQL)
}

// until waits until a query of the owner's gives true.
func (v *village) until(t *testing.T, what, query string, args ...any) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), patience)
	defer cancel()
	tick := time.NewTicker(glance)
	defer tick.Stop()
	for {
		var holds bool
		if err := v.watch.QueryRow(ctx, query, args...).Scan(&holds); err != nil {
			t.Fatalf("waiting for %s: %v\nlog:\n%s", what, err, v.log)
		}
		if holds {
			return
		}
		<-tick.C
	}
}

// count asks the owner's connection for a number.
func (v *village) count(t *testing.T, query string, args ...any) (n int) {
	t.Helper()
	if err := v.watch.QueryRow(t.Context(), query, args...).Scan(&n); err != nil {
		t.Fatal(err)
	}
	return n
}

// verify recomputes the books and reads the log: no fault in the one, nobody's
// name or words in the other.
func (v *village) verify(t *testing.T) {
	t.Helper()
	found, err := v.db.Verify(t.Context(), []store.Fund{v.fund})
	if err != nil {
		t.Fatal(err)
	}
	if len(found.Faults) > 0 {
		t.Errorf("the books do not verify: %+v", found.Faults)
	}
	for _, p := range cast {
		if strings.Contains(v.log.String(), p.given) || strings.Contains(v.log.String(), userOf(p.given)) {
			t.Errorf("the log names %s:\n%s", p.given, v.log)
		}
	}
	if strings.Contains(v.log.String(), "ฝาก") {
		t.Errorf("the log holds what somebody wrote:\n%s", v.log)
	}
}

// noErrors holds the log to be free of errors.
func (v *village) noErrors(t *testing.T) {
	t.Helper()
	if strings.Contains(v.log.String(), `"level":"ERROR"`) {
		t.Errorf("the log has errors:\n%s", v.log)
	}
}

// says types a text on somebody's phone, in the private chat.
func (v *village) says(t *testing.T, given, text string) {
	t.Helper()
	if _, err := v.SendText(t.Context(), userOf(given), userOf(given), text); err != nil {
		t.Fatal(err)
	}
}

// asks says something and gives what the bot answers.
func (v *village) asks(t *testing.T, given, text string) string {
	t.Helper()
	v.says(t, given, text)
	v.rest(t)
	heard := v.heard(given)
	if len(heard) == 0 {
		t.Fatalf("no answer to %s", given)
	}
	return heard[len(heard)-1]
}

// heard gives what the bot has said on somebody's phone, as a reader sees it
// first: text or alt text, masked.
func (v *village) heard(given string) []string {
	var said []string
	for _, m := range v.Messages(userOf(given)) {
		if m.From == sim.FromBot {
			said = append(said, masked(m.Text()))
		}
	}
	return said
}

// press presses the button with the label on the latest message that has one.
func (v *village) press(t *testing.T, given, label string) {
	t.Helper()
	b, err := findButton(v.Messages(userOf(given)), label, 1)
	if err == nil {
		err = v.tap(t.Context(), given, b)
	}
	if err != nil {
		t.Fatalf("%s: %v", given, err)
	}
}

// tap does what a phone does with a button.
func (v *village) tap(ctx context.Context, given string, b button) error {
	user := userOf(given)
	if b.data == "" {
		_, err := v.SendText(ctx, user, user, b.text)
		return err
	}
	return v.Postback(ctx, user, user, sim.PostbackAction{Data: b.data, DisplayText: b.text})
}

// heardTimes counts the bot's messages on somebody's phone that begin so.
func (v *village) heardTimes(given, beginning string) int {
	return len(slices.DeleteFunc(v.heard(given), func(said string) bool { return !strings.HasPrefix(said, beginning) }))
}

// event writes an event as LINE does, for tests that deliver it themselves:
// fields are those of its type, as JSON.
func (v *village) event(t *testing.T, given, kind, fields string) string {
	t.Helper()
	token, err := v.IssueReplyToken(userOf(given))
	if err != nil {
		t.Fatal(err)
	}
	return fmt.Sprintf(`{"type":%q,%s,"webhookEventId":"01JT%022d","deliveryContext":{"isRedelivery":false},`+
		`"timestamp":%d,"source":{"type":"user","userId":%q},"replyToken":%q,"mode":"active"}`,
		kind, fields, v.events.Add(1), time.Now().UnixMilli(), userOf(given), token)
}

// pressed is the event of a button.
func (v *village) pressed(t *testing.T, given, data string) string {
	t.Helper()
	return v.event(t, given, "postback", fmt.Sprintf(`"postback":{"data":%q}`, data))
}

// wrote is the event of a text.
func (v *village) wrote(t *testing.T, given, messageID, text string) string {
	t.Helper()
	return v.event(t, given, "message", fmt.Sprintf(`"message":{"type":"text","id":%q,"text":%q}`, messageID, text))
}

// body puts events into a webhook body for our bot.
func (v *village) body(events ...string) string {
	return `{"destination":"` + v.BotUserID() + `","events":[` + strings.Join(events, ",") + `]}`
}
