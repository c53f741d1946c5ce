import type { z } from '@hono/zod-openapi'
import type { Context } from 'hono'
import { type Flaw, localeOf, problem, type Refusal, refuse, type Text } from '#base'
import { EntryContent, type Finding, Overrides } from '#management'
import { flawOf } from '../schema-error.ts'

/** What an entry's draft must be, or (of one authority) its overrides: nothing more than is known, so that nothing is dropped unseen. */
export const schemaOf = (authorityCode: string) => (authorityCode === '' ? EntryContent : Overrides)

/** A fault of the content at its pointer; the sentence begins with the place, for readers without the form. */
function placed(issue: z.core.$ZodIssue): Flaw {
  const { pointer, sentence } = flawOf(issue)
  const place = issue.path.map(String).join(' › ')
  if (place === '') return { pointer: '/content', sentence }
  return {
    pointer: `/content${pointer}`,
    sentence: { zh: `${place}：${sentence.zh}`, en: `${place}: ${sentence.en}` },
  }
}

export const notSaved: Text = {
  zh: '内容不完整，草稿没有保存。',
  en: 'The content is not complete; the draft was not saved.',
}
export const notPublished: Text = {
  zh: '草稿内容不完整，不能发布。请改好再保存。',
  en: 'The draft is not complete and cannot be published. Correct and save it.',
}

/** Content that its schema refuses, every fault at its place. */
export const incomplete = (c: Context, said: Text, issues: readonly z.core.$ZodIssue[]): Response =>
  problem(localeOf(c), 422, said, issues.map(placed))

/** What the conformity check does not let through, every error at each of its places; undefined when nothing stops it. */
export function stopped(findings: readonly Finding[]): Refusal | undefined {
  const errors = findings.filter((one) => one.severity === 'error')
  if (errors.length === 0) return undefined
  return refuse(
    'invalid',
    {
      zh: `规范性检查有 ${errors.length} 处错误，不能发布。`,
      en: `${errors.length} conformity errors; it cannot be published.`,
    },
    errors.flatMap(({ element, places = [element], sentence }) =>
      places.map((place) => ({ pointer: `/content/${place}`, sentence })),
    ),
  )
}
