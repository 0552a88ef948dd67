package main

import (
	"context"
	"fmt"
	"net/http"
	"regexp"
	"strings"
	"testing"

	"sajja/cmd/linesim/sim"
)

// TestRefusals holds the way in against bodies that LINE did not send: each is
// refused plainly, and nothing of it is kept, though it says "ฝาก 30" in a
// member's name.
func TestRefusals(t *testing.T) {
	t.Parallel()
	v := newVillage(t, plan{})
	sound := v.body(v.wrote(t, "สมศรี", "1", "ฝาก 30"))
	garbled := strings.Replace(sound, "30", "30\xff\xfe", 1)
	signed := func(body string) string { return sim.Sign(channelSecret, []byte(body)) }
	for _, test := range []struct {
		name, body, signature string
		status                int
	}{
		{"no signature", sound, "", http.StatusUnauthorized},
		{"an empty secret's signature", sound, sim.Sign("", []byte(sound)), http.StatusUnauthorized},
		{"somebody else's signature", sound, sim.Sign("another channel's secret", []byte(sound)), http.StatusUnauthorized},
		{"the signature of another body", sound, signed(sound + " "), http.StatusUnauthorized},
		{"a signature that is no base64", sound, "ฝาก", http.StatusUnauthorized},
		{"half of the signature", sound, signed(sound)[:20], http.StatusUnauthorized},
		{"a signature twice over", sound, signed(sound) + signed(sound), http.StatusUnauthorized},
		{"no body", "", signed(""), http.StatusBadRequest},
		{"no JSON", "ฝาก 30", signed("ฝาก 30"), http.StatusBadRequest},
		{"JSON that ends too early", sound[:len(sound)-1], signed(sound[:len(sound)-1]), http.StatusBadRequest},
		{"JSON with something behind it", sound + "{}", signed(sound + "{}"), http.StatusBadRequest},
		{"a list", "[" + sound + "]", signed("[" + sound + "]"), http.StatusBadRequest},
		{"events that are no list", `{"events":{}}`, signed(`{"events":{}}`), http.StatusBadRequest},
		{"bytes that are no letters", garbled, signed(garbled), http.StatusBadRequest},
		{"three megabytes", sound + strings.Repeat(" ", 3<<20), signed(sound + strings.Repeat(" ", 3<<20)), http.StatusRequestEntityTooLarge},
		{"three megabytes unsigned", sound + strings.Repeat(" ", 3<<20), "", http.StatusRequestEntityTooLarge},
	} {
		t.Run("a body with "+test.name+" is refused and nothing is kept", func(t *testing.T) {
			r, err := http.NewRequestWithContext(t.Context(), http.MethodPost, v.bot.webhookURL(), strings.NewReader(test.body))
			if err != nil {
				t.Fatal(err)
			}
			if test.signature != "" {
				r.Header.Set("X-Line-Signature", test.signature)
			}
			if status, said := answerTo(t, r); status != test.status {
				t.Errorf("%d %q, want %d", status, said, test.status)
			}
			if n := v.count(t, `SELECT count(*) FROM inbound_events`); n != 0 {
				t.Errorf("%d events kept", n)
			}
		})
	}
	t.Run("a body for another bot is answered and nothing is kept", func(t *testing.T) {
		<-v.bot.identity.done // until LINE has said which bot it is, all are ours
		foreign := strings.Replace(sound, v.BotUserID(), "Uffffffffffffffffffffffffffffffff", 1)
		if status := deliver(t, v.bot.webhookURL(), foreign); status != http.StatusOK {
			t.Errorf("%d", status)
		}
		if n := v.count(t, `SELECT count(*) FROM inbound_events`); n != 0 {
			t.Errorf("%d events kept", n)
		}
	})
	t.Run("the sound one is kept", func(t *testing.T) {
		if status := deliver(t, v.bot.webhookURL(), sound); status != http.StatusOK {
			t.Errorf("%d", status)
		}
		v.rest(t)
		v.heardOnce(t, "สมศรี", saidPromised)
	})
}

// TestOddEvents holds signed events of every strange make against the books, all
// in the name of a member who may hand money in.
func TestOddEvents(t *testing.T) {
	t.Parallel()
	v := newVillage(t, plan{})
	user := userOf("สมศรี")
	source := fmt.Sprintf(`"source":{"type":"user","userId":%q},"timestamp":1795230000123,"mode":"active"`, user)
	for i, event := range []string{
		`{"type":"message","message":{"type":"text","id":"1","text":"ฝาก 30"},"webhookEventId":"a"}`,                                                     // nobody
		`{"type":"message",` + source + `,"webhookEventId":"b","message":{"type":"text","text":"ฝาก 30"}}`,                                               // no message ID
		`{"type":"message",` + source + `,"webhookEventId":"c","message":{"type":"text","id":"3","text":["ฝาก 30"]}}`,                                    // a list for a text
		`{"type":"message",` + source + `,"webhookEventId":"d","message":{"type":"text","id":"4"}}`,                                                      // no text
		`{"type":"message",` + source + `,"webhookEventId":"e","message":"ฝาก 30"}`,                                                                      // no message object
		`{"type":"message",` + source + `,"webhookEventId":"f","message":{"type":"hologram","id":"6","text":"ฝาก 30"}}`,                                  // a type of tomorrow
		`{"type":"dream",` + source + `,"webhookEventId":"g","message":{"type":"text","id":"7","text":"ฝาก 30"}}`,                                        // an event of tomorrow
		strings.Replace(`{"type":"message",`+source+`,"webhookEventId":"h","message":{"type":"text","id":"8","text":"ฝาก 30"}}`, "active", "standby", 1), // another module has the word
		`{"type":"postback",` + source + `,"webhookEventId":"i","postback":{"data":"1:receive:"}}`,                                                       // a button without its entries
		`{"type":"postback",` + source + `,"webhookEventId":"j","postback":{"data":"1:again:-3000:1"}}`,                                                  // a forged amount
		`{"type":"postback",` + source + `,"webhookEventId":"k","postback":{"data":"1:again:100000001:1"}}`,                                              // more than one message may hand in
		`{"type":"postback",` + source + `,"webhookEventId":"l","postback":{"data":"1:again:9223372036854775807:1"}}`,                                    // and much more
		`{"type":"postback",` + source + `,"webhookEventId":"m","postback":{"data":"1:page:99999999999999999999"}}`,                                      // a page that is none
		`{"type":"postback",` + source + `,"webhookEventId":"n","postback":{"data":"action=buy&itemid=111"}}`,                                            // somebody else's button
		`{"type":"postback",` + source + `,"webhookEventId":"o","postback":{}}`,                                                                          // none at all
		`{"type":"unsend",` + source + `,"webhookEventId":"p","unsend":{}}`,                                                                              // nothing was taken back
		`{"type":"message",` + source + `,"webhookEventId":"q","message":{"type":"text","id":"17","text":"` + strings.Repeat("วันนี้ฝนตก ", 900) + `"}}`, // on and on
	} {
		t.Run(fmt.Sprintf("event %d is taken and books nothing", i+1), func(t *testing.T) {
			if status := deliver(t, v.bot.webhookURL(), v.body(event)); status != http.StatusOK {
				t.Errorf("%d", status)
			}
			v.rest(t)
			if n := v.count(t, `SELECT count(*) FROM entries`); n != 0 {
				t.Fatalf("%d entries after %s", n, event)
			}
		})
	}
	t.Run("its sound neighbour in the same body is worked", func(t *testing.T) {
		body := v.body(`7`, `{"type":3}`, v.wrote(t, "ประเสริฐ", "100", "ฝาก 30"), `null`)
		if status := deliver(t, v.bot.webhookURL(), body); status != http.StatusOK {
			t.Errorf("%d", status)
		}
		v.rest(t)
		if n := v.count(t, `SELECT count(*) FROM entries`); n != 1 || v.heardTimes("ประเสริฐ", saidPromised) != 1 {
			t.Errorf("%d entries, heard %q", n, v.heard("ประเสริฐ"))
		}
	})
	v.verify(t)
	v.noErrors(t)
}

// What makes an event of LINE's examples one of a member of ours.
var (
	anyUser    = regexp.MustCompile(`"userId"\s*:\s*"[^"]*"`)
	anyEvent   = regexp.MustCompile(`"webhookEventId"\s*:\s*"[^"]*"`)
	anyMessage = regexp.MustCompile(`"id"\s*:\s*"[0-9]+"`)
	anyTarget  = regexp.MustCompile(`"destination"\s*:\s*"[^"]*"`)
	anyMode    = regexp.MustCompile(`"mode"\s*:\s*"standby"`)
)

// TestMembersBodies sends every body there is as if a member had caused it: none
// of them says plainly that money is handed in, so none moves any.
func TestMembersBodies(t *testing.T) {
	t.Parallel()
	v := newVillage(t, plan{})
	number := 0
	fresh := func(form string) func(string) string {
		return func(string) string { number++; return fmt.Sprintf(form, number) }
	}
	for name, body := range bodies(t) {
		if name == "a hundred events" || strings.Contains(body, `ฝาก`) {
			continue // these do say so
		}
		body = anyUser.ReplaceAllString(body, `"userId":"`+userOf("สมศรี")+`"`)
		body = anyTarget.ReplaceAllString(body, `"destination":"`+v.BotUserID()+`"`)
		body = anyEvent.ReplaceAllStringFunc(body, fresh(`"webhookEventId":"01JU%022d"`))
		body = anyMessage.ReplaceAllStringFunc(body, fresh(`"id":"%d"`))
		body = anyMode.ReplaceAllString(body, `"mode":"active"`)
		if status := deliver(t, v.bot.webhookURL(), body); status != http.StatusOK {
			t.Errorf("%s: %d", name, status)
		}
	}
	if err := v.bot.stop(context.Background()); err != nil { // the bot finishes what it has
		t.Error(err)
	}
	for what, query := range map[string]string{
		"entries":       `SELECT count(*) FROM entries`,
		"failed events": `SELECT count(*) FROM event_results WHERE outcome = 'failed'`,
	} {
		if n := v.count(t, query); n != 0 {
			t.Errorf("%d %s", n, what)
		}
	}
	v.verify(t)
}
