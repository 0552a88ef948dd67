// Package sim is a LINE platform for one official account, in one process: it
// signs and sends webhooks, takes reply and push, and refuses what LINE
// refuses. Tests import it, cmd/linesim serves it, and the page in
// cmd/linesim/web draws what it streams.
//
// It is strict on purpose (decision 13 of the design): a test that passes
// against a lenient fake proves nothing. Where LINE's wording of a refusal is
// public, the wording is LINE's; where only the status is known, the words are
// ours. Where LINE leaves a rule open (unknown properties, the exact unit of
// the Flex size), the stricter reading is enforced.
//
// It imports the standard library, LINE's SDK types, uuid and uniseg, and
// nothing of the bot: it could stand in front of any LINE bot.
//
// Not here: LINE Login and ID tokens, narrowcast, audiences, statistics,
// coupons, imagemaps, rich menu batches.
package sim
