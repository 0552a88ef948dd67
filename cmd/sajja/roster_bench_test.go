package main

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"regexp"
	"strings"
	"testing"
	"time"

	"sajja/ledger"
	"sajja/store"
	"sajja/store/postgres"
	"sajja/store/storetest"
)

// BenchmarkRoster measures a list of 60 lines with five names that fit two
// members each, in a fund of 400: the message in, and the three taps that post it,
// two of them choosing. LINE is a server that takes everything at once; the time
// is from the webhook to the answer, all four together. 60 receipts are written
// on the way.
func BenchmarkRoster(b *testing.B) {
	answers := make(chan string, 1000)
	line := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if body, _ := io.ReadAll(r.Body); strings.HasSuffix(r.URL.Path, "/reply") {
			answers <- string(body)
		}
		_, _ = io.WriteString(w, "{}")
	}))
	defer line.Close()
	c := config{
		DatabaseURL: secret(storetest.Postgres(b)), RedisURL: secret(storetest.Redis(b)), ChannelSecret: channelSecret,
		ChannelToken: "token", LineAPIURL: line.URL, Listen: "127.0.0.1:0",
	}
	db := foundRosterFund(b, c)
	s := newServing(c, quiet())
	if err := s.start(b.Context()); err != nil {
		b.Fatal(err)
	}
	defer s.stop(context.Background())
	t := &rosterTreasurer{b: b, url: s.webhookURL(), answers: answers}
	for n := 0; b.Loop(); n++ {
		answer := t.says(rosterOf60(n))
		answer = t.presses(answer, `1:roster-pick:[^"]*`, 0)
		answer = t.presses(answer, `1:roster-pick:[^"]*`, 0)
		answer = t.presses(answer, `1:roster-post:[^"]*`, 0)
		if !strings.Contains(answer, "ลงบัญชีแล้ว 60 คน") {
			b.Fatalf("not all of the list was posted: %.2000s", answer)
		}
	}
	b.StopTimer()
	trial, err := db.TrialBalance(b.Context(), t.fund(db), ledger.Date{})
	if err != nil {
		b.Fatal(err)
	}
	if trial.Debit.IsZero() {
		b.Error("nothing was posted")
	}
}

// foundRosterFund makes a fund of 400 with a treasurer.
func foundRosterFund(b *testing.B, c config) *postgres.DB {
	b.Helper()
	db, err := postgres.Open(b.Context(), c.DatabaseURL.reveal(), postgres.Options{})
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(db.Close)
	fund := store.Fund{
		ID: ledger.NewFundID(), Code: "demo", Name: "กองทุนตัวอย่าง", Preset: ledger.PresetWelfare, ReceiptDelivery: store.DeliveryRide, CreatedAt: time.Now(),
	}
	if err := db.CreateFund(b.Context(), fund); err != nil {
		b.Fatal(err)
	}
	members := []store.Member{{
		Fund: fund.ID, ID: ledger.NewMemberID(), Number: "000", Name: "มาลี แสงดาว", Village: "หมู่ 9", JoinedOn: ledger.MustDate("2024-01-01"),
		LineUserID: rosterUser(0), Offices: []ledger.Office{ledger.Treasurer},
	}}
	for i := 1; i < 400; i++ {
		members = append(members, store.Member{
			Fund: fund.ID, ID: ledger.NewMemberID(), Number: fmt.Sprintf("%03d", i), Name: rosterName(i), Village: fmt.Sprint("หมู่ ", 1+(i-1)/60),
			JoinedOn: ledger.MustDate("2024-01-01"), LineUserID: rosterUser(i),
		})
	}
	if err := db.AddMembers(b.Context(), fund.ID, members, time.Now()); err != nil {
		b.Fatal(err)
	}
	return db
}

func rosterUser(i int) string { return fmt.Sprintf("U%032x", 0x77000000+i) }

// rosterName invents a name. The first three of the village share theirs with
// members of another village, which the list itself tells apart; two more with
// neighbours, whom only the treasurer knows.
func rosterName(i int) string {
	shared := map[int]string{1: "แดง มีสุข", 61: "แดง ใจเย็น", 2: "น้อย คำมา", 62: "น้อย นาคสุก", 3: "ทองดี สว่างวงศ์", 63: "ทองดี รักไทย",
		4: "จันทร์ ดีงาม", 59: "จันทร์ ทองหนู", 5: "แก้ว มั่นคง", 60: "แก้ว ยืนยง"}
	if name, ok := shared[i]; ok {
		return name
	}
	heads := strings.Fields("สม บุญ ทอง ประ วิ สุ มา จัน อำ ศรี ไพ พิม รัต กม ขวัญ ณรงค์ ดวง นง ลำ แสง")
	tails := strings.Fields("ศักดิ์ มาก ใบ เสริฐ ชัย ดา ลัย เพ็ญ พร วัล บูลย์ พา นา ลา ใจ เดช แข เยาว์ ดวน เดือน")
	return heads[i%20] + tails[(i/20)%20] + " ใจงาม" + fmt.Sprint(i)
}

// rosterOf60 is the list of the first village, with other sums each time.
func rosterOf60(n int) string {
	lines := make([]string, 0, 60)
	for i := 1; len(lines) < 60; i++ {
		if i > 58 && i < 64 {
			continue // namesakes of those before
		}
		given, _, _ := strings.Cut(rosterName(i), " ")
		lines = append(lines, fmt.Sprintf("%d. %s %d", i, given, 30+n))
	}
	return strings.Join(lines, "\n")
}

// rosterTreasurer writes to the bot and reads its answers.
type rosterTreasurer struct {
	b       *testing.B
	url     string
	answers chan string
	sent    int
}

func (t *rosterTreasurer) fund(db *postgres.DB) ledger.FundID {
	funds, err := db.Funds(t.b.Context())
	if err != nil {
		t.b.Fatal(err)
	}
	return funds[0].ID
}

func (t *rosterTreasurer) says(text string) string {
	return t.sends(`"type":"message","message":{"id":"%d","type":"text","quoteToken":"q","markAsReadToken":"m","text":` + quoted(text) + `}`)
}

func (t *rosterTreasurer) presses(answer, form string, nth int) string {
	found := regexp.MustCompile(form).FindAllString(answer, -1)
	if len(found) <= nth {
		t.b.Fatalf("no button %s in %.2000s", form, answer)
	}
	return t.sends(`"type":"postback","postback":{"data":` + quoted(found[nth]) + `}`)
}

func quoted(text string) string {
	data, _ := json.Marshal(text)
	return string(data)
}

// sends posts one event and waits for the answer.
func (t *rosterTreasurer) sends(event string) string {
	t.sent++
	event = strings.Replace(event, "%d", fmt.Sprint(590000000000000000+t.sent), 1)
	body := fmt.Sprintf(`{"destination":"U0","events":[{%s,"mode":"active","timestamp":%d,"source":{"type":"user","userId":"%s"},`+
		`"webhookEventId":"01JR%022d","deliveryContext":{"isRedelivery":false},"replyToken":"%032d"}]}`,
		event, time.Now().UnixMilli(), rosterUser(0), t.sent, t.sent)
	mac := hmac.New(sha256.New, []byte(channelSecret))
	mac.Write([]byte(body))
	request, _ := http.NewRequestWithContext(t.b.Context(), http.MethodPost, t.url, strings.NewReader(body))
	request.Header.Set("X-Line-Signature", base64.StdEncoding.EncodeToString(mac.Sum(nil)))
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		t.b.Fatal(err)
	}
	_ = response.Body.Close()
	select {
	case answer := <-t.answers:
		return answer
	case <-time.After(20 * time.Second):
		t.b.Fatal("no answer")
		return ""
	}
}
