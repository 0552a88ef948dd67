package store

import "sajja/ledger"

// What is known of a person beside her name, and sealed: store/vault makes it and
// opens it, the drivers keep it as bytes.
const (
	SecretCitizenID = "citizen_id"
	SecretPhone     = "phone"
	SecretAddress   = "address"
)

// PersonKey is a person's data key in one fund, wrapped by an identity key that no
// database holds. An erasure deletes it: what was sealed with it is noise for good.
type PersonKey struct {
	Person ledger.PersonID
	// KeyID names the identity key.
	KeyID   uint32
	Wrapped []byte
}

// Secret is a field that was sealed.
type Secret struct {
	Field  string
	Sealed []byte
}

// SealedPerson is what a fund holds of a person under her key.
type SealedPerson struct {
	Key     PersonKey
	Secrets []Secret
}
