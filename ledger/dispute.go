package ledger

import (
	"errors"
	"slices"
	"time"
)

// DisputeState is where a dispute stands, worked out from its steps.
type DisputeState string

// The states of a dispute. Open, answered and escalated have an owner who moves
// next; the others are ends.
const (
	// DisputeOpen: nobody has answered yet.
	DisputeOpen DisputeState = "open"
	// DisputeAnswered: the owner has explained; the member accepts or not.
	DisputeAnswered DisputeState = "answered"
	// DisputeEscalated: the whole committee looks at it.
	DisputeEscalated DisputeState = "escalated"
	// DisputeCorrected: both sides agreed to a correction.
	DisputeCorrected DisputeState = "corrected"
	// DisputeAccepted: the member accepts the explanation.
	DisputeAccepted DisputeState = "accepted"
	// DisputeWithdrawn: the member closed it.
	DisputeWithdrawn DisputeState = "withdrawn"
	// DisputeSettled: two officers closed it with words, after its time.
	DisputeSettled DisputeState = "settled"
)

// IsOpen tells a state in which somebody still has to move.
func (s DisputeState) IsOpen() bool {
	return s == DisputeOpen || s == DisputeAnswered || s == DisputeEscalated
}

// DisputeStepKind is what somebody did about a dispute.
type DisputeStepKind string

// The steps after the opening.
const (
	// StepAnswer: the owner explains; words.
	StepAnswer DisputeStepKind = "answered"
	// StepEscalate: a side asks the whole committee.
	StepEscalate DisputeStepKind = "escalated"
	// StepCorrect: a correction of the line was agreed to.
	StepCorrect DisputeStepKind = "corrected"
	// StepAccept: the member accepts the answer.
	StepAccept DisputeStepKind = "accepted"
	// StepWithdraw: the member has found the figure right.
	StepWithdraw DisputeStepKind = "withdrawn"
	// StepPropose: a first officer would close it; words.
	StepPropose DisputeStepKind = "closing"
	// StepSettle: a second officer closes it.
	StepSettle DisputeStepKind = "settled"
)

// DisputeStep is one step, by whom and when. Words are kept as they were written.
type DisputeStep struct {
	Kind  DisputeStepKind
	By    MemberID
	At    time.Time
	Words string
}

// Dispute (ข้อทักท้วงยอด) is a member's word that a figure is not right: about one
// line, or about the whole when Entry is zero. It holds that line and nothing
// else, has an owner from its first moment, and ends in a state one can read.
type Dispute struct {
	ID     DisputeID
	Fund   FundID
	Member MemberID
	Entry  EntryID
	// Through is the last day of the period whose figure she was shown; zero when
	// it is about today's.
	Through Date
	// Figure is what the books said when it was opened: the line's amount, or the
	// whole.
	Figure Money
	Words  string
	// Owner is the officer who has to answer; zero when the fund has none yet.
	Owner    MemberID
	OpenedAt time.Time
	Steps    []DisputeStep
}

// DisputePatience is after how many days two officers may close a dispute that
// its member no longer speaks of.
const DisputePatience = 14

// disputeStepsMax bounds a quarrel: after so many steps only an end is left.
const disputeStepsMax = 50

// Refusals of a step.
var (
	// ErrDisputeEnded: nothing follows an end.
	ErrDisputeEnded = errors.New("the dispute has ended")
	// ErrDisputeParty: this step is another side's.
	ErrDisputeParty = errors.New("this step is for another side of the dispute")
	// ErrDisputeEarly: two officers may not close it yet.
	ErrDisputeEarly = errors.New("a dispute is closed by officers only after its time")
	// ErrDisputeWords: what is said to the member needs words.
	ErrDisputeWords = errors.New("this step needs words")
	// ErrDisputeOrder: a step that fits nowhere here, such as accepting what nobody
	// answered.
	ErrDisputeOrder = errors.New("this step does not follow")
)

// State works the state out from the steps. A closing that was proposed changes
// nothing until a second officer signs it.
func (d Dispute) State() DisputeState {
	state := DisputeOpen
	for _, s := range d.Steps {
		if s.Kind != StepPropose {
			state = DisputeState(s.Kind)
		}
	}
	return state
}

// Proposed gives the proposal to close it that waits for a second officer: the
// last step, and only while it is that.
func (d Dispute) Proposed() (DisputeStep, bool) {
	if n := len(d.Steps); n > 0 && d.Steps[n-1].Kind == StepPropose {
		return d.Steps[n-1], true
	}
	return DisputeStep{}, false
}

// CheckStep refuses a step that may not follow now. isOfficer says that the one
// who takes it holds an office for it at this moment, and that he is not the
// member's household.
func (d Dispute) CheckStep(s DisputeStep, isOfficer bool) error {
	if !d.State().IsOpen() {
		return ErrDisputeEnded
	}
	if err := d.checkParty(s, isOfficer); err != nil {
		return err
	}
	proposed, isProposed := d.Proposed()
	switch {
	case len(d.Steps) >= disputeStepsMax && (s.Kind == StepAnswer || s.Kind == StepEscalate || s.Kind == StepPropose):
		return ErrDisputeOrder
	case (s.Kind == StepAnswer || s.Kind == StepPropose) && s.Words == "":
		return ErrDisputeWords
	case s.Kind == StepAccept && d.State() != DisputeAnswered,
		s.Kind == StepEscalate && d.State() == DisputeEscalated,
		s.Kind == StepSettle && !isProposed:
		return ErrDisputeOrder
	case s.Kind == StepSettle && proposed.By == s.By:
		return ErrMakerIsChecker
	case (s.Kind == StepPropose || s.Kind == StepSettle) && DateOf(d.OpenedAt).DaysUntil(DateOf(s.At)) < DisputePatience:
		return ErrDisputeEarly
	}
	return nil
}

// checkParty: the member accepts and withdraws, officers answer and close, either
// side escalates. Nobody is officer in her own dispute.
func (d Dispute) checkParty(s DisputeStep, isOfficer bool) error {
	isMember := s.By == d.Member
	switch s.Kind {
	case StepAccept, StepWithdraw:
		if !isMember {
			return ErrDisputeParty
		}
	case StepAnswer, StepPropose, StepSettle:
		if isMember || !isOfficer {
			return ErrDisputeParty
		}
	case StepEscalate, StepCorrect:
		if !isMember && !isOfficer {
			return ErrDisputeParty
		}
	default:
		return ErrDisputeOrder
	}
	return nil
}

// Holder is a member with the offices held now.
type Holder struct {
	Member  MemberID
	Offices []Office
}

// ownerOrder is who answers for a figure: the treasurer, or the next when it is
// about the treasurer's own act or own money.
var ownerOrder = [...]Office{Treasurer, Chair, Secretary, Committee}

// DisputeOwner gives the officer who has to answer: the first of the order who is
// neither the one who complains nor the one whose act it is about. Zero when the
// fund has nobody.
func DisputeOwner(holders []Holder, member, actor MemberID) MemberID {
	for _, office := range ownerOrder {
		for _, h := range holders {
			if h.Member != member && (actor.IsZero() || h.Member != actor) && slices.Contains(h.Offices, office) {
				return h.Member
			}
		}
	}
	return MemberID{}
}
