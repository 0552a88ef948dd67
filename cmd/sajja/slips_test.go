package main

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"sajja/bot/linkcode"
	"sajja/ledger"
	"sajja/store"
)

// drawer holds the slips that a tester printed, so that a transcript can speak of
// codes that nobody can know beforehand.
type drawer struct {
	codes map[string]linkcode.Code // by the member's given name
	there store.Fund               // the second fund, if the transcript has one
	own   map[string]store.Member  // and its members
}

// printSlip makes a slip for a member, some days ago if the transcript says so:
// `! slip คำปัน`, `! slip คำปัน 31`, `! slip-there สมศรี`.
func (p *player) printSlip(t *testing.T, words []string) {
	t.Helper()
	fund, member, at := p.fund, p.people[words[1]], time.Now()
	if words[0] == "slip-there" {
		fund, member = p.drawer.there, p.drawer.own[words[1]]
	}
	if member.ID.IsZero() {
		member = p.entered(t, words[1])
	}
	if len(words) > 2 {
		days, err := strconv.Atoi(words[2])
		if err != nil {
			t.Fatal(err)
		}
		at = at.AddDate(0, 0, -days)
	}
	codes, _, err := issueCodes(t.Context(), p.db, fund, []store.Member{member}, at)
	if err != nil {
		t.Fatal(err)
	}
	if p.drawer.codes == nil {
		p.drawer.codes = map[string]linkcode.Code{}
	}
	p.drawer.codes[words[1]] = codes[0]
}

// foundSecond makes another fund with some of the cast as members without LINE:
// `! second-fund สมศรี ประเสริฐ`.
func (p *player) foundSecond(t *testing.T, names []string) {
	t.Helper()
	fund := store.Fund{ID: ledger.NewFundID(), Code: "omsap", Name: "กลุ่มออมทรัพย์บ้านหนองบัว", Preset: ledger.PresetSavings,
		ReceiptDelivery: store.DeliveryPush, CreatedAt: time.Now()}
	if err := p.db.CreateFund(t.Context(), fund); err != nil {
		t.Fatal(err)
	}
	p.drawer.there, p.drawer.own = fund, map[string]store.Member{}
	var members []store.Member
	for i, name := range names {
		m := p.people[name]
		m.Fund, m.ID, m.Number, m.LineUserID, m.Offices = fund.ID, ledger.NewMemberID(), fmt.Sprintf("ออม-%d", i+1), "", nil
		p.drawer.own[name], members = m, append(members, m)
	}
	if err := p.db.AddMembers(t.Context(), fund.ID, members, time.Now()); err != nil {
		t.Fatal(err)
	}
}

// codeForm is how a transcript speaks of the code on somebody's slip: as printed,
// in Thai digits, or with the last digit wrong.
var codeForm = regexp.MustCompile(`‹(รหัส|รหัสไทย|รหัสผิด) (\S+)›`)

// withCodes puts the codes into what somebody types.
func (d *drawer) withCodes(text string) string {
	return codeForm.ReplaceAllStringFunc(text, func(form string) string {
		parts := codeForm.FindStringSubmatch(form)
		code := d.codes[parts[2]]
		switch parts[1] {
		case "รหัสไทย":
			return strings.Map(func(r rune) rune { return r - '0' + '๐' }, string(code))
		case "รหัสผิด":
			last := len(code) - 1
			return string(code[:last]) + string('0'+(code[last]-'0'+1)%10)
		}
		return code.String()
	})
}

// unconsent makes it as if somebody had agreed to an older text: `! unconsent สมศรี`.
func (p *player) unconsent(t *testing.T, given string) {
	t.Helper()
	_, err := p.watch.Exec(t.Context(), `ALTER TABLE consents DISABLE TRIGGER consents_append_only;
		DELETE FROM consents WHERE line_user_id = '`+userOf(given)+`'; ALTER TABLE consents ENABLE TRIGGER consents_append_only`)
	if err != nil {
		t.Fatal(err)
	}
}

// entered finds who came into the register during the transcript.
func (p *player) entered(t *testing.T, name string) store.Member {
	t.Helper()
	members, err := p.db.Members(t.Context(), p.fund.ID)
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range members {
		if strings.HasPrefix(m.Name, name+" ") {
			return m
		}
	}
	t.Fatalf("nobody in the register is called %s", name)
	return store.Member{}
}
