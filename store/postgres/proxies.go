package postgres

import (
	"context"
	"fmt"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"sajja/ledger"
	"sajja/ledger/household"
	"sajja/store"
)

const askProxySQL = `
INSERT INTO proxies (fund_id, id, holder_id, member_id, relation, scopes, since, until, asked_by, evidence, asked_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`

func queueAskProxy(batch *pgx.Batch, fund ledger.FundID, a store.AskProxy) {
	p := a.Proxy
	scopes := make([]string, len(p.Scopes))
	for i, s := range p.Scopes {
		scopes[i] = string(s)
	}
	batch.Queue(askProxySQL, fund.UUID, p.ID.UUID, p.Holder.ID.UUID, p.Member.ID.UUID, string(p.Relation), scopes,
		p.Since.Time(), p.Until.Time(), wireID(p.AskedBy.UUID), p.Evidence, p.AskedAt)
}

const stepProxySQL = `
INSERT INTO proxy_steps (fund_id, proxy_id, place, step, by_id, at) VALUES ($1, $2, $3, $4, $5, $6)`

func queueStepProxy(batch *pgx.Batch, fund ledger.FundID, s store.StepProxy) {
	place := 1
	if s.To == store.ProxyRevoked {
		place = 2
	}
	batch.Queue(stepProxySQL, fund.UUID, s.Proxy.UUID, place, string(s.To), wireID(s.By.UUID), s.At)
}

// actsForSQL finds the members for whom each LINE user acts, what ended within a
// year too.
const actsForSQL = `
SELECT u.line_user_id, p.id, p.relation, p.scopes, p.since, p.until,
       m.id, m.number, m.name, m.nickname, m.village, m.household_id, coalesce(k.line_user_id, '')
FROM unnest($2::text[]) AS u (line_user_id)
CROSS JOIN LATERAL (SELECT member_id FROM (SELECT fund_id, member_id FROM line_links
    WHERE line_user_id = u.line_user_id AND unlinked_at IS NULL OFFSET 0) of_user WHERE fund_id = $1 LIMIT 1) l
CROSS JOIN LATERAL (SELECT * FROM proxies WHERE fund_id = $1 AND holder_id = l.member_id ORDER BY asked_at DESC, id DESC LIMIT 100) p
CROSS JOIN LATERAL (SELECT step FROM proxy_steps WHERE fund_id = $1 AND proxy_id = p.id AND place = 1 LIMIT 1) a
LEFT JOIN LATERAL (SELECT step FROM proxy_steps WHERE fund_id = $1 AND proxy_id = p.id AND place = 2 LIMIT 1) r ON true
CROSS JOIN LATERAL (SELECT id, number, name, nickname, village, household_id FROM members
    WHERE fund_id = $1 AND id = p.member_id LIMIT 1) m
LEFT JOIN LATERAL (SELECT line_user_id FROM line_links
    WHERE fund_id = $1 AND member_id = m.id AND unlinked_at IS NULL ORDER BY linked_at DESC LIMIT 1) k ON true
WHERE a.step = 'accepted' AND r.step IS NULL AND p.until > current_date - 366
ORDER BY u.line_user_id, m.number, p.until DESC, p.id`

// addActsFor tells each person for whom she acts. Of several proxies for one member
// the one that ends last counts.
func addActsFor(rows pgx.Rows, people map[string]*store.Person) error {
	for rows.Next() {
		var user, relation string
		var scopes []string
		var since, until time.Time
		var house *uuid.UUID
		var a store.Acting
		m := &a.Member
		if err := rows.Scan(&user, &a.ID.UUID, &relation, &scopes, &since, &until,
			&m.ID.UUID, &m.Number, &m.Name, &m.Nickname, &m.Village, &house, &m.LineUserID); err != nil {
			return err
		}
		p := people[user]
		if p == nil {
			continue
		}
		if n := len(p.ActsFor); n > 0 && p.ActsFor[n-1].Member.ID == m.ID {
			continue
		}
		m.Fund, m.Household = p.Member.Fund, householdOf(house)
		a.Relation, a.Proxy = household.Relation(relation), proxyOf(scopes, since, until)
		p.ActsFor = append(p.ActsFor, a)
	}
	return rows.Err()
}

func proxyOf(scopes []string, since, until time.Time) household.Proxy {
	p := household.Proxy{Since: dateOf(&since), Until: dateOf(&until)}
	for _, s := range scopes {
		p.Scopes = append(p.Scopes, household.Scope(s))
	}
	return p
}

// proxyColumns read a proxy with both its sides and what became of it; a
// statement goes on with WHERE.
const proxyColumns = `
SELECT p.id, p.relation, p.scopes, p.since, p.until, p.asked_by, p.evidence, p.asked_at, coalesce(r.step, a.step, 'asked'),
       h.id, h.number, h.name, h.nickname, h.village, coalesce(hl.line_user_id, ''),
       m.id, m.number, m.name, m.nickname, m.village, coalesce(ml.line_user_id, '')
FROM proxies p
LEFT JOIN proxy_steps a ON a.fund_id = p.fund_id AND a.proxy_id = p.id AND a.place = 1
LEFT JOIN proxy_steps r ON r.fund_id = p.fund_id AND r.proxy_id = p.id AND r.place = 2
JOIN members h ON h.fund_id = p.fund_id AND h.id = p.holder_id
LEFT JOIN LATERAL (SELECT line_user_id FROM line_links
    WHERE fund_id = p.fund_id AND member_id = h.id AND unlinked_at IS NULL ORDER BY linked_at DESC LIMIT 1) hl ON true
JOIN members m ON m.fund_id = p.fund_id AND m.id = p.member_id
LEFT JOIN LATERAL (SELECT line_user_id FROM line_links
    WHERE fund_id = p.fund_id AND member_id = m.id AND unlinked_at IS NULL ORDER BY linked_at DESC LIMIT 1) ml ON true
WHERE p.fund_id = $1`

func collectProxies(rows pgx.Rows, fund ledger.FundID) ([]store.Proxy, error) {
	return pgx.CollectRows(rows, func(row pgx.CollectableRow) (store.Proxy, error) {
		p := store.Proxy{Holder: store.Member{Fund: fund}, Member: store.Member{Fund: fund}}
		h, m := &p.Holder, &p.Member
		var relation, state string
		var scopes []string
		var since, until time.Time
		var asker *uuid.UUID
		err := row.Scan(&p.ID.UUID, &relation, &scopes, &since, &until, &asker, &p.Evidence, &p.AskedAt, &state,
			&h.ID.UUID, &h.Number, &h.Name, &h.Nickname, &h.Village, &h.LineUserID,
			&m.ID.UUID, &m.Number, &m.Name, &m.Nickname, &m.Village, &m.LineUserID)
		p.Relation, p.State, p.Proxy = household.Relation(relation), store.ProxyState(state), proxyOf(scopes, since, until)
		if asker != nil {
			p.AskedBy.UUID = *asker
		}
		return p, err
	})
}

const (
	proxyByIDSQL  = proxyColumns + ` AND p.id = $2`
	proxiesOfSQL  = proxyColumns + ` AND (p.holder_id = $2 OR p.member_id = $2) ORDER BY p.asked_at DESC, p.id DESC LIMIT 100`
	allProxiesSQL = proxyColumns + ` ORDER BY m.number, h.number, p.asked_at, p.id`
)

// ProxyByID finds one proxy; store.ErrNotFound.
func (s *Session) ProxyByID(ctx context.Context, id ledger.ProxyID) (store.Proxy, error) {
	found, err := s.proxies(ctx, proxyByIDSQL, s.fund.UUID, id.UUID)
	if err == nil && len(found) == 0 {
		err = fmt.Errorf("proxy %s: %w", id, store.ErrNotFound)
	}
	if err != nil {
		return store.Proxy{}, err
	}
	return found[0], nil
}

// ProxiesOf gives the proxies in which a member is either side, newest first.
func (s *Session) ProxiesOf(ctx context.Context, member ledger.MemberID) ([]store.Proxy, error) {
	return s.proxies(ctx, proxiesOfSQL, s.fund.UUID, member.UUID)
}

func (s *Session) proxies(ctx context.Context, sql string, args ...any) ([]store.Proxy, error) {
	rows, err := s.tx.Query(ctx, sql, args...)
	if err != nil {
		return nil, fmt.Errorf("read proxies: %w", err)
	}
	found, err := collectProxies(rows, s.fund)
	if err != nil {
		return nil, fmt.Errorf("read proxies: %w", err)
	}
	return found, nil
}

// Proxies lists all proxies of a fund, by the number of the member.
func (db *DB) Proxies(ctx context.Context, fund ledger.FundID) ([]store.Proxy, error) {
	var found []store.Proxy
	err := db.inFund(ctx, fund, func(tx pgx.Tx) error {
		rows, err := tx.Query(ctx, allProxiesSQL, fund.UUID)
		if err == nil {
			found, err = collectProxies(rows, fund)
		}
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("read proxies: %w", err)
	}
	return found, nil
}
