package web_test

import (
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"sajja/cmd/linesim/web"
)

// TestFiles holds the page's own rules: nodes are built, never parsed from
// text, and nothing is fetched from elsewhere.
func TestFiles(t *testing.T) {
	t.Parallel()
	forbidden := regexp.MustCompile(`innerHTML|outerHTML|insertAdjacentHTML|document\.write|createContextualFragment|\beval\(|new Function|@import|(src|href)="(https?:)?//|url\(`)
	for _, pattern := range []string{"*.js", "*.css", "*.html"} {
		names, err := filepath.Glob(pattern)
		if err != nil || len(names) == 0 {
			t.Fatalf("%s: %d files, %v", pattern, len(names), err)
		}
		for _, name := range names {
			text, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			if found := forbidden.Find(text); found != nil {
				t.Errorf("%s holds %q", name, found)
			}
		}
	}
}

func TestHandler(t *testing.T) {
	t.Parallel()
	get := func(method, path string) *http.Response {
		recorder := httptest.NewRecorder()
		web.Handler().ServeHTTP(recorder, httptest.NewRequest(method, path, nil))
		return recorder.Result()
	}

	t.Run("serves the page and its files with their types", func(t *testing.T) {
		t.Parallel()
		for path, want := range map[string]string{"/": "text/html", "/app.js": "javascript", "/flex.css": "text/css", "/icon.svg": "image/svg"} {
			response := get(http.MethodGet, path)
			if response.StatusCode != http.StatusOK || !strings.Contains(response.Header.Get("Content-Type"), want) {
				t.Errorf("%s: %s, %s", path, response.Status, response.Header.Get("Content-Type"))
			}
		}
	})

	t.Run("forbids inline script and everything from outside", func(t *testing.T) {
		t.Parallel()
		policy := get(http.MethodGet, "/").Header.Get("Content-Security-Policy")
		if !strings.Contains(policy, "default-src 'self'") || strings.Contains(policy, "unsafe") {
			t.Errorf("policy %q", policy)
		}
	})

	t.Run("keeps its Go files and unknown paths to itself", func(t *testing.T) {
		t.Parallel()
		for _, path := range []string{"/handler.go", "/testdata/", "/nothing", "/../go.mod"} {
			if response := get(http.MethodGet, path); response.StatusCode == http.StatusOK {
				t.Errorf("%s is served", path)
			}
		}
	})

	t.Run("refuses to be written to", func(t *testing.T) {
		t.Parallel()
		if response := get(http.MethodPost, "/"); response.StatusCode != http.StatusMethodNotAllowed {
			t.Errorf("POST: %s", response.Status)
		}
	})
}
