package ledger_test

import (
	"testing"

	"sajja/ledger"
)

func TestParseSource(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]ledger.Source{
		"": {}, "members": {Kind: ledger.SourceMembers}, "other": {Kind: ledger.SourceOther},
		"state/1": {Kind: ledger.SourceState, Round: 1}, "local/99": {Kind: ledger.SourceLocal, Round: 99}, "codi/11": {Kind: ledger.SourceCODI, Round: 11},
	} {
		t.Run("the source "+text+" is read", func(t *testing.T) {
			t.Parallel()
			if got, err := ledger.ParseSource(text); err != nil || got != want || got.String() != text {
				t.Errorf("%+v, %v", got, err)
			}
		})
	}
	for _, text := range []string{"/1", "rich", "Members", "state/", "state/0", "state/-1", "state/100", "state/1/2", "state/01", "state/+1", "state/๑", " members", "members "} {
		t.Run("the source "+text+" is refused", func(t *testing.T) {
			t.Parallel()
			if got, err := ledger.ParseSource(text); err == nil {
				t.Errorf("read as %+v", got)
			}
		})
	}
}
