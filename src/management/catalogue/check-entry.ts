import { type Authorities, listImplementing } from '../authority/authority.ts'
import type { Divisions } from '../division/division.ts'
import { englishOf } from '../english-names.ts'
import type { Finding } from '../service-item/finding.ts'
import type { EntryContent } from './catalogue-entry.ts'

/** What an entry is published into: the places of the city and the bodies there. */
export type EntryGround = { divisions: Divisions; authorities: Authorities }

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

/** What is wrong with an entry as a whole, in the city it is to be published in, whichever authority implements it. */
export const checkEntry = (content: EntryContent, ground: EntryGround): Finding[] => nobodyCompetent(content, ground)
