// Package web is the page of the simulated LINE: phones side by side, the
// books beside them, and the switches that make LINE misbehave. It exists so
// that a person without a LINE account can see what members and officers see.
//
// The page is plain files, embedded: no build step, no dependency, no asset
// from outside, so that it works offline and reads as it was written. Decisions
// that bind it:
//
//   - Names, messages and cards come from people and from the bot under test,
//     so the page builds its nodes with createElement and textContent only, and
//     the handler sends a policy under which inline script cannot run.
//   - The Flex renderer is our own. Widths, type sizes and paddings are LINE's
//     documented numbers; colours and lengths are taken only when they have the
//     form LINE accepts, so a card cannot smuggle in a style.
//   - The page holds no truth. It draws what /sim/stream tells it and asks by
//     POST to /sim/…; after a broken connection the next snapshot replaces all.
//   - Labels are Thai, in the words of a fund's members; small English beside
//     them only where a developer needs LINE's own term.
//
// It imports the standard library only, and knows nothing of the bot, the
// ledger or the simulator's Go side: the two meet at /sim/… alone.
package web
