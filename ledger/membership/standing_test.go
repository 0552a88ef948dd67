package membership

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"sajja/ledger"
)

// told reads "joined 2024-01-01, suspended 2024-06-01, voided 2".
func told(text string) []Record {
	var records []Record
	for i, part := range strings.Split(text, ", ") {
		words := strings.Fields(part)
		r := Record{Number: i + 1, Event: Event(words[0])}
		if r.Event == Voided {
			r.Voids, r.On = int(words[1][0]-'0'), ledger.MustDate("2024-12-31")
		} else {
			r.On = ledger.MustDate(words[1])
		}
		records = append(records, r)
	}
	return records
}

func TestStandingOnAnyDay(t *testing.T) {
	t.Parallel()
	const life = "applied 2023-12-20, accepted 2024-01-05, joined 2024-01-10, suspended 2024-06-01, reinstated 2024-07-01, " +
		"lapsed 2024-10-01, applied 2025-01-02, rejoined 2025-02-01, died 2025-08-09"
	h, err := NewHistory(ledger.Date{}, told(life))
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		day                string
		want               Standing
		clock, continuous  string
		everJoined, isPaid bool
	}{
		{"2023-12-19", Stranger, "", "", false, false},
		{"2023-12-20", Applicant, "", "", false, false},
		{"2024-01-09", Admitted, "", "", false, true},
		{"2024-01-10", Active, "2024-01-10", "2024-01-10", true, true},
		{"2024-05-31", Active, "2024-01-10", "2024-01-10", true, true},
		{"2024-06-01", OnHold, "2024-01-10", "", true, true},
		{"2024-09-30", Active, "2024-01-10", "2024-07-01", true, true},
		{"2024-10-01", Out, "", "", true, true},
		{"2025-01-02", Applicant, "", "", true, false},
		{"2025-02-01", Active, "2025-02-01", "2025-02-01", true, true},
		{"2025-08-08", Active, "2025-02-01", "2025-02-01", true, true},
		{"2025-08-09", Deceased, "", "", true, false},
		{"2399-01-01", Deceased, "", "", true, false},
	} {
		day := ledger.MustDate(c.day)
		if got := h.On(day); got != c.want {
			t.Errorf("%s: %q, want %q", c.day, got, c.want)
		}
		if got := h.ClockFrom(day).String(); got != c.clock {
			t.Errorf("%s: the clock runs from %q, want %q", c.day, got, c.clock)
		}
		if got := h.ContinuousFrom(day).String(); got != c.continuous {
			t.Errorf("%s: continuous from %q, want %q", c.day, got, c.continuous)
		}
		if h.EverJoined(day) != c.everJoined || h.On(day).MayPay() != c.isPaid {
			t.Errorf("%s: ever joined %t, may pay %t", c.day, h.EverJoined(day), h.On(day).MayPay())
		}
	}
}

func TestTransitions(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ name, life, wrong string }{
		{"nobody joins twice", "joined 2024-01-01, resigned 2024-02-01, joined 2024-03-01", "joined on 2024-03-01 does not follow \"resigned\""},
		{"nobody rejoins what she never joined", "applied 2024-01-01, rejoined 2024-02-01", "rejoined on 2024-02-01 does not follow \"applicant\""},
		{"nothing follows a death", "joined 2024-01-01, died 2024-02-01, suspended 2024-03-01", "suspended on 2024-03-01 does not follow \"deceased\""},
		{"an applicant is accepted, not reinstated", "applied 2024-01-01, reinstated 2024-01-02", "reinstated on 2024-01-02 does not follow \"applicant\""},
		{"a death told of late leaves no room for what was entered after it", "joined 2024-01-01, suspended 2024-05-01, died 2024-03-01",
			"died on 2024-03-01 leaves no room for suspended on 2024-05-01"},
		{"a death told of late fits when that is voided first", "joined 2024-01-01, suspended 2024-05-01, voided 2, died 2024-03-01", ""},
		{"an event is voided once", "joined 2024-01-01, died 2024-03-01, voided 2, voided 2", "there is no event 2 to void"},
		{"a voiding is not voided", "joined 2024-01-01, died 2024-03-01, voided 2, voided 3", "there is no event 3 to void"},
		{"the joining that all rests on is not voided alone", "joined 2024-01-01, suspended 2024-03-01, voided 1",
			"voided on 2024-12-31 leaves no room for suspended on 2024-03-01"},
		{"one who lapsed and applied again may be taken in again", "joined 2024-01-01, lapsed 2024-03-01, applied 2024-04-01, accepted 2024-04-02, rejoined 2024-05-01", ""},
		{"an applicant takes it back and tries again", "applied 2024-01-01, resigned 2024-01-02, applied 2024-02-01, accepted 2024-02-02, joined 2024-02-03", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			_, err := NewHistory(ledger.Date{}, told(c.life))
			if got := errorText(err); got != c.wrong {
				t.Errorf("%q, want %q", got, c.wrong)
			}
		})
	}
	if _, err := NewHistory(ledger.Date{}, []Record{{Number: 2, Event: Joined, On: ledger.MustDate("2024-01-01")}}); !errors.Is(err, NumberError{1}) {
		t.Errorf("a missing event: %v", err)
	}
}

// TestRegisterStatesTheJoining: of a member who came from an old register the day
// of joining is known and nothing else.
func TestRegisterStatesTheJoining(t *testing.T) {
	t.Parallel()
	joined := ledger.MustDate("2020-05-01")
	h, err := NewHistory(joined, nil)
	if err != nil || h.On(joined) != Active || h.On(joined.AddDays(-1)) != Stranger || h.ClockFrom(joined.AddDays(9)) != joined || h.JoinedOn() != joined {
		t.Errorf("%v, %v", h, err)
	}
	h, err = h.Add(Record{Event: Resigned, On: ledger.MustDate("2024-01-01")})
	if err != nil || h.On(ledger.MustDate("2024-01-01")) != Left || len(h.Records()) != 1 || h.Records()[0].Number != 1 {
		t.Errorf("%v, %v", h, err)
	}
	if _, err := h.Add(Record{Event: Suspended, On: ledger.MustDate("2019-01-01")}); errorText(err) != "suspended on 2019-01-01 does not follow \"\"" {
		t.Error(err)
	}
	h, err = NewHistory(joined, told("applied 2021-01-01"))
	if err != nil || h.On(joined) != Stranger {
		t.Errorf("an applicant counts from the register's day: %v, %v", h, err)
	}
}

func errorText(err error) string {
	if err == nil {
		return ""
	}
	return err.Error()
}

func TestFullYear(t *testing.T) {
	t.Parallel()
	for life, want := range map[string]bool{
		"joined 2024-10-01":                                           true,
		"joined 2024-10-02":                                           false,
		"joined 2020-01-01, resigned 2025-09-30":                      false,
		"joined 2020-01-01, resigned 2025-10-01":                      true,
		"joined 2020-01-01, suspended 2025-02-01":                     true,
		"joined 2020-01-01, lapsed 2025-02-01, reinstated 2025-02-20": false,
		"joined 2020-01-01, lapsed 2024-02-01, reinstated 2024-02-20": true,
		"joined 2020-01-01, lapsed 2024-02-01, rejoined 2024-12-01":   false,
		"joined 2020-01-01, lapsed 2024-02-01, reinstated 2024-12-01": false,
	} {
		h, err := NewHistory(ledger.Date{}, told(life))
		if err != nil {
			t.Fatal(err)
		}
		if got := h.FullYear(ledger.MustDate("2025-09-30")); got != want {
			t.Errorf("%s: %t", life, got)
		}
	}
}

// TestHistoryByChance enters events as they come, on any days and some voided: what
// is refused changes nothing, and what is kept obeys the rules whatever the order
// of entering was.
func TestHistoryByChance(t *testing.T) {
	t.Parallel()
	start := ledger.MustDate("2024-01-01")
	rapid.Check(t, func(t *rapid.T) {
		var h History
		if rapid.Bool().Draw(t, "from an old register") {
			h, _ = NewHistory(start, nil)
		}
		for range rapid.IntRange(1, 25).Draw(t, "events") {
			r := Record{Event: rapid.SampledFrom(Events()).Draw(t, "event"), On: start.AddDays(rapid.IntRange(0, 60).Draw(t, "day"))}
			if r.Event == Voided {
				r.Voids = rapid.IntRange(0, len(h.records)+1).Draw(t, "voids")
			}
			before := h.Records()
			next, err := h.Add(r)
			if !slices.Equal(before, h.records) {
				t.Fatalf("adding changed what was there: %v, now %v", before, h.records)
			}
			if err == nil {
				h = next
			}
			checkHistory(t, h, start)
		}
	})
}

func checkHistory(t *rapid.T, h History, start ledger.Date) {
	again, err := NewHistory(h.joined, h.Records())
	if err != nil {
		t.Fatalf("a history that was accepted is refused when it is read again: %v", err)
	}
	spans := h.Spans()
	if !slices.IsSortedFunc(spans, func(a, b Span) int { return b.From.DaysUntil(a.From) }) {
		t.Fatalf("spans out of order: %v", spans)
	}
	died := false
	for day := start.AddDays(-1); !day.After(start.AddDays(62)); day = day.AddDays(1) {
		standing := h.On(day)
		if standing != again.On(day) {
			t.Fatalf("%s: %q, read again %q", day, standing, again.On(day))
		}
		if died && standing != Deceased {
			t.Fatalf("%s: %q after a death", day, standing)
		}
		died = standing == Deceased
		inSpan := slices.ContainsFunc(spans, func(s Span) bool {
			return !day.Before(s.From) && (s.Through.IsZero() || !day.After(s.Through))
		})
		if inSpan != (standing == Active) {
			t.Fatalf("%s: standing %q, in a span %t: %v", day, standing, inSpan, spans)
		}
		clock, continuous := h.ClockFrom(day), h.ContinuousFrom(day)
		if standing.IsMember() == clock.IsZero() || (standing == Active) == continuous.IsZero() {
			t.Fatalf("%s: standing %q, clock %s, continuous %s", day, standing, clock, continuous)
		}
		if clock.After(day) || continuous.After(day) || (!continuous.IsZero() && continuous.Before(clock)) {
			t.Fatalf("%s: clock %s, continuous %s", day, clock, continuous)
		}
	}
}
