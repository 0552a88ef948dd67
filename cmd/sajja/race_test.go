package main

import (
	"context"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"sync"
	"testing"

	"sajja/cmd/linesim/sim"
)

// atOnce posts each body to its service in the same moment.
func atOnce(t *testing.T, deliveries map[string]string) {
	t.Helper()
	var ready, done sync.WaitGroup
	ready.Add(len(deliveries))
	for url, body := range deliveries {
		done.Go(func() {
			ready.Done()
			ready.Wait()
			if status, err := postSigned(t.Context(), url, body); err != nil || status != http.StatusOK {
				t.Errorf("%s: %d, %v", url, status, err)
			}
		})
	}
	done.Wait()
}

// postSigned posts a body with its signature.
func postSigned(ctx context.Context, url, body string) (int, error) {
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, url, strings.NewReader(body))
	if err != nil {
		return 0, err
	}
	r.Header.Set("X-Line-Signature", sim.Sign(channelSecret, []byte(body)))
	answer, err := http.DefaultClient.Do(r)
	if err != nil {
		return 0, err
	}
	return answer.StatusCode, answer.Body.Close()
}

// twoServices is a village whose bot runs in two processes, as far as the two
// share nothing but the stores.
func twoServices(t *testing.T) (*village, string, string) {
	t.Helper()
	v := newVillage(t, plan{})
	second, _ := startServing(t, v.config)
	return v, v.bot.webhookURL(), second.webhookURL()
}

// rounds is how often a race is run: its outcome is the same in all of them.
const rounds = 8

func TestRaces(t *testing.T) {
	t.Parallel()

	t.Run("of two officers who press at once one receives, and the other hears so kindly", func(t *testing.T) {
		t.Parallel()
		v, one, other := twoServices(t)
		for round := range rounds {
			v.asks(t, "สมศรี", fmt.Sprintf("ฝาก %d", 30+round))
			v.asks(t, "มาลี", "รอ")
			b, err := findButton(v.Messages(userOf("มาลี")), "รับเงินแล้ว", 1)
			if err != nil {
				t.Fatal(err)
			}
			atOnce(t, map[string]string{
				one:   v.body(v.pressed(t, "มาลี", b.data)),
				other: v.body(v.pressed(t, "บุญมี", b.data)),
			})
			v.rest(t)
			treasurer, collector := v.heard("มาลี"), v.heard("บุญมี")
			heard := []string{treasurer[len(treasurer)-1], collector[len(collector)-1]}
			slices.Sort(heard)
			want := []string{fmt.Sprintf("รับเงินแล้ว 1 รายการ รวม %d บาท", 30+round), "รายการนี้รับเงินแล้ว"}
			slices.Sort(want)
			if len(collector) != round+1 || !slices.Equal(heard, want) {
				t.Errorf("the officers heard %q", heard)
			}
		}
		if n := v.heardTimes("สมศรี", "รับเงินสมทบ"); n != rounds {
			t.Errorf("the member has %d receipts, want %d", n, rounds)
		}
		if n := v.count(t, `SELECT count(*) FROM entries WHERE phase = 'posted'`); n != rounds {
			t.Errorf("%d posted, want %d", n, rounds)
		}
		v.verify(t)
		v.noErrors(t)
	})

	t.Run("a promise taken back and received at once ends one way, and both hear which", func(t *testing.T) {
		t.Parallel()
		v, one, other := twoServices(t)
		for round := range rounds {
			v.asks(t, "สมศรี", fmt.Sprintf("ฝาก %d", 30+round))
			v.asks(t, "มาลี", "รอ")
			undo, errUndo := findButton(v.Messages(userOf("สมศรี")), "ยกเลิกรายการนี้", 1)
			take, errTake := findButton(v.Messages(userOf("มาลี")), "รับเงินแล้ว", 1)
			if errUndo != nil || errTake != nil {
				t.Fatal(errUndo, errTake)
			}
			atOnce(t, map[string]string{
				one:   v.body(v.pressed(t, "สมศรี", undo.data)),
				other: v.body(v.pressed(t, "มาลี", take.data)),
			})
			v.rest(t)
			// A receipt may come before or after the answer to the undo.
			member, officer := v.heard("สมศรี"), v.heard("มาลี")
			said := officer[len(officer)-1]
			wasVoided := slices.Contains(member, fmt.Sprintf("ยกเลิกรายการ %d บาท แล้ว", 30+round))
			wasReceived := slices.ContainsFunc(member, func(s string) bool {
				return strings.HasPrefix(s, fmt.Sprintf("รับเงินสมทบ %d บาท แล้ว", 30+round))
			})
			if wasVoided == wasReceived || (wasVoided && said != "รายการนี้ยกเลิกไปแล้ว") ||
				(wasReceived && said != fmt.Sprintf("รับเงินแล้ว 1 รายการ รวม %d บาท", 30+round)) {
				t.Errorf("voided %v, received %v, the officer heard %q", wasVoided, wasReceived, said)
			}
		}
		if n := v.count(t, `SELECT count(*) FROM entries WHERE resolves_id IS NOT NULL`); n != rounds {
			t.Errorf("%d ends, want %d", n, rounds)
		}
		v.verify(t)
		v.noErrors(t)
	})

	t.Run("one event given to two services is done once and answered once", func(t *testing.T) {
		t.Parallel()
		v, one, other := twoServices(t)
		for round := range rounds {
			body := v.body(v.wrote(t, "สมศรี", fmt.Sprint(1000+round), fmt.Sprintf("ฝาก %d", 30+round)))
			atOnce(t, map[string]string{one: body, other: body})
		}
		v.rest(t)
		if n := v.count(t, `SELECT count(*) FROM entries`); n != rounds || len(v.heard("สมศรี")) != rounds {
			t.Errorf("%d entries and %d answers, want %d", n, len(v.heard("สมศรี")), rounds)
		}
		v.verify(t)
		v.noErrors(t)
	})

	t.Run("many members and an officer at two services leave whole books", func(t *testing.T) {
		t.Parallel()
		v, one, other := twoServices(t)
		members := []string{"สมศรี", "ประเสริฐ", "วิชัย", "นงนุช"}
		for round := range rounds {
			deposits := map[string][]string{}
			for i, given := range members {
				url := []string{one, other}[(i+round)%2]
				deposits[url] = append(deposits[url], v.wrote(t, given, fmt.Sprint(100*round+i), fmt.Sprintf("ฝาก %d", 10+round)))
			}
			v.asks(t, "มาลี", "รอ")
			for _, label := range []string{"รับเงินแล้ว", "ไม่รับ"} {
				if b, err := findButton(v.Messages(userOf("มาลี")), label, 1); err == nil {
					deposits[one] = append(deposits[one], v.pressed(t, "มาลี", b.data))
					deposits[other] = append(deposits[other], v.pressed(t, "บุญมี", b.data))
				}
			}
			atOnce(t, map[string]string{one: v.body(deposits[one]...), other: v.body(deposits[other]...)})
			v.rest(t)
		}
		if n := v.count(t, `SELECT count(*) FROM entries WHERE resolves_id IS NULL`); n != rounds*len(members) {
			t.Errorf("%d promises, want %d", n, rounds*len(members))
		}
		v.verify(t)
		v.noErrors(t)
	})
}

func TestDeliveries(t *testing.T) {
	t.Parallel()

	t.Run("a message that was taken back before it came makes no promise", func(t *testing.T) {
		t.Parallel()
		v := newVillage(t, plan{})
		unsend := v.event(t, "สมศรี", "unsend", `"unsend":{"messageId":"424242"}`)
		for _, body := range []string{v.body(unsend), v.body(v.wrote(t, "สมศรี", "424242", "ฝาก 30"))} {
			if status := deliver(t, v.bot.webhookURL(), body); status != http.StatusOK {
				t.Fatalf("webhook: %d", status)
			}
			v.rest(t)
		}
		if n := v.count(t, `SELECT count(*) FROM entries`); n != 0 || len(v.heard("สมศรี")) != 0 {
			t.Errorf("%d entries, heard %q", n, v.heard("สมศรี"))
		}
		if said := v.asks(t, "สมศรี", "ฝาก 30"); !strings.HasPrefix(said, "รับแจ้งเงินสมทบ 30 บาท") {
			t.Errorf("the next deposit: %q", said)
		}
		v.verify(t)
		v.noErrors(t)
	})

	for name, faults := range map[string]sim.Faults{
		"twice":        {Duplicate: true},
		"late again":   {RedeliverAfterMs: 30},
		"out of order": {Reorder: true},
		"all of it":    {Duplicate: true, RedeliverAfterMs: 30, Reorder: true},
	} {
		t.Run("webhooks that come "+name+" do each act once", func(t *testing.T) {
			t.Parallel()
			v := newVillage(t, plan{})
			v.SetFaults(faults)
			for i := range 4 {
				v.says(t, "สมศรี", fmt.Sprintf("ฝาก %d", 30+i))
			}
			v.rest(t)
			if n := v.heardTimes("สมศรี", "รับแจ้งเงินสมทบ"); n != 4 {
				t.Errorf("%d promises told, want 4: %q", n, v.heard("สมศรี"))
			}
			v.asks(t, "มาลี", "รอ")
			v.press(t, "มาลี", "รับทั้งหมดที่แสดง 126 บาท")
			v.rest(t)
			if n := v.heardTimes("สมศรี", "รับเงินสมทบ"); n != 4 || v.heardTimes("มาลี", "รับเงินแล้ว 4 รายการ") != 1 {
				t.Errorf("%d receipts, want 4: %q %q", n, v.heard("สมศรี"), v.heard("มาลี"))
			}
			if n := v.count(t, `SELECT count(*) FROM entries`); n != 8 {
				t.Errorf("%d entries, want 4 promises and 4 receipts", n)
			}
			v.verify(t)
			v.noErrors(t)
		})
	}
}
