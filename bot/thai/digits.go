package thai

// digitsMax bounds how many digits are a number at all; fifteen are beyond
// every bank account and citizen number.
const digitsMax = 15

// isDigitLike tells of letters typed for 0 and 1.
func isDigitLike(letter byte) bool {
	return letter == 'o' || letter == 'l' || letter == 'i' || letter == '|'
}

// scanDigits reads a number written in digits: 30, 1,000.50, 025. Letters
// among the digits (3O, l00) make it doubtful, they are not repaired.
func scanDigits(letters []byte, at int) (Number, int) {
	if n, end := scanDigitLetters(letters, at); end > at {
		return n, end
	}
	if !IsDigit(letters[at]) {
		return Number{}, at
	}
	s := digitScan{letters: letters, at: at}
	s.whole()
	s.fraction()
	if s.n.Digits > digitsMax {
		s.n.Doubt = TooLarge
	}
	s.n.Formal = s.n.Hundredths
	return s.n, s.at
}

// scanDigitLetters reads a run that mixes digits with letters that look like
// them, and only such.
func scanDigitLetters(letters []byte, at int) (Number, int) {
	if at > 0 && (IsLatin(letters[at-1]) || IsDigit(letters[at-1])) {
		return Number{}, at
	}
	hasDigit, hasLetter, end := false, false, at
	for ; end < len(letters); end++ {
		if end-at > 2*digitsMax {
			return Number{}, at
		}
		switch {
		case IsDigit(letters[end]):
			hasDigit = true
		case isDigitLike(letters[end]):
			hasLetter = true
		case letters[end] == ',' || letters[end] == '.':
			if end+1 >= len(letters) || (!IsDigit(letters[end+1]) && !isDigitLike(letters[end+1])) {
				return lettered(hasDigit, hasLetter, at, end)
			}
		default:
			if IsLatin(letters[end]) {
				return Number{}, at
			}
			return lettered(hasDigit, hasLetter, at, end)
		}
	}
	return lettered(hasDigit, hasLetter, at, end)
}

func lettered(hasDigit, hasLetter bool, at, end int) (Number, int) {
	if !hasDigit || !hasLetter {
		return Number{}, at
	}
	return Number{Doubt: LetterForDigit, Digits: end - at}, end
}

type digitScan struct {
	letters []byte
	at      int
	n       Number
}

func (s *digitScan) whole() {
	s.n.HasLeadingZero = s.letters[s.at] == '0' && s.at+1 < len(s.letters) && IsDigit(s.letters[s.at+1])
	group := s.run()
	first := group
	for s.at+1 < len(s.letters) && s.letters[s.at] == ',' && IsDigit(s.letters[s.at+1]) {
		s.at++
		s.n.HasComma = true
		if group = s.run(); group != 3 || first > 3 {
			s.n.Doubt = BadGrouping
		}
	}
}

// run takes a run of digits into the value and gives its length.
func (s *digitScan) run() int {
	start := s.at
	for s.at < len(s.letters) && IsDigit(s.letters[s.at]) {
		if s.n.Digits < digitsMax {
			s.n.Hundredths = s.n.Hundredths*10 + int64(s.letters[s.at]-'0')*100
		}
		s.n.Digits++
		s.at++
	}
	return s.at - start
}

func (s *digitScan) fraction() {
	if s.at+1 >= len(s.letters) || s.letters[s.at] != '.' || !IsDigit(s.letters[s.at+1]) {
		return
	}
	s.at++
	s.n.HasPoint = true
	start, scale := s.at, int64(10)
	for s.at < len(s.letters) && IsDigit(s.letters[s.at]) {
		s.n.Hundredths += int64(s.letters[s.at]-'0') * scale
		scale /= 10
		s.at++
	}
	switch places := s.at - start; {
	case s.n.Doubt != Clear:
	case places == 3 && s.n.Digits <= 3:
		s.n.Doubt = ThousandsDot
	case places > 2:
		s.n.Doubt = PartOfSatang
	}
	if s.at+1 < len(s.letters) && (s.letters[s.at] == '.' || s.letters[s.at] == ',') && IsDigit(s.letters[s.at+1]) && s.n.Doubt == Clear {
		s.n.Doubt = BadGrouping
	}
}
