package store

import (
	"encoding/json"
	"time"

	"sajja/ledger"
)

// ClosingBooks is what a fund's books and lists say while a month is closed.
type ClosingBooks struct {
	// ClosedThrough is the last closed day; zero when none is.
	ClosedThrough ledger.Date
	Figures       ledger.Figures
	// Waiting counts promises nobody has received, Disputes those that are open and
	// Rounds collections that are not over: warnings, for none of them holds a month.
	Waiting       int
	WaitingAmount ledger.Money
	Disputes      int
	Rounds        int
	// Last is the latest closed period, with who signed; zero Through when none is.
	Last                  ledger.Period
	LastSigner, LastOther string
}

// BeginClosing is the act of starting on a month; of two at once one looks again.
type BeginClosing struct {
	ID      ledger.ClosingID
	Through ledger.Date
	By      ledger.MemberID
	At      time.Time
}

// StepClosing is a further step, the Step-th.
type StepClosing struct {
	Closing ledger.ClosingID
	Step    int
	ledger.ClosingStep
}

// CloseMonth is the second signature: it closes the period and asks every member
// about her own figure. Asking is the message, with FigureMarks where a member's
// own words go.
type CloseMonth struct {
	StepClosing
	Through ledger.Date
	First   ledger.MemberID
	Asking  json.RawMessage
	// Event made it; the messages are owed for that.
	Event string
}

func (BeginClosing) isAct() {}
func (StepClosing) isAct()  {}
func (CloseMonth) isAct()   {}

// The marks in the message that asks a member about her figure; the store puts her
// own words there, for all members in one statement.
const (
	MarkName         = "⟪name⟫"
	MarkNumber       = "⟪number⟫"
	MarkContribution = "⟪contribution⟫"
	MarkSavings      = "⟪savings⟫"
	// MarkMember is her ID as a button carries it.
	MarkMember = "⟪member⟫"
)

// FigureAnswer is what a member said about her figure.
type FigureAnswer string

// The answers.
const (
	FigureRight    FigureAnswer = "right"
	FigureDisputed FigureAnswer = "disputed"
)

// FigureCheck (การตรวจยอดของสมาชิก) is a member's figure at the end of a closed period
// and her last word on it.
type FigureCheck struct {
	Through               ledger.Date
	Member                Member
	Contribution, Savings ledger.Money
	AskedAt               time.Time
	// Answers counts what she said so far; Answer is the last word, empty for none.
	Answers    int
	Answer     FigureAnswer
	AnsweredAt time.Time
}

// AnswerFigure is the act of answering, the Number-th time.
type AnswerFigure struct {
	Through ledger.Date
	Member  ledger.MemberID
	Number  int
	Answer  FigureAnswer
	By      ledger.MemberID
	At      time.Time
}

func (AnswerFigure) isAct() {}
