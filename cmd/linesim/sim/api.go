package sim

import (
	"bytes"
	"errors"
	"io"
	"mime"
	"net/http"
	"strings"
)

// bodyLimit is LINE's: a request body has at most 2 MB.
const bodyLimit = 2 << 20

// call is one request of the bot to LINE's API.
type call struct {
	w         http.ResponseWriter
	r         *http.Request
	requestID string
	// tree is the body of a call that has one.
	tree *tree
}

// requestBody is a body and the tree that looks into it; they are used again
// together, call after call.
type requestBody struct {
	buffer bytes.Buffer
	tree   tree
}

// requestBodyKept bounds what is used again: a rare huge body is not kept for
// the small ones after it.
const requestBodyKept = 256 << 10

// endpoint answers a call, or says why not.
type endpoint func(*call) *refusal

// api routes LINE's endpoints of both hosts: api.line.me and api-data.line.me
// share no path.
func (p *Platform) api() http.Handler {
	mux := http.NewServeMux()
	read := func(pattern string, do endpoint) { mux.Handle(pattern, p.endpoint(do)) }
	write := func(pattern string, do endpoint) { mux.Handle(pattern, p.endpoint(p.withBody(do))) }

	write("POST /v2/bot/message/reply", p.reply)
	write("POST /v2/bot/message/push", p.push)
	write("POST /v2/bot/message/multicast", p.multicast)
	write("POST /v2/bot/message/broadcast", p.broadcast)
	write("POST /v2/bot/message/validate/{kind}", p.validate)
	write("POST /v2/bot/chat/loading/start", p.startLoading)
	write("POST /v2/bot/chat/markAsRead", p.markAsRead)
	read("GET /v2/bot/message/quota", p.getQuota)
	read("GET /v2/bot/message/quota/consumption", p.getConsumption)
	read("GET /v2/bot/message/{messageId}/content", p.getContent)
	read("GET /v2/bot/message/{messageId}/content/preview", p.getPreview)
	read("GET /v2/bot/message/{messageId}/content/transcoding", p.getTranscoding)
	read("GET /v2/bot/info", p.getBotInfo)
	read("GET /v2/bot/profile/{userId}", p.getProfile)
	read("GET /v2/bot/group/{groupId}/summary", p.getGroupSummary)
	read("GET /v2/bot/group/{groupId}/members/count", p.getMemberCount)
	read("GET /v2/bot/group/{groupId}/member/{userId}", p.getMemberProfile)
	read("POST /v2/bot/group/{groupId}/leave", p.leaveGroup)
	read("GET /v2/bot/group/{groupId}/members/ids", forVerified)
	read("GET /v2/bot/followers/ids", forVerified)
	p.richMenuRoutes(read, write)
	read("/v2/", func(*call) *refusal { return notFound() })
	return mux
}

// endpoint puts around every answer what LINE puts around it: the request ID,
// the check of the bearer, the form of a refusal.
func (p *Platform) endpoint(do endpoint) http.Handler {
	bearer := "Bearer " + p.config.ChannelToken
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		c := &call{w: w, r: r, requestID: p.ids.requestID()}
		w.Header()["X-Line-Request-Id"] = []string{c.requestID}
		if r.Header.Get("Authorization") != bearer {
			c.refuse(&refusal{Status: http.StatusUnauthorized, Message: "Authentication failed due to the following reason: " +
				"invalid token. Confirm that the access token in the authorization header is valid."})
			return
		}
		if bad := do(c); bad != nil {
			p.countRefusal(bad)
			c.refuse(bad)
		}
	})
}

// withBody reads the JSON body before the endpoint sees the call.
func (p *Platform) withBody(do endpoint) endpoint {
	return func(c *call) *refusal {
		if bad := c.checkContentType(); bad != nil {
			return bad
		}
		body, _ := p.bodies.Get().(*requestBody)
		if body == nil {
			body = &requestBody{}
		}
		defer func() {
			if body.buffer.Cap() <= requestBodyKept {
				p.bodies.Put(body)
			}
		}()
		if bad := c.readBody(body); bad != nil {
			return bad
		}
		if root := c.tree.root(); root.kind() != kindObject {
			return badRequest((&syntaxError{1, 1}).Error())
		}
		return do(c)
	}
}

func (c *call) checkContentType() *refusal {
	given := c.r.Header.Get("Content-Type")
	if given == "application/json" {
		return nil
	}
	media, parameters, err := mime.ParseMediaType(given)
	charset := strings.ToLower(parameters["charset"])
	if err != nil || media != "application/json" || (charset != "" && charset != "utf-8") {
		return &refusal{Status: http.StatusUnsupportedMediaType, Message: "The content type, " + given + ", is not supported"}
	}
	return nil
}

func (c *call) readBody(body *requestBody) *refusal {
	body.buffer.Reset()
	_, err := body.buffer.ReadFrom(http.MaxBytesReader(c.w, c.r.Body, bodyLimit))
	if err == nil {
		c.tree = &body.tree
		err = c.tree.read(body.buffer.Bytes())
	}
	var tooLarge *http.MaxBytesError
	var syntax *syntaxError
	switch {
	case err == nil:
		return nil
	case errors.As(err, &tooLarge):
		return &refusal{Status: http.StatusRequestEntityTooLarge, Message: "The request body is larger than 2 MB"}
	case errors.As(err, &syntax):
		return badRequest(syntax.Error())
	default:
		return badRequest("The request body could not be read")
	}
}

var jsonType = []string{"application/json"}

func (c *call) answer(status int, body []byte) {
	c.w.Header()["Content-Type"] = jsonType
	c.w.WriteHeader(status)
	_, _ = c.w.Write(body)
}

func (c *call) refuse(bad *refusal) {
	if bad.AcceptedRequestID != "" {
		c.w.Header().Set("X-Line-Accepted-Request-Id", bad.AcceptedRequestID)
	}
	c.answer(bad.Status, encode(bad))
}

// done is the answer of what has nothing to say. It is {} and not nothing:
// LINE's own SDK cannot read an empty one.
func (c *call) done() *refusal {
	c.answer(http.StatusOK, []byte("{}"))
	return nil
}

// hang never answers: it waits until the caller gives up or the platform
// closes, and breaks the connection.
func (p *Platform) hang(c *call) {
	_, _ = io.Copy(io.Discard, c.r.Body)
	select {
	case <-c.r.Context().Done():
	case <-p.stopped.Done():
	}
	panic(http.ErrAbortHandler)
}
