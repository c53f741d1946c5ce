import type { Text } from '#base'
import type { EntryContent, Relief } from '../catalogue/catalogue-entry.ts'
import type { Divisions } from '../division/division.ts'
import type { ServiceItem } from './service-item.ts'

// Elements of the implementation list that follow from others and are typed only where they differ.

/** 是否进驻政务大厅: said, or there is a counter for it. */
export const isInHall = ({ inHall, channels }: Pick<EntryContent, 'inHall' | 'channels'>): boolean =>
  inHall ?? channels.includes('counter')

/** 承诺时限说明: said, or from when it counts. Licensing Law art. 45: hearings, tests and reviews by experts are not counted. */
export const committedNoteOf = ({ committedNote, caseType }: Pick<EntryContent, 'committedNote' | 'caseType'>): Text =>
  committedNote ??
  (caseType === 'instant'
    ? { zh: '材料齐全、符合法定形式的，当场办结', en: 'Done at once when the papers are complete and in due form' }
    : {
        zh: '自受理的次日起算；听证、检验检测、专家评审等特别程序的时间不计在内',
        en: 'Counted from the day after acceptance; hearings, tests and reviews by experts are not counted',
      })

/**
 * 复议和诉讼机关: said, or those the law names. 行政复议法 art. 24: the government of the authority's own level reviews, and the
 * county's what a township did; 行政诉讼法 arts. 14, 18: the basic court where the authority sits.
 */
export function reliefOf(
  { content, authority }: Pick<ServiceItem, 'content' | 'authority'>,
  divisions: Divisions,
): Relief {
  if (content.relief !== undefined) return content.relief
  const path = divisions.pathOf(authority.divisionCode)
  const county = path.find((one) => one.level === 'county')
  const place = county ?? path[0]
  return {
    review: {
      zh: `${place?.name ?? ''}人民政府`,
      en: `the people’s government of the ${county ? 'county or district' : 'city'} (${place?.name ?? ''}人民政府)`,
    },
    litigation: county
      ? { zh: `${county.name}人民法院`, en: `the people’s court of the county or district (${county.name}人民法院)` }
      : { zh: '本机关所在地的基层人民法院', en: 'the basic people’s court where this authority sits' },
  }
}
