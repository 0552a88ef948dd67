package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"time"

	"sajja/bot/register"
	typed "sajja/bot/sheet"
	"sajja/bot/thai"
	"sajja/ledger"
	"sajja/store"
	"sajja/store/postgres"
)

// memberImportCommand brings in a register with the balances of its paper book.
type memberImportCommand struct {
	Fund     string      `required:"" help:"The fund's code."`
	File     string      `arg:"" help:"A .csv or .xlsx with a line of headings, in Thai or English: number (เลขที่สมาชิก) and name (ชื่อ) at least."`
	Apply    bool        `help:"Write it. Without this the file is only looked at."`
	On       ledger.Date `placeholder:"DATE" help:"The day on which the paper book was added up; today when left out."`
	Joined   ledger.Date `placeholder:"DATE" help:"Day of joining for rows that do not tell."`
	Against  []string    `sep:"none" placeholder:"ACCOUNT[=AMOUNT]" help:"Where the members' money is, such as 1100=500; may be repeated, and one without an amount takes the rest."`
	Distinct []string    `placeholder:"NUMBER" help:"Number of a member who is somebody else, in spite of the same-sounding name and birthday; may be repeated."`
	By       string      `placeholder:"MEMBER" help:"Member number of the officer who does it."`
}

// Help names the columns and what becomes of balances.
func (c *memberImportCommand) Help() string {
	return `Reads days of both eras in any usual spelling, Thai digits, CSV in UTF-8 or Windows-874, and workbooks. First it only looks and
says of every row that is not right what to write instead; with --apply it brings in all of the rows or none. Balances of
contribution (เงินสมทบ) and savings (เงินฝาก) become opening entries, a column paid through (ส่งถึงวันที่) says how far she has
paid, and each member is asked in LINE whether her balance is right.`
}

// memberImportJSON is what was brought in, or would be.
type memberImportJSON struct {
	Fund         string            `json:"fund"`
	OK           bool              `json:"ok"`
	Applied      bool              `json:"applied"`
	Rows         int               `json:"rows"`
	FaultyRows   int               `json:"faulty_rows"`
	Contribution ledger.Money      `json:"contribution"`
	Savings      ledger.Money      `json:"savings"`
	Documents    []string          `json:"documents"` // the first and the last number of the opening entries
	Ignored      []string          `json:"ignored"`   // headings that mean nothing here
	Faults       []importFaultJSON `json:"faults"`
	Doubts       []importFaultJSON `json:"doubts"`
	// Refusal is why a register without faults is not taken.
	Refusal string `json:"refusal,omitzero"`
}

// importFaultJSON is a fault with its words.
type importFaultJSON struct {
	register.Fault
	Text string `json:"text"`
}

func (c *memberImportCommand) Run(ctx context.Context, con *console) error {
	now := time.Now()
	today := ledger.DateOf(now)
	if c.On.IsZero() {
		c.On = today
	}
	if c.On.After(today) || c.Joined.After(today) {
		return usageError{"sajja member import", errors.New("--on and --joined cannot lie in the future")}
	}
	rows, err := readTyped(c.File, register.RowsMax+registerHeadingsMax)
	if err != nil {
		return tableRefusal(err)
	}
	vault, err := con.vault()
	if err != nil {
		return err
	}
	return con.withOfficer(ctx, c.Fund, c.By, func(db *postgres.DB, fund store.Fund, by ledger.MemberID) error {
		table, err := register.Read(rows, register.Options{Today: today, Money: fund.Preset.MemberMoney(), JoinedOn: c.Joined})
		if err == nil && len(table.Rows) > register.RowsMax {
			err = typed.ErrRows
		}
		if err != nil {
			return tableRefusal(err)
		}
		known, err := knownMembers(ctx, db, fund, sealer{vault, fund.ID})
		if err != nil {
			return err
		}
		table.FindKnown(known)
		table.Allow(c.Distinct)
		if vault == nil {
			table.RefuseSecrets()
		}
		in := intake{command: c, fund: fund, table: table, sealer: sealer{vault, fund.ID}}
		report := in.report()
		if report.OK {
			err = in.take(ctx, db, ledger.Act{Actor: by, At: now, Cause: commandLine, Key: in.key()}, &report)
		}
		if err != nil {
			return err
		}
		if err := con.show(report, report.write); err != nil {
			return err
		}
		if !report.OK {
			return errReported
		}
		return nil
	})
}

// registerHeadingsMax leaves room for titles, headings and a line of totals.
const registerHeadingsMax = 50

// report tells what was read, before anything is done.
func (in *intake) report() memberImportJSON {
	r := memberImportJSON{
		Fund: in.fund.Code, OK: len(in.table.Faults) == 0, Rows: len(in.table.Rows), FaultyRows: in.table.FaultyRows(),
		Documents: []string{}, Ignored: slices.Concat([]string{}, in.table.Ignored),
		Faults: importFaults(in.table.Faults), Doubts: importFaults(in.table.Doubts),
	}
	for _, row := range in.table.Rows {
		r.Contribution, r.Savings = r.Contribution.Add(row.Contribution), r.Savings.Add(row.Savings)
	}
	return r
}

func importFaults(faults []register.Fault) []importFaultJSON {
	all := make([]importFaultJSON, len(faults))
	for i, f := range faults {
		all[i] = importFaultJSON{f, faultText(f)}
	}
	return all
}

// write tells it to a treasurer: every row to mend, then what was done.
func (r memberImportJSON) write(w io.Writer) error {
	for _, f := range r.Faults {
		fmt.Fprintln(w, f.Text)
	}
	for _, d := range r.Doubts {
		fmt.Fprintln(w, "ดูอีกครั้ง "+d.Text)
	}
	for _, heading := range r.Ignored {
		fmt.Fprintf(w, "ช่อง %s ไม่ได้ใช้ค่ะ\n", heading)
	}
	_, err := fmt.Fprintln(w, r.verdict())
	return err
}

func (r memberImportJSON) verdict() string {
	read := fmt.Sprintf("%d คน เงินสมทบ %s เงินฝาก %s", r.Rows, thai.FormatBaht(r.Contribution), thai.FormatBaht(r.Savings))
	switch {
	case len(r.Faults) > 0:
		return fmt.Sprintf("ยังไม่ได้นำเข้า: %d จาก %d แถวต้องแก้ก่อน แก้ในไฟล์แล้วสั่งใหม่ได้เลยค่ะ", r.FaultyRows, r.Rows)
	case r.Refusal != "":
		return "ยังไม่ได้นำเข้า: " + r.Refusal
	case !r.Applied:
		return "ดูก่อนเท่านั้น ยังไม่ได้เขียนอะไร: อ่านได้ " + read + " ถ้าถูกต้องสั่งซ้ำพร้อม --apply ค่ะ"
	}
	return "นำเข้าแล้ว " + read + " เมื่อสมาชิกผูกไลน์ ระบบจะถามว่ายอดตรงไหมค่ะ"
}
