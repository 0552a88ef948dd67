package web_test

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"sajja/cmd/linesim/web"
)

const (
	somsri   = "U00000000000000000000000000000001"
	boonmee  = "U00000000000000000000000000000002"
	keeper   = "U00000000000000000000000000000003"
	reporter = "U00000000000000000000000000000004"
	village  = "C00000000000000000000000000000001"
)

// at is 21 November 2026, 10:05 in Bangkok.
var at = time.Date(2026, 11, 21, 3, 5, 0, 0, time.UTC).UnixMilli()

type object = map[string]any

// fakeSim serves the page and plays a scripted simulator to it: a snapshot, the
// events a test sends, and a record of what the page asked.
type fakeSim struct {
	*httptest.Server
	mu      sync.Mutex
	chats   []object
	phones  []object
	streams map[chan []byte]bool
	asked   []request
	changed chan struct{}
	books   string
	refuse  string
	serial  int
}

// request is one POST of the page.
type request struct {
	Path string
	Body object
}

func newFakeSim(t *testing.T) *fakeSim {
	t.Helper()
	sim := &fakeSim{streams: map[chan []byte]bool{}, changed: make(chan struct{}), books: calmBooks}
	for _, phone := range [][3]string{
		{somsri, "สมศรี ใจดี", "สมาชิก 001"}, {boonmee, "บุญมี มั่นคง", "สมาชิก 002"},
		{keeper, "ป้าแดง", "เหรัญญิก"}, {reporter, "ครูวิไล", "ผู้ประสานงาน"},
	} {
		sim.phones = append(sim.phones, object{"userId": phone[0], "displayName": phone[1], "label": phone[2], "blocked": false})
		sim.chats = append(sim.chats, object{"id": phone[0], "kind": "user", "name": phone[1], "members": []string{phone[0]}, "messages": []object{}, "richMenu": nil, "loadingUntil": 0})
	}
	sim.chats = append(sim.chats, object{"id": village, "kind": "group", "name": "บ้านตัวอย่าง หมู่ 4", "members": []string{somsri, boonmee, keeper}, "messages": []object{}, "richMenu": nil, "loadingUntil": 0})
	mux := http.NewServeMux()
	mux.HandleFunc("GET /sim/stream", sim.stream)
	mux.HandleFunc("GET /sim/books", sim.serveBooks)
	mux.HandleFunc("POST /sim/", sim.take)
	mux.Handle("/", web.Handler())
	sim.Server = httptest.NewServer(mux)
	t.Cleanup(sim.stop)
	return sim
}

// dropStreams breaks the connection of every open page.
func (s *fakeSim) dropStreams() {
	s.mu.Lock()
	defer s.mu.Unlock()
	for stream := range s.streams {
		delete(s.streams, stream)
		close(stream)
	}
}

// stop ends the streams first: the server waits for its open requests.
func (s *fakeSim) stop() {
	s.dropStreams()
	s.Server.CloseClientConnections()
	s.Close()
}

func (s *fakeSim) stream(w http.ResponseWriter, r *http.Request) {
	events := make(chan []byte, 1024)
	w.Header().Set("Content-Type", "text/event-stream")
	s.mu.Lock()
	s.streams[events] = true
	first := s.snapshot()
	s.mu.Unlock()
	fmt.Fprintf(w, "data: %s\n\n", first)
	for {
		w.(http.Flusher).Flush()
		select {
		case <-r.Context().Done():
			return
		case event, open := <-events:
			if !open {
				return
			}
			fmt.Fprintf(w, "data: %s\n\n", event)
		}
	}
}

func (s *fakeSim) snapshot() []byte {
	return encode(object{
		"type": "snapshot", "now": at + 60_000, "bot": object{"userId": "bot", "displayName": "กองทุนตัวอย่าง"},
		"phones": s.phones, "chats": s.chats, "faults": object{"apiStatus": 0}, "quota": object{"limit": 300, "used": 12}, "hasBooks": true,
	})
}

func (s *fakeSim) setBooks(books string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.books = books
}

func (s *fakeSim) serveBooks(w http.ResponseWriter, _ *http.Request) {
	s.mu.Lock()
	defer s.mu.Unlock()
	w.Header().Set("Content-Type", "application/json")
	io.WriteString(w, s.books)
}

// take records what the page asked, and for words and messages sends back what
// the real simulator would: the person's own message.
func (s *fakeSim) take(w http.ResponseWriter, r *http.Request) {
	body := object{}
	if err := json.NewDecoder(r.Body).Decode(&body); err != nil {
		http.Error(w, `{"error":"not JSON"}`, http.StatusBadRequest)
		return
	}
	if field := unknownField(r.URL.Path, body); field != "" {
		w.WriteHeader(http.StatusBadRequest)
		w.Write(encode(object{"error": "unknown field " + field}))
		return
	}
	s.mu.Lock()
	s.asked = append(s.asked, request{Path: r.URL.Path, Body: body})
	refusal := s.refuse
	close(s.changed)
	s.changed = make(chan struct{})
	s.mu.Unlock()
	if refusal != "" {
		w.WriteHeader(http.StatusBadRequest)
		w.Write(encode(object{"error": refusal}))
		return
	}
	id := s.echo(r.URL.Path, body)
	w.Write(encode(object{"messageId": id}))
}

// fields is what each request may carry; the real simulator refuses the rest,
// so a field the page invents must fail here too.
var fields = map[string]string{
	"/sim/text":           "chat from text mentionBot quotedMessageId",
	"/sim/message":        "chat from message",
	"/sim/postback":       "chat from data params displayText text",
	"/sim/richmenuswitch": "chat from richMenuAliasId data",
	"/sim/follow":         "user",
	"/sim/unfollow":       "user",
	"/sim/unsend":         "chat messageId",
	"/sim/edit":           "chat messageId text",
	"/sim/join":           "group",
	"/sim/leave":          "group",
	"/sim/faults":         "duplicate redeliverAfterMs reorder webhookOff apiStatus apiMonthlyLimit apiDelayMs timeoutBeforeAccept timeoutAfterAccept apiCount",
}

const messageFields = "type packageId stickerId keywords title address latitude longitude fileName duration data"

func unknownField(path string, body object) string {
	for field := range body {
		if !slices.Contains(strings.Fields(fields[path]), field) {
			return field
		}
	}
	message, _ := body["message"].(object)
	for field := range message {
		if !slices.Contains(strings.Fields(messageFields), field) {
			return "message." + field
		}
	}
	return ""
}

func (s *fakeSim) echo(path string, body object) string {
	chat, _ := body["chat"].(string)
	from, _ := body["from"].(string)
	switch path {
	case "/sim/text":
		return s.say(chat, from, object{"type": "text", "text": body["text"]})
	case "/sim/message":
		message, _ := body["message"].(object)
		return s.say(chat, from, message)
	case "/sim/unsend":
		s.send(object{"type": "unsent", "chat": chat, "messageId": body["messageId"]})
	case "/sim/follow", "/sim/unfollow", "/sim/join", "/sim/leave":
		s.regroup(path, body)
	case "/sim/edit":
		s.send(object{"type": "edited", "chat": chat, "messageId": body["messageId"], "text": body["text"]})
	}
	return ""
}

// regroup changes who is with whom and tells it by a snapshot, as the real
// simulator does.
func (s *fakeSim) regroup(path string, body object) {
	s.mu.Lock()
	for _, phone := range s.phones {
		if phone["userId"] == body["user"] {
			phone["blocked"] = path == "/sim/unfollow"
		}
	}
	for _, chat := range s.chats {
		if chat["id"] == body["group"] {
			chat["botIn"] = path == "/sim/join"
		}
	}
	snapshot := s.snapshot()
	s.mu.Unlock()
	s.send(json.RawMessage(snapshot))
}

// say lets a message appear in a chat and gives its ID.
func (s *fakeSim) say(chat, from string, message object) string {
	via := "user"
	if from == "bot" {
		via = "reply"
	}
	s.mu.Lock()
	s.serial++
	id := "m" + strconv.Itoa(s.serial)
	said := object{"id": id, "from": from, "at": at + int64(s.serial)*1000, "via": via, "message": message}
	for _, one := range s.chats {
		if one["id"] == chat {
			one["messages"] = append(one["messages"].([]object), said)
		}
	}
	s.mu.Unlock()
	s.send(object{"type": "message", "chat": chat, "message": said})
	return id
}

func (s *fakeSim) send(event any) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for stream := range s.streams {
		stream <- encode(event)
	}
}

// askedFor gives the bodies the page posted to a path so far.
func (s *fakeSim) askedFor(path string) []object {
	s.mu.Lock()
	defer s.mu.Unlock()
	var bodies []object
	for _, one := range s.asked {
		if one.Path == path {
			bodies = append(bodies, one.Body)
		}
	}
	return bodies
}

// waitFor waits until the page has posted n times to a path.
func (s *fakeSim) waitFor(t *testing.T, path string, n int) []object {
	t.Helper()
	deadline := time.After(20 * time.Second)
	for {
		s.mu.Lock()
		changed := s.changed
		s.mu.Unlock()
		if bodies := s.askedFor(path); len(bodies) >= n {
			return bodies
		}
		select {
		case <-changed:
		case <-deadline:
			t.Fatalf("page posted %d times to %s, want %d", len(s.askedFor(path)), path, n)
		}
	}
}

func encode(value any) []byte {
	text, err := json.Marshal(value)
	if err != nil {
		panic(err)
	}
	return text
}

const calmBooks = `{"asOf":"2026-11-21T10:05:00+07:00",
"entries":[
 {"at":"2026-11-21T10:04:00+07:00","member":"สมศรี ใจดี","kind":"contribution","amount":"30.00","state":"pending","receipt":""},
 {"at":"2026-11-21T09:55:00+07:00","member":"บุญมี มั่นคง","kind":"contribution","amount":"1365.00","state":"posted","receipt":"2569-000121"},
 {"at":"2026-11-20T18:20:00+07:00","member":"คำปุ่น ศรีสว่างวงศ์","kind":"contribution","amount":"30.00","state":"voided","receipt":""}],
"trialBalance":{"accounts":[
 {"code":"1010","name":"เงินสดในมือเหรัญญิก","debit":"12345.50","credit":"0.00"},
 {"code":"3010","name":"ทุนสมทบจากสมาชิก","debit":"0.00","credit":"12345.50"}],"debit":"12345.50","credit":"12345.50"},
"waiting":[{"member":"สมศรี ใจดี","number":"001","village":"หมู่ 4 บ้านตัวอย่าง","amount":"30.00","since":"2026-11-21T10:04:00+07:00"}],
"waitingTotal":"30.00"}`
