package intent_test

import (
	"fmt"
	"os"
	"path/filepath"
	"sort"
	"strings"
	"testing"

	"sajja/bot/intent"
)

func TestCorpus(t *testing.T) {
	t.Parallel()
	u := understander(t)
	for _, name := range corpusFiles(t) {
		samples := samplesIn(t, name)
		t.Run("no line of "+filepath.Base(name)+" moves money wrongly", func(t *testing.T) {
			t.Parallel()
			score := u.Evaluate(samples)
			t.Logf("%s\n%s", summary(score), confusion(score))
			for _, m := range score.Misses {
				if m.MovesMoney {
					t.Errorf("%q (%s): wanted %s, would have done %s %v", m.Sample.Text, m.Sample.Role, m.Sample.Intent, m.Got.Intent, m.Got.Slots.Amount)
				}
			}
		})
	}
}

// corpusFiles gives the labelled files: our own, and the examples of the
// language where they stand beside the checkout.
func corpusFiles(t *testing.T) []string {
	t.Helper()
	var files []string
	for _, pattern := range []string{"testdata/corpus*.jsonl", "testdata/heldout*.jsonl", "../../../shared/utterances.jsonl"} {
		found, err := filepath.Glob(pattern)
		if err != nil {
			t.Fatal(err)
		}
		files = append(files, found...)
	}
	return files
}

func samplesIn(t *testing.T, name string) []intent.Sample {
	t.Helper()
	file, err := os.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	samples, err := intent.ReadSamples(file)
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	return samples
}

func understander(t testing.TB) *intent.Understander {
	t.Helper()
	u, err := intent.New()
	if err != nil {
		t.Fatal(err)
	}
	return u
}

func summary(s intent.Score) string {
	share := func(n int) string { return fmt.Sprintf("%d (%.1f %%)", n, 100*float64(n)/float64(max(s.Total, 1))) }
	return fmt.Sprintf("%d messages: intent right %s, every slot right %s, money moved wrongly %s",
		s.Total, share(s.IntentRight), share(s.AllRight), share(s.MoneyWrong))
}

func confusion(s intent.Score) string {
	kinds := make([]string, 0, len(s.Confusion))
	for kind := range s.Confusion {
		kinds = append(kinds, string(kind))
	}
	sort.Strings(kinds)
	var b strings.Builder
	for _, kind := range kinds {
		fmt.Fprintf(&b, "%-15s", kind)
		row := s.Confusion[intent.Kind(kind)]
		got := make([]string, 0, len(row))
		for k, n := range row {
			got = append(got, fmt.Sprintf("%s %d", k, n))
		}
		sort.Strings(got)
		fmt.Fprintf(&b, " %s\n", strings.Join(got, ", "))
	}
	return b.String()
}
