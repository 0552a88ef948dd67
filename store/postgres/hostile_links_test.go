package postgres_test

import (
	"testing"
	"time"

	"sajja/ledger"
	"sajja/store"
)

// actBy is an act of a member of the bundle's fund, some days after its start.
func (b *bundle) actBy(who store.Member, key string, days int) ledger.Act {
	return ledger.Act{Actor: who.ID, At: b.startedAt.AddDate(0, 0, days), Cause: "event-" + key, Key: key}
}

// must gives an entry that a constructor of the ledger does not refuse.
func must(t *testing.T) func(ledger.Entry, error) ledger.Entry {
	return func(e ledger.Entry, err error) ledger.Entry {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return e
	}
}

// TestHostileReversals undoes what she may not, or not like that.
func TestHostileReversals(t *testing.T) {
	t.Parallel()
	i := newIntruder(t)
	defer verifyClean(t, i.db)
	sound := must(t)(ledger.Reverse(i.posted, ledger.Date{}, "double", i.actBy(i.malee, "reverse", 0)))
	theirs := must(t)(ledger.Record(ledger.Handing{Fund: i.other.ID, Member: i.chai.ID, Kind: ledger.KindContribution, Amount: ledger.MustMoney("10"),
		EffectiveOn: i.posted.EffectiveOn}, ledger.AccountRef{Code: ledger.CodeCashInHand}, i.actBy(i.chai, "theirs", 0)))
	if err := i.db.Post(t.Context(), i.other.ID, []ledger.Entry{theirs}); err != nil {
		t.Fatal(err)
	}

	for name, test := range map[string]struct {
		changed call
		by      string
	}{
		"by a member":                     {call{"actors": array(i.somsri.ID)}, "entries_resolver_holds_office"},
		"by a collector":                  {call{"actors": array(i.boonmee.ID)}, "entries_resolver_holds_office"},
		"by an officer of another fund":   {call{"actors": array(i.chai.ID)}, "entries_member_known"},
		"of a promise":                    {call{"reversed": array(i.waiting.ID)}, "entries_reverses_posted"},
		"of another fund's entry":         {call{"reversed": array(theirs.ID)}, "entries_reverses_posted"},
		"of nothing":                      {call{"reversed": array(ledger.NewEntryID(i.startedAt))}, "entries_reverses_posted"},
		"of itself":                       {call{"reversed": array(sound.ID)}, "entries_reverses_posted"},
		"in another member's name":        {call{"members": array(i.boonmee.ID)}, "entries_reverses_whole"},
		"dated before the entry":          {call{"days": array("2026-11-20")}, "entries_reverses_whole"},
		"of a part":                       {call{"amounts": array(900), "line_amounts": array(900, 900)}, "entries_reverses_whole"},
		"of more":                         {call{"amounts": array(1100), "line_amounts": array(1100, 1100)}, "entries_reverses_whole"},
		"with the same sides":             {call{"sides": array("debit", "credit")}, "entries_reverses_whole"},
		"out of another purse":            {call{"codes": array("1200", "3100")}, "entries_reverses_whole"},
		"at another member's cost":        {call{"owners": array(nil, i.malee.ID)}, "entries_reverses_whole"},
		"of money of another source":      {call{"sources": array("state/1", "state/1")}, "entries_reverses_whole"},
		"with its lines in another order": {call{"line_numbers": array(2, 1)}, "entries_reverses_whole"},
		"with lines split": {call{"line_entries": array(1, 1, 1), "line_numbers": array(1, 2, 3), "codes": array("1100", "3100", "3100"), "owners": array(nil, i.somsri.ID, i.somsri.ID),
			"sides": array("credit", "debit", "debit"), "sources": array("members", "members", "members"), "line_amounts": array(1000, 400, 600)}, "entries_reverses_whole"},
		"with a pair of lines more": {call{"line_entries": array(1, 1, 1, 1), "line_numbers": array(1, 2, 3, 4), "codes": array("1100", "3100", "1100", "3100"), "owners": array(nil, i.somsri.ID, nil, i.somsri.ID),
			"sides": array("credit", "debit", "credit", "debit"), "sources": array("members", "members", "members", "members"), "line_amounts": array(1000, 1000, 5, 5), "amounts": array(1005)}, "entries_reverses_whole"},
		"that is a promise":      {call{"phases": array("pending"), "series_asked": array(nil)}, "entries_reversal_posted"},
		"that ends a promise":    {call{"resolved": array(i.waiting.ID)}, "entries_reversal_posted"},
		"that calls itself else": {call{"kinds": array("other")}, "entries_reversal_posted"},
	} {
		t.Run("a reversal "+name+" is refused", func(t *testing.T) {
			i.refused(t, test.by, callOf(sound).with(test.changed).sql())
		})
	}

	t.Run("one of two in a call, and a second one later, is refused, and so is undoing it", func(t *testing.T) {
		again := must(t)(ledger.Reverse(i.posted, ledger.Date{}, "double", i.actBy(i.malee, "again", 0)))
		i.refused(t, "entries_reverses_key", callOf(sound, again).sql())
		i.taken(t, callOf(sound).sql())
		i.refused(t, "entries_reverses_key", callOf(again).sql())
		undo := sound
		undo.Reverses = ledger.EntryID{}
		back := must(t)(ledger.Reverse(undo, ledger.Date{}, "back", i.actBy(i.malee, "back", 0)))
		i.refused(t, "entries_reverses_posted", callOf(back).sql())
	})
}

// TestHostileRests leaves rests of promises that are none.
func TestHostileRests(t *testing.T) {
	t.Parallel()
	i := newIntruder(t)
	defer verifyClean(t, i.db)
	part, rest, err := ledger.ReceivePart(i.waiting, ledger.MustMoney("10"), ledger.AccountRef{Code: ledger.CodeCashInHand}, i.actBy(i.malee, "part", 0))
	if err != nil {
		t.Fatal(err)
	}
	ofSatang := func(satang int) call {
		return call{"amounts": array(satang), "line_amounts": array(satang, satang)}
	}
	for name, test := range map[string]struct {
		changed call
		by      string
	}{
		"larger than the difference":  {ofSatang(2001), "entries_rest_is_difference"},
		"smaller than the difference": {ofSatang(1999), "entries_rest_is_difference"},
		"of another kind":             {call{"kinds": array("deposit")}, "entries_rest_is_difference"},
		"of another member":           {call{"members": array(i.malee.ID)}, "entries_rest_is_difference"},
		"of what is in the books":     {call{"rests": array(i.posted.ID)}, "entries_rest_is_difference"},
		"of what was received whole":  {call{"rests": array(i.posted.Resolves)}, "entries_rest_is_difference"},
		"of what still waits":         {call{"rests": array(i.own.ID)}, "entries_rest_is_difference"},
		"of nothing":                  {call{"rests": array(ledger.NewEntryID(i.startedAt))}, "entries_rest_is_difference"},
		"of itself":                   {call{"rests": array(rest.ID)}, "entries_rest_is_difference"},
	} {
		t.Run("a rest "+name+" is refused", func(t *testing.T) {
			received, left := callOf(part).sql(), callOf(rest).with(test.changed).sql()
			if got := refusedBy(i.try(t, i.fund.ID, received, left)); got != test.by {
				t.Errorf("refused by %s, want %s", got, test.by)
			}
		})
	}
	t.Run("more than was promised is refused", func(t *testing.T) {
		i.refused(t, "entries_resolves_pending", callOf(part).with(ofSatang(3001)).sql())
	})
	t.Run("a promise leaves one rest", func(t *testing.T) {
		i.taken(t, callOf(part, rest).sql())
		second := rest
		second.ID, second.Key = ledger.NewEntryID(i.startedAt), "second"
		i.refused(t, "entries_rest_key", callOf(second).sql())
	})
}

// TestHostileExpiries gives promises up in nobody's name.
func TestHostileExpiries(t *testing.T) {
	t.Parallel()
	i := newIntruder(t)
	defer verifyClean(t, i.db)
	dated := promise(t, i.bundle, i.somsri, "25.00", "dated")
	dated.ExpiresOn = ledger.DateOf(i.startedAt).AddDays(7)
	post(t, i.db, i.bundle, dated)
	over := must(t)(ledger.Expire(dated, ledger.Act{At: i.startedAt.Add(8 * 24 * time.Hour), Cause: "clock", Key: "expire"}))
	early := ledger.NewEntryID(i.startedAt.AddDate(0, 0, 7))
	for name, test := range map[string]struct {
		changed call
		by      string
	}{
		"on its last day":               {call{"days": array(dated.ExpiresOn), "ids": array(early)}, "entries_resolver_holds_office"},
		"before its day, dated after":   {call{"ids": array(early)}, "entries_resolver_holds_office"},
		"after its day, dated before":   {call{"days": array(dated.ExpiresOn)}, "entries_resolver_holds_office"},
		"that waits for ever":           {call{"resolved": array(i.waiting.ID)}, "entries_resolver_holds_office"},
		"by another member":             {call{"actors": array(i.boonmee.ID), "members": array(i.boonmee.ID)}, "entries_resolves_pending"},
		"of hers by an unknown officer": {call{"actors": array(i.chai.ID)}, "entries_member_known"},
	} {
		t.Run("giving a promise up "+name+" is refused", func(t *testing.T) {
			i.refused(t, test.by, callOf(over).with(test.changed).sql())
		})
	}
	t.Run("the day after its last day anybody may say that it is over, once", func(t *testing.T) {
		i.taken(t, callOf(over).sql())
		again := over
		again.ID, again.Key = ledger.NewEntryID(over.RecordedAt), "again"
		i.refused(t, "entries_resolves_key", callOf(again).sql())
	})
}
