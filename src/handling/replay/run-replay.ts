import { dateIn, type Refusal, refuse, uuidv7 } from '#base'
import { compile, type Graph } from '#bpmn'
import { type DefinitionAct, draftChanged, findDefinitionDraft, publishChecked } from '#management'
import type { Handling } from '../case-file/make-move.ts'
import { type Replayed, readRecord, replayCase } from './replay.ts'
import { type ReplayReport, startReport } from './replay-report.ts'
import {
  beginReplay,
  countRecordedCases,
  findReplay,
  listRecordedCases,
  type StoredReplay,
  tellReplay,
} from './replay-store.ts'

const pageSize = 1000
/** Each page is told, and takes a second at most: one not heard of for so long ended with its process. */
const silentFor = { minutes: 2 }
/** Cases go on while an editor thinks: an older replay does not speak of the present. */
const goodFor = { hours: 1 }

/**
 * Begins the replay of every recorded case of a route against its draft, and gives its number at once; how far it is and what
 * came of it is read with `findReplay`. `finished` is for those who want to wait.
 */
export async function startReplay(
  handling: Handling,
  input: { key: string; digest: string; startedBy: string },
): Promise<{ replayId: string; finished: Promise<void> } | Refusal> {
  const { db, clock } = handling
  const city = handling.city()
  const draft = await findDefinitionDraft(db, 'process', input.key)
  if (draft === undefined || draft.digest !== input.digest) return draftChanged
  const { graph, problems } = await compile(draft.xml)
  if (graph === null) {
    return refuse(
      'invalid',
      {
        zh: `草稿还有 ${problems.length} 处错误，不能重放。`,
        en: `The draft has ${problems.length} errors and cannot be replayed.`,
      },
      problems.map((one) => ({ pointer: `/xml/${one.element ?? ''}`, sentence: one.sentence })),
    )
  }
  const startedAt = clock()
  const replayId = uuidv7(startedAt)
  const total = await countRecordedCases(db, city.cityCode, input.key)
  await beginReplay(db, city.cityCode, {
    ...input,
    replayId,
    total,
    startedAt,
    against: newestVersion(handling, input.key),
  })
  return { replayId, finished: run(handling, input.key, replayId, graph) }
}

const newestVersion = (handling: Handling, key: string): number =>
  handling.city().hasRoute(key) ? handling.city().getDefinition(key).version : 0

async function run(handling: Handling, key: string, replayId: string, draft: Graph): Promise<void> {
  const { cityCode } = handling.city()
  let replayed = 0
  const tell = (state: StoredReplay['state'], report: ReplayReport | null): Promise<void> =>
    tellReplay(handling.db, cityCode, replayId, { state, replayed, report, at: handling.clock() })
  try {
    const report = await replayAll(handling, key, draft, async (count) => {
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
  const report = startReport(draft, city.calendar, (instant) => dateIn(city.zone, Temporal.Instant.from(instant)))
  const ways = new Map<string, Replayed>()
  let count = 0
  for (let after = ''; ; ) {
    const page = await listRecordedCases(db, city.cityCode, key, after, pageSize)
    for (const { caseNo, itemName, running, version, record, open } of page) {
      const own = city.getDefinition(key, version).graph
      const way = `${version}\n${record}`
      const known = ways.get(way) ?? replayCase(own, draft, readRecord(record))
      if (ways.size > 20_000) ways.clear()
      ways.set(way, known)
      report.add({ caseNo, itemName, running, own, open, replayed: known })
    }
    count += page.length
    const last = page.at(-1)
    if (last === undefined || page.length < pageSize) return report.report()
    after = last.caseId
    await progress(count)
  }
}

/**
 * Publishes a draft that was replayed: exactly this text, beside the version that is published now, and not long ago. Cases
 * that run keep their version.
 */
export async function publishReplayed(
  handling: Handling,
  act: DefinitionAct,
  input: { digest: string; replayId: string },
): Promise<{ version: number } | Refusal> {
  const replay = await findReplay(handling.db, act.cityCode, input.replayId)
  if (replay === undefined || replay.key !== act.key || replay.state !== 'done') {
    return refuse('conflict', {
      zh: '发布前须先用在办件重放这份草稿。',
      en: 'Before publishing, this draft must be replayed against the recorded cases.',
    })
  }
  const isOld = Temporal.Instant.compare(replay.startedAt.add(goodFor), handling.clock()) < 0
  if (replay.digest !== input.digest || replay.against !== newestVersion(handling, act.key) || isOld) {
    return refuse('conflict', {
      zh: '重放之后草稿或已发布的版本变了，或已过一小时，请重新重放后再发布。',
      en: 'Since the replay the draft or the published version changed, or an hour went by. Replay again before publishing.',
    })
  }
  return publishChecked(handling.db, handling.city(), act, input.digest)
}
