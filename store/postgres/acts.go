package postgres

import (
	"fmt"

	"github.com/jackc/pgx/v5"

	"sajja/ledger"
	"sajja/store"
)

// queueActs puts what a turn changes beside entries and messages into the batch.
func queueActs(batch *pgx.Batch, fund ledger.FundID, acts []store.Act) error {
	for _, act := range acts {
		if err := queueAct(batch, fund, act); err != nil {
			return err
		}
	}
	return nil
}

// queueAct leads each kind of act to the file of its subject.
func queueAct(batch *pgx.Batch, fund ledger.FundID, act store.Act) error {
	switch a := act.(type) {
	case nil:
		return nil
	case store.MembershipStep:
		queueMembershipStep(batch, fund, a)
	case store.BaselineStep:
		queueBaselineStep(batch, fund, a)
	case store.RoundOpened:
		queueRoundOpened(batch, a)
	case store.RoundStepped:
		queueRoundStepped(batch, fund, a)
	case store.HandoverProposed:
		queueHandoverProposed(batch, a)
	case store.HandoverEnded:
		queueHandoverEnded(batch, fund, a)
	case store.LinkTried:
		queueLinkTried(batch, fund, a)
	case store.LinkAlarmRaised:
		queueLinkAlarmRaised(batch, fund, a)
	case store.LinkCodeUsed:
		queueLinkCodeUsed(batch, fund, a)
	case store.Linked:
		queueLinked(batch, fund, a)
	case store.Unlinked:
		queueUnlinked(batch, fund, a)
	case store.LinkRequested:
		queueLinkRequested(batch, fund, a)
	case store.LinkRequestStepped:
		queueLinkRequestStepped(batch, fund, a)
	case store.Consented:
		queueConsented(batch, fund, a)
	case store.FundChosen:
		queueFundChosen(batch, fund, a)
	case store.Frozen:
		queueFrozen(batch, fund, a)
	case store.FreezeReleased:
		queueFreezeReleased(batch, fund, a)
	case store.AskProxy:
		queueAskProxy(batch, fund, a)
	case store.StepProxy:
		queueStepProxy(batch, fund, a)
	case store.Look:
		queueLook(batch, fund, a)
	case store.DataLink:
		queueDataLink(batch, fund, a)
	case store.AskErasure:
		queueAskErasure(batch, fund, a)
	case store.StepErasure:
		queueStepErasure(batch, fund, a)
	case store.ProposeCorrection:
		queueCorrection(batch, fund, a)
	case store.EndCorrection:
		queueCorrectionEnd(batch, fund, a)
	case store.OpenDispute:
		queueDispute(batch, fund, a)
	case store.StepDispute:
		queueDisputeStep(batch, fund, a)
	case store.BeginClosing:
		queueClosing(batch, fund, a)
	case store.StepClosing:
		queueClosingStep(batch, fund, a)
	case store.CloseMonth:
		queueCloseMonth(batch, fund, a)
	case store.AnswerFigure:
		queueFigureAnswer(batch, fund, a)
	case store.Roster:
		return queueRoster(batch, fund, a)
	case store.RosterStep:
		queueRosterStep(batch, fund, a)
	case store.RosterResult:
		queueRosterResult(batch, fund, a)
	default:
		return fmt.Errorf("no statement for an act of type %T", a)
	}
	return nil
}
