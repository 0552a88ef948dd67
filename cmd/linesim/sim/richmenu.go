package sim

import (
	"encoding/json"
	"net/http"
	"slices"
)

// richMenus are the menus below the chats: created, given a picture, and
// linked to one person or to all.
type richMenus struct {
	byID      map[string]*richMenu
	aliases   map[string]string
	defaultID string
}

type richMenu struct {
	id       string
	object   json.RawMessage
	hasImage bool
	image    []byte
	width    int
	height   int
}

const (
	richMenusMax     = 1000
	richMenuImageMax = 1 << 20
)

func newRichMenus() richMenus {
	return richMenus{byID: map[string]*richMenu{}, aliases: map[string]string{}}
}

func (p *Platform) richMenuRoutes(read, write func(string, endpoint)) {
	write("POST /v2/bot/richmenu", p.createRichMenu)
	write("POST /v2/bot/richmenu/validate", p.validateRichMenu)
	read("GET /v2/bot/richmenu/{id}", p.getRichMenu)
	read("GET /v2/bot/richmenu/list", p.listRichMenus)
	read("DELETE /v2/bot/richmenu/{id}", p.deleteRichMenu)
	read("POST /v2/bot/richmenu/{id}/{tail}", menuOrAlias(p.putRichMenuImage, p.withBody(p.changeAlias)))
	read("GET /v2/bot/richmenu/{id}/{tail}", menuOrAlias(p.getRichMenuImage, p.getAlias))
	read("POST /v2/bot/user/all/richmenu/{id}", p.setDefaultRichMenu)
	read("GET /v2/bot/user/all/richmenu", p.getDefaultRichMenu)
	read("DELETE /v2/bot/user/all/richmenu", p.dropDefaultRichMenu)
	read("POST /v2/bot/user/{userId}/richmenu/{id}", p.linkRichMenu)
	read("GET /v2/bot/user/{userId}/richmenu", p.getLinkedRichMenu)
	read("DELETE /v2/bot/user/{userId}/richmenu", p.unlinkRichMenu)
	write("POST /v2/bot/richmenu/alias", p.createAlias)
	read("GET /v2/bot/richmenu/alias/list", p.listAliases)
	read("DELETE /v2/bot/richmenu/alias/{tail}", p.deleteAlias)
}

// menuOrAlias tells /richmenu/{id}/content from /richmenu/alias/{aliasId}: the
// two would both match /richmenu/alias/content, which the mux does not allow.
func menuOrAlias(content, alias endpoint) endpoint {
	return func(c *call) *refusal {
		switch {
		case c.r.PathValue("id") == "alias":
			return alias(c)
		case c.r.PathValue("tail") == "content":
			return content(c)
		default:
			return notFound()
		}
	}
}

func (p *Platform) createRichMenu(c *call) *refusal {
	root := c.tree.root()
	if bad := checkRichMenu(root); bad != nil {
		return bad
	}
	width, _ := root.get("size").get("width").integer()
	height, _ := root.get("size").get("height").integer()
	menu := &richMenu{
		id: "richmenu-" + p.ids.token(), object: slices.Clone(root.raw()), width: int(width), height: int(height),
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	if len(p.richMenus.byID) >= richMenusMax {
		return badRequest("The maximum number of rich menus has been reached")
	}
	p.richMenus.byID[menu.id] = menu
	c.answer(http.StatusOK, encode(map[string]string{"richMenuId": menu.id}))
	return nil
}

func (p *Platform) validateRichMenu(c *call) *refusal {
	if bad := checkRichMenu(c.tree.root()); bad != nil {
		return bad
	}
	return c.done()
}

// checkRichMenu holds a menu to its sizes, its areas and their actions.
func checkRichMenu(root value) *refusal {
	k := messageCheck{}
	k.names(root, "size", "selected", "name", "chatBarText", "areas")
	k.string(root, "name", lengths{1, 300, graphemeUnit})
	k.string(root, "chatBarText", lengths{1, 14, graphemeUnit})
	if selected := root.get("selected"); !selected.exists() || selected.kind() != kindBool {
		k.missing(root, "selected", "May not be empty")
	}
	width, height := k.richMenuSize(root)
	areas := k.array(root, "areas", 0, 20)
	if areas.exists() {
		for area := areas.first(); area.exists(); area = area.next() {
			k.richMenuArea(area, width, height)
		}
	}
	if k.broken != nil {
		return k.broken
	}
	if len(k.details) > 0 {
		return badBody(k.details)
	}
	return nil
}

func (k *messageCheck) richMenuSize(root value) (width, height int) {
	size := root.get("size")
	if !size.exists() || size.kind() != kindObject {
		k.missing(root, "size", "May not be empty")
		return 0, 0
	}
	k.names(size, "width", "height")
	width, height = k.integer(size, "width", 800, 2500), k.integer(size, "height", 250, 2500)
	if width > 0 && height > 0 && width*100 < height*145 {
		k.fault(size, "The width must be at least 1.45 heights")
	}
	return width, height
}

func (k *messageCheck) richMenuArea(area value, width, height int) {
	if area.kind() != kindObject {
		k.wrongKind(area)
		return
	}
	k.names(area, "bounds", "action")
	if action := area.get("action"); action.exists() {
		checkAction(k, action, inRichMenu)
	} else {
		k.absent(area, "action")
	}
	bounds := area.get("bounds")
	if !bounds.exists() || bounds.kind() != kindObject {
		k.absent(area, "bounds")
		return
	}
	k.names(bounds, "x", "y", "width", "height")
	x, y := k.integer(bounds, "x", 0, 2500), k.integer(bounds, "y", 0, 2500)
	w, h := k.integer(bounds, "width", 1, 2500), k.integer(bounds, "height", 1, 2500)
	if x >= 0 && y >= 0 && (x+w > width || y+h > height) {
		k.fault(bounds, "The area must lie within the menu")
	}
}

// withMenu finds the menu named in the path and runs under the lock.
func (p *Platform) withMenu(c *call, do func(*richMenu) *refusal) *refusal {
	p.mu.Lock()
	defer p.mu.Unlock()
	menu := p.richMenus.byID[c.r.PathValue("id")]
	if menu == nil {
		return notFound()
	}
	return do(menu)
}

func (menu *richMenu) described() []byte {
	object := map[string]json.RawMessage{}
	_ = json.Unmarshal(menu.object, &object) // checked when it was created
	object["richMenuId"] = encode(menu.id)
	return encode(object)
}

func (p *Platform) getRichMenu(c *call) *refusal {
	return p.withMenu(c, func(menu *richMenu) *refusal {
		c.answer(http.StatusOK, menu.described())
		return nil
	})
}

func (p *Platform) listRichMenus(c *call) *refusal {
	p.mu.Lock()
	defer p.mu.Unlock()
	list := []json.RawMessage{}
	for _, id := range sortedKeys(p.richMenus.byID) {
		list = append(list, p.richMenus.byID[id].described())
	}
	c.answer(http.StatusOK, encode(map[string]any{"richmenus": list}))
	return nil
}

func sortedKeys[V any](m map[string]V) []string {
	keys := make([]string, 0, len(m))
	for key := range m {
		keys = append(keys, key)
	}
	slices.Sort(keys)
	return keys
}

func (p *Platform) deleteRichMenu(c *call) *refusal {
	return p.withMenu(c, func(menu *richMenu) *refusal {
		delete(p.richMenus.byID, menu.id)
		if p.richMenus.defaultID == menu.id {
			p.richMenus.defaultID = ""
		}
		for _, chat := range p.chats {
			if chat.richMenuID == menu.id {
				chat.richMenuID = ""
			}
		}
		p.publishSnapshot()
		return c.done()
	})
}

// setDefaultRichMenu needs a menu with a picture.
func (p *Platform) setDefaultRichMenu(c *call) *refusal {
	return p.withMenu(c, func(menu *richMenu) *refusal {
		if !menu.hasImage {
			return badRequest("must upload richmenu image before applying it to user")
		}
		p.richMenus.defaultID = menu.id
		p.publishSnapshot()
		return c.done()
	})
}

func (p *Platform) getDefaultRichMenu(c *call) *refusal {
	p.mu.Lock()
	id := p.richMenus.defaultID
	p.mu.Unlock()
	return answerMenuID(c, id)
}

func answerMenuID(c *call, id string) *refusal {
	if id == "" {
		return notFound()
	}
	c.answer(http.StatusOK, encode(map[string]string{"richMenuId": id}))
	return nil
}

func (p *Platform) dropDefaultRichMenu(c *call) *refusal {
	p.mu.Lock()
	p.richMenus.defaultID = ""
	p.publishSnapshot()
	p.mu.Unlock()
	return c.done()
}

// linkRichMenu answers 200 without effect for people who are no friends.
func (p *Platform) linkRichMenu(c *call) *refusal {
	userID := c.r.PathValue("userId")
	if !isUserID(userID) {
		return badPathProperty("userId")
	}
	return p.withMenu(c, func(menu *richMenu) *refusal {
		if !menu.hasImage {
			return badRequest("must upload richmenu image before applying it to user")
		}
		if u := p.people[userID]; u != nil && u.friend {
			p.setRichMenu(p.chats[userID], menu.id)
		}
		return c.done()
	})
}

func (p *Platform) setRichMenu(c *chat, id string) {
	c.richMenuID = id
	p.publish("richMenu", map[string]any{"chat": c.id, "richMenu": p.richMenuOf(c)})
	p.notify()
}

func (p *Platform) getLinkedRichMenu(c *call) *refusal {
	p.mu.Lock()
	id := ""
	if chat := p.chats[c.r.PathValue("userId")]; chat != nil {
		id = chat.richMenuID
	}
	p.mu.Unlock()
	return answerMenuID(c, id)
}

func (p *Platform) unlinkRichMenu(c *call) *refusal {
	if !isUserID(c.r.PathValue("userId")) {
		return badPathProperty("userId")
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	if chat := p.chats[c.r.PathValue("userId")]; chat != nil {
		p.setRichMenu(chat, "")
	}
	return c.done()
}

// richMenuOf gives the menu a chat shows, for the page: the person's own
// before the default. Callers hold the lock.
func (p *Platform) richMenuOf(c *chat) json.RawMessage {
	id := c.richMenuID
	if id == "" && c.kind == chatUser {
		id = p.richMenus.defaultID
	}
	if menu := p.richMenus.byID[id]; menu != nil {
		return menu.described()
	}
	return json.RawMessage("null")
}

// RichMenuOf gives the ID of the menu a person sees, or "".
func (p *Platform) RichMenuOf(userID string) string {
	p.mu.Lock()
	defer p.mu.Unlock()
	if c := p.chats[userID]; c != nil && c.richMenuID != "" {
		return c.richMenuID
	}
	return p.richMenus.defaultID
}
