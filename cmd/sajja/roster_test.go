package main

import (
	"strings"
	"testing"

	"sajja/ledger"
)

// TestRosterOfTwoOfficers lets two officers post the same list at one moment:
// whoever is first has it in the books, the other is asked.
func TestRosterOfTwoOfficers(t *testing.T) {
	t.Parallel()
	p := &player{village: newVillage(t, plan{}), seen: map[string]int{}}
	for _, deed := range []string{
		"มาลี: พิมพ์ใจ 30 ⏎ นงนุช 30", "วิชัย: พิมพ์ใจ 30 ⏎ นงนุช 30", "วิชัย [เป็นเงินใหม่ ดูรายชื่อ]",
	} {
		p.perform(t, act{lines: []string{deed}, deeds: []string{deed}})
	}
	both := act{deeds: []string{"มาลี [ลงบัญชี 2 คน 60 บาท]", "วิชัย [ลงบัญชี 2 คน 60 บาท]"}}
	p.lines = nil
	p.perform(t, both)
	said := strings.Join(p.lines, "\n")
	if strings.Count(said, "ลงบัญชีแล้ว 2 คน 60 บาท") != 1 || strings.Count(said, "รายชื่อนี้เคยลงแล้ว") != 1 {
		t.Errorf("both pressed at once:\n%s", said)
	}
	trial, err := p.db.TrialBalance(t.Context(), p.fund.ID, ledger.Date{})
	if err != nil || trial.Debit.String() != "60.00" {
		t.Errorf("the books hold %s, %v", trial.Debit, err)
	}
	p.verify(t)
	p.noErrors(t)
}

// TestRosterOfTwoTaps lets one finger press twice: the list is posted once.
func TestRosterOfTwoTaps(t *testing.T) {
	t.Parallel()
	p := &player{village: newVillage(t, plan{}), seen: map[string]int{}}
	p.perform(t, act{deeds: []string{"มาลี: พิมพ์ใจ 30 ⏎ นงนุช 30"}})
	p.perform(t, act{deeds: []string{"มาลี [ลงบัญชี 2 คน 60 บาท]", "มาลี [ลงบัญชี 2 คน 60 บาท]"}})
	trial, err := p.db.TrialBalance(t.Context(), p.fund.ID, ledger.Date{})
	if err != nil || trial.Debit.String() != "60.00" {
		t.Errorf("the books hold %s, %v", trial.Debit, err)
	}
	p.verify(t)
	p.noErrors(t)
}
