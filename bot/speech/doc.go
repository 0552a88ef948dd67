// Package speech puts a conversation's replies into words and cards: Thai from
// the catalogue, amounts and days as people write them, layout from the flex
// templates. It is pure; what it gives is plain data that an outbound row keeps
// and that Render turns into LINE messages when they are sent.
package speech
