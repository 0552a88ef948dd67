package webhook

import (
	"bytes"
	"errors"
	"io"
	"net/http"
	"os"
	"time"
)

const (
	// eagerMax is the most that is set aside on a sender's word alone, before
	// the bytes are there.
	eagerMax = 64 << 10
	// discardFactor says how many times MaxBody is read and thrown away of a
	// body that is too large: a sender that is still writing when the
	// connection closes sees a broken pipe, never the 413.
	discardFactor = 4
)

// claimed is what a request may come to hold: its stated length, or the limit.
func claimed(r *http.Request, config Config) int64 {
	if r.ContentLength >= 0 {
		return r.ContentLength
	}
	return config.MaxBody
}

// readBody reads a body whole, within the limits of size and time. The bytes
// are the caller's: the events kept are slices of them.
func readBody(w http.ResponseWriter, r *http.Request, config Config) ([]byte, error) {
	control := http.NewResponseController(w)
	limited := setReadDeadline(control, time.Now().Add(config.BodyTimeout))
	// MinRead of spare room lets ReadFrom see the end without growing.
	var body bytes.Buffer
	body.Grow(int(min(claimed(r, config), eagerMax)) + bytes.MinRead)
	_, err := body.ReadFrom(http.MaxBytesReader(w, r.Body, config.MaxBody))
	if err != nil {
		return nil, err
	}
	if limited {
		// Left in place the deadline would strike while the request waits to
		// be kept, and the server would take its sender for gone.
		setReadDeadline(control, time.Time{})
	}
	return body.Bytes(), nil
}

// discard reads away what is left of a body that is not wanted.
func discard(w http.ResponseWriter, r *http.Request, config Config) {
	setReadDeadline(http.NewResponseController(w), time.Now().Add(config.BodyTimeout))
	_, _ = io.CopyN(io.Discard, r.Body, discardFactor*config.MaxBody)
}

// setReadDeadline tells whether the connection knows deadlines; a test's
// recorder does not.
func setReadDeadline(control *http.ResponseController, at time.Time) bool {
	return control.SetReadDeadline(at) == nil
}

// outcomeOfReading says why a body did not come in.
func outcomeOfReading(err error) outcome {
	var tooLarge *http.MaxBytesError
	switch {
	case errors.As(err, &tooLarge):
		return outcomeTooLarge
	case errors.Is(err, os.ErrDeadlineExceeded):
		return outcomeSlow
	default:
		return outcomeBroken
	}
}
