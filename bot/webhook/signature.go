package webhook

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"hash"
	"sync"
)

// signatureLength is the length of a SHA-256 digest in padded base64. A header
// of any other length is no signature, and is refused before anything is hashed.
const signatureLength = 44

// signer checks bodies against one channel secret. The keyed hashers are
// pooled: keying one costs as much as hashing a short body.
type signer struct {
	hashers sync.Pool
}

// newSigners makes a signer per channel secret. An empty secret is refused,
// since anyone can sign with it.
func newSigners(secrets []string) ([]*signer, error) {
	if len(secrets) == 0 {
		return nil, errors.New("webhook: no channel secret")
	}
	signers := make([]*signer, len(secrets))
	for i, secret := range secrets {
		if secret == "" {
			return nil, errors.New("webhook: a channel secret is empty")
		}
		signers[i] = &signer{hashers: sync.Pool{
			New: func() any { return hmac.New(sha256.New, []byte(secret)) },
		}}
	}
	return signers, nil
}

// signed tells whether one of the signers made the signature over exactly
// these bytes. Two secrets bridge the change of a channel secret, which LINE
// makes invalid the moment a new one is issued.
func signed(signers []*signer, signature string, body []byte) bool {
	if len(signature) != signatureLength {
		return false
	}
	var decoded [sha256.Size + 1]byte // 44 characters of base64 hold up to 33 bytes
	n, err := base64.StdEncoding.Decode(decoded[:], []byte(signature))
	if err != nil || n != sha256.Size {
		return false
	}
	for _, s := range signers {
		if s.matches(decoded[:n], body) {
			return true
		}
	}
	return false
}

// matches compares in constant time.
func (s *signer) matches(digest, body []byte) bool {
	hasher := s.hashers.Get().(hash.Hash)
	defer s.hashers.Put(hasher)
	hasher.Reset()
	hasher.Write(body)
	var sum [sha256.Size]byte
	return hmac.Equal(digest, hasher.Sum(sum[:0]))
}
