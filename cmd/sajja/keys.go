package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"slices"

	"sajja/ledger"
	"sajja/store"
	"sajja/store/postgres"
	"sajja/store/vault"
)

// identityKeysSetting names the file of identity keys.
const identityKeysSetting = "SAJJA_IDENTITY_KEYS"

// errNoIdentityKeys says what to do where something should be sealed or opened.
var errNoIdentityKeys = errors.New("citizen IDs, phones and addresses are kept sealed, and no keys are set up: make a file with `sajja keys create --file FILE`, name it in SAJJA_IDENTITY_KEYS, and keep a copy away from the database")

// vault gives what seals and opens; nil without error where no keys are set up.
func (c *console) vault() (*vault.Vault, error) {
	path, found := c.env(identityKeysSetting)
	if !found || path == "" {
		return nil, nil
	}
	v, err := vault.Open(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("%s names a file that is not there: make it with `sajja keys create`, or take the copy back", identityKeysSetting)
	}
	return v, err
}

// keysCommand is the noun keys.
type keysCommand struct {
	Create keysCreateCommand `cmd:"" help:"Make a file with the first identity key."`
	List   keysListCommand   `cmd:"" help:"List the identity keys and how many persons' keys each of them wraps."`
	Rotate keysRotateCommand `cmd:"" help:"Add an identity key and wrap every person's key with it."`
	Retire keysRetireCommand `cmd:"" help:"Take identity keys that wrap nothing any more out of the file."`
}

// keysFile is which file of keys a command is about.
type keysFile struct {
	File string `placeholder:"FILE" help:"The file of keys; SAJJA_IDENTITY_KEYS when left out."`
}

func (f keysFile) path(con *console) (string, error) {
	if f.File != "" {
		return f.File, nil
	}
	if path, found := con.env(identityKeysSetting); found && path != "" {
		return path, nil
	}
	return "", fmt.Errorf("which file? Name it with --file or in %s", identityKeysSetting)
}

func (f keysFile) read(con *console) (*vault.Keys, error) {
	path, err := f.path(con)
	if err != nil {
		return nil, err
	}
	keys, err := vault.ReadKeys(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("%s is not there: make it with `sajja keys create`, or take the copy back", path)
	}
	return keys, err
}

// keyJSON is what is told of an identity key.
type keyJSON struct {
	ID      vault.KeyID `json:"id"`
	Primary bool        `json:"primary"`
	Persons int         `json:"persons"`
}

type keysCreateCommand struct{ keysFile }

func (c *keysCreateCommand) Run(con *console) error {
	path, err := c.path(con)
	if err != nil {
		return err
	}
	keys, err := vault.CreateKeys(path)
	if errors.Is(err, fs.ErrExist) {
		return fmt.Errorf("%s is there already: what was sealed with it would be lost with it; `sajja keys rotate` changes the key", path)
	}
	if err != nil {
		return err
	}
	return con.show(keyJSON{ID: keys.List()[0].ID, Primary: true}, func(w io.Writer) error {
		_, err := fmt.Fprintf(w, "%s holds identity key %d: keep a copy away from the database; without it the sealed fields are lost\n", path, keys.List()[0].ID)
		return err
	})
}

type keysListCommand struct{ keysFile }

func (c *keysListCommand) Run(ctx context.Context, con *console) error {
	keys, err := c.read(con)
	if err != nil {
		return err
	}
	return con.withBooks(ctx, func(db *postgres.DB) error {
		inUse, err := keysInUse(ctx, db)
		if err != nil {
			return err
		}
		list := make([]keyJSON, 0, len(keys.List()))
		for _, k := range keys.List() {
			list = append(list, keyJSON{k.ID, k.IsPrimary, inUse[uint32(k.ID)]})
			delete(inUse, uint32(k.ID))
		}
		missing := slices.Sorted(maps.Keys(inUse))
		if err := con.show(list, func(w io.Writer) error { return writeKeys(w, list) }); err != nil {
			return err
		}
		if len(missing) > 0 {
			return fmt.Errorf("the keys of %d persons were wrapped with identity key %d, which is not in the file: look for the copy of the file that has it", inUse[missing[0]], missing[0])
		}
		return nil
	})
}

func writeKeys(w io.Writer, list []keyJSON) error {
	table := newTable(w)
	for _, k := range list {
		what := "older"
		if k.Primary {
			what = "primary"
		}
		fmt.Fprintf(table, "%d\t%s\t%d persons\n", k.ID, what, k.Persons)
	}
	return table.Flush()
}

// keysInUse counts the persons of all funds by identity key.
func keysInUse(ctx context.Context, db *postgres.DB) (map[uint32]int, error) {
	all := map[uint32]int{}
	err := eachFund(ctx, db, func(fund store.Fund) error {
		inUse, err := db.KeysInUse(ctx, fund.ID)
		for id, persons := range inUse {
			all[id] += persons
		}
		return err
	})
	return all, err
}

func eachFund(ctx context.Context, db *postgres.DB, work func(fund store.Fund) error) error {
	funds, err := db.Funds(ctx)
	for i := 0; err == nil && i < len(funds); i++ {
		err = work(funds[i])
	}
	return err
}

type keysRotateCommand struct{ keysFile }

// Help says how a rotation goes on after it was ended half way.
func (c *keysRotateCommand) Help() string {
	return `Adds a key to the file, makes it the primary one and wraps every person's key with it, some hundred at a time. Ended half
way, the same command goes on where it was: it adds no further key while an older one still wraps something. The older key
stays in the file, for services that have not read the new one yet: give every service the new file and start it again, then
take the older one out with "sajja keys retire".`
}

// keysRotatedJSON is what a rotation did.
type keysRotatedJSON struct {
	Primary vault.KeyID `json:"primary"`
	Wrapped int         `json:"wrapped"`
	Resumed bool        `json:"resumed"`
}

func (c *keysRotateCommand) Run(ctx context.Context, con *console) error {
	keys, err := c.read(con)
	if err != nil {
		return err
	}
	return con.withBooks(ctx, func(db *postgres.DB) error {
		done := keysRotatedJSON{}
		if done.Resumed, err = isRotating(ctx, db, keys); err != nil {
			return err
		}
		if !done.Resumed {
			if err := keys.Rotate(); err != nil {
				return err
			}
		}
		v, err := keys.Vault()
		if err != nil {
			return err
		}
		done.Primary = v.Primary()
		if done.Wrapped, err = rewrapAll(ctx, con, db, v); err != nil {
			return err
		}
		return con.show(done, func(w io.Writer) error {
			_, err := fmt.Fprintf(w, "identity key %d wraps the keys of all persons, %d of them anew; give the file to every service, start it again, then run `sajja keys retire`\n",
				done.Primary, done.Wrapped)
			return err
		})
	})
}

// isRotating tells whether an older key of the file still wraps something that the
// primary one should.
func isRotating(ctx context.Context, db *postgres.DB, keys *vault.Keys) (bool, error) {
	if len(keys.List()) < 2 {
		return false, nil
	}
	inUse, err := keysInUse(ctx, db)
	return slices.ContainsFunc(keys.List(), func(k vault.Key) bool { return !k.IsPrimary && inUse[uint32(k.ID)] > 0 }), err
}

// rewrapAll wraps the keys of all funds with the primary identity key.
func rewrapAll(ctx context.Context, con *console, db *postgres.DB, v *vault.Vault) (int, error) {
	total := 0
	err := eachFund(ctx, db, func(fund store.Fund) error {
		for {
			n, err := db.RewrapPersonKeys(ctx, fund.ID, uint32(v.Primary()), func(person ledger.PersonID, wrapped []byte) ([]byte, error) {
				return v.Rewrap(vault.Subject{Fund: fund.ID.UUID, Person: person.UUID}, wrapped)
			})
			if err != nil || n == 0 {
				return err
			}
			total += n
			con.tell("%s: %d persons' keys are wrapped anew", fund.Code, n)
		}
	})
	if errors.Is(err, vault.ErrUnknownKey) {
		return total, errors.New("some persons' keys were wrapped with an identity key that is not in the file: look for the copy of the file that has it; `sajja keys list` names it")
	}
	return total, err
}

type keysRetireCommand struct{ keysFile }

func (c *keysRetireCommand) Run(ctx context.Context, con *console) error {
	keys, err := c.read(con)
	if err != nil {
		return err
	}
	return con.withBooks(ctx, func(db *postgres.DB) error {
		inUse, err := keysInUse(ctx, db)
		if err != nil {
			return err
		}
		retired := []vault.KeyID{}
		for _, k := range keys.List() {
			if k.IsPrimary {
				continue
			}
			if persons := inUse[uint32(k.ID)]; persons > 0 {
				return fmt.Errorf("identity key %d still wraps the keys of %d persons: run `sajja keys rotate` first", k.ID, persons)
			}
			retired = append(retired, k.ID)
		}
		if len(retired) > 0 {
			err = keys.Retire()
		}
		if err != nil {
			return err
		}
		return con.show(map[string]any{"retired": retired}, func(w io.Writer) error {
			_, err := fmt.Fprintf(w, "%d older keys are out of the file; backups of the database made before the rotation need a copy of the file of that time\n", len(retired))
			return err
		})
	})
}
