package line

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/google/uuid"
)

const (
	apiHost  = "https://api.line.me"
	dataHost = "https://api-data.line.me"

	// timeoutDefault is a little less than the ten seconds in which the service
	// finishes what is in hand, so that a call begun before the stop has its
	// answer before the end.
	timeoutDefault = 8 * time.Second
	// contentTimeoutDefault leaves a photographed slip of 10 MB time on a slow
	// village line.
	contentTimeoutDefault = 60 * time.Second

	// answerBytesMax bounds what we read of an answer; LINE's are below 2 KB.
	answerBytesMax = 64 << 10
	// connectionsMax bounds the connections to one host. Over HTTP/2, which LINE
	// speaks, one carries everything; over HTTP/1.1 each call in flight needs
	// its own, and 256 at 50 ms a call are 5,000 calls a second.
	connectionsMax = 256
)

// Config is what a Client needs. Only Token is required.
type Config struct {
	// Token is the channel access token.
	Token Token
	// BaseURL takes the place of both of LINE's hosts, for the simulated LINE;
	// a path in it is kept. Empty means LINE.
	BaseURL string
	// Timeout bounds one call, unless the caller's context ends sooner.
	Timeout time.Duration
	// ContentTimeout bounds the download of one received file.
	ContentTimeout time.Duration
	// HTTPClient sends the requests; nil means one of our own with pooled
	// connections. Its redirects and its cookies are the caller's business.
	HTTPClient *http.Client
}

// Client speaks to LINE's Messaging API for one channel. Make it with New.
type Client struct {
	http           *http.Client
	timeout        time.Duration
	contentTimeout time.Duration
	authorization  []string
	base           string
	dataBase       string
	reply          *http.Request
	push           *http.Request
	multicast      *http.Request
	loading        *http.Request
}

// New checks the configuration and makes a Client. It does not call LINE.
func New(config Config) (*Client, error) {
	if err := config.Token.check(); err != nil {
		return nil, err
	}
	base, dataBase, err := config.hosts()
	if err != nil {
		return nil, err
	}
	if config.Timeout < 0 || config.ContentTimeout < 0 {
		return nil, errors.New("line: a timeout is negative")
	}
	c := &Client{
		http:           config.HTTPClient,
		timeout:        orDefault(config.Timeout, timeoutDefault),
		contentTimeout: orDefault(config.ContentTimeout, contentTimeoutDefault),
		authorization:  []string{"Bearer " + string(config.Token)},
		base:           base,
		dataBase:       dataBase,
	}
	if c.http == nil {
		c.http = pooledHTTPClient()
	}
	for path, request := range map[string]**http.Request{
		"/v2/bot/message/reply":      &c.reply,
		"/v2/bot/message/push":       &c.push,
		"/v2/bot/message/multicast":  &c.multicast,
		"/v2/bot/chat/loading/start": &c.loading,
	} {
		if *request, err = http.NewRequest(http.MethodPost, base+path, nil); err != nil {
			return nil, fmt.Errorf("line: base URL: %w", err)
		}
	}
	return c, nil
}

func (config Config) hosts() (api, data string, err error) {
	if config.BaseURL == "" {
		return apiHost, dataHost, nil
	}
	parsed, err := url.Parse(config.BaseURL)
	if err != nil || (parsed.Scheme != "http" && parsed.Scheme != "https") || parsed.Host == "" {
		return "", "", errors.New("line: the base URL must be an http or https address")
	}
	if parsed.User != nil || parsed.RawQuery != "" || parsed.Fragment != "" {
		return "", "", errors.New("line: the base URL must have no login, query or fragment")
	}
	base := strings.TrimRight(config.BaseURL, "/")
	return base, base, nil
}

func orDefault(given, otherwise time.Duration) time.Duration {
	if given == 0 {
		return otherwise
	}
	return given
}

// pooledHTTPClient keeps connections open between calls and never follows a
// redirect: LINE sends none, and whoever does must not get our token.
func pooledHTTPClient() *http.Client {
	transport := http.DefaultTransport.(*http.Transport).Clone()
	transport.MaxIdleConns = connectionsMax
	transport.MaxIdleConnsPerHost = connectionsMax
	transport.MaxConnsPerHost = connectionsMax
	return &http.Client{
		Transport:     transport,
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
}

// answer is what LINE said to a request that it answered with 2xx (or with 409
// to a retry key).
type answer struct {
	status    int
	body      []byte
	mediaType string
	requestID string
	accepted  string // the request that did it, when this one was a repeat
}

var jsonContentType = []string{"application/json"}

// post sends a JSON body to an endpoint. The retry key is left out when Nil.
func (c *Client) post(ctx context.Context, op string, endpoint *http.Request, retryKey uuid.UUID, body []byte) (answer, error) {
	ctx, cancel := context.WithTimeout(ctx, c.timeout)
	defer cancel()
	request := endpoint.WithContext(ctx)
	request.Header = http.Header{"Authorization": c.authorization, "Content-Type": jsonContentType}
	if retryKey != uuid.Nil {
		request.Header["X-Line-Retry-Key"] = []string{retryKey.String()}
		// With a retry key a repeat does no harm, so the transport may repeat by
		// itself when a pooled connection turns out to be closed. An empty value
		// says so and is not sent.
		request.Header["Idempotency-Key"] = []string{}
	}
	request.ContentLength = int64(len(body))
	request.Body = io.NopCloser(bytes.NewReader(body))
	request.GetBody = func() (io.ReadCloser, error) { return io.NopCloser(bytes.NewReader(body)), nil }
	return c.exchange(op, request, answerBytesMax)
}

// get fetches an API path; the caller has checked every variable part of it.
func (c *Client) get(ctx context.Context, op, path string) (answer, error) {
	ctx, cancel := context.WithTimeout(ctx, c.timeout)
	defer cancel()
	return c.fetch(ctx, op, c.base+path, answerBytesMax)
}

func (c *Client) fetch(ctx context.Context, op, address string, bytesMax int64) (answer, error) {
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
	if err != nil {
		return answer{}, notSent(op, err)
	}
	request.Header = http.Header{"Authorization": c.authorization}
	return c.exchange(op, request, bytesMax)
}

// exchange does the call and sorts its end into one of the three outcomes.
func (c *Client) exchange(op string, request *http.Request, bytesMax int64) (answer, error) {
	if err := request.Context().Err(); err != nil {
		return answer{}, notSent(op, err)
	}
	response, err := c.http.Do(request)
	if err != nil {
		return answer{}, unanswered(op, err)
	}
	defer response.Body.Close()
	got := answer{
		status:    response.StatusCode,
		mediaType: response.Header.Get("Content-Type"),
		requestID: response.Header.Get("X-Line-Request-Id"),
		accepted:  response.Header.Get("X-Line-Accepted-Request-Id"),
	}
	if response.StatusCode/100 != 2 {
		bytesMax = answerBytesMax
	}
	got.body, err = readUpTo(response, bytesMax)
	if repeated := response.StatusCode == http.StatusConflict && request.Header["X-Line-Retry-Key"] != nil; repeated {
		return got, nil
	}
	if response.StatusCode/100 != 2 {
		return got, rejected(op, got)
	}
	return got, err
}

// errBodyTooLarge and errBodyBroken tell of an answer whose status we have and
// whose body we have not; what was asked for is done all the same.
var (
	errBodyTooLarge = errors.New("the answer is too large")
	errBodyBroken   = errors.New("the answer broke off")
)

// readUpTo reads the whole body, so that the connection can be used again, or
// stops at the bound and gives the connection up.
func readUpTo(response *http.Response, bytesMax int64) ([]byte, error) {
	if response.ContentLength > bytesMax {
		return nil, errBodyTooLarge
	}
	var body bytes.Buffer
	if response.ContentLength > 0 {
		// One more than the body, or ReadFrom grows once again to see the end.
		body.Grow(int(response.ContentLength) + bytes.MinRead)
	}
	read, err := body.ReadFrom(io.LimitReader(response.Body, bytesMax+1))
	switch {
	case err != nil:
		return nil, fmt.Errorf("%w: %w", errBodyBroken, err)
	case read > bytesMax:
		return nil, errBodyTooLarge
	}
	return body.Bytes(), nil
}
