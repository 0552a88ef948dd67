package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/google/uuid"

	"sajja/bot/catalogue"
	"sajja/bot/conversation"
	"sajja/bot/speech"
	"sajja/ledger"
	"sajja/ledger/household"
	"sajja/store"
	"sajja/store/postgres"
)

// proxyCommand is the noun proxy.
type proxyCommand struct {
	Grant  proxyGrantCommand  `cmd:"" help:"Enter who acts for a member, as an officer saw it on paper."`
	Revoke proxyRevokeCommand `cmd:"" help:"End a proxy at once."`
	List   proxyListCommand   `cmd:"" help:"List who acts for whom."`
}

// proxyJSON is a proxy in the shape other programs read.
type proxyJSON struct {
	ID       ledger.ProxyID     `json:"id"`
	Holder   string             `json:"holder"`
	Member   string             `json:"member"`
	Relation household.Relation `json:"relation"`
	Scopes   []household.Scope  `json:"scopes"`
	Since    ledger.Date        `json:"since"`
	Until    ledger.Date        `json:"until"`
	State    store.ProxyState   `json:"state"`
	Evidence string             `json:"evidence"`
}

func proxyDetail(p store.Proxy) proxyJSON {
	return proxyJSON{p.ID, p.Holder.Number, p.Member.Number, p.Relation, p.Scopes, p.Since, p.Until, p.State, p.Evidence}
}

func (c *console) showProxy(p store.Proxy) error {
	return c.show(proxyDetail(p), func(w io.Writer) error { return writeProxy(w, p) })
}

func writeProxy(w io.Writer, p store.Proxy) error {
	scopes := make([]string, len(p.Scopes))
	for i, s := range p.Scopes {
		scopes[i] = string(s)
	}
	_, err := fmt.Fprintf(w, "%s %s acts for %s %s (%s)\t%s\t%s to %s\t%s\n", p.Holder.Number, p.Holder.Name,
		p.Member.Number, p.Member.Name, p.Relation, strings.Join(scopes, ","), p.Since, p.Until, p.State)
	return err
}

type proxyGrantCommand struct {
	Fund     string      `required:"" help:"The fund's code."`
	Member   string      `required:"" help:"The number of the member who is acted for."`
	Holder   string      `required:"" help:"The number of the member who acts."`
	Scope    []string    `required:"" help:"What he may do: see, pay, claim, receive; may be repeated."`
	Relation string      `default:"other" help:"What the member is to him: parent, elder, child, younger, spouse, sibling, other."`
	Since    ledger.Date `placeholder:"DATE" help:"The first day; today when left out."`
	Until    ledger.Date `placeholder:"DATE" help:"The last day; a year from the first when left out."`
	Evidence string      `required:"" help:"The paper that an officer saw, such as \"ใบมอบฉันทะ 22 พ.ย. 2569\"."`
	By       string      `help:"The number of the officer who saw it."`
}

func (c *proxyGrantCommand) Run(ctx context.Context, con *console) error {
	now := time.Now()
	p, err := c.proxy(now)
	if err != nil {
		return usageError{"sajja proxy grant", err}
	}
	return con.withMember(ctx, c.Fund, c.Member, func(db *postgres.DB, fund store.Fund, m store.Member) error {
		if p.Holder, err = findMember(ctx, db, fund, c.Holder); err != nil {
			return err
		}
		if p.Member = m; p.Holder.ID == m.ID {
			return errors.New("nobody needs a proxy for herself")
		}
		by, err := registrar(ctx, db, fund, c.By)
		if err != nil {
			return err
		}
		p.AskedBy = by.ID
		if err := turnProxy(ctx, db, fund, p, by, now, store.AskProxy{Proxy: p}); err != nil {
			return err
		}
		return con.showProxy(p)
	})
}

// proxy reads the words of the command.
func (c *proxyGrantCommand) proxy(now time.Time) (store.Proxy, error) {
	p := store.Proxy{ID: ledger.NewProxyID(), Evidence: strings.TrimSpace(c.Evidence), AskedAt: now, State: store.ProxyAccepted}
	relation, err := household.ParseRelation(c.Relation)
	if err != nil {
		return p, err
	}
	p.Relation = relation
	for _, text := range c.Scope {
		for word := range strings.SplitSeq(text, ",") {
			scope, err := household.ParseScope(strings.TrimSpace(word))
			if err != nil {
				return p, err
			}
			p.Scopes = append(p.Scopes, scope)
		}
	}
	if p.Since = c.Since; p.Since.IsZero() {
		p.Since = ledger.DateOf(now)
	}
	if p.Until = c.Until; p.Until.IsZero() {
		p.Until = p.Since.AddDays(household.ProxyDays)
	}
	if p.Evidence == "" || len([]rune(p.Evidence)) > 500 {
		return p, errors.New("--evidence must say what was seen, in 1 to 500 letters")
	}
	return p, p.Proxy.Check()
}

// registrar finds the officer in whose name a command keeps the register; nobody
// when none was named.
func registrar(ctx context.Context, db *postgres.DB, fund store.Fund, number string) (store.Member, error) {
	if number == "" {
		return store.Member{}, nil
	}
	officer, err := findMember(ctx, db, fund, number)
	if err == nil && !officer.May(ledger.RightKeepRegister) {
		err = fmt.Errorf("%s %s holds no office that keeps the register", officer.Number, officer.Name)
	}
	return officer, err
}

// turnProxy writes down how a proxy went on and lets the service tell both sides.
func turnProxy(ctx context.Context, db *postgres.DB, fund store.Fund, p store.Proxy, by store.Member, now time.Time, acts ...store.Act) error {
	texts, err := catalogue.New()
	if err != nil {
		return err
	}
	acts = append(acts, store.StepProxy{Proxy: p.ID, To: p.State, By: by.ID, At: now})
	outcome := store.Outcome{Acts: acts}
	var told []conversation.Reply
	if p.Until.Before(ledger.DateOf(now)) {
		p.Holder.LineUserID, p.Member.LineUserID = "", "" // written down late: nothing begins or ends today
	}
	for _, side := range []store.Member{p.Holder, p.Member} {
		told = append(told, conversation.Told{To: side, Reply: conversation.ProxyTurned{Proxy: p, Reader: side.ID, By: by}})
	}
	outcome.Messages, err = messagesOf(speech.New(texts), fund, now, "proxy:"+p.ID.String(), told)
	if err != nil {
		return err
	}
	return db.Work(ctx, fund.ID, nil, func(context.Context, *postgres.Session) (store.Outcome, error) { return outcome, nil })
}

// messagesOf makes the rows of messages that a command owes; who has no LINE gets
// none.
func messagesOf(speaker *speech.Speaker, fund store.Fund, now time.Time, cause string, replies []conversation.Reply) ([]store.OutboundMessage, error) {
	var messages []store.OutboundMessage
	for _, said := range speaker.Say(speech.Scene{Now: now, Fund: fund}, replies) {
		if said.Member == nil || said.Member.LineUserID == "" {
			continue
		}
		content, err := said.Content.Encode()
		if err != nil {
			return nil, fmt.Errorf("write the content of a message: %w", err)
		}
		m := store.OutboundMessage{ID: uuid.Must(uuid.NewV7()), EventID: cause, Fund: fund.ID, Recipient: said.Member.LineUserID,
			Urgency: store.UrgencyNow, Content: content, CreatedAt: now}
		if said.Rides {
			m.Urgency = store.UrgencyRide
		}
		messages = append(messages, m)
	}
	return messages, nil
}

type proxyRevokeCommand struct {
	Fund  string `required:"" help:"The fund's code."`
	Proxy string `required:"" help:"The proxy's ID, as proxy list shows it."`
	By    string `help:"The number of the officer who ends it."`
}

func (c *proxyRevokeCommand) Run(ctx context.Context, con *console) error {
	return con.withFund(ctx, c.Fund, func(db *postgres.DB, fund store.Fund) error {
		by, err := registrar(ctx, db, fund, c.By)
		if err != nil {
			return err
		}
		proxies, err := db.Proxies(ctx, fund.ID)
		if err != nil {
			return err
		}
		for _, p := range proxies {
			if p.ID.String() != c.Proxy {
				continue
			}
			switch p.State {
			case store.ProxyAccepted:
				p.State = store.ProxyRevoked
			case store.ProxyAsked:
				p.State = store.ProxyWithdrawn
			default:
				return fmt.Errorf("proxy %s has ended: %s", c.Proxy, p.State)
			}
			if err := turnProxy(ctx, db, fund, p, by, time.Now()); err != nil {
				return err
			}
			return con.showProxy(p)
		}
		return fmt.Errorf("fund %s has no proxy %s: see `sajja proxy list --fund %s`", fund.Code, c.Proxy, fund.Code)
	})
}

type proxyListCommand struct {
	Fund   string `required:"" help:"The fund's code."`
	Member string `help:"Only those in which this member is either side."`
}

func (c *proxyListCommand) Run(ctx context.Context, con *console) error {
	return con.withFund(ctx, c.Fund, func(db *postgres.DB, fund store.Fund) error {
		all, err := db.Proxies(ctx, fund.ID)
		if err != nil {
			return err
		}
		proxies, details := []store.Proxy{}, []proxyJSON{}
		for _, p := range all {
			if c.Member == "" || c.Member == p.Holder.Number || c.Member == p.Member.Number {
				proxies, details = append(proxies, p), append(details, proxyDetail(p))
			}
		}
		return con.show(details, func(w io.Writer) error {
			table := newTable(w)
			for _, p := range proxies {
				fmt.Fprintf(table, "%s\t", p.ID)
				if err := writeProxy(table, p); err != nil {
					return err
				}
			}
			return table.Flush()
		})
	})
}
