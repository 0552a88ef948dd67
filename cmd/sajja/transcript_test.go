package main

import (
	"fmt"
	"regexp"
	"strings"
	"testing"

	"sajja/cmd/linesim/sim"
	"sajja/ledger"
	"sajja/store"
)

// act is one act, or several that happen at once, with its lines in the file;
// a comment is an act without deeds.
type act struct {
	lines []string
	deeds []string
}

// readTranscript gives the fund's choices and the acts, without the outcomes.
func readTranscript(t *testing.T, transcript string) (store.Fund, []act) {
	t.Helper()
	var fund store.Fund
	var acts []act
	for line := range strings.SplitSeq(strings.TrimRight(transcript, "\n"), "\n") {
		deed, together := strings.CutPrefix(line, "+ ")
		switch {
		case strings.HasPrefix(line, "  "):
		case line == "" || strings.HasPrefix(line, "#"):
			acts = append(acts, act{lines: []string{line}})
		case strings.HasPrefix(line, "fund "):
			fund = readFund(t, strings.Fields(line)[1:])
			acts = append(acts, act{lines: []string{line}})
		case together && len(acts) > 0 && strings.HasPrefix(acts[len(acts)-1].lines[0], "+ "):
			last := &acts[len(acts)-1]
			last.lines, last.deeds = append(last.lines, line), append(last.deeds, deed)
		default:
			acts = append(acts, act{lines: []string{line}, deeds: []string{deed}})
		}
	}
	return fund, acts
}

// readFund reads the fund's choices, in any order.
func readFund(t *testing.T, words []string) store.Fund {
	t.Helper()
	var f store.Fund
	for _, word := range words {
		switch word {
		case "welfare", "savings":
			f.Preset = ledger.Preset(word)
		case "push", "ride":
			f.ReceiptDelivery = store.Delivery(word)
		case "pending", "posted":
			f.PostsAtOnce = word == "posted"
		case "waits-30":
			f.PendingDays = 30
		default:
			t.Fatalf("a fund has no choice %q", word)
		}
	}
	return f
}

// The forms of a deed.
var (
	sayingForm   = regexp.MustCompile(`^(\S+)( กลุ่ม)?( @)?: (.*)$`)
	pressingForm = regexp.MustCompile(`^(\S+) [\[{](.+)[\]}](?: #(\d))?(?: ของ (\S+))?$`)
	doingForm    = regexp.MustCompile(`^(\S+)( กลุ่ม)? <(\w+)>(?: (.*))?$`)
)

func actorOf(deed string) string { return strings.TrimSuffix(strings.Fields(deed)[0], ":") }

// group is the name of the group in a transcript.
const group = "กลุ่ม"

func chatOf(name string) string {
	if name == group {
		return groupID
	}
	return userOf(name)
}

// spoken shows a message: to whom, by which way, the first words, the buttons.
func spoken(chat string, m sim.Message) []string {
	way := "←"
	if m.Via != "reply" {
		way = "← " + m.Via + ":"
	}
	lines := []string{fmt.Sprintf("  %s %s %s", chat, way, masked(m.Text()))}
	var buttons []string
	for _, b := range screenOf(m).buttons {
		form := "[%s]"
		if b.quick {
			form = "{%s}"
		}
		buttons = append(buttons, fmt.Sprintf(form, masked(b.label)))
	}
	if len(buttons) > 0 {
		lines = append(lines, "      "+strings.Join(buttons, " "))
	}
	return lines
}
