package ledger

import (
	"encoding/binary"
	"time"

	"github.com/google/uuid"
)

// FundID names a fund (กองทุน/กลุ่ม). Every row of fund data starts with one.
type FundID struct{ uuid.UUID }

// MemberID names one membership in one fund. It stays when the number on the
// passbook changes.
type MemberID struct{ uuid.UUID }

// EntryID names an Entry. It is made before the first write, which makes every
// retry harmless. It is a UUID of version 7 and begins with the millisecond at
// which the entry was recorded, so the order of the IDs is the order of the
// books.
type EntryID struct{ uuid.UUID }

// LinkCodeID names a one-time code for linking LINE (รหัสผูกไลน์).
type LinkCodeID struct{ uuid.UUID }

// LinkRequestID names a request to link LINE (คำขอผูกไลน์).
type LinkRequestID struct{ uuid.UUID }

// PersonID names a person, who may be a member of several funds.
type PersonID struct{ uuid.UUID }

// PauseID names a pause of arrears (การหยุดนับยอดค้าง).
type PauseID struct{ uuid.UUID }

// HouseholdID names the people of one house in one fund.
type HouseholdID struct{ uuid.UUID }

// ProxyID names one proxy (มอบฉันทะ).
type ProxyID struct{ uuid.UUID }

// ErasureID names one wish to be forgotten (คำขอลบข้อมูล).
type ErasureID struct{ uuid.UUID }

// NewProxyID makes an ID that no other proxy has.
func NewProxyID() ProxyID { return ProxyID{newV7()} }

// NewErasureID makes an ID that no other erasure has.
func NewErasureID() ErasureID { return ErasureID{newV7()} }

// RosterID names a treasurer's list of who paid (รายชื่อ).
type RosterID struct{ uuid.UUID }

// NewRosterID makes an ID that no other list has.
func NewRosterID() RosterID { return RosterID{newV7()} }

// IsZero tells whether no list is named.
func (id RosterID) IsZero() bool { return id.UUID == uuid.Nil }

// NewPersonID makes an ID that no other person has.
func NewPersonID() PersonID { return PersonID{newV7()} }

// NewHouseholdID makes an ID that no other household has.
func NewHouseholdID() HouseholdID { return HouseholdID{newV7()} }

// NewFundID makes an ID that no other fund has.
func NewFundID() FundID { return FundID{newV7()} }

// NewMemberID makes an ID that no other membership has.
func NewMemberID() MemberID { return MemberID{newV7()} }

// NewLinkCodeID makes an ID that no other code has.
func NewLinkCodeID() LinkCodeID { return LinkCodeID{newV7()} }

// NewLinkRequestID makes an ID that no other request has.
func NewLinkRequestID() LinkRequestID { return LinkRequestID{newV7()} }

// NewEntryID makes an ID that no other entry has, for an entry recorded at the
// given instant. IDs made one after the other for the same instant sort in that
// order nearly always; nothing may lean on it.
func NewEntryID(at time.Time) EntryID {
	id := newV7()
	setMilliseconds(&id, at)
	return EntryID{id}
}

// LowestEntryID gives the smallest ID an entry recorded at the instant may have,
// so that "recorded since" is a range of IDs.
func LowestEntryID(at time.Time) EntryID {
	var id uuid.UUID
	setMilliseconds(&id, at)
	id[6], id[8] = 0x70, 0x80 // version 7, variant of RFC 9562
	return EntryID{id}
}

// RecordedAt gives the instant that the ID begins with.
func (id EntryID) RecordedAt() time.Time {
	var ms [8]byte
	copy(ms[2:], id.UUID[:6])
	return time.UnixMilli(int64(binary.BigEndian.Uint64(ms[:]))).UTC()
}

func setMilliseconds(id *uuid.UUID, at time.Time) {
	var ms [8]byte
	binary.BigEndian.PutUint64(ms[:], uint64(at.UnixMilli()))
	copy(id[:6], ms[2:])
}

// IsZero tells whether no fund is named.
func (id FundID) IsZero() bool { return id.UUID == uuid.Nil }

// IsZero tells whether no member is named.
func (id MemberID) IsZero() bool { return id.UUID == uuid.Nil }

// IsZero tells whether no entry is named.
func (id EntryID) IsZero() bool { return id.UUID == uuid.Nil }

// IsZero tells whether no code is named.
func (id LinkCodeID) IsZero() bool { return id.UUID == uuid.Nil }

// IsZero tells whether no request is named.
func (id LinkRequestID) IsZero() bool { return id.UUID == uuid.Nil }

// IsZero tells whether no proxy is named.
func (id ProxyID) IsZero() bool { return id.UUID == uuid.Nil }

// IsZero tells whether no erasure is named.
func (id ErasureID) IsZero() bool { return id.UUID == uuid.Nil }

// IsZero tells whether no household is named.
func (id HouseholdID) IsZero() bool { return id.UUID == uuid.Nil }

// NewPauseID makes an ID that no other pause has.
func NewPauseID() PauseID { return PauseID{newV7()} }

// newV7 panics where the machine has no randomness left: nothing that follows
// would be safe.
func newV7() uuid.UUID { return uuid.Must(uuid.NewV7()) }
