package main

import (
	"context"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"sajja/bot/thai"
	"sajja/ledger"
	"sajja/ledger/membership"
	"sajja/store"
	"sajja/store/postgres"
)

// memberRecordJSON is all that the register knows of a member. What is sealed
// shows its end at most, where there are keys to open it.
type memberRecordJSON struct {
	memberDetailJSON
	Nickname      string              `json:"nickname"`
	House         string              `json:"house"`
	Classes       []membership.Class  `json:"classes"`
	Standing      membership.Standing `json:"standing"`
	Since         ledger.Date         `json:"since"`
	Events        []memberEventJSON   `json:"events"`
	Former        []string            `json:"former_numbers"`
	Beneficiaries []beneficiaryJSON   `json:"beneficiaries"`
	Sealed        map[string]string   `json:"sealed"`
	Changes       []memberChangeJSON  `json:"changes"`
}

type memberEventJSON struct {
	Number     int              `json:"number"`
	Event      membership.Event `json:"event"`
	On         ledger.Date      `json:"on"`
	Voids      int              `json:"voids,omitzero"`
	Resolution string           `json:"resolution,omitzero"`
}

type beneficiaryJSON struct {
	Name     string `json:"name"`
	Relation string `json:"relation"`
	Share    string `json:"share"`
}

type memberChangeJSON struct {
	Fields []string  `json:"fields"`
	At     time.Time `json:"at"`
	By     string    `json:"by,omitzero"`
}

// recordOf puts a record into the shape others read.
func (c *console) recordOf(ctx context.Context, db *postgres.DB, record store.MemberRecord) (memberRecordJSON, error) {
	today := ledger.DateOf(time.Now())
	shape := memberRecordJSON{
		memberDetailJSON: memberDetail(record.Member), Nickname: record.Member.Nickname, House: record.House,
		Classes: slices.Concat([]membership.Class{}, record.Member.Classes), Standing: record.History.On(today), Since: record.History.Since(today),
		Events: []memberEventJSON{}, Former: []string{}, Beneficiaries: []beneficiaryJSON{}, Changes: []memberChangeJSON{},
	}
	for _, r := range record.History.Records() {
		shape.Events = append(shape.Events, memberEventJSON{r.Number, r.Event, r.On, r.Voids, r.Resolution})
	}
	for _, f := range record.Former {
		shape.Former = append(shape.Former, f.Number)
	}
	for _, b := range record.Beneficiaries {
		shape.Beneficiaries = append(shape.Beneficiaries, beneficiaryJSON{b.Name, b.Relation, b.Share.String()})
	}
	for _, change := range record.Changes {
		shape.Changes = append(shape.Changes, memberChangeJSON{change.Fields, change.At.UTC(), change.ByName})
	}
	var err error
	shape.Sealed, err = c.masked(ctx, db, record)
	return shape, err
}

// masked gives the sealed fields so that their owner knows them again and nobody
// else learns them; without keys just that they are there.
func (c *console) masked(ctx context.Context, db *postgres.DB, record store.MemberRecord) (map[string]string, error) {
	shown := map[string]string{}
	for _, field := range record.Sealed {
		shown[field] = "sealed"
	}
	v, err := c.vault()
	if err != nil || v == nil || len(shown) == 0 {
		return shown, err
	}
	sealed, err := db.SealedPerson(ctx, record.Member.Fund, record.Member.Person)
	if err != nil {
		return nil, err
	}
	fields, err := sealer{v, record.Member.Fund}.open(sealed)
	if err != nil {
		return nil, err
	}
	if digits, found := fields[store.SecretCitizenID]; found {
		shown[store.SecretCitizenID] = thai.MaskCitizenID(digits)
	}
	if digits, found := fields[store.SecretPhone]; found {
		shown[store.SecretPhone] = thai.MaskPhone(digits)
	}
	return shown, nil
}

// write shows it as a table.
func (r memberRecordJSON) write(w io.Writer) error {
	table := newTable(w)
	fmt.Fprintf(table, "number\t%s\nname\t%s\nnickname\t%s\nvillage\t%s\nhouse\t%s\njoined\t%s\nborn\t%s\nLINE\t%t\noffices\t%s\n",
		r.Number, r.Name, r.Nickname, r.Village, r.House, r.Joined, r.Born, r.Linked, joinOffices(r.Roles))
	fmt.Fprintf(table, "standing\t%s since %s\n", standingWords[r.Standing], r.Since)
	for _, class := range r.Classes {
		fmt.Fprintf(table, "class\t%s\n", class)
	}
	for _, number := range r.Former {
		fmt.Fprintf(table, "number before\t%s\n", number)
	}
	for _, e := range r.Events {
		fmt.Fprintf(table, "event %d\t%s on %s %s\n", e.Number, e.Event, e.On, e.Resolution)
	}
	for _, b := range r.Beneficiaries {
		fmt.Fprintf(table, "beneficiary\t%s %s %s %%\n", b.Name, b.Relation, b.Share)
	}
	for _, field := range []string{store.SecretCitizenID, store.SecretPhone, store.SecretAddress} {
		if shown, found := r.Sealed[field]; found {
			fmt.Fprintf(table, "%s\t%s\n", strings.ReplaceAll(field, "_", " "), shown)
		}
	}
	return table.Flush()
}
