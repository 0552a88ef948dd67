package main

import (
	"fmt"
	"path/filepath"
	"strings"
	"testing"
)

func TestMemberRecord(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	of := func(noun, number string, more ...string) []string {
		return append([]string{"member", noun, "--fund", "demo", "--number", number}, more...)
	}
	d.do(t, of("add", "010", "--name", "คำ แสนดี", "--village", "หมู่ 3", "--joined", "2020-01-01", "--nickname", "ป้าคำ", "--house", "12", "--class", "elderly", "--class", "disabled")...)
	d.do(t, of("add", "011", "--name", "ปัน แสนดี", "--village", "หมู่ 3", "--joined", "2020-01-01", "--house", "12")...)

	record := d.do(t, of("show", "010")...)
	if record["nickname"] != "ป้าคำ" || record["house"] != "12" || fmt.Sprint(record["classes"]) != "[elderly disabled]" || record["standing"] != "active" || record["since"] != "2020-01-01" {
		t.Errorf("%v", record)
	}
	record = d.do(t, of("alter", "010", "--name", "คำ มั่นคง", "--village", "หมู่ 4", "--house", "9", "--class", "elderly", "--by", "002")...)
	if record["name"] != "คำ มั่นคง" || record["house"] != "9" || fmt.Sprint(record["classes"]) != "[elderly]" {
		t.Errorf("%v", record)
	}
	if got := fmt.Sprint(record["changes"]); !strings.Contains(got, "[classes household_id name village]") || !strings.Contains(got, "มาลี แสงดาว") || strings.Contains(got, "แสนดี") {
		t.Error(got)
	}

	d.refused(t, `number "011" is another member's`, of("number", "010", "--to", "011")...)
	record = d.do(t, of("number", "010", "--to", "๑๐")...)
	if record["number"] != "10" || fmt.Sprint(record["former_numbers"]) != "[010]" {
		t.Errorf("%v", record)
	}

	record = d.do(t, of("beneficiary", "10", "--to", "สมหญิง ใจดี:บุตร=60", "--to", "สมชาย ใจดี:บุตร=40")...)
	if got := fmt.Sprint(record["beneficiaries"]); got != "[map[name:สมหญิง ใจดี relation:บุตร share:60] map[name:สมชาย ใจดี relation:บุตร share:40]]" {
		t.Error(got)
	}
	code, _, stderr := invoke(t, d.env, of("beneficiary", "10", "--to", "สมหญิง ใจดี=60")...)
	if code != exitUsage || !strings.Contains(stderr, "the shares make 60 %, not 100 %") {
		t.Errorf("exit %d, %s", code, stderr)
	}
	if record = d.do(t, of("beneficiary", "10")...); fmt.Sprint(record["beneficiaries"]) != "[]" {
		t.Errorf("%v", record["beneficiaries"])
	}
}

// TestMemberEvents: standing follows the events, what does not fit is refused with
// how things stand, and what was entered in error is voided.
func TestMemberEvents(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	d.do(t, "member", "add", "--fund", "demo", "--number", "010", "--name", "คำ แสนดี", "--joined", "2020-01-01")
	event := func(event string, more ...string) []string {
		return append([]string{"member", "event", "--fund", "demo", "--number", "010", "--event", event}, more...)
	}
	if record := d.do(t, event("died", "--on", "2024-03-01", "--by", "002")...); record["standing"] != "deceased" || record["since"] != "2024-03-01" {
		t.Errorf("%v", record)
	}
	d.refused(t, "010 คำ แสนดี is deceased on 2024-05-01, so suspended does not follow", event("suspended", "--on", "2024-05-01")...)
	d.refused(t, "has no event 7 that could be voided", event("voided", "--voids", "7")...)
	if record := d.do(t, event("voided", "--voids", "1", "--resolution", "คนละคน")...); record["standing"] != "active" {
		t.Errorf("%v", record)
	}
	d.do(t, event("suspended", "--on", "2024-05-01", "--resolution", "2/2567 วาระ 3")...)
	d.refused(t, "with this, event 3 (suspended on 2024-05-01) could not have been", event("resigned", "--on", "2024-04-01")...)
	record := d.do(t, event("reinstated", "--on", "2024-06-01")...)
	if record["standing"] != "active" || record["since"] != "2024-06-01" || len(record["events"].([]any)) != 4 {
		t.Errorf("%v", record)
	}
	for says, args := range map[string][]string{
		"--on is in the future":    event("died", "--on", "2099-01-01"),
		`unknown event "dead"`:     event("dead"),
		"--voids goes with":        event("voided"),
		"rests on a resolution":    event("accepted"),
		"unknown class \"farmer\"": {"member", "alter", "--fund", "demo", "--number", "010", "--class", "farmer"},
	} {
		if code, _, stderr := invoke(t, d.env, args...); code != exitUsage || !strings.Contains(stderr, says) {
			t.Errorf("%v: exit %d, %s", args, code, stderr)
		}
	}
}

// TestIdentityKeys: sealed fields outlive a rotation, are refused without keys,
// unreadable with others, and never shown in full.
func TestIdentityKeys(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	alter := []string{"member", "alter", "--fund", "demo", "--number", "001", "--phone", "081-000-1234", "--address", "99 หมู่ 9 ตำบลตัวอย่าง"}
	d.refused(t, "no keys are set up: make a file with `sajja keys create", alter...)
	folder := t.TempDir()
	d.env[identityKeysSetting] = filepath.Join(folder, "none")
	d.refused(t, "names a file that is not there", alter...)
	d.env[identityKeysSetting] = filepath.Join(folder, "identity.keys")
	first := d.do(t, "keys", "create")
	d.refused(t, "is there already", "keys", "create")
	show := func() string {
		return fmt.Sprint(d.do(t, "member", "show", "--fund", "demo", "--number", "001")["sealed"])
	}
	d.do(t, alter...)
	d.do(t, "member", "alter", "--fund", "demo", "--number", "001", "--phone", "081-000-4321")
	if got := show(); got != "map[address:sealed phone:xxxxxx4321]" {
		t.Error(got)
	}

	rotated := d.do(t, "keys", "rotate")
	if rotated["wrapped"] != 1.0 || rotated["resumed"] != false || rotated["primary"] == first["id"] {
		t.Errorf("%v", rotated)
	}
	if list := fmt.Sprint(d.do(t, "keys", "list")["list"]); !strings.Contains(list, "persons:1 primary:true") || !strings.Contains(list, "persons:0 primary:false") {
		t.Error(list)
	}
	if retired := d.do(t, "keys", "retire"); len(retired["retired"].([]any)) != 1 {
		t.Errorf("%v", retired)
	}
	if got := show(); got != "map[address:sealed phone:xxxxxx4321]" {
		t.Errorf("after the rotation: %s", got)
	}

	d.env[identityKeysSetting] = filepath.Join(folder, "others.keys")
	d.do(t, "keys", "create")
	d.refused(t, "was sealed with an identity key that is not in SAJJA_IDENTITY_KEYS", "member", "show", "--fund", "demo", "--number", "001")
	d.refused(t, "which is not in the file", "keys", "list")
	delete(d.env, identityKeysSetting)
	if got := show(); got != "map[address:sealed phone:sealed]" {
		t.Errorf("without keys: %s", got)
	}
}
