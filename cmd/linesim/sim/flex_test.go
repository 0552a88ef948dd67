package sim_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func flexOf(contents string) string {
	return `{"type":"flex","altText":"ฝาก 30 บาท","contents":` + contents + `}`
}

// bodyOf is a bubble whose body holds the given components.
func bodyOf(components string) string {
	return `{"type":"bubble","body":{"type":"box","layout":"vertical","contents":[` + components + `]}}`
}

// depositCard has what a real card has: about sixty components, Thai texts,
// nested boxes, two buttons.
var depositCard = func() string {
	row := `{"type":"box","layout":"horizontal","spacing":"md","margin":"lg","contents":[` +
		`{"type":"text","text":"วันที่","size":"md","color":"#555555","flex":2,"scaling":true},` +
		`{"type":"text","text":"21 พฤศจิกายน 2569","size":"md","align":"end","flex":5,"wrap":true,"scaling":true}]}`
	return `{"type":"bubble","size":"mega","header":{"type":"box","layout":"vertical","backgroundColor":"#0B6E4F","paddingAll":"20px","contents":[` +
		`{"type":"text","text":"รับทราบแล้ว รอเหรัญญิกรับเงิน","color":"#FFFFFF","weight":"bold","size":"xl","wrap":true,"scaling":true}]},` +
		`"body":{"type":"box","layout":"vertical","spacing":"sm","contents":[` + strings.Repeat(row+",", 18) + `{"type":"separator","margin":"xl"}]},` +
		`"footer":{"type":"box","layout":"vertical","spacing":"md","contents":[` +
		`{"type":"button","style":"primary","height":"md","action":{"type":"postback","label":"ยกเลิกรายการนี้","data":"v1:cancel:0192","displayText":"ยกเลิก"}},` +
		`{"type":"button","style":"secondary","action":{"type":"message","label":"ดูยอด","text":"ยอด"}}]},` +
		`"styles":{"footer":{"separator":true}}}`
}()

func TestFlexTaken(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	tests := map[string]string{
		"a card":                  depositCard,
		"an empty box":            bodyOf(`{"type":"box","layout":"vertical","contents":[]}`),
		"spans in place of words": bodyOf(`{"type":"text","contents":[{"type":"span","text":"30","weight":"bold","decoration":"line-through"}]}`),
		"a baseline box":          bodyOf(`{"type":"box","layout":"baseline","contents":[{"type":"icon","url":"https://example.com/i.png","size":"sm"},{"type":"filler"},{"type":"text","text":"ก"}]}`),
		"a box placed by hand":    bodyOf(`{"type":"box","layout":"vertical","contents":[],"position":"absolute","offsetTop":"10%","offsetStart":"xs","width":"50%","height":"12.5px","borderWidth":"semi-bold","cornerRadius":"xxl","flex":0,"justifyContent":"space-evenly","alignItems":"flex-end","background":{"type":"linearGradient","angle":"90deg","startColor":"#00000080","endColor":"#ffffff","centerColor":"#ff0000","centerPosition":"10%"}}`),
		"a picture":               bodyOf(`{"type":"image","url":"https://example.com/i.png","size":"full","aspectRatio":"1.91:1","aspectMode":"cover","animated":true,"backgroundColor":"#ffffff"}`),
		"what the SDK adds":       bodyOf(`{"type":"text","text":"ก","flex":0,"maxLines":0,"wrap":false,"scaling":false,"lineSpacing":"4px","adjustMode":"shrink-to-fit","style":"italic","gravity":"center"}`),
		"a film as hero":          `{"type":"bubble","hero":{"type":"video","url":"https://example.com/v.mp4","previewUrl":"https://example.com/p.jpg","aspectRatio":"16:9","altContent":{"type":"image","url":"https://example.com/p.jpg"}}}`,
		"a carousel of twelve":    `{"type":"carousel","contents":[` + strings.TrimSuffix(strings.Repeat(bodyOf(`{"type":"text","text":"ก"}`)+",", 12), ",") + `]}`,
		"every action of Flex":    bodyOf(strings.Join([]string{flexButton(`{"type":"uri","label":"ก","uri":"https://example.com","altUri":{"desktop":"https://example.com/d"}}`), flexButton(`{"type":"clipboard","label":"ก","clipboardText":"1"}`), flexButton(`{"type":"datetimepicker","label":"` + strings.Repeat(maMai, 40) + `","data":"a","mode":"date"}`)}, ",")),
		"a tap without a label":   `{"type":"bubble","action":{"type":"message","text":"ก"}}`,
		"the smallest bubble":     `{"type":"bubble"}`,
	}
	for name, contents := range tests {
		t.Run(name+" is taken", func(t *testing.T) {
			t.Parallel()
			if got := b.validated(t, flexOf(contents)); got.status != http.StatusOK {
				t.Errorf("%d %s", got.status, got.body)
			}
		})
	}
}

func flexButton(action string) string { return `{"type":"button","action":` + action + `}` }

func TestFlexRefused(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	text := `{"type":"text","text":"ก"}`
	tests := []struct {
		name, contents string
		want           []detail
	}{
		{"an unknown container", `{"type":"box"}`, details("/type", "invalid property")},
		{"a bubble without a type", `{}`, details("/type", "must be specified")},
		{"an unknown size", `{"type":"bubble","size":"huge"}`, details("/size", "invalid property")},
		{"an unknown property of a bubble", `{"type":"bubble","color":"#ffffff"}`, details("/color", "unknown property")},
		{"a text as body", `{"type":"bubble","body":` + text + `}`, details("/body", "invalid property")},
		{"a null body", `{"type":"bubble","body":null}`, details("/body", "invalid property")},
		{"a box without a layout", `{"type":"bubble","body":{"type":"box","contents":[]}}`, details("/body/layout", "must be specified")},
		{"a box without contents", `{"type":"bubble","body":{"type":"box","layout":"vertical"}}`, details("/body/contents", "must be specified")},
		{"a box with null contents", `{"type":"bubble","body":{"type":"box","layout":"vertical","contents":null}}`, details("/body/contents", "invalid property")},
		{"a spacer", `{"type":"bubble","footer":{"type":"box","layout":"vertical","contents":[` + text + `,` + text + `,{"type":"spacer","size":"sm"}]}}`, details("/footer/contents/2", "invalid property")},
		{"a component without a type", bodyOf(`{"text":"ก"}`), details("/body/contents/0/type", "must be specified")},
		{"an empty text", bodyOf(`{"type":"text","text":""}`), details("/body/contents/0/text", "must be non-empty text")},
		{"no text at all", bodyOf(`{"type":"text"}`), details("/body/contents/0/text", "must be specified")},
		{"a number as text", bodyOf(`{"type":"text","text":30}`), details("/body/contents/0/text", "invalid property")},
		{"a misspelt property", bodyOf(`{"type":"text","text":"ก","colour":"#000000"}`), details("/body/contents/0/colour", "unknown property")},
		{"a colour by name", bodyOf(`{"type":"text","text":"ก","color":"red"}`), details("/body/contents/0/color", "invalid property")},
		{"a size in points", bodyOf(`{"type":"text","text":"ก","size":"12pt"}`), details("/body/contents/0/size", "invalid property")},
		{"a text of full size", bodyOf(`{"type":"text","text":"ก","size":"full"}`), details("/body/contents/0/size", "invalid property")},
		{"a truth in quotes", bodyOf(`{"type":"text","text":"ก","wrap":"true"}`), details("/body/contents/0/wrap", "invalid property")},
		{"negative flex", bodyOf(`{"type":"text","text":"ก","flex":-1}`), details("/body/contents/0/flex", "invalid property")},
		{"a weight of 700", bodyOf(`{"type":"text","text":"ก","weight":"700"}`), details("/body/contents/0/weight", "invalid property")},
		{"an icon outside a baseline box", bodyOf(`{"type":"icon","url":"https://example.com/i.png"}`), details("/body/contents/0", "invalid property")},
		{"a button in a baseline box", bodyOf(`{"type":"box","layout":"baseline","contents":[` + flexButton(messageAction) + `]}`), details("/body/contents/0/contents/0", "invalid property")},
		{"a button without an action", bodyOf(`{"type":"button"}`), details("/body/contents/0/action", "must be specified")},
		{"a button without a label", bodyOf(flexButton(`{"type":"message","text":"ก"}`)), details("/body/contents/0/action/label", "must be specified")},
		{"a label over 40 clusters", bodyOf(flexButton(`{"type":"message","label":"` + strings.Repeat(maMai, 41) + `","text":"ก"}`)), details("/body/contents/0/action/label", "Length must be between 0 and 40")},
		{"an unknown style", bodyOf(`{"type":"button","style":"danger","action":` + messageAction + `}`), details("/body/contents/0/style", "invalid property")},
		{"a camera in Flex", bodyOf(flexButton(`{"type":"camera","label":"ก"}`)), details("/body/contents/0/action/type", "This action may not be used here")},
		{"postback data over 300", bodyOf(flexButton(`{"type":"postback","label":"ก","data":"` + strings.Repeat("a", 301) + `"}`)), details("/body/contents/0/action/data", "Length must be between 0 and 300")},
		{"a picture by http", `{"type":"bubble","hero":{"type":"image","url":"http://example.com/i.png"}}`, details("/hero/url", "invalid uri scheme")},
		{"a picture too tall", `{"type":"bubble","hero":{"type":"image","url":"https://example.com/i.png","aspectRatio":"1:4"}}`, details("/hero/aspectRatio", "invalid property")},
		{"a film in a body", bodyOf(`{"type":"video","url":"https://example.com/v.mp4"}`), details("/body/contents/0", "invalid property")},
		{"a film in a small bubble", `{"type":"bubble","size":"micro","hero":{"type":"video","url":"https://example.com/v.mp4","previewUrl":"https://example.com/p.jpg","altContent":{"type":"image","url":"https://example.com/p.jpg"}}}`, details("/hero", "invalid property")},
		{"a gradient without an angle", bodyOf(`{"type":"box","layout":"vertical","contents":[],"background":{"type":"linearGradient","startColor":"#000000","endColor":"#ffffff"}}`), details("/body/contents/0/background/angle", "must be specified")},
		{"padding in words LINE lacks", bodyOf(`{"type":"box","layout":"vertical","contents":[],"paddingAll":"huge"}`), details("/body/contents/0/paddingAll", "invalid property")},
		{"a percentage as spacing", bodyOf(`{"type":"box","layout":"vertical","contents":[],"spacing":"5%"}`), details("/body/contents/0/spacing", "invalid property")},
		{"an empty span", bodyOf(`{"type":"text","contents":[{"type":"span","text":""}]}`), details("/body/contents/0/contents/0/text", "must be non-empty text")},
		{"a style without a block", `{"type":"bubble","styles":{"side":{}}}`, details("/styles/side", "unknown property")},
		{"an empty carousel", `{"type":"carousel","contents":[]}`, details("/contents", "invalid property")},
		{"a carousel of thirteen", `{"type":"carousel","contents":[` + strings.TrimSuffix(strings.Repeat(`{"type":"bubble"},`, 13), ",") + `]}`, details("/contents", "invalid property")},
		{"bubbles of two sizes", `{"type":"carousel","contents":[{"type":"bubble"},{"type":"bubble","size":"kilo"}]}`, details("/contents/1", "all bubbles of a carousel must have the same size")},
		{"a bubble over 30 KB", bodyOf(`{"type":"text","text":"` + textOf(10_000) + `"}`), details("", "must be at most 30 KB for a bubble and 50 KB for a carousel")},
		{"a carousel over 50 KB", `{"type":"carousel","contents":[` + strings.TrimSuffix(strings.Repeat(bodyOf(`{"type":"text","text":"`+textOf(8_000)+`"}`)+",", 3), ",") + `]}`, details("", "must be at most 30 KB for a bubble and 50 KB for a carousel")},
		{"two faults", bodyOf(`{"type":"text","text":"","color":"red"}`), details("/body/contents/0/color", "invalid property", "/body/contents/0/text", "must be non-empty text")},
	}
	for _, test := range tests {
		t.Run(test.name+" is refused", func(t *testing.T) {
			t.Parallel()
			got := b.validated(t, flexOf(test.contents))
			want := refused{Message: "A message (messages[0]) in the request body is invalid", Details: test.want}
			if diff := cmp.Diff(want, got.refused(t)); diff != "" || got.status != http.StatusBadRequest {
				t.Errorf("%d %s", got.status, diff)
			}
		})
	}
	t.Run("the message at fault is named", func(t *testing.T) {
		t.Parallel()
		got := b.validated(t, `{"type":"text","text":"ก"},`+flexOf(`{"type":"bubble","size":"huge"}`)).refused(t)
		if want := "A message (messages[1]) in the request body is invalid"; got.Message != want {
			t.Errorf("got %q, want %q", got.Message, want)
		}
	})
	t.Run("a card that is wrong everywhere gets a bounded answer", func(t *testing.T) {
		t.Parallel()
		got := b.validated(t, flexOf(bodyOf(strings.TrimSuffix(strings.Repeat(`{"type":"text"},`, 300), ","))))
		if n := len(got.refused(t).Details); n != 20 {
			t.Errorf("%d details", n)
		}
	})
	t.Run("an alt text is needed and has at most 1500 units", func(t *testing.T) {
		t.Parallel()
		for alt, want := range map[string]refused{
			"":           faults("messages[0].altText", "May not be empty"),
			textOf(1501): faults("messages[0].altText", "Length must be between 0 and 1500"),
		} {
			got := b.validated(t, fmt.Sprintf(`{"type":"flex","altText":%q,"contents":{"type":"bubble"}}`, alt)).refused(t)
			if diff := cmp.Diff(want, got); diff != "" {
				t.Error(diff)
			}
		}
	})
}
