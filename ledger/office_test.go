package ledger_test

import (
	"testing"

	"sajja/ledger"
)

func TestOffice(t *testing.T) {
	t.Parallel()
	t.Run("who takes cash and who sees what waits", func(t *testing.T) {
		t.Parallel()
		for office, want := range map[ledger.Office][2]bool{
			ledger.Chair: {true, true}, ledger.Treasurer: {true, true}, ledger.Collector: {true, true},
			ledger.Secretary: {false, true}, ledger.Auditor: {false, true},
			ledger.Committee: {false, false}, ledger.Coordinator: {false, false}, "": {false, false}, "king": {false, false},
		} {
			if got := [2]bool{office.May(ledger.RightReceive), office.May(ledger.RightSeeWaiting)}; got != want {
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
