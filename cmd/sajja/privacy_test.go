package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"sajja/cmd/linesim/sim"
	"sajja/ledger"
	"sajja/store/storetest"
)

// sajja runs a command on the village's database.
func (v *village) sajja(t *testing.T, words ...string) (string, int) {
	t.Helper()
	var out, errs bytes.Buffer
	env := map[string]string{"DATABASE_URL": v.direct.reveal()}
	code := run(t.Context(), words, func(name string) (string, bool) { value, ok := env[name]; return value, ok },
		strings.NewReader(""), &out, &errs)
	return out.String() + errs.String(), code
}

// leftOf finds in which tables a text still stands, in any column of any row.
func leftOf(t *testing.T, conn *pgx.Conn, text string) []string {
	t.Helper()
	var left []string
	for _, table := range textsOf(t, conn, `SELECT relname::text FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace ORDER BY 1`) {
		name := pgx.Identifier{table}.Sanitize()
		var found bool
		sql := fmt.Sprintf(`SELECT EXISTS (SELECT FROM %s t WHERE position($1 IN t::text) > 0)`, name)
		if table == "inbound_events" {
			sql = `SELECT EXISTS (SELECT FROM inbound_events t WHERE position($1 IN t::text || convert_from(t.raw, 'UTF8')) > 0)`
		}
		if err := conn.QueryRow(t.Context(), sql, text).Scan(&found); err != nil {
			t.Fatal(err)
		}
		if found {
			left = append(left, table)
		}
	}
	return left
}

func TestErasure(t *testing.T) {
	t.Parallel()
	v := newVillage(t, plan{})
	somsri := v.people["สมศรี"]
	v.asks(t, "สมศรี", "ฝาก 30")
	v.asks(t, "สมศรี", "ยอด")
	v.asks(t, "มาลี", "รอ")
	arguments := []string{"member", "erase", "--fund", "demo", "--number", "001", "--reason", "คำขอ", "--by", "010"}

	if out, code := v.sajja(t, append(arguments, "--second", "003")...); code != exitFailed || !strings.Contains(out, "waiting 30.00") {
		t.Fatalf("with a promise that waits: %d %s", code, out)
	}
	v.press(t, "มาลี", "รับเงินแล้ว")
	v.rest(t)
	v.asks(t, "มาลี", "สมศรี 30\nประเสริฐ 30")
	v.rest(t)
	for name, second := range map[string]string{"the same officer twice": "010", "one who keeps no register": "002"} {
		if out, code := v.sajja(t, append(arguments, "--second", second)...); code != exitFailed {
			t.Fatalf("%s: %s", name, out)
		}
	}

	receipt := v.receiptOf(t, somsri.ID)
	if out, code := v.sajja(t, append(arguments, "--second", "003")...); code != exitDone {
		t.Fatal(out)
	}
	for _, text := range []string{somsri.Name, userOf("สมศรี")} {
		if left := leftOf(t, v.watch, text); len(left) > 0 {
			t.Errorf("%q still stands in %v", text, left)
		}
	}
	if left := leftOf(t, v.watch, "สมศรี 30"); !slices.Equal(left, []string{"inbound_events"}) {
		t.Errorf("what the treasurer typed stands in %v", left)
	}
	if v.count(t, `SELECT count(*) FROM rosters WHERE position('สมศรี' IN lines::text) > 0`) > 0 {
		t.Error("a list still calls her by name")
	}
	if v.count(t, `SELECT count(*) FROM rosters WHERE position('ประเสริฐ' IN lines::text) > 0`) == 0 {
		t.Error("a list lost somebody else's line")
	}
	if out, code := v.sajja(t, "verify", "--json"); code != exitDone {
		t.Errorf("the books: %s", out)
	}
	if again := v.receiptOf(t, somsri.ID); again != receipt {
		t.Errorf("her receipt was %s and is %s", receipt, again)
	}
	if out, code := v.sajja(t, "report", "statement", "--fund", "demo", "--member", "001", "--json"); code != exitDone || !strings.Contains(out, `"contribution":"30.00"`) {
		t.Errorf("her entries: %s", out)
	}
	if said := v.asks(t, "สมศรี", "ยอด"); strings.Contains(said, "30") {
		t.Errorf("her phone still hears of her money: %s", said)
	}
	v.moves(t)
}

// receiptOf gives the number and the check code of a member's only receipt.
func (v *village) receiptOf(t *testing.T, member ledger.MemberID) string {
	t.Helper()
	_, lines, err := v.db.MemberStatement(t.Context(), v.fund.ID, member, 1)
	if err != nil || len(lines) != 1 {
		t.Fatalf("%v %v", lines, err)
	}
	entry, err := v.db.EntryByNumber(t.Context(), v.fund.ID, lines[0].Document)
	if err != nil {
		t.Fatal(err)
	}
	return entry.Document.String() + " " + string(entry.CheckCode())
}

// addressIn finds the address that the bot said last.
func addressIn(t *testing.T, messages []sim.Message) string {
	t.Helper()
	for _, m := range slices.Backward(messages) {
		if _, after, found := strings.Cut(m.Text(), "http"); found && m.From == sim.FromBot {
			return "http" + strings.Fields(after)[0]
		}
	}
	t.Fatal("no address was said")
	return ""
}

// moves exports the fund with one forgotten and brings it into another database.
func (v *village) moves(t *testing.T) {
	t.Helper()
	file := filepath.Join(t.TempDir(), "fund.json")
	if out, code := v.sajja(t, "export", "--fund", "demo", "--format", "json", "--out", file); code != exitDone {
		t.Fatal(out)
	}
	other := storetest.Postgres(t)
	var out, errs bytes.Buffer
	env := map[string]string{"DATABASE_URL": other}
	lookup := func(name string) (string, bool) { value, ok := env[name]; return value, ok }
	for _, words := range [][]string{{"import", file}, {"verify"}} {
		if code := run(t.Context(), words, lookup, strings.NewReader(""), &out, &errs); code != exitDone {
			t.Fatalf("%v: %s%s", words, out.String(), errs.String())
		}
	}
}

func TestOwnData(t *testing.T) {
	t.Parallel()
	var address string
	v := newVillage(t, plan{service: func(c *config) { c.PublicURL = "http://bot.invalid" }})
	v.asks(t, "สมศรี", "ฝาก 30")

	t.Run("a file holds what the tables hold of her, and of nobody else", func(t *testing.T) {
		file := filepath.Join(t.TempDir(), "data.json")
		if out, code := v.sajja(t, "member", "data", "--fund", "demo", "--number", "001", "--by", "010", "--out", file); code != exitDone {
			t.Fatal(out)
		}
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		var data personData
		if err := json.Unmarshal(text, &data); err != nil {
			t.Fatal(err)
		}
		tables := map[string]int{}
		for _, s := range data.Sections {
			tables[s.Table] = len(s.Rows)
		}
		for _, table := range []string{"members", "line_links", "entries", "postings", "waiting", "outbound_messages", "inbound_events", "person_looks"} {
			if tables[table] == 0 {
				t.Errorf("nothing of %s: %v", table, tables)
			}
		}
		if strings.Contains(string(text), "ประเสริฐ") || !strings.Contains(string(text), "ฝาก 30") {
			t.Error("not what is hers")
		}
	})

	t.Run("a link in the chat gives the same once", func(t *testing.T) {
		v.asks(t, "สมศรี", "ขอข้อมูลของฉัน")
		address = addressIn(t, v.Messages(userOf("สมศรี")))
		url := strings.Replace(address, "http://bot.invalid", strings.TrimSuffix(v.bot.webhookURL(), "/webhook"), 1)
		for i, step := range []struct {
			method, says string
			status       int
		}{
			{"GET", dataWords["download"], 200}, {"GET", dataWords["download"], 200},
			{"POST", "สมศรี ใจงาม", 200}, {"POST", "ใช้ไปแล้ว", 404}, {"GET", "ใช้ไปแล้ว", 404},
		} {
			status, body := page(t, step.method, url)
			if status != step.status || !strings.Contains(body, step.says) {
				t.Errorf("%d %s: %d %.200s", i, step.method, status, body)
			}
		}
		if status, _ := page(t, "POST", url[:len(url)-40]+strings.Repeat("A", 10)); status != 404 {
			t.Errorf("a guess: %d", status)
		}
	})
}

func page(t *testing.T, method, url string) (int, string) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Second)
	defer cancel()
	request, err := http.NewRequestWithContext(ctx, method, url, nil)
	if err != nil {
		t.Fatal(err)
	}
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	body, err := io.ReadAll(io.LimitReader(response.Body, 1<<20))
	if err != nil {
		t.Fatal(err)
	}
	return response.StatusCode, string(body)
}
