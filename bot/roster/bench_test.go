package roster

import (
	"fmt"
	"testing"
)

func BenchmarkNew(b *testing.B) {
	for _, count := range []int{400, 5000} {
		members := newVillage(1, count)
		b.Run(fmt.Sprintf("%d members", count), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				New(members)
			}
		})
	}
}

// BenchmarkMatch finds the names of a list of 60 lines.
func BenchmarkMatch(b *testing.B) {
	for _, count := range []int{400, 5000} {
		members := newVillage(1, count)
		x := New(members)
		queries := newQueries(2, members, 60)
		b.Run(fmt.Sprintf("60 names among %d members", count), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				for _, q := range queries {
					x.Match(q.written, q.hint)
				}
			}
		})
	}
}
