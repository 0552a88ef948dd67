package vault

import (
	"bytes"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/uuid"
)

const address Field = "address"

func newKeys(t *testing.T) (*Keys, *Vault) {
	t.Helper()
	keys, err := CreateKeys(filepath.Join(t.TempDir(), "identity.keys"))
	if err != nil {
		t.Fatal(err)
	}
	return keys, vaultOf(t, keys)
}

func vaultOf(t *testing.T, keys *Keys) *Vault {
	t.Helper()
	v, err := keys.Vault()
	if err != nil {
		t.Fatal(err)
	}
	return v
}

func newSubject() Subject { return Subject{uuid.New(), uuid.New()} }

// seal gives a person with a key and a sealed address.
func seal(t *testing.T, v *Vault, text string) (Subject, WrappedKey, []byte) {
	t.Helper()
	s := newSubject()
	key, err := v.NewKey(s)
	if err != nil {
		t.Fatal(err)
	}
	sealed, err := v.Seal(s, key, address, text)
	if err != nil {
		t.Fatal(err)
	}
	return s, key, sealed
}

func TestSealing(t *testing.T) {
	t.Parallel()
	const text = "12/3 หมู่ 4 ตำบลตัวอย่าง"
	keys, v := newKeys(t)
	s, key, sealed := seal(t, v, text)

	t.Run("what was sealed opens, with the file read again too", func(t *testing.T) {
		t.Parallel()
		again, err := Open(keys.path)
		if err != nil {
			t.Fatal(err)
		}
		for _, v := range []*Vault{v, again} {
			if got, err := v.Open(s, key, address, sealed); err != nil || got != text {
				t.Errorf("%q, %v", got, err)
			}
		}
	})
	t.Run("it shows nothing, and never twice the same", func(t *testing.T) {
		t.Parallel()
		twice, err := v.Seal(s, key, address, text)
		if err != nil || bytes.Equal(twice, sealed) || bytes.Contains(sealed, []byte("หมู่")) {
			t.Errorf("%x, %v", sealed, err)
		}
	})
	t.Run("it opens for this person, fund and field only, and as it is only", func(t *testing.T) {
		t.Parallel()
		changed := slices.Clone(sealed)
		changed[len(changed)-1] ^= 1
		another, anotherKey, _ := seal(t, v, text)
		for name, open := range map[string]func() (string, error){
			"another person":       func() (string, error) { return v.Open(Subject{s.Fund, uuid.New()}, key, address, sealed) },
			"another fund":         func() (string, error) { return v.Open(Subject{uuid.New(), s.Person}, key, address, sealed) },
			"another person's key": func() (string, error) { return v.Open(another, anotherKey, address, sealed) },
			"another field":        func() (string, error) { return v.Open(s, key, "phone", sealed) },
			"changed":              func() (string, error) { return v.Open(s, key, address, changed) },
			"cut off":              func() (string, error) { return v.Open(s, key, address, sealed[:5]) },
		} {
			if got, err := open(); !errors.Is(err, ErrTampered) || got != "" {
				t.Errorf("%s: %q, %v", name, got, err)
			}
		}
	})
	t.Run("other keys, a destroyed key and no keys open nothing", func(t *testing.T) {
		t.Parallel()
		_, stranger := newKeys(t)
		if _, err := stranger.Open(s, key, address, sealed); !errors.Is(err, ErrUnknownKey) {
			t.Error(err)
		}
		if _, err := v.Open(s, nil, address, sealed); !errors.Is(err, ErrUnknownKey) {
			t.Error(err)
		}
		var none *Vault
		if _, err := none.Open(s, key, address, sealed); !errors.Is(err, ErrNoKeys) {
			t.Error(err)
		}
		if _, err := none.NewKey(s); !errors.Is(err, ErrNoKeys) || none.Primary() != 0 {
			t.Error(err)
		}
	})
}

func TestRotation(t *testing.T) {
	t.Parallel()
	keys, before := newKeys(t)
	s, key, sealed := seal(t, before, "081-000-0000")
	if err := keys.Rotate(); err != nil {
		t.Fatal(err)
	}
	during := vaultOf(t, keys)
	if list := keys.List(); len(list) != 2 || list[0].IsPrimary || !list[1].IsPrimary || list[0].ID != before.Primary() {
		t.Fatalf("%v", list)
	}
	if got, err := during.Open(s, key, address, sealed); err != nil || got != "081-000-0000" {
		t.Errorf("while both keys are there: %q, %v", got, err)
	}
	rewrapped, err := during.Rewrap(s, key)
	if err != nil || rewrapped.ID() != during.Primary() || key.ID() != before.Primary() {
		t.Fatalf("wrapped by %d, %v", rewrapped.ID(), err)
	}
	if err := keys.Retire(); err != nil {
		t.Fatal(err)
	}
	after, err := Open(keys.path)
	if err != nil {
		t.Fatal(err)
	}
	if got, err := after.Open(s, rewrapped, address, sealed); err != nil || got != "081-000-0000" {
		t.Errorf("with the new key alone: %q, %v", got, err)
	}
	if _, err := after.Open(s, key, address, sealed); !errors.Is(err, ErrUnknownKey) {
		t.Errorf("a key of the time before opens with: %v", err)
	}
	if left, err := os.ReadDir(filepath.Dir(keys.path)); err != nil || len(left) != 1 {
		t.Errorf("beside the file of keys lies %v, %v", left, err)
	}
}

func TestFileOfKeys(t *testing.T) {
	t.Parallel()
	keys, _ := newKeys(t)
	if info, err := os.Stat(keys.path); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("%v, %v", info.Mode(), err)
	}
	if _, err := CreateKeys(keys.path); !errors.Is(err, fs.ErrExist) {
		t.Errorf("a file was written over: %v", err)
	}
	if _, err := ReadKeys(keys.path + "x"); !errors.Is(err, fs.ErrNotExist) {
		t.Error(err)
	}
	if err := os.Chmod(keys.path, 0o640); err != nil {
		t.Fatal(err)
	}
	if _, err := ReadKeys(keys.path); !errors.Is(err, ErrExposed) {
		t.Error(err)
	}
	broken := filepath.Join(t.TempDir(), "broken")
	if err := os.WriteFile(broken, []byte(`{"primaryKeyId":1,"key":[{"keyData":{"value":"c2VjcmV0"}}]}`), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := ReadKeys(broken); err == nil || strings.Contains(err.Error(), "c2VjcmV0") {
		t.Errorf("%v", err)
	}
}
