package main

import "sajja/cmd/linesim/sim"

// people are the phones and groups of a phones file.
type people struct {
	Phones []sim.Phone `json:"phones"`
	Groups []sim.Group `json:"groups"`
}

// inventedPeople are on the page when no file names others.
func inventedPeople() people {
	somsri, prasert := "U"+"a0000000000000000000000000000001", "U"+"a0000000000000000000000000000002"
	mali, wichai := "U"+"a0000000000000000000000000000003", "U"+"a0000000000000000000000000000004"
	return people{
		Phones: []sim.Phone{
			{UserID: somsri, DisplayName: "สมศรี ใจดี", Label: "สมาชิก"},
			{UserID: prasert, DisplayName: "ประเสริฐ ทองคำ", Label: "สมาชิก"},
			{UserID: mali, DisplayName: "มาลี แสนสุข", Label: "เหรัญญิก"},
			{UserID: wichai, DisplayName: "วิชัย ศรีสวัสดิ์", Label: "ผู้ประสานงาน"},
		},
		Groups: []sim.Group{{
			ID: "C" + "a0000000000000000000000000000009", Name: "กองทุนบ้านหนองบัว",
			Members: []string{somsri, prasert, mali, wichai},
		}},
	}
}
