package store

// Act is what a turn changes beside entries and messages: a link, a proxy, a step
// in the life of a roster, a round or a dispute. It is a row to be inserted whose
// key guards against doing it twice: where somebody was faster, the whole turn
// is decided again (ErrConflict) and tells how things stand.
type Act interface{ isAct() }
