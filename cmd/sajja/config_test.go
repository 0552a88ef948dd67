package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"log/slog"
	"maps"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// sound is an environment that serve accepts, with secrets to look for.
func sound() map[string]string {
	return map[string]string{
		"DATABASE_URL":              "postgres://sajja_service:swordfish-pg@127.0.0.1:1/sajja",
		"REDIS_URL":                 "redis://user:swordfish-redis@127.0.0.1:1/0",
		"LINE_CHANNEL_SECRET":       "swordfish-old,swordfish-new",
		"LINE_CHANNEL_ACCESS_TOKEN": "swordfish-token/+=",
	}
}

// settings reads an environment and flags the way serve does.
func settings(t *testing.T, env map[string]string, args ...string) config {
	t.Helper()
	con := &console{env: lookupIn(env), stdin: strings.NewReader(""), stdout: &bytes.Buffer{}, stderr: &bytes.Buffer{}}
	parsed, _, err := parse(t.Context(), con, append([]string{"serve"}, args...))
	if err != nil {
		t.Fatal(err)
	}
	return parsed.Selected().Target.Interface().(serveCommand).config
}

func TestConfig(t *testing.T) {
	t.Parallel()

	t.Run("the environment is read, and what it leaves out has its default", func(t *testing.T) {
		t.Parallel()
		c := settings(t, sound())
		if err := c.check(); err != nil {
			t.Fatal(err)
		}
		if c.Listen != ":8080" || c.MetricsListen != "" || c.LineAPIURL != "" {
			t.Errorf("defaults are %q, %q, %q", c.Listen, c.MetricsListen, c.LineAPIURL)
		}
		if diff := cmp.Diff([]string{"swordfish-old", "swordfish-new"}, c.channelSecrets()); diff != "" {
			t.Errorf("channel secrets (-want +got):\n%s", diff)
		}
	})

	t.Run("a flag wins over the environment", func(t *testing.T) {
		t.Parallel()
		env := sound()
		env["LISTEN"] = ":1"
		if c := settings(t, env, "--listen", ":2"); c.Listen != ":2" {
			t.Errorf("listen is %q, want :2", c.Listen)
		}
	})

	t.Run("an empty variable is one that is not set", func(t *testing.T) {
		t.Parallel()
		env := sound()
		env["LISTEN"] = ""
		if c := settings(t, env); c.Listen != ":8080" {
			t.Errorf("listen is %q, want the default", c.Listen)
		}
	})

	t.Run("all that is missing is named at once", func(t *testing.T) {
		t.Parallel()
		code, stdout, stderr := invoke(t, nil, "serve", "--json")
		if code != exitFailed || stdout != "" {
			t.Errorf("exit %d, stdout %q", code, stdout)
		}
		for name := range sound() {
			if !strings.Contains(stderr, name+" is missing") {
				t.Errorf("%s is not named in %q", name, stderr)
			}
		}
	})

	for _, fault := range []struct{ name, setting, value, says string }{
		{"a database that is none", "DATABASE_URL", "mysql://u:swordfish@h/d", "DATABASE_URL is not an address of PostgreSQL"},
		{"a database with a broken port", "DATABASE_URL", "postgres://u:swordfish@h:port/d", "DATABASE_URL is not an address of PostgreSQL"},
		{"a Redis that is none", "REDIS_URL", "http://u:swordfish@h", "REDIS_URL is not an address of Redis"},
		{"a Redis cluster of which one is none", "REDIS_URL", "redis://h:1,swordfish", "REDIS_URL is not an address of Redis"},
		{"three channel secrets", "LINE_CHANNEL_SECRET", "swordfish,b,c", "LINE_CHANNEL_SECRET has more than two"},
		{"a secret and an empty one", "LINE_CHANNEL_SECRET", "swordfish,", "LINE_CHANNEL_SECRET has an empty secret"},
		{"a token with a line feed", "LINE_CHANNEL_ACCESS_TOKEN", "swordfish\n", "LINE_CHANNEL_ACCESS_TOKEN has characters"},
		{"an API without a scheme", "LINE_API_URL", "127.0.0.1:9000", "LINE_API_URL is not a URL"},
		{"an API of another scheme", "LINE_API_URL", "ftp://swordfish", "LINE_API_URL is not a URL"},
		{"a public URL that is a path", "PUBLIC_URL", "/swordfish", "PUBLIC_URL is not a URL"},
		{"an address without a port", "LISTEN", "localhost", "LISTEN is not of the form"},
		{"a port beyond all ports", "METRICS_LISTEN", ":70000", "METRICS_LISTEN has a port"},
	} {
		t.Run(fault.name+" stops the start without being quoted", func(t *testing.T) {
			t.Parallel()
			env := maps.Clone(sound())
			env[fault.setting] = fault.value
			code, stdout, stderr := invoke(t, env, "serve")
			if code != exitFailed || stdout != "" || !strings.Contains(stderr, fault.says) {
				t.Errorf("exit %d, stderr %q, want %q", code, stderr, fault.says)
			}
			if strings.Contains(stderr, "swordfish") {
				t.Errorf("a value is quoted: %q", stderr)
			}
		})
	}

	t.Run("a database that does not answer stops the start without its password", func(t *testing.T) {
		t.Parallel()
		code, stdout, stderr := invoke(t, sound(), "serve")
		if code != exitFailed || stdout != "" || strings.Contains(stderr, "swordfish") || !strings.Contains(stderr, "database") {
			t.Errorf("exit %d, stdout %q, stderr %q", code, stdout, stderr)
		}
	})
}

func TestSecret(t *testing.T) {
	t.Parallel()
	const value = secret("swordfish")
	var log bytes.Buffer
	slog.New(slog.NewJSONHandler(&log, nil)).Info("x", "a", value, "b", &config{ChannelToken: value}, "c", config{ChannelToken: value})
	inJSON, err := json.Marshal(config{ChannelSecret: value})
	if err != nil {
		t.Fatal(err)
	}
	for name, printed := range map[string]string{
		"print":         fmt.Sprint(value),
		"%v":            fmt.Sprintf("%v", value),
		"%+v of config": fmt.Sprintf("%+v", config{ChannelToken: value}),
		"%#v":           fmt.Sprintf("%#v", value),
		"%#v of config": fmt.Sprintf("%#v", config{ChannelToken: value}),
		"%s":            fmt.Sprintf("%s", value),
		"%q":            fmt.Sprintf("%q", value),
		"%x":            fmt.Sprintf("%x", value),
		"%d":            fmt.Sprintf("%d", value), // as a slip of the pen would
		"an error":      fmt.Errorf("with %v", value).Error(),
		"slog":          log.String(),
		"JSON":          string(inJSON),
	} {
		if strings.Contains(printed, "swordfish") || strings.Contains(printed, "73776f72") {
			t.Errorf("%s prints the secret: %s", name, printed)
		}
	}
	if value.reveal() != "swordfish" {
		t.Error("the secret cannot be used")
	}
}
