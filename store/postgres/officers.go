package postgres

import (
	"context"

	"sajja/store"
)

const officersSQL = selectMembersSQL + ` AND cardinality(t.offices) > 0 ORDER BY m.number`

// Officers gives everybody who holds an office today, by number.
func (s *Session) Officers(ctx context.Context) ([]store.Member, error) {
	return readMembers(ctx, s.tx, s.fund, officersSQL)
}
