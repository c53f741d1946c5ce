import { expect, test } from 'vitest'
import { freshDatabase } from '../../../test/helpers/database.ts'
import { loadCity } from '../city.ts'
import { reliefOf, remedyText } from './derived-elements.ts'

const { db } = await freshDatabase()
const city = await loadCity(db, '4108', 'Asia/Shanghai')
const itemAt = (entryId: string, divisionCode: string) => {
  const found = city.findItemFor(entryId, divisionCode)
  if (found === undefined) throw new Error(`no item ${entryId}`)
  return found.item
}
const [district, street, zone, theCity] = ['410802000000', '410802001000', '410871000000', '410800000000']

test.each([
  [
    'a department of a district: the government of its own level (行政复议法 art. 24)',
    'S0005',
    district,
    '解放区人民政府',
  ],
  ['a subdistrict: the government of the district it belongs to (art. 24)', 'S0278', street, '解放区人民政府'],
  ['a subdistrict that gives the vaccination card', 'S0230', street, '解放区人民政府'],
  ['a department of the city: the city’s government (art. 24)', 'S0298', theCity, '焦作市人民政府'],
  ['a zone without a government of its own: that of the city that set it up', 'S0005', zone, '焦作市人民政府'],
  ['a district’s tax bureau: the next higher tax bureau (art. 27)', 'S0342', district, '焦作市税务局'],
] as const)('who reviews what was refused by %s', (_, entryId, divisionCode, organ) => {
  expect(reliefOf(itemAt(entryId, divisionCode), city).review.zh).toBe(organ)
})

test('a tax station is reviewed by the bureau it belongs to, and the city’s bureau by the province’s', () => {
  const item = itemAt('S0342', district)
  const at = (divisionCode: string) => ({ ...item, authority: { ...item.authority, divisionCode } })
  expect(reliefOf(at(street), city).review.zh).toBe('解放区税务局')
  expect(reliefOf(at(theCity), city).review.zh).toBe('河南省税务局')
})

test('what an editor says of the organs goes before what the law says in general, in the letter too', () => {
  const item = itemAt('S0342', district)
  const relief = {
    review: { zh: '国家税务总局焦作市税务局', en: 'the Jiaozuo tax service' },
    litigation: { zh: '山阳区人民法院', en: 'the people’s court of Shanyang' },
  }
  const said = reliefOf({ ...item, content: { ...item.content, relief } }, city)
  expect(said).toEqual(relief)
  expect(remedyText(said)).toEqual({
    zh: '如不服本决定，可以自收到本决定书之日起六十日内向国家税务总局焦作市税务局申请行政复议，或者在六个月内向山阳区人民法院提起行政诉讼。',
    en: 'Against this decision you may ask the Jiaozuo tax service for administrative review within sixty days of receiving it, or sue in the people’s court of Shanyang within six months.',
  })
})
