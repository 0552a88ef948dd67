package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"time"

	"sajja/bot/thai"
	"sajja/ledger"
	"sajja/store"
	"sajja/store/postgres"
)

type memberUnlinkCommand struct {
	Fund   string `required:"" help:"The fund's code."`
	Number string `required:"" help:"The member's number in the fund."`
}

func (c *memberUnlinkCommand) Run(ctx context.Context, con *console) error {
	return con.withMember(ctx, c.Fund, c.Number, func(db *postgres.DB, fund store.Fund, m store.Member) error {
		_, err := db.Unlink(ctx, fund.ID, m.ID, store.UnlinkedByOfficer, time.Now())
		if errors.Is(err, store.ErrNotFound) {
			return fmt.Errorf("%s %s has no LINE linked", m.Number, m.Name)
		}
		if err != nil {
			return err
		}
		return con.show(memberJSON{m.ID, m.Number, m.Name}, func(w io.Writer) error {
			_, err := fmt.Fprintf(w, "no LINE speaks for %s %s any more\n", m.Number, m.Name)
			return err
		})
	})
}

type memberLinkRequestsCommand struct {
	printFlags
}

// linkRequestsMax bounds the list of requests; far more than officers leave open.
const linkRequestsMax = 500

func (c *memberLinkRequestsCommand) Run(ctx context.Context, con *console) error {
	return con.printReport(ctx, c.printFlags, "sajja member link-requests", func(db *postgres.DB, fund store.Fund) (paper, error) {
		requests, err := db.OpenLinkRequests(ctx, fund.ID, time.Now().Add(-store.LinkRequestLife), linkRequestsMax)
		if err != nil {
			return paper{}, err
		}
		members, err := db.Members(ctx, fund.ID)
		if err != nil {
			return paper{}, err
		}
		byID := make(map[ledger.MemberID]store.Member, len(members))
		for _, m := range members {
			byID[m.ID] = m
		}
		return paper{sheet: linkRequestsSheet(fund, requests, byID)}, nil
	})
}

// linkRequestsSheet lists who asked, what they said, and what is missing.
func linkRequestsSheet(fund store.Fund, requests []store.LinkRequest, members map[ledger.MemberID]store.Member) *sheet {
	s := &sheet{
		Name: "link-requests", Title: "คำขอผูกไลน์ที่รออยู่", Fund: fund.Name, Period: asOfText(today()),
		Facts: []fact{{"fund", fund.Code}},
		Columns: []column{
			textColumn("asked_at", "ขอเมื่อ"), textColumn("said", "ที่บอกไว้"), textColumn("number", "เลขที่"), textColumn("name", "สมาชิก"),
			textColumn("approved_by", "กรรมการคนแรก"), textColumn("seconded_by", "กรรมการคนที่สอง"),
		},
		Notes: []string{"กรรมการกดยืนยันหรือไม่รับได้จากการ์ดในไลน์ หรือพิมพ์ คำขอผูกไลน์ ในแชต"},
	}
	var rows [][]cell
	for _, r := range requests {
		m := members[r.Member]
		asked := thai.FormatDate(ledger.DateOf(r.AskedAt)) + " " + thai.FormatClock(r.AskedAt)
		rows = append(rows, []cell{asked, r.Said, m.Number, m.Name, r.ApprovedBy.Name, r.SecondedBy.Name})
	}
	s.Groups = []rowGroup{{Rows: rows}}
	return s
}
