package thai

import (
	"encoding/json"
	"errors"
	"fmt"
	"time"
)

// Clock (เวลานาฬิกา) is a time of day, to the minute, with no day attached.
type Clock struct {
	minutes int16
}

// ErrClock says that hours or minutes are outside the day.
var ErrClock = errors.New("no such time of day")

// NewClock makes a time of day from 00:00 to 23:59.
func NewClock(hour, minute int) (Clock, error) {
	if hour < 0 || hour > 23 || minute < 0 || minute > 59 {
		return Clock{}, ErrClock
	}
	return Clock{minutes: int16(hour*60 + minute)}, nil
}

// ParseClock reads the machine form "13:30".
func ParseClock(text string) (Clock, error) {
	t, err := time.Parse("15:04", text)
	if err != nil {
		return Clock{}, ErrClock
	}
	return NewClock(t.Hour(), t.Minute())
}

// Hour gives 0 to 23.
func (c Clock) Hour() int { return int(c.minutes) / 60 }

// Minute gives 0 to 59.
func (c Clock) Minute() int { return int(c.minutes) % 60 }

// String gives the machine form "13:30".
func (c Clock) String() string { return fmt.Sprintf("%02d:%02d", c.Hour(), c.Minute()) }

// Thai writes the time for people to read: "13.30 น.".
func (c Clock) Thai() string { return fmt.Sprintf("%02d.%02d น.", c.Hour(), c.Minute()) }

// MarshalJSON writes the machine form as a string.
func (c Clock) MarshalJSON() ([]byte, error) { return []byte(`"` + c.String() + `"`), nil }

// UnmarshalJSON reads what MarshalJSON writes.
func (c *Clock) UnmarshalJSON(data []byte) error {
	var text string
	if err := json.Unmarshal(data, &text); err != nil {
		return err
	}
	parsed, err := ParseClock(text)
	if err != nil {
		return err
	}
	*c = parsed
	return nil
}
