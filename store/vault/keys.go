package vault

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/tink-crypto/tink-go/v2/aead"
	"github.com/tink-crypto/tink-go/v2/insecurecleartextkeyset"
	"github.com/tink-crypto/tink-go/v2/keyset"
)

// ErrExposed: others than the owner may read the file of keys.
var ErrExposed = errors.New("the file of keys can be read by others: chmod 600 it, and rotate the keys if somebody may have")

// keysFileMax is far above a file of a hundred keys.
const keysFileMax = 1 << 20

// Keys is a file of identity keys: one primary, with which is wrapped, and older
// ones that are still needed to unwrap. It is a Tink keyset in JSON, in clear text:
// what keeps it is the file's mode and that it lies apart from the database.
type Keys struct {
	path   string
	handle *keyset.Handle
}

// CreateKeys makes a file with one new key. fs.ErrExist when there is a file: to
// write over it would make all that was sealed unreadable.
func CreateKeys(path string) (*Keys, error) {
	handle, err := keyset.NewHandle(aead.AES256GCMKeyTemplate())
	if err != nil {
		return nil, fmt.Errorf("make an identity key: %w", err)
	}
	k := &Keys{path, handle}
	file, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return nil, fmt.Errorf("make the file of keys: %w", err)
	}
	if err := k.writeTo(file); err != nil {
		return nil, errors.Join(err, os.Remove(path))
	}
	return k, nil
}

// ReadKeys reads a file of keys; fs.ErrNotExist, ErrExposed.
func ReadKeys(path string) (*Keys, error) {
	info, err := os.Stat(path)
	switch {
	case err != nil:
		return nil, fmt.Errorf("read the file of keys: %w", err)
	case info.Mode().Perm()&0o077 != 0:
		return nil, fmt.Errorf("%s: %w", path, ErrExposed)
	case info.Size() > keysFileMax || !info.Mode().IsRegular():
		return nil, fmt.Errorf("%s is no file of keys", path)
	}
	text, err := os.ReadFile(path)
	if err != nil {
		return nil, fmt.Errorf("read the file of keys: %w", err)
	}
	handle, err := insecurecleartextkeyset.Read(keyset.NewJSONReader(bytes.NewReader(text)))
	if err != nil {
		// What Tink says could quote the file, and with it a key.
		return nil, fmt.Errorf("%s is no file of keys that `sajja keys create` made", path)
	}
	return &Keys{path, handle}, nil
}

// Open reads a file of keys and works with it.
func Open(path string) (*Vault, error) {
	keys, err := ReadKeys(path)
	if err != nil {
		return nil, err
	}
	return keys.Vault()
}

// Vault works with these keys.
func (k *Keys) Vault() (*Vault, error) { return newVault(k.handle) }

// Key is what may be told of an identity key.
type Key struct {
	ID        KeyID
	IsPrimary bool
}

// List gives the keys in the order in which they were made.
func (k *Keys) List() []Key {
	info := k.handle.KeysetInfo()
	keys := make([]Key, 0, len(info.GetKeyInfo()))
	for _, key := range info.GetKeyInfo() {
		keys = append(keys, Key{KeyID(key.GetKeyId()), key.GetKeyId() == info.GetPrimaryKeyId()})
	}
	return keys
}

// Rotate adds a key and makes it the primary one. The older ones stay, for what
// they wrapped.
func (k *Keys) Rotate() error {
	manager := keyset.NewManagerFromHandle(k.handle)
	id, err := manager.Add(aead.AES256GCMKeyTemplate())
	if err == nil {
		err = manager.SetPrimary(id)
	}
	if err != nil {
		return fmt.Errorf("add an identity key: %w", err)
	}
	return k.replace(manager)
}

// Retire takes all keys but the primary one out of the file, for good.
func (k *Keys) Retire() error {
	manager := keyset.NewManagerFromHandle(k.handle)
	for _, key := range k.List() {
		if key.IsPrimary {
			continue
		}
		if err := manager.Delete(uint32(key.ID)); err != nil {
			return fmt.Errorf("retire identity key %d: %w", key.ID, err)
		}
	}
	return k.replace(manager)
}

// replace writes the file beside the old one and puts it in its place, so that
// there is a whole file at every moment.
func (k *Keys) replace(manager *keyset.Manager) error {
	handle, err := manager.Handle()
	if err != nil {
		return fmt.Errorf("take up the identity keys: %w", err)
	}
	file, err := os.CreateTemp(filepath.Dir(k.path), filepath.Base(k.path)+".new-*") // made with mode 0600
	if err != nil {
		return fmt.Errorf("write the file of keys: %w", err)
	}
	next := &Keys{k.path, handle}
	err = next.writeTo(file)
	if err == nil {
		err = os.Rename(file.Name(), k.path)
	}
	if err != nil {
		return errors.Join(fmt.Errorf("write the file of keys: %w", err), ignoreMissing(os.Remove(file.Name())))
	}
	k.handle = handle
	return nil
}

func ignoreMissing(err error) error {
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	return err
}

// writeTo writes, flushes to the disk and closes.
func (k *Keys) writeTo(file *os.File) error {
	err := insecurecleartextkeyset.Write(k.handle, keyset.NewJSONWriter(file))
	if err == nil {
		err = file.Sync()
	}
	return errors.Join(err, file.Close())
}
