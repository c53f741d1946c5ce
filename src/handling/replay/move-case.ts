import { type Actor, type Refusal, refuse, type Text } from '#base'
import { carryRun, type Graph, isReadable, type RunState } from '#bpmn'
import type { CaseFile } from '../case-file/case-file.ts'
import { findCaseFileByNo, type Projection, saveCaseMove } from '../case-file/case-file-store.ts'
import { type Handling, momentOf } from '../case-file/make-move.ts'
import type { Moment } from '../case-file/moment.ts'
import { projectionAt, timersOf } from '../case-file/project-case.ts'
import { askedFacts } from '../process/asked-facts.ts'
import { doneUnder } from './replay.ts'
import { recordOf } from './replay-record.ts'

/** What moving one case to another version of its route would mean; `stranded` says why it cannot be moved. */
export type MovePreview = {
  caseNo: string
  itemName: string
  from: number
  to: number
  standing: { element: string; name: string }[]
  stranded: Text[]
  /** What the new version would have begun at these steps and does not begin for a case that is already there. */
  cautions: Text[]
}

const notFound = refuse('not-found', { zh: '没有这个办件。', en: 'There is no such case.' })

const writeReason: Text = { zh: '请写明移动的理由。', en: 'Give the reason for the move.' }
const noReason = refuse('invalid', writeReason, [{ pointer: '/reason', sentence: writeReason }])

type Prepared = { caseFile: CaseFile; preview: MovePreview; carried: ReturnType<typeof carryRun> }

async function prepare(
  handling: Handling,
  input: { key: string; caseNo: string; to: number },
): Promise<Prepared | Refusal> {
  const city = handling.city()
  const caseFile = await findCaseFileByNo(handling.db, city.cityCode, input.caseNo)
  if (caseFile === undefined || caseFile.route.key !== input.key) return notFound
  const target = city.listDefinitions().find((one) => one.key === input.key && one.version === input.to)
  if (target === undefined || target.state === 'withdrawn') {
    return refuse('invalid', { zh: '没有这个已发布的版本。', en: 'There is no such published version.' })
  }
  if (target.faults.length > 0) {
    return refuse('invalid', {
      zh: `第 ${input.to} 版现在不能用，不能把办件移过去。`,
      en: `Version ${input.to} cannot be used now; no case can be moved to it.`,
    })
  }
  if (caseFile.run.status !== 'running') {
    return refuse('conflict', { zh: '本件的流程已经结束，不能再移动。', en: 'The route of this case has ended.' })
  }
  const from = city.getDefinition(caseFile.route.key, caseFile.route.version).graph
  const to = target.graph
  const known = isReadable(from) ? [] : doneUnder(to, recordOf(caseFile))
  const carried = carryRun(from, to, caseFile.run, known)
  const standing = standingAt(caseFile.run, [from, to])
  const cautions = cautionsOf(caseFile.run, from, to)
  const { caseNo, itemName } = caseFile
  const stranded = 'stranded' in carried ? carried.stranded.map((one) => one.sentence) : []
  const preview = { caseNo, itemName, from: caseFile.route.version, to: input.to, standing, stranded, cautions }
  return { caseFile, preview, carried }
}

const nameIn = (graph: Graph, element: string): string | undefined => graph.names[graph.indexOf.get(element) ?? -1]

/** Where a run stands, by the names of the first of these graphs that knows the element. */
const standingAt = (run: RunState, graphs: readonly Graph[]): MovePreview['standing'] =>
  run.tokens.map(({ at }) => ({
    element: at,
    name: graphs.map((graph) => nameIn(graph, at)).find((name) => name !== undefined) ?? at,
  }))

/** The events on the border of a step. */
const bordersOf = (graph: Graph, element: string): string[] =>
  (graph.borders[graph.indexOf.get(element) ?? -1] ?? []).map((border) => graph.ids[border] ?? '')

/** Events on the borders of steps that have begun already: what the version before did not draw on that step, and nothing of the run waits at. */
function cautionsOf(run: RunState, from: Graph, to: Graph): Text[] {
  const waitsAt = new Set(run.tokens.map(({ at }) => at))
  return standingAt(run, [from, to]).flatMap(({ element, name }) =>
    bordersOf(to, element)
      .filter((border) => !bordersOf(from, element).includes(border) && !waitsAt.has(border))
      .map((border) => {
        const added = nameIn(to, border) ?? ''
        return {
          zh: `“${name}”上新加的“${added}”对本件不起作用，因为这一步已经开始`,
          en: `“${added}”, new on “${name}”, will not act on this case: the step has begun already`,
        }
      }),
  )
}

/** What would happen; nothing does. */
export async function previewMove(
  handling: Handling,
  input: { key: string; caseNo: string; to: number },
): Promise<MovePreview | Refusal> {
  const prepared = await prepare(handling, input)
  return 'refused' in prepared ? prepared : prepared.preview
}

/** The other version may ask what the first did not; what the run knows already stands. */
function informed(run: RunState, caseFile: CaseFile, graph: Graph, { item, today }: Moment): RunState {
  const asked = askedFacts(graph, caseFile, item.content.questions, today)
  return { ...run, variables: { ...asked, ...run.variables } }
}

/**
 * All timers are written anew: the version before may have counted them by other clocks, or could not count them at all when a year's
 * holidays came.
 */
function projectionOnMove(before: CaseFile, moment: Moment, graph: Graph): Projection {
  const { columns, timers } = projectionAt({ ...moment, graph })
  const forgotten = [...timersOf(before, moment), ...before.timers].map(({ token, element }) => ({
    ...{ token, element },
    dueAt: Temporal.Instant.fromEpochMilliseconds(0),
  }))
  return { columns, timers: (caseFile) => (caseFile === before ? forgotten : timers(caseFile)) }
}

/**
 * Moves one running case to another version of its route. It stands at the same steps afterwards, its open tasks stay as they were
 * opened, and the move is an event of the case, with the reason for it. A second time, when it is there already, changes nothing.
 */
export async function moveCase(
  handling: Handling,
  input: { key: string; caseNo: string; to: number; reason: string; actor: Actor },
): Promise<MovePreview | Refusal> {
  const reason = input.reason.trim()
  if (reason.length < 2) return noReason
  for (let attempt = 0; attempt < 5; attempt += 1) {
    const prepared = await prepare(handling, input)
    if ('refused' in prepared) return prepared
    const { caseFile, carried, preview } = prepared
    if (preview.from === preview.to) return preview
    if ('stranded' in carried) {
      return refuse(
        'conflict',
        {
          zh: `本件不能移到第 ${input.to} 版：${preview.stranded.map((one) => one.zh).join('；')}。`,
          en: `This case cannot be moved to version ${input.to}: ${preview.stranded.map((one) => one.en).join('; ')}.`,
        },
        preview.stranded.map((sentence) => ({ pointer: '/to', sentence })),
      )
    }
    const moment = await momentOf(handling, caseFile, input.actor)
    const run = informed(carried.run, caseFile, handling.city().getDefinition(input.key, input.to).graph, moment)
    const saved = await saveCaseMove(handling.db, {
      before: caseFile,
      at: moment.now,
      actor: input.actor,
      events: [{ type: 'route-moved', data: { from: preview.from, to: preview.to, reason, run } }],
      project: projectionOnMove(caseFile, moment, handling.city().getDefinition(input.key, input.to).graph),
      remember: null,
    })
    if (saved.saved) return preview
  }
  return refuse('conflict', {
    zh: '本件正由他人办理，请稍后再试。',
    en: 'Others are working on this case. Try again in a moment.',
  })
}
