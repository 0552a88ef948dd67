package sim

import (
	"strings"
	"testing"
)

// replyBody is a reply as a bot sends it for one deposit: a card of about
// sixty components in some five kilobytes.
func replyBody() []byte {
	row := `{"type":"box","layout":"horizontal","spacing":"md","contents":[` +
		`{"type":"text","text":"วันที่","size":"md","color":"#555555","flex":2,"scaling":true},` +
		`{"type":"text","text":"21 พฤศจิกายน 2569","size":"md","align":"end","flex":5,"wrap":true}]}`
	button := `{"type":"button","style":"primary","action":{"type":"postback","label":"ยกเลิก","data":"v1:cancel:0192","displayText":"ยกเลิก"}}`
	return []byte(`{"replyToken":"38ef843bde154d9b91c21320ffd17a0f","messages":[{"type":"flex","altText":"ฝาก 30 บาท รอรับเงิน","contents":` +
		`{"type":"bubble","size":"mega","body":{"type":"box","layout":"vertical","contents":[` + strings.Repeat(row+",", 17) + row + `]},` +
		`"footer":{"type":"box","layout":"vertical","contents":[` + button + `]}}}],"notificationDisabled":false}`)
}

// BenchmarkCheckFlexReply measures reading and checking one reply, which a
// load run does thousands of times a second on the cores it shares with the
// bot.
func BenchmarkCheckFlexReply(b *testing.B) {
	p, body, t := &Platform{}, replyBody(), &tree{}
	b.SetBytes(int64(len(body)))
	b.ReportAllocs()
	for b.Loop() {
		if err := t.read(body); err != nil {
			b.Fatal(err)
		}
		if bad := p.checkMessages(t.root().get("messages"), audience{}); bad != nil {
			b.Fatal(bad)
		}
	}
}

func FuzzReadTree(f *testing.F) {
	f.Add(replyBody())
	for _, seed := range []string{`{}`, `[1,-0.5e+3,"\ud83d\ude00",null,true]`, `{"a":{"a":[{}]}}`, `"`, `{"a"`, `01`, "\x00"} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		read, err := readTree(data)
		if err != nil {
			return
		}
		// Every value must give its place and its words without a panic.
		for i := range min(len(read.nodes), 100) {
			v := value{read, int32(i)}
			_, _, _, _ = v.text(), v.raw(), v.dotted(), v.pointer(read.root())
		}
	})
}
