package postgres

import (
	"crypto/sha256"
	"encoding/binary"

	"sajja/ledger"
)

// digester spells, from raw columns, the bytes that ledger.Entry.ContentHash and
// SealedDigest take their digests over. That it is a second spelling is wanted: a
// slip in the first would be in every digest it ever wrote and show in none.
type digester struct{ buf []byte }

func (d *digester) text(s []byte) {
	d.buf = binary.BigEndian.AppendUint32(d.buf, uint32(len(s)))
	d.buf = append(d.buf, s...)
}

func (d *digester) id(id *[16]byte) { d.buf = append(d.buf, id[:]...) }

// content gives the digest of what makes the act what it is.
func (d *digester) content(fund ledger.FundID, e *entryRow, effective, expires []byte) ledger.Digest {
	d.buf = append(d.buf[:0], fund.UUID[:]...)
	d.text(e.phase)
	d.text(e.kind)
	d.text(effective)
	d.id(&e.member)
	d.id(&e.actor)
	d.id(&e.resolves)
	d.id(&e.reverses)
	d.id(&e.rest)
	d.text(expires)
	d.text(e.reason)
	for i := range e.lines {
		line := &e.lines[i]
		d.text(line.account.code)
		d.id(&line.member)
		d.text(line.side)
		d.text(line.source)
		d.buf = binary.BigEndian.AppendUint64(d.buf, uint64(line.amount))
	}
	return sha256.Sum256(d.buf)
}

var entryTag = []byte("sajja entry 1")

// epoch2000 is 2000-01-01, from which PostgreSQL counts, in microseconds of Unix
// time.
const epoch2000 = 946_684_800_000_000

// sealed gives the digest that goes into the seal of the day, over the content
// hash as it is written beside the entry.
func (d *digester) sealed(e *entryRow) ledger.Digest {
	d.buf = d.buf[:0]
	d.text(entryTag)
	d.buf = append(d.buf, e.hash...)
	d.id(&e.id)
	d.buf = binary.BigEndian.AppendUint64(d.buf, uint64(e.recordedAt+epoch2000))
	d.text(e.cause)
	d.text(e.key)
	d.text(e.series)
	d.buf = binary.BigEndian.AppendUint32(d.buf, uint32(e.year))
	d.buf = binary.BigEndian.AppendUint32(d.buf, uint32(e.number))
	return sha256.Sum256(d.buf)
}
