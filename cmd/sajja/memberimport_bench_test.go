package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"sajja/store/storetest"
)

// BenchmarkMemberImport brings in 5,000 members with birthdays, households,
// beneficiaries, sealed phones and both balances, from the file to the commit.
func BenchmarkMemberImport(b *testing.B) {
	const members = 5000
	var text strings.Builder
	text.WriteString("เลขที่,ชื่อ-สกุล,ชื่อเล่น,วันเกิด,วันสมัคร,หมู่,บ้านเลขที่,ประเภท,โทร,ที่อยู่,เงินสมทบ,เงินฝาก,ผู้รับประโยชน์,ร้อยละ,ผู้รับประโยชน์ 2,ร้อยละ 2\n")
	for i := range members {
		name := strings.Join(strings.Split(fmt.Sprint(i), ""), "า") // nobody sounds like another
		fmt.Fprintf(&text, "%05d,คุณ%s แสนดี,%s,%d ม.ค. 25%02d,1/%d/2560,%d,%d,ผู้สูงอายุ,081-000-%04d,%d หมู่ 1 ตำบลตัวอย่าง,\"3,650.%02d\",%d,สมหญิง,60,สมชาย,40\n",
			i, name, name, 1+i%31, i%60, 1+i%12, 1+i%12, i/4, i, i/4, i%100, 30+i)
	}
	file := filepath.Join(b.TempDir(), "register.csv")
	if err := os.WriteFile(file, []byte(text.String()), 0o600); err != nil {
		b.Fatal(err)
	}
	for round := 0; b.Loop(); round++ {
		b.StopTimer()
		env := map[string]string{"DATABASE_URL": storetest.Postgres(b), identityKeysSetting: filepath.Join(b.TempDir(), fmt.Sprint("keys", round))}
		for _, args := range [][]string{{"keys", "create"}, {"fund", "create", "--code", "demo", "--name", "กองทุนตัวอย่าง"}} {
			if code, _, stderr := invoke(b, env, args...); code != exitDone {
				b.Fatal(stderr)
			}
		}
		b.StartTimer()
		if code, stdout, stderr := invoke(b, env, "member", "import", "--fund", "demo", file, "--against", "1300", "--apply"); code != exitDone {
			b.Fatal(stdout[:min(len(stdout), 500)], stderr)
		}
	}
	b.ReportMetric(float64(members)*float64(b.N)/b.Elapsed().Seconds(), "members/s")
}
