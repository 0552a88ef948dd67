package postgres

import (
	"bytes"
	"context"
	"encoding/binary"

	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/pgtype"

	"sajja/ledger"
)

// entryRow is an entry as its row and those of its postings hold it. Its bytes
// are good until the next one.
type entryRow struct {
	id, member, actor, resolves, reverses, rest   [16]byte
	phase, kind, cause, key, hash, series, reason []byte
	effective, expires                            int32 // days since 2000-01-01
	recordedAt                                    int64 // microseconds since then
	year, number                                  int32
	hasExpiry                                     bool
	amount                                        int64
	lines                                         []lineRow
}

// lineRow is a posting. What it points at stays good.
type lineRow struct {
	number       int16
	account      *accountSums
	side, source []byte
	member       [16]byte
	amount       int64
}

// merge hands each entry with its postings to visit, in the order of recording,
// and each ID that postings name and no entry has to orphan.
func merge(ctx context.Context, entries rowSource, postings *lineSource, visit func(e *entryRow), orphan func(entry [16]byte)) {
	var e entryRow
	postings.next(ctx)
	for values := entries.next(ctx); values != nil; values = entries.next(ctx) {
		e.read(values)
		for !postings.isOver && bytes.Compare(postings.entry[:], e.id[:]) < 0 {
			postings.dropEntry(ctx, orphan)
		}
		e.lines = e.lines[:0]
		for !postings.isOver && postings.entry == e.id {
			e.lines = append(e.lines, postings.line)
			postings.next(ctx)
		}
		visit(&e)
	}
	for !postings.isOver {
		postings.dropEntry(ctx, orphan)
	}
}

// rowSource gives the rows of a query one by one, in binary form; nil after the
// last. A row is good until the next.
type rowSource interface {
	next(ctx context.Context) [][]byte
	close(ctx context.Context) error
}

var inBinary = []int16{1, 1}

// newRowSource reads a query over the books' keys: as the server sends it, or,
// where one connection serves two sources, page by page.
func newRowSource(ctx context.Context, conn *pgconn.PgConn, isShared bool, name, sql string, fund ledger.FundID, since ledger.EntryID) rowSource {
	args, types := [][]byte{fund.UUID[:], since.UUID[:]}, []uint32{pgtype.UUIDOID, pgtype.UUIDOID}
	if !isShared {
		return streamedRows{conn.ExecParams(ctx, sql, args, types, inBinary, inBinary[:1])}
	}
	made := conn.ExecParams(ctx, `DECLARE `+name+` NO SCROLL CURSOR FOR `+sql, args, types, inBinary, nil).Read()
	return &pagedRows{conn: conn, name: name, err: made.Err}
}

// streamedRows come as the server sends them; it waits when nobody reads.
type streamedRows struct{ *pgconn.ResultReader }

func (r streamedRows) next(context.Context) [][]byte {
	if !r.NextRow() {
		return nil
	}
	return r.Values()
}

func (r streamedRows) close(context.Context) error {
	_, err := r.Close()
	return err
}

// pagedRows come through a cursor.
type pagedRows struct {
	conn *pgconn.PgConn
	name string
	page [][][]byte
	at   int
	err  error
}

func (r *pagedRows) next(ctx context.Context) [][]byte {
	if r.at == len(r.page) && r.err == nil {
		result := r.conn.ExecParams(ctx, `FETCH 1000 FROM `+r.name, nil, nil, nil, inBinary[:1]).Read()
		r.page, r.at, r.err = result.Rows, 0, result.Err
	}
	if r.at == len(r.page) || r.err != nil {
		return nil
	}
	r.at++
	return r.page[r.at-1]
}

func (r *pagedRows) close(ctx context.Context) error {
	if r.err != nil {
		return r.err
	}
	return r.conn.ExecParams(ctx, `CLOSE `+r.name, nil, nil, nil, nil).Read().Err
}

// lineSource holds the next posting.
type lineSource struct {
	rows   rowSource
	entry  [16]byte
	line   lineRow
	isOver bool
	// account gives the sums of the account with a code.
	account func(code []byte) *accountSums
	texts   interned
}

func (s *lineSource) next(ctx context.Context) {
	v := s.rows.next(ctx)
	if v == nil {
		s.isOver = true
		return
	}
	s.entry = idOf(v[0])
	s.line = lineRow{
		number: int16(binary.BigEndian.Uint16(v[1])), account: s.account(v[2]), member: idOf(v[3]),
		side: s.texts.keep(v[4]), source: s.texts.keep(v[5]), amount: int64Of(v[6]),
	}
}

// dropEntry passes over the postings of one entry.
func (s *lineSource) dropEntry(ctx context.Context, orphan func(entry [16]byte)) {
	entry := s.entry
	orphan(entry)
	for !s.isOver && s.entry == entry {
		s.next(ctx)
	}
}

func (e *entryRow) read(v [][]byte) {
	e.id, e.phase, e.kind = idOf(v[0]), v[1], v[2]
	e.effective, e.recordedAt = int32Of(v[3]), int64Of(v[4])
	e.member, e.actor = idOf(v[5]), idOf(v[6])
	e.cause, e.key, e.hash = v[7], v[8], v[9]
	e.resolves, e.reverses, e.rest = idOf(v[10]), idOf(v[11]), idOf(v[12])
	e.expires, e.hasExpiry = int32Of(v[13]), v[13] != nil
	e.series, e.year, e.number = v[14], int32Of(v[15]), int32Of(v[16])
	e.reason, e.amount = v[17], int64Of(v[18])
}

// interned keeps one copy of each of the few texts that postings repeat: sides and
// sources of money. There are so few that looking through them is fastest.
type interned [][]byte

func (i *interned) keep(text []byte) []byte {
	for _, kept := range *i {
		if bytes.Equal(kept, text) {
			return kept
		}
	}
	kept := bytes.Clone(text)
	if len(*i) < internedMax {
		*i = append(*i, kept)
	}
	return kept
}

// internedMax is above the number of sources that the tests of the rows allow.
const internedMax = 64

// idOf reads a UUID; NULL is the zero one.
func idOf(v []byte) (id [16]byte) {
	copy(id[:], v)
	return id
}

// int32Of and int64Of read a number; NULL is 0.
func int32Of(v []byte) int32 {
	if v == nil {
		return 0
	}
	return int32(binary.BigEndian.Uint32(v))
}

func int64Of(v []byte) int64 {
	if v == nil {
		return 0
	}
	return int64(binary.BigEndian.Uint64(v))
}
