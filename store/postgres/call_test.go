package postgres_test

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"sajja/ledger"
)

// call is what an intruder hands to the door: SQL for each of its columns.
type call map[string]string

// columnsOf are the door's columns with their types; those of lines begin with
// line_entries.
var (
	entryColumns = map[string]string{
		"funds": "uuid[]", "ids": "uuid[]", "phases": "text[]", "kinds": "text[]", "days": "date[]", "members": "uuid[]",
		"actors": "uuid[]", "causes": "text[]", "keys": "text[]", "hashes": "bytea[]", "resolved": "uuid[]", "reversed": "uuid[]",
		"rests": "uuid[]", "expiries": "date[]", "series_asked": "text[]", "numbers": "integer[]", "reasons": "text[]", "amounts": "bigint[]",
	}
	lineColumns = map[string]string{
		"line_entries": "integer[]", "line_numbers": "smallint[]", "codes": "text[]", "owners": "uuid[]",
		"sides": "text[]", "sources": "text[]", "line_amounts": "bigint[]",
	}
)

// array writes a column; NULL stays NULL.
func array(values ...any) string {
	texts := make([]string, len(values))
	for i, v := range values {
		if v == nil {
			texts[i] = "NULL"
		} else {
			texts[i] = "'" + strings.ReplaceAll(fmt.Sprint(v), "'", "''") + "'"
		}
	}
	return "ARRAY[" + strings.Join(texts, ",") + "]"
}

// sql calls the door with every column by its name.
func (c call) sql() string {
	var given []string
	for _, columns := range []map[string]string{entryColumns, lineColumns} {
		for _, name := range slices.Sorted(maps.Keys(columns)) {
			given = append(given, fmt.Sprintf("%s => %s::%s", name, c[name], columns[name]))
		}
	}
	return "SELECT sajja_post(" + strings.Join(given, ", ") + ")"
}

// with is the call with some columns changed.
func (c call) with(changed call) call {
	whole := maps.Clone(c)
	maps.Copy(whole, changed)
	return whole
}

// callOf hands entries over as our own program would; numbers are left to the
// door.
func callOf(entries ...ledger.Entry) call {
	columns := map[string][]any{}
	add := func(name string, value any) { columns[name] = append(columns[name], value) }
	for i, e := range entries {
		add("funds", e.Fund)
		add("ids", e.ID)
		add("phases", e.Phase)
		add("kinds", e.Kind)
		add("days", e.EffectiveOn)
		add("members", orNull(e.Member.IsZero(), e.Member))
		add("actors", orNull(e.Actor.IsZero(), e.Actor))
		add("causes", e.Cause)
		add("keys", e.Key)
		add("hashes", fmt.Sprintf(`\x%x`, e.ContentHash()))
		add("resolved", orNull(e.Resolves.IsZero(), e.Resolves))
		add("reversed", orNull(e.Reverses.IsZero(), e.Reverses))
		add("rests", orNull(e.RestOf.IsZero(), e.RestOf))
		add("expiries", orNull(e.ExpiresOn.IsZero(), e.ExpiresOn))
		add("series_asked", orNull(e.Document.Series == "", e.Document.Series))
		add("numbers", nil)
		add("reasons", e.Reason)
		add("amounts", e.Amount().Satang())
		for line, p := range e.Postings {
			add("line_entries", i+1)
			add("line_numbers", line+1)
			add("codes", p.Account.Code)
			add("owners", orNull(p.Account.Member.IsZero(), p.Account.Member))
			add("sides", p.Side)
			add("sources", p.Source)
			add("line_amounts", p.Amount.Satang())
		}
	}
	c := call{}
	for _, names := range []map[string]string{entryColumns, lineColumns} {
		for name := range names {
			c[name] = array(columns[name]...)
		}
	}
	return c
}

func orNull(isNone bool, value any) any {
	if isNone {
		return nil
	}
	return value
}

// refused holds that a call is refused in the intruder's own fund, and by what.
func (i *intruder) refused(t *testing.T, want, statement string) {
	t.Helper()
	if got := refusedBy(i.try(t, i.fund.ID, statement)); got != want {
		t.Errorf("refused by %s, want %s", got, want)
	}
}

// taken holds that a call is not refused: the cases around it spoil one thing.
func (i *intruder) taken(t *testing.T, statement string) {
	t.Helper()
	if err := i.try(t, i.fund.ID, statement); err != nil {
		t.Error(err)
	}
}
