package ledger

import (
	"fmt"
	"strconv"
	"strings"
)

// SourceKind says whose money it was before it came to the fund.
type SourceKind string

// The sources that the state's own statement form tells apart.
const (
	SourceMembers SourceKind = "members" // สมาชิก
	SourceCODI    SourceKind = "codi"    // สถาบันพัฒนาองค์กรชุมชน (พอช.)
	SourceState   SourceKind = "state"   // รัฐบาล สมทบเป็นรอบ
	SourceLocal   SourceKind = "local"   // องค์กรปกครองส่วนท้องถิ่น (อปท.)
	SourceAgency  SourceKind = "agency"  // หน่วยงานรัฐอื่น
	SourceOther   SourceKind = "other"   // อื่นๆ เช่น ผู้บริจาค
)

// roundMax is far above the eleven rounds of matching that the state's form has
// lines for.
const roundMax = 99

// Source (แหล่งเงิน) is where a Posting's money came from, with the round of
// matching where there are rounds. The zero value is a source not stated.
type Source struct {
	Kind  SourceKind
	Round int
}

// String gives the form that is stored and exported: "members", "state/3", or ""
// when not stated.
func (s Source) String() string {
	if s.Round == 0 {
		return string(s.Kind)
	}
	return string(s.Kind) + "/" + strconv.Itoa(s.Round)
}

// ParseSource reads what String writes.
func ParseSource(text string) (Source, error) {
	kind, round, hasRound := strings.Cut(text, "/")
	s := Source{Kind: SourceKind(kind)}
	if hasRound {
		n, err := strconv.Atoi(round)
		if err != nil || n < 1 || strconv.Itoa(n) != round {
			return Source{}, fmt.Errorf("not a source of money such as members or state/3: %q", text)
		}
		s.Round = n
	}
	if !s.isKnown() {
		return Source{}, fmt.Errorf("not a source of money such as members or state/3: %q", text)
	}
	return s, nil
}

func (s Source) isKnown() bool {
	switch s.Kind {
	case "":
		return s.Round == 0
	case SourceMembers, SourceCODI, SourceState, SourceLocal, SourceAgency, SourceOther:
		return s.Round >= 0 && s.Round <= roundMax
	}
	return false
}
