import { expect, test } from 'vitest'
import { answerBundle, applyForBundle, bundleNoOf, caseNoIn, grant, openCases, waitFor } from '../helpers/bundles.ts'
import { startServer } from '../helpers/server.ts'
import { aPhoto, fillSections, makeVisitor } from '../helpers/visitor.ts'

const bantuo = await startServer()
const place = '410802001000'

const at = async (division = place) => {
  const visitor = makeVisitor(bantuo.url)
  await visitor.get(`/place/set?code=${division}&return=/`)
  return visitor
}

test('a mother applies once for all that a newborn needs; the register entry goes by itself to insurance and card', {
  timeout: 120_000,
}, async () => {
  const mother = await at()
  // She asks in her own words and is offered the whole, above the single items.
  const found = await mother.get(`/search?q=${encodeURIComponent('孩子刚出生要办哪些手续')}`)
  expect(found.html).toContain('/bundles/newborn')
  const guide = await mother.get(
    '/bundles/newborn?birthCertificate=have&wantInsurance=yes&wantCard=yes&wantVaccination=yes',
  )
  for (const section of ['您是什么情况', '一起办这 4 项', '要带什么', '能拿到什么', '全程多久'])
    expect(guide.text).toContain(section)
  expect(guide.text).toContain('等“出生登记（新生儿落户）”办结后自动开始')
  expect(guide.text).toContain('民生街道派出所')
  // The register asks for the identity card, insurance and card look it up: the list says for which.
  expect(guide.text).toContain('居民身份证（办“城乡居民基本医疗保险参保登记”“社会保障卡申领”时由公安局核查）')

  await mother.signIn('citizen-1')
  const begun = await mother.get(
    '/bundles/newborn/apply?birthCertificate=have&wantInsurance=yes&wantCard=yes&wantVaccination=yes',
  )
  const draft = /\/drafts\/([0-9a-f-]{36})/.exec(begun.url)?.[1] ?? ''
  let page = await answerBundle(mother, begun)
  // On another device she finds the one draft.
  const elsewhere = await at()
  await elsewhere.signIn('citizen-1')
  expect((await elsewhere.get('/bundles/newborn/apply')).url).toContain(draft)
  expect((await elsewhere.get('/me')).text).toContain('新生儿出生')

  page = await fillSections(mother, page)
  expect(page.url).toContain('/papers')
  // The register entry is not asked for insurance and card: it comes by itself. The register itself is asked once.
  expect(page.text).toContain(
    '居民户口簿：由“出生登记（新生儿落户）”办结后自动提供，用于“城乡居民基本医疗保险参保登记”“社会保障卡申领”',
  )
  expect(page.html.match(/<b>居民户口簿<\/b>/g)?.length).toBe(1)
  for (const no of new Set([...page.html.matchAll(/data-upload="(\d+)"/g)].map((one) => one[1] ?? '')))
    page = await mother.upload(page, `/drafts/${draft}/files?material=${no}`, `材料${no}.jpg`, aPhoto())
  page = await mother.post(page, `/drafts/${draft}/papers`)
  expect(page.url).toContain('/review')
  expect(page.text).toContain('一起办的 4 项')
  const refused = await mother.post(page, `/drafts/${draft}/review`, { delivery: 'online' })
  expect(refused.status).toBe(422)
  const done = await mother.post(page, `/drafts/${draft}/review`, { delivery: 'online', declared: 'yes' })
  expect(done.status).toBe(200)
  const bundleNo = bundleNoOf(done)
  expect(bundleNo).toMatch(/^B4108022026030200001$/)
  expect(done.text).toContain('一次提交，都收到了')
  expect(done.text).toContain('共 4 项：2 项正在办，2 项在等前一项的结果。')
  expect(done.text).toContain('等待“出生登记（新生儿落户）”办结；办结后自动开始，结果直接用作材料。')

  // Pressing the button a second time shows the same bundle, and nothing was doubled.
  expect(bundleNoOf(await mother.post(page, `/drafts/${draft}/review`, { delivery: 'online', declared: 'yes' }))).toBe(
    bundleNo,
  )
  expect((await openCases(mother)).length).toBe(2)
  const birthCase = caseNoIn(done, '出生登记（新生儿落户）')

  // A stranger sees nothing of it; another district's officer sees nothing of its cases.
  const stranger = await at()
  await stranger.signIn('citizen-2')
  expect((await stranger.get(`/me/bundles/${bundleNo}`)).status).toBe(404)
  const otherClerk = await at()
  await otherClerk.signIn('other-clerk')
  expect((await otherClerk.get(`/me/bundles/${bundleNo}`)).status).toBe(404)
  expect((await otherClerk.api('GET', `/cases/${birthCase}`)).status).toBe(404)

  // The police station handles its part and sees where the others stand, not what is in them.
  const police = await at()
  await police.signIn('police-clerk')
  type View = {
    bundle: { bundleNo: string; siblings: { itemName: { zh: string }; state: string; isThis: boolean }[] } | null
  }
  const seen = (await police.api<View>('GET', `/cases/${birthCase}`)).body
  expect(seen.bundle?.bundleNo).toBe(bundleNo)
  expect(seen.bundle?.siblings.map((one) => [one.itemName.zh, one.state, one.isThis])).toEqual([
    ['出生登记（新生儿落户）', 'submitted', true],
    ['预防接种证办理', 'submitted', false],
    ['城乡居民基本医疗保险参保登记', 'waiting', false],
    ['社会保障卡申领', 'waiting', false],
  ])
  await grant(police, birthCase)

  // What waited begins by itself, with the result among its papers, from the issuer: grade A.
  const mine = await waitFor(
    mother,
    `/me/bundles/${bundleNo}`,
    (one) => one.text.includes('1 项已办妥，3 项正在办') && one.text.includes('下一项开始办了'),
  )
  expect(mine.html).toContain(`/cases/${birthCase}/result.pdf`)
  const insurance = caseNoIn(mine, '城乡居民基本医疗保险参保登记')
  const card = caseNoIn(mine, '社会保障卡申领')
  const clerk = await at()
  await clerk.signIn('clerk')
  type Case = {
    materials: { materialNo: number; name: string; trust: string; position: number }[]
    form: Record<string, unknown>
  }
  for (const [caseNo, no] of [
    [insurance, 2],
    [card, 3],
  ] as const) {
    const { body } = await clerk.api<Case>('GET', `/cases/${caseNo}`)
    const given = body.materials.find((one) => one.materialNo === no)
    expect(given).toMatchObject({ trust: 'A', position: 1 })
    const file = await clerk.get(`/api/v1/cases/${caseNo}/materials/${no}/1`)
    expect(file.html.startsWith('%PDF-')).toBe(true)
  }
  // Each case holds its own answers: the child's name was typed once.
  const form = (await clerk.api<Case>('GET', `/cases/${insurance}`)).body.form
  expect(form['insured']).toEqual([{ insuredName: 'A123456789', relation: 'child' }])
  expect(form['motherName']).toBeUndefined()

  // Results come one by one, until all is done.
  await grant(clerk, insurance)
  await grant(clerk, card)
  await grant(clerk, caseNoIn(mine, '预防接种证办理'))
  await waitFor(
    mother,
    `/me/bundles/${bundleNo}`,
    (one) => one.text.includes('4 项都办妥了') && one.text.includes('一件事办完了'),
  )
  expect((await mother.get('/me')).text).toContain('新生儿出生')
})

test('what the answers make unnecessary is neither asked for nor opened', { timeout: 60_000 }, async () => {
  const father = await at()
  await father.signIn('firm-agent')
  const done = await applyForBundle(father, 'newborn', {
    place,
    answers: { birthCertificate: 'have', wantInsurance: 'no', wantCard: 'no', wantVaccination: 'no' },
  })
  expect(done.text).toContain('共 1 项')
  expect(done.text).toContain(
    '按您的回答没有办的：《出生医学证明》首次签发、预防接种证办理、城乡居民基本医疗保险参保登记、社会保障卡申领。',
  )
})
