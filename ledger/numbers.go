package ledger

// NumberRun is numbers from one to another, both included.
type NumberRun struct{ First, Last int }

// MissingNumbers (เลขที่ที่หายไป) gives what is missing between 1 and last of
// numbers in ascending order. In sound books nothing is.
func MissingNumbers(used []int, last int) []NumberRun {
	var missing []NumberRun
	next := 1
	for _, n := range used {
		if n > next {
			missing = append(missing, NumberRun{next, n - 1})
		}
		next = max(next, n+1)
	}
	if last >= next {
		missing = append(missing, NumberRun{next, last})
	}
	return missing
}
