package postgres

import (
	"context"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

	"sajja/ledger"
	"sajja/store"
)

const sealedPeopleSQL = `
SELECT k.person_id, k.key_id, k.wrapped,
       ARRAY(SELECT s.field FROM person_secrets s WHERE s.fund_id = $1 AND s.person_id = k.person_id ORDER BY s.field),
       ARRAY(SELECT s.sealed FROM person_secrets s WHERE s.fund_id = $1 AND s.person_id = k.person_id ORDER BY s.field)
FROM person_keys k WHERE k.fund_id = $1`

// SealedPeople gives what the fund holds sealed of all persons, for a search that
// opens it elsewhere.
func (db *DB) SealedPeople(ctx context.Context, fund ledger.FundID) (map[ledger.PersonID]store.SealedPerson, error) {
	return db.sealedPeople(ctx, fund, sealedPeopleSQL)
}

// SealedPerson gives what the fund holds sealed of one; store.ErrNotFound when
// there is nothing.
func (db *DB) SealedPerson(ctx context.Context, fund ledger.FundID, person ledger.PersonID) (store.SealedPerson, error) {
	all, err := db.sealedPeople(ctx, fund, sealedPeopleSQL+` AND k.person_id = $2`, person.UUID)
	if err != nil {
		return store.SealedPerson{}, err
	}
	found, isThere := all[person]
	if !isThere {
		return found, fmt.Errorf("what is sealed of person %s: %w", person, store.ErrNotFound)
	}
	return found, nil
}

func (db *DB) sealedPeople(ctx context.Context, fund ledger.FundID, sql string, args ...any) (map[ledger.PersonID]store.SealedPerson, error) {
	all := map[ledger.PersonID]store.SealedPerson{}
	err := db.inReport(ctx, fund, func(tx pgx.Tx) error {
		rows, err := tx.Query(ctx, sql, append([]any{fund.UUID}, args...)...)
		if err != nil {
			return err
		}
		var p store.SealedPerson
		var keyID int64
		var fields []string
		var sealed [][]byte
		_, err = pgx.ForEachRow(rows, []any{&p.Key.Person.UUID, &keyID, &p.Key.Wrapped, &fields, &sealed}, func() error {
			p.Key.KeyID, p.Secrets = uint32(keyID), nil
			for i, field := range fields {
				p.Secrets = append(p.Secrets, store.Secret{Field: field, Sealed: sealed[i]})
			}
			all[p.Key.Person] = p
			p = store.SealedPerson{} // the next row's bytes go into memory of their own
			return nil
		})
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("read what is sealed: %w", err)
	}
	return all, nil
}

const insertPersonKeysSQL = `
INSERT INTO person_keys (fund_id, person_id, key_id, wrapped, created_at)
SELECT $1, p, k, w, $5 FROM unnest($2::uuid[], $3::bigint[], $4::bytea[]) AS u (p, k, w)`

const insertSecretsSQL = `
INSERT INTO person_secrets (fund_id, person_id, field, sealed, recorded_at)
SELECT $1, p, f, s, $5 FROM unnest($2::uuid[], $3::text[], $4::bytea[]) AS u (p, f, s)
ON CONFLICT ON CONSTRAINT person_secrets_pkey DO UPDATE SET sealed = excluded.sealed, recorded_at = excluded.recorded_at`

// queueSealed queues new keys and what is sealed with them, or with keys that are
// there.
func queueSealed(batch *pgx.Batch, fund ledger.FundID, people []store.SealedPerson, at time.Time) {
	var keyed, persons uuids
	var ids []int64
	var wrapped, sealed blobs
	var fields []string
	for _, p := range people {
		if len(p.Key.Wrapped) > 0 {
			keyed, ids, wrapped = append(keyed, wireID(p.Key.Person.UUID)), append(ids, int64(p.Key.KeyID)), append(wrapped, p.Key.Wrapped)
		}
		for _, s := range p.Secrets {
			persons, fields, sealed = append(persons, wireID(p.Key.Person.UUID)), append(fields, s.Field), append(sealed, s.Sealed)
		}
	}
	if len(keyed) > 0 {
		batch.Queue(insertPersonKeysSQL, fund.UUID, keyed, ids, wrapped, at)
	}
	if len(persons) > 0 {
		batch.Queue(insertSecretsSQL, fund.UUID, persons, fields, sealed, at)
	}
}

// KeepSealed keeps fields of a person, in the place of those sealed before, with
// her key when it is new: an empty Wrapped leaves the key that is there.
// store.ErrConflict when somebody else gave her a key meanwhile.
func (db *DB) KeepSealed(ctx context.Context, fund ledger.FundID, p store.SealedPerson, at time.Time) error {
	err := db.inFund(ctx, fund, func(tx pgx.Tx) error {
		batch := &pgx.Batch{}
		queueSealed(batch, fund, []store.SealedPerson{p}, at)
		return tx.SendBatch(ctx, batch).Close()
	})
	if err != nil {
		return fmt.Errorf("keep what is sealed: %w", domainError(err))
	}
	return nil
}

const keysToRewrapSQL = `
SELECT person_id, wrapped FROM person_keys
WHERE fund_id = $1 AND key_id <> $2 ORDER BY person_id LIMIT $3 FOR UPDATE`

const rewrapKeysSQL = `
UPDATE person_keys k SET wrapped = u.w, key_id = $2
FROM unnest($3::uuid[], $4::bytea[]) AS u (p, w) WHERE k.fund_id = $1 AND k.person_id = u.p`

// rewrapBatch is how many keys are wrapped anew in one transaction: a tenth of a
// second, so that nobody waits for a row.
const rewrapBatch = 500

// RewrapPersonKeys wraps some of the fund's keys anew that another identity key
// than the given one wrapped, and tells how many; 0 when none is left. Whatever
// ends it in between, the rest is found by calling it again.
func (db *DB) RewrapPersonKeys(ctx context.Context, fund ledger.FundID, keyID uint32,
	rewrap func(person ledger.PersonID, wrapped []byte) ([]byte, error)) (int, error) {
	var people uuids
	err := db.inFund(ctx, fund, func(tx pgx.Tx) error {
		people = nil
		var wrapped blobs
		rows, err := tx.Query(ctx, keysToRewrapSQL, fund.UUID, int64(keyID), rewrapBatch)
		if err != nil {
			return err
		}
		var person ledger.PersonID
		var old []byte
		_, err = pgx.ForEachRow(rows, []any{&person.UUID, &old}, func() error {
			anew, err := rewrap(person, old)
			people, wrapped = append(people, wireID(person.UUID)), append(wrapped, anew)
			return err
		})
		if err != nil || len(people) == 0 {
			return err
		}
		_, err = tx.Exec(ctx, rewrapKeysSQL, fund.UUID, int64(keyID), people, wrapped)
		return err
	})
	if err != nil {
		return 0, fmt.Errorf("wrap persons' keys anew: %w", err)
	}
	return len(people), nil
}

const keysInUseSQL = `
SELECT key_id, count(*)::integer FROM person_keys WHERE fund_id = $1 GROUP BY key_id`

// KeysInUse counts a fund's persons by the identity key that wrapped their keys.
func (db *DB) KeysInUse(ctx context.Context, fund ledger.FundID) (map[uint32]int, error) {
	inUse := map[uint32]int{}
	err := db.inReport(ctx, fund, func(tx pgx.Tx) error {
		rows, err := tx.Query(ctx, keysInUseSQL, fund.UUID)
		if err != nil {
			return err
		}
		var id int64
		var count int
		_, err = pgx.ForEachRow(rows, []any{&id, &count}, func() error { inUse[uint32(id)] = count; return nil })
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("count persons' keys: %w", err)
	}
	return inUse, nil
}
