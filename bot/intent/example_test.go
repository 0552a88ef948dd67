package intent_test

import (
	"encoding/json"
	"fmt"
	"time"

	"sajja/bot/intent"
)

// say prints what a message means, as other programs read it.
func say(role intent.Role, texts ...string) {
	u, err := intent.New()
	if err != nil {
		panic(err)
	}
	now := time.Date(2026, 11, 21, 10, 0, 0, 0, time.FixedZone("Asia/Bangkok", 7*60*60))
	for _, text := range texts {
		encoded, _ := json.Marshal(u.Understand(intent.Request{Text: text, Role: role, Now: now}))
		fmt.Println(string(encoded))
	}
}

// A deposit needs a savings word and one clear amount, in any spelling.
func ExampleUnderstander_Understand_deposit() {
	say(intent.Member, "ฝาก 30", "ฝาด ๓๐ บาด", "ส่งวันละ 2 บาท 15 วันจ้า", "ฝากซาวบาทหื้อแม่")
	// Output:
	// {"intent":"deposit","slots":{"amount":"30.00"}}
	// {"intent":"deposit","slots":{"amount":"30.00"}}
	// {"intent":"deposit","slots":{"amount":"30.00","days":15}}
	// {"intent":"deposit","slots":{"amount":"20.00","for":"แม่"}}
}

// A question, a plan, a past day and a denial never post.
func ExampleUnderstander_Understand_notADeposit() {
	say(intent.Member, "เมื่อวานฝาก 30 ไปแล้วเข้าไหม", "พรุ่งนี้จะฝาก 30", "เมื่อวานฝากไป 30", "ไม่ฝากแล้ว", "ฝากซื้อน้ำปลา 2 ขวด 50 บาท")
	// Output:
	// {"intent":"statement","slots":{}}
	// {"intent":"other","slots":{}}
	// {"intent":"clarify","slots":{"candidates":["deposit","statement"]}}
	// {"intent":"cancel","slots":{}}
	// {"intent":"other","slots":{}}
}

// Two readings of an amount are asked, not chosen; a correction is taken.
func ExampleUnderstander_Understand_amount() {
	say(intent.Member, "ฝากร้อยห้า", "ฝาก 1.000", "ฝาก 30 หรือ 60 ดีคะ", "ฝาก 30 เอ้ย 50", "ให้แบงค์ร้อย ฝาก 40 ทอน 60")
	// Output:
	// {"intent":"clarify","slots":{"candidates":["deposit"]}}
	// {"intent":"clarify","slots":{"candidates":["deposit"]}}
	// {"intent":"clarify","slots":{"candidates":["deposit"]}}
	// {"intent":"deposit","slots":{"amount":"50.00"}}
	// {"intent":"deposit","slots":{"amount":"40.00"}}
}

// What was typed on the wrong keyboard is offered, not done.
func ExampleUnderstander_Understand_keyboard() {
	say(intent.Member, "/kd 30", "pvf")
	// Output:
	// {"intent":"clarify","slots":{"candidates":["deposit"]}}
	// {"intent":"balance","slots":{}}
}

// The office of the sender decides what a message can mean.
func ExampleUnderstander_Understand_role() {
	say(intent.Member, "อนุมัติ C-12")
	say(intent.Treasurer, "อนุมัติ C-12", "ไม่อนุมัติ 15 เอกสารไม่ครบ", "ใครค้างส่งบ้าง")
	// Output:
	// {"intent":"other","slots":{}}
	// {"intent":"approve","slots":{"claim":"C-12"}}
	// {"intent":"reject","slots":{"claim":"15","reason":"เอกสารไม่ครบ"}}
	// {"intent":"report","slots":{"kind":"arrears"}}
}

// A treasurer's list needs no verb; headings, totals and those who did not pay
// are left out.
func ExampleUnderstander_Understand_roster() {
	say(intent.Treasurer, "เก็บสัจจะวันนี้\n1. ยายทอง 30\n2. ตาสอน ยังไม่ส่ง\n3. น้องเมย์ 15\nรวม 45", "คนละ 30 บาท: นงค์ ปราณี")
	// Output:
	// {"intent":"record_deposit","slots":{"items":[{"member":"ยายทอง","amount":"30.00"},{"member":"น้องเมย์","amount":"15.00"}]}}
	// {"intent":"record_deposit","slots":{"items":[{"member":"นงค์","amount":"30.00"},{"member":"ปราณี","amount":"30.00"}]}}
}

// Claims look back for their days; nights are counted from a range.
func ExampleUnderstander_Understand_claim() {
	say(intent.Member, "เบิกค่านอน รพ. 300 นอนตั้งแต่ 15-18 พ.ย.", "นอนโรงพยาบาล 2 คืนเบิกได้ไหม", "เงินค่านอนโรงบาลออกยัง")
	// Output:
	// {"intent":"claim","slots":{"amount":"300.00","nights":3,"date":"2026-11-15","benefit":"hospital"}}
	// {"intent":"entitlement","slots":{"benefit":"hospital"}}
	// {"intent":"claim_status","slots":{}}
}

// Meetings look forward, and need one usable day.
func ExampleUnderstander_Understand_meeting() {
	say(intent.Coordinator, "นัดประชุม 20 ธ.ค. 69 บ่ายโมง ที่ศาลาหมู่ 7", "นัดประชุมศุกร์ที่ 28 พ.ย. บ่ายโมง")
	// Output:
	// {"intent":"meeting_create","slots":{"date":"2026-12-20","time":"13:00","place":"ศาลาหมู่ 7"}}
	// {"intent":"clarify","slots":{"candidates":["meeting_create"]}}
}
