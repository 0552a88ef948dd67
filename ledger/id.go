package ledger

import "github.com/google/uuid"

// FundID names a fund (กองทุน/กลุ่ม). Every row of fund data starts with one.
type FundID struct{ uuid.UUID }

// MemberID names one membership in one fund. It stays when the number on the
// passbook changes.
type MemberID struct{ uuid.UUID }

// EntryID names an Entry. It is made before the first write, which makes every
// retry harmless, and it sorts by the moment it was made (UUID version 7).
type EntryID struct{ uuid.UUID }

// NewFundID makes an ID that no other fund has.
func NewFundID() FundID { return FundID{newV7()} }

// NewMemberID makes an ID that no other membership has.
func NewMemberID() MemberID { return MemberID{newV7()} }

// NewEntryID makes an ID that no other entry has.
func NewEntryID() EntryID { return EntryID{newV7()} }

// IsZero tells whether no fund is named.
func (id FundID) IsZero() bool { return id.UUID == uuid.Nil }

// IsZero tells whether no member is named.
func (id MemberID) IsZero() bool { return id.UUID == uuid.Nil }

// IsZero tells whether no entry is named.
func (id EntryID) IsZero() bool { return id.UUID == uuid.Nil }

// newV7 panics where the machine has no randomness left: nothing that follows
// would be safe.
func newV7() uuid.UUID { return uuid.Must(uuid.NewV7()) }
