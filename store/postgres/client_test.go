package postgres_test

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"testing"
	"time"

	"sajja/ledger"
	"sajja/store"
	"sajja/store/postgres"
)

// clientEnv makes TestClientInside a program that hands in money: the database,
// the fund, the member, the officer and the number of the first act.
const clientEnv = "SAJJA_TEST_CLIENT"

// clientActs is how many acts there are in all; each kill cuts them off somewhere.
const clientActs = 200

// TestClientInside is a step of TestClientKilled: one act after the other, each
// told when its answer has come.
func TestClientInside(t *testing.T) {
	given := strings.Fields(os.Getenv(clientEnv))
	if len(given) == 0 {
		return // only a step of TestClientKilled
	}
	go func() { // nobody holds the other end any more: the test is over
		_, _ = io.Copy(io.Discard, os.Stdin)
		os.Exit(1)
	}()
	if err := handIn(t.Context(), given); err != nil {
		fmt.Println("error", err)
	}
}

func handIn(ctx context.Context, given []string) error {
	db, err := postgres.Open(ctx, given[0], postgres.Options{})
	if err != nil {
		return err
	}
	var fund ledger.FundID
	var member, officer ledger.MemberID
	for text, id := range map[string]interface{ UnmarshalText([]byte) error }{given[1]: &fund, given[2]: &member, given[3]: &officer} {
		if err := id.UnmarshalText([]byte(text)); err != nil {
			return err
		}
	}
	first, err := strconv.Atoi(given[4])
	if err != nil {
		return err
	}
	for n := first; n < clientActs; n++ {
		e, err := ledger.Record(ledger.Handing{Fund: fund, Member: member, Kind: ledger.KindDeposit, Amount: ledger.MustMoney("1"),
			EffectiveOn: ledger.MustDate("2026-11-21")}, ledger.AccountRef{Code: ledger.CodeCashInHand},
			ledger.Act{Actor: officer, At: time.Now(), Cause: "client", Key: fmt.Sprint("client-", n)})
		if err != nil {
			return err
		}
		if err := db.Post(ctx, fund, []ledger.Entry{e}); err != nil && !errors.Is(err, store.ErrConflict) {
			return err
		}
		fmt.Println("act", n)
	}
	return nil
}

// TestClientKilled kills whoever hands money in between any two steps, again and
// again; the next one begins with acts that may be in the books or not.
func TestClientKilled(t *testing.T) {
	t.Parallel()
	db, b := setup(t)
	next, kills := 0, 0
	for next < clientActs {
		began := next
		stop := next + 5 + rand.IntN(40)
		for n := range client(t, b, max(0, next-3), stop) {
			next = max(next, n+1)
		}
		if kills++; next == began && kills > clientActs {
			t.Fatal("the client gets nowhere")
		}
	}
	query(t, b.ownerURL, `SELECT min(idempotency_key), count(*)::int FROM entries`, func(_ string, n int) {
		if n != clientActs {
			t.Errorf("%d acts in the books, want %d", n, clientActs)
		}
	})
	money, _, err := db.MemberStatement(t.Context(), b.fund.ID, b.somsri.ID, 1)
	if err != nil || money.Savings.String() != fmt.Sprintf("%d.00", clientActs) {
		t.Errorf("savings %s, %v", money.Savings, err)
	}
	verifyClean(t, db)
}

// client runs a client from an act on, yields what it says was done, and kills it
// in the middle of whatever follows the act stop.
func client(t *testing.T, b *bundle, from, stop int) func(yield func(int) bool) {
	return func(yield func(int) bool) {
		self, err := os.Executable()
		if err != nil {
			t.Fatal(err)
		}
		command := exec.Command(self, "-test.run=^TestClientInside$")
		command.Env = append(os.Environ(), fmt.Sprintf("%s=%s %s %s %s %d", clientEnv, b.ownerURL, b.fund.ID, b.somsri.ID, b.malee.ID, from))
		out, err := command.StdoutPipe()
		if err != nil {
			t.Fatal(err)
		}
		leash, err := command.StdinPipe()
		if err != nil {
			t.Fatal(err)
		}
		if err := command.Start(); err != nil {
			t.Fatal(err)
		}
		defer func() {
			_ = leash.Close()
			_ = command.Wait()
		}()
		for lines := bufio.NewScanner(out); lines.Scan(); {
			if said, isError := strings.CutPrefix(lines.Text(), "error "); isError {
				t.Fatal(said)
			}
			n, err := strconv.Atoi(strings.TrimPrefix(lines.Text(), "act "))
			if err != nil {
				continue // the test framework's own words
			}
			if n == stop {
				_ = command.Process.Kill()
			}
			if !yield(n) {
				_ = command.Process.Kill()
				return
			}
		}
	}
}
