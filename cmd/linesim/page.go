package main

import "net/http"

// page is what the browser shows.
func page() http.Handler { return nil }
