package ledger_test

import (
	"errors"
	"testing"
	"time"

	"pgregory.net/rapid"

	"sajja/ledger"
)

var (
	fund, member, officer = ledger.NewFundID(), ledger.NewMemberID(), ledger.NewMemberID()
	spokenAt              = time.Date(2026, 11, 21, 3, 0, 0, 0, time.UTC)
	cash                  = ledger.AccountRef{Code: ledger.CodeCashInHand}
)

func handing(baht string) ledger.Handing {
	return ledger.Handing{
		Fund: fund, Member: member, Kind: ledger.KindContribution,
		Amount: ledger.MustMoney(baht), EffectiveOn: ledger.DateOf(spokenAt),
	}
}

func actOf(who ledger.MemberID, key string) ledger.Act {
	return ledger.Act{Actor: who, At: spokenAt, Cause: "event", Key: key}
}

func promised(t *testing.T, baht string) ledger.Entry {
	t.Helper()
	e, err := ledger.Promise(handing(baht), actOf(member, "promise"))
	if err != nil {
		t.Fatal(err)
	}
	return e
}

func TestPromise(t *testing.T) {
	t.Parallel()
	t.Run("a contribution is the fund's, a deposit the member's own", func(t *testing.T) {
		t.Parallel()
		for kind, code := range map[ledger.Kind]ledger.AccountCode{
			ledger.KindContribution: ledger.CodeMembersFund, ledger.KindDeposit: ledger.CodeSavings,
		} {
			h := handing("30.00")
			h.Kind = kind
			e, err := ledger.Promise(h, actOf(member, "k"))
			if err != nil || e.Phase != ledger.PhasePending || e.Amount().String() != "30.00" || !e.Resolves.IsZero() {
				t.Fatalf("%+v, %v", e, err)
			}
			if debit, credit := e.Postings[0], e.Postings[1]; debit.Account != cash || debit.Side != ledger.Debit ||
				credit.Account != (ledger.AccountRef{Code: code, Member: member}) || credit.Side != ledger.Credit {
				t.Errorf("%s: %+v", kind, e.Postings)
			}
		}
	})
	t.Run("nothing and less than nothing is refused", func(t *testing.T) {
		t.Parallel()
		for _, baht := range []string{"0.00", "-30.00"} {
			for name, make := range map[string]func(ledger.Handing, ledger.Act) (ledger.Entry, error){
				"promise": ledger.Promise,
				"record": func(h ledger.Handing, a ledger.Act) (ledger.Entry, error) {
					return ledger.Record(h, cash, a)
				},
			} {
				if _, err := make(handing(baht), actOf(member, "k")); !errors.Is(err, ledger.ErrAmount) {
					t.Errorf("%s of %s: %v", name, baht, err)
				}
			}
		}
	})
	t.Run("what lacks its fund, day, cause or key is refused", func(t *testing.T) {
		t.Parallel()
		for name, spoil := range map[string]func(*ledger.Handing, *ledger.Act){
			"fund":  func(h *ledger.Handing, _ *ledger.Act) { h.Fund = ledger.FundID{} },
			"day":   func(h *ledger.Handing, _ *ledger.Act) { h.EffectiveOn = ledger.Date{} },
			"kind":  func(h *ledger.Handing, _ *ledger.Act) { h.Kind = "" },
			"time":  func(_ *ledger.Handing, a *ledger.Act) { a.At = time.Time{} },
			"cause": func(_ *ledger.Handing, a *ledger.Act) { a.Cause = "" },
			"key":   func(_ *ledger.Handing, a *ledger.Act) { a.Key = "" },
		} {
			h, a := handing("30.00"), actOf(member, "k")
			spoil(&h, &a)
			if _, err := ledger.Promise(h, a); !errors.Is(err, ledger.ErrIncomplete) {
				t.Errorf("without %s: %v", name, err)
			}
		}
	})
}

func TestReceive(t *testing.T) {
	t.Parallel()
	t.Run("the officer posts the amount that was promised, on her day, into her account", func(t *testing.T) {
		t.Parallel()
		p := promised(t, "45.50")
		act := actOf(officer, "receive")
		act.At = spokenAt.Add(24 * time.Hour)
		into := ledger.CashAccount([]ledger.Office{ledger.Collector}, officer)
		e, err := ledger.Receive(p, into, act)
		if err != nil || e.Phase != ledger.PhasePosted || e.Resolves != p.ID || e.Member != member || e.Actor != officer ||
			!e.Amount().Equal(p.Amount()) || e.EffectiveOn != ledger.DateOf(act.At) || e.ID == p.ID {
			t.Fatalf("%+v, %v", e, err)
		}
		if got := e.Postings[0].Account; got != (ledger.AccountRef{Code: ledger.CodeCashCollectors, Member: officer}) {
			t.Errorf("into %+v", got)
		}
	})
	t.Run("nobody receives her own, be it hers or made by her", func(t *testing.T) {
		t.Parallel()
		p := promised(t, "30.00")
		if _, err := ledger.Receive(p, cash, actOf(member, "k")); !errors.Is(err, ledger.ErrMakerIsChecker) {
			t.Errorf("her own: %v", err)
		}
		p.Actor = officer // the officer wrote it down for the member
		if _, err := ledger.Receive(p, cash, actOf(officer, "k")); !errors.Is(err, ledger.ErrMakerIsChecker) {
			t.Errorf("made by her: %v", err)
		}
	})
	t.Run("only what waits is received or voided", func(t *testing.T) {
		t.Parallel()
		for _, phase := range []ledger.Phase{ledger.PhasePosted, ledger.PhaseVoided, ""} {
			p := promised(t, "30.00")
			p.Phase = phase
			if _, err := ledger.Receive(p, cash, actOf(officer, "k")); !errors.Is(err, ledger.ErrNotPending) {
				t.Errorf("received a %q entry: %v", phase, err)
			}
			if _, err := ledger.Void(p, "", actOf(member, "k")); !errors.Is(err, ledger.ErrNotPending) {
				t.Errorf("voided a %q entry: %v", phase, err)
			}
		}
	})
	t.Run("a void moves no money and keeps its reason", func(t *testing.T) {
		t.Parallel()
		p := promised(t, "30.00")
		e, err := ledger.Void(p, "no-cash", actOf(officer, "k"))
		if err != nil || len(e.Postings) != 0 || !e.Amount().IsZero() || e.Resolves != p.ID || e.Reason != "no-cash" || e.Member != member {
			t.Errorf("%+v, %v", e, err)
		}
	})
}

func TestCheck(t *testing.T) {
	t.Parallel()
	good := promised(t, "30.00")
	for name, test := range map[string]struct {
		spoil func(*ledger.Entry)
		want  error
	}{
		"one posting":          {func(e *ledger.Entry) { e.Postings = e.Postings[:1] }, ledger.ErrPostings},
		"no postings":          {func(e *ledger.Entry) { e.Postings = nil }, ledger.ErrPostings},
		"two debits":           {func(e *ledger.Entry) { e.Postings[1].Side = ledger.Debit }, ledger.ErrUnbalanced},
		"a side of neither":    {func(e *ledger.Entry) { e.Postings[1].Side = "both" }, ledger.ErrPostings},
		"a satang more":        {func(e *ledger.Entry) { e.Postings[1].Amount = ledger.MustMoney("30.01") }, ledger.ErrUnbalanced},
		"an amount of zero":    {func(e *ledger.Entry) { e.Postings[0].Amount = ledger.Money{} }, ledger.ErrAmount},
		"an amount below zero": {func(e *ledger.Entry) { e.Postings[1].Amount = ledger.MustMoney("-30.00") }, ledger.ErrAmount},
		"no ID":                {func(e *ledger.Entry) { e.ID = ledger.EntryID{} }, ledger.ErrIncomplete},
		"a void with postings": {func(e *ledger.Entry) { e.Phase, e.Resolves = ledger.PhaseVoided, ledger.NewEntryID(spokenAt) }, ledger.ErrPostings},
		"a void of nothing":    {func(e *ledger.Entry) { e.Phase, e.Postings = ledger.PhaseVoided, nil }, ledger.ErrPostings},
		"a zero beside the rest": {func(e *ledger.Entry) {
			e.Postings = append(e.Postings, ledger.Posting{Account: cash, Side: ledger.Debit})
		}, ledger.ErrAmount},
	} {
		t.Run("an entry with "+name+" is refused", func(t *testing.T) {
			t.Parallel()
			e := good
			e.Postings = append([]ledger.Posting(nil), good.Postings...)
			test.spoil(&e)
			if err := e.Check(); !errors.Is(err, test.want) {
				t.Errorf("%v, want %v", err, test.want)
			}
		})
	}

	t.Run("any set of postings whose columns are equal is taken, any other refused", func(t *testing.T) {
		t.Parallel()
		rapid.Check(t, func(t *rapid.T) {
			e := good
			e.Postings = nil
			var debit, credit int64
			for range rapid.IntRange(1, 6).Draw(t, "debits") {
				satang := rapid.Int64Range(1, 1_000_000).Draw(t, "debit")
				debit += satang
				e.Postings = append(e.Postings, ledger.Posting{Account: cash, Side: ledger.Debit, Amount: ledger.MoneyFromSatang(satang)})
			}
			for left := debit; left > 0; {
				satang := rapid.Int64Range(1, left).Draw(t, "credit")
				left, credit = left-satang, credit+satang
				e.Postings = append(e.Postings, ledger.Posting{Account: cash, Side: ledger.Credit, Amount: ledger.MoneyFromSatang(satang)})
			}
			if err := e.Check(); err != nil || e.Amount().Satang() != debit {
				t.Fatalf("%v, amount %s of %d", err, e.Amount(), debit)
			}
			off := rapid.IntRange(0, len(e.Postings)-1).Draw(t, "off")
			e.Postings[off].Amount = e.Postings[off].Amount.Add(ledger.MustMoney("0.01"))
			if err := e.Check(); !errors.Is(err, ledger.ErrUnbalanced) {
				t.Fatalf("a satang more was taken: %v", err)
			}
		})
	})
}

func TestContentHash(t *testing.T) {
	t.Parallel()
	good := promised(t, "30.00")

	for name, change := range map[string]func(*ledger.Entry){
		"fund":     func(e *ledger.Entry) { e.Fund = ledger.NewFundID() },
		"phase":    func(e *ledger.Entry) { e.Phase = ledger.PhasePosted },
		"kind":     func(e *ledger.Entry) { e.Kind = ledger.KindDeposit },
		"day":      func(e *ledger.Entry) { e.EffectiveOn = e.EffectiveOn.AddDays(1) },
		"member":   func(e *ledger.Entry) { e.Member = officer },
		"actor":    func(e *ledger.Entry) { e.Actor = officer },
		"reason":   func(e *ledger.Entry) { e.Reason = "no-cash" },
		"resolves": func(e *ledger.Entry) { e.Resolves = ledger.NewEntryID(spokenAt) },
		"reverses": func(e *ledger.Entry) { e.Reverses = ledger.NewEntryID(spokenAt) },
		"rest":     func(e *ledger.Entry) { e.RestOf = ledger.NewEntryID(spokenAt) },
		"expiry":   func(e *ledger.Entry) { e.ExpiresOn = e.EffectiveOn },
		"source":   func(e *ledger.Entry) { e.Postings[0].Source, e.Postings[1].Source = ledger.Source{}, ledger.Source{} },
		"amount":   func(e *ledger.Entry) { e.Postings[0].Amount = ledger.MustMoney("30.01") },
		"account":  func(e *ledger.Entry) { e.Postings[0].Account.Code = ledger.CodeBank },
		"owner":    func(e *ledger.Entry) { e.Postings[1].Account.Member = officer },
		"side":     func(e *ledger.Entry) { e.Postings[0].Side, e.Postings[1].Side = ledger.Credit, ledger.Debit },
		"order":    func(e *ledger.Entry) { e.Postings[0], e.Postings[1] = e.Postings[1], e.Postings[0] },
		"line":     func(e *ledger.Entry) { e.Postings = append(e.Postings, e.Postings...) },
	} {
		t.Run("another "+name+" is another act", func(t *testing.T) {
			t.Parallel()
			e := good
			e.Postings = append([]ledger.Posting(nil), good.Postings...)
			change(&e)
			if e.ContentHash() == good.ContentHash() {
				t.Error("the digest is the same")
			}
		})
	}

	for name, change := range map[string]func(*ledger.Entry){
		"ID":      func(e *ledger.Entry) { e.ID = ledger.NewEntryID(spokenAt) },
		"instant": func(e *ledger.Entry) { e.RecordedAt = e.RecordedAt.Add(time.Second) },
		"cause":   func(e *ledger.Entry) { e.Cause = "another event" },
		"number":  func(e *ledger.Entry) { e.Document = ledger.DocumentNumber{Series: "R", Year: 2026, Number: 7} },
	} {
		t.Run("another "+name+" is the same act tried again", func(t *testing.T) {
			t.Parallel()
			e := good
			change(&e)
			if e.ContentHash() != good.ContentHash() {
				t.Error("the digest differs")
			}
		})
	}
}

func TestAccounts(t *testing.T) {
	t.Parallel()
	t.Run("an account grows on the side of its type", func(t *testing.T) {
		t.Parallel()
		b := ledger.Balance{Debit: ledger.MustMoney("100.00"), Credit: ledger.MustMoney("30.00"), PendingCredit: ledger.MustMoney("5.00")}
		for kind, want := range map[ledger.AccountType]string{
			ledger.Asset: "70.00", ledger.Expense: "70.00", ledger.Liability: "-70.00", ledger.Equity: "-70.00", ledger.Income: "-70.00",
		} {
			if got := b.Posted(kind).String(); got != want {
				t.Errorf("%s: %s, want %s", kind, got, want)
			}
		}
		if got := b.Pending(ledger.Equity).String(); got != "5.00" {
			t.Errorf("pending %s", got)
		}
	})
	t.Run("a trial balance foots whatever entries made it", func(t *testing.T) {
		t.Parallel()
		rapid.Check(t, func(t *rapid.T) {
			chart := ledger.Chart()
			debits, credits := make([]ledger.Money, len(chart)), make([]ledger.Money, len(chart))
			for range rapid.IntRange(0, 50).Draw(t, "entries") {
				amount := ledger.MoneyFromSatang(rapid.Int64Range(1, 1_000_000).Draw(t, "satang"))
				into, out := rapid.IntRange(0, len(chart)-1).Draw(t, "into"), rapid.IntRange(0, len(chart)-1).Draw(t, "out")
				debits[into], credits[out] = debits[into].Add(amount), credits[out].Add(amount)
			}
			var lines []ledger.TrialLine
			for i, account := range chart {
				line := ledger.NewTrialLine(account, debits[i], credits[i])
				if line.Debit.IsNegative() || line.Credit.IsNegative() || (!line.Debit.IsZero() && !line.Credit.IsZero()) {
					t.Fatalf("%+v", line)
				}
				lines = append(lines, line)
			}
			if !ledger.NewTrialBalance(lines).IsBalanced() {
				t.Fatal("the columns differ")
			}
		})
	})
	t.Run("no code stands twice in the chart, and what the rules speak of is there", func(t *testing.T) {
		t.Parallel()
		types := map[ledger.AccountCode]ledger.AccountType{}
		for _, a := range ledger.Chart() {
			if _, twice := types[a.Code]; twice || a.Name == "" {
				t.Errorf("%s", a.Code)
			}
			types[a.Code] = a.Type
		}
		for code, want := range map[ledger.AccountCode]ledger.AccountType{
			ledger.CodeCashInHand: ledger.Asset, ledger.CodeCashCollectors: ledger.Asset, ledger.CodeBank: ledger.Asset,
			ledger.CodeSavings: ledger.Liability, ledger.CodeMembersFund: ledger.Equity,
		} {
			if types[code] != want {
				t.Errorf("%s is %q, want %q", code, types[code], want)
			}
		}
	})
	t.Run("who takes cash and who sees what waits", func(t *testing.T) {
		t.Parallel()
		for office, want := range map[ledger.Office][2]bool{
			ledger.Chair: {true, true}, ledger.Treasurer: {true, true}, ledger.Collector: {true, true},
			ledger.Secretary: {false, true}, ledger.Auditor: {false, true},
			ledger.Committee: {false, false}, ledger.Coordinator: {false, false}, "": {false, false}, "king": {false, false},
		} {
			if got := [2]bool{office.MayReceive(), office.MaySeeWaiting()}; got != want {
				t.Errorf("%s: %v, want %v", office, got, want)
			}
			if _, err := ledger.ParseOffice(string(office)); (err == nil) != (office != "" && office != "king") {
				t.Errorf("%q: %v", office, err)
			}
		}
	})
	t.Run("cash is with whoever took it", func(t *testing.T) {
		t.Parallel()
		own := ledger.AccountRef{Code: ledger.CodeCashCollectors, Member: officer}
		for name, test := range map[string]struct {
			offices []ledger.Office
			want    ledger.AccountRef
		}{
			"a treasurer":                  {[]ledger.Office{ledger.Treasurer}, cash},
			"a chair":                      {[]ledger.Office{ledger.Chair}, cash},
			"a collector":                  {[]ledger.Office{ledger.Collector}, own},
			"a collector who is treasurer": {[]ledger.Office{ledger.Collector, ledger.Treasurer}, cash},
			"a secretary who collects":     {[]ledger.Office{ledger.Secretary, ledger.Collector}, own},
		} {
			if got := ledger.CashAccount(test.offices, officer); got != test.want {
				t.Errorf("%s: %+v", name, got)
			}
		}
	})
}
