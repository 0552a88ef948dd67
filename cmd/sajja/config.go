package main

import (
	"errors"
	"fmt"
	"net"
	"net/url"
	"os"
	"reflect"
	"slices"
	"strconv"
	"strings"

	"github.com/alecthomas/kong"
	"github.com/jackc/pgx/v5"
	"github.com/redis/go-redis/v9"
)

// config is everything serve can be told, from the environment or by the flag
// of the same meaning, which wins. Beside each setting stand its name in the
// environment, its default, its checks and its help.
type config struct {
	DatabaseURL   secret `name:"database-url" setting:"DATABASE_URL" check:"required,postgres" placeholder:"URL" help:"PostgreSQL 15 or newer, as postgres://user:password@host:5432/name."`
	RedisURL      secret `name:"redis-url" setting:"REDIS_URL" check:"required,redis" placeholder:"URL" help:"Redis 7 or newer, as redis://user:password@host:6379/0; several with commas are a cluster."`
	ChannelSecret secret `name:"line-channel-secret" setting:"LINE_CHANNEL_SECRET" check:"required,secrets" placeholder:"SECRET" help:"Channel secret from LINE's console; two with a comma between them while it is being changed."`
	ChannelToken  secret `name:"line-channel-access-token" setting:"LINE_CHANNEL_ACCESS_TOKEN" check:"required,token" placeholder:"TOKEN" help:"Channel access token from LINE's console."`
	LineAPIURL    string `name:"line-api-url" setting:"LINE_API_URL" check:"http" placeholder:"URL" help:"One base URL in place of LINE's two hosts, for the simulator. Left out: LINE itself."`
	Listen        string `name:"listen" setting:"LISTEN" default:":8080" check:"required,address" placeholder:"HOST:PORT" help:"Where /webhook, /healthz and /readyz are served (${default})."`
	PublicURL     string `name:"public-url" setting:"PUBLIC_URL" check:"http" placeholder:"URL" help:"Where people and LINE reach this service, as https://bot.example.org."`
	IdentityKeys  string `name:"identity-keys" setting:"SAJJA_IDENTITY_KEYS" placeholder:"FILE" help:"The file of keys that open citizen IDs, phones and addresses, for members who ask for their data."`
	MetricsListen string `name:"metrics-listen" setting:"METRICS_LISTEN" check:"address" placeholder:"HOST:PORT" help:"Where /metrics is served. Left out: nowhere."`
	CardsDir      string `name:"cards-dir" setting:"CARDS_DIR" check:"folder" placeholder:"FOLDER" help:"A folder of card templates that take the place of the built-in ones of the same name."`
}

// configError names every fault at once, so that a start is mended in one go.
type configError struct{ faults []string }

func (e configError) Error() string {
	return "the settings are not right:\n  " + strings.Join(e.faults, "\n  ")
}

// check gives a configError unless every setting passes its checks. No fault
// quotes a value: an address may hold a password.
func (c config) check() error {
	var faults []string
	value := reflect.ValueOf(c)
	for i := range value.NumField() {
		field := value.Type().Field(i)
		faults = append(faults, faultsOf(field.Tag, value.Field(i).String())...)
	}
	if len(faults) > 0 {
		return configError{faults}
	}
	return nil
}

// faultsOf runs the checks of one setting.
func faultsOf(tag reflect.StructTag, value string) []string {
	name := tag.Get("setting")
	required := slices.Contains(strings.Split(tag.Get("check"), ","), "required")
	if strings.TrimSpace(value) == "" {
		if required {
			return []string{fmt.Sprintf("%s is missing (or --%s): %s", name, tag.Get("name"), tag.Get("help"))}
		}
		return nil
	}
	var faults []string
	for check := range strings.SplitSeq(tag.Get("check"), ",") {
		if err := checks(check, value); err != nil {
			faults = append(faults, fmt.Sprintf("%s %v", name, err))
		}
	}
	return faults
}

// checks is the list of checks by the name they have in the tags.
func checks(name, value string) error {
	switch name {
	case "required":
		return nil
	case "postgres":
		return checkPostgres(value)
	case "redis":
		return checkRedis(value)
	case "secrets":
		return checkSecrets(value)
	case "token":
		return checkToken(value)
	case "http":
		return checkHTTP(value)
	case "address":
		return checkAddress(value)
	case "folder":
		return checkFolder(value)
	default:
		return fmt.Errorf("has a check named %q that does not exist", name)
	}
}

func checkPostgres(value string) error {
	if _, err := pgx.ParseConfig(value); err != nil {
		return errors.New("is not an address of PostgreSQL")
	}
	return nil
}

func checkRedis(value string) error {
	for address := range strings.SplitSeq(value, ",") {
		if _, err := redis.ParseURL(address); err != nil {
			return errors.New("is not an address of Redis: redis://, rediss:// or unix://")
		}
	}
	return nil
}

func checkSecrets(value string) error {
	secrets := strings.Split(value, ",")
	if len(secrets) > 2 {
		return errors.New("has more than two secrets")
	}
	for _, one := range secrets {
		if strings.TrimSpace(one) == "" {
			return errors.New("has an empty secret beside its comma")
		}
	}
	return nil
}

// checkToken refuses what could not stand in a header.
func checkToken(value string) error {
	if strings.ContainsFunc(value, func(r rune) bool { return r <= ' ' || r > '~' }) {
		return errors.New("has characters that no access token has")
	}
	return nil
}

func checkHTTP(value string) error {
	parsed, err := url.Parse(value)
	if err != nil || parsed.Host == "" || (parsed.Scheme != "http" && parsed.Scheme != "https") {
		return errors.New("is not a URL of http or https")
	}
	return nil
}

func checkFolder(value string) error {
	if info, err := os.Stat(value); err != nil || !info.IsDir() {
		return errors.New("is not a folder that can be read")
	}
	return nil
}

func checkAddress(value string) error {
	_, port, err := net.SplitHostPort(value)
	if err != nil {
		return errors.New("is not of the form host:port or :port")
	}
	if number, err := strconv.Atoi(port); err != nil || number < 0 || number > 65535 {
		return errors.New("has a port that is no number from 0 to 65535")
	}
	return nil
}

// channelSecrets gives the one or two secrets.
func (c config) channelSecrets() []string {
	var secrets []string
	for one := range strings.SplitSeq(c.ChannelSecret.reveal(), ",") {
		secrets = append(secrets, strings.TrimSpace(one))
	}
	return secrets
}

// secrets are the values that no log line may hold, the passwords inside the
// addresses among them.
func (c config) secrets() []secret {
	all := []secret{c.DatabaseURL, c.RedisURL, c.ChannelToken}
	for _, one := range c.channelSecrets() {
		all = append(all, secret(one))
	}
	if parsed, err := pgx.ParseConfig(c.DatabaseURL.reveal()); err == nil {
		all = append(all, secret(parsed.Password))
	}
	for address := range strings.SplitSeq(c.RedisURL.reveal(), ",") {
		if parsed, err := redis.ParseURL(address); err == nil {
			all = append(all, secret(parsed.Password))
		}
	}
	return all
}

// settingsFrom resolves flags with a `setting` tag from the environment. It is
// not kong's own way, which reads the environment of the process and so could
// not be tested side by side.
func settingsFrom(env lookup) kong.Resolver {
	return kong.ResolverFunc(func(_ *kong.Context, _ *kong.Path, flag *kong.Flag) (any, error) {
		name := flag.Tag.Get("setting")
		if name == "" {
			return nil, nil
		}
		if value, found := env(name); found && value != "" {
			return value, nil
		}
		return nil, nil
	})
}

// helpWithSetting adds a setting's name in the environment to its help.
func helpWithSetting(value *kong.Value) string {
	help := kong.DefaultHelpValueFormatter(value)
	if name := value.Tag.Get("setting"); name != "" {
		return help + " [$" + name + "]"
	}
	return help
}
