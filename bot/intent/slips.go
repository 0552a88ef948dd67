package intent

// mendSlips gives unknown stretches the marks of the command they are a slip of.
func (r *reading) mendSlips() {}

// isGibberish tells whether the text may have been typed on the wrong keyboard.
func (r *reading) isGibberish() bool { return false }

func (r *reading) onOtherKeyboard(Request) (Result, bool) { return Result{}, false }
