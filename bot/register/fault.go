package register

import "errors"

// Reasons why a table as a whole cannot be read.
var (
	// ErrHeadings: no line heads a number and a name.
	ErrHeadings = errors.New("no line heads the columns number and name")
	// ErrNobody: there are headings and no member below.
	ErrNobody = errors.New("there is no member below the headings")
)

// HeadingTwiceError says that two columns have one meaning.
type HeadingTwiceError struct {
	Line    int
	Heading string
}

func (e HeadingTwiceError) Error() string { return "two columns say " + e.Heading }

// Code names what is wrong with a row; the catalogue has the words.
type Code string

// What may be wrong.
const (
	NoNumber         Code = "no-number"
	LongNumber       Code = "long-number"
	NoName           Code = "no-name"
	LongText         Code = "long-text"
	Formula          Code = "formula"
	NoDay            Code = "no-day"
	FutureDay        Code = "future-day"
	LongAgo          Code = "long-ago"
	NoJoined         Code = "no-joined"
	BornAfterJoining Code = "born-after-joining"
	NoClass          Code = "no-class"
	NoPhone          Code = "no-phone"
	NoCitizen        Code = "no-citizen"
	NoAmount         Code = "no-amount"
	BelowZero        Code = "below-zero"
	TwoBalances      Code = "two-balances"
	NoShare          Code = "no-share"
	SharesNotWhole   Code = "shares-not-whole"
	BeneficiaryName  Code = "beneficiary-name"
	BeneficiaryTwice Code = "beneficiary-twice"
	NotMember        Code = "not-member"
	TotalWrong       Code = "total-wrong"
	NumberTwice      Code = "number-twice"
	CitizenTwice     Code = "citizen-twice"
	PersonTwice      Code = "person-twice"
	NumberKnown      Code = "number-known"
	PersonKnown      Code = "person-known"
	CitizenKnown     Code = "citizen-known"
	NameAlike        Code = "name-alike" // a doubt, no fault
	NameAlikeKnown   Code = "name-alike-known"
	NoKeys           Code = "no-keys"
)

// Fault is what is wrong with one row, or worth a second look.
type Fault struct {
	Line int `json:"row"`
	// Name is whom the row is about, as far as it says.
	Name    string `json:"name,omitzero"`
	Column  Column `json:"column,omitzero"`
	Code    Code   `json:"code"`
	Written string `json:"written,omitzero"`
	// Other is the row, the member or the sum that this one is at odds with.
	Other string `json:"other,omitzero"`
}
