package sim

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"net/url"
	"time"
)

// Config says which official account is simulated, who talks to it, and where
// its bot listens.
type Config struct {
	// ChannelSecret signs the webhooks, ChannelToken is the bearer the API asks for.
	ChannelSecret, ChannelToken string
	// WebhookURL is the bot's address; empty sends nothing until SetWebhookURL.
	WebhookURL string
	// BotUserID is the destination of every webhook; empty takes a fixed one.
	BotUserID, BotName string
	// Phones are the people, shown side by side in this order.
	Phones []Phone
	Groups []Group
	// Quota is the month's free messages; zero or less means no limit.
	Quota int
	// RedeliverFailed switches on LINE's webhook redelivery: a body that got no
	// 2xx goes out again after each of these waits in turn. Empty is LINE's
	// default, off.
	RedeliverFailed []time.Duration
	// Now is the platform's clock; nil takes time.Now.
	Now func() time.Time
	// Books gives the live books for the page; nil hides the pane.
	Books func(context.Context) (json.RawMessage, error)
	// Page is served under "/"; nil serves none.
	Page http.Handler
	// Logger takes what the platform would tell its operator; nil discards it.
	Logger *slog.Logger
}

// Phone is one person's LINE account and the handset that shows it.
type Phone struct {
	UserID      string `json:"userId"`
	DisplayName string `json:"displayName"`
	// Label is what the page writes above the handset.
	Label string `json:"label"`
	// Aside puts the handset out of sight until somebody takes it up from the bar.
	Aside bool `json:"aside,omitempty"`
	// Stranger has not added the bot as a friend yet; Follow changes it.
	Stranger bool `json:"stranger,omitempty"`
	// Anonymous never gave profile consent: events carry no userId, the
	// profile answers 404.
	Anonymous bool `json:"anonymous,omitempty"`
}

// Group is a group chat. The bot is in it unless WithoutBot is set.
type Group struct {
	ID         string   `json:"id"`
	Name       string   `json:"name"`
	Members    []string `json:"members"`
	WithoutBot bool     `json:"withoutBot,omitempty"`
}

const defaultBotUserID = "U5a11a000000000000000000000000b07"

// check fills what was left open and names every fault at once.
func (c *Config) check() error {
	c.fill()
	var faults []error
	if c.ChannelSecret == "" {
		faults = append(faults, errors.New("channel secret is empty"))
	}
	if c.ChannelToken == "" {
		faults = append(faults, errors.New("channel access token is empty"))
	}
	if !isUserID(c.BotUserID) {
		faults = append(faults, fmt.Errorf("bot user ID %q is not U and 32 hex digits", c.BotUserID))
	}
	if c.WebhookURL != "" {
		faults = append(faults, checkWebhookURL(c.WebhookURL))
	}
	for _, phone := range c.Phones {
		faults = append(faults, phone.check())
	}
	for _, group := range c.Groups {
		faults = append(faults, group.check())
	}
	return errors.Join(faults...)
}

func (c *Config) fill() {
	if c.BotUserID == "" {
		c.BotUserID = defaultBotUserID
	}
	if c.BotName == "" {
		c.BotName = "Sajja"
	}
	if c.Now == nil {
		c.Now = time.Now
	}
	if c.Logger == nil {
		c.Logger = slog.New(slog.DiscardHandler)
	}
}

func (p Phone) check() error {
	if !isUserID(p.UserID) {
		return fmt.Errorf("user ID %q is not U and 32 hex digits", p.UserID)
	}
	if p.DisplayName == "" {
		return fmt.Errorf("user %s has no display name", p.UserID)
	}
	return nil
}

func (g Group) check() error {
	if !isGroupID(g.ID) {
		return fmt.Errorf("group ID %q is not C or R and 32 hex digits", g.ID)
	}
	return nil
}

// checkWebhookURL takes http beside https: LINE itself insists on https, but
// the bot under test listens on loopback.
func checkWebhookURL(text string) error {
	u, err := url.Parse(text)
	if err != nil || u.Host == "" || (u.Scheme != "http" && u.Scheme != "https") || len(text) > 500 {
		return fmt.Errorf("webhook URL %q is not an http or https address of at most 500 characters", text)
	}
	return nil
}

// The two checks below run on every call of the API, so they are loops, not
// regular expressions.
func isUserID(id string) bool { return len(id) == 33 && id[0] == 'U' && isLowerHex(id[1:]) }
func isGroupID(id string) bool {
	return len(id) == 33 && (id[0] == 'C' || id[0] == 'R') && isLowerHex(id[1:])
}

func isLowerHex(text string) bool {
	for i := range len(text) {
		c := text[i]
		if (c < '0' || c > '9') && (c < 'a' || c > 'f') {
			return false
		}
	}
	return true
}
