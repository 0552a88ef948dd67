package main

import (
	"os"

	"github.com/alecthomas/kong"
)

// commandLine is everything linesim can be asked for.
type commandLine struct {
	Serve serveCommand `cmd:"" default:"withargs" help:"Serve the phones and LINE's API for one bot."`
	Load  loadCommand  `cmd:"" help:"Send signed deposits to a running bot and measure its answers."`
}

func main() {
	var line commandLine
	run := kong.Parse(&line,
		kong.Name("linesim"),
		kong.Description("A LINE platform on this machine: phones in a browser, a strict API for a bot."),
		kong.UsageOnError(),
	)
	if err := run.Run(); err != nil {
		_, _ = os.Stderr.WriteString("linesim: " + err.Error() + "\n")
		os.Exit(1)
	}
}
