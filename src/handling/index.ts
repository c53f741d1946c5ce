export { type AccessRecord, listAccess } from './access/access-store.ts'
export { openAsReader } from './access/open-as-reader.ts'
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
export { allows, type CaseFile, type CaseState, type MoveName, movesOf, type Task } from './case-file/case-file.ts'
export {
  type CaseSummary,
  findCaseFile,
  findCaseFileByNo,
  findRememberedCase,
  listCasesOfAccount,
  listUntold,
} from './case-file/case-file-store.ts'
export { type CaseNumbers, countCases } from './case-file/case-numbers-store.ts'
export { checkWordOf, isCheckWord } from './case-file/check-word.ts'
export { type Act, acceptUntold, type Handling, keyReused, makeMove, tellBy } from './case-file/make-move.ts'
export { applicantMoves, isParty, may, readsAsOfficer } from './case-file/may.ts'
export { receiveApplication, type WalkIn } from './case-file/receive-application.ts'
export { maxFilesPerMaterial, submissionFlaws } from './case-file/submission.ts'
export { gatherMaterials, type SubmitInput, submitCaseFile } from './case-file/submit-case-file.ts'
export {
  type DraftContent,
  emptyDraft,
  findDraftOf,
  listDraftsOf,
  openDraft,
  type PlacedDraft,
  removeDraft,
  saveDraft,
} from './draft/draft-store.ts'
export { isAskedFor, isNecessary, listApplicableMaterials, missingMaterials } from './material/material.ts'
export { listReceivable } from './material/receive-material.ts'
export {
  addUpload,
  listOwnUploads,
  listUploadsOfDraft,
  releaseUploads,
  removeUpload,
  type Upload,
} from './material/upload-store.ts'
export { type Acts, listActs, listTakeable } from './task/list-acts.ts'
export { stateWords } from './task/task.ts'
export { countInbox, type InboxCounts, type InboxRow, listDone, listInbox, searchCases } from './task/task-store.ts'
export { committedLimit, statutoryLimit } from './time-limit/special-procedure.ts'
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
  type SpecialProcedure,
  type TimeLimit,
} from './time-limit/time-limit.ts'
