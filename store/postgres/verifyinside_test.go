package postgres

// VerifyIn lets the tests damage books in a transaction, look, and roll it back.
var VerifyIn = verifyIn
