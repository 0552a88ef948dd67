package main

import (
	"strings"
	"testing"

	"sajja/store/storetest"
)

func TestOfficerTerms(t *testing.T) {
	t.Parallel()
	env := map[string]string{"DATABASE_URL": storetest.Postgres(t)}
	mustInvoke(t, env, "fund", "create", "--name", "กองทุนตัวอย่าง", "--code", "demo")
	mustInvoke(t, env, "member", "add", "--fund", "demo", "--number", "001", "--name", "บุญมี นาดี")

	mustInvoke(t, env, "officer", "grant", "--fund", "demo", "--member", "001", "--role", "collector", "--village", "หมู่ 2")
	mustInvoke(t, env, "officer", "grant", "--fund", "demo", "--member", "001", "--role", "secretary", "--until", "2020-12-31")
	want := `[{"number":"001","name":"บุญมี นาดี","role":"collector","villages":["หมู่ 2"]}]` + "\n"
	if got := mustInvoke(t, env, "officer", "list", "--fund", "demo", "--json"); got != want {
		t.Errorf("a term that is over counts, or a village is lost: %s", got)
	}
	mustInvoke(t, env, "officer", "grant", "--fund", "demo", "--member", "001", "--role", "secretary", "--until", "2399-12-31")
	if got := mustInvoke(t, env, "officer", "list", "--fund", "demo"); !strings.Contains(got, "secretary") {
		t.Errorf("a second term after the first is over: %s", got)
	}
	if code, _, said := invoke(t, env, "officer", "grant", "--fund", "demo", "--member", "001", "--role", "secretary"); code != exitFailed {
		t.Errorf("an office that is held is given again: exit %d %s", code, said)
	}
	if got := mustInvoke(t, env, "officer", "rights", "--json"); !strings.Contains(got, `{"role":"auditor","rights":["see-waiting","see-books","see-people"]}`) {
		t.Errorf("rights: %s", got)
	}
}
