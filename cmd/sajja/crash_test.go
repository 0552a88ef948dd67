package main

import (
	"math/rand/v2"
	"os"
	"strconv"
	"syscall"
	"testing"
	"time"

	"sajja/store/storetest"
)

// Numbers in the environment for these tests: how often the bot is killed, and
// the seed that a failed run printed.
const (
	killsEnv = "SAJJA_TEST_KILLS"
	seedEnv  = "SAJJA_TEST_SEED"
)

// TestKills kills the bot with SIGKILL at random moments while members hand in
// money, and starts it again: what got its 200 is in the books once and answered
// once. SAJJA_TEST_KILLS=50 is the full run.
func TestKills(t *testing.T) {
	c := newCrowd(t, 400, storetest.Postgres(t), storetest.Redis(t))
	kills, chance := numberFrom(t, killsEnv, 10), seeded(t)
	c.talk(300)
	for range kills {
		kill(t, c, chance)
	}
	c.expectWhole(c.serve())
}

// killAfterMax is how many passes of a moment, or milliseconds, a bot may live.
const killAfterMax = 500

// kill starts a bot and kills it at a random moment, which may be before it is
// up.
func kill(t *testing.T, c *crowd, chance *rand.Rand) {
	t.Helper()
	moments := [...]moment{anyMoment, eventOnItsWay, thanksOnItsWay, answerOnItsWay, receiptOnItsWay}
	at, after := moments[chance.IntN(len(moments))], 1+chance.IntN(killAfterMax)
	bot := startBot(t, c.env)
	if at == anyMoment {
		defer time.AfterFunc(time.Duration(5*after)*time.Millisecond, bot.kill).Stop()
	}
	webhook, up := bot.awaitUp()
	if up {
		c.witness.connect(webhook)
	}
	// Where the moment does not come, as when nobody gets a word in on a busy
	// machine, any other will do.
	defer time.AfterFunc(patience, bot.kill).Stop()
	if at != anyMoment {
		if !up {
			t.Fatalf("the bot did not start: %s", tail(bot.log.String()))
		}
		c.witness.set(at, after, bot.kill)
	}
	<-bot.ended
	if status, ok := bot.command.ProcessState.Sys().(syscall.WaitStatus); !ok || status.Signal() != syscall.SIGKILL {
		t.Errorf("the bot ended by itself, with %v: %s", bot.command.ProcessState, tail(bot.log.String()))
	}
	c.witness.connect()
	t.Logf("killed %s, after %d, when %v old", at, after, time.Since(bot.began).Round(time.Millisecond))
}

// numberFrom reads a number from the environment.
func numberFrom(t *testing.T, name string, otherwise int) int {
	t.Helper()
	given := os.Getenv(name)
	if given == "" {
		return otherwise
	}
	n, err := strconv.Atoi(given)
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	return n
}

// seeded gives chance that can be had again: the seed is printed.
func seeded(t *testing.T) *rand.Rand {
	t.Helper()
	seed := numberFrom(t, seedEnv, int(time.Now().UnixNano()%1_000_000))
	t.Logf("%s=%d", seedEnv, seed)
	return rand.New(rand.NewPCG(uint64(seed), 0))
}
