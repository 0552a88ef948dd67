package main

import (
	"fmt"

	"sajja/ledger"
)

// kindWords says what an entry is, as the fund says it.
func kindWords(kind ledger.Kind) string {
	words := map[ledger.Kind]string{
		ledger.KindContribution: "เงินสมทบ", ledger.KindDeposit: "เงินฝาก", ledger.KindWithdrawal: "ถอนเงิน", ledger.KindFee: "ค่าธรรมเนียม",
		ledger.KindFine: "ค่าปรับ", ledger.KindDonation: "เงินบริจาค", ledger.KindGrant: "เงินสมทบจากรัฐ", ledger.KindInterest: "ดอกเบี้ยรับ",
		ledger.KindWelfare: "จ่ายสวัสดิการ", ledger.KindExpense: "ค่าใช้จ่าย", ledger.KindBanking: "นำฝาก/โอนเงิน", ledger.KindOpening: "ยอดยกมา",
		ledger.KindClosing: "ปิดบัญชี", ledger.KindReversal: "กลับรายการ", ledger.KindOther: "อื่นๆ",
	}
	if word, isKnown := words[kind]; isKnown {
		return word
	}
	return string(kind)
}

// sourceWords says whose money it is, as the state's form does.
func sourceWords(source ledger.Source) string {
	words := map[ledger.SourceKind]string{
		ledger.SourceMembers: "สมาชิก", ledger.SourceCODI: "พอช.", ledger.SourceState: "รัฐบาล", ledger.SourceLocal: "อปท.",
		ledger.SourceAgency: "หน่วยงานรัฐอื่น", ledger.SourceOther: "อื่นๆ", "": "ไม่ระบุ",
	}
	if source.Round > 0 {
		return fmt.Sprintf("%s รอบ %d", words[source.Kind], source.Round)
	}
	return words[source.Kind]
}
