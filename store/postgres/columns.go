package postgres

import (
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5/pgtype"

	"sajja/ledger"
)

// Columns as unnest takes them. These types go to the wire as they are; a slice
// of uuid.UUID or of pointers is taken apart by reflection, value by value,
// which cost a tenth of the bot's time under load.
type (
	uuids    = pgtype.FlatArray[pgtype.UUID]
	integers = pgtype.FlatArray[pgtype.Int4]
	blobs    = pgtype.FlatArray[[]byte]
	instants = pgtype.FlatArray[pgtype.Timestamptz]
	dates    = pgtype.FlatArray[pgtype.Date]
	texts    = pgtype.FlatArray[pgtype.Text]
)

// column makes a column of n values without growing.
func column[C ~[]T, T any](n int) C { return make(C, 0, n) }

// wireID is an ID, or NULL for none.
func wireID(id uuid.UUID) pgtype.UUID { return pgtype.UUID{Bytes: id, Valid: id != uuid.Nil} }

// wireNumber is a number, or NULL for zero.
func wireNumber(n int) pgtype.Int4 { return pgtype.Int4{Int32: int32(n), Valid: n != 0} }

// wireText is a text, or NULL for an empty one.
func wireText(s string) pgtype.Text { return pgtype.Text{String: s, Valid: s != ""} }

// wireDate is a day, or NULL for none.
func wireDate(d ledger.Date) pgtype.Date {
	if d.IsZero() {
		return pgtype.Date{}
	}
	return pgtype.Date{Time: d.Time(), Valid: true}
}

// wireInstant is an instant, or NULL for the zero time.
func wireInstant(t time.Time) pgtype.Timestamptz {
	return pgtype.Timestamptz{Time: t, Valid: !t.IsZero()}
}

// wireEntries is a column of entry IDs.
func wireEntries(ids []ledger.EntryID) uuids {
	raw := column[uuids](len(ids))
	for _, id := range ids {
		raw = append(raw, wireID(id.UUID))
	}
	return raw
}
