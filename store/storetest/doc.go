// Package storetest gives each test a clean, real PostgreSQL and Redis of its
// own, so that tests run side by side and none needs a server that somebody
// started by hand.
//
// The servers are shared, the databases are not: a database is cloned from a
// template that was migrated once, which takes some hundredths of a second, and
// is dropped after its test. deploy/test.sh starts one pair of servers for the
// whole run (see the services folder); a lone `go test` starts a pair for its
// process, which ends with it, also when it panics or is killed.
//
// Only tests import this package. It fails a test that cannot have its server
// and never skips one.
package storetest
