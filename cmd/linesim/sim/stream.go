package sim

import (
	"encoding/json"
	"net/http"
	"slices"
	"time"
)

// stream tells every open page what happens. A page that falls behind loses
// its events and gets a fresh snapshot instead: the platform never waits for a
// browser.
type stream struct{ subscribers []*subscriber }

type subscriber struct {
	events chan []byte
	// behind is set, under the platform's lock, when an event was dropped.
	behind bool
}

const (
	// streamBuffer is how many events a page may be late.
	streamBuffer = 256
	// streamHeartbeat keeps proxies and browsers from closing a quiet stream.
	streamHeartbeat = 15 * time.Second
)

// publish sends an event of the given type to every page. Callers hold the
// lock, which keeps the events in order with the snapshots. Without a page
// nothing is encoded.
func (p *Platform) publish(kind string, fields map[string]any) {
	if len(p.stream.subscribers) == 0 {
		return
	}
	fields["type"] = kind
	p.broadcastEvent(encode(fields))
}

func (p *Platform) broadcastEvent(event []byte) {
	for _, s := range p.stream.subscribers {
		select {
		case s.events <- event:
		default:
			s.behind = true
		}
	}
}

func (p *Platform) publishMessage(c *chat, m Message) {
	p.publish("message", map[string]any{"chat": c.id, "message": m})
}

func (p *Platform) publishMember(c *chat, userID string, joined bool) {
	p.publish("member", map[string]any{
		"chat": c.id, "userId": userID, "joined": joined, "members": slices.Clone(c.members), "botIn": c.botIn,
	})
}

// publishSnapshot tells pages of changes too rare for an event of their own.
func (p *Platform) publishSnapshot() {
	if len(p.stream.subscribers) > 0 {
		p.broadcastEvent(encode(p.snapshot()))
	}
}

type snapshotEvent struct {
	Type     string         `json:"type"`
	Now      int64          `json:"now"`
	Bot      snapshotBot    `json:"bot"`
	Phones   []snapshotHead `json:"phones"`
	Chats    []snapshotChat `json:"chats"`
	Faults   Faults         `json:"faults"`
	Quota    map[string]any `json:"quota"`
	HasBooks bool           `json:"hasBooks"`
	// Deliveries are the latest, for a page opened after them.
	Deliveries []map[string]any `json:"deliveries"`
}

// snapshotDeliveries is how many of the latest webhooks a new page is told.
const snapshotDeliveries = 50

type snapshotBot struct {
	UserID      string `json:"userId"`
	DisplayName string `json:"displayName"`
}

type snapshotHead struct {
	Phone
	Blocked bool `json:"blocked"`
	Friend  bool `json:"friend"`
}

type snapshotChat struct {
	ID           string          `json:"id"`
	Kind         string          `json:"kind"`
	Name         string          `json:"name"`
	Members      []string        `json:"members"`
	BotIn        bool            `json:"botIn"`
	Messages     []Message       `json:"messages"`
	RichMenu     json.RawMessage `json:"richMenu"`
	LoadingUntil int64           `json:"loadingUntil"`
}

// snapshot describes everything a page shows. Callers hold the lock.
func (p *Platform) snapshot() snapshotEvent {
	now := p.config.Now()
	s := snapshotEvent{
		Type: "snapshot", Now: now.UnixMilli(),
		Bot:    snapshotBot{p.config.BotUserID, p.config.BotName},
		Phones: []snapshotHead{}, Chats: []snapshotChat{},
		Faults: p.faults, Quota: p.quota.view(now), HasBooks: p.config.Books != nil,
		Deliveries: []map[string]any{},
	}
	for _, d := range p.deliveries[max(0, len(p.deliveries)-snapshotDeliveries):] {
		s.Deliveries = append(s.Deliveries, d.view())
	}
	for _, id := range p.peopleList {
		u := p.people[id]
		s.Phones = append(s.Phones, snapshotHead{u.Phone, u.blocked, u.friend})
	}
	for _, id := range p.chatList {
		s.Chats = append(s.Chats, p.snapshotChat(p.chats[id]))
	}
	return s
}

func (p *Platform) snapshotChat(c *chat) snapshotChat {
	view := snapshotChat{
		ID: c.id, Kind: c.kind, Name: c.name, Members: append([]string{}, c.members...), BotIn: c.botIn,
		Messages: append([]Message{}, c.messages...), RichMenu: p.richMenuOf(c),
	}
	if !c.loadingUntil.IsZero() {
		view.LoadingUntil = c.loadingUntil.UnixMilli()
	}
	return view
}

func (p *Platform) subscribe() *subscriber {
	p.mu.Lock()
	defer p.mu.Unlock()
	s := &subscriber{events: make(chan []byte, streamBuffer)}
	s.events <- encode(p.snapshot())
	p.stream.subscribers = append(p.stream.subscribers, s)
	return s
}

func (p *Platform) unsubscribe(s *subscriber) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.stream.subscribers = slices.DeleteFunc(p.stream.subscribers, func(other *subscriber) bool { return other == s })
}

// catchUp gives a late page a fresh snapshot once it has read what it had.
func (p *Platform) catchUp(s *subscriber) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if s.behind && len(s.events) == 0 {
		s.behind = false
		s.events <- encode(p.snapshot())
	}
}

// serveStream is GET /sim/stream: server-sent events until the page closes.
func (p *Platform) serveStream(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Content-Type", "text/event-stream")
	w.Header().Set("Cache-Control", "no-store")
	out := http.NewResponseController(w)
	s := p.subscribe()
	defer p.unsubscribe(s)
	heartbeat := time.NewTicker(streamHeartbeat)
	defer heartbeat.Stop()
	for {
		line := []byte(":\n\n") // a comment, for the heartbeat
		select {
		case <-r.Context().Done():
			return
		case <-p.stopped.Done():
			return
		case event := <-s.events:
			line = append(append([]byte("data: "), event...), "\n\n"...)
		case <-heartbeat.C:
		}
		if _, err := w.Write(line); err != nil {
			return
		}
		if len(s.events) == 0 && out.Flush() != nil {
			return
		}
		p.catchUp(s)
	}
}
