package main

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"regexp"
	"runtime"
	"slices"
	"strings"
	"sync"
	"time"

	"sajja/bot/linkcode"
	"sajja/bot/thai"
	"sajja/ledger"
	"sajja/store"
	"sajja/store/postgres"
)

type memberSlipCommand struct {
	printFlags
	Number      string `help:"A slip for this member, also to replace a lost phone."`
	Village     string `help:"Slips for the members of a village who have no LINE yet, such as \"หมู่ 3\"."`
	AllUnlinked bool   `help:"Slips for all members who have no LINE yet."`
	Bot         string `placeholder:"@ID" help:"The bot's LINE ID, to print an address beside each code that opens LINE with the code typed in."`
}

// botIDForm is LINE's form of an account's own ID.
var botIDForm = regexp.MustCompile(`^@[a-z0-9._-]{3,20}$`)

func (c *memberSlipCommand) Run(ctx context.Context, con *console) error {
	const command = "sajja member slip"
	asked := 0
	for _, given := range []bool{c.Number != "", c.Village != "", c.AllUnlinked} {
		if given {
			asked++
		}
	}
	switch {
	case asked != 1:
		return usageError{command, errors.New("say whose slips: one of --number, --village or --all-unlinked")}
	case c.Bot != "" && !botIDForm.MatchString(c.Bot):
		return usageError{command, errors.New("--bot is the account's LINE ID, such as @123abcde")}
	}
	return con.printReport(ctx, c.printFlags, command, func(db *postgres.DB, fund store.Fund) (paper, error) {
		members, err := c.members(ctx, db, fund)
		if err != nil {
			return paper{}, err
		}
		codes, until, err := issueCodes(ctx, db, fund, members, time.Now())
		if err != nil {
			return paper{}, err
		}
		return paper{sheet: c.sheet(fund, members, codes, until)}, nil
	})
}

// members gives those the slips are for, by village and number.
func (c *memberSlipCommand) members(ctx context.Context, db *postgres.DB, fund store.Fund) ([]store.Member, error) {
	if c.Number != "" {
		m, err := findMember(ctx, db, fund, c.Number)
		return []store.Member{m}, err
	}
	all, err := db.Members(ctx, fund.ID)
	if err != nil {
		return nil, err
	}
	village := strings.TrimSpace(c.Village)
	unlinked := slices.DeleteFunc(all, func(m store.Member) bool {
		return m.LineUserID != "" || !c.AllUnlinked && m.Village != village
	})
	if len(unlinked) == 0 {
		return nil, fmt.Errorf("nobody there is without LINE: see `sajja member list --fund %s`", fund.Code)
	}
	slices.SortStableFunc(unlinked, func(a, b store.Member) int { return strings.Compare(a.Village, b.Village) })
	return unlinked, nil
}

// slipDraws is how often codes are drawn again when one of them is taken.
const slipDraws = 3

// issueCodes makes a code for each member, which voids the member's older ones,
// and gives until when they are good.
func issueCodes(ctx context.Context, db *postgres.DB, fund store.Fund, members []store.Member, now time.Time) ([]linkcode.Code, time.Time, error) {
	series, err := db.LinkSeries(ctx, fund.ID)
	if err != nil {
		return nil, now, err
	}
	until := now.Add(store.LinkCodeLife)
	var codes []linkcode.Code
	for range slipDraws {
		var records []store.LinkCode
		if codes, records, err = drawCodes(fund, series, members, now, until); err != nil {
			return nil, until, err
		}
		if err = db.AddLinkCodes(ctx, fund.ID, records); !errors.Is(err, store.ErrConflict) {
			break
		}
	}
	return codes, until, err
}

func drawCodes(fund store.Fund, series int, members []store.Member, now, until time.Time) ([]linkcode.Code, []store.LinkCode, error) {
	codes, records := make([]linkcode.Code, len(members)), make([]store.LinkCode, len(members))
	for i, m := range members {
		var err error
		if codes[i], err = linkcode.New(series); err != nil {
			return nil, nil, err
		}
		records[i] = store.LinkCode{ID: ledger.NewLinkCodeID(), Member: m.ID, IssuedAt: now, ExpiresAt: until}
	}
	hashCodes(fund.ID, codes, records)
	return codes, records, nil
}

// hashCodes works on all processors: a hash is slow by design, and a fund may
// print thousands.
func hashCodes(fund ledger.FundID, codes []linkcode.Code, records []store.LinkCode) {
	workers := runtime.GOMAXPROCS(0)
	var work sync.WaitGroup
	for first := range workers {
		work.Go(func() {
			for i := first; i < len(codes); i += workers {
				records[i].Hash = codes[i].Hash(fund)
			}
		})
	}
	work.Wait()
}

// sheet is what is printed and cut into slips.
func (c *memberSlipCommand) sheet(fund store.Fund, members []store.Member, codes []linkcode.Code, until time.Time) *sheet {
	s := &sheet{
		Name: "slips", Title: "ใบผูกไลน์", Fund: fund.Name, Period: "ใช้ได้ถึงวันที่ " + thai.FormatDate(ledger.DateOf(until)),
		GroupedBy: "หมู่บ้าน",
		Facts:     []fact{{"fund", fund.Code}, {"expires_at", until.UTC().Format(time.RFC3339)}},
		Columns:   []column{textColumn("number", "เลขที่"), textColumn("name", "ชื่อ"), textColumn("code", "รหัส")},
		Notes: []string{
			"วิธีใช้: เพิ่มเพื่อนกับไลน์ของกองทุน แล้วพิมพ์รหัส 10 หลักส่งมาในแชต กดยินยอม แล้วใช้ได้เลย",
			"รหัสใช้ได้ครั้งเดียว สำหรับเจ้าของชื่อเท่านั้น อย่าให้คนอื่นเห็น หากหายให้กรรมการออกใบใหม่ ใบเดิมจะใช้ไม่ได้",
		},
	}
	if c.Bot != "" {
		s.Columns = append(s.Columns, textColumn("open", "เปิดไลน์พร้อมรหัส"))
	}
	for i, m := range members {
		if len(s.Groups) == 0 || s.Groups[len(s.Groups)-1].Name != m.Village {
			s.Groups = append(s.Groups, rowGroup{Name: m.Village})
		}
		row := []cell{m.Number, m.Name, codes[i].String()}
		if c.Bot != "" {
			row = append(row, openLine(c.Bot, codes[i]))
		}
		group := &s.Groups[len(s.Groups)-1]
		group.Rows = append(group.Rows, row)
	}
	return s
}

// openLine is LINE's own address for a chat with a text typed in.
func openLine(bot string, code linkcode.Code) string {
	return "https://line.me/R/oaMessage/" + url.PathEscape(bot) + "/?" + url.PathEscape(code.String())
}
