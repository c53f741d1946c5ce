import { isRefusal, type Refusal, refuse, type Text, uuidv7 } from '#base'
import { compile, compileDecisions, type Graph, isReadable, type Variables } from '#bpmn'
import {
  type City,
  type DefinitionAct,
  type DefinitionKind,
  draftChanged,
  findCalledIn,
  findDefinitionDraft,
  pinCalls,
  publishChecked,
  runNames,
} from '#management'
import { hastenRetries } from '../bundle/bundle-retry-store.ts'
import type { Handling } from '../case-file/make-move.ts'
import { askedFacts } from '../process/asked-facts.ts'
import { committedLimit } from '../time-limit/special-procedure.ts'
import { type Replayed, replayCase } from './replay.ts'
import { entriesAsking, replayAssessments } from './replay-assessments.ts'
import type { Due } from './replay-due-date.ts'
import { stepsWithoutTasks, stopsThatDiffer } from './replay-procedure.ts'
import { readRecord } from './replay-record.ts'
import { type ReplayReport, startReport } from './replay-report.ts'
import { itemsOfPage, replayRulings } from './replay-rulings.ts'
import {
  type Asked,
  beginReplay,
  countRecordedCases,
  countRulings,
  countSubmittedOf,
  findReplay,
  listRecordedCases,
  type RecordedCase,
  type StoredReplay,
  tellReplay,
} from './replay-store.ts'
import { hostsOfNewTimers, timersThatDiffer } from './replay-timer.ts'
import { takeTurns } from './turns.ts'

const pageSize = 1000
/** Each is told every few seconds: one not heard of for so long ended with its process. */
const silentFor = { minutes: 2 }
/** Cases go on while an editor thinks: an older replay does not speak of the present. */
const goodFor = { hours: 1 }

type Begin = { kind: DefinitionKind; key: string; digest: string; startedBy: string }
type Report = NonNullable<StoredReplay['report']>
/** What a draft becomes that can be replayed: how many records there are, and a way through them. */
type Prepared = { total: number; replay: (progress: (count: number) => Promise<void>) => Promise<Report> }

/**
 * Begins the replay of every recorded case of a route against its draft, or of every ruling of a table, and gives its number at once;
 * how far it is and what came of it is read with `findReplay`. `finished` is for those who want to wait.
 */
export async function startReplay(
  handling: Handling,
  input: Begin,
): Promise<{ replayId: string; finished: Promise<void> } | Refusal> {
  const { db, clock } = handling
  const { cityCode } = handling.city()
  const draft = await findDefinitionDraft(db, input.kind, input.key)
  if (draft === undefined || draft.digest !== input.digest) return draftChanged
  const prepared =
    input.kind === 'process'
      ? await prepareRoute(handling, input.key, draft.xml)
      : await prepareTable(handling, input.key, draft.xml)
  if ('refused' in prepared) return prepared
  const startedAt = clock()
  const replayId = uuidv7(startedAt)
  const against = newestVersion(handling, input)
  await beginReplay(db, cityCode, { ...input, replayId, total: prepared.total, startedAt, against })
  return { replayId, finished: run(handling, replayId, prepared) }
}

async function prepareRoute(handling: Handling, key: string, xml: string): Promise<Prepared | Refusal> {
  const city = handling.city()
  const { graph, problems } = await compile(pinCalls(xml, city, key), {}, findCalledIn(city))
  if (graph === null) return withErrors(problems)
  const total = await countRecordedCases(handling.db, handling.city().cityCode, key)
  return { total, replay: (progress) => replayAll(handling, key, graph, progress) }
}

async function prepareTable(handling: Handling, key: string, xml: string): Promise<Prepared | Refusal> {
  const compilation = await compileDecisions(xml)
  if ('problems' in compilation) return withErrors(compilation.problems.filter((one) => one.severity === 'error'))
  const { db } = handling
  const city = handling.city()
  const rulings = await countRulings(db, city.cityCode, key)
  const total = rulings + (await countSubmittedOf(db, city.cityCode, entriesAsking(city, key)))
  const draft = compilation.decisions
  return {
    total,
    async replay(progress) {
      const report = await replayRulings(handling, key, draft, progress)
      const assessed = await replayAssessments(handling, key, draft, (count) => progress(rulings + count))
      return { ...report, assessed }
    },
  }
}

const withErrors = (problems: readonly { element: string | null; sentence: Text }[]): Refusal =>
  refuse(
    'invalid',
    {
      zh: `草稿还有 ${problems.length} 处错误，不能重放。`,
      en: `The draft has ${problems.length} errors and cannot be replayed.`,
    },
    problems.map((one) => ({ pointer: `/xml/${one.element ?? ''}`, sentence: one.sentence })),
  )

function newestVersion(handling: Handling, { kind, key }: Pick<Begin, 'kind' | 'key'>): number {
  const city = handling.city()
  if (kind === 'process') return city.hasRoute(key) ? city.getDefinition(key).version : 0
  return city.hasDecisions(key) ? city.getDecisions(key).version : 0
}

async function run(handling: Handling, replayId: string, { replay }: Prepared): Promise<void> {
  const { cityCode } = handling.city()
  let replayed = 0
  const tell = (state: StoredReplay['state'], report: Report | null): Promise<void> =>
    tellReplay(handling.db, cityCode, replayId, { state, replayed, report, at: handling.clock() })
  try {
    const report = await replay(async (count) => {
      replayed = count
      await tell('running', null)
    })
    await tell('done', report)
  } catch (error) {
    await tell('failed', null).catch(() => {})
    throw error
  }
}

/** How far a replay is, and its report when it is done; one whose process ended on the way has failed. */
export async function readReplay(handling: Handling, replayId: string): Promise<StoredReplay | undefined> {
  const replay = await findReplay(handling.db, handling.city().cityCode, replayId)
  if (replay?.state !== 'running') return replay
  const isLost = Temporal.Instant.compare(replay.toldAt.add(silentFor), handling.clock()) < 0
  return isLost ? { ...replay, state: 'failed' } : replay
}

/** Replays page by page: memory holds one page and the histories met so far, since most cases go one of a few ways. */
export async function replayAll(
  handling: Handling,
  key: string,
  draft: Graph,
  progress: (count: number) => Promise<void>,
): Promise<ReplayReport> {
  const { db } = handling
  const city = handling.city()
  const report = startReport(draft, city, handling.clock())
  const ways = new Map<string, Replayed>()
  const asked = askedBy(city, key, draft)
  const turn = takeTurns(progress)
  let count = 0
  for (let after = ''; ; ) {
    const page = await listRecordedCases(db, city.cityCode, key, after, { limit: pageSize, ...asked })
    const itemOf = itemsOfPage(handling)
    for (const { version, record, submitted: given, promised, ...recorded } of page) {
      const { graph } = city.getDefinition(key, version)
      // By a version that cannot be read any more nobody knows what its steps were: the draft is all there is to read the record by.
      const own = isReadable(graph) ? graph : draft
      const facts = given === null ? {} : factsThen(city, draft, given)
      const way = `${version}\n${record}\n${JSON.stringify(facts)}`
      const known = ways.get(way) ?? replayRecorded(own, draft, record, facts)
      if (ways.size > 20_000) ways.clear()
      ways.set(way, known)
      report.add({ ...recorded, own, replayed: known, due: await dueOf(recorded, promised, itemOf) })
      count += 1
      await turn(count)
    }
    await progress(count)
    const last = page.at(-1)
    if (last === undefined || page.length < pageSize) return report.report()
    after = last.caseId
  }
}

/** What must be read of the cases besides their way: as little as the draft has otherwise. */
const askedBy = (city: City, key: string, draft: Graph): Asked => ({
  // How the result is delivered stands in every record already.
  submitted: [...draft.reads.keys()].some((name) => name !== 'delivery' && !runNames.has(name)),
  timers: otherwise(city, key, draft, timersThatDiffer),
  hosts: [...otherwise(city, key, draft, hostsOfNewTimers), ...otherwise(city, key, draft, stepsWithoutTasks)],
  stops: otherwise(city, key, draft, stopsThatDiffer).length > 0,
})

/** The elements that the draft has otherwise than any version of the route: only where there are some must anything of them be read. */
const otherwise = (
  city: City,
  key: string,
  draft: Graph,
  differing: (own: Graph, draft: Graph) => readonly string[],
): string[] => [
  ...new Set(
    city
      .listDefinitions()
      .filter((one) => one.key === key && isReadable(one.graph))
      .flatMap((one) => differing(one.graph, draft)),
  ),
]

/** What the day of a running case follows from: what was promised to whoever applied then. */
async function dueOf(
  { running, clock, begun }: Pick<RecordedCase, 'running' | 'clock' | 'begun'>,
  promised: RecordedCase['promised'],
  itemOf: ReturnType<typeof itemsOfPage>,
): Promise<Due | null> {
  if (!running || promised === null || !clock.some((event) => event.type === 'accepted')) return null
  return { limit: committedLimit(await itemOf(promised)), clock, tasks: promised.tasks, begun }
}

/** What the draft would have been told when the case was submitted. */
const factsThen = (city: City, draft: Graph, given: NonNullable<RecordedCase['submitted']>): Variables =>
  askedFacts(
    draft,
    given,
    city.findItemByCode(given.itemCode)?.content.questions ?? [],
    Temporal.PlainDate.from(given.receivedOn),
  )

function replayRecorded(own: Graph, draft: Graph, record: string, facts: Variables): Replayed {
  const recorded = readRecord(record)
  return replayCase(own, draft, { ...recorded, start: { ...facts, ...recorded.start } })
}

/** Every server has read what was published by then. */
const untilAllKnow = { seconds: 10 }

/**
 * Publishes a draft that was replayed: exactly this text, beside the version that is published now, and not long ago. Cases
 * that run keep their version; a bundle that could not go on is tried again soon.
 */
export async function publishReplayed(
  handling: Handling,
  act: DefinitionAct,
  input: { digest: string; replayId: string },
): Promise<{ version: number } | Refusal> {
  const replay = await findReplay(handling.db, act.cityCode, input.replayId)
  if (replay === undefined || replay.kind !== act.kind || replay.key !== act.key || replay.state !== 'done') {
    return refuse('conflict', {
      zh: act.kind === 'process' ? '发布前须先用在办件重放这份草稿。' : '发布前须先用这张表决定过的办件重放这份草稿。',
      en: 'Before publishing, this draft must be replayed against the recorded cases.',
    })
  }
  const isOld = Temporal.Instant.compare(replay.startedAt.add(goodFor), handling.clock()) < 0
  if (replay.digest !== input.digest || replay.against !== newestVersion(handling, act) || isOld) {
    return refuse('conflict', {
      zh: '重放之后草稿或已发布的版本变了，或已过一小时，请重新重放后再发布。',
      en: 'Since the replay the draft or the published version changed, or an hour went by. Replay again before publishing.',
    })
  }
  const published = await publishChecked(handling.db, handling.city(), act, input.digest)
  if (!isRefusal(published)) await hastenRetries(handling.db, act.cityCode, handling.clock().add(untilAllKnow))
  return published
}
