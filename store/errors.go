package store

import "errors"

// Errors that every driver returns and callers tell apart with errors.Is.
var (
	// ErrNotFound: nothing has that name.
	ErrNotFound = errors.New("not found")
	// ErrConflict: somebody else was faster; looking again shows how things stand.
	ErrConflict = errors.New("conflict")
	// ErrExists: the name is taken.
	ErrExists = errors.New("already exists")
	// ErrHindered: money or an office still ties the member to the fund.
	ErrHindered = errors.New("the member is still tied to the fund")
	// ErrUnavailable: the database did not do its part, for reasons of its own;
	// the same may go well later. Nothing is known to be written.
	ErrUnavailable = errors.New("unavailable")
	// ErrNotMigrated: the database lacks this program's schema.
	ErrNotMigrated = errors.New("the database is not migrated: run `sajja migrate` as its owner")
)
