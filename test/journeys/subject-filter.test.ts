import { expect, test } from 'vitest'
import { startServer } from '../helpers/server.ts'
import { makeVisitor, type Page } from '../helpers/visitor.ts'

const bantuo = await startServer()
const reader = makeVisitor(bantuo.url)
await reader.get('/place/set?code=410802000000&return=/')

const codesOn = ({ html }: Page): string[] => [...html.matchAll(/href="\/items\/([^"]+)"/g)].map((one) => one[1] ?? '')
const subjectsOf = (itemCode: string): readonly string[] =>
  bantuo.city().findItemByCode(itemCode)?.content.subjects ?? []
/** The choices of a page, by name: address and count. */
const choicesOn = ({ html }: Page): Record<string, { href: string; count: number; isChosen: boolean }> =>
  Object.fromEntries(
    [
      ...(/<ul class="cuts">(.*?)<\/ul>/.exec(html)?.[1] ?? '').matchAll(
        /<a href="([^"]+)"([^>]*)>([^<]+) <span>(\d+)/g,
      ),
    ].map(([, href = '', rest = '', name = '', count]) => [
      name,
      { href: href.replaceAll('&amp;', '&'), count: Number(count), isChosen: rest.includes('aria-current="true"') },
    ]),
  )
/** Every item of a list, to the last page. */
async function listAll(address: string): Promise<string[]> {
  let page = await reader.get(address)
  const more = /href="(\/search\?[^"]*more=1[^"]*)"/.exec(page.html)?.[1]
  if (more !== undefined) page = await reader.get(more.replaceAll('&amp;', '&'))
  return codesOn(page)
}

const department = `/browse/department?kind=${encodeURIComponent('人力资源和社会保障局')}`
const search = `/search?q=${encodeURIComponent('社保登记')}`

test.each([
  ['search', search],
  ['department', department],
])('what was found can be cut to what persons or firms may apply for, each with its number: %s', async (_, address) => {
  const all = await listAll(address)
  const choices = choicesOn(await reader.get(address))
  expect(Object.keys(choices)).toEqual(['全部', '个人', '企业'])
  expect(choices['全部']).toMatchObject({ count: all.length, isChosen: true })
  for (const [name, subject] of [
    ['个人', 'natural'],
    ['企业', 'legal'],
  ] as const) {
    const choice = choices[name]
    const cut = await listAll(choice?.href ?? '')
    // The order stays, nothing is added, and the number is right on the last page too.
    expect(cut).toEqual(all.filter((one) => subjectsOf(one).includes(subject)))
    expect(cut).toHaveLength(choice?.count ?? 0)
    expect(cut.length).toBeLessThan(all.length)
    const page = await reader.get(choice?.href ?? '')
    expect(choicesOn(page)[name]?.isChosen).toBe(true)
    expect(choicesOn(page)['全部']).toMatchObject({ count: all.length, isChosen: false })
    expect(page.text).toContain(`共 ${cut.length} 项`)
  }
})

test('the choice is kept when more is shown, and choosing anew begins at the best', async () => {
  const href = choicesOn(await reader.get(search))['个人']?.href ?? ''
  const more = /href="(\/search\?[^"]*more=1[^"]*)"/.exec((await reader.get(href)).html)?.[1]?.replaceAll('&amp;', '&')
  expect(more).toContain('subject=natural')
  const page = await reader.get(more ?? '')
  expect(choicesOn(page)['个人']?.isChosen).toBe(true)
  expect(choicesOn(page)['企业']?.href).not.toContain('more')
})

test('where it would cut nothing it is not offered, and an address that asks for it shows everything', async () => {
  const marriage = `/search?q=${encodeURIComponent('结婚登记')}`
  const all = await reader.get(marriage)
  expect(codesOn(all).flatMap(subjectsOf)).not.toContain('legal')
  expect(choicesOn(all)).toEqual({})
  const asked = await reader.get(`${marriage}&subject=legal`)
  expect(codesOn(asked)).toEqual(codesOn(all))
  expect(choicesOn(await reader.get(`${search}&subject=nonsense`))['全部']?.isChosen).toBe(true)
  expect(choicesOn(await reader.get('/browse/person'))).toEqual({})
})
