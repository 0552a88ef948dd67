package main

import (
	"maps"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/prometheus/client_golang/prometheus"

	"sajja/bot"
	"sajja/bot/webhook"
	"sajja/ledger"
	"sajja/store"
	"sajja/store/embedded"
	"sajja/store/postgres"
	"sajja/store/storetest"
)

// deployFolder holds what an operator uses; these tests keep it true to the
// program.
const deployFolder = "../../deploy"

func deployFile(t *testing.T, name string) string {
	t.Helper()
	raw, err := os.ReadFile(filepath.Join(deployFolder, name))
	if err != nil {
		t.Fatal(err)
	}
	return string(raw)
}

// namesIn gives the first group of every match, sorted, each once.
func namesIn(text, pattern string) []string {
	names := map[string]bool{}
	for _, match := range regexp.MustCompile(pattern).FindAllStringSubmatch(text, -1) {
		names[match[1]] = true
	}
	return slices.Sorted(maps.Keys(names))
}

func TestEnvExample(t *testing.T) {
	t.Parallel()
	example := deployFile(t, "env.example")
	ofService, _, _ := strings.Cut(example, "compose.yaml needs")

	t.Run("it has every setting of serve and no other", func(t *testing.T) {
		t.Parallel()
		var settings []string
		for field := range reflect.TypeFor[config]().Fields() {
			settings = append(settings, field.Tag.Get("setting"))
		}
		slices.Sort(settings)
		if diff := cmp.Diff(settings, namesIn(ofService, `(?m)^([A-Z_]+)=`)); diff != "" {
			t.Error(diff)
		}
	})
	t.Run("it has every variable that the compose file and Caddy read", func(t *testing.T) {
		t.Parallel()
		known := namesIn(example, `(?m)^([A-Z_]+)=`)
		read := slices.Concat(namesIn(deployFile(t, "compose.yaml"), `\$\{([A-Z_]+)`), namesIn(deployFile(t, "Caddyfile"), `\{\$([A-Z_]+)\}`))
		for _, name := range read {
			if !slices.Contains(known, name) {
				t.Errorf("%s is not in it", name)
			}
		}
	})
	t.Run("what it leaves empty is all that keeps serve from starting", func(t *testing.T) {
		t.Parallel()
		env := map[string]string{}
		for _, match := range regexp.MustCompile(`(?m)^([A-Z_]+)=(.*)$`).FindAllStringSubmatch(ofService, -1) {
			env[match[1]] = match[2]
		}
		_, _, stderr := invoke(t, env, "serve")
		if diff := cmp.Diff([]string{"LINE_CHANNEL_ACCESS_TOKEN", "LINE_CHANNEL_SECRET"}, namesIn(stderr, `(?m)^\s+([A-Z_]+) `)); diff != "" {
			t.Error(diff)
		}
	})
}

func TestAlerts(t *testing.T) {
	t.Parallel()
	registry := prometheus.NewRegistry()
	bot.NewMetrics(registry)
	if _, err := webhook.New(webhook.Config{Secrets: []string{"any"}, Metrics: registry}, nil, nil); err != nil {
		t.Fatal(err)
	}
	descriptions := make(chan *prometheus.Desc, 100)
	registry.Describe(descriptions)
	close(descriptions)
	var known []string
	for description := range descriptions {
		known = append(known, namesIn(description.String(), `fqName: "([a-z_]+)"`)...)
	}
	for _, name := range namesIn(deployFile(t, "alerts.yml"), `(sajja_[a-z_]+)`) {
		if !slices.Contains(known, name) && !slices.Contains(known, strings.TrimSuffix(name, "_bucket")) {
			t.Errorf("an alert looks at %s, which nobody measures", name)
		}
	}
}

// TestBackup takes the books through the scripts as an operator would.
func TestBackup(t *testing.T) {
	t.Parallel()
	source := storetest.Postgres(t)
	fillBooks(t, source)
	folder := t.TempDir()
	said, err := script(t, source, "backup.sh", folder, "30")
	if err != nil {
		t.Fatalf("%v: %s", err, said)
	}
	file := strings.TrimSpace(said)

	t.Run("only its owner may read the file, and nothing else lies beside it", func(t *testing.T) {
		t.Parallel()
		entries, err := os.ReadDir(folder)
		if err != nil || len(entries) != 1 || filepath.Join(folder, entries[0].Name()) != file {
			t.Fatalf("the folder has %v, %v", entries, err)
		}
		if info, err := os.Stat(file); err != nil || info.Mode().Perm() != 0o600 {
			t.Errorf("%v, %v", info.Mode(), err)
		}
	})
	t.Run("restored into an empty database the books are the same and right", func(t *testing.T) {
		t.Parallel()
		target := storetest.EmptyPostgres(t)
		if said, err := script(t, target, "restore.sh", file); err != nil || !strings.Contains(said, "the books are right: 2 entries of 1 funds") {
			t.Fatalf("%v: %s", err, said)
		}
		report := []string{"report", "statement", "--fund", "kept", "--member", "001", "--json"}
		_, before, _ := invoke(t, map[string]string{"DATABASE_URL": source}, report...)
		_, after, _ := invoke(t, map[string]string{"DATABASE_URL": target}, report...)
		if diff := cmp.Diff(before, after); diff != "" || before == "" {
			t.Errorf("statement %q: %s", before, diff)
		}
	})
	t.Run("a database with something in it is left alone", func(t *testing.T) {
		t.Parallel()
		if said, err := script(t, storetest.Postgres(t), "restore.sh", file); err == nil || !strings.Contains(said, "not empty") {
			t.Errorf("%v: %s", err, said)
		}
	})
	t.Run("a broken file leaves the database empty", func(t *testing.T) {
		t.Parallel()
		raw, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		broken := filepath.Join(t.TempDir(), "broken.dump")
		if err := os.WriteFile(broken, raw[:len(raw)-len(raw)/4], 0o600); err != nil {
			t.Fatal(err)
		}
		target := storetest.EmptyPostgres(t)
		if said, err := script(t, target, "restore.sh", broken); err == nil {
			t.Fatalf("it was taken: %s", said)
		}
		if said, err := script(t, target, "restore.sh", file); err != nil {
			t.Errorf("the whole file afterwards: %v: %s", err, said)
		}
	})
	t.Run("login.sh makes the bot a login that is not the owner's, and may be repeated", func(t *testing.T) {
		t.Parallel()
		address := storetest.Postgres(t)
		for range 2 {
			if said, err := script(t, address, "login.sh"); err != nil {
				t.Fatalf("%v: %s", err, said)
			}
		}
		login, err := url.Parse(address)
		if err != nil {
			t.Fatal(err)
		}
		login.User = url.UserPassword("sajja_service", servicePassword)
		db, err := postgres.Open(t.Context(), login.String(), postgres.Options{})
		if err != nil {
			t.Fatal(err)
		}
		defer db.Close()
		if db.IsOwner {
			t.Error("the bot's login owns the tables")
		}
	})
	t.Run("without an address they say what to set", func(t *testing.T) {
		t.Parallel()
		for _, name := range []string{"backup.sh", "restore.sh", "login.sh"} {
			if said, err := script(t, "", name, file); err == nil || !strings.Contains(said, "DATABASE_URL") {
				t.Errorf("%s: %v: %s", name, err, said)
			}
		}
	})
}

// servicePassword has a quote in it, which a script must not stumble over.
const servicePassword = "it's secret"

// script runs one of the scripts with the address of a database; this test
// binary is the program it calls.
func script(t *testing.T, database, name string, args ...string) (string, error) {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	command := exec.Command("sh", append([]string{filepath.Join(deployFolder, name)}, args...)...)
	programs, err := embedded.PostgresPrograms(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	command.Env = append(os.Environ(), asProgram+"=1", "SAJJA="+self, "DATABASE_URL="+database, "SERVICE_PASSWORD="+servicePassword,
		"PATH="+programs+string(os.PathListSeparator)+os.Getenv("PATH"))
	said, err := command.CombinedOutput()
	return string(said), err
}

// fillBooks makes a fund with a member, a contribution posted and one that waits.
func fillBooks(t *testing.T, address string) {
	t.Helper()
	db, err := postgres.Open(t.Context(), address, postgres.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	at := time.Date(2026, 11, 21, 10, 0, 0, 0, time.UTC)
	fund := store.Fund{ID: ledger.NewFundID(), Code: "kept", Name: "กองทุนตัวอย่าง", Preset: ledger.PresetWelfare, ReceiptDelivery: store.DeliveryPush, CreatedAt: at}
	if err := db.CreateFund(t.Context(), fund); err != nil {
		t.Fatal(err)
	}
	treasurer, member := ledger.NewMemberID(), ledger.NewMemberID()
	day := ledger.MustDate("2026-11-21")
	people := []store.Member{
		{Fund: fund.ID, ID: member, Number: "001", Name: "สมศรี ใจงาม", JoinedOn: day},
		{Fund: fund.ID, ID: treasurer, Number: "002", Name: "มาลี แสงดาว", JoinedOn: day, Offices: []ledger.Office{ledger.Treasurer}},
	}
	if err := db.AddMembers(t.Context(), fund.ID, people, at); err != nil {
		t.Fatal(err)
	}
	handing := ledger.Handing{Fund: fund.ID, Member: member, Kind: ledger.KindContribution, Amount: ledger.MustMoney("30.00"), EffectiveOn: day}
	posted, err := ledger.Record(handing, ledger.AccountRef{Code: ledger.CodeCashInHand}, ledger.Act{Actor: treasurer, At: at, Cause: "test:1", Key: "test:1"})
	if err != nil {
		t.Fatal(err)
	}
	waiting, err := ledger.Promise(handing, ledger.Act{Actor: member, At: at, Cause: "test:2", Key: "test:2"})
	if err != nil {
		t.Fatal(err)
	}
	if err := db.Post(t.Context(), fund.ID, []ledger.Entry{posted, waiting}); err != nil {
		t.Fatal(err)
	}
}

// TestTestScript tries what test.sh would install on machines that lack things.
func TestTestScript(t *testing.T) {
	t.Parallel()
	tools := []string{"sh", "sed", "head", "id", "dirname", "find", "go", "date", "env", "cat"}

	t.Run("on Debian it would install what is missing and nothing else", func(t *testing.T) {
		t.Parallel()
		path := toolsOnly(t, tools, map[string]string{"apt-get": "exit 9", "fc-list": "", "gcc": "", "ledger": ""})
		said, err := dryRun(t, path)
		if err != nil {
			t.Fatalf("%v: %s", err, said)
		}
		if !strings.HasSuffix(said, "installing with apt: redis-server chromium fonts-thai-tlwg hledger beancount\n") {
			t.Errorf("it says %s", said)
		}
	})
	t.Run("an old Redis does not count", func(t *testing.T) {
		t.Parallel()
		path := toolsOnly(t, tools, map[string]string{"apt-get": "exit 9", "redis-server": "echo Redis server v=6.0.16 sha=00000000:0"})
		if said, _ := dryRun(t, path); !strings.Contains(said, "missing: Redis 7 or newer") {
			t.Errorf("it says %s", said)
		}
	})
	t.Run("where all is there it installs nothing", func(t *testing.T) {
		t.Parallel()
		path := toolsOnly(t, tools, map[string]string{"apt-get": "exit 9", "fc-list": "echo Loma", "gcc": "", "chromium": "",
			"valkey-server": "echo Valkey server v=8.0.1 sha=00000000:0", "hledger": "", "ledger": "", "bean-check": ""})
		if said, err := dryRun(t, path); err != nil || strings.Contains(said, "install") {
			t.Errorf("%v: %s", err, said)
		}
	})
	t.Run("without apt and brew it says what to install by hand", func(t *testing.T) {
		t.Parallel()
		said, err := dryRun(t, toolsOnly(t, tools, nil))
		if err == nil || !strings.Contains(said, "by hand") || !strings.Contains(said, "redis-server") {
			t.Errorf("%v: %s", err, said)
		}
	})
	t.Run("without Go it says where to get it", func(t *testing.T) {
		t.Parallel()
		withoutGo := slices.DeleteFunc(slices.Clone(tools), func(name string) bool { return name == "go" })
		if said, err := dryRun(t, toolsOnly(t, withoutGo, nil)); err == nil || !strings.Contains(said, "go.dev") {
			t.Errorf("%v: %s", err, said)
		}
	})
}

// toolsOnly makes a folder for the PATH with some of the machine's programs and
// stand-ins given as shell text.
func toolsOnly(t *testing.T, tools []string, standIns map[string]string) string {
	t.Helper()
	folder := t.TempDir()
	for _, name := range tools {
		program, err := exec.LookPath(name)
		if err != nil {
			t.Fatal(err)
		}
		if err := os.Symlink(program, filepath.Join(folder, name)); err != nil {
			t.Fatal(err)
		}
	}
	stands := map[string]string{"uname": "echo Linux"}
	maps.Copy(stands, standIns)
	for name, text := range stands {
		if err := os.WriteFile(filepath.Join(folder, name), []byte("#!/bin/sh\n"+text+"\n"), 0o755); err != nil {
			t.Fatal(err)
		}
	}
	return folder
}

func dryRun(t *testing.T, path string) (string, error) {
	t.Helper()
	command := exec.Command("sh", filepath.Join(deployFolder, "test.sh"), "--dry-run")
	command.Env = []string{"PATH=" + path, "HOME=" + t.TempDir()}
	said, err := command.CombinedOutput()
	return string(said), err
}
