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

const insertConsentSQL = `
INSERT INTO consents (fund_id, line_user_id, given_at, member_id, version, answer, how) VALUES ($1, $2, $3, $4, $5, $6, $7)`

func queueConsented(batch *pgx.Batch, fund ledger.FundID, a store.Consented) {
	answer := "declined"
	if a.Agreed {
		answer = "agreed"
	}
	batch.Queue(insertConsentSQL, fund.UUID, a.LineUserID, a.At, a.Member.UUID, a.Version, answer, string(a.How))
}

const insertFundChoiceSQL = `
INSERT INTO fund_choices (fund_id, line_user_id, chosen_at) VALUES ($1, $2, $3)
ON CONFLICT ON CONSTRAINT fund_choices_pkey DO NOTHING`

func queueFundChosen(batch *pgx.Batch, fund ledger.FundID, a store.FundChosen) {
	batch.Queue(insertFundChoiceSQL, fund.UUID, a.LineUserID, a.At)
}

const linkStatesSQL = `
SELECT u.line_user_id, m.id, l.hold_until, coalesce(c.version, 0), n.is_several, n.has_chosen,
       z.number, z.frozen_at, z.frozen_by, coalesce(z.frozen_name, ''), z.released_by, coalesce(z.released_name, '')
FROM unnest($2::text[]) AS u (line_user_id)
CROSS JOIN LATERAL (SELECT member_id AS id, linked_at, hold_until FROM (SELECT * FROM line_links
    WHERE line_user_id = u.line_user_id AND unlinked_at IS NULL OFFSET 0) of_user WHERE fund_id = $1 LIMIT 1) l
CROSS JOIN LATERAL (SELECT l.id) m
LEFT JOIN LATERAL (SELECT version FROM consents
    WHERE fund_id = $1 AND line_user_id = u.line_user_id AND given_at >= l.linked_at AND answer = 'agreed'
    ORDER BY given_at DESC LIMIT 1) c ON true
CROSS JOIN LATERAL (SELECT count(*) > 1 AS is_several, coalesce((SELECT max(chosen_at) FROM fund_choices
    WHERE line_user_id = u.line_user_id) >= max(linked_at), false) AS has_chosen
    FROM line_links WHERE line_user_id = u.line_user_id AND unlinked_at IS NULL) n
LEFT JOIN LATERAL (` + runningFreezeSQL + `) z ON true`

func linkStatesArgs(fund ledger.FundID, lineUserIDs []string) []any {
	return []any{fund.UUID, lineUserIDs}
}

func addLinkStates(rows pgx.Rows, people map[string]*store.Person) error {
	var user string
	var member ledger.MemberID
	var state store.LinkState
	var consent int
	var hold *time.Time
	var freeze freezeRow
	_, err := pgx.ForEachRow(rows, append([]any{&user, &member.UUID, &hold, &consent, &state.IsInSeveral, &state.HasChosen}, freeze.into()...), func() error {
		if p := people[user]; p != nil {
			p.Link = state
			p.Link.OwesConsent = consent < store.ConsentVersion
			p.Link.HoldUntil, p.Link.Freeze = instantOf(hold), freeze.freeze(member)
		}
		return nil
	})
	return err
}

// freezeRow reads the columns of runningFreezeSQL, all NULL for none.
type freezeRow struct {
	number               *int
	at                   *time.Time
	by, released         *uuid.UUID
	byName, releasedName string
}

func (r *freezeRow) into() []any {
	return []any{&r.number, &r.at, &r.by, &r.byName, &r.released, &r.releasedName}
}

func (r *freezeRow) freeze(member ledger.MemberID) *store.Freeze {
	if r.number == nil {
		return nil
	}
	f := &store.Freeze{Member: member, Number: *r.number, At: instantOf(r.at)}
	f.By, f.ReleasedBy = officerOf(r.by, r.byName), officerOf(r.released, r.releasedName)
	return f
}

func officerOf(id *uuid.UUID, name string) store.Officer {
	if id == nil {
		return store.Officer{}
	}
	return store.Officer{ID: ledger.MemberID{UUID: *id}, Name: name}
}

const fundsOfUserSQL = selectFundsSQL + `
WHERE id IN (SELECT fund_id FROM line_links WHERE line_user_id = $1 AND unlinked_at IS NULL) ORDER BY name, code LIMIT $2`

// FundsOf gives the funds in which a LINE user speaks for a member.
func (s *Session) FundsOf(ctx context.Context, lineUserID string, limit int) ([]store.Fund, error) {
	return s.funds(ctx, fundsOfUserSQL, lineUserID, limit)
}

const fundsNamedSQL = selectFundsSQL + `
WHERE position(lower($1) IN lower(name)) > 0 OR lower(code) = lower($1) ORDER BY name, code LIMIT $2`

// FundsNamed gives funds with these words in their names, all of them for none.
func (s *Session) FundsNamed(ctx context.Context, words string, limit int) ([]store.Fund, error) {
	return s.funds(ctx, fundsNamedSQL, words, limit)
}

func (s *Session) funds(ctx context.Context, sql string, args ...any) ([]store.Fund, error) {
	rows, err := s.tx.Query(ctx, sql, args...)
	if err != nil {
		return nil, fmt.Errorf("read funds: %w", err)
	}
	funds, err := pgx.CollectRows(rows, scanFund)
	if err != nil {
		return nil, fmt.Errorf("read funds: %w", err)
	}
	return funds, nil
}
