import type { Text } from '#base'
import type { Authority } from '../authority/authority.ts'
import type { EntryContent, Relief } from '../catalogue/catalogue-entry.ts'
import type { City } from '../city.ts'
import type { Division } from '../division/division.ts'
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
 * 复议和诉讼机关: said, or those the law names. 行政诉讼法 arts. 14, 18: the basic court where the authority sits. One place says it: the
 * guide, the page of a case and every letter name the same organs.
 */
export function reliefOf({ content, authority }: Pick<ServiceItem, 'content' | 'authority'>, city: Places): Relief {
  if (content.relief !== undefined) return content.relief
  const county = city.divisions.pathOf(authority.divisionCode).find(isGoverned)
  return {
    review: reviewerOf(authority, city),
    litigation: county
      ? { zh: `${county.name}人民法院`, en: `the people’s court of the county or district (${county.name}人民法院)` }
      : { zh: '本机关所在地的基层人民法院', en: 'the basic people’s court where this authority sits' },
  }
}

/** How a decision is contested, as its letter says it (行政复议法 art. 20, 行政诉讼法 art. 46): within which time, and where. */
export const remedyText = ({ review, litigation }: Relief): Text => ({
  zh: `如不服本决定，可以自收到本决定书之日起六十日内向${review.zh}申请行政复议，或者在六个月内向${litigation.zh}提起行政诉讼。`,
  en: `Against this decision you may ask ${review.en} for administrative review within sixty days of receiving it, or sue in ${litigation.en} within six months.`,
})

type Places = Pick<City, 'divisions' | 'authorities'>

/**
 * The departments that 行政复议法 art. 27 names: led from above, and reviewed there. Others that are led from above in part (烟草, 气象,
 * 邮政, 消防) the article leaves to be read; where it is settled otherwise, the item's own text says so.
 */
const ledFromAbove = /^(海关|税务局|外汇管理局|国家安全局|金融监督管理局|金融监管局|中国人民银行)/

/** A county or district with a government of its own: a zone (示范区, 开发区) is run by a committee that the city set up. */
const isGoverned = ({ level, name }: Division): boolean =>
  level === 'county' && !/(示范|开发|高新|产业|管理)区$/.test(name)

/**
 * 行政复议机关. 行政复议法 art. 24: the government of the authority's own level reviews what its departments and their stations did, and the
 * county's what a township or subdistrict did; art. 27: of those led from above, the next higher department.
 */
function reviewerOf(authority: Authority, { divisions, authorities }: Places): Text {
  const path = divisions.pathOf(authority.divisionCode)
  if (ledFromAbove.test(authority.kind)) {
    const above = divisions.get(path.at(-1)?.parentCode ?? authority.divisionCode)
    const known = authorities.findAt(authority.kind, above.code)
    const name = known?.kind === authority.kind ? known.name : `${above.name}${authority.kind}`
    return { zh: name, en: `the next higher department (${name})` }
  }
  const county = path.find(isGoverned)
  const name = `${(county ?? path[0])?.name ?? ''}人民政府`
  return { zh: name, en: `the people’s government of the ${county ? 'county or district' : 'city'} (${name})` }
}
