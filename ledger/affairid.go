package ledger

import "github.com/google/uuid"

// CorrectionID names a proposal to correct an entry.
type CorrectionID struct{ uuid.UUID }

// DisputeID names a dispute.
type DisputeID struct{ uuid.UUID }

// ClosingID names the way of one month to its signatures.
type ClosingID struct{ uuid.UUID }

// NewCorrectionID makes an ID that no other proposal has.
func NewCorrectionID() CorrectionID { return CorrectionID{newV7()} }

// NewDisputeID makes an ID that no other dispute has.
func NewDisputeID() DisputeID { return DisputeID{newV7()} }

// NewClosingID makes an ID that no other closing has.
func NewClosingID() ClosingID { return ClosingID{newV7()} }

// IsZero tells whether no proposal is named.
func (id CorrectionID) IsZero() bool { return id.UUID == uuid.Nil }

// IsZero tells whether no dispute is named.
func (id DisputeID) IsZero() bool { return id.UUID == uuid.Nil }

// IsZero tells whether no closing is named.
func (id ClosingID) IsZero() bool { return id.UUID == uuid.Nil }
