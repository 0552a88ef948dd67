package embedded

import (
	"os"
	"strings"
)

// saidBytesMax is how much of a server's log an error may carry: enough for the
// reason, which comes last, and fit for a terminal.
const saidBytesMax = 2000

// openLog starts a server's log anew: what an earlier run said is of no use once
// the next one has started.
func openLog(path string) (*os.File, error) {
	return os.OpenFile(path, os.O_CREATE|os.O_RDWR|os.O_TRUNC|os.O_APPEND, 0o600)
}

// lastWords gives the end of a log as one line.
func lastWords(log *os.File) string {
	info, err := log.Stat()
	if err != nil {
		return ""
	}
	tail := make([]byte, min(info.Size(), saidBytesMax))
	n, _ := log.ReadAt(tail, info.Size()-int64(len(tail)))
	lines := strings.FieldsFunc(string(tail[:n]), func(r rune) bool { return r == '\n' })
	const linesMax = 6
	lines = lines[max(0, len(lines)-linesMax):]
	return strings.Join(lines, " | ")
}
