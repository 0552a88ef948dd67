package speech

import (
	"strconv"
	"strings"

	flex "sajja/flex-templates"

	"sajja/bot/catalogue"
	"sajja/bot/conversation"
	"sajja/bot/thai"
	"sajja/store"
)

// proxy says how somebody comes to act for another, and how it ends.
func (s *Speaker) proxy(scene Scene, reply conversation.Reply) (Content, bool) {
	switch r := reply.(type) {
	case conversation.ProxyWho:
		return s.proxyWho(scene, r), true
	case conversation.ProxyScopes:
		return s.proxyScopes(scene, r), true
	case conversation.ProxyAskedFor:
		return s.proxyAsked(scene, r), true
	case conversation.ProxyOffer:
		return s.proxyOffer(scene, r), true
	case conversation.ProxyTurned:
		return s.proxyTurned(scene, r), true
	case conversation.ProxyList:
		return s.proxyList(scene, r), true
	}
	return Content{}, false
}

func (s *Speaker) proxyWho(scene Scene, r conversation.ProxyWho) Content {
	table := flex.Table{Fund: scene.Fund.Name, Title: s.text("proxy.who.title"), Note: s.text("proxy.who.text")}
	group := flex.TableGroup{}
	for _, m := range r.Choices {
		to := conversation.Button{Verb: conversation.VerbProxyTo, Args: []string{conversation.IDArg(m.ID.UUID), string(r.Relation)}}
		group.Rows = append(group.Rows, flex.TableRow{Left: m.Name, Tap: flex.Button{
			Label: shortened(s.text("proxy.who.button", "name", m.Name, "number", m.Number)), Data: to.Data(),
			DisplayText: s.text("proxy.who.shown", "name", m.Name),
		}})
	}
	table.Groups, table.Alt = []flex.TableGroup{group}, table.Title
	return card(flex.TableCard(table))
}

func (s *Speaker) proxyScopes(scene Scene, r conversation.ProxyScopes) Content {
	title := s.text("proxy.scopes.title", "name", r.Holder.Name)
	notice := flex.Notice{
		Fund: scene.Fund.Name, Tone: flex.ToneAsk, Title: title, Alt: title,
		Text: s.text("proxy.scopes.text", "name", r.Holder.Name, "date", thai.FormatDate(r.Until)),
	}
	for _, allow := range conversation.Allowances {
		what := s.text(catalogue.Key("proxy.allow." + string(allow)))
		ask := conversation.Button{Verb: conversation.VerbProxyAsk,
			Args: []string{conversation.IDArg(r.Holder.ID.UUID), string(r.Relation), string(allow)}}
		notice.Buttons = append(notice.Buttons, flex.Button{
			Label: what, Data: ask.Data(), DisplayText: s.text("proxy.allow.shown", "name", r.Holder.Name, "what", what),
		})
	}
	return card(flex.NoticeCard(notice))
}

func (s *Speaker) proxyAsked(scene Scene, r conversation.ProxyAskedFor) Content {
	title := s.text("proxy.asked.title", "name", r.Proxy.Holder.Name)
	return card(flex.NoticeCard(flex.Notice{
		Fund: scene.Fund.Name, Tone: flex.ToneWait, Title: title, Alt: title,
		Text: s.text("proxy.asked.text", "name", r.Proxy.Holder.Name, "what", s.scopes(r.Proxy.Scopes)),
		Buttons: []flex.Button{{
			Label: s.text("proxy.end"), Data: proxyButton(conversation.VerbProxyEnd, r.Proxy),
			DisplayText: s.text("proxy.end.shown", "name", r.Proxy.Holder.Name), Quiet: true,
		}},
	}))
}

func proxyButton(verb conversation.Verb, p store.Proxy) string {
	return conversation.Button{Verb: verb, Args: []string{conversation.IDArg(p.ID.UUID)}}.Data()
}

func (s *Speaker) proxyOffer(scene Scene, r conversation.ProxyOffer) Content {
	p := r.Proxy
	title := s.text("proxy.offer.title", "name", p.Member.Name)
	yes, no := s.text("proxy.offer.yes"), s.text("proxy.offer.no")
	return card(flex.NoticeCard(flex.Notice{
		Fund: scene.Fund.Name, Tone: flex.ToneAsk, Title: title, Alt: title,
		Text: s.text("proxy.offer.text", "name", p.Member.Name, "number", p.Member.Number,
			"what", s.scopes(p.Scopes), "date", thai.FormatDate(p.Until)),
		Buttons: []flex.Button{
			{Label: yes, Data: proxyButton(conversation.VerbProxyYes, p), DisplayText: yes},
			{Label: no, Data: proxyButton(conversation.VerbProxyNo, p), DisplayText: no, Quiet: true},
		},
	}))
}

func (s *Speaker) proxyTurned(scene Scene, r conversation.ProxyTurned) Content {
	p := r.Proxy
	side := "other"
	switch r.Reader {
	case p.Holder.ID:
		side = "holder"
	case p.Member.ID:
		side = "member"
	}
	key := catalogue.Key("proxy." + string(p.State))
	text := s.text(key+catalogue.Key("."+side), "holder", p.Holder.Name, "member", p.Member.Name, "given", given(p.Member.Name),
		"what", s.scopes(p.Scopes), "date", thai.FormatDate(p.Until))
	if by := r.By; by.Name != "" && by.ID != p.Holder.ID && by.ID != p.Member.ID && by.ID != r.Reader {
		text += "\n" + s.text("proxy.by", "name", by.Name)
	}
	title := s.text(key + ".title")
	return card(flex.NoticeCard(flex.Notice{Fund: scene.Fund.Name, Tone: flex.ToneOK, Title: title, Text: text, Alt: title}))
}

// given is the name by which neighbours call each other.
func given(name string) string {
	first, _, _ := strings.Cut(thai.BareName(name), " ")
	return first
}

func (s *Speaker) proxyList(scene Scene, r conversation.ProxyList) Content {
	mine, others := flex.TableGroup{Name: s.text("proxy.list.mine")}, flex.TableGroup{Name: s.text("proxy.list.others")}
	for _, p := range r.Proxies {
		group, other := &others, p.Member
		if p.Member.ID == r.Self {
			group, other = &mine, p.Holder
		}
		row := flex.TableRow{Left: other.Name, Buttons: []flex.Button{{
			Label: s.text("proxy.end"), Data: proxyButton(conversation.VerbProxyEnd, p),
			DisplayText: s.text("proxy.end.shown", "name", other.Name), Quiet: true,
		}}}
		row.Note = s.text("proxy.list.row", "what", s.scopes(p.Scopes), "date", thai.FormatDate(p.Until))
		if p.State == store.ProxyAsked {
			row.Note = s.text("proxy.list.waiting", "what", s.scopes(p.Scopes))
		}
		group.Rows = append(group.Rows, row)
	}
	table := flex.Table{
		Fund: scene.Fund.Name, Title: s.text("proxy.list.title"), Empty: s.text("proxy.list.empty"),
		Alt: s.text("proxy.list.alt", "count", strconv.Itoa(len(r.Proxies))),
	}
	for _, g := range []flex.TableGroup{mine, others} {
		if len(g.Rows) > 0 {
			table.Groups = append(table.Groups, g)
		}
	}
	return card(flex.TableCard(table))
}
