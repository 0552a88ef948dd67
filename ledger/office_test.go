package ledger_test

import (
	"slices"
	"testing"

	"sajja/ledger"
)

func TestOffice(t *testing.T) {
	t.Parallel()
	t.Run("each right is held by these offices and no others", func(t *testing.T) {
		t.Parallel()
		for right, want := range map[ledger.Right][]ledger.Office{
			ledger.RightReceive:      {ledger.Chair, ledger.Treasurer, ledger.Collector},
			ledger.RightSeeWaiting:   {ledger.Chair, ledger.Treasurer, ledger.Secretary, ledger.Collector, ledger.Auditor},
			ledger.RightSeeBooks:     {ledger.Chair, ledger.Treasurer, ledger.Secretary, ledger.Committee, ledger.Auditor, ledger.Coordinator},
			ledger.RightSeePeople:    {ledger.Chair, ledger.Treasurer, ledger.Secretary, ledger.Auditor},
			ledger.RightKeepRegister: {ledger.Chair, ledger.Treasurer, ledger.Secretary},
			ledger.RightFreeze:       {ledger.Chair, ledger.Treasurer, ledger.Secretary, ledger.Committee, ledger.Collector},
			ledger.RightCollect:      {ledger.Chair, ledger.Treasurer, ledger.Collector},
			ledger.RightBank:         {ledger.Chair, ledger.Treasurer},
			ledger.RightSignClose:    {ledger.Chair, ledger.Treasurer, ledger.Committee},
			ledger.RightCorrect:      {ledger.Chair, ledger.Treasurer},
			ledger.RightGrantOffice:  {ledger.Chair},
			ledger.RightPauseArrears: {ledger.Chair},
			ledger.RightCallMeeting:  {ledger.Chair, ledger.Secretary, ledger.Coordinator},
			"":                       nil,
			"rule the village":       nil,
		} {
			var got []ledger.Office
			for _, office := range ledger.Offices {
				if office.May(right) {
					got = append(got, office)
				}
			}
			if !slices.Equal(got, want) {
				t.Errorf("%s: %v, want %v", right, got, want)
			}
			if ledger.Office("").May(right) || ledger.Office("king").May(right) {
				t.Errorf("%s without an office", right)
			}
		}
	})
	t.Run("the auditor reads everything and writes nothing", func(t *testing.T) {
		t.Parallel()
		reads := []ledger.Right{ledger.RightSeeWaiting, ledger.RightSeeBooks, ledger.RightSeePeople}
		for _, right := range reads {
			if !ledger.Auditor.May(right) {
				t.Errorf("she cannot %s", right)
			}
		}
		if held := ledger.Auditor.Rights(); len(held) != len(reads) {
			t.Errorf("she may %v", held)
		}
	})
	t.Run("offices have their names", func(t *testing.T) {
		t.Parallel()
		for _, name := range append(slices.Clone(ledger.Offices[:]), "", "king") {
			if _, err := ledger.ParseOffice(string(name)); (err == nil) != (name != "" && name != "king") {
				t.Errorf("%q: %v", name, err)
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
