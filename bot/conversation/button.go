package conversation

import (
	"encoding/base64"
	"errors"
	"slices"
	"strconv"
	"strings"

	"github.com/google/uuid"

	"sajja/ledger"
)

// Verb is what a button asks for.
type Verb string

// The verbs of this version's buttons.
const (
	VerbUndo    Verb = "undo"    // take back one's own waiting entry
	VerbAgain   Verb = "again"   // yes, the same amount once more
	VerbNo      Verb = "no"      // never mind
	VerbResume  Verb = "resume"  // go on with a draft
	VerbReceive Verb = "receive" // the officer has the cash of these entries
	VerbRefuse  Verb = "refuse"  // the officer refuses one, the reason follows
	VerbReason  Verb = "reason"  // refuses one for a reason from the list
	VerbPage    Verb = "page"    // another page of the waiting list
)

// Button is the meaning of a postback. Its data stay on somebody's phone for
// months, so they carry a version and references, and nothing that grants a
// right.
type Button struct {
	Verb    Verb
	Entries []ledger.EntryID
	Amount  ledger.Money
	// Ref is the message whose question this button answers.
	Ref    string
	Reason Reason
	Page   int
	// Args are what the verbs of verbArgs carry, such as IDs in IDArg's form.
	Args []string
}

// verbArgs says how many arguments a subject's verb carries.
var verbArgs = map[Verb]int{
	VerbLinkFund: 1, VerbLinkCode: 2, VerbLinkAgree: 2, VerbLinkNo: 2, VerbLinkObject: 2,
	VerbLinkApprove: 2, VerbLinkSecond: 1, VerbLinkRefuse: 1,
	VerbFreeze: 1, VerbUnfreeze: 1, VerbUnlink: 0, VerbUnlinkOf: 1,
	VerbFund: 1, VerbConsent: 1, VerbConsentNo: 1,
	VerbBaseline: 2, VerbTakeBack: 2, VerbCorrect: 1, VerbCorrectUndo: 1, VerbAgree: 1, VerbDecline: 1,
	VerbDispute: 1, VerbDisputeSend: 1, VerbDisputeAnswer: 1, VerbDisputeAccept: 1, VerbDisputeWithdraw: 1,
	VerbDisputeEscalate: 1, VerbDisputeClose: 1, VerbDisputeShow: 1,
	VerbCloseSign: 2, VerbCloseReturn: 2, VerbCloseRecount: 1, VerbFigureRight: 2, VerbFigureWrong: 2,
	VerbArrears: 2, VerbPaidThrough: 1,
	VerbRoundVillage: 1, VerbCountFace: 1, VerbCountDone: 0,
	VerbHandoverTo: 3, VerbHandoverConfirm: 1, VerbHandoverRefuse: 1, VerbHandoverWithdraw: 1,
	VerbErase: 0, VerbEraseYes: 1, VerbEraseNo: 1, VerbEraseStop: 1,
	VerbPayFor: 4, VerbSeeFor: 1, VerbProxyTo: 2, VerbProxyAsk: 3, VerbProxyYes: 1, VerbProxyNo: 1, VerbProxyEnd: 1,
	VerbRosterPost: 2, VerbRosterRepeat: 2, VerbRosterPick: 3, VerbRosterLeave: 2, VerbRosterTick: 2, VerbRosterShow: 2, VerbRosterDrop: 1,
}

// buttonVersion begins every data string; a later form gets another number.
const buttonVersion = "1"

// EntriesMax is how many entries one button can name in LINE's 300 characters.
const EntriesMax = 10

// ErrStaleButton says that a button was made by another version or is not ours.
var ErrStaleButton = errors.New("not a button of this version")

// Data gives the postback data, at most 300 characters for EntriesMax entries.
func (b Button) Data() string {
	parts := []string{buttonVersion, string(b.Verb)}
	switch b.Verb {
	case VerbUndo, VerbReceive, VerbRefuse, VerbReason:
		parts = append(parts, encodeEntries(b.Entries))
		if b.Verb == VerbReason {
			parts = append(parts, string(b.Reason))
		}
	case VerbAgain:
		parts = append(parts, strconv.FormatInt(b.Amount.Satang(), 10), b.Ref)
	case VerbPage:
		parts = append(parts, strconv.Itoa(b.Page))
	default:
		parts = append(parts, b.Args...)
	}
	return strings.Join(parts, ":")
}

// ParseButton reads what Data writes; ErrStaleButton for anything else.
func ParseButton(data string) (Button, error) {
	parts := strings.Split(data, ":")
	if len(parts) < 2 || parts[0] != buttonVersion {
		return Button{}, ErrStaleButton
	}
	b := Button{Verb: Verb(parts[1])}
	args := parts[2:]
	if count, isSubjects := verbArgs[b.Verb]; isSubjects {
		if len(args) != count {
			return Button{}, ErrStaleButton
		}
		b.Args = args
		return b, nil
	}
	var err error
	switch {
	case (b.Verb == VerbNo || b.Verb == VerbResume) && len(args) == 0:
	case b.Verb == VerbPage && len(args) == 1:
		b.Page, err = strconv.Atoi(args[0])
	case b.Verb == VerbAgain && len(args) == 2:
		var satang int64
		satang, err = strconv.ParseInt(args[0], 10, 64)
		b.Amount, b.Ref = ledger.MoneyFromSatang(satang), args[1]
	case (b.Verb == VerbUndo || b.Verb == VerbReceive || b.Verb == VerbRefuse) && len(args) == 1:
		b.Entries, err = decodeEntries(args[0])
	case b.Verb == VerbReason && len(args) == 2:
		b.Entries, err = decodeEntries(args[0])
		b.Reason = Reason(args[1])
	default:
		err = ErrStaleButton
	}
	if err != nil || b.Page < 0 || b.Page > pageMax {
		return Button{}, ErrStaleButton
	}
	return b, nil
}

// pageMax bounds the pages a forged button can ask for.
const pageMax = 10_000

func encodeEntries(ids []ledger.EntryID) string {
	var text strings.Builder
	for _, id := range ids {
		text.WriteString(IDArg(id.UUID))
	}
	return text.String()
}

// encodedLength is an ID's length in base64 without padding.
const encodedLength = 22

// IDArg gives an ID as an argument of a button: 22 letters instead of 36.
func IDArg(id uuid.UUID) string { return base64.RawURLEncoding.EncodeToString(id[:]) }

// ParseIDArg reads what IDArg writes; ErrStaleButton for anything else.
func ParseIDArg(arg string) (uuid.UUID, error) {
	raw, err := base64.RawURLEncoding.DecodeString(arg)
	if err != nil {
		return uuid.UUID{}, ErrStaleButton
	}
	id, err := uuid.FromBytes(raw)
	if err != nil {
		return uuid.UUID{}, ErrStaleButton
	}
	return id, nil
}

func decodeEntries(text string) ([]ledger.EntryID, error) {
	if text == "" || len(text)%encodedLength != 0 || len(text) > EntriesMax*encodedLength {
		return nil, ErrStaleButton
	}
	ids := make([]ledger.EntryID, 0, len(text)/encodedLength)
	for ; text != ""; text = text[encodedLength:] {
		id, err := ParseIDArg(text[:encodedLength])
		if err != nil {
			return nil, err
		}
		if slices.Contains(ids, ledger.EntryID{UUID: id}) {
			return nil, ErrStaleButton // none of ours names an entry twice
		}
		ids = append(ids, ledger.EntryID{UUID: id})
	}
	return ids, nil
}

// Reason is why an officer refuses a promise: one of the list, or her own
// words.
type Reason string

// The reasons on the buttons.
const (
	ReasonNoCash      Reason = "no-cash"
	ReasonOtherAmount Reason = "other-amount"
	ReasonDouble      Reason = "double"
)

// Reasons are the reasons on the buttons, in their order.
var Reasons = [...]Reason{ReasonNoCash, ReasonOtherAmount, ReasonDouble}
