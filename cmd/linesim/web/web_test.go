package web_test

import "testing"

// TestPage drives the page in one Chromium; each subtest has its own tab and
// its own simulator, so none waits for another's state.
func TestPage(t *testing.T) {
	t.Parallel()
	browser := startBrowser(t)
	t.Run("typing", func(t *testing.T) { testTyping(t, browser.open) })
	t.Run("messages", func(t *testing.T) { testMessages(t, browser.open) })
	t.Run("safety", func(t *testing.T) { testSafety(t, browser.open) })
	t.Run("actions", func(t *testing.T) { testActions(t, browser.open) })
	t.Run("flex", func(t *testing.T) { testFlex(t, browser.open) })
	t.Run("panes", func(t *testing.T) { testPanes(t, browser.open) })
	t.Run("layout", func(t *testing.T) { testLayout(t, browser.open) })
}

// opener opens the page in a tab of its own.
type opener func(t *testing.T, sim *fakeSim) *page
