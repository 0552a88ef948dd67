// Package flex renders the cards that members and officers see in LINE.
//
// A card's layout is a JSON file of this folder, plain Flex that LINE's own
// simulator opens. Values stand in it as ${path}; an object with "$data" is
// repeated for each item of a list (inside, paths start at the item, $root at
// the card, $index counts); an object with "$when" is left out unless its
// condition holds (a path, !, == 'text', !=, &&, ||, parentheses): the
// convention of Adaptive Cards templating. A fund may replace files by its own.
//
// Templates hold layout, not logic, and no sentence: every Thai text comes
// finished from the caller, in a struct per card (Pending, Receipt, Passbook,
// Waiting, Table, Help, Notice) that a constructor turns into a Card. A Card is plain
// data, so that an outbound row keeps it and it is rendered when it is sent.
//
// Each file is compiled once, and then held against LINE's rules (known
// components and properties, colours, sizes, what a box may hold) and against
// the card's own vocabulary: a misspelt ${amuont}, or a fund's file that does
// not show the amount, stops New and not a member's receipt. What only a value
// can break is checked as it is rendered: empty texts, lengths, the bytes of
// the whole. LINE refuses a whole request for one invalid property.
//
// The cards are for readers of seventy: large type that follows the phone's
// setting ("scaling"), lines that wrap and are never cut, dark on light with a
// contrast of at least 4.5 to 1, and never colour alone: a mark and a word say
// what a colour says. Amounts and names have lines of their own. The alt text,
// which notifications and screen readers say, is the caller's and never empty.
//
// The package imports the standard library and uniseg (letters as readers
// count them), and no package of ours.
package flex
