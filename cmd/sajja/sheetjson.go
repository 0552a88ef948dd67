package main

import "sajja/ledger"

// shape gives the JSON that all reports share but trial-balance and statement,
// whose shapes other programs know: the facts, the groups with their rows by the
// columns' keys, the feet and the checks.
func (s *sheet) shape() map[string]any {
	value := map[string]any{"report": s.Name, "title": s.Title, "ok": s.HoldsTrue()}
	for _, f := range s.Facts {
		value[f.Key] = f.Value
	}
	columns := make([]columnJSON, len(s.Columns))
	for i, c := range s.Columns {
		columns[i] = columnJSON{c.Key, c.Head, columnNames[c.Kind]}
	}
	groups := make([]groupJSON, len(s.Groups))
	for i, g := range s.Groups {
		groups[i] = groupJSON{Name: g.Name, Key: g.Key, Rows: make([]map[string]cell, len(g.Rows)), Sum: s.summed(s.sum(g))}
		for n, row := range g.Rows {
			groups[i].Rows[n] = s.byKey(row)
		}
	}
	feet := make([]footJSON, len(s.Feet))
	for i, f := range s.Feet {
		feet[i] = footJSON{Name: f.Name, Sum: s.summed(s.footing(f))}
	}
	value["columns"], value["groups"], value["totals"], value["checks"] = columns, groups, feet, checksJSON(s.Checks)
	value["faults"] = append([]string{}, s.Faults...)
	return value
}

// columnJSON says which keys the rows have, in the order of the paper.
type columnJSON struct {
	Key  string `json:"key"`
	Name string `json:"name"`
	Type string `json:"type"`
}

var columnNames = map[columnKind]string{columnText: "text", columnNumber: "number", columnDate: "date", columnMoney: "money"}

type groupJSON struct {
	Name string            `json:"name"`
	Key  string            `json:"key,omitempty"`
	Rows []map[string]cell `json:"rows"`
	Sum  map[string]cell   `json:"sum"`
}

type footJSON struct {
	Name string          `json:"name"`
	Sum  map[string]cell `json:"sum"`
}

type checkJSON struct {
	Name       string       `json:"name"`
	Shown      ledger.Money `json:"shown"`
	Books      ledger.Money `json:"books"`
	Difference ledger.Money `json:"difference"`
}

func checksJSON(checks []footCheck) []checkJSON {
	out := make([]checkJSON, len(checks))
	for i, c := range checks {
		out[i] = checkJSON{c.Name, c.Shown, c.Books, c.Difference()}
	}
	return out
}

// byKey names the cells of a row; a cell with nothing in it is null.
func (s *sheet) byKey(cells []cell) map[string]cell {
	row := make(map[string]cell, len(cells))
	for i, c := range s.Columns {
		row[c.Key] = cells[i]
	}
	return row
}

// summed names the sums alone.
func (s *sheet) summed(cells []cell) map[string]cell {
	row := map[string]cell{}
	for i, c := range s.Columns {
		if c.IsSummed {
			row[c.Key] = cells[i]
		}
	}
	return row
}
