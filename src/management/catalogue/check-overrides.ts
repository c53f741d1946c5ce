import type { Text } from '#base'
import { tablesOf } from '../assessment/item-table.ts'
import type { City } from '../city.ts'
import { englishBody } from '../english-names.ts'
import { checkConformity } from '../service-item/conformity.ts'
import type { Finding } from '../service-item/finding.ts'
import type { ServiceItem } from '../service-item/service-item.ts'
import type { EntryContent } from './catalogue-entry.ts'

/** The item of an authority that says something of its own, as a draft of the entry would make it. */
function underDraft(item: ServiceItem, content: EntryContent, city: City): ServiceItem {
  const own = item.overridden.flatMap((one) => (one in item.content ? [one as keyof EntryContent] : []))
  const kept = Object.fromEntries(own.map((one) => [one, item.content[one]]))
  return { ...item, content: { ...content, ...kept }, tables: tablesOf(content, city) }
}

const stillImplements = ({ authority }: ServiceItem, { department, levels }: EntryContent, city: City): boolean =>
  levels.includes(authority.level) && city.authorities.findAt(department, authority.divisionCode) === authority

const errorsOf = (findings: readonly Finding[]): Finding[] => findings.filter((one) => one.severity === 'error')
const has = (findings: readonly Finding[], { rule }: Finding): boolean => findings.some((one) => one.rule === rule)

/** How many authorities a sentence names before it only counts. */
const mostNamed = 5

function sentenceFor({ sentence }: Finding, items: readonly ServiceItem[], city: City): Text {
  const named = items.slice(0, mostNamed).map((one) => one.authority)
  const more = items.length > mostNamed
  const zh = named.map((one) => one.name).join('、') + (more ? `等 ${items.length} 个机关` : '')
  const en = named.map((one) => englishBody(city, one)).join(', ') + (more ? ` and others, ${items.length} in all` : '')
  return {
    zh: `${zh}对本事项另有规定，发布后不再合规：${sentence.zh}请先与其商定修改。`,
    en: `What ${en} says differently would no longer conform: ${sentence.en} Agree on it with them first.`,
  }
}

/**
 * The authorities whose overrides would no longer conform under a draft of the entry, one finding for each rule. `own` are the
 * findings of the draft itself, which are nobody's override; what does not conform today already is not this draft's doing.
 */
export function checkOverrides(entryId: string, content: EntryContent, own: readonly Finding[], city: City): Finding[] {
  const broken = city
    .listItemsOf(entryId)
    .filter((item) => item.overridden.length > 0 && stillImplements(item, content, city))
    .flatMap((item) => {
      const today = checkConformity(item, city)
      return errorsOf(checkConformity(underDraft(item, content, city), city))
        .filter((one) => !has(own, one) && !has(today, one))
        .map((finding) => ({ item, finding }))
    })
  return [...Map.groupBy(broken, ({ finding }) => finding.rule).values()].flatMap((all) =>
    all.slice(0, 1).map(({ finding }) => ({
      ...{ rule: 'overrides-conform', severity: 'error' as const, element: finding.element },
      sentence: sentenceFor(
        finding,
        all.map((one) => one.item),
        city,
      ),
    })),
  )
}
