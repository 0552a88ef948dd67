package sim

import (
	"bufio"
	"bytes"
	"context"
	"crypto/tls"
	"fmt"
	"io"
	"net"
	"net/url"
	"strconv"
	"time"
)

// loadTarget is the bot's address, taken apart once.
type loadTarget struct {
	hostPort string
	secure   bool
	// request is everything before the signature.
	request []byte
}

func newLoadTarget(address string) (loadTarget, error) {
	if err := checkWebhookURL(address); err != nil {
		return loadTarget{}, err
	}
	u, err := url.Parse(address)
	if err != nil {
		return loadTarget{}, err
	}
	port := u.Port()
	if port == "" {
		port = map[string]string{"http": "80", "https": "443"}[u.Scheme]
	}
	return loadTarget{
		hostPort: net.JoinHostPort(u.Hostname(), port), secure: u.Scheme == "https",
		request: fmt.Appendf(nil, "POST %s HTTP/1.1\r\nHost: %s\r\nUser-Agent: LineBotWebhook/2.0\r\n"+
			"Content-Type: application/json; charset=utf-8\r\nX-Line-Signature: ", u.RequestURI(), u.Host),
	}, nil
}

// The kinds of failure, in LINE's words where it has one.
const (
	couldNotConnect  = "could_not_connect"
	requestTimeout   = "request_timeout"
	connectionBroken = "connection_broken"
)

// loadConn speaks just enough HTTP/1.1 to post a webhook and read the answer's
// status. net/http would take several times the CPU, and the two cores belong
// to the bot.
type loadConn struct {
	target loadTarget
	conn   net.Conn
	in     *bufio.Reader
	out    []byte
}

// post sends one body and gives the kind of failure, or "".
func (c *loadConn) post(ctx context.Context, signature, body []byte) string {
	deadline := time.Now().Add(webhookTimeout)
	reused := c.conn != nil
	if !reused {
		if failure := c.dial(ctx, deadline); failure != "" {
			return failure
		}
	}
	c.out = append(append(c.out[:0], c.target.request...), signature...)
	c.out = append(strconv.AppendInt(append(c.out, "\r\nContent-Length: "...), int64(len(body)), 10), "\r\n\r\n"...)
	c.out = append(c.out, body...)
	_ = c.conn.SetDeadline(deadline)
	if _, err := c.conn.Write(c.out); err != nil {
		c.close()
		return failureOf(err)
	}
	status, keep, err := c.readAnswer()
	if err != nil {
		c.close()
		return failureOf(err)
	}
	if !keep {
		c.close()
	}
	if status/100 != 2 {
		return "status_" + strconv.Itoa(status)
	}
	return ""
}

func (c *loadConn) dial(ctx context.Context, deadline time.Time) string {
	dialer := net.Dialer{Deadline: deadline}
	conn, err := dialer.DialContext(ctx, "tcp", c.target.hostPort)
	if err != nil {
		return couldNotConnect
	}
	if c.target.secure {
		host, _, _ := net.SplitHostPort(c.target.hostPort)
		conn = tls.Client(conn, &tls.Config{ServerName: host})
	}
	c.conn = conn
	if c.in == nil {
		c.in = bufio.NewReaderSize(conn, 4096)
	} else {
		c.in.Reset(conn)
	}
	return ""
}

func (c *loadConn) close() {
	if c.conn != nil {
		_ = c.conn.Close()
		c.conn = nil
	}
}

func failureOf(err error) string {
	if timeout, ok := err.(net.Error); ok && timeout.Timeout() {
		return requestTimeout
	}
	return connectionBroken
}

// readAnswer reads status and headers and passes over the body. An answer
// without a length ends the connection: there is no telling where it ends.
func (c *loadConn) readAnswer() (status int, keep bool, err error) {
	line, err := c.in.ReadSlice('\n')
	if err != nil {
		return 0, false, err
	}
	if len(line) < 12 || !bytes.HasPrefix(line, []byte("HTTP/1.")) {
		return 0, false, io.ErrUnexpectedEOF
	}
	if status, err = strconv.Atoi(string(line[9:12])); err != nil {
		return 0, false, io.ErrUnexpectedEOF
	}
	length, keep := -1, true
	for {
		line, err = c.in.ReadSlice('\n')
		if err != nil {
			return 0, false, err
		}
		line = bytes.TrimRight(line, "\r\n")
		if len(line) == 0 {
			break
		}
		name, given, _ := bytes.Cut(line, []byte{':'})
		switch given = bytes.TrimSpace(given); {
		case bytes.EqualFold(name, []byte("Content-Length")):
			length, _ = strconv.Atoi(string(given))
		case bytes.EqualFold(name, []byte("Connection")):
			keep = !bytes.EqualFold(given, []byte("close"))
		}
	}
	if length < 0 && status != 204 {
		return status, false, nil
	}
	_, err = c.in.Discard(max(length, 0))
	return status, keep, err
}
