import type { Finding } from '#management'
import type { Problem } from '../problem.ts'
import { t, w } from '../text.ts'
import { type Content, isSame } from './draft-diff.ts'
import { placeWords } from './element-error.ts'

/** What is said of one place of a draft. */
export type Said = { severity: Finding['severity']; sentence: string }

/**
 * What is wrong, by place: `at` a field (and the parts it is shown with), `own` a list without its lines, `under` a place and
 * everything in it.
 */
export type Flaws = Record<'at' | 'own' | 'under', (path: string) => Said[]>

type Placed = Said & { path: string }

const pathOf = (pointer: string): string => pointer.replace(/^\/content\//, '')

/** The schema repeats the path before its sentence; here the sentence stands at its place already. */
function placedError({ pointer, detail }: Problem['errors'][number]): Placed {
  const path = pathOf(pointer)
  const isSchema = detail.startsWith(path.split('/').join(' › '))
  return { path, severity: 'error', sentence: isSchema ? w('请填写或更正。', 'Fill it in or correct it.') : detail }
}

const placedFinding = ({ element, places = [element], severity, sentence }: Finding): Placed[] =>
  places.map((path) => ({ path, severity, sentence: t(sentence) }))

const isUnder = (path: string, place: string): boolean => path === place || path.startsWith(`${place}/`)

/** A part of a field that has no box of its own: which language, which line. */
const within = (one: Placed, place: string): Said => {
  const rest = one.path.slice(place.length + 1)
  return rest === '' ? one : { ...one, sentence: `${placeWords(rest)}${w('：', ': ')}${one.sentence}` }
}

const once = (list: Said[]): Said[] =>
  list.filter((one, at) => list.findIndex((other) => other.sentence === one.sentence) === at)

export function flawsOf(problem: Problem | null, findings: readonly Finding[] = []): Flaws {
  const all = [...(problem?.errors ?? []).map(placedError), ...findings.flatMap(placedFinding)]
  return {
    at: (place) => once(all.filter((one) => isUnder(one.path, place)).map((one) => within(one, place))),
    own: (place) => once(all.filter((one) => one.path === place)),
    under: (place) => all.filter((one) => isUnder(one.path, place)),
  }
}

const valueAt = (content: unknown, path: string): unknown =>
  path.split('/').reduce<unknown>((value, key) => (value as Record<string, unknown> | null | undefined)?.[key], content)

/** What was said of a place holds until something is changed there; when nothing of it is left, the refusal is answered. */
export function stillWrong(problem: Problem | null, before: Content, after: Content): Problem | null {
  if (problem === null || problem.errors.length === 0) return problem
  const errors = problem.errors.filter(({ pointer }) =>
    isSame(valueAt(before, pathOf(pointer)), valueAt(after, pathOf(pointer))),
  )
  return errors.length === 0 ? null : { ...problem, errors }
}

/** The findings that no change has touched; undefined when none is left, since nothing is known of what was changed. */
export function stillFound(findings: Finding[] | undefined, before: Content, after: Content): Finding[] | undefined {
  const left = findings?.flatMap((finding) => {
    const { element, places = [element] } = finding
    const same = places.filter((place) => isSame(valueAt(before, place), valueAt(after, place)))
    return same.length === 0 ? [] : [finding.places ? { ...finding, places: same } : finding]
  })
  return left?.length === 0 ? undefined : left
}
