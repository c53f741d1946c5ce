import type { Text } from '#base'
import { listImplementing } from '../authority/authority.ts'
import { bundleProblems } from '../bundle/bundle.ts'
import type { City } from '../city.ts'
import { englishOf } from '../english-names.ts'
import type { Finding } from '../service-item/finding.ts'
import type { EntryContent } from './catalogue-entry.ts'

/** What an entry is published into: the places of the city and the bodies there, the other entries, and what joins them. */
export type EntryGround = Pick<City, 'divisions' | 'authorities' | 'bundles' | 'entries'>

/** Whoever could not find the item in their place, nor go on with their draft of it: nobody would be competent (职权法定). */
function nobodyCompetent(content: EntryContent, { divisions, authorities }: EntryGround): Finding[] {
  const error = { rule: 'somebody-competent', severity: 'error' } as const
  if (!authorities.all.some((one) => one.kind === content.department))
    return [
      {
        ...error,
        element: 'department',
        sentence: {
          zh: `本市没有“${content.department}”这样的部门：没有机关办理，发布后事项会消失。`,
          en: `The city has no department called ${englishOf(content.department)}: nobody would handle the item, and it would vanish.`,
        },
      },
    ]
  const { decidedAt } = content
  const deciding = decidedAt === undefined ? content.levels : content.levels.filter((one) => one === decidedAt)
  if (listImplementing({ department: content.department, levels: deciding }, divisions, authorities).length > 0)
    return []
  return [
    {
      ...error,
      element: decidedAt === undefined ? 'levels' : 'decidedAt',
      sentence: {
        zh: `所选层级都没有“${content.department}”的机关：没有机关决定，发布后事项会消失。`,
        en: `No level chosen has a body of ${englishOf(content.department)}: nobody would decide, and the item would vanish.`,
      },
    },
  ]
}

/** 一件事 that people find today and would not after this: what each counts on in the entry, the draft no longer has. */
const bundlesLost = (entryId: string, content: EntryContent, { bundles, entries }: EntryGround): Finding[] =>
  [...bundles.values()].flatMap(({ bundle }) => {
    const published = entries.get(entryId)?.published.content
    const lacksWith = (draft: EntryContent): Text[] =>
      bundleProblems(bundle, (id) => (id === entryId ? draft : entries.get(id)?.published.content))
    const lacks = lacksWith(content)
    // Where the editor finds it: in the elements that, left as they were published, would leave fewer things missing.
    const places = (['materials', 'questions', 'form'] as const).filter(
      (one) => published !== undefined && lacksWith({ ...content, [one]: published[one] }).length < lacks.length,
    )
    if (lacks.length === 0) return []
    const finding: Finding = { ...bundleStays, sentence: sentenceOfLost(bundle.name, lacks) }
    return [places.length === 0 ? finding : { ...finding, places }]
  })

const bundleStays = { rule: 'bundles-stay', severity: 'error', element: 'materials' } as const

const sentenceOfLost = (name: Text, lacks: readonly Text[]): Text => ({
  zh: `一件事“${name.zh}”要用到本事项的内容，发布后它会消失：${lacks.map((one) => one.zh).join('；')}。请保留。`,
  en: `The bundle “${name.en}” counts on this item and would vanish: ${lacks.map((one) => one.en).join('; ')}. Keep it.`,
})

/** Where people are sent instead: to an entry that there is, and not back to where they are. A mere pointer (相关事项) is only told. */
function sentNowhere(entryId: string, { questions, seeAlso }: EntryContent, { entries }: EntryGround): Finding[] {
  const leadsNowhere = (target: string): boolean => target === entryId || !entries.has(target)
  const stops = questions.flatMap(({ options }, question) =>
    options.flatMap(({ stop }, at) =>
      stop?.goTo !== undefined && leadsNowhere(stop.goTo) ? [`questions/${question}/options/${at}/stop/goTo`] : [],
    ),
  )
  const related = seeAlso.flatMap((one, at) => (leadsNowhere(one) ? [`seeAlso/${at}`] : []))
  return [
    { element: 'questions', severity: 'error' as const, places: stops },
    { element: 'seeAlso', severity: 'warning' as const, places: related },
  ]
    .filter(({ places }) => places.length > 0)
    .map((found) => ({ ...found, ...leadsSomewhere }))
}

const leadsSomewhere = {
  rule: 'leads-somewhere',
  sentence: {
    zh: '要去的事项不在目录里，或就是本事项，请改正。',
    en: 'The item that people are sent to is not in the catalogue, or is this one. Correct it.',
  },
} as const

/** What is wrong with an entry as a whole, in the city it is to be published in, whichever authority implements it. */
export const checkEntry = (entryId: string, content: EntryContent, ground: EntryGround): Finding[] => [
  ...nobodyCompetent(content, ground),
  ...sentNowhere(entryId, content, ground),
  ...bundlesLost(entryId, content, ground),
]
