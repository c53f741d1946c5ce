import type { Problem } from '../problem.ts'
import { w } from '../text.ts'

const pattern = /^\/content\/([^/]+)(?:\/(.+))?$/

/**
 * What is wrong with one element, in words an editor knows: rules speak of the element, the schema of a place inside it
 * (/content/conditions/2/en), which becomes “line 3, English”. All places, because all are to be mended.
 */
export function elementError(problem: Problem | null, element: string): string | undefined {
  const sentences = (problem?.errors ?? []).flatMap((one) => {
    const [, of, rest] = pattern.exec(one.pointer) ?? []
    if (of !== element) return []
    return [
      rest === undefined ? one.detail : `${placeWords(rest)}${w('：请填写或更正。', ': fill it in or correct it.')}`,
    ]
  })
  return sentences.length === 0 ? undefined : [...new Set(sentences)].join(' ')
}

const names: Record<string, () => string> = {
  zh: () => w('中文', 'Chinese'),
  en: () => w('英文', 'English'),
  question: () => w('问', 'question'),
  answer: () => w('答', 'answer'),
  value: () => w('天数', 'days'),
  basis: () => w('依据', 'basis'),
  text: () => w('说明', 'wording'),
}

/** A path inside an element in words: “line 3, English”. */
export const placeWords = (rest: string): string =>
  rest
    .split('/')
    .map((part) =>
      /^\d+$/.test(part) ? w(`第 ${Number(part) + 1} 行`, `line ${Number(part) + 1}`) : (names[part]?.() ?? part),
    )
    .join(w('，', ', '))

/** The sentences that none of the `shown` elements can carry. */
export const errorsLeft = (problem: Problem | null, shown: readonly string[]): string[] =>
  problem?.errors.filter((one) => !shown.includes(pattern.exec(one.pointer)?.[1] ?? '')).map((one) => one.detail) ?? []
