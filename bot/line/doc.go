// Package line is the bot's way out to LINE: reply, push, multicast, the
// loading dots, received files, profiles, the bot's own identity and quota.
//
// The messages are those of LINE's own Go SDK (Message is its interface), the
// requests are ours. The SDK's client keeps the context of one call in a
// struct that all calls share, has no time limit, answers a refusal with plain
// text and puts IDs into paths unchecked; none of that may happen to a message
// about money.
//
// Every call ends in one of three ways, and the caller can tell them apart:
//
//   - accepted: no error. A 409 to a retry key is this too: LINE did it before.
//   - *Refused: LINE did not do it and the same request will not do better.
//   - *Unknown: LINE may have done it (a timeout, a broken connection, a 5xx).
//     Push and Multicast are tried again with the same retry key; a reply has
//     no such protection, so Unknown.NotSent says when nothing went out at all.
//
// A Client holds no state of a call and is used by any number of goroutines.
// Flex contents pass byte for byte: a round trip through the SDK's structs
// adds "flex":0 and squeezes columns. Neither the access token nor a body we
// send ever stands in an error; nothing here logs.
//
// The package imports the standard library, the SDK's types and uuid, and no
// package of ours.
package line
