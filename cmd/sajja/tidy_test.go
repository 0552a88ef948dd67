package main

import (
	"bytes"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

const (
	// codeLinesMax and testLinesMax are where a file has more than one subject.
	codeLinesMax = 600
	testLinesMax = 650
)

// vague are names that say nothing of what is inside.
var vague = []string{"util", "utils", "common", "helper", "helpers", "misc", "base", "model", "models", "manager", "shared", "lib"}

// houseRules are what no Go file of ours may say. The words are put together
// here so that this file does not say them itself.
var houseRules = []struct {
	word   string         // where it does not stand, there is nothing to look at
	form   *regexp.Regexp // nil: the word alone
	only   string         // in files that end so
	reason string
}{
	{".Sk" + "ip", regexp.MustCompile(`\bt\.Skip(f|Now)?\(`), "_test.go", "a test that needs a server starts one; none is skipped"},
	{"testing.Sh" + "ort", nil, "_test.go", "there is one way to run the tests"},
	{"TO" + "DO", nil, ".go", "what is not done is an issue, not a comment"},
	{"FIX" + "ME", nil, ".go", "what is not done is an issue, not a comment"},
	{"\nfunc in" + "it()", nil, ".go", "nothing registers itself: what a thing needs comes in through its constructor"},
	{"atang flo" + "at", nil, ".go", "money is never a float"},
	{"/wo" + "rk/", nil, ".go", "no path of anybody's machine"},
}

// TestTidy holds the house rules that a machine can hold.
func TestTidy(t *testing.T) {
	t.Parallel()
	root := os.DirFS("../..")
	documented := map[string]bool{}
	folders := map[string]bool{}
	err := fs.WalkDir(root, ".", func(path string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case d.IsDir() && (d.Name() == "testdata" || path != "." && strings.HasPrefix(d.Name(), ".")):
			return fs.SkipDir
		case d.IsDir() || filepath.Ext(path) != ".go":
			return nil
		}
		folder := filepath.Dir(path)
		folders[folder] = folders[folder] || !strings.HasSuffix(path, "_test.go")
		body, err := fs.ReadFile(root, path)
		if err != nil {
			return err
		}
		checkFile(t, path, body)
		if filepath.Base(path) == "doc.go" {
			documented[folder] = isDocumented(t, path, body)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	for folder, isPackage := range folders {
		if isPackage && !documented[folder] {
			t.Errorf("%s has no doc.go that says what it is for, what it must not import and why", folder)
		}
		if slices.Contains(vague, filepath.Base(folder)) {
			t.Errorf("%s: a package is named after what it is about", folder)
		}
	}
}

func checkFile(t *testing.T, path string, body []byte) {
	t.Helper()
	most := codeLinesMax
	if strings.HasSuffix(path, "_test.go") {
		most = testLinesMax
	}
	if lines := bytes.Count(body, []byte("\n")); lines > most {
		t.Errorf("%s has %d lines: a file that needs an \"and\" is two files", path, lines)
	}
	for _, rule := range houseRules {
		if !strings.HasSuffix(path, rule.only) || !bytes.Contains(body, []byte(rule.word)) {
			continue
		}
		if rule.form == nil || rule.form.Match(body) {
			t.Errorf("%s says %q: %s", path, rule.word, rule.reason)
		}
	}
	if slices.Contains(vague, strings.TrimSuffix(strings.TrimSuffix(filepath.Base(path), ".go"), "_test")) {
		t.Errorf("%s: a file is named after its subject", path)
	}
}

// isDocumented tells whether a doc.go says enough to be read.
func isDocumented(t *testing.T, path string, body []byte) bool {
	t.Helper()
	file, err := parser.ParseFile(token.NewFileSet(), path, body, parser.ParseComments|parser.PackageClauseOnly)
	if err != nil {
		t.Errorf("%s: %v", path, err)
		return false
	}
	return file.Doc != nil && len(strings.Fields(file.Doc.Text())) >= 20
}

// TestExportedNamesAreExplained holds every exported name to a comment.
func TestExportedNamesAreExplained(t *testing.T) {
	t.Parallel()
	err := fs.WalkDir(os.DirFS("../.."), ".", func(path string, d fs.DirEntry, err error) error {
		if err != nil || filepath.Ext(path) != ".go" || strings.HasSuffix(path, "_test.go") || strings.Contains(path, "testdata") {
			return err
		}
		file, err := parser.ParseFile(token.NewFileSet(), filepath.Join("../..", path), nil, parser.ParseComments)
		if err != nil {
			return err
		}
		for _, decl := range file.Decls {
			if name := unexplained(decl); name != "" {
				t.Errorf("%s: %s has no comment", path, name)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// unexplained gives the exported name of a declaration without a comment. A
// group's comment serves its members, and a method that an interface asks for
// may go without.
func unexplained(decl ast.Decl) string {
	switch d := decl.(type) {
	case *ast.FuncDecl:
		if d.Doc == nil && d.Recv == nil && d.Name.IsExported() {
			return d.Name.Name
		}
	case *ast.GenDecl:
		for _, spec := range d.Specs {
			if s, ok := spec.(*ast.TypeSpec); ok && s.Name.IsExported() && d.Doc == nil && s.Doc == nil {
				return s.Name.Name
			}
		}
	}
	return ""
}
