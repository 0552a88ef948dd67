package web

import (
	"embed"
	"net/http"
)

//go:embed index.html icon.svg *.css *.js
var files embed.FS

// policy lets the page use what it came with and pictures it was handed as
// data, and nothing else: a member called "<img onerror=…>" stays a name.
const policy = "default-src 'self'; img-src 'self' data: blob:; object-src 'none'; " +
	"base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

// Handler serves the page at / and its files beside it; all else is not found.
func Handler() http.Handler {
	page := http.FileServerFS(files)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method != http.MethodGet && r.Method != http.MethodHead {
			w.Header().Set("Allow", "GET, HEAD")
			http.Error(w, "the page is read only", http.StatusMethodNotAllowed)
			return
		}
		header := w.Header()
		header.Set("Content-Security-Policy", policy)
		header.Set("X-Content-Type-Options", "nosniff")
		header.Set("Referrer-Policy", "no-referrer")
		// Embedded files have no time of change, so a browser could never ask
		// "newer than"; without this it would keep yesterday's script.
		header.Set("Cache-Control", "no-cache")
		page.ServeHTTP(w, r)
	})
}
