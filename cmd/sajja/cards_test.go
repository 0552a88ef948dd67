package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	flex "sajja/flex-templates"
)

func TestOpenCards(t *testing.T) {
	t.Parallel()
	builtIn, err := os.ReadFile(filepath.Join("..", "..", "flex-templates", "notice.json"))
	if err != nil {
		t.Fatal(err)
	}
	notice := flex.NoticeCard(flex.Notice{Tone: flex.ToneOK, Title: "เรียบร้อย", Text: "ลงสมุดแล้ว", Alt: "เรียบร้อย"})

	t.Run("a folder's template takes the place of the built-in one", func(t *testing.T) {
		t.Parallel()
		folder := t.TempDir()
		own := strings.Replace(string(builtIn), `"type": "bubble"`, `"type": "bubble", "size": "giga"`, 1)
		own = strings.Replace(own, `"size": "mega",`, ``, 1)
		if err := os.WriteFile(filepath.Join(folder, "notice.json"), []byte(own), 0o600); err != nil {
			t.Fatal(err)
		}
		cards, err := openCards(folder)
		if err != nil {
			t.Fatal(err)
		}
		contents, _, err := cards.Render(notice)
		if err != nil {
			t.Fatal(err)
		}
		var bubble struct{ Size string }
		if err := json.Unmarshal(contents, &bubble); err != nil || bubble.Size != "giga" {
			t.Errorf("size = %q (%v), want the folder's giga", bubble.Size, err)
		}
	})

	t.Run("a faulty template stops the start and is named", func(t *testing.T) {
		t.Parallel()
		folder := t.TempDir()
		if err := os.WriteFile(filepath.Join(folder, "notice.json"), []byte(`{"type":"bubble"`), 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := openCards(folder); err == nil || !strings.Contains(err.Error(), "notice") {
			t.Errorf("openCards = %v, want a fault that names notice", err)
		}
	})
}
