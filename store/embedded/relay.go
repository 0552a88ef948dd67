package embedded

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"path"
	"strings"
	"sync"
)

// relay passes the module's requests on to the repository, bound to a context,
// counting what comes.
type relay struct {
	ctx        context.Context // of the one download this relay lives for
	repository string
	progress   io.Writer
	mu         sync.Mutex
	failed     error
}

func (r *relay) failure() error {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.failed
}

// ServeHTTP breaks the connection on any failure: the module takes a refusal of
// the checksum for "there is none" and goes on without.
func (r *relay) ServeHTTP(w http.ResponseWriter, request *http.Request) {
	if err := r.pass(w, request.URL.Path); err != nil {
		r.mu.Lock()
		r.failed = err
		r.mu.Unlock()
		panic(http.ErrAbortHandler)
	}
}

func (r *relay) pass(w http.ResponseWriter, file string) error {
	upstream, err := http.NewRequestWithContext(r.ctx, http.MethodGet, r.repository+file, nil)
	if err != nil {
		return err
	}
	response, err := http.DefaultClient.Do(upstream)
	if err != nil {
		return err
	}
	defer response.Body.Close()
	if response.StatusCode != http.StatusOK {
		return fmt.Errorf("%s answers %s", upstream.URL, response.Status)
	}
	counted := &counter{to: r.progress, name: path.Base(file), total: response.ContentLength}
	if strings.HasSuffix(file, ".sha256") {
		counted.to = io.Discard
	}
	if response.ContentLength >= 0 {
		w.Header().Set("Content-Length", fmt.Sprint(response.ContentLength))
	}
	_, err = io.Copy(w, io.TeeReader(response.Body, counted))
	return err
}

// counter writes a line for every tenth of a download that has come.
type counter struct {
	to         io.Writer
	name       string
	got, total int64
	tenths     int64
}

func (c *counter) Write(p []byte) (int, error) {
	c.got += int64(len(p))
	if c.total <= 0 {
		return len(p), nil
	}
	if tenths := c.got * 10 / c.total; tenths > c.tenths {
		c.tenths = tenths
		// Nobody may be reading; that is no reason to stop the download.
		_, _ = fmt.Fprintf(c.to, "downloading %s: %d%% of %.1f MB\n", c.name, tenths*10, float64(c.total)/1e6)
	}
	return len(p), nil
}
