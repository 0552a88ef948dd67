package ledger

import (
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"hash"
)

// Refusals of sealing.
var (
	// ErrDayNotOver: entries may still be recorded on a day that is to be sealed.
	ErrDayNotOver = errors.New("the day is not over")
	// ErrSealHole: entries of a day before the last sealed one have no seal.
	ErrSealHole = errors.New("the seals have a hole")
)

// Two kinds of digest make the past provable. An entry's sealed digest covers
// what its content hash leaves out; a day's seal covers the sealed digests of
// all entries recorded on that day and the seal before it. Who keeps one seal, on
// paper or in another's hands, can prove everything up to that day.
//
// Both are SHA-256 over bytes that anyone can write again:
//
//	number   big-endian: 8 bytes for an instant, else 4
//	text     its length in bytes as a number, then UTF-8
//	ID       the 16 bytes of the UUID, zeros for none
//
//	sealed digest of an entry:
//	  text     "sajja entry 1"
//	  32 bytes content hash (see Entry.ContentHash)
//	  ID       of the entry
//	  number   instant of recording, microseconds since 1970-01-01 00:00 UTC
//	  text     cause
//	  text     key
//	  text     series of the document: "R", "V", "J", or "" for none
//	  number   its year in the common era, 0 for none
//	  number   its number in that year, 0 for none
//
//	seal of a day:
//	  text     "sajja day 1"
//	  ID       of the fund
//	  text     the day in Bangkok, "2026-11-21"
//	  32 bytes seal of the fund's last day before this one that has entries,
//	           zeros for the first
//	  32 bytes sealed digest of each entry recorded on that day, in the order of
//	           their IDs
const (
	entryTag = "sajja entry 1"
	dayTag   = "sajja day 1"
)

// Digest is a SHA-256 hash.
type Digest [sha256.Size]byte

// SealedDigest is a digest over everything an entry is: its content, and what
// differs between two tries of the same act.
func (e Entry) SealedDigest() Digest {
	content := e.ContentHash()
	buf := make([]byte, 0, 256)
	buf = appendText(buf, entryTag)
	buf = append(buf, content[:]...)
	buf = append(buf, e.ID.UUID[:]...)
	buf = binary.BigEndian.AppendUint64(buf, uint64(e.RecordedAt.UnixMicro()))
	buf = appendText(buf, e.Cause)
	buf = appendText(buf, e.Key)
	if e.Document.IsZero() {
		e.Document = DocumentNumber{} // before posting it names a series, no number
	}
	buf = appendText(buf, string(e.Document.Series))
	buf = binary.BigEndian.AppendUint32(buf, uint32(e.Document.Year))
	buf = binary.BigEndian.AppendUint32(buf, uint32(e.Document.Number))
	return sha256.Sum256(buf)
}

// Seal (ตราปิดวัน) is the proof of one day's recordings in one fund. A day
// without entries has none.
type Seal struct {
	Day      Date
	Entries  int
	Hash     Digest
	Previous Digest
}

// Sealing makes the seal of a day, entry by entry.
type Sealing struct {
	seal Seal
	sum  hash.Hash
}

// NewSealing begins the seal of a fund's day, which follows on another seal's
// hash; the first follows on the zero Digest.
func NewSealing(fund FundID, day Date, previous Digest) *Sealing {
	s := &Sealing{seal: Seal{Day: day, Previous: previous}, sum: sha256.New()}
	buf := appendText(make([]byte, 0, 96), dayTag)
	buf = append(buf, fund.UUID[:]...)
	buf = appendText(buf, day.String())
	s.sum.Write(append(buf, previous[:]...))
	return s
}

// Add takes the next entry's sealed digest, in the order of the IDs.
func (s *Sealing) Add(entry Digest) {
	s.sum.Write(entry[:])
	s.seal.Entries++
}

// Seal gives the seal over what was added so far.
func (s *Sealing) Seal() Seal {
	seal := s.seal
	s.sum.Sum(seal.Hash[:0])
	return seal
}

func appendText(buf []byte, s string) []byte {
	buf = binary.BigEndian.AppendUint32(buf, uint32(len(s)))
	return append(buf, s...)
}
