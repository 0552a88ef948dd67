package main

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"sajja/bot/register"
	"sajja/ledger"
	"sajja/store"
	"sajja/store/postgres"
	"sajja/store/vault"
)

// sealer seals and opens what one fund keeps of persons. Without a vault it does
// neither: errNoIdentityKeys.
type sealer struct {
	vault *vault.Vault
	fund  ledger.FundID
}

func (s sealer) subject(person ledger.PersonID) vault.Subject {
	return vault.Subject{Fund: s.fund.UUID, Person: person.UUID}
}

// sealNew seals the fields that say something for a person who has no key yet;
// nothing at all for nothing.
func (s sealer) sealNew(person ledger.PersonID, fields map[string]string) (store.SealedPerson, error) {
	sealed := store.SealedPerson{Key: store.PersonKey{Person: person}}
	for _, field := range slices.Sorted(keysWithText(fields)) {
		if sealed.Key.Wrapped == nil {
			key, err := s.vault.NewKey(s.subject(person))
			if err != nil {
				return sealed, sealingRefusal(err)
			}
			sealed.Key.Wrapped, sealed.Key.KeyID = key, uint32(key.ID())
		}
		if err := s.add(&sealed, sealed.Key.Wrapped, field, fields[field]); err != nil {
			return sealed, err
		}
	}
	return sealed, nil
}

func (s sealer) add(to *store.SealedPerson, key []byte, field, text string) error {
	bytes, err := s.vault.Seal(s.subject(to.Key.Person), key, vault.Field(field), text)
	if err != nil {
		return sealingRefusal(err)
	}
	to.Secrets = append(to.Secrets, store.Secret{Field: field, Sealed: bytes})
	return nil
}

func keysWithText(fields map[string]string) func(yield func(string) bool) {
	return func(yield func(string) bool) {
		for field, text := range fields {
			if text != "" && !yield(field) {
				return
			}
		}
	}
}

// open opens all fields of a person.
func (s sealer) open(sealed store.SealedPerson) (map[string]string, error) {
	fields := map[string]string{}
	for _, secret := range sealed.Secrets {
		text, err := s.vault.Open(s.subject(sealed.Key.Person), sealed.Key.Wrapped, vault.Field(secret.Field), secret.Sealed)
		if err != nil {
			return nil, sealingRefusal(err)
		}
		fields[secret.Field] = text
	}
	return fields, nil
}

// sealingRefusal says what to do where something cannot be sealed or opened.
func sealingRefusal(err error) error {
	switch {
	case errors.Is(err, vault.ErrNoKeys):
		return errNoIdentityKeys
	case errors.Is(err, vault.ErrUnknownKey):
		return fmt.Errorf("this was sealed with an identity key that is not in %s: look for the copy of the file that has it; `sajja keys list` names it", identityKeysSetting)
	}
	return err
}

// knownMembers gives the register as a table is held against it, with citizen IDs
// where there are keys to open them.
func knownMembers(ctx context.Context, db *postgres.DB, fund store.Fund, s sealer) ([]register.Known, error) {
	members, err := db.Members(ctx, fund.ID)
	if err != nil {
		return nil, err
	}
	sealed := map[ledger.PersonID]store.SealedPerson{}
	if s.vault != nil {
		if sealed, err = db.SealedPeople(ctx, fund.ID); err != nil {
			return nil, err
		}
	}
	known := make([]register.Known, len(members))
	for i, m := range members {
		fields, err := s.open(sealed[m.Person])
		if err != nil {
			return nil, err
		}
		known[i] = register.Known{Number: m.Number, Name: m.Name, BornOn: m.BornOn, CitizenID: fields[store.SecretCitizenID]}
	}
	return known, nil
}
