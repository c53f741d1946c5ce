import { expect, test } from 'vitest'
import { makeSecurityKey } from '../helpers/security-key.ts'
import { startServer } from '../helpers/server.ts'
import { answerAll, aPhoto, fillSections, makeVisitor, type Visitor } from '../helpers/visitor.ts'

// Every address of the machine face, tried by those who are not of the case and by nobody. A route that is not in the
// table below fails the test: whoever adds one says here to whom it answers.
const bantuo = await startServer()
const signed = async (subject: string): Promise<Visitor> => {
  const visitor = makeVisitor(bantuo.url)
  await visitor.signIn(subject)
  return visitor
}

const owner = await signed('citizen-1')
const found = await owner.api<{ items: { itemCode: string }[] }>(
  'GET',
  `/service-items?q=${encodeURIComponent('食品经营许可')}&division=410802000000`,
)
const itemCode = found.body.items[0]?.itemCode ?? ''
const caseNo = await (async () => {
  let page = await owner.get(`/items/${itemCode}/apply`)
  const draft = /\/drafts\/([0-9a-f-]{36})/.exec(page.url)?.[1] ?? ''
  const values = { applicantKind: 'natural' }
  page = await fillSections(owner, await answerAll(owner, page, values), values)
  for (const no of new Set([...page.html.matchAll(/data-upload="(\d+)"/g)].map((one) => one[1] ?? '')))
    page = await owner.upload(page, `/drafts/${draft}/files?material=${no}`, `${no}.jpg`, aPhoto())
  page = await owner.post(page, `/drafts/${draft}/papers`)
  const done = await owner.post(page, `/drafts/${draft}/review`, { delivery: 'online', declared: 'yes' })
  return /\/cases\/(\d{21,})/.exec(done.url)?.[1] ?? ''
})()
type Case = { state: string; moves: string[]; materials: { materialNo: number; position: number }[]; version: number }
const before = (await owner.api<Case>('GET', `/cases/${caseNo}`)).body
const [paper] = before.materials

const entryId = await (await signed('editor'))
  .api<{ items: { entryId: string; name: { zh: string } }[] }>('GET', '/catalogue/entries')
  .then(({ body }) => body.items.find((one) => one.name.zh.includes('食品经营许可'))?.entryId ?? '')

const given: Record<string, string> = {
  caseNo,
  itemCode,
  entryId,
  materialNo: String(paper?.materialNo),
  position: String(paper?.position),
  key: 'standard',
  version: '1',
  replayId: '00000000-0000-7000-8000-000000000000',
  token: '1',
  passkeyId: 'somebody-elses',
  bundleId: 'newborn',
  bundleNo: 'B4108022026030200001',
  accountId: '00000000-0000-7000-8000-000000000000',
}
const withdraw = { act: { move: 'withdraw' } }
const accept = { act: { move: 'accept' } }
const application = { itemCode, applicant: { kind: 'natural', name: '路人', code: '11010519491231002X', mobile: '1' } }
const xml = '<no-model />'
const digest = 'a'.repeat(64)
const role = { role: 'counter-clerk', divisionCode: '410802000000', authorityCode: null }
const bodies: Record<string, unknown> = {
  'POST /cases': { itemCode },
  'POST /counter/cases': application,
  'POST /bundle-files': { bundleId: 'newborn', division: '410802001000' },
  'POST /counter/bundle-files': {
    bundleId: 'newborn',
    division: '410802001000',
    applicant: application.applicant,
  },
  'POST /bundle-files/{bundleNo}/withdrawal': {},
  'POST /cases/{caseNo}/moves': withdraw,
  ...Object.fromEntries(
    ['process', 'decision'].flatMap((kind) => [
      [`POST /${kind}-definitions/check`, { xml }],
      [`PUT /${kind}-definitions/{key}/draft`, { title: { zh: '试', en: 'Try' }, xml, basedOn: 7 }],
      [`POST /${kind}-definitions/{key}/draft/removal`, { version: 7 }],
      [`POST /${kind}-definitions/{key}/replays`, { digest }],
      [`POST /${kind}-definitions/{key}/publish`, { digest, replayId: given['replayId'] }],
      [`POST /${kind}-definitions/{key}/versions/{version}/withdrawal`, { reason: '不再使用' }],
    ]),
  ),
  'POST /process-definitions/compare': { before: xml, after: xml },
  'POST /process-definitions/import': { xml },
  'POST /process-definitions/simulate': { xml, steps: [] },
  'POST /process-definitions/{key}/moves': { caseNo, to: 1, reason: '试一试' },
  'POST /process-definitions/{key}/moves/preview': { caseNo, to: 1 },
  'POST /decision-definitions/try': { xml },
  'POST /session/passkeys': { name: '钥匙', answer: makeSecurityKey(bantuo.url).create('never-asked') },
  'POST /session/passkeys/ask': { name: '钥匙' },
  'POST /session/passkeys/{passkeyId}/removal': {},
  'POST /incidents/{caseNo}/{token}': { how: 'retried', reason: '已恢复' },
  'POST /cases/{caseNo}/messages': { name: 'report' },
  'POST /officers/lookup': { words: '王小满' },
  'POST /officers/appointments': { appointee: { by: 'account', accountId: given['accountId'] }, role, reason: '调入' },
  'POST /officers/{accountId}/role-withdrawals': { role, reason: '调出' },
  'POST /officers/{accountId}/disabling': { reason: '离职' },
  'POST /officers/{accountId}/enabling': { reason: '回来' },
  'PUT /catalogue/entries/{entryId}/draft': { content: {}, basedOn: null },
  'POST /catalogue/entries/{entryId}/publish': { digest: 'a'.repeat(64) },
}

const callers = ['nobody', 'citizen-2', 'other-clerk', 'editor', 'admin'] as const
const visitors: Record<string, Visitor> = { nobody: makeVisitor(bantuo.url) }
for (const subject of callers.slice(1)) visitors[subject] = await signed(subject)

// 401: sign in · 403: not for you · 404: there is nothing, as far as you know · 422: one's own request, as such allowed
const answers = `
                                                                  nobody  citizen-2  other-clerk  editor  admin
  GET /divisions                                                  200     200        200          200     200
  GET /service-items                                              200     200        200          200     200
  GET /service-items/{itemCode}                                   200     200        200          200     200
  GET /session                                                    200     200        200          200     200
  GET /session/passkeys                                           401     403        200          200     200
  POST /session/passkeys                                          401     403        409          409     409
  POST /session/passkeys/ask                                      401     403        200          200     200
  POST /session/passkeys/{passkeyId}/removal                      401     403        404          404     404
  GET /cases                                                      401     200        200          200     200
  POST /cases                                                     401     422        422          422     422
  POST /files                                                     401     422        422          422     422
  GET /cases/{caseNo}                                             401     404        404          404     404
  POST /cases/{caseNo}/moves                                      401     404        404          404     404
  GET /cases/{caseNo}/materials/{materialNo}/{position}           401     404        404          404     404
  GET /bundles                                                    200     200        200          200     200
  GET /bundles/{bundleId}                                         200     200        200          200     200
  GET /bundle-files                                               401     200        200          200     200
  POST /bundle-files                                              401     422        422          422     422
  POST /counter/bundle-files                                      401     403        403          403     403
  GET /bundle-files/{bundleNo}                                    401     404        404          404     404
  POST /bundle-files/{bundleNo}/withdrawal                        401     404        404          404     404
  GET /inbox                                                      401     403        200          200     200
  GET /inbox/done                                                 401     403        200          200     200
  GET /officer/cases                                              401     403        200          200     200
  GET /officer/cases.csv                                          401     403        200          200     200
  GET /inbox/done.csv                                             401     403        200          200     200
  GET /inbox.csv                                                  401     403        200          200     200
  POST /counter/cases                                             401     403        403          403     403
  GET /catalogue/entries                                          401     403        200          200     200
  GET /catalogue/entries/{entryId}                                401     403        200          200     200
  PUT /catalogue/entries/{entryId}/draft                          401     403        403          422     403
  POST /catalogue/entries/{entryId}/publish                       401     403        403          409     403
  POST /service-items/{itemCode}/confirmation                     401     403        403          200     403
  GET /process-definitions                                        401     403        403          200     200
  GET /process-definitions/{key}                                  401     403        403          200     200
  GET /process-definitions/{key}/versions/{version}               401     403        403          200     200
  GET /process-definitions/{key}/versions/{version}/drawing       401     403        200          200     200
  GET /process-definitions/{key}/replays/{replayId}               401     403        403          404     404
  GET /decision-definitions                                       401     403        403          200     200
  GET /decision-definitions/{key}                                 401     403        403          404     404
  GET /decision-definitions/{key}/versions/{version}              401     403        403          404     404
  GET /decision-definitions/{key}/replays/{replayId}              401     403        403          404     404
  POST /process-definitions/check                                 401     403        403          200     200
  POST /process-definitions/compare                               401     403        403          422     422
  POST /process-definitions/import                                401     403        403          200     200
  POST /process-definitions/simulate                              401     403        403          200     200
  PUT /process-definitions/{key}/draft                            401     403        403          409     409
  POST /process-definitions/{key}/draft/removal                   401     403        403          409     409
  POST /process-definitions/{key}/replays                         401     403        403          409     409
  POST /process-definitions/{key}/publish                         401     403        403          409     409
  POST /process-definitions/{key}/moves                           401     403        403          200     200
  POST /process-definitions/{key}/moves/preview                   401     403        403          200     200
  POST /process-definitions/{key}/versions/{version}/withdrawal   401     403        403          409     409
  POST /decision-definitions/check                                401     403        403          200     200
  POST /decision-definitions/try                                  401     403        403          200     200
  PUT /decision-definitions/{key}/draft                           401     403        403          409     409
  POST /decision-definitions/{key}/draft/removal                  401     403        403          409     409
  POST /decision-definitions/{key}/replays                        401     403        403          409     409
  POST /decision-definitions/{key}/publish                        401     403        403          409     409
  POST /decision-definitions/{key}/versions/{version}/withdrawal  401     403        403          409     409
  GET /incidents                                                  401     403        403          403     200
  POST /incidents/{caseNo}/{token}                                401     403        403          403     404
  GET /bundle-files/{bundleNo}/retry                              401     403        403          403     404
  POST /bundle-files/{bundleNo}/retry                             401     403        403          403     404
  POST /cases/{caseNo}/messages                                   401     403        403          403     409
  GET /officers                                                   401     403        403          403     200
  GET /officers/{accountId}                                       401     403        403          403     404
  GET /places                                                     401     403        403          403     200
  POST /officers/lookup                                           401     403        403          403     200
  POST /officers/appointments                                     401     403        403          403     404
  POST /officers/{accountId}/role-withdrawals                     401     403        403          403     404
  POST /officers/{accountId}/disabling                            401     403        403          403     404
  POST /officers/{accountId}/enabling                             401     403        403          403     404
`
const rows = answers
  .trim()
  .split('\n')
  .slice(1)
  .map((line) => line.trim().split(/ {2,}/))

test('every address of the machine face is in the table, and none that is gone', async () => {
  const document = JSON.parse((await makeVisitor(bantuo.url).get('/openapi.json')).html) as {
    paths: Record<string, Record<string, unknown>>
  }
  const routes = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => `${method.toUpperCase()} ${path.replace('/api/v1', '')}`),
  )
  expect(routes.toSorted()).toEqual(rows.map(([route]) => route).toSorted())
})

test.each(rows)('%s', async (route = '', ...expected) => {
  const [method = '', path = ''] = route.split(' ')
  const address = path.replace(/\{(\w+)\}/g, (_, name: string) => given[name] ?? '')
  const headers = { 'idempotency-key': `scope-${route}` }
  const seen: Record<string, number> = {}
  for (const caller of callers) {
    const body = method === 'GET' ? undefined : (bodies[route] ?? {})
    // A file's content is not JSON; this one is refused by its content, so it was let in.
    const answer = await visitors[caller]?.raw(`/api/v1${address}`, {
      method,
      headers: { ...headers, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    seen[caller] = answer?.status ?? 0
    // No refusal tells anything of the case, and no list holds it.
    expect(answer?.html, caller).not.toContain('王小满')
    if (!JSON.stringify([path, body]).includes(caseNo) && !path.includes('{caseNo}'))
      expect(answer?.html, caller).not.toContain(caseNo)
  }
  expect(seen).toEqual(Object.fromEntries(callers.map((caller, index) => [caller, Number(expected[index])])))
})

test('a refusal of a case that is somebody else’s reads like that of a case that never was', async () => {
  const stranger = visitors['citizen-2'] as Visitor
  const missing = `${caseNo.slice(0, -1)}${caseNo.endsWith('9') ? '8' : '9'}`
  for (const [method, tail, body] of [
    ['GET', '', undefined],
    ['POST', '/moves', withdraw],
    ['GET', `/materials/${paper?.materialNo}/${paper?.position}`, undefined],
  ] as const) {
    const [theirs, never] = await Promise.all(
      [caseNo, missing].map((no) => stranger.api('GET' === method ? 'GET' : 'POST', `/cases/${no}${tail}`, body)),
    )
    expect(theirs?.status, tail).toBe(404)
    expect(theirs, tail).toEqual(never)
  }
})

test('the clerk of the hall sees it, a clerk who sees it may not do what is an examiner’s, and nothing moved meanwhile', async () => {
  const clerk = await signed('clerk')
  const seen = (await clerk.api<Case>('GET', `/cases/${caseNo}`)).body
  expect(seen.moves).toContain('accept')
  for (const act of [
    { move: 'examine', supports: true, opinion: '符合' },
    { move: 'decide', outcome: 'granted', reason: '符合规定条件', basis: '第三十五条' },
    { move: 'terminate', reason: '不再需要', basis: '第三十五条' },
    { move: 'withdraw' },
  ])
    expect((await clerk.api('POST', `/cases/${caseNo}/moves`, { act })).status, act.move).toBe(403)
  const supervisor = await signed('supervisor')
  expect((await supervisor.api('POST', `/cases/${caseNo}/moves`, accept)).status).toBe(403)
  expect((await owner.api('POST', `/cases/${caseNo}/moves`, accept)).status).toBe(403)
  expect((await owner.api<Case>('GET', `/cases/${caseNo}`)).body.version).toBe(before.version)
})
