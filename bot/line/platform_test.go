package line_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"

	"sajja/bot/line"
	"sajja/cmd/linesim/sim"
)

// onPlatform is a client that speaks to the strict simulated LINE.
func onPlatform(t *testing.T, change ...func(*line.Config)) (*line.Client, *sim.Platform) {
	t.Helper()
	platform, err := sim.New(sim.Config{
		ChannelSecret: "secret-of-the-test", ChannelToken: testToken, BotName: "กองทุน", Quota: 100,
		Phones: []sim.Phone{{UserID: testUser, DisplayName: "สมศรี"}},
	})
	if err != nil {
		t.Fatal(err)
	}
	server := httptest.NewServer(platform.Handler())
	t.Cleanup(server.Close)
	config := line.Config{Token: testToken, BaseURL: server.URL}
	for _, c := range change {
		c(&config)
	}
	client, err := line.New(config)
	if err != nil {
		t.Fatal(err)
	}
	return client, platform
}

// TestTheStrictPlatformTakesEveryCard sends the golden cards as they are.
func TestTheStrictPlatformTakesEveryCard(t *testing.T) {
	t.Parallel()
	client, platform := onPlatform(t)
	files, err := filepath.Glob("../../flex-templates/testdata/*.json")
	if err != nil || len(files) == 0 {
		t.Fatalf("no golden cards: %v", err)
	}
	for i, file := range files {
		golden, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		var contents bytes.Buffer
		if err := json.Compact(&contents, golden); err != nil {
			t.Fatal(err)
		}
		card := line.Flex("บัตร", contents.Bytes(), line.QuickReply{Label: "ยอด", Text: "ยอด"}, line.QuickReply{Label: "ใช่", Data: "v1:yes", DisplayText: "ใช่"})
		if _, err := client.Push(t.Context(), testUser, uuid.New(), []line.Message{card}); err != nil {
			t.Errorf("%s: %v", filepath.Base(file), err)
			continue
		}
		messages := platform.Messages(testUser)
		if len(messages) != i+1 || !bytes.Contains(messages[i].Message, contents.Bytes()) {
			t.Fatalf("%s did not arrive byte for byte", filepath.Base(file))
		}
	}
}

func TestOutcomesOnTheStrictPlatform(t *testing.T) {
	t.Parallel()
	t.Run("a push repeated after a timeout arrives once", func(t *testing.T) {
		t.Parallel()
		client, platform := onPlatform(t, func(c *line.Config) { c.Timeout = 2 * time.Second })
		platform.SetFaults(sim.Faults{TimeoutAfterAccept: true, APICount: 1})
		key := uuid.New()
		_, err := client.Push(t.Context(), testUser, key, hello())
		wantUnknown(t, err, line.Unknown{Op: "push"})
		sent, err := client.Push(t.Context(), testUser, key, hello())
		if err != nil || !sent.Repeated || sent.AcceptedAs == "" || len(sent.Messages) != 1 {
			t.Errorf("sent = %+v, err = %v", sent, err)
		}
		if got := platform.Messages(testUser); len(got) != 1 {
			t.Errorf("%d messages arrived", len(got))
		}
	})
	t.Run("a foreign reply token is refused as such", func(t *testing.T) {
		t.Parallel()
		client, _ := onPlatform(t)
		_, err := client.Reply(t.Context(), "no-such-token", hello())
		var refused *line.Refused
		if !errors.As(err, &refused) || !refused.InvalidReplyToken() || refused.RequestID == "" {
			t.Errorf("err = %v", err)
		}
	})
	t.Run("the monthly limit is told from the rate limit", func(t *testing.T) {
		t.Parallel()
		client, platform := onPlatform(t)
		var refused *line.Refused
		platform.SetFaults(sim.Faults{APIMonthlyLimit: true, APICount: 1})
		if _, err := client.Push(t.Context(), testUser, uuid.New(), hello()); !errors.As(err, &refused) || !refused.QuotaExhausted() {
			t.Errorf("err = %v", err)
		}
		platform.SetFaults(sim.Faults{APIStatus: 429, APICount: 1})
		if _, err := client.Push(t.Context(), testUser, uuid.New(), hello()); !errors.As(err, &refused) || !refused.RateLimited() {
			t.Errorf("err = %v", err)
		}
	})
	t.Run("what is too long is refused with its place", func(t *testing.T) {
		t.Parallel()
		client, _ := onPlatform(t)
		var refused *line.Refused
		_, err := client.Push(t.Context(), testUser, uuid.New(), []line.Message{line.Text(strings.Repeat("ก", 5001))})
		if !errors.As(err, &refused) || len(refused.Details) == 0 {
			t.Errorf("err = %v", err)
		}
	})
	t.Run("the bot, a person and the quota can be asked for", func(t *testing.T) {
		t.Parallel()
		client, _ := onPlatform(t)
		if bot, err := client.BotInfo(t.Context()); err != nil || bot.UserId == "" {
			t.Errorf("bot = %+v, err = %v", bot, err)
		}
		if profile, err := client.Profile(t.Context(), testUser); err != nil || profile.DisplayName != "สมศรี" {
			t.Errorf("profile = %+v, err = %v", profile, err)
		}
		if quota, err := client.Quota(t.Context()); err != nil || quota.Value != 100 {
			t.Errorf("quota = %+v, err = %v", quota, err)
		}
		if err := client.Multicast(t.Context(), []string{testUser}, uuid.New(), hello()); err != nil {
			t.Error(err)
		}
		if used, err := client.QuotaConsumption(t.Context()); err != nil || used != 1 {
			t.Errorf("used = %d, err = %v", used, err)
		}
		if err := client.ShowLoading(t.Context(), testUser, 7); err != nil {
			t.Error(err)
		}
	})
}
