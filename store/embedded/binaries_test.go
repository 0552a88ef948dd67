package embedded

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

func TestChoosePostgres(t *testing.T) {
	t.Parallel()
	t.Run("finds the machine's own programs, new enough and newest first", func(t *testing.T) {
		t.Parallel()
		found := findPostgres(t.Context(), account{})
		if len(found) == 0 {
			t.Fatal("found none")
		}
		for _, b := range found {
			if b.major < postgresMajorMin {
				t.Errorf("%s is version %d", b.dir, b.major)
			}
		}
	})
	t.Run("a folder without the server is no installation", func(t *testing.T) {
		t.Parallel()
		if _, err := inspectPostgres(t.Context(), t.TempDir()); err == nil {
			t.Error("it was taken for one")
		}
	})
	t.Run("data of a version that is not here are refused with both versions", func(t *testing.T) {
		t.Parallel()
		_, err := choosePostgres(t.Context(), PostgresConfig{Downloads: t.TempDir()}, account{}, "/data", 9)
		var got *VersionError
		if !errors.As(err, &got) || got.Data != 9 || got.Here < postgresMajorMin {
			t.Errorf("got %v, want VersionError", err)
		}
	})
}

func TestAccountReach(t *testing.T) {
	t.Parallel()
	stranger := account{name: "nobody", uid: 4_000_000, gid: 4_000_000, switched: true}
	t.Run("a closed folder on the way is named", func(t *testing.T) {
		t.Parallel()
		dir := reachableDir(t)
		closed := filepath.Join(dir, "closed")
		if err := os.Mkdir(closed, 0o700); err != nil {
			t.Fatal(err)
		}
		err := stranger.reach(filepath.Join(closed, "not", "made", "yet"))
		var got *UnreachableError
		if !errors.As(err, &got) || got.Closed != closed {
			t.Errorf("got %v, want UnreachableError for %s", err, closed)
		}
		if !strings.Contains(err.Error(), "nobody") {
			t.Errorf("%q does not say who", err)
		}
	})
	t.Run("ourselves need no way", func(t *testing.T) {
		t.Parallel()
		if err := (account{}).reach("/nowhere"); err != nil {
			t.Error(err)
		}
	})
	t.Run("the owner's and the group's bits count for them", func(t *testing.T) {
		t.Parallel()
		dir := reachableDir(t)
		if err := os.Chmod(dir, 0o710); err != nil {
			t.Fatal(err)
		}
		info, err := os.Stat(dir)
		if err != nil {
			t.Fatal(err)
		}
		owner := info.Sys().(*syscall.Stat_t)
		for _, c := range []struct {
			who  account
			want bool
		}{
			{account{uid: owner.Uid, gid: 4_000_000}, true},
			{account{uid: 4_000_000, gid: owner.Gid}, true},
			{account{uid: 4_000_000, gid: 4_000_000}, false},
		} {
			if got := c.who.mayEnter(info); got != c.want {
				t.Errorf("%+v may enter: %v, want %v", c.who, got, c.want)
			}
		}
	})
}
