package postgres

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

	"sajja/ledger"
	"sajja/ledger/membership"
	"sajja/store"
)

const insertHousesSQL = `
INSERT INTO households (fund_id, id, name, created_at) SELECT $1, *, $4 FROM unnest($2::uuid[], $3::text[])`

const housesSQL = `
SELECT h.id, h.name, m.village FROM households h JOIN members m ON m.fund_id = $1 AND m.household_id = h.id
WHERE h.fund_id = $1 GROUP BY h.id, h.name, m.village ORDER BY h.name, m.village, h.id`

// Houses gives the fund's households by name and by the villages of their people.
func (db *DB) Houses(ctx context.Context, fund ledger.FundID) ([]store.House, error) {
	var houses []store.House
	err := db.inReport(ctx, fund, func(tx pgx.Tx) error {
		rows, err := tx.Query(ctx, housesSQL, fund.UUID)
		if err != nil {
			return err
		}
		houses, err = pgx.CollectRows(rows, func(row pgx.CollectableRow) (store.House, error) {
			var h store.House
			err := row.Scan(&h.ID.UUID, &h.Name, &h.Village)
			return h, err
		})
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("read households: %w", err)
	}
	return houses, nil
}

// TakeIn enters members with all that is known of them and the balances of their
// paper books, all of it or nothing, and gives the opening entries with their
// numbers. store.ErrExists when a number or a LINE user is taken, ledger.ErrOpened
// when balances were brought in under this key before; others as OpenBooks.
func (db *DB) TakeIn(ctx context.Context, fund ledger.FundID, intake store.Intake) ([]ledger.Entry, error) {
	intake.Act.Key = "opening:" + intake.Act.Key
	entries, err := intake.Opening.Entries(intake.Act)
	if err != nil {
		return nil, err
	}
	err = db.work(ctx, fund, nil, func(ctx context.Context, s *Session) (store.Outcome, error) {
		if len(entries) > 0 {
			if _, err := s.lockOpening(ctx, intake.Act.Key); err != nil {
				return store.Outcome{}, err
			}
		}
		batch := &pgx.Batch{}
		if err := queueIntake(batch, fund, intake); err != nil {
			return store.Outcome{}, err
		}
		return store.Outcome{Entries: entries}, s.tx.SendBatch(ctx, batch).Close()
	})
	if err == nil && len(entries) > 0 {
		err = db.fillNumbers(ctx, fund, entries)
	}
	if err != nil {
		return nil, fmt.Errorf("take in %d members: %w", len(intake.Members), err)
	}
	return entries, nil
}

// queueIntake queues the rows of an intake in the order in which they lean on one
// another.
func queueIntake(batch *pgx.Batch, fund ledger.FundID, intake store.Intake) error {
	at, by := intake.Act.At, wireID(intake.Act.Actor.UUID)
	var houses uuids
	var names []string
	for _, h := range intake.Houses {
		houses, names = append(houses, wireID(h.ID.UUID)), append(names, h.Name)
	}
	if len(houses) > 0 {
		batch.Queue(insertHousesSQL, fund.UUID, houses, names, at)
	}
	members := make([]store.Member, len(intake.Members))
	var sealed []store.SealedPerson
	for i, e := range intake.Members {
		members[i] = e.Member
		if len(e.Sealed.Secrets) > 0 {
			sealed = append(sealed, e.Sealed)
		}
	}
	queueMembers(batch, fund, members, at)
	queueSealed(batch, fund, sealed, at)
	queueEnrolledEvents(batch, fund, intake.Members, at, by)
	queueBaselines(batch, fund, intake.Members, at, by)
	queuePaidThrough(batch, fund, intake.Members, at)
	return queueFirstLists(batch, fund, intake.Members, at, by)
}

func queueEnrolledEvents(batch *pgx.Batch, fund ledger.FundID, members []store.Enrolment, at time.Time, by any) {
	rows := eventRows{}
	for _, e := range members {
		for _, r := range e.Events {
			rows.add(e.Member.ID, r)
		}
	}
	rows.queue(batch, fund, at, by)
}

const insertMemberBaselinesSQL = `
INSERT INTO baselines (fund_id, member_id, on_day, contribution_satang, savings_satang, recorded_at, recorded_by)
SELECT $1, *, $6, $7 FROM unnest($2::uuid[], $3::date[], $4::bigint[], $5::bigint[])`

func queueBaselines(batch *pgx.Batch, fund ledger.FundID, members []store.Enrolment, at time.Time, by any) {
	var ids uuids
	var days dates
	var contributions, savings []int64
	for _, e := range members {
		if e.Baseline == nil {
			continue
		}
		ids, days = append(ids, wireID(e.Member.ID.UUID)), append(days, wireDate(e.Baseline.On))
		contributions, savings = append(contributions, e.Baseline.Contribution.Satang()), append(savings, e.Baseline.Savings.Satang())
	}
	if len(ids) > 0 {
		batch.Queue(insertMemberBaselinesSQL, fund.UUID, ids, days, contributions, savings, at, by)
	}
}

func queuePaidThrough(batch *pgx.Batch, fund ledger.FundID, members []store.Enrolment, at time.Time) {
	var ids uuids
	var through dates
	for _, e := range members {
		if !e.PaidThrough.IsZero() {
			ids, through = append(ids, wireID(e.Member.ID.UUID)), append(through, wireDate(e.PaidThrough))
		}
	}
	if len(ids) > 0 {
		batch.Queue(insertBaselinesSQL, fund.UUID, ids, through, at)
	}
}

const insertFirstListsSQL = `
INSERT INTO beneficiary_lists (fund_id, member_id, number, people, recorded_at, recorded_by)
SELECT $1, m, 1, p::jsonb, $4, $5 FROM unnest($2::uuid[], $3::text[]) AS l (m, p)`

func queueFirstLists(batch *pgx.Batch, fund ledger.FundID, members []store.Enrolment, at time.Time, by any) error {
	var ids uuids
	var lists []string
	for _, e := range members {
		if len(e.Beneficiaries) == 0 {
			continue
		}
		list, err := beneficiariesJSON(e.Beneficiaries)
		if err != nil {
			return err
		}
		ids, lists = append(ids, wireID(e.Member.ID.UUID)), append(lists, list)
	}
	if len(ids) > 0 {
		batch.Queue(insertFirstListsSQL, fund.UUID, ids, lists, at, by)
	}
	return nil
}

// beneficiaryJSON is a beneficiary as a list keeps her.
type beneficiaryJSON struct {
	Name     string `json:"name"`
	Relation string `json:"relation"`
	Share    int    `json:"share"`
}

func beneficiariesJSON(all []membership.Beneficiary) (string, error) {
	if err := membership.CheckBeneficiaries(all); err != nil {
		return "", err
	}
	list := make([]beneficiaryJSON, len(all))
	for i, b := range all {
		list[i] = beneficiaryJSON{b.Name, b.Relation, int(b.Share)}
	}
	text, err := json.Marshal(list)
	if err != nil {
		return "", fmt.Errorf("write beneficiaries: %w", err)
	}
	return string(text), nil
}

func beneficiariesOf(text []byte) ([]membership.Beneficiary, error) {
	var list []beneficiaryJSON
	if err := json.Unmarshal(text, &list); err != nil {
		return nil, fmt.Errorf("read beneficiaries: %w", err)
	}
	all := make([]membership.Beneficiary, len(list))
	for i, b := range list {
		all[i] = membership.Beneficiary{Name: b.Name, Relation: b.Relation, Share: membership.Share(b.Share)}
	}
	return all, nil
}
