package main

import (
	"errors"
	"strconv"
	"strings"

	"sajja/bot/register"
	typed "sajja/bot/sheet"
)

// columnWords are what the columns of a register are called.
var columnWords = map[register.Column]string{
	register.Number:       "เลขที่สมาชิก",
	register.Title:        "คำนำหน้า",
	register.Name:         "ชื่อ",
	register.FirstName:    "ชื่อ",
	register.FamilyName:   "นามสกุล",
	register.Nickname:     "ชื่อเล่น",
	register.Born:         "วันเกิด",
	register.Joined:       "วันที่เป็นสมาชิก",
	register.Village:      "หมู่บ้าน",
	register.House:        "บ้านเลขที่",
	register.Class:        "ประเภทสมาชิก",
	register.Phone:        "เบอร์โทร",
	register.Citizen:      "เลขบัตรประชาชน",
	register.Address:      "ที่อยู่",
	register.Contribution: "เงินสมทบ",
	register.Savings:      "เงินฝาก",
	register.Balance:      "ยอดยกมา",
	register.PaidThrough:  "วันที่ส่งถึง",
	register.Resolution:   "มติ",
	register.Status:       "สถานะ",
	register.Beneficiary:  "ผู้รับผลประโยชน์",
	register.Relation:     "ความสัมพันธ์",
	register.Share:        "ส่วนแบ่ง",
}

// faultWords say what is wrong with a row and what to write instead, to whoever
// typed it: plain enough to be read out over the telephone.
var faultWords = map[register.Code]string{
	register.NoNumber:         "ยังไม่มีเลขที่สมาชิก ใส่เลขให้ก่อนนะคะ",
	register.LongNumber:       "เลขที่สมาชิกยาวเกินไป ใช้ไม่เกิน 32 ตัวค่ะ",
	register.NoName:           "ยังไม่มีชื่อที่อ่านได้ เขียนชื่อและนามสกุลให้ครบนะคะ",
	register.LongText:         "{column}ยาวเกินไป ({written}) ย่อให้สั้นลงนะคะ",
	register.Formula:          "{column}เป็นสูตร ระบบไม่คำนวณสูตรให้ คัดลอกแล้ววางเป็นค่าแทนนะคะ",
	register.NoDay:            "{column} {written} อ่านเป็นวันในปฏิทินไม่ได้ เขียนวัน เดือน ปีให้ครบ เช่น 31/1/2503 นะคะ",
	register.FutureDay:        "{column} {written} อ่านได้เป็น {other} ซึ่งยังมาไม่ถึง เขียนปี พ.ศ. ให้ครบสี่ตัวนะคะ",
	register.LongAgo:          "{column} {written} อ่านได้เป็น {other} ซึ่งนานเกินไป ดูปีอีกครั้งนะคะ",
	register.NoJoined:         "ยังไม่มีวันที่เป็นสมาชิก ใส่วันให้แถวนี้ หรือใช้ --joined สำหรับทุกแถวที่ว่างค่ะ",
	register.BornAfterJoining: "วันเกิด {written} อยู่หลังวันที่เป็นสมาชิก {other} ดูว่าสลับช่องกันหรือไม่นะคะ",
	register.NoClass:          "ไม่รู้จักประเภท {written} เขียนว่า ทั่วไป เด็กและเยาวชน ผู้สูงอายุ ผู้ด้อยโอกาส หรือผู้พิการ คั่นหลายประเภทด้วยจุลภาคค่ะ",
	register.NoPhone:          "เบอร์โทร {written} ไม่ครบหรือเกินมา ดูตัวเลขอีกครั้งนะคะ",
	register.NoCitizen:        "เลขบัตรประชาชน {written} ไม่ตรงตามแบบ เทียบกับบัตรอีกครั้ง ถ้าไม่แน่ใจเว้นว่างไว้ก่อนได้ค่ะ",
	register.NoAmount:         "{column} {written} อ่านเป็นจำนวนเงินไม่ได้ เขียนเป็นตัวเลข เช่น 1,250.50 นะคะ",
	register.BelowZero:        "{column} {written} ต่ำกว่าศูนย์ เทียบกับสมุดเล่มเดิมอีกครั้งนะคะ",
	register.TwoBalances:      "มียอดสองช่องคือ {written} กับ {other} เหลือไว้ช่องเดียวนะคะ",
	register.NoShare:          "ส่วนแบ่ง {written} อ่านไม่ได้ เขียนเป็นร้อยละ เช่น 50 นะคะ",
	register.SharesNotWhole:   "ส่วนแบ่งของผู้รับผลประโยชน์รวมได้ร้อยละ {written} แก้ให้รวมเป็น 100 พอดีนะคะ",
	register.BeneficiaryName:  "มีส่วนแบ่งแต่ยังไม่มีชื่อผู้รับผลประโยชน์ ใส่ชื่อให้ด้วยนะคะ",
	register.BeneficiaryTwice: "ผู้รับผลประโยชน์มีชื่อซ้ำกัน รวมส่วนแบ่งไว้ที่ชื่อเดียวนะคะ",
	register.NotMember:        "สถานะเขียนว่า {written} นำเข้าได้เฉพาะคนที่เป็นสมาชิกอยู่ นำแถวนี้ออกก่อนนะคะ",
	register.TotalWrong:       "ยอดรวม{column}เขียนไว้ {written} แต่บวกจากทุกแถวได้ {other} ดูอีกครั้งนะคะ",
	register.NumberTwice:      "เลขที่ {written} ซ้ำกับแถว {other} แก้ให้คนละเลขนะคะ",
	register.CitizenTwice:     "เลขบัตรประชาชนซ้ำกับแถว {other} ดูว่าเป็นคนเดียวกันหรือไม่นะคะ",
	register.PersonTwice:      "ชื่อออกเสียงเหมือนกันและเกิดวันเดียวกับแถว {other} ถ้าเป็นคนเดียวกันให้เหลือแถวเดียว ถ้าคนละคนใส่ --distinct ตามด้วยเลขที่สมาชิกค่ะ",
	register.NumberKnown:      "เลขที่ {written} อยู่ในทะเบียนแล้ว คือ {other} นำแถวนี้ออกได้ค่ะ",
	register.PersonKnown:      "น่าจะอยู่ในทะเบียนแล้วเป็น {other} ชื่อออกเสียงเหมือนกันและเกิดวันเดียวกัน ถ้าคนละคนใส่ --distinct ตามด้วยเลขที่สมาชิกค่ะ",
	register.CitizenKnown:     "เลขบัตรประชาชนนี้อยู่ในทะเบียนแล้วเป็น {other} นำแถวนี้ออกได้ค่ะ",
	register.NameAlike:        "ชื่อเหมือนแถว {other} แต่ไม่มีวันเกิดให้เทียบ ดูว่าเป็นคนละคนกันนะคะ",
	register.NameAlikeKnown:   "ชื่อเหมือน {other} ในทะเบียน แต่ไม่มีวันเกิดให้เทียบ ดูว่าเป็นคนละคนกันนะคะ",
	register.NoKeys:           "{column}ต้องเก็บแบบเข้ารหัส แต่เครื่องนี้ยังไม่ได้ตั้งกุญแจ สร้างด้วย sajja keys create แล้วนำเข้าใหม่ หรือลบคอลัมน์นี้ออกก่อนค่ะ",
}

// tableWords say why a file as a whole cannot be taken.
var tableWords = []struct {
	err   error
	words string
}{
	{register.ErrHeadings, "หาหัวตารางไม่พบ บรรทัดหัวตารางต้องมีช่อง เลขที่สมาชิก และ ชื่อ ภายใน 20 บรรทัดแรกค่ะ"},
	{register.ErrNobody, "ใต้หัวตารางยังไม่มีสมาชิกสักคนค่ะ"},
	{typed.ErrKind, "ใช้ไฟล์ .csv หรือ .xlsx นะคะ"},
	{typed.ErrSize, "ไฟล์ใหญ่เกิน 20 เมกะไบต์ แบ่งเป็นหลายไฟล์ เช่น ไฟล์ละหมู่บ้าน นะคะ"},
	{typed.ErrRows, "มีมากกว่า {most} แถว แบ่งเป็นหลายไฟล์ เช่น ไฟล์ละหมู่บ้าน นะคะ"},
	{typed.ErrColumns, "มีมากกว่า 200 ช่อง ลบช่องที่ไม่ใช้ออกก่อนนะคะ"},
	{typed.ErrOld, "เป็นไฟล์ .xls แบบเก่าหรือไฟล์ที่มีรหัสผ่าน บันทึกใหม่เป็น .xlsx ที่ไม่มีรหัสผ่านนะคะ"},
	{typed.ErrWorkbook, "เปิดไฟล์นี้เป็นตารางไม่ได้ เปิดใน Excel แล้วบันทึกใหม่เป็น .xlsx นะคะ"},
	{typed.ErrDays, "ไฟล์นี้นับวันแบบโปรแกรมเก่า วันที่จะคลาดไปสี่ปี บันทึกใหม่เป็น CSV UTF-8 นะคะ"},
	{typed.ErrLetters, "อ่านตัวอักษรในไฟล์ไม่ออก บันทึกจาก Excel เป็น CSV UTF-8 หรือ .xlsx นะคะ"},
	{typed.ErrQuotes, "มีเครื่องหมายคำพูดที่เปิดแล้วไม่ได้ปิด บันทึกใหม่เป็น CSV หรือ .xlsx นะคะ"},
	{typed.ErrEmpty, "ไฟล์นี้ว่างค่ะ"},
}

// tableRefusal puts an error about a whole file into words; another error it gives
// back as it is.
func tableRefusal(err error) error {
	var twice register.HeadingTwiceError
	if errors.As(err, &twice) {
		return errors.New(fill("บรรทัด {row} มีสองช่องที่หมายถึงสิ่งเดียวกัน ({heading}) เหลือไว้ช่องเดียวนะคะ", "row", strconv.Itoa(twice.Line), "heading", twice.Heading))
	}
	for _, t := range tableWords {
		if errors.Is(err, t.err) {
			return errors.New(fill(t.words, "most", strconv.Itoa(register.RowsMax)))
		}
	}
	return err
}

// faultText tells of one fault, the row and whom it is about first.
func faultText(f register.Fault) string {
	words := fill(faultWords[f.Code], "column", columnWords[f.Column], "written", f.Written, "other", f.Other)
	return strings.TrimSpace("แถว "+strconv.Itoa(f.Line)+" "+f.Name) + ": " + words
}

// fill puts values into the places of a text.
func fill(text string, pairs ...string) string {
	for i := 0; i+1 < len(pairs); i += 2 {
		text = strings.ReplaceAll(text, "{"+pairs[i]+"}", pairs[i+1])
	}
	return text
}
