package postgres

import (
	"context"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

	"sajja/ledger"
	"sajja/ledger/membership"
	"sajja/store"
)

const (
	latestListSQL = `
SELECT people FROM beneficiary_lists WHERE fund_id = $1 AND member_id = $2 ORDER BY number DESC LIMIT 1`

	formerNumbersSQL = `
SELECT number, ended_at FROM former_numbers WHERE fund_id = $1 AND member_id = $2 ORDER BY ended_at`

	memberChangesSQL = `
SELECT c.fields, c.changed_at, coalesce(m.name, '')
FROM member_changes c LEFT JOIN members m ON m.fund_id = $1 AND m.id = c.changed_by
WHERE c.fund_id = $1 AND c.member_id = $2 ORDER BY c.number`

	houseOfMemberSQL = `
SELECT coalesce((SELECT h.name FROM members m JOIN households h ON h.fund_id = $1 AND h.id = m.household_id
                 WHERE m.fund_id = $1 AND m.id = $2), '')`

	sealedFieldsSQL = `
SELECT field FROM person_secrets WHERE fund_id = $1 AND person_id = $2 ORDER BY field`
)

// MemberRecord gives all that the register knows of a member in the open.
func (db *DB) MemberRecord(ctx context.Context, m store.Member) (store.MemberRecord, error) {
	record := store.MemberRecord{Member: m}
	err := db.inReport(ctx, m.Fund, func(tx pgx.Tx) error {
		events, err := eventsOf(ctx, tx, memberEventsSQL+` AND member_id = $2 ORDER BY number`, m.Fund.UUID, m.ID.UUID)
		if err != nil {
			return err
		}
		if record.History, err = membership.NewHistory(m.JoinedOn, events[m.ID]); err != nil {
			return err
		}
		if err := tx.QueryRow(ctx, houseOfMemberSQL, m.Fund.UUID, m.ID.UUID).Scan(&record.House); err != nil {
			return err
		}
		if record.Beneficiaries, _, err = latestList(ctx, tx, m); err != nil {
			return err
		}
		return readChanges(ctx, tx, &record)
	})
	if err != nil {
		return record, fmt.Errorf("read the record of member %s: %w", m.ID, err)
	}
	return record, nil
}

// latestList gives the beneficiaries in force.
func latestList(ctx context.Context, tx querier, m store.Member) ([]membership.Beneficiary, bool, error) {
	rows, err := tx.Query(ctx, latestListSQL, m.Fund.UUID, m.ID.UUID)
	if err != nil {
		return nil, false, err
	}
	lists, err := pgx.CollectRows(rows, pgx.RowTo[[]byte])
	if err != nil || len(lists) == 0 {
		return nil, false, err
	}
	all, err := beneficiariesOf(lists[0])
	return all, true, err
}

func readChanges(ctx context.Context, tx pgx.Tx, record *store.MemberRecord) error {
	m := record.Member
	rows, err := tx.Query(ctx, formerNumbersSQL, m.Fund.UUID, m.ID.UUID)
	if err != nil {
		return err
	}
	if record.Former, err = pgx.CollectRows(rows, pgx.RowToStructByPos[store.FormerNumber]); err != nil {
		return err
	}
	if rows, err = tx.Query(ctx, memberChangesSQL, m.Fund.UUID, m.ID.UUID); err != nil {
		return err
	}
	if record.Changes, err = pgx.CollectRows(rows, pgx.RowToStructByPos[store.MemberChange]); err != nil {
		return err
	}
	if rows, err = tx.Query(ctx, sealedFieldsSQL, m.Fund.UUID, m.Person.UUID); err != nil {
		return err
	}
	record.Sealed, err = pgx.CollectRows(rows, pgx.RowTo[string])
	return err
}

const alterMemberSQL = `
UPDATE members SET name = coalesce($3, name), nickname = coalesce($4, nickname), village = coalesce($5, village),
       born_on = CASE WHEN $6 THEN $7 ELSE born_on END, classes = coalesce($8, classes),
       household_id = CASE WHEN $9 THEN $10 ELSE household_id END
WHERE fund_id = $1 AND id = $2`

// AlterMember alters fields of a member's record; which, when and by whom is noted.
func (db *DB) AlterMember(ctx context.Context, m store.Member, a store.Alteration, by ledger.MemberID) error {
	var born *time.Time
	if a.BornOn != nil {
		born = nullDate(*a.BornOn)
	}
	var classes []string
	if a.Classes != nil {
		classes = wireClasses(*a.Classes)
	}
	var house ledger.HouseholdID
	if a.Household != nil {
		house = *a.Household
	}
	err := db.inFundAs(ctx, m.Fund, by, func(tx pgx.Tx) error {
		_, err := tx.Exec(ctx, alterMemberSQL, m.Fund.UUID, m.ID.UUID, a.Name, a.Nickname, a.Village,
			a.BornOn != nil, born, classes, a.Household != nil, wireID(house.UUID))
		return err
	})
	if err != nil {
		return fmt.Errorf("alter member %s: %w", m.ID, domainError(err))
	}
	return nil
}

// Renumber gives a member another number; the one before stays in her history.
// store.ErrExists when somebody has it.
func (db *DB) Renumber(ctx context.Context, m store.Member, number string, by ledger.MemberID) error {
	err := db.inFundAs(ctx, m.Fund, by, func(tx pgx.Tx) error {
		_, err := tx.Exec(ctx, `UPDATE members SET number = $3 WHERE fund_id = $1 AND id = $2`, m.Fund.UUID, m.ID.UUID, number)
		return err
	})
	if err != nil {
		return fmt.Errorf("renumber member %s: %w", m.ID, domainError(err))
	}
	return nil
}

// inFundAs runs fn in a transaction of the fund that notes who does it.
func (db *DB) inFundAs(ctx context.Context, fund ledger.FundID, by ledger.MemberID, fn func(tx pgx.Tx) error) error {
	return db.inFund(ctx, fund, func(tx pgx.Tx) error {
		actor := ""
		if !by.IsZero() {
			actor = by.String()
		}
		if _, err := tx.Exec(ctx, `SELECT set_config('sajja.actor', $1, true)`, actor); err != nil {
			return err
		}
		return fn(tx)
	})
}

// AddHouse enters a household; it has no head until somebody names one.
func (db *DB) AddHouse(ctx context.Context, fund ledger.FundID, h store.House, at time.Time) error {
	err := db.inFund(ctx, fund, func(tx pgx.Tx) error {
		_, err := tx.Exec(ctx, insertHousesSQL, fund.UUID, uuids{wireID(h.ID.UUID)}, []string{h.Name}, at)
		return err
	})
	if err != nil {
		return fmt.Errorf("add a household: %w", domainError(err))
	}
	return nil
}

const insertListSQL = `
INSERT INTO beneficiary_lists (fund_id, member_id, number, people, recorded_at, recorded_by)
SELECT $1, $2, coalesce(max(number), 0) + 1, $3::text::jsonb, $4, $5 FROM beneficiary_lists WHERE fund_id = $1 AND member_id = $2`

// SetBeneficiaries keeps a new list of who receives after a member, which takes the
// place of the one before. Errors: those of membership.CheckBeneficiaries;
// store.ErrConflict when somebody else kept one at the same moment.
func (db *DB) SetBeneficiaries(ctx context.Context, m store.Member, all []membership.Beneficiary, by ledger.MemberID, at time.Time) error {
	list, err := beneficiariesJSON(all)
	if err != nil {
		return err
	}
	err = db.inFund(ctx, m.Fund, func(tx pgx.Tx) error {
		_, err := tx.Exec(ctx, insertListSQL, m.Fund.UUID, m.ID.UUID, list, at, wireID(by.UUID))
		return err
	})
	if err != nil {
		return fmt.Errorf("keep the beneficiaries of member %s: %w", m.ID, domainError(err))
	}
	return nil
}
