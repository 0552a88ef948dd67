package main

import (
	"context"
	"testing"
	"testing/synctest"
	"time"
)

func TestEndWithParent(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		ctx, end := context.WithCancel(t.Context())
		dies := time.Now().Add(10 * time.Second)
		parent := func() int {
			if time.Now().Before(dies) {
				return 4711
			}
			return 1 // init takes orphans in
		}
		go endWithParent(ctx, parent, end)
		<-ctx.Done()
		if late := time.Since(dies); late < 0 || late > time.Second {
			t.Errorf("it ended %v after its parent", late)
		}
	})
}
