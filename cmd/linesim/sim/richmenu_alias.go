package sim

import (
	"context"
	"errors"
	"net/http"
)

// An alias is a name for a menu that the menu's own buttons can switch to.

func (p *Platform) createAlias(c *call) *refusal {
	root := c.tree.root()
	aliasID, menuID := root.string("richMenuAliasId"), root.string("richMenuId")
	if !isAliasID(aliasID) {
		return badBody([]detail{{"Must be 1 to 32 of a-z, 0-9, _ and -", "richMenuAliasId"}})
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.richMenus.aliases[aliasID] != "" {
		return badRequest("conflict richmenu alias id")
	}
	if bad := p.aliasTarget(menuID); bad != nil {
		return bad
	}
	p.richMenus.aliases[aliasID] = menuID
	return c.done()
}

func (p *Platform) aliasTarget(menuID string) *refusal {
	if menu := p.richMenus.byID[menuID]; menu == nil || !menu.hasImage {
		return badRequest("richmenu not found")
	}
	return nil
}

func (p *Platform) changeAlias(c *call) *refusal {
	menuID := c.tree.root().string("richMenuId")
	return p.withAlias(c, func(aliasID string) *refusal {
		if bad := p.aliasTarget(menuID); bad != nil {
			return bad
		}
		p.richMenus.aliases[aliasID] = menuID
		return c.done()
	})
}

func (p *Platform) getAlias(c *call) *refusal {
	return p.withAlias(c, func(aliasID string) *refusal {
		c.answer(http.StatusOK, encode(p.aliasView(aliasID)))
		return nil
	})
}

func (p *Platform) aliasView(aliasID string) map[string]string {
	return map[string]string{"richMenuAliasId": aliasID, "richMenuId": p.richMenus.aliases[aliasID]}
}

func (p *Platform) listAliases(c *call) *refusal {
	p.mu.Lock()
	defer p.mu.Unlock()
	list := []map[string]string{}
	for _, aliasID := range sortedKeys(p.richMenus.aliases) {
		list = append(list, p.aliasView(aliasID))
	}
	c.answer(http.StatusOK, encode(map[string]any{"aliases": list}))
	return nil
}

func (p *Platform) deleteAlias(c *call) *refusal {
	return p.withAlias(c, func(aliasID string) *refusal {
		delete(p.richMenus.aliases, aliasID)
		return c.done()
	})
}

func (p *Platform) withAlias(c *call, do func(string) *refusal) *refusal {
	p.mu.Lock()
	defer p.mu.Unlock()
	aliasID := c.r.PathValue("tail")
	if p.richMenus.aliases[aliasID] == "" {
		return notFound()
	}
	return do(aliasID)
}

func isAliasID(id string) bool {
	for i := range len(id) {
		c := id[i]
		if (c < 'a' || c > 'z') && (c < '0' || c > '9') && c != '_' && c != '-' {
			return false
		}
	}
	return len(id) >= 1 && len(id) <= 32
}

type switchDeed struct {
	Chat    string `json:"chat"`
	From    string `json:"from"`
	AliasID string `json:"richMenuAliasId"`
	Data    string `json:"data"`
}

func (p *Platform) switchDeed(_ context.Context, d switchDeed) (any, error) {
	return none, p.SwitchRichMenu(d.Chat, d.From, d.AliasID, d.Data)
}

// SwitchRichMenu presses a menu's button that switches to another menu. The
// bot hears of it by a postback, and so it does when the switch goes wrong.
func (p *Platform) SwitchRichMenu(chatID, userID, aliasID, data string) error {
	if data == "" {
		return errors.New("postback data has 1 to 300 characters")
	}
	return p.act(chatID, userID, func(c *chat, u *person) error {
		params := map[string]string{"newRichMenuAliasId": aliasID, "status": "SUCCESS"}
		menuID := p.richMenus.aliases[aliasID]
		switch {
		case menuID == "":
			params["status"] = "RICHMENU_ALIAS_ID_NOTFOUND"
		case p.richMenus.byID[menuID] == nil:
			params["status"] = "RICHMENU_NOTFOUND"
		default:
			p.setRichMenu(c, menuID)
		}
		p.emit(c, u, event{Type: "postback", Postback: &PostbackAction{Data: data, Params: params}}, answerable)
		return nil
	})
}
