// Package catalogue is the one place where the bot's Thai sentences stand: a
// folder of texts by key (th, a file for each subject), each with named places such as {amount}.
//
// Texts are product: plain, warm and short, in the polite form of a woman who
// works for the village (ค่ะ), never blaming, read aloud before they are
// committed. Nothing else in the program holds a sentence for members; layout
// is the cards' and numbers and days are written by package thai.
package catalogue
