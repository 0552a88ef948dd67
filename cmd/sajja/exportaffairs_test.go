package main

import "testing"

// affairsOfFullFund put a row into each table beside the books, with every column
// filled in one row at least; $1 is the fund, $2 สมศรี, $3 มาลี, $4 an instant.
var affairsOfFullFund = []string{
	`INSERT INTO households (fund_id, id, name, head_id, created_at)
	 SELECT $1::uuid, gen_random_uuid(), 'บ้านเลขที่ 12; "หลังวัด"', $2::uuid, $4::timestamptz WHERE $3::uuid IS NOT NULL`,
	`UPDATE members SET nickname = 'ศรี', classes = '{elderly,disabled}', household_id = h.id
	 FROM households h WHERE members.fund_id = $1 AND h.fund_id = $1 AND members.id = $2 AND $3::uuid IS NOT NULL AND $4::timestamptz IS NOT NULL`,
	`INSERT INTO membership_events (fund_id, member_id, number, event, on_day, resolution, recorded_at, recorded_by)
	 VALUES ($1, $2, 1, 'joined', '2024-01-01', 'ประชุมครั้งที่ 1/2567 มติที่ 3', $4, $3)`,
	`INSERT INTO membership_events (fund_id, member_id, number, event, on_day, recorded_at, voids) VALUES
	 ($1, $2, 2, 'died', '2024-02-01', $4, NULL), ($1, $2, 3, 'voided', '2024-02-01', $4, CASE WHEN $3::uuid IS NOT NULL THEN 2 END)`,
	`INSERT INTO former_numbers (fund_id, member_id, number, ended_at) SELECT $1, $2, '01-001', $4 WHERE $3::uuid IS NOT NULL`,
	`INSERT INTO beneficiary_lists (fund_id, member_id, number, people, recorded_at, recorded_by)
	 VALUES ($1, $2, 1, '[{"name": "สมหญิง ใจดี", "relation": "บุตร", "share": 10000}]', $4, $3)`,
	`INSERT INTO baselines (fund_id, member_id, on_day, contribution_satang, savings_satang, recorded_at, recorded_by)
	 VALUES ($1, $2, '2024-01-01', 123400, 50, $4, $3)`,
	`INSERT INTO baseline_steps (fund_id, member_id, step, agrees, taken_at)
	 SELECT $1, $2, 'answered', false, $4 WHERE $3::uuid IS NOT NULL`,
	`INSERT INTO member_changes (fund_id, member_id, number, fields, changed_at, changed_by) VALUES ($1, $2, 2, '{name,village}', $4, $3)`,
	`INSERT INTO person_keys (fund_id, person_id, key_id, wrapped, created_at)
	 SELECT $1, person_id, 4000000000, '\x01ee6b2800ff', $4 FROM members WHERE fund_id = $1 AND id = $2 AND $3::uuid IS NOT NULL`,
	`INSERT INTO person_secrets (fund_id, person_id, field, sealed, recorded_at)
	 SELECT $1, person_id, 'phone', '\x00c0ffee', $4 FROM members WHERE fund_id = $1 AND id = $2 AND $3::uuid IS NOT NULL`,
	`INSERT INTO officer_terms (fund_id, member_id, office, since, village, planned_until)
	 SELECT $1, $3, 'collector', $4, 'หมู่ 1', '2026-12-31' WHERE $2::uuid IS NOT NULL`,
	`INSERT INTO freezes (fund_id, member_id, number, frozen_by, frozen_at) VALUES ($1, $2, 1, $3, $4)`,
	`INSERT INTO freeze_releases (fund_id, member_id, number, place, officer_id, released_at) VALUES ($1, $2, 1, 1, $3, $4)`,
	`INSERT INTO rounds (fund_id, id, village, number, day, collector_id, opened_at, cause)
	 SELECT $1::uuid, gen_random_uuid(), 'หมู่ 3', 1, '2026-11-21', $3::uuid, $4::timestamptz, 'event' WHERE $2::uuid IS NOT NULL`,
	`INSERT INTO round_steps (fund_id, round_id, step, kind, at, by_id, pieces, counted_satang, carried_satang, received_satang, receipts, handed_satang, note)
	 SELECT fund_id, id, n, k, $4::timestamptz, $3::uuid, '{0,0,1,0,0,0,0,0,0,0,2}', 10050, 0, 10000, 2, 0, w FROM rounds,
	     (VALUES (1, 'counted', ''), (2, 'explained', 'ทอนเงินขาด'), (3, 'closed', 'ทอนเงินขาด')) AS s (n, k, w) WHERE fund_id = $1 AND $2::uuid IS NOT NULL`,
	`INSERT INTO handovers (fund_id, id, giver_id, receiver_id, from_code, from_member_id, into_code, into_member_id, amount_satang, reference, proposed_at, cause, key)
	 SELECT $1::uuid, gen_random_uuid(), $2::uuid, r, '1200', f, i, m, 10000, 'ใบนำฝาก 77', $4::timestamptz, 'event', 'key ' || i
	 FROM (VALUES ($3::uuid, $2::uuid, '1200', $3::uuid), (NULL, NULL, '1300', NULL)) AS h (r, f, i, m)`,
	`INSERT INTO handover_steps (fund_id, handover_id, step, kind, at, by_id, entry_id, reason)
	 SELECT fund_id, id, 1, 'refused', $4::timestamptz, $3::uuid, NULL, 'ยังไม่ได้รับ' FROM handovers WHERE fund_id = $1 AND $2::uuid IS NOT NULL`,
	`INSERT INTO household_moves (fund_id, member_id, number, household_id, at, by_id)
	 SELECT $1, $2, 1, household_id, $4, $3 FROM members WHERE fund_id = $1 AND id = $2`,
	`INSERT INTO proxies (fund_id, id, holder_id, member_id, relation, scopes, since, until, asked_by, evidence, asked_at)
	 VALUES ($1, '0199a000-0000-7000-8000-000000000013', $3, $2, 'parent', '{see,pay}', '2026-01-01', '2026-12-31', $3, 'ใบมอบฉันทะ', $4)`,
	`INSERT INTO proxy_steps (fund_id, proxy_id, place, step, by_id, at)
	 SELECT $1, '0199a000-0000-7000-8000-000000000013', 1, 'accepted', $3, $4 WHERE $2::uuid IS NOT NULL`,
	`INSERT INTO person_looks (fund_id, id, member_id, looker_id, what, at) VALUES ($1, gen_random_uuid(), $2, $3, 'figures', $4)`,
	`INSERT INTO erasures (fund_id, id, member_id, number, asked_by, reason, asked_at)
	 VALUES ($1, '0199a000-0000-7000-8000-000000000014', $2, 1, $3, 'ใบคำขอ', $4)`,
	`INSERT INTO erasure_steps (fund_id, erasure_id, place, step, by_id, at)
	 SELECT $1, '0199a000-0000-7000-8000-000000000014', 1, 'refused', $3, $4 WHERE $2::uuid IS NOT NULL`,
	`INSERT INTO disputes (fund_id, id, number, member_id, entry_id, through, figure_satang, words, owner_id, opened_at)
	 SELECT $1::uuid, gen_random_uuid(), 1, $2::uuid, gen_random_uuid(),
	        '2026-10-31', 3000, 'ฝากสองครั้ง', $3::uuid, $4::timestamptz`,
	`INSERT INTO dispute_steps (fund_id, dispute_id, step, kind, by_id, at, words)
	 SELECT $1::uuid, id, 1, 'answered', $3::uuid, $4::timestamptz, 'นับแล้ว' FROM disputes WHERE fund_id = $1 AND member_id = $2`,
	`INSERT INTO corrections (fund_id, id, entry_id, number, member_id, proposed_by, right_satang, words, dispute_id, proposed_at)
	 SELECT $1::uuid, gen_random_uuid(), entry_id, 1, $2::uuid, $3::uuid, 6000, 'หกสิบ', id, $4::timestamptz FROM disputes WHERE fund_id = $1`,
	`INSERT INTO correction_steps (fund_id, correction_id, step, kind, by_id, at)
	 SELECT $1::uuid, id, 1, 'declined', $2::uuid, $4::timestamptz FROM corrections WHERE fund_id = $1 AND proposed_by = $3`,
	`INSERT INTO closings (fund_id, id, through, started_by, started_at)
	 SELECT $1::uuid, gen_random_uuid(), '2026-10-31', $3::uuid, $4::timestamptz WHERE $2::uuid IS NOT NULL`,
	`INSERT INTO closing_steps (fund_id, closing_id, step, kind, by_id, at, counted_cash_satang, bank_satang,
	     book_cash_satang, book_collectors_satang, book_bank_satang, note)
	 SELECT $1::uuid, id, 1, 'counted', $3::uuid, $4::timestamptz, 100, 200, 101, 5, 200, 'ทอนผิด' FROM closings WHERE fund_id = $1 AND $2::uuid IS NOT NULL`,
	`INSERT INTO figure_checks (fund_id, through, member_id, contribution_satang, savings_satang, asked_at)
	 SELECT $1, '2026-10-31', $2, 3000, 100, $4 WHERE $3::uuid IS NOT NULL`,
	`INSERT INTO figure_answers (fund_id, through, member_id, number, answer, by_id, at) VALUES ($1, '2026-10-31', $2, 1, 'right', $3, $4)`,
	`INSERT INTO silences (fund_id, since, asked_at, members) SELECT $1, '2026-09-01', $4, 7 WHERE $2::uuid IS DISTINCT FROM $3::uuid`,
	`INSERT INTO rosters (fund_id, id, officer_id, kind, content_hash, on_day, stated_satang, lines, created_at)
	 SELECT $1, '0199a000-0000-7000-8000-000000000015', $3, 'pasted', sha256(convert_to('สมศรี 30', 'UTF8')), '2026-11-20', 3000,
	     jsonb_build_array(jsonb_build_object('who', 'สมศรี', 'amount', '30.00', 'members', jsonb_build_array($2::uuid), 'sure', true)), $4`,
	`INSERT INTO roster_steps (fund_id, roster_id, step, verb, line, member_id, by_id, at) VALUES
	 ($1, '0199a000-0000-7000-8000-000000000015', 0, 'pick', 0, $2, $3, $4), ($1, '0199a000-0000-7000-8000-000000000015', 1, 'post', NULL, NULL, $3, $4)`,
	`INSERT INTO roster_results (fund_id, roster_id, content_hash, nth, people, total_satang, by_id, at)
	 SELECT $1, '0199a000-0000-7000-8000-000000000015', sha256(convert_to('สมศรี 30', 'UTF8')), 0, 1, 3000, $3, $4 WHERE $2::uuid IS NOT NULL`,
	`INSERT INTO plan_versions (fund_id, number, since, recorded_at, known_from, recorded_by, rate_satang, per, basis, accepts, due_every,
	     joining_fee_satang, gap_policy, gap_days, suspended_after, suspended_unit, out_after, out_unit, exempt_classes, exempt_from_age, resolution)
	 SELECT $1, 1, '2024-01-01', $4, $4, $3, 100, 'day', '30/360', '{month,any}', 'month', 2000, 'heals', 90, 3, 'periods', 200, 'days',
	     '{disabled}', 80, 'ประชุมใหญ่ 1/2567; มติที่ 2' WHERE $2::uuid IS NOT NULL`,
	`INSERT INTO arrears_pauses (fund_id, id, village, from_on, through_on, reason, recorded_at, recorded_by)
	 SELECT $1, gen_random_uuid(), 'หมู่ 1', '2024-09-01', '2024-10-31', 'น้ำท่วม', $4, $3 WHERE $2::uuid IS NOT NULL`,
	`INSERT INTO arrears_resumes (fund_id, pause_id, resumed_on, recorded_at, recorded_by)
	 SELECT fund_id, id, '2024-10-15', $4, $3 FROM arrears_pauses WHERE fund_id = $1 AND $2::uuid IS NOT NULL`,
	`INSERT INTO allocations (fund_id, number, since, accounts, hundredths, pot, recorded_at, recorded_by)
	 SELECT $1, 1, '2024-01-01', '{3600,3700}', '{3000,2000}', '3600', $4, $3 WHERE $2::uuid IS NOT NULL`,
	`INSERT INTO coverage_baselines (fund_id, member_id, paid_through, recorded_at)
	 SELECT $1, $2, '2024-06-30', $4 WHERE $3::uuid IS NOT NULL`,
}

// keepAffairs writes what stands beside the books.
func (f *fullFund) keepAffairs(t *testing.T) {
	t.Helper()
	for _, sql := range affairsOfFullFund {
		f.owner(t, sql, f.fund.ID.UUID, f.somsri.ID.UUID, f.malee.ID.UUID, f.at)
	}
}

// keepHandover makes a hand-over of the money that was brought to the bank.
func (f *fullFund) keepHandover(t *testing.T) {
	t.Helper()
	f.owner(t, `WITH h AS (INSERT INTO handovers (fund_id, id, giver_id, from_code, into_code, amount_satang, reference, proposed_at, cause, key)
	     SELECT fund_id, gen_random_uuid(), $2::uuid, '1100', '1310', amount_satang, '', recorded_at, 'event', 'banked'
	     FROM entries WHERE fund_id = $1 AND kind = 'banking' LIMIT 1 RETURNING *)
	 INSERT INTO handover_steps (fund_id, handover_id, step, kind, at, by_id, entry_id, reason)
	 SELECT h.fund_id, h.id, 1, 'confirmed', $4::timestamptz, $3::uuid, e.id, '' FROM h JOIN entries e ON e.fund_id = h.fund_id AND e.kind = 'banking'`, f.fund.ID.UUID, f.somsri.ID.UUID, f.malee.ID.UUID, f.at)
}
