package flex_test

import (
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"

	flex "sajja/flex-templates"
)

var update = flag.Bool("update", false, "renew the golden files")

func newLibrary(t testing.TB) *flex.Library {
	t.Helper()
	l, err := flex.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	return l
}

// TestGolden renders every specimen and compares it with its file, which
// LINE's simulator can show.
func TestGolden(t *testing.T) {
	t.Parallel()
	l := newLibrary(t)
	for name, card := range specimens() {
		t.Run(name+" looks as before", func(t *testing.T) {
			t.Parallel()
			contents, _, err := l.Render(card)
			if err != nil {
				t.Fatal(err)
			}
			var got bytes.Buffer
			if err := json.Indent(&got, contents, "", "  "); err != nil {
				t.Fatalf("no JSON: %v\n%s", err, contents)
			}
			got.WriteByte('\n')
			file := filepath.Join("testdata", name+".json")
			if *update {
				if err := os.WriteFile(file, got.Bytes(), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(string(want), got.String()); diff != "" {
				t.Error(diff)
			}
		})
	}
}
