package line

import (
	"context"
	"errors"
	"net/http"
)

var (
	// ErrNotReady says that LINE is still preparing a large video or audio; ask
	// again later.
	ErrNotReady = errors.New("line: the content is not ready yet")
	// ErrGone says that the sender took the message back.
	ErrGone = errors.New("line: the content is gone")
	// ErrTooLarge says that the file exceeds what the caller would take.
	ErrTooLarge = errors.New("line: the content is too large")
)

// Content is a file that somebody sent to the bot. What it is called by its
// sender is not to be trusted, and neither is MediaType.
type Content struct {
	MediaType string
	Data      []byte
}

// Content fetches a picture, video, audio or file by its message ID, up to
// bytesMax. LINE does not say how long it keeps them: copy at once. Errors:
// ErrNotReady, ErrGone, ErrTooLarge, *Refused (404: no such message), *Unknown.
func (c *Client) Content(ctx context.Context, messageID string, bytesMax int64) (Content, error) {
	const op = "content"
	if !messageIDPattern.MatchString(messageID) {
		return Content{}, refuse(op, "the message ID is malformed")
	}
	ctx, cancel := context.WithTimeout(ctx, c.contentTimeout)
	defer cancel()
	got, err := c.fetch(ctx, op, c.dataBase+"/v2/bot/message/"+messageID+"/content", bytesMax)
	var refused *Refused
	switch {
	case errors.As(err, &refused) && refused.Status == http.StatusGone:
		return Content{}, ErrGone
	case got.status == http.StatusAccepted:
		return Content{}, ErrNotReady
	case errors.Is(err, errBodyTooLarge):
		return Content{}, ErrTooLarge
	case errors.Is(err, errBodyBroken):
		return Content{}, &Unknown{Op: op, RequestID: got.requestID, Err: err}
	case err != nil:
		return Content{}, err
	}
	return Content{MediaType: got.mediaType, Data: got.body}, nil
}
