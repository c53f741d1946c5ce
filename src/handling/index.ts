export { type AccessRecord, listAccess, listAccessTo } from './access/access-store.ts'
export { openAsReader, openToAct } from './access/open-as-reader.ts'
export type { BundleEvent, MemberOutcome } from './bundle/bundle-event.ts'
export { type BundleFile, type BundleMemberFile, caseNoOf, isBundleParty, waitsFor } from './bundle/bundle-file.ts'
export {
  findBundleFileByNo,
  listBundleFiles,
  listBundleFilesOfParty,
} from './bundle/bundle-file-store.ts'
export { bundleOf, type Sibling } from './bundle/bundle-of.ts'
export { listStuckBundles, type StuckBundle } from './bundle/bundle-retry-store.ts'
export { type BundleSubmission, bundleFlaws, elsewhereFlaws, splitSubmission } from './bundle/bundle-submission.ts'
export { type BundleFollower, followBundles, type ResultFile, retryBundles } from './bundle/follow-bundles.ts'
export { hastenBundle, lookAtWaiting } from './bundle/hasten-bundle.ts'
export { receiveBundle } from './bundle/receive-bundle.ts'
export { type SubmitBundleInput, submitBundle } from './bundle/submit-bundle.ts'
export { withdrawBundle } from './bundle/withdraw-bundle.ts'
export type { Act } from './case-file/act.ts'
export { assessSubmission } from './case-file/assess-submission.ts'
export type { Assessment } from './case-file/assessed.ts'
export type {
  Applicant,
  CaseEvent,
  CaseEventType,
  Channel,
  CorrectionRequest,
  Deferred,
  Delivery,
  HandedIn,
} from './case-file/case-event.ts'
export type { CaseFile, CaseState, Task } from './case-file/case-file.ts'
export { findCaseFile, findCaseFileByNo } from './case-file/case-file-store.ts'
export { type CaseSummary, listCasesOf, listUntold } from './case-file/case-list-store.ts'
export { type CaseNumbers, makeCaseTally } from './case-file/case-numbers-store.ts'
export { channelNames, stateNames } from './case-file/case-words.ts'
export { checkWordOf, isCheckWord } from './case-file/check-word.ts'
export { type GivenPaper, type IssuedResult, listPapersOf, listResultsOf } from './case-file/given-list-store.ts'
export { keepDaysCounted } from './case-file/keep-days-counted.ts'
export { type Handling, keyReused, makeMove } from './case-file/make-move.ts'
export { applicantMoves, isConcerned, isParty, may, readsAsOfficer } from './case-file/may.ts'
export { allows, type MoveName, movesOf } from './case-file/moves.ts'
export { tellBy } from './case-file/project-case.ts'
export { receiveApplication, type WalkIn } from './case-file/receive-application.ts'
export { recountDueDates } from './case-file/recount-due-dates.ts'
export { shownName } from './case-file/shown-name.ts'
export { maxFilesPerMaterial, submissionFlaws, whyNotFor } from './case-file/submission.ts'
export { applicantOf, gatherMaterials, type SubmitInput, submitCaseFile } from './case-file/submit-case-file.ts'
export { gatheredRequests, type Proposal, type SupplyKind } from './correction/correction-request.ts'
export {
  type DraftContent,
  emptyDraft,
  findDraftOf,
  listDraftsOf,
  openDraft,
  type PlacedDraft,
  passDraftOn,
  saveDraft,
} from './draft/draft-store.ts'
export { draftDays, forgetUnsent } from './draft/forget.ts'
export { removeDraft } from './draft/forget-store.ts'
export { isAskedFor, isNecessary, listApplicableMaterials, missingMaterials } from './material/material.ts'
export { listLacking, listReceivable } from './material/receive-material.ts'
export {
  addUpload,
  listOwnUploads,
  listUploadsOfDraft,
  releaseUploads,
  removeUpload,
  type Upload,
} from './material/upload-store.ts'
export { caseFileAt, type IssuedNotice, listNotices, type NoticeKind } from './notice/notice.ts'
export { hearMessage } from './process/hear-message.ts'
export { acceptUntold } from './process/move-by-system.ts'
export { namedError } from './process/named-error.ts'
export type { Opinion, Ruling } from './process/process-event.ts'
export { type DueCall, type Incident, incidentKey, listIncidents } from './process/process-store.ts'
export { type RouteTimer, routeTimersOf } from './process/route-timers.ts'
export { type Service, type ServiceCall, settleIncident } from './process/run-calls.ts'
export { serveRoutes } from './process/serve-routes.ts'
export type { AssessmentReport } from './replay/assessment-report.ts'
export { type MovePreview, moveCase, previewMove } from './replay/move-case.ts'
export type { ReplayReport, ReplaySample, Tally } from './replay/replay-report.ts'
export type { RuleChange } from './replay/replay-ruling.ts'
export { countRunningCases, type StoredReplay } from './replay/replay-store.ts'
export type { RuleReport, RuleSample, Said } from './replay/rule-report.ts'
export { publishReplayed, readReplay, replayAll, startReplay } from './replay/run-replay.ts'
export { giveBackLostTasks, giveBackTasks } from './task/give-back-tasks.ts'
export { type Acts, listActs, listTakeable } from './task/list-acts.ts'
export { stateWords } from './task/task.ts'
export {
  casesKey,
  countFound,
  countInbox,
  doneKey,
  type FoundCase,
  type InboxCounts,
  type InboxFilter,
  type InboxRow,
  inboxKey,
  listDone,
  listInbox,
  searchCases,
} from './task/task-store.ts'
export {
  committedLimit,
  isStopped,
  openStops,
  statutoryLimit,
  stoppedFor,
  taskDueOn,
} from './time-limit/special-procedure.ts'
export {
  type ClockEvent,
  type ClockState,
  clockState,
  correctionDueOn,
  type DayReason,
  dueOn,
  type ExplainedDay,
  type Explanation,
  explain,
  explainTelling,
  type SpecialProcedure,
  type TimeLimit,
} from './time-limit/time-limit.ts'
