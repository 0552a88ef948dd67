package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"os"
	"os/exec"
	"slices"
	"strings"
	"testing"
)

// module is the path that all packages of ours begin with.
const module = "sajja"

// listed is what `go list` tells of a package.
type listed struct {
	ImportPath string
	Imports    []string // direct, without the tests'
	Deps       []string // all the way down
}

// packages lists ours by their path below the module.
func packages(t *testing.T) map[string]listed {
	t.Helper()
	list := exec.CommandContext(t.Context(), "go", "list", "-json=ImportPath,Imports,Deps", "./...")
	list.Dir = "../.."
	list.Stderr = os.Stderr
	out, err := list.Output()
	if err != nil {
		t.Fatalf("go list: %v", err)
	}
	found := map[string]listed{}
	for decoder := json.NewDecoder(bytes.NewReader(out)); ; {
		var p listed
		err := decoder.Decode(&p)
		if errors.Is(err, io.EOF) {
			return found
		}
		if err != nil {
			t.Fatal(err)
		}
		found[strings.TrimPrefix(p.ImportPath, module+"/")] = p
	}
}

// rule forbids imports, and says what would be lost with them.
type rule struct {
	// of names the packages it binds; a trailing /... takes those below too.
	of string
	// deep looks at all dependencies instead of the direct imports.
	deep bool
	// never are paths that may not be imported, with all that lies below them.
	never []string
	// only, when set, are the packages of ours that may; others may not.
	only   []string
	reason string
}

var rules = []rule{
	{of: "ledger", never: []string{"context", "database/sql", "net", "os", "log", "io", "github.com/jackc", "github.com/redis", "github.com/line"},
		only: []string{}, reason: "the books' rules are functions from values to values: no clock, file, network or driver decides what is right"},
	{of: "ledger/plaintext", only: []string{"ledger"}, never: []string{"context", "database/sql", "net", "os", "log"},
		reason: "books become text for other programs by a function; who reads and writes files is above"},
	{of: "ledger/membership", only: []string{"ledger"}, never: []string{"context", "database/sql", "net", "os", "log", "github.com/jackc"},
		reason: "standing, coverage and arrears are worked out from dated facts: the same facts always mean the same"},
	{of: "ledger/household", only: []string{"ledger"}, never: []string{"context", "database/sql", "net", "os", "log", "github.com/jackc"},
		reason: "who may act for whom is decided from dates and scopes: the same facts always mean the same"},
	{of: "bot/...", deep: true, never: []string{"github.com/jackc", "github.com/redis", module + "/store/postgres", module + "/store/redis"},
		reason: "the bot says in its own interfaces what it needs of the stores; the drivers are handed in"},
	{of: "bot/thai", only: []string{"ledger"}, never: []string{"net", "os", "database/sql", "github.com/line"},
		reason: "Thai text is pure: the same words always mean the same"},
	{of: "bot/intent", only: []string{"bot/thai", "ledger"}, never: []string{"net", "os", "database/sql", "github.com/line"},
		reason: "understanding is pure and learns from its lexicon alone"},
	{of: "bot/sheet", only: []string{"bot/thai"}, never: []string{"net", "os", "database/sql", "github.com/line"},
		reason: "a table that somebody typed is read from bytes; what its columns mean is decided above"},
	{of: "bot/register", only: []string{"bot/sheet", "bot/thai", "ledger", "ledger/membership"}, never: []string{"net", "os", "database/sql", "github.com/line"},
		reason: "reading a register is pure: rows in, members and faults out"},
	{of: "bot/roster", only: []string{"bot/thai", "ledger"}, never: []string{"net", "os", "database/sql", "github.com/line"},
		reason: "whom a name means follows from the names alone: the same list always means the same"},
	{of: "bot/conversation", only: []string{"bot/intent", "bot/linkcode", "bot/roster", "bot/thai", "ledger", "ledger/household", "ledger/membership", "store"}, never: []string{"net", "os", "github.com/line"},
		reason: "a turn is decided from values; no LINE type, no card and no sentence has a say in it"},
	{of: "bot/catalogue", only: []string{}, never: []string{"net", "os"}, reason: "texts are data"},
	{of: "bot/speech", only: []string{"bot/catalogue", "bot/conversation", "bot/intent", "bot/line", "bot/thai", "flex-templates", "ledger", "ledger/household", "ledger/membership", "store"},
		never: []string{"net", "os"}, reason: "words and cards are made of the decision; nothing is looked up for them"},
	{of: "bot/webhook", only: []string{"store"}, reason: "the edge keeps what came and knows nothing of what it means"},
	{of: "bot/linkcode", only: []string{"bot/thai", "ledger"}, never: []string{"net", "os", "database/sql"},
		reason: "a code is read and hashed by functions; where it leads is decided above"},
	{of: "bot/notify", only: []string{"ledger", "store"}, reason: "what is due by the clock is done through the books' own doors"},
	{of: "bot/line", only: []string{}, reason: "the client speaks LINE and nothing of ours"},
	{of: "flex-templates", only: []string{}, reason: "templates hold layout; what they show comes finished from the caller"},
	{of: "store", only: []string{"ledger", "ledger/household", "ledger/membership"}, reason: "records are what the drivers share; data flows down"},
	{of: "store/...", deep: true, never: []string{module + "/bot", module + "/flex-templates", module + "/cmd"}, reason: "nothing downstream calls upstream"},
	{of: "store/postgres", only: []string{"ledger", "ledger/household", "ledger/membership", "store"}, reason: "the books' driver knows the domain and its records"},
	{of: "store/redis", only: []string{"store"}, never: []string{"github.com/jackc"}, reason: "Redis holds conversations as bytes; it knows no money"},
	{of: "store/vault", only: []string{}, never: []string{"net", "database/sql", "github.com/jackc"}, reason: "the keys know no database; what they seal is kept elsewhere"},
	{of: "store/embedded", only: []string{}, reason: "private servers know nothing of what is kept in them"},
	{of: "cmd/linesim/...", deep: true, never: []string{module + "/bot", module + "/store", module + "/ledger", module + "/flex-templates", "github.com/jackc", "github.com/redis"},
		reason: "the simulated LINE could stand in front of any bot; a test against a part of ourselves proves nothing"},
}

// everywhere binds all packages of ours but the named ones.
var everywhere = []struct {
	never, but, reason string
}{
	{module + "/store/postgres", "cmd/sajja store/storetest", "only main puts the database in, and the tests' own helper"},
	{module + "/store/redis", "cmd/sajja", "only main puts Redis in"},
	{module + "/store/storetest", "store/storetest/services", "only tests, and what runs them, need a database of their own"},
	{module + "/cmd/linesim/sim", "cmd/linesim cmd/sajja", "the program meets LINE, not its simulation; the demo shows both"},
	{"github.com/riverqueue/river", "store/postgres bot/notify", "River's client is the store's, its workers are notify's; who hands them over needs no word of it"},
	{"testing", "store/storetest", "what is for tests stays out of the program"},
	{"unsafe", "", "nothing here is worth it"},
}

// TestImports holds who may know whom.
func TestImports(t *testing.T) {
	t.Parallel()
	found := packages(t)
	for _, r := range rules {
		bound := 0
		for name, p := range found {
			if !isUnder(name, strings.TrimSuffix(r.of, "/...")) || (name != r.of && !strings.HasSuffix(r.of, "/...")) {
				continue
			}
			bound++
			for _, wrong := range r.broken(p) {
				t.Errorf("%s imports %s: %s", name, wrong, r.reason)
			}
		}
		if bound == 0 {
			t.Errorf("there is no package %s to hold to: %s", r.of, r.reason)
		}
	}
	for _, r := range everywhere {
		for name, p := range found {
			if !slices.Contains(strings.Fields(r.but), name) && slices.Contains(p.Imports, r.never) {
				t.Errorf("%s imports %s: %s", name, r.never, r.reason)
			}
		}
	}
}

// broken gives the imports that the rule does not allow.
func (r rule) broken(p listed) []string {
	imports := p.Imports
	if r.deep {
		imports = p.Deps
	}
	var wrong []string
	for _, path := range imports {
		isForbidden := slices.ContainsFunc(r.never, func(never string) bool { return isUnder(path, never) })
		isOurs := isUnder(path, module)
		isUnlisted := r.only != nil && isOurs && !slices.Contains(r.only, strings.TrimPrefix(path, module+"/"))
		if isForbidden || isUnlisted {
			wrong = append(wrong, path)
		}
	}
	return wrong
}

// isUnder tells whether a path is another or lies below it.
func isUnder(path, above string) bool { return path == above || strings.HasPrefix(path, above+"/") }
