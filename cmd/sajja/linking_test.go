package main

import (
	"strings"
	"testing"
)

// TestTwoPhonesAgreeAtOnce: of two phones that redeem one code in one moment one
// is linked and the other hears the truth, whichever is faster.
func TestTwoPhonesAgreeAtOnce(t *testing.T) {
	t.Parallel()
	p := &player{village: newVillage(t, plan{}), seen: map[string]int{}}
	for range 4 {
		p.printSlip(t, []string{"slip", "คำปัน"})
		for _, phone := range []string{"คำปัน", "ดวงใจ"} {
			if _, err := p.SendText(t.Context(), userOf(phone), userOf(phone), p.drawer.codes["คำปัน"].String()); err != nil {
				t.Fatal(err)
			}
		}
		p.rest(t)
		if err := p.Together(func() error {
			p.press(t, "คำปัน", "ยินยอม ผูกไลน์")
			p.press(t, "ดวงใจ", "ยินยอม ผูกไลน์")
			return nil
		}); err != nil {
			t.Fatal(err)
		}
		p.rest(t)
		linked, refused := 0, 0
		for _, phone := range []string{"คำปัน", "ดวงใจ"} {
			said := p.heard(phone)
			switch last := said[len(said)-1]; {
			case strings.HasPrefix(last, "ผูกไลน์เรียบร้อย"):
				linked++
			case strings.HasPrefix(last, "รหัสนี้มีผู้ใช้ไปแล้ว"):
				refused++
			default:
				t.Errorf("%s heard %q", phone, last)
			}
		}
		var links int
		if err := p.watch.QueryRow(t.Context(), `SELECT count(*) FROM line_links WHERE unlinked_at IS NULL AND member_id = $1`,
			p.people["คำปัน"].ID.UUID).Scan(&links); err != nil {
			t.Fatal(err)
		}
		if linked != 1 || refused != 1 || links != 1 {
			t.Fatalf("%d linked, %d refused, %d links", linked, refused, links)
		}
		// She goes of her own will, so that the next round begins as this one did.
		if _, err := p.watch.Exec(t.Context(), `UPDATE line_links SET unlinked_at = now(), ended_how = 'self' WHERE member_id = $1 AND unlinked_at IS NULL`,
			p.people["คำปัน"].ID.UUID); err != nil {
			t.Fatal(err)
		}
	}
	p.noErrors(t)
}
