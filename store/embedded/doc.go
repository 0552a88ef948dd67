// Package embedded runs a private PostgreSQL and a private Redis on this
// machine, for `sajja demo` and for the tests: a newcomer starts nothing by
// hand, and a test meets the real thing.
//
// It knows servers, not funds: it imports no package of ours, and who wants a
// schema in the database puts it there through the URL.
//
// What binds it:
//
//   - Nothing may be left behind. A server is our child, asked to stop in its
//     own order and given a bound for each step. If we die without asking
//     (kill -9, a panic), Linux sends the child a signal, a small watchdog does
//     the same everywhere and removes temporary folders, and the next start in
//     the same folder stops whatever still survived.
//   - No process of another is ever touched: before a signal goes to a process
//     we did not start ourselves, its command line must name our folder.
//   - A terminal's Ctrl-C goes to a whole process group. The servers have
//     groups of their own, so that the program stops them, after its own work.
//   - PostgreSQL refuses to run as root. For root the servers run under an
//     account without rights, which owns their data.
//   - Both listen on a Unix socket in a folder that only their owner may
//     enter, and on no port: no clash of ports, and no other user of the
//     machine can knock.
package embedded
