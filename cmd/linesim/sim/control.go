package sim

import (
	"context"
	"encoding/json"
	"errors"
	"mime"
	"net/http"
	"time"
)

// control is the API of the page and of tools: what people do with their
// phones, and the switches. It takes JSON only, which keeps other web pages in
// the same browser from posting to it.
func (p *Platform) control() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /sim/stream", p.serveStream)
	mux.HandleFunc("GET /sim/faults", func(w http.ResponseWriter, _ *http.Request) { answerJSON(w, http.StatusOK, p.Faults()) })
	mux.HandleFunc("GET /sim/books", p.serveBooks)
	mux.HandleFunc("POST /sim/text", deed(p.textDeed))
	mux.HandleFunc("POST /sim/message", deed(p.messageDeed))
	mux.HandleFunc("POST /sim/postback", deed(p.postbackDeed))
	mux.HandleFunc("POST /sim/follow", deed(func(_ context.Context, d userDeed) (any, error) { return none, p.Follow(d.User) }))
	mux.HandleFunc("POST /sim/unfollow", deed(func(_ context.Context, d userDeed) (any, error) { return none, p.Unfollow(d.User) }))
	mux.HandleFunc("POST /sim/unsend", deed(p.unsendDeed))
	mux.HandleFunc("POST /sim/edit", deed(p.editDeed))
	mux.HandleFunc("POST /sim/join", deed(func(_ context.Context, d groupDeed) (any, error) { return none, p.Join(d.Group) }))
	mux.HandleFunc("POST /sim/leave", deed(func(_ context.Context, d groupDeed) (any, error) { return none, p.Leave(d.Group) }))
	mux.HandleFunc("POST /sim/faults", deedOn(p.Faults, p.faultsDeed))
	mux.HandleFunc("POST /sim/richmenuswitch", deed(p.switchDeed))
	p.loadRoutes(mux)
	return mux
}

// none is the answer of a deed that has nothing to tell.
var none = struct{}{}

// controlBodyLimit lets a phone's picture pass, in base64.
const controlBodyLimit = 16 << 20

// deed turns a function over a JSON body into a handler. A deed the platform
// refuses is a 400 with the reason.
func deed[In any](do func(context.Context, In) (any, error)) http.HandlerFunc {
	return deedOn(func() (in In) { return in }, do)
}

// deedOn reads the body over what stands already: a field that is not named
// stays as it is.
func deedOn[In any](standing func() In, do func(context.Context, In) (any, error)) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		if media, _, err := mime.ParseMediaType(r.Header.Get("Content-Type")); err != nil || media != "application/json" {
			answerError(w, http.StatusUnsupportedMediaType, errors.New("the body must be application/json"))
			return
		}
		in := standing()
		decoder := json.NewDecoder(http.MaxBytesReader(w, r.Body, controlBodyLimit))
		decoder.DisallowUnknownFields()
		if err := decoder.Decode(&in); err != nil {
			answerError(w, http.StatusBadRequest, err)
			return
		}
		out, err := do(r.Context(), in)
		if err != nil {
			answerError(w, http.StatusBadRequest, err)
			return
		}
		answerJSON(w, http.StatusOK, out)
	}
}

func answerJSON(w http.ResponseWriter, status int, v any) {
	w.Header().Set("Content-Type", "application/json")
	w.Header().Set("Cache-Control", "no-store")
	w.Header().Set("X-Content-Type-Options", "nosniff")
	w.WriteHeader(status)
	_, _ = w.Write(encode(v))
}

func answerError(w http.ResponseWriter, status int, err error) {
	answerJSON(w, status, map[string]string{"error": err.Error()})
}

type userDeed struct {
	User string `json:"user"`
}

type groupDeed struct {
	Group string `json:"group"`
}

type messageID struct {
	MessageID string `json:"messageId"`
}

type textDeed struct {
	Chat            string `json:"chat"`
	From            string `json:"from"`
	Text            string `json:"text"`
	MentionBot      bool   `json:"mentionBot"`
	QuotedMessageID string `json:"quotedMessageId"`
}

func (p *Platform) textDeed(_ context.Context, d textDeed) (any, error) {
	id, err := p.sendText(d.Chat, d.From, textDraft{d.Text, d.MentionBot, d.QuotedMessageID})
	return messageID{id}, err
}

type messageDeed struct {
	Chat    string      `json:"chat"`
	From    string      `json:"from"`
	Message UserMessage `json:"message"`
}

func (p *Platform) messageDeed(ctx context.Context, d messageDeed) (any, error) {
	id, err := p.SendMessage(ctx, d.Chat, d.From, d.Message)
	return messageID{id}, err
}

type postbackDeed struct {
	Chat        string            `json:"chat"`
	From        string            `json:"from"`
	Data        string            `json:"data"`
	Params      map[string]string `json:"params"`
	DisplayText string            `json:"displayText"`
	// Text is the deprecated field of the action: it is sent as a message.
	Text string `json:"text"`
}

func (p *Platform) postbackDeed(ctx context.Context, d postbackDeed) (any, error) {
	if d.Text != "" {
		if _, err := p.sendText(d.Chat, d.From, textDraft{Text: d.Text}); err != nil {
			return nil, err
		}
	}
	return none, p.Postback(ctx, d.Chat, d.From, PostbackAction{Data: d.Data, Params: d.Params, DisplayText: d.DisplayText})
}

type unsendDeed struct {
	Chat      string `json:"chat"`
	MessageID string `json:"messageId"`
}

func (p *Platform) unsendDeed(ctx context.Context, d unsendDeed) (any, error) {
	return none, p.Unsend(ctx, d.Chat, d.MessageID)
}

type editDeed struct {
	Chat      string `json:"chat"`
	MessageID string `json:"messageId"`
	Text      string `json:"text"`
}

func (p *Platform) editDeed(ctx context.Context, d editDeed) (any, error) {
	return none, p.Edit(ctx, d.Chat, d.MessageID, d.Text)
}

func (p *Platform) faultsDeed(_ context.Context, f Faults) (any, error) {
	if err := f.check(); err != nil {
		return nil, err
	}
	p.SetFaults(f)
	return p.Faults(), nil
}

// booksTimeout bounds what the books may take: the page asks again anyway.
const booksTimeout = 5 * time.Second

func (p *Platform) serveBooks(w http.ResponseWriter, r *http.Request) {
	if p.config.Books == nil {
		answerError(w, http.StatusNotFound, errors.New("no books are connected"))
		return
	}
	ctx, cancel := context.WithTimeout(r.Context(), booksTimeout)
	defer cancel()
	books, err := p.config.Books(ctx)
	if err != nil {
		p.config.Logger.Error("books not read", "err", err)
		answerError(w, http.StatusBadGateway, errors.New("the books could not be read"))
		return
	}
	answerJSON(w, http.StatusOK, books)
}
