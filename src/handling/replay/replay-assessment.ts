import type { Text } from '#base'
import type { Decisions } from '#bpmn'
import { type ItemTable, listApplicableMaterials, type ServiceItem, type TableUse, tableUses } from '#management'
import { assessSubmission } from '../case-file/assess-submission.ts'
import type { Assessment } from '../case-file/assessed.ts'
import type { CaseFile } from '../case-file/case-file.ts'

/** An application as it was sent in, the item as it was published then, and what the item's tables said of it. */
export type RecordedAssessment = { caseFile: CaseFile; item: ServiceItem; on: Temporal.PlainDate; said: Assessment }

/** What a draft of a table says otherwise of one application, for one use; `undecided`: the record does not give again what was said. */
export type Reassessed = { use: TableUse; change: Text } | { use: TableUse; undecided: true }

/**
 * Asks a draft of a table what it would have said of an application: who qualifies, what it costs, which papers. The facts are those of
 * the day on which it was sent in; they count only when the version that was asked then says the same of them again. Pure.
 */
export function reassess(
  { caseFile, item, on, said }: RecordedAssessment,
  key: string,
  then: (version: number) => ItemTable | undefined,
  draft: Decisions,
): Reassessed[] {
  return tableUses
    .filter((use) => item.content.tables?.[use] === key)
    .flatMap((use): Reassessed[] => {
      const answerBy = (table: ItemTable | undefined): Answer => {
        const { [use]: _today, ...others } = item.tables
        return ask[use](caseFile, { ...item, tables: table === undefined ? others : { ...others, [use]: table } }, on)
      }
      const before = answerBy(use === 'papers' ? item.tables.papers : then(said[use]?.table.version ?? 0))
      const recorded = use === 'papers' ? before : answerOf(said, use)
      if (recorded.key !== before.key) return [{ use, undecided: true }]
      const after = answerBy({ key, version: 0, decisions: draft })
      return before.key === after.key ? [] : [{ use, change: after.since(before) }]
    })
}

/** An answer: by what it is known from another, and in words how it differs from the one before. */
type Answer = { key: string; words: Text; names: readonly Text[]; since: (before: Answer) => Text }

const arrow = (before: Text, after: Text): Text => ({
  zh: `${before.zh} → ${after.zh}`,
  en: `${before.en} → ${after.en}`,
})
const plain = (words: Text): Answer => ({
  key: words.zh,
  words,
  names: [],
  since: (before) => arrow(before.words, words),
})

function answerOf(said: Assessment, use: 'eligibility' | 'fee'): Answer {
  if (use === 'fee') {
    const amount = said.fee?.amount ?? null
    return plain(
      amount === null
        ? { zh: '由工作人员核定', en: 'set by an officer' }
        : { zh: `${amount} 元`, en: `${amount} yuan` },
    )
  }
  const { eligible = null, goTo = null } = said.eligibility ?? {}
  const words =
    eligible === null
      ? { zh: '规则没有说', en: 'the rules do not say' }
      : eligible
        ? { zh: '符合条件', en: 'qualifies' }
        : { zh: '不符合条件', en: 'does not qualify' }
  return plain(goTo === null ? words : { zh: `${words.zh}，改办 ${goTo}`, en: `${words.en}, go to ${goTo}` })
}

type Ask = (caseFile: CaseFile, item: ServiceItem, on: Temporal.PlainDate) => Answer

const ask: Record<TableUse, Ask> = {
  eligibility: (caseFile, item, today) => answerOf(assessSubmission(caseFile, { item, today }), 'eligibility'),
  fee: (caseFile, item, today) => answerOf(assessSubmission(caseFile, { item, today }), 'fee'),
  papers: (caseFile, item) => papersAnswer(listApplicableMaterials(item, caseFile.answers).map((one) => one.name)),
}

function papersAnswer(names: readonly Text[]): Answer {
  const words = listOf(names)
  const missingIn = (others: readonly Text[]) => (one: Text) => !others.some(({ zh }) => zh === one.zh)
  return {
    key: names.map(({ zh }) => zh).join('\n'),
    words,
    names,
    since(before) {
      const [more, less] = [names.filter(missingIn(before.names)), before.names.filter(missingIn(names))]
      const parts = [
        ...(more.length === 0 ? [] : [{ zh: `多要：${listOf(more).zh}`, en: `also wanted: ${listOf(more).en}` }]),
        ...(less.length === 0
          ? []
          : [{ zh: `不再要：${listOf(less).zh}`, en: `no longer wanted: ${listOf(less).en}` }]),
      ]
      return { zh: parts.map((one) => one.zh).join('；'), en: parts.map((one) => one.en).join('; ') }
    },
  }
}

const listOf = (names: readonly Text[]): Text => ({
  zh: names.map((one) => one.zh).join('、'),
  en: names.map((one) => one.en).join(', '),
})
