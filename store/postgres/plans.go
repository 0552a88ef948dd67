package postgres

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgtype"

	"sajja/ledger"
	"sajja/ledger/membership"
	"sajja/store"
)

const plansSQL = `
SELECT number, since, recorded_at, nullif(known_from, '-infinity'), recorded_by, rate_satang, per, basis, accepts, due_every,
       joining_fee_satang, gap_policy, gap_days, suspended_after, suspended_unit, out_after, out_unit,
       exempt_classes, exempt_from_age, resolution
FROM plan_versions WHERE fund_id = $1 ORDER BY number LIMIT 1000`

func scanPlan(row pgx.CollectableRow) (store.PlanVersion, error) {
	var v store.PlanVersion
	var since, known *time.Time
	var by pgtype.UUID
	var rate, fee int64
	var accepts, classes []string
	err := row.Scan(&v.Number, &since, &v.RecordedAt, &known, &by, &rate, &v.Per, &v.Basis, &accepts, &v.DueEvery,
		&fee, &v.Gap.Policy, &v.Gap.Days, &v.SuspendedAfter.N, &v.SuspendedAfter.Unit, &v.OutAfter.N, &v.OutAfter.Unit,
		&classes, &v.ExemptFromAge, &v.Resolution)
	v.Since, v.By.UUID = dateOf(since), by.Bytes
	v.Rate, v.JoiningFee = ledger.MoneyFromSatang(rate), ledger.MoneyFromSatang(fee)
	if known != nil {
		v.KnownFrom = *known
	}
	for _, period := range accepts {
		v.Accepts = append(v.Accepts, membership.Period(period))
	}
	for _, class := range classes {
		v.ExemptClasses = append(v.ExemptClasses, membership.Class(class))
	}
	return v, err
}

const insertPlanSQL = `
INSERT INTO plan_versions (fund_id, number, since, recorded_at, known_from, recorded_by, rate_satang, per, basis, accepts, due_every,
    joining_fee_satang, gap_policy, gap_days, suspended_after, suspended_unit, out_after, out_unit,
    exempt_classes, exempt_from_age, resolution)
VALUES ($1, $2, $3, $4, coalesce($5::timestamptz, '-infinity'), $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21)`

// SetPlan adds a version to a fund's plan and gives it with its number. Payments
// recorded from now on are counted by it; a correction counts for those before too.
// Errors: membership.PlanError, membership.ErrBasisChanged, and store.ErrConflict
// when somebody else set one at the same moment.
func (db *DB) SetPlan(ctx context.Context, fund ledger.FundID, v store.PlanVersion, isCorrection bool) (store.PlanVersion, error) {
	err := db.inFund(ctx, fund, func(tx pgx.Tx) error {
		before, err := collectTx(ctx, tx, plansSQL, scanPlan, fund.UUID)
		if err != nil {
			return err
		}
		v.Number, v.KnownFrom = len(before)+1, v.RecordedAt
		if isCorrection || len(before) == 0 {
			v.KnownFrom = time.Time{}
		}
		if _, err := membership.NewRules(plansOf(append(before, v)), nil); err != nil {
			return err
		}
		_, err = tx.Exec(ctx, insertPlanSQL, fund.UUID, v.Number, v.Since.Time(), v.RecordedAt, wireInstant(v.KnownFrom), wireID(v.By.UUID),
			v.Rate.Satang(), string(v.Per), string(v.Basis), v.Accepts, string(v.DueEvery), v.JoiningFee.Satang(),
			string(v.Gap.Policy), v.Gap.Days, v.SuspendedAfter.N, string(v.SuspendedAfter.Unit), v.OutAfter.N, string(v.OutAfter.Unit),
			wireClasses(v.ExemptClasses), v.ExemptFromAge, v.Resolution)
		return err
	})
	if err != nil {
		return v, fmt.Errorf("set the plan: %w", domainError(err))
	}
	return v, nil
}

func plansOf(versions []store.PlanVersion) []membership.Plan {
	plans := make([]membership.Plan, len(versions))
	for i, v := range versions {
		plans[i] = v.Plan
	}
	return plans
}

const pausesSQL = `
SELECT p.id, p.village, p.from_on, p.through_on, p.reason, p.recorded_at, p.recorded_by, r.resumed_on, r.recorded_at
FROM arrears_pauses p
LEFT JOIN LATERAL (SELECT resumed_on, recorded_at FROM arrears_resumes WHERE fund_id = $1 AND pause_id = p.id LIMIT 1) r ON true
WHERE p.fund_id = $1 ORDER BY p.id LIMIT 1000`

func scanPause(row pgx.CollectableRow) (store.ArrearsPause, error) {
	var p store.ArrearsPause
	var from, through, resumed, resumedAt *time.Time
	var by pgtype.UUID
	err := row.Scan(&p.ID.UUID, &p.Village, &from, &through, &p.Reason, &p.RecordedAt, &by, &resumed, &resumedAt)
	p.From, p.Through, p.ResumedOn, p.By.UUID = dateOf(from), dateOf(through), dateOf(resumed), by.Bytes
	if resumedAt != nil {
		p.ResumedAt = *resumedAt
	}
	return p, err
}

const insertPauseSQL = `
INSERT INTO arrears_pauses (fund_id, id, village, from_on, through_on, reason, recorded_at, recorded_by)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`

// PauseArrears takes days out of the count for a village; membership.ErrPauseDays
// or ErrPauseReason, and store.ErrExists when it was announced before.
func (db *DB) PauseArrears(ctx context.Context, fund ledger.FundID, p store.ArrearsPause) error {
	if err := p.Check(); err != nil {
		return err
	}
	err := db.inFund(ctx, fund, func(tx pgx.Tx) error {
		_, err := tx.Exec(ctx, insertPauseSQL, pauseRow(fund, p)...)
		return err
	})
	if err != nil {
		return fmt.Errorf("pause arrears: %w", domainError(err))
	}
	return nil
}

func pauseRow(fund ledger.FundID, p store.ArrearsPause) []any {
	return []any{fund.UUID, p.ID.UUID, p.Village, p.From.Time(), p.Through.Time(), p.Reason, p.RecordedAt, wireID(p.By.UUID)}
}

const insertResumeSQL = `
INSERT INTO arrears_resumes (fund_id, pause_id, resumed_on, recorded_at, recorded_by) VALUES ($1, $2, $3, $4, $5)`

// ResumeArrears ends a pause early: days from one on count again. store.ErrExists
// when it was ended before, store.ErrNotFound when there is no such pause.
func (db *DB) ResumeArrears(ctx context.Context, fund ledger.FundID, pause ledger.PauseID, on ledger.Date, by ledger.MemberID, at time.Time) error {
	err := db.inFund(ctx, fund, func(tx pgx.Tx) error {
		_, err := tx.Exec(ctx, insertResumeSQL, fund.UUID, pause.UUID, on.Time(), at, wireID(by.UUID))
		return err
	})
	if err != nil {
		return fmt.Errorf("resume arrears: %w", domainError(err))
	}
	return nil
}

// Plans gives the versions of a fund's plan and its pauses, the earliest first.
func (db *DB) Plans(ctx context.Context, fund ledger.FundID) ([]store.PlanVersion, []store.ArrearsPause, error) {
	var plans []store.PlanVersion
	var pauses []store.ArrearsPause
	err := db.inReport(ctx, fund, func(tx pgx.Tx) error {
		var err error
		if plans, err = collectTx(ctx, tx, plansSQL, scanPlan, fund.UUID); err != nil {
			return err
		}
		pauses, err = collectTx(ctx, tx, pausesSQL, scanPause, fund.UUID)
		return err
	})
	if err != nil {
		return nil, nil, fmt.Errorf("read the plan: %w", err)
	}
	return plans, pauses, nil
}

// Plan gives the version of the plan that is in force on a day, for a turn.
func (s *Session) Plan(ctx context.Context, day ledger.Date) (membership.Plan, error) {
	plans, err := collectTx(ctx, s.tx, plansSQL, scanPlan, s.fund.UUID)
	if err != nil {
		return membership.Plan{}, fmt.Errorf("read the plan: %w", err)
	}
	rules, err := membership.NewRules(plansOf(plans), nil)
	if err != nil {
		return membership.Plan{}, fmt.Errorf("read the plan: %w", err)
	}
	return rules.PlanOn(day), nil
}

// rulesOf puts versions and pauses as they were read together.
func rulesOf(plans []store.PlanVersion, pauses []store.ArrearsPause) (membership.Rules, error) {
	plain := make([]membership.Pause, len(pauses))
	for i, p := range pauses {
		plain[i] = p.Pause
	}
	rules, err := membership.NewRules(plansOf(plans), plain)
	if err != nil {
		return rules, errors.Join(errors.New("the plan that is kept cannot be counted by"), err)
	}
	return rules, nil
}

// collectTx reads all rows of a small table.
func collectTx[T any](ctx context.Context, tx transaction, sql string, scan pgx.RowToFunc[T], args ...any) ([]T, error) {
	rows, err := tx.Query(ctx, sql, args...)
	if err != nil {
		return nil, err
	}
	return pgx.CollectRows(rows, scan)
}

const insertBaselinesSQL = `
INSERT INTO coverage_baselines (fund_id, member_id, paid_through, recorded_at)
SELECT $1, *, $4 FROM unnest($2::uuid[], $3::date[])`

// KeepPaidThrough notes how far members had paid by the paper books that their
// opening balances are from; store.ErrExists when that was noted before.
func (db *DB) KeepPaidThrough(ctx context.Context, fund ledger.FundID, days map[ledger.MemberID]ledger.Date, at time.Time) error {
	members, through := column[uuids](len(days)), column[dates](len(days))
	for member, day := range days {
		members, through = append(members, wireID(member.UUID)), append(through, wireDate(day))
	}
	err := db.inFund(ctx, fund, func(tx pgx.Tx) error {
		_, err := tx.Exec(ctx, insertBaselinesSQL, fund.UUID, members, through, at)
		return err
	})
	if err != nil {
		return fmt.Errorf("note how far members had paid: %w", domainError(err))
	}
	return nil
}
