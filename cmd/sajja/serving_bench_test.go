package main

import (
	"bytes"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"net"
	"strings"
	"sync/atomic"
	"testing"

	"sajja/store/storetest"
)

// BenchmarkServing measures signed events over HTTP into PostgreSQL, answered
// after their commit. The events are of a kind that the bot notes and leaves,
// so the figure is that of the way in.
func BenchmarkServing(b *testing.B) {
	c := config{
		DatabaseURL:   secret(storetest.Postgres(b)),
		RedisURL:      secret(storetest.Redis(b)),
		ChannelSecret: channelSecret,
		ChannelToken:  "token",
		LineAPIURL:    "http://127.0.0.1:1", // says nothing
		Listen:        "127.0.0.1:0",
	}
	s := newServing(c, quiet())
	if err := s.start(b.Context()); err != nil {
		b.Fatal(err)
	}
	defer s.stop(b.Context())

	var number atomic.Int64
	b.SetParallelism(64)
	b.ResetTimer() // making a database takes a second
	b.RunParallel(func(pb *testing.PB) {
		conn, err := net.Dial("tcp", s.public.address())
		if err != nil {
			b.Error(err)
			return
		}
		defer conn.Close()
		answer := make([]byte, 1024)
		for pb.Next() {
			n := number.Add(1)
			body := strings.Replace(follow(fmt.Sprintf("01JD%022d", n)), "C00000000000000000000000000000001", fmt.Sprintf("C%032x", n), 1)
			mac := hmac.New(sha256.New, []byte(channelSecret))
			mac.Write([]byte(body))
			if _, err := fmt.Fprintf(conn, "POST /webhook HTTP/1.1\r\nHost: bot\r\nX-Line-Signature: %s\r\nContent-Length: %d\r\n\r\n%s",
				base64.StdEncoding.EncodeToString(mac.Sum(nil)), len(body), body); err != nil {
				b.Error(err)
				return
			}
			length, err := conn.Read(answer)
			if err != nil || !bytes.HasPrefix(answer[:length], []byte("HTTP/1.1 200 OK\r\n")) {
				b.Errorf("answer %q, %v", answer[:length], err)
				return
			}
		}
	})
}
