package embedded

import (
	"slices"
	"strconv"
	"strings"
)

// setting is one of PostgreSQL's, given on the command line: the data folder
// keeps its defaults and can be started the other way next time.
type setting struct{ name, value string }

// arguments gives the postmaster's command line for data in dataDir and a socket
// in socketDir.
func arguments(dataDir, socketDir string, durable bool) []string {
	args := []string{"-D", dataDir}
	for _, s := range slices.Concat(privacy(socketDir), tuning, durability(durable)) {
		args = append(args, "-c", s.name+"="+s.value)
	}
	return args
}

// socketPort names the socket's file; the folder is private, so every cluster
// may have the usual one.
const socketPort = 5432

func privacy(socketDir string) []setting {
	return []setting{
		{"listen_addresses", ""},
		{"port", strconv.Itoa(socketPort)},
		// A list of quoted names; a path may hold a space or a comma.
		{"unix_socket_directories", `"` + strings.ReplaceAll(socketDir, `"`, `""`) + `"`},
		{"unix_socket_permissions", "0700"},
		// The log stays free of personal data: neither the statement nor the row
		// that a constraint refused.
		{"log_error_verbosity", "terse"},
		{"log_min_error_statement", "panic"},
		{"logging_collector", "off"},
		{"log_destination", "stderr"},
	}
}

// tuning is modest: a laptop has other things to do.
var tuning = []setting{
	{"timezone", "UTC"},
	{"log_timezone", "UTC"},
	// Above Debian's 100, for tests of many packages at once share a cluster. An
	// idle slot costs a few kilobytes; the service itself opens a handful.
	{"max_connections", "300"},
	// A village fund's books of many years are some tens of megabytes, so all of
	// it stays in memory; the default of 128MB would read again under load.
	{"shared_buffers", "256MB"},
	// Twice the default: under a load test a checkpoint by volume comes less
	// often, and each one makes every page be logged whole again.
	{"max_wal_size", "2GB"},
	// No replica and no archive ever hangs on a private cluster, so the log need
	// not carry what only they read.
	{"wal_level", "minimal"},
	{"max_wal_senders", "0"},
	{"max_logical_replication_workers", "0"},
	// Statements here run for milliseconds: compiling one takes longer, and a
	// parallel worker takes a core from the bot and needs /dev/shm, which
	// containers keep small.
	{"jit", "off"},
	{"max_parallel_workers_per_gather", "0"},
	{"max_parallel_maintenance_workers", "0"},
}

// durability: with money in it, a commit is on the disk before it is told.
// A test's database dies with the test and need not survive a power cut.
func durability(durable bool) []setting {
	value := "off"
	if durable {
		value = "on"
	}
	return []setting{{"fsync", value}, {"synchronous_commit", value}, {"full_page_writes", value}}
}
