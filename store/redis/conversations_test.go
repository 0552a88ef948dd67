package redis_test

import (
	"context"
	"net"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	client "github.com/redis/go-redis/v9"

	"sajja/store"
	"sajja/store/redis"
	"sajja/store/storetest"
)

const prefix = "test:"

// setup gives conversations in a Redis of the test's own, and the Redis itself.
func setup(t *testing.T) (*redis.Conversations, *client.Client) {
	t.Helper()
	address := storetest.Redis(t)
	options, err := client.ParseURL(address)
	if err != nil {
		t.Fatal(err)
	}
	raw := client.NewClient(options)
	t.Cleanup(func() { _ = raw.Close() })
	return open(t, address), raw
}

func open(t *testing.T, address string) *redis.Conversations {
	t.Helper()
	c, err := redis.Open(address, prefix)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = c.Close() })
	return c
}

func save(t *testing.T, c *redis.Conversations, updates ...store.ConversationUpdate) {
	t.Helper()
	if err := c.Save(t.Context(), updates); err != nil {
		t.Fatal(err)
	}
}

func load(t *testing.T, c *redis.Conversations, chats ...string) []store.ConversationState {
	t.Helper()
	states, err := c.Load(t.Context(), chats)
	if err != nil {
		t.Fatal(err)
	}
	return states
}

func TestConversations(t *testing.T) {
	t.Parallel()

	t.Run("a chat nobody spoke in is at rest", func(t *testing.T) {
		t.Parallel()
		c, _ := setup(t)
		if diff := cmp.Diff([]store.ConversationState{{}, {}}, load(t, c, "a", "b")); diff != "" {
			t.Error(diff)
		}
	})

	t.Run("states come back in the order asked for, with their versions", func(t *testing.T) {
		t.Parallel()
		c, _ := setup(t)
		save(t, c, store.ConversationUpdate{ChatID: "a", Value: []byte("one")}, store.ConversationUpdate{ChatID: "b", Value: []byte("x|y")})
		save(t, c, store.ConversationUpdate{ChatID: "a", From: 1, Value: []byte("two")})
		want := []store.ConversationState{{Version: 1, Value: []byte("x|y")}, {}, {Version: 2, Value: []byte("two")}}
		if diff := cmp.Diff(want, load(t, c, "b", "nobody", "a")); diff != "" {
			t.Error(diff)
		}
	})

	t.Run("any bytes come back as they were", func(t *testing.T) {
		t.Parallel()
		c, _ := setup(t)
		value := []byte("\x00\xff|ฝาก\r\n'\"")
		save(t, c, store.ConversationUpdate{ChatID: "a", Value: value})
		if got := load(t, c, "a")[0].Value; !cmp.Equal(got, value) {
			t.Errorf("%q", got)
		}
	})

	t.Run("who was slower does not bring an answered question back, and that is no error", func(t *testing.T) {
		t.Parallel()
		c, _ := setup(t)
		save(t, c, store.ConversationUpdate{ChatID: "a", Value: []byte("question")})
		save(t, c, store.ConversationUpdate{ChatID: "a", From: 1, Value: []byte("answered")})
		save(t, c, store.ConversationUpdate{ChatID: "a", From: 1, Value: []byte("late")})
		save(t, c, store.ConversationUpdate{ChatID: "a", From: 0, Value: []byte("later still")})
		if got := load(t, c, "a")[0]; got.Version != 2 || string(got.Value) != "answered" {
			t.Errorf("version %d, %q", got.Version, got.Value)
		}
	})

	t.Run("of many who write over one version one wins", func(t *testing.T) {
		t.Parallel()
		c, _ := setup(t)
		save(t, c, store.ConversationUpdate{ChatID: "a", Value: []byte("question")})
		done := make(chan error)
		for i := range 8 {
			go func() {
				done <- c.Save(context.Background(), []store.ConversationUpdate{{ChatID: "a", From: 1, Value: []byte{byte('0' + i)}}})
			}()
		}
		for range 8 {
			if err := <-done; err != nil {
				t.Error(err)
			}
		}
		if got := load(t, c, "a")[0]; got.Version != 2 || len(got.Value) != 1 {
			t.Errorf("version %d, %q", got.Version, got.Value)
		}
	})

	t.Run("an empty value ends the conversation, and the next one begins anew", func(t *testing.T) {
		t.Parallel()
		c, raw := setup(t)
		save(t, c, store.ConversationUpdate{ChatID: "a", Value: []byte("question")})
		save(t, c, store.ConversationUpdate{ChatID: "a", From: 1})
		if n := raw.Exists(t.Context(), prefix+"a").Val(); n != 0 {
			t.Error("it is still there")
		}
		save(t, c, store.ConversationUpdate{ChatID: "a", From: 0, Value: []byte("new")})
		if got := load(t, c, "a")[0]; got.Version != 1 || string(got.Value) != "new" {
			t.Errorf("version %d, %q", got.Version, got.Value)
		}
	})

	t.Run("a question nobody answers is gone after its time, and each turn gives it anew", func(t *testing.T) {
		t.Parallel()
		c, raw := setup(t)
		save(t, c, store.ConversationUpdate{ChatID: "a", Value: []byte("question")})
		if err := raw.PExpire(t.Context(), prefix+"a", time.Minute).Err(); err != nil {
			t.Fatal(err)
		}
		save(t, c, store.ConversationUpdate{ChatID: "a", From: 1, Value: []byte("again")})
		left := raw.PTTL(t.Context(), prefix+"a").Val()
		if left > redis.Expiry || left < redis.Expiry-time.Minute {
			t.Errorf("it stays %v", left)
		}
		if err := raw.PExpire(t.Context(), prefix+"a", time.Millisecond).Err(); err != nil {
			t.Fatal(err)
		}
		for tick := time.NewTicker(time.Millisecond); raw.Exists(t.Context(), prefix+"a").Val() != 0; <-tick.C {
			if t.Context().Err() != nil {
				t.Fatal("it never expired")
			}
		}
		if got := load(t, c, "a")[0]; got.Version != 0 || got.Value != nil {
			t.Errorf("version %d, %q", got.Version, got.Value)
		}
		// Who still holds the version from before writes nothing.
		save(t, c, store.ConversationUpdate{ChatID: "a", From: 2, Value: []byte("late")})
		if got := load(t, c, "a")[0]; got.Value != nil {
			t.Errorf("%q came back", got.Value)
		}
	})

	for name, garbage := range map[string]string{
		"no version": "question", "no number": "x|question", "half a number": "1x|question",
		"a number that is none": "99999999999999999999|question", "below zero": "-1|question", "nothing": "",
	} {
		t.Run("a value with "+name+" is a fresh start and can be written over", func(t *testing.T) {
			t.Parallel()
			c, raw := setup(t)
			if err := raw.Set(t.Context(), prefix+"a", garbage, 0).Err(); err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(store.ConversationState{}, load(t, c, "a")[0]); diff != "" {
				t.Errorf("loaded: %s", diff)
			}
			save(t, c, store.ConversationUpdate{ChatID: "a", Value: []byte("new")})
			if got := load(t, c, "a")[0]; got.Version != 1 || string(got.Value) != "new" {
				t.Errorf("version %d, %q", got.Version, got.Value)
			}
		})
	}

	t.Run("a key of another kind costs its chat alone", func(t *testing.T) {
		t.Parallel()
		c, raw := setup(t)
		if err := raw.LPush(t.Context(), prefix+"list", "x").Err(); err != nil {
			t.Fatal(err)
		}
		save(t, c, store.ConversationUpdate{ChatID: "a", Value: []byte("question")})
		states, _ := c.Load(t.Context(), []string{"list", "a"})
		if len(states) != 2 || string(states[1].Value) != "question" {
			t.Errorf("%+v", states)
		}
	})

	t.Run("nothing to do is no call", func(t *testing.T) {
		t.Parallel()
		c := open(t, "redis://127.0.0.1:1/0")
		if states, err := c.Load(t.Context(), nil); len(states) != 0 || err != nil {
			t.Errorf("%v, %v", states, err)
		}
		if err := c.Save(t.Context(), nil); err != nil {
			t.Error(err)
		}
	})
}

func TestAway(t *testing.T) {
	t.Parallel()
	silent, err := new(net.ListenConfig).Listen(t.Context(), "tcp", "127.0.0.1:0") // its backlog takes connections
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = silent.Close() })
	for name, address := range map[string]string{
		"down":   "redis://127.0.0.1:1/0",
		"silent": "redis://" + silent.Addr().String() + "/0",
	} {
		t.Run("a server that is "+name+" is an error in time, and every chat is at rest", func(t *testing.T) {
			t.Parallel()
			c := open(t, address)
			for what, call := range map[string]func() error{
				"load": func() error {
					states, err := c.Load(t.Context(), []string{"a", "b"})
					if diff := cmp.Diff([]store.ConversationState{{}, {}}, states); diff != "" {
						t.Error(diff)
					}
					return err
				},
				"save": func() error {
					return c.Save(t.Context(), []store.ConversationUpdate{{ChatID: "a", Value: []byte("x")}})
				},
				"ready": func() error { return c.Ready(t.Context()) },
			} {
				began := time.Now()
				if err := call(); err == nil {
					t.Errorf("%s: no error", what)
				}
				if took := time.Since(began); took > 10*time.Second { // a busy machine's tenth part of a turn
					t.Errorf("%s took %v", what, took)
				}
			}
		})
	}

	t.Run("a server that is there is ready", func(t *testing.T) {
		t.Parallel()
		c, _ := setup(t)
		if err := c.Ready(t.Context()); err != nil {
			t.Error(err)
		}
	})

	t.Run("an address that is none is refused without quoting it", func(t *testing.T) {
		t.Parallel()
		for _, address := range []string{"", "localhost:6379", "http://swordfish@x", "redis://ok:6379/0,swordfish"} {
			if _, err := redis.Open(address, prefix); err == nil || strings.Contains(err.Error(), "swordfish") {
				t.Errorf("%q: %v", address, err)
			}
		}
	})
}
