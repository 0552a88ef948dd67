// Command sajja is the whole product in one program: the bot as a service
// (serve), the same with everything it needs around it (demo), and the
// commands officers and developers use beside it.
//
// The package wires and nothing else: rules live in ledger, conversations in
// bot, SQL in store/postgres. It is the one place that may import all of them.
//
// One file per command. A command is a struct whose fields are its flags and
// arguments, with a method
//
//	func (c *fundCreateCommand) Run(ctx context.Context, con *console) error
//
// and a field in the struct of its noun, whose own field stands in cli
// (main.go). Run reaches the books through console.withBooks, shows its result
// through console.show, which knows about --json, and says no with an error: a
// usageError exits 2, every other error exits 1 with its text on stderr, so the
// text must be a reason that a person can act on. Logs and progress go to
// stderr; stdout belongs to the result.
//
// A report (report*.go) reads one moment of the books and makes a sheet of it:
// typed columns, groups with sums, and what the sums were held against. The
// renderers (sheet*.go) print any sheet as a table, CSV, XLSX or JSON, so that all
// forms of a report say the same. Its Thai words stand beside its columns; what the
// bot says has a catalogue of its own.
package main
