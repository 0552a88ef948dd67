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
	`INSERT INTO officer_terms (fund_id, member_id, office, since, village, planned_until)
	 SELECT $1, $3, 'collector', $4, 'หมู่ 1', '2026-12-31' WHERE $2::uuid IS NOT NULL`,
	`INSERT INTO freezes (fund_id, member_id, number, frozen_by, frozen_at) VALUES ($1, $2, 1, $3, $4)`,
	`INSERT INTO freeze_releases (fund_id, member_id, number, place, officer_id, released_at) VALUES ($1, $2, 1, 1, $3, $4)`,
}

// keepAffairs writes what stands beside the books.
func (f *fullFund) keepAffairs(t *testing.T) {
	t.Helper()
	for _, sql := range affairsOfFullFund {
		f.owner(t, sql, f.fund.ID.UUID, f.somsri.ID.UUID, f.malee.ID.UUID, f.at)
	}
}
