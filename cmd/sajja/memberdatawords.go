package main

// dataWords are the Thai headings of the page on which a member reads what is held
// about her. A table without one shows under its own name.
var dataWords = map[string]string{
	"title": "ข้อมูลของฉัน", "note": "ทุกอย่างที่กองทุนเก็บไว้เกี่ยวกับคุณ ณ ",
	"download": "ดาวน์โหลดข้อมูลของฉัน", "once": "ลิงก์นี้ใช้ได้ครั้งเดียว ภายใน 15 นาที กดปุ่มเมื่อพร้อมค่ะ",
	"gone": "ลิงก์นี้ใช้ไปแล้วหรือหมดเวลาแล้วค่ะ พิมพ์ “ขอข้อมูลของฉัน” ในไลน์ของกองทุนอีกครั้งนะคะ",

	"members": "ทะเบียนสมาชิก", "membership_events": "ประวัติสมาชิกภาพ", "former_numbers": "เลขสมาชิกเดิม", "officer_terms": "ตำแหน่งกรรมการ",
	"sealed": "ข้อมูลที่เก็บแบบปิดผนึก", "line_links": "การผูกไลน์", "consents": "ความยินยอม", "entries": "รายการเงิน", "postings": "บรรทัดบัญชี",
	"waiting": "รายการที่รอ", "proxies": "การดูแทนกัน", "proxy_steps": "การดูแทนกัน (ความเป็นไป)", "household_moves": "ครัวเรือน",
	"beneficiary_lists": "ผู้รับผลประโยชน์", "person_looks": "ผู้ที่เปิดดูข้อมูลของคุณ", "outbound_messages": "ข้อความที่ส่งถึงคุณ",
	"inbound_events": "ข้อความที่คุณส่งมา", "disputes": "เรื่องยอดไม่ตรง", "dispute_steps": "เรื่องยอดไม่ตรง (ความเป็นไป)",
	"erasures": "คำขอลบข้อมูล", "data_links": "ลิงก์ข้อมูลของฉัน", "member_changes": "การแก้ไขทะเบียน", "baselines": "ยอดยกมาจากสมุด",
}
