package postgres

import (
	"context"
	"fmt"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"sajja/ledger"
	"sajja/store"
)

const createHouseholdSQL = `
INSERT INTO households (fund_id, id, name, head_id, created_at) VALUES ($1, $2, $3, $4, $5)`

// CreateHousehold makes a household of its members, its head among them.
// store.ErrExists when one of them lives in another.
func (db *DB) CreateHousehold(ctx context.Context, fund ledger.FundID, house store.Household, at time.Time) error {
	err := db.inFund(ctx, fund, func(tx pgx.Tx) error {
		if _, err := tx.Exec(ctx, createHouseholdSQL, fund.UUID, house.ID.UUID, house.Name, wireID(house.Head.UUID), at); err != nil {
			return err
		}
		for _, m := range house.Members {
			if err := moveIn(ctx, tx, fund, store.Move{Member: m.ID, Household: house.ID, At: at}); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return fmt.Errorf("make household: %w", domainError(err))
	}
	return nil
}

const (
	moveMemberSQL = `UPDATE members SET household_id = $3 WHERE fund_id = $1 AND id = $2 AND (household_id IS NULL) = ($3::uuid IS NOT NULL)`
	keepMoveSQL   = `
INSERT INTO household_moves (fund_id, member_id, number, household_id, at, by_id)
SELECT $1, $2, 1 + coalesce((SELECT max(number) FROM household_moves WHERE fund_id = $1 AND member_id = $2), 0), $3, $4, $5`
	leaveHeadSQL = `UPDATE households SET head_id = NULL WHERE fund_id = $1 AND head_id = $2`
)

func moveIn(ctx context.Context, tx pgx.Tx, fund ledger.FundID, m store.Move) error {
	house := wireID(m.Household.UUID)
	tag, err := tx.Exec(ctx, moveMemberSQL, fund.UUID, m.Member.UUID, house)
	if err != nil {
		return err
	}
	if tag.RowsAffected() == 0 {
		return store.ErrExists
	}
	if m.Household.IsZero() {
		if _, err := tx.Exec(ctx, leaveHeadSQL, fund.UUID, m.Member.UUID); err != nil {
			return err
		}
	}
	_, err = tx.Exec(ctx, keepMoveSQL, fund.UUID, m.Member.UUID, house, m.At, wireID(m.By.UUID))
	return err
}

// MoveHousehold lets a member move in, or with a zero household out.
// store.ErrExists when she lives in one already, or in none.
func (db *DB) MoveHousehold(ctx context.Context, fund ledger.FundID, m store.Move) error {
	err := db.inFund(ctx, fund, func(tx pgx.Tx) error { return moveIn(ctx, tx, fund, m) })
	if err != nil {
		return fmt.Errorf("move household: %w", domainError(err))
	}
	return nil
}

const selectHouseholdsSQL = `
SELECT h.id, h.name, h.head_id FROM households h WHERE h.fund_id = $1`

const (
	allHouseholdsSQL    = selectHouseholdsSQL + ` ORDER BY h.name, h.id`
	householdByIDSQL    = selectHouseholdsSQL + ` AND h.id = $2`
	householdMembersSQL = selectMembersSQL + ` AND m.household_id IS NOT NULL ORDER BY m.number`
	membersOfHouseSQL   = selectMembersSQL + ` AND m.household_id = $2 ORDER BY m.number LIMIT 100`
)

func scanHousehold(row pgx.CollectableRow) (store.Household, error) {
	var h store.Household
	var head *uuid.UUID
	err := row.Scan(&h.ID.UUID, &h.Name, &head)
	if head != nil {
		h.Head.UUID = *head
	}
	return h, err
}

// Households lists a fund's households with who lives in them.
func (db *DB) Households(ctx context.Context, fund ledger.FundID) ([]store.Household, error) {
	var houses []store.Household
	err := db.inFund(ctx, fund, func(tx pgx.Tx) error {
		rows, err := tx.Query(ctx, allHouseholdsSQL, fund.UUID)
		if err == nil {
			houses, err = pgx.CollectRows(rows, scanHousehold)
		}
		if err != nil {
			return err
		}
		members, err := readMembers(ctx, tx, fund, householdMembersSQL)
		place := map[ledger.HouseholdID]int{}
		for i, h := range houses {
			place[h.ID] = i
		}
		for _, m := range members {
			h := &houses[place[m.Household]]
			h.Members = append(h.Members, m)
		}
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("read households: %w", err)
	}
	return houses, nil
}

// Household gives the people of one house; store.ErrNotFound.
func (s *Session) Household(ctx context.Context, id ledger.HouseholdID) (store.Household, error) {
	rows, err := s.tx.Query(ctx, householdByIDSQL, s.fund.UUID, id.UUID)
	var house store.Household
	if err == nil {
		house, err = pgx.CollectExactlyOneRow(rows, scanHousehold)
	}
	if err == nil {
		house.Members, err = readMembers(ctx, s.tx, s.fund, membersOfHouseSQL, id.UUID)
	}
	if err != nil {
		return store.Household{}, fmt.Errorf("read household: %w", domainError(err))
	}
	return house, nil
}
