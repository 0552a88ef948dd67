package sim_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"image"
	"image/png"
	"net/http"
	"testing"

	"github.com/google/go-cmp/cmp"
)

const menuAreas = `[{"bounds":{"x":0,"y":0,"width":1250,"height":843},"action":{"type":"message","label":"ยอด","text":"ยอด"}},` +
	`{"bounds":{"x":1250,"y":0,"width":1250,"height":843},"action":{"type":"richmenuswitch","richMenuAliasId":"officer","data":"switch"}}]`

func menuOf(areas string) string {
	return `{"size":{"width":2500,"height":843},"selected":true,"name":"สมาชิก","chatBarText":"เมนู","areas":` + areas + `}`
}

func pictureOf(t *testing.T, width, height int) string {
	t.Helper()
	var b bytes.Buffer
	if err := png.Encode(&b, image.NewGray(image.Rect(0, 0, width, height))); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func (b *bench) createMenu(t *testing.T) string {
	t.Helper()
	var made struct{ RichMenuID string }
	got := b.call(t, "POST", "/v2/bot/richmenu", menuOf(menuAreas))
	if err := json.Unmarshal([]byte(got.body), &made); err != nil || got.status != http.StatusOK {
		t.Fatalf("%d %s", got.status, got.body)
	}
	return made.RichMenuID
}

func TestRichMenus(t *testing.T) {
	t.Parallel()
	t.Run("a menu is made, painted, and linked to one person and to all", func(t *testing.T) {
		t.Parallel()
		b := newBench(t)
		everyone, officer := b.createMenu(t), b.createMenu(t)
		if got := b.call(t, "POST", "/v2/bot/user/all/richmenu/"+everyone, ""); got.status != http.StatusBadRequest {
			t.Errorf("a menu without a picture became the default: %d", got.status)
		}
		for _, id := range []string{everyone, officer} {
			if got := b.call(t, "POST", "/v2/bot/richmenu/"+id+"/content", pictureOf(t, 2500, 843), "Content-Type", "image/png"); got.status != http.StatusOK {
				t.Fatalf("picture: %d %s", got.status, got.body)
			}
		}
		b.call(t, "POST", "/v2/bot/user/all/richmenu/"+everyone, "")
		b.call(t, "POST", "/v2/bot/user/"+mali+"/richmenu/"+officer, "")
		if b.RichMenuOf(somsri) != everyone || b.RichMenuOf(mali) != officer {
			t.Errorf("menus %s and %s", b.RichMenuOf(somsri), b.RichMenuOf(mali))
		}
		b.call(t, "DELETE", "/v2/bot/user/"+mali+"/richmenu", "")
		if b.RichMenuOf(mali) != everyone {
			t.Errorf("menu %s after unlinking", b.RichMenuOf(mali))
		}
		b.call(t, "DELETE", "/v2/bot/richmenu/"+everyone, "")
		if b.RichMenuOf(mali) != "" {
			t.Errorf("menu %s after deleting", b.RichMenuOf(mali))
		}
	})
	t.Run("a picture is of the menu's size, of its own type, and final", func(t *testing.T) {
		t.Parallel()
		b := newBench(t)
		path := "/v2/bot/richmenu/" + b.createMenu(t) + "/content"
		if got := b.call(t, "POST", path, pictureOf(t, 2500, 1686), "Content-Type", "image/png"); got.status != http.StatusBadRequest {
			t.Errorf("wrong size: %d", got.status)
		}
		if got := b.call(t, "POST", path, pictureOf(t, 2500, 843), "Content-Type", "image/jpeg"); got.status != http.StatusBadRequest {
			t.Errorf("wrong type: %d", got.status)
		}
		if got := b.call(t, "POST", path, "GIF89a", "Content-Type", "image/gif"); got.status != http.StatusUnsupportedMediaType {
			t.Errorf("a type LINE lacks: %d", got.status)
		}
		for _, want := range []int{http.StatusOK, http.StatusBadRequest} {
			if got := b.call(t, "POST", path, pictureOf(t, 2500, 843), "Content-Type", "image/png"); got.status != want {
				t.Errorf("%d, want %d", got.status, want)
			}
		}
	})
	t.Run("a switch by alias changes the menu and tells the bot", func(t *testing.T) {
		t.Parallel()
		b := newBench(t)
		id := b.createMenu(t)
		b.call(t, "POST", "/v2/bot/richmenu/"+id+"/content", pictureOf(t, 2500, 843), "Content-Type", "image/png")
		if got := b.call(t, "POST", "/v2/bot/richmenu/alias", fmt.Sprintf(`{"richMenuAliasId":"officer","richMenuId":%q}`, id)); got.status != http.StatusOK {
			t.Fatalf("%d %s", got.status, got.body)
		}
		if got := b.call(t, "GET", "/v2/bot/richmenu/alias/officer", ""); got.body != fmt.Sprintf(`{"richMenuAliasId":"officer","richMenuId":%q}`, id) {
			t.Errorf("alias %s", got.body)
		}
		for alias, status := range map[string]string{"officer": "SUCCESS", "nobody": "RICHMENU_ALIAS_ID_NOTFOUND"} {
			if err := b.SwitchRichMenu(somsri, somsri, alias, "switch"); err != nil {
				t.Fatal(err)
			}
			if got := b.next(t).Events[0].Postback["params"].(map[string]any)["status"]; got != status {
				t.Errorf("%s: status %v", alias, got)
			}
		}
		if b.RichMenuOf(somsri) != id {
			t.Errorf("menu %s", b.RichMenuOf(somsri))
		}
	})
	t.Run("a menu that LINE would refuse is refused", func(t *testing.T) {
		t.Parallel()
		b := newBench(t)
		for _, test := range []struct {
			body string
			want refused
		}{
			{`{"size":{"width":2500,"height":1800},"selected":true,"name":"ก","chatBarText":"ข","areas":[]}`, faults("size", "The width must be at least 1.45 heights")},
			{`{"size":{"width":2500,"height":843},"selected":true,"name":"ก","chatBarText":"` + textOf(15) + `","areas":[]}`, faults("chatBarText", "Length must be between 0 and 14")},
			{menuOf(`[{"bounds":{"x":2000,"y":0,"width":600,"height":843},"action":{"type":"message","text":"ก"}}]`), faults("areas[0].bounds", "The area must lie within the menu")},
			{menuOf(`[{"bounds":{"x":0,"y":0,"width":600,"height":843},"action":{"type":"camera"}}]`), faults("areas[0].action.type", "This action may not be used here")},
		} {
			got := b.call(t, "POST", "/v2/bot/richmenu/validate", test.body)
			if diff := cmp.Diff(test.want, got.refused(t)); diff != "" || got.status != http.StatusBadRequest {
				t.Errorf("%d %s", got.status, diff)
			}
		}
	})
}
