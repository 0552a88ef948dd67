package vault

import (
	"crypto/rand"
	"encoding/binary"
	"errors"
	"fmt"

	"github.com/google/uuid"
	"github.com/tink-crypto/tink-go/v2/aead"
	"github.com/tink-crypto/tink-go/v2/aead/subtle"
	"github.com/tink-crypto/tink-go/v2/keyset"
	"github.com/tink-crypto/tink-go/v2/tink"
)

var (
	// ErrNoKeys: no file of identity keys was named, so nothing can be sealed or
	// opened here. Everything else works.
	ErrNoKeys = errors.New("no identity keys are set up")
	// ErrUnknownKey: the person's key was wrapped with an identity key that is not
	// in the file.
	ErrUnknownKey = errors.New("the identity key is not in the file of keys")
	// ErrTampered: what should be opened is not what was sealed for this person
	// and field.
	ErrTampered = errors.New("it is not what was sealed for this person and field")
)

// KeyID names one identity key in the file.
type KeyID uint32

// Subject is whose fields are sealed: a person, as one fund knows her. Another
// fund that knows the same person has a key of its own to destroy.
type Subject struct{ Fund, Person uuid.UUID }

// Field names what is sealed.
type Field string

// WrappedKey is a person's data key, of use only with the identity key that
// wrapped it.
type WrappedKey []byte

// ID tells which identity key wrapped it: Tink writes a one and the number of the
// key before the rest.
func (w WrappedKey) ID() KeyID {
	if len(w) < 5 || w[0] != 1 {
		return 0
	}
	return KeyID(binary.BigEndian.Uint32(w[1:5]))
}

// Vault seals and opens. A nil Vault has no keys: ErrNoKeys. It is safe for
// concurrent use.
type Vault struct {
	wrapping tink.AEAD
	primary  KeyID
	known    map[KeyID]bool
}

// newVault works with the keys of a file.
func newVault(handle *keyset.Handle) (*Vault, error) {
	wrapping, err := aead.New(handle)
	if err != nil {
		return nil, fmt.Errorf("take up the identity keys: %w", err)
	}
	v := &Vault{wrapping: wrapping, known: map[KeyID]bool{}}
	for i := range handle.Len() {
		entry, err := handle.Entry(i)
		if err != nil {
			return nil, fmt.Errorf("take up the identity keys: %w", err)
		}
		if entry.KeyStatus() == keyset.Enabled {
			v.known[KeyID(entry.KeyID())] = true
		}
		if entry.IsPrimary() {
			v.primary = KeyID(entry.KeyID())
		}
	}
	return v, nil
}

// Primary is the identity key with which new data keys are wrapped; 0 without any.
func (v *Vault) Primary() KeyID {
	if v == nil {
		return 0
	}
	return v.primary
}

// dataKeySize is that of AES-256.
const dataKeySize = 32

// NewKey makes a data key for a person.
func (v *Vault) NewKey(s Subject) (WrappedKey, error) {
	if v == nil {
		return nil, ErrNoKeys
	}
	key := make([]byte, dataKeySize)
	if _, err := rand.Read(key); err != nil {
		return nil, fmt.Errorf("make a person's key: %w", err)
	}
	return v.wrap(s, key)
}

func (v *Vault) wrap(s Subject, key []byte) (WrappedKey, error) {
	wrapped, err := v.wrapping.Encrypt(key, s.bytes())
	if err != nil {
		return nil, fmt.Errorf("wrap a person's key: %w", err)
	}
	return wrapped, nil
}

func (v *Vault) unwrap(s Subject, wrapped WrappedKey) ([]byte, error) {
	switch {
	case v == nil:
		return nil, ErrNoKeys
	case !v.known[wrapped.ID()]:
		return nil, ErrUnknownKey
	}
	key, err := v.wrapping.Decrypt(wrapped, s.bytes())
	if err != nil {
		return nil, ErrTampered
	}
	return key, nil
}

// Rewrap wraps a data key with the primary identity key.
func (v *Vault) Rewrap(s Subject, wrapped WrappedKey) (WrappedKey, error) {
	key, err := v.unwrap(s, wrapped)
	if err != nil {
		return nil, err
	}
	return v.wrap(s, key)
}

// Seal makes a field unreadable without the keys. The same text sealed twice looks
// different each time.
func (v *Vault) Seal(s Subject, wrapped WrappedKey, field Field, text string) ([]byte, error) {
	cipher, err := v.cipher(s, wrapped)
	if err != nil {
		return nil, err
	}
	sealed, err := cipher.Encrypt([]byte(text), s.with(field))
	if err != nil {
		return nil, fmt.Errorf("seal %s: %w", field, err)
	}
	return sealed, nil
}

// Open reads what Seal made.
func (v *Vault) Open(s Subject, wrapped WrappedKey, field Field, sealed []byte) (string, error) {
	cipher, err := v.cipher(s, wrapped)
	if err != nil {
		return "", err
	}
	text, err := cipher.Decrypt(sealed, s.with(field))
	if err != nil {
		return "", ErrTampered
	}
	return string(text), nil
}

func (v *Vault) cipher(s Subject, wrapped WrappedKey) (tink.AEAD, error) {
	key, err := v.unwrap(s, wrapped)
	if err != nil {
		return nil, err
	}
	cipher, err := subtle.NewAESGCM(key)
	if err != nil {
		return nil, fmt.Errorf("take up a person's key: %w", err)
	}
	return cipher, nil
}

// bytes is what a person's key is bound to.
func (s Subject) bytes() []byte { return append(s.Fund[:], s.Person[:]...) }

// with is what a sealed field is bound to.
func (s Subject) with(field Field) []byte { return append(s.bytes(), field...) }
