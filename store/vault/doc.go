// Package vault seals what tells who somebody is: citizen ID, address, phone. It
// is kept so that the database alone, a copy of it or a backup of it, tells
// nothing of these.
//
// Two keys stand above each field. Every person in a fund has a data key of her
// own, and what is sealed with it is bound to her and to the field: moved to
// another row it does not open. The data key lies in the database, wrapped by the
// identity key, which lies in a file outside of it (Keys, SAJJA_IDENTITY_KEYS).
// To erase a person is to destroy her data key: what was sealed with it is noise
// from then on, in every copy whose wrapped key is gone too. To rotate is to wrap
// the data keys anew; the fields themselves are not touched.
//
// Limits, said plainly: whoever holds the database and the file reads everything.
// Who loses the file loses these fields for good, and nothing else: names, numbers
// and money are not sealed. A backup made before an erasure still holds the wrapped
// key; it ends when the backup does, or when the identity key it was wrapped with
// is retired and its copies are deleted.
//
// The ciphers and the file's form are Tink's (AES-256-GCM, keysets in JSON), so
// that other programs can read the file. The package imports nothing of ours and
// knows no database.
package vault
