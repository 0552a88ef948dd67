package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"html/template"
	"io"
	"os"
	"path/filepath"
	"slices"
	"time"

	"sajja/ledger"
	"sajja/store"
	"sajja/store/postgres"
	"sajja/store/vault"
)

// memberDataCommand hands a member everything that is held about her.
type memberDataCommand struct {
	Fund   string `required:"" help:"The fund's code."`
	Number string `required:"" help:"The member's number in the fund."`
	Out    string `placeholder:"FILE" help:"A file that is not there yet: .json for programs, .html to read; the JSON on stdout when left out."`
	By     string `help:"The number of the officer who hands it over; the look is written down."`
}

// personData is everything held about a member, at one moment.
type personData struct {
	Fund     string              `json:"fund"`
	Number   string              `json:"number"`
	Name     string              `json:"name"`
	At       time.Time           `json:"at"`
	Sections []store.DataSection `json:"sections"`
}

func (c *memberDataCommand) Run(ctx context.Context, con *console) error {
	now := time.Now()
	switch filepath.Ext(c.Out) {
	case "", ".json", ".html":
	default:
		return usageError{"sajja member data", errors.New("--out must end in .json or .html")}
	}
	keys, err := con.vault()
	if err != nil {
		return err
	}
	return con.withMember(ctx, c.Fund, c.Number, func(db *postgres.DB, fund store.Fund, m store.Member) error {
		if err := keepLook(ctx, db, fund, m, c.By, store.LookData, now); err != nil {
			return err
		}
		data, err := collectData(ctx, db, keys, fund, m, now)
		if err != nil {
			return err
		}
		if c.Out == "" {
			return con.showJSON(data)
		}
		if err := writeData(c.Out, data); err != nil {
			return err
		}
		return con.show(map[string]string{"number": m.Number, "file": c.Out}, func(w io.Writer) error {
			_, err := fmt.Fprintf(w, "everything held about %s %s is in %s\n", m.Number, m.Name, c.Out)
			return err
		})
	})
}

// keepLook writes down that an officer looked at a member's record from the command
// line; without a number nobody is named and nothing is written.
func keepLook(ctx context.Context, db *postgres.DB, fund store.Fund, m store.Member, by string, what store.LookedAt, now time.Time) error {
	if by == "" {
		return nil
	}
	officer, err := findMember(ctx, db, fund, by)
	if err != nil {
		return err
	}
	if !officer.May(ledger.RightSeePeople) {
		return fmt.Errorf("%s %s holds no office that sees members' records", officer.Number, officer.Name)
	}
	return db.KeepLook(ctx, fund.ID, store.NewLook(officer.ID, m.ID, what, now))
}

// collectData reads everything held about a member, with what is sealed opened
// where the keys are at hand.
func collectData(ctx context.Context, db *postgres.DB, keys *vault.Vault, fund store.Fund, m store.Member, now time.Time) (personData, error) {
	data := personData{Fund: fund.Name, Number: m.Number, Name: m.Name, At: now.UTC()}
	sections, err := db.PersonData(ctx, fund.ID, m)
	if err != nil {
		return data, err
	}
	opened, err := openSealed(ctx, db, keys, fund, m)
	if err != nil {
		return data, err
	}
	if len(opened) > 0 {
		row, err := json.Marshal(opened)
		if err != nil {
			return data, fmt.Errorf("write what was sealed: %w", err)
		}
		sections = slices.Insert(sections, min(1, len(sections)), store.DataSection{Table: "sealed", Rows: []json.RawMessage{row}})
	}
	data.Sections = sections
	return data, nil
}

// sealedElsewhere stands for a field where the keys are not at hand.
const sealedElsewhere = "(sealed; the keys are not here)"

func openSealed(ctx context.Context, db *postgres.DB, keys *vault.Vault, fund store.Fund, m store.Member) (map[string]string, error) {
	person, err := db.SealedPerson(ctx, fund.ID, m.Person)
	if errors.Is(err, store.ErrNotFound) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	opened := map[string]string{}
	subject := vault.Subject{Fund: fund.ID.UUID, Person: m.Person.UUID}
	for _, secret := range person.Secrets {
		opened[secret.Field] = sealedElsewhere
		if keys == nil {
			continue
		}
		text, err := keys.Open(subject, person.Key.Wrapped, vault.Field(secret.Field), secret.Sealed)
		if err != nil {
			return nil, fmt.Errorf("open %s: %w", secret.Field, err)
		}
		opened[secret.Field] = text
	}
	return opened, nil
}

// writeData writes a file that nobody but its owner reads, and none over another.
func writeData(path string, data personData) error {
	content, err := json.MarshalIndent(data, "", "  ")
	if filepath.Ext(path) == ".html" && err == nil {
		content, err = dataPage(data)
	}
	if err != nil {
		return fmt.Errorf("write a member's data: %w", err)
	}
	file, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return fmt.Errorf("write a member's data: %w", err)
	}
	_, err = file.Write(content)
	return errors.Join(err, file.Close())
}

// dataTemplate is the page to read, with the same data for programs inside.
var dataTemplate = template.Must(template.New("data").Funcs(template.FuncMap{
	"word": func(key string) string {
		if word, ok := dataWords[key]; ok {
			return word
		}
		return key
	},
	"fields": fieldsOf,
}).Parse(`<!doctype html>
<html lang="th"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>{{word "title"}}</title>
<style>body{font:18px/1.6 sans-serif;max-width:46rem;margin:1rem auto;padding:0 1rem}
h2{margin:2rem 0 .5rem}dl{border-top:1px solid #ccc;margin:0;padding:.5rem 0}dt{color:#555;font-size:.85em}dd{margin:0 0 .3rem;overflow-wrap:anywhere}</style></head>
<body><h1>{{word "title"}}</h1><p>{{.Fund}} · {{.Number}} {{.Name}}<br>{{word "note"}}{{.At.Format "2006-01-02 15:04"}} UTC</p>
{{range .Sections}}<h2>{{word .Table}}</h2>{{range .Rows}}<dl>{{range fields .}}<dt>{{.Name}}</dt><dd>{{.Value}}</dd>{{end}}</dl>{{end}}
{{end}}<script type="application/json" id="data">{{.}}</script></body></html>
`))

// dataField is one field of a row.
type dataField struct{ Name, Value string }

// fieldsOf gives the fields of a row that have something in them, by name.
func fieldsOf(row json.RawMessage) []dataField {
	var values map[string]any
	if json.Unmarshal(row, &values) != nil {
		return nil
	}
	var fields []dataField
	for name, value := range values {
		if value == nil || value == "" {
			continue
		}
		text, isText := value.(string)
		if !isText {
			shown, _ := json.Marshal(value) // it came from JSON
			text = string(shown)
		}
		fields = append(fields, dataField{name, text})
	}
	slices.SortFunc(fields, func(a, b dataField) int { return bytes.Compare([]byte(a.Name), []byte(b.Name)) })
	return fields
}

func dataPage(data personData) ([]byte, error) {
	var page bytes.Buffer
	if err := dataTemplate.Execute(&page, data); err != nil {
		return nil, err
	}
	return page.Bytes(), nil
}
