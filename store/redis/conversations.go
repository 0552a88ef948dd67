package redis

import (
	"context"
	"errors"
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"

	"github.com/redis/go-redis/v9"

	"sajja/store"
)

// Conversations keeps one value per chat.
type Conversations struct {
	client redis.UniversalClient
	prefix string
	expiry time.Duration
}

// Expiry is how long an unanswered question is remembered. It goes cold much
// sooner and is then only offered once more (package conversation); after a day
// nobody knows any more what it was about.
const Expiry = 24 * time.Hour

// callTimeout bounds each call: Redis is near, and without it the bot goes on.
const callTimeout = 500 * time.Millisecond

// Open connects to REDIS_URL: redis://, rediss:// or unix://; several addresses
// separated by commas make a cluster. It does not wait for the server: a bot
// without Redis still takes money.
func Open(redisURL, prefix string) (*Conversations, error) {
	options, err := parse(redisURL)
	if err != nil {
		return nil, err
	}
	options.DialTimeout, options.ReadTimeout, options.WriteTimeout = callTimeout, callTimeout, callTimeout
	// One dial a call: a server that is down costs a turn no wait, and the next
	// turn tries anew.
	options.MaxRetries, options.DialerRetries = 1, 1
	return &Conversations{client: redis.NewUniversalClient(options), prefix: prefix, expiry: Expiry}, nil
}

func parse(redisURL string) (*redis.UniversalOptions, error) {
	options := &redis.UniversalOptions{}
	for _, address := range strings.Split(redisURL, ",") {
		single, err := redis.ParseURL(address)
		if err != nil {
			return nil, errors.New("REDIS_URL is not an address of the form redis://host:6379/0")
		}
		network := single.Addr
		options.Addrs = append(options.Addrs, network)
		options.DB, options.Username, options.Password, options.TLSConfig = single.DB, single.Username, single.Password, single.TLSConfig
	}
	return options, nil
}

// Close ends the connections.
func (c *Conversations) Close() error { return c.client.Close() }

// Ready tells whether Redis answers.
func (c *Conversations) Ready(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, callTimeout)
	defer cancel()
	if err := c.client.Ping(ctx).Err(); err != nil {
		return fmt.Errorf("reach redis: %w", err)
	}
	return nil
}

// Load gives the kept states of the chats, in one round trip; a chat without one
// has the zero value.
func (c *Conversations) Load(ctx context.Context, chatIDs []string) ([]store.ConversationState, error) {
	states := make([]store.ConversationState, len(chatIDs))
	if len(chatIDs) == 0 {
		return states, nil
	}
	ctx, cancel := context.WithTimeout(ctx, callTimeout)
	defer cancel()
	// Each command tells its own error.
	commands, _ := c.client.Pipelined(ctx, func(pipe redis.Pipeliner) error {
		for _, chat := range chatIDs {
			pipe.Get(ctx, c.prefix+chat)
		}
		return nil
	})
	for i, command := range commands {
		text, err := command.(*redis.StringCmd).Result()
		var said redis.Error // Redis' own word on this key: nothing there, or nothing of ours
		switch {
		case err == nil:
			states[i] = decode(text)
		case !errors.As(err, &said):
			return make([]store.ConversationState, len(chatIDs)), fmt.Errorf("load conversations: %w", err)
		}
	}
	return states, nil
}

// versionForm is a version as saveScript reads it: few enough digits for Lua's
// numbers, which are floating.
var versionForm = regexp.MustCompile(`^[0-9]{1,15}$`)

// decode splits "version|value"; what it cannot read is a fresh start.
func decode(text string) store.ConversationState {
	version, value, ok := strings.Cut(text, "|")
	if !ok || !versionForm.MatchString(version) {
		return store.ConversationState{}
	}
	n, _ := strconv.ParseInt(version, 10, 64) // its form holds
	return store.ConversationState{Version: n, Value: []byte(value)}
}

// saveScript writes a value only over the version it was made from, so that a
// slow process cannot bring an answered question back. An empty value deletes.
var saveScript = redis.NewScript(`
local now = redis.call('GET', KEYS[1])
local version = '0'
if now then version = string.match(now, '^(%d+)|') or '0' end
if #version > 15 then version = '0' end
if version ~= ARGV[1] then return 0 end
if ARGV[2] == '' then redis.call('DEL', KEYS[1])
else redis.call('SET', KEYS[1], (ARGV[1] + 1) .. '|' .. ARGV[2], 'PX', ARGV[3]) end
return 1`)

// Save writes the new state of chats, each only over the version that was
// loaded, in one round trip. A lost race is not an error: the other writer's
// question is the newer one.
func (c *Conversations) Save(ctx context.Context, updates []store.ConversationUpdate) error {
	if len(updates) == 0 {
		return nil
	}
	ctx, cancel := context.WithTimeout(ctx, callTimeout)
	defer cancel()
	_, err := c.client.Pipelined(ctx, func(pipe redis.Pipeliner) error {
		for _, u := range updates {
			saveScript.Eval(ctx, pipe, []string{c.prefix + u.ChatID}, u.From, string(u.Value), c.expiry.Milliseconds())
		}
		return nil
	})
	if err != nil {
		return fmt.Errorf("save conversations: %w", err)
	}
	return nil
}
