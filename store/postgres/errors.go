package postgres

import (
	"context"
	"errors"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"

	"sajja/ledger"
	"sajja/store"
)

// domainError turns what the database refused into the domain's own error, by
// the name of the constraint; anything else it gives back as it is.
func domainError(err error) error {
	if errors.Is(err, pgx.ErrNoRows) {
		return store.ErrNotFound
	}
	var refused *pgconn.PgError
	if !errors.As(err, &refused) {
		return err
	}
	switch refused.ConstraintName {
	case "funds_code_key", "members_number_key", "line_links_current_key", "line_links_member_key", "officer_terms_current_key", "accounts_pkey",
		"arrears_pauses_pkey", "arrears_resumes_pkey", "coverage_baselines_pkey", "figure_checks_pkey":
		return store.ErrExists
	case "plan_versions_pkey", "allocations_pkey":
		return store.ErrConflict
	case "arrears_resumes_pause_fkey":
		return store.ErrNotFound
	case "entries_reverses_key":
		return ledger.ErrReversed
	case "entries_resolves_key", "entries_rest_key", "event_results_pkey",
		"entries_idempotency_key", "membership_events_pkey", "beneficiary_lists_pkey", "baseline_steps_pkey", "person_keys_pkey",
		"proxies_pkey", "proxy_steps_pkey", "data_link_uses_pkey",
		"erasures_number_key", "erasure_steps_pkey", "household_moves_pkey", "outbound_results_pkey", "entries_pkey",
		"link_series_number_key", "link_codes_hash_key", "link_code_uses_pkey", "link_tries_pkey", "link_alarms_pkey",
		"link_request_steps_pkey", "link_request_steps_two_officers", "freezes_pkey", "freeze_releases_pkey", "freeze_releases_two_officers":
		return store.ErrConflict
	case "roster_steps_pkey", "roster_results_pkey", "roster_results_content_key":
		return store.ErrConflict
	case "rounds_village_key", "rounds_one_at_a_time", "round_steps_pkey", "round_steps_in_order",
		"handovers_key", "handover_steps_pkey", "handovers_covered":
		return store.ErrConflict
	case "handovers_two_people":
		return ledger.ErrMakerIsChecker
	case "entries_resolves_pending":
		return ledger.ErrNotPending
	case "entries_maker_is_not_checker":
		return ledger.ErrMakerIsChecker
	case "erasures_free":
		return store.ErrHindered
	case "erasures_confirmed":
		return store.ErrConflict
	case "entries_household_is_not_checker":
		return ledger.ErrHouseholdIsChecker
	case "entries_resolver_holds_office":
		return ledger.ErrNotOfficer
	case "entries_balanced":
		return ledger.ErrUnbalanced
	case "entries_reverses_posted":
		return ledger.ErrNotPosted
	case "entries_period_open":
		return ledger.ErrPeriodClosed
	case "entries_day_unsealed":
		return ledger.ErrDaySealed
	case "seals_day_is_over":
		return ledger.ErrDayNotOver
	case "seals_without_hole":
		return ledger.ErrSealHole
	case "postings_account_open", "handovers_into_fkey", "handovers_of_cash":
		return ledger.ErrAccount
	case "accounts_part_of_parent", "accounts_parent_fkey":
		return ledger.ErrAccountParent
	case "accounts_code_form", "accounts_type_of_code":
		return ledger.ErrAccountCode
	case "accounts_needed_open":
		return ledger.ErrAccountNeeded
	case "accounts_closing_balance":
		return ledger.ErrAccountNotEmpty
	case "accounts_closing_waiting":
		return ledger.ErrAccountWaiting
	case "accounts_closing_parts":
		return ledger.ErrAccountParts
	case "accounts_closing_day":
		return ledger.ErrAccountDay
	case "periods_in_order", "periods_pkey":
		return ledger.ErrPeriodOrder
	case "periods_days_over":
		return ledger.ErrPeriodFuture
	case "periods_counted":
		return ledger.ErrCounted
	case "periods_difference_noted":
		return ledger.ErrPeriodNote
	case "periods_signed_by_officer":
		return ledger.ErrNotOfficer
	case "periods_signers_differ":
		return ledger.ErrMakerIsChecker
	case "periods_signers_apart":
		return ledger.ErrSameHousehold
	case "periods_as_signed", "corrections_number_key", "correction_steps_pkey", "disputes_number_key", "dispute_steps_pkey",
		"dispute_steps_end_key", "closings_through_key", "closing_steps_pkey", "figure_answers_pkey":
		return store.ErrConflict
	case "entries_member_known":
		return ledger.ErrMember
	case "balances_savings_not_negative":
		return ledger.ErrInsufficient
	}
	return err
}

// isUnavailable tells an error that says nothing about what was asked from a
// refusal of just that: the values were bad or broke a constraint. An entry for
// a sealed day is as it should be, but for the clock of this machine: when that
// is right again, the same act goes well.
func isUnavailable(err error) bool {
	var refused *pgconn.PgError
	if !errors.As(err, &refused) {
		return errors.Is(err, context.DeadlineExceeded) || errors.Is(err, context.Canceled)
	}
	if refused.ConstraintName == "entries_day_unsealed" {
		return true
	}
	switch refused.Code[:min(2, len(refused.Code))] {
	case "22", "23", "P0": // data exception, constraint, raised by a function of ours
		return false
	}
	return true
}

// isRetryable tells whether the same transaction may succeed when done again.
func isRetryable(err error) bool {
	var refused *pgconn.PgError
	return errors.As(err, &refused) && (refused.Code == "40001" || refused.Code == "40P01")
}

// isConstraint tells whether the database refused by just this constraint.
func isConstraint(err error, name string) bool {
	var refused *pgconn.PgError
	return errors.As(err, &refused) && refused.ConstraintName == name
}
