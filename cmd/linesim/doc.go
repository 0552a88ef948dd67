// Command linesim is a LINE platform on this machine: phones in a browser, a
// strict API for a bot, and a load generator that checks the bot's books.
//
// It only wires: the platform is package sim, the page package web. Like them
// it imports nothing of the bot, the books or the cards, so that it says the
// same of any bot; what it knows of Sajja is the address of a webhook and a
// command that lists events.
package main
