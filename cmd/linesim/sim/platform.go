package sim

import (
	"context"
	"fmt"
	"net/http"
	"sync"
	"time"
)

// Platform is the simulated LINE: people and groups, the chats between them
// and one bot, the API the bot calls and the webhooks it gets.
//
// One lock guards all state. Validation, signing and sending happen outside
// it, so a critical section is a few map operations.
type Platform struct {
	config  Config
	ids     *idMaker
	quotes  quoteTokens
	client  *http.Client
	handler http.Handler
	bodies  sync.Pool // of *requestBody
	stop    context.CancelFunc
	stopped context.Context
	running sync.WaitGroup

	mu         sync.Mutex
	webhookURL string
	people     map[string]*person
	peopleList []string
	chats      map[string]*chat
	chatList   []string
	replies    replyTokens
	retries    retryKeys
	quota      quota
	faults     Faults
	contents   map[string]*content
	richMenus  richMenus
	deliveries []Delivery
	batch      *envelope
	pending    int
	changed    chan struct{}
	waiting    int
	stream     stream
	load       *loadRun
	loadUsers  loadUsers
}

// webhookTimeout is LINE's: no answer within two seconds is request_timeout.
const webhookTimeout = 2 * time.Second

// New makes a platform with the configured people and groups. Close it.
func New(config Config) (*Platform, error) {
	if err := config.check(); err != nil {
		return nil, fmt.Errorf("configure simulated LINE: %w", err)
	}
	p := &Platform{
		config:     config,
		ids:        newIDMaker(),
		quotes:     newQuoteTokens(),
		client:     newWebhookClient(),
		webhookURL: config.WebhookURL,
		people:     map[string]*person{},
		chats:      map[string]*chat{},
		replies:    replyTokens{},
		retries:    newRetryKeys(),
		quota:      quota{limit: config.Quota},
		contents:   map[string]*content{},
		richMenus:  newRichMenus(),
		changed:    make(chan struct{}),
		stream:     stream{},
	}
	p.stopped, p.stop = context.WithCancel(context.Background())
	for _, phone := range config.Phones {
		p.addPerson(phone)
	}
	for _, group := range config.Groups {
		if err := p.addGroup(group); err != nil {
			p.stop()
			return nil, fmt.Errorf("configure simulated LINE: %w", err)
		}
	}
	p.handler = p.routes()
	return p, nil
}

// Handler serves LINE's API under /v2/, the control API under /sim/ and the
// page under /.
func (p *Platform) Handler() http.Handler { return p.handler }

// Close ends streams and deliveries and waits for them. What was not delivered
// yet is lost, as the phones of a simulator are.
func (p *Platform) Close() {
	p.mu.Lock()
	p.stop() // under the lock: nothing starts after it
	p.mu.Unlock()
	p.running.Wait()
	p.client.CloseIdleConnections()
}

// SetWebhookURL tells the platform where the bot listens.
func (p *Platform) SetWebhookURL(address string) error {
	if err := checkWebhookURL(address); err != nil {
		return err
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	p.webhookURL = address
	return nil
}

// BotUserID is the destination of every webhook.
func (p *Platform) BotUserID() string { return p.config.BotUserID }

func (p *Platform) routes() http.Handler {
	mux := http.NewServeMux()
	mux.Handle("/v2/", p.api())
	mux.Handle("/sim/", p.control())
	if p.config.Page != nil {
		mux.Handle("/", p.config.Page)
	}
	return mux
}

// notify wakes everyone who waits for a change. Callers hold the lock. The
// channel is renewed only when somebody waits: a load run changes state
// thousands of times a second.
func (p *Platform) notify() {
	if p.waiting == 0 {
		return
	}
	close(p.changed)
	p.changed, p.waiting = make(chan struct{}), 0
}

// await returns when ready holds; ready runs under the lock.
func (p *Platform) await(ctx context.Context, ready func() bool) error {
	for {
		p.mu.Lock()
		if ready() {
			p.mu.Unlock()
			return nil
		}
		changed := p.changed
		p.waiting++
		p.mu.Unlock()
		select {
		case <-changed:
		case <-ctx.Done():
			return ctx.Err()
		case <-p.stopped.Done():
			return fmt.Errorf("simulated LINE is closed")
		}
	}
}
