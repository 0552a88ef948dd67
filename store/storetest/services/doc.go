// Services runs a command beside one PostgreSQL and one Redis that it starts, so
// that the tests of many packages share a pair of servers:
//
//	go run ./store/storetest/services go test ./...
//
// The command finds them in the environment that package storetest reads, its
// exit status is ours, and the servers are gone when it ends. It imports package
// embedded, which runs the servers, and storetest for the names alone.
package main
