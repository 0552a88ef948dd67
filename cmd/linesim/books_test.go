package main

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"sajja/cmd/linesim/sim"
)

func TestCompareBooks(t *testing.T) {
	t.Parallel()
	acked := []sim.LoadEvent{{ID: "A", Acked: true, Answered: true}}
	tests := []struct {
		name   string
		events []sim.LoadEvent
		books  []string
		want   booksReport
	}{
		{
			"an event that is there once and answered is well", acked,
			[]string{`{"event":"A","outcome":"done","entries":1,"answered":true}`},
			booksReport{OK: true, Acknowledged: 1, InBooks: 1},
		},
		{
			"an acknowledged event that is nowhere is missing", acked, nil,
			booksReport{Acknowledged: 1, Missing: 1, First: []bookFault{{"A", "not in the books"}}},
		},
		{
			"an event that was kept and not worked is missing", acked,
			[]string{`{"event":"A","outcome":"kept","entries":0,"answered":false}`},
			booksReport{Acknowledged: 1, Missing: 1, First: []bookFault{{"A", `outcome "kept" with 0 entries`}}},
		},
		{
			"two entries for one event are a double", acked,
			[]string{`{"event":"A","outcome":"done","entries":2,"answered":true}`},
			booksReport{Acknowledged: 1, Doubled: 1, First: []bookFault{{"A", "2 entries in 1 lines"}}},
		},
		{
			"an event worked twice is a double", acked,
			[]string{`{"event":"A","outcome":"done","entries":1,"answered":true}`, `{"event":"A","outcome":"done","entries":0,"answered":true}`},
			booksReport{Acknowledged: 1, Doubled: 1, First: []bookFault{{"A", "1 entries in 2 lines"}}},
		},
		{
			"an event nobody answered is named", acked,
			[]string{`{"event":"A","outcome":"done","entries":1,"answered":false}`},
			booksReport{Acknowledged: 1, InBooks: 1, Unanswered: 1, First: []bookFault{{"A", "not answered"}}},
		},
		{
			"an event whose 200 was lost may be there or not",
			[]sim.LoadEvent{{ID: "A"}, {ID: "B"}},
			[]string{`{"event":"B","outcome":"done","entries":1,"answered":true}`},
			booksReport{OK: true, Kept: 1},
		},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			books := map[string]bookLine{}
			for _, line := range test.books {
				if err := addBookLine(books, []byte(line)); err != nil {
					t.Fatal(err)
				}
			}
			if diff := cmp.Diff(test.want, *compareBooks(test.events, books)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestReadBooks(t *testing.T) {
	t.Parallel()
	t.Run("a command's lines are read", func(t *testing.T) {
		t.Parallel()
		books, err := readBooks(t.Context(), `printf '{"event":"A","outcome":"done","entries":1,"answered":true}\n'`)
		if err != nil || books["A"].Entries != 1 {
			t.Errorf("%v, %v", books, err)
		}
	})
	t.Run("a command that ends badly is an error", func(t *testing.T) {
		t.Parallel()
		if _, err := readBooks(t.Context(), "exit 3"); err == nil {
			t.Error("no error")
		}
	})
	t.Run("a line that is no JSON is an error", func(t *testing.T) {
		t.Parallel()
		if _, err := readBooks(t.Context(), "echo total 3"); err == nil {
			t.Error("no error")
		}
	})
}
