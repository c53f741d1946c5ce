export { type Clock, dateIn, systemClock } from './clock/clock.ts'
export { type Config, readConfig } from './config/config.ts'
export { brokenUnique, type Db, isUnwritable, openDb, roundTrips, sql, together } from './db/db.ts'
export { dumpSchema } from './db/dump-schema.ts'
export { freePort, startEmbeddedPostgres } from './db/embedded.ts'
export { migrate } from './db/migrate.ts'
export { firstId, type KeyPart, lastId, nextPageKey, readPageKey, writePageKey } from './db/page-key.ts'
export { attempt } from './db/savepoint.ts'
export { makeTally } from './db/tally.ts'
export type { Actor, FeedEvent, NewEvent, StoredEvent } from './event/event.ts'
export {
  appendEvents,
  findRemembered,
  listEvents,
  type Move,
  readFeed,
  type Saved,
  saveMove,
} from './event/event-store.ts'
export { diskShelf, type FileStore, makeFileStore, type Shelf, type StoredFile, s3Shelf } from './file/file-store.ts'
export { inspectFile, type MediaType, maxFileBytes } from './file/inspect-file.ts'
export { limitBody } from './http/body-limit.ts'
export { callerAddress } from './http/caller-address.ts'
export { compressAnswers } from './http/compress-answers.ts'
export { sameOrigin, securityHeaders } from './http/guard.ts'
export { isForMachines } from './http/is-for-machines.ts'
export { type Metrics, makeMetrics } from './http/metrics.ts'
export { openDoors, whyShut } from './http/open-doors.ts'
export { readPosted } from './http/posted.ts'
export { probes } from './http/probes.ts'
export { localeOf, type ProblemStatus, problem, refusalProblem } from './http/problem.ts'
export { shedLoad } from './http/shed-load.ts'
export { digestOf, isUuid, newCheckWord, newSecret, uuidv7 } from './id/id.ts'
export { type Job, type JobRunner, startJobs } from './job/job.ts'
export { keepDoing } from './job/keep-doing.ts'
export { stopWhenTold } from './job/stop-when-told.ts'
export { type Log, makeLog } from './log/log.ts'
export { type Flaw, httpStatus, isRefusal, type Refusal, refuse } from './refusal/refusal.ts'
export { cleanText, cleanTexts } from './text/clean-text.ts'
export { csvLine, csvMark } from './text/csv.ts'
export { dayText, fullDayText } from './text/day.ts'
export { joinTexts, type Locale, locales, say, type Text, verbatim } from './text/text.ts'
