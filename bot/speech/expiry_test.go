package speech_test

import (
	"strings"
	"testing"

	"sajja/bot/conversation"
	"sajja/bot/speech"
	"sajja/ledger"
	"sajja/store"
)

// lapses are examples of promises that waited their time: one, and more than a
// message names.
func (v village) lapses() []store.Lapse {
	var all []store.Lapse
	for _, n := range []int{1, 7} {
		for _, isAhead := range []bool{true, false} {
			entries := repeated(n, func() ledger.Entry { return v.entry(ledger.KindContribution) })
			all = append(all, store.Lapse{Member: v.member(), Entries: entries, IsAhead: isAhead, Until: ledger.DateOf(now)})
		}
	}
	return all
}

// lapseContents are the messages of the examples, and the card of a promise that
// does not wait for ever.
func (v village) lapseContents(speaker *speech.Speaker, preset ledger.Preset) []speech.Content {
	scene := v.scene(preset)
	var said []speech.Content
	for _, lapse := range v.lapses() {
		said = append(said, speaker.Lapse(scene.Fund, lapse))
	}
	scene.Entries[0].ExpiresOn = ledger.DateOf(now).AddDays(45)
	promised := conversation.Promised{Money: v.person().Money}
	return append(said, speaker.Say(scene, []conversation.Reply{promised})[0].Content)
}

func TestLapse(t *testing.T) {
	t.Parallel()
	speaker, cards := newSpeaker(t), newCards(t)
	for size, v := range villages {
		t.Run("promises that waited their time are told with "+size+" values", func(t *testing.T) {
			t.Parallel()
			for _, c := range v.lapseContents(speaker, ledger.PresetWelfare) {
				checkContent(t, "lapse", cards, c)
			}
		})
	}

	t.Run("the member reads which promise, and that nothing is owed", func(t *testing.T) {
		t.Parallel()
		v := villages["usual"]
		words := wordsOf(t, cards, speaker.Lapse(store.Fund{Name: v.fund}, v.lapses()[1]))
		for _, part := range []string{"เงินสมทบ 30 บาท แจ้งเมื่อ 21 พ.ย. 2569", "ไม่มีอะไรค้าง", "ถ้าส่งเงินไปแล้ว"} {
			if !strings.Contains(words, part) {
				t.Errorf("%q is not in:\n%s", part, words)
			}
		}
	})

	t.Run("a promise says until when it waits", func(t *testing.T) {
		t.Parallel()
		said := villages["usual"].lapseContents(speaker, ledger.PresetWelfare)
		if words := wordsOf(t, cards, said[len(said)-1]); !strings.Contains(words, "ภายใน 5 ม.ค. 2570") {
			t.Error(words)
		}
	})
}
