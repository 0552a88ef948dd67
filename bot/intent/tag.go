package intent

// tag is a mark that words of the lexicon carry and rules read; its name is
// the section of the lexicon's files. A word may carry several.
type tag uint8

// The marks, in the order of the files.
const (
	tSave tag = iota
	tSaving
	tMoney
	tPay
	tWithdraw
	tBorrow
	tLoan
	tRepay
	tGiveback
	tInterest
	tPrincipal
	tInstalment
	tClaim
	tRecord
	tArrive
	tBackDate
	tDaily
	tPer
	tEach
	tBanknote
	tChange
	tTotal
	tApprox
	tSame
	tAll
	tLeft
	tBuy
	tSell
	tEarn
	tSpend
	tExpenseOf
	tIncomeOf
	tAdvert
	tLottery
	tFavour
	tFavourPhrase
	tChat
	tBank
	tOneBaht
	tOneBahtDaily
	tOrder
	tMended
	tBareSpend
	tTooth
	tPolite
	tClosing
	tFiller
	tGreet
	tThank
	tQMuch
	tQHow
	tQYes
	tQDone
	tQWhen
	tQLong
	tQWhat
	tQWho
	tQWhere
	tQWhy
	tNeg
	tNotYet
	tDont
	tNever
	tLater
	tWill
	tWant
	tPast
	tJustNow
	tEarlier
	tGive
	tInstead
	tTypedFor
	tOf
	tFrom
	tOr
	tAnd
	tBut
	tIf
	tCorrect
	tNotThis
	tCancel
	tConfirm
	tDeny
	tGo
	tBusy
	tMaybe
	tHelp
	tHostile
	tCode
	tInject
	tLook
	tSelf
	tThey
	tHabit
	tEveryday
	tHave
	tDone
	tToday
	tNeutral
	tNotForgotten
	tUse
	tFull
	tKin
	tTitle
	tRelation
	tUDay
	tUNight
	tUMonth
	tUYear
	tUWeek
	tUPeople
	tUInstalment
	tUTimes
	tUPercent
	tUCount
	tLabel
	tWelfare
	tRight
	tHospital
	tStay
	tBirth
	tDeath
	tDied
	tElderly
	tEducation
	tDisaster
	tDisability
	tOtherBenefit
	tNotify
	tFiled
	tStatus
	tDocs
	tBalance
	tStatement
	tMissing
	tRegister
	tLink
	tAccount
	tAdd
	tMeeting
	tArrange
	tNextMeeting
	tCommittee
	tPlace
	tAt
	tTopic
	tApprove
	tReject
	tPending
	tWait
	tCase
	tReport
	tArrears
	tCash
	tAnnounce
	tReceive
	tRecordFor
	tCame
	tUnpaid
	tEveryone
	tGroupFigure
	tHousehold
	tVisit
	tOneNight
	tUntil
	tElderSelf
	tSelfKin
	tReason
	tMonthly
	tYearly
	tDailyReport
	tHolyDay
	tClockLead
	tLateDay
	tMorning
	tOver
	tOffer
	tChase
	tThing
	tName
	tagCount
)

var tagNames = [tagCount]string{
	"save", "saving", "money", "pay", "withdraw", "borrow", "loan", "repay", "giveback", "interest",
	"principal", "instalment", "claim", "record", "arrive", "back-date", "daily", "per", "each", "banknote",
	"change", "total", "approx", "same", "all", "left", "buy", "sell", "earn", "spend", "expense-of",
	"income-of", "advert", "lottery", "favour", "favour-phrase", "chat", "bank", "one-baht", "one-baht-daily",
	"order", "mended", "bare-spend", "tooth", "polite", "closing", "filler", "greet", "thank", "q-much", "q-how", "q-yes",
	"q-done", "q-when", "q-long", "q-what", "q-who", "q-where", "q-why", "neg", "not-yet", "dont", "never",
	"later", "will", "want", "past", "just-now", "earlier", "give", "instead", "typed-for", "of", "from", "or", "and", "but", "if",
	"correct", "not-this", "cancel", "confirm", "deny", "go", "busy", "maybe", "help", "hostile", "code",
	"inject", "look", "self", "they", "habit", "everyday", "have", "done", "today", "neutral", "not-forgotten",
	"use", "full", "kin", "title", "relation", "u-day", "u-night", "u-month", "u-year", "u-week", "u-people",
	"u-instalment", "u-times", "u-percent", "u-count", "label", "welfare", "right", "hospital", "stay", "birth",
	"death", "died", "elderly", "education", "disaster", "disability", "other-benefit", "notify", "filed",
	"status", "docs", "balance", "statement", "missing", "register", "link", "account", "add", "meeting",
	"arrange", "next-meeting", "committee", "place", "at", "topic", "approve", "reject", "pending", "wait",
	"case", "report", "arrears", "cash", "announce", "receive", "record-for", "came", "unpaid", "everyone",
	"group-figure", "household", "visit", "one-night", "until", "elder-self", "self-kin", "reason", "monthly", "yearly",
	"daily-report", "holy-day", "clock-lead", "late-day", "morning", "over", "offer", "chase", "thing", "name",
}

// tagSet is the set of marks of a word.
type tagSet [3]uint64

func (s tagSet) has(t tag) bool { return s[t>>6]&(1<<(t&63)) != 0 }

func (s tagSet) with(t tag) tagSet {
	s[t>>6] |= 1 << (t & 63)
	return s
}

func (s tagSet) union(other tagSet) tagSet {
	return tagSet{s[0] | other[0], s[1] | other[1], s[2] | other[2]}
}

func (s tagSet) meets(other tagSet) bool {
	return s[0]&other[0] != 0 || s[1]&other[1] != 0 || s[2]&other[2] != 0
}

// any tells whether the set holds one of the marks.
func (s tagSet) any(list ...tag) bool {
	if s == (tagSet{}) {
		return false
	}
	for _, t := range list {
		if s.has(t) {
			return true
		}
	}
	return false
}

// within tells whether the set holds nothing but marks of the other.
func (s tagSet) within(other tagSet) bool {
	return s[0]&^other[0] == 0 && s[1]&^other[1] == 0 && s[2]&^other[2] == 0
}

func (s tagSet) isEmpty() bool { return s == tagSet{} }

func tags(list ...tag) tagSet {
	var s tagSet
	for _, t := range list {
		s = s.with(t)
	}
	return s
}
