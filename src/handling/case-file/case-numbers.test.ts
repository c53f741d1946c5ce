import { expect, test } from 'vitest'
import { openCaseDesk } from '../../../test/helpers/case-desk.ts'
import { readToEnd } from '../../../test/helpers/feed.ts'
import { type Db, sql } from '../../base/index.ts'
import { findBundleFileByNo } from '../bundle/bundle-file-store.ts'
import { followBundles } from '../bundle/follow-bundles.ts'
import { submitBundle } from '../bundle/submit-bundle.ts'
import { makeCaseTally } from './case-numbers-store.ts'

const desk = await openCaseDesk()
const { db, time, must, act, clerk, decider, examiner, submitNew } = desk
const zone = 'Asia/Shanghai'

/** The numbers as somebody counts who goes through all cases. */
async function counted(of: Db) {
  const { rows } = await sql<{
    state: string
    closed: string | null
    due: string | null
  }>`select state, due_on::text as due,
    (closed_at at time zone ${zone})::date::text as closed from case_files`.execute(of)
  const handled = rows.filter((one) => one.closed !== null && !['withdrawn', 'terminated'].includes(one.state))
  const onTime = handled.filter((one) => one.due === null || (one.closed ?? '') <= one.due)
  return { received: rows.length, handled: handled.length, onTime: onTime.length }
}

const reason = { reason: '符合规定，准予变更', basis: '《中华人民共和国户口登记条例》第十八条' }
const submit = async (): Promise<string> => must(await submitNew()).caseId
const accept = (caseId: string) => act(clerk, caseId, { move: 'accept', deferred: [] })
async function decide(caseId: string): Promise<void> {
  must(await act(examiner, caseId, { move: 'examine', supports: true, opinion: '材料齐全' }))
  must(await act(decider, caseId, { move: 'decide', outcome: 'granted', ...reason }))
}

test('the front page’s numbers are those of all cases, asked again after every step, and also by whoever asks for the first time', async () => {
  const tally = makeCaseTally(db, '4108', zone)
  const isRight = async () => {
    const right = await counted(db)
    expect(await tally(time.clock())).toEqual(right)
    expect(await makeCaseTally(db, '4108', zone)(time.clock())).toEqual(right)
    return right
  }
  expect(await isRight()).toEqual({ received: 0, handled: 0, onTime: 0 })
  const cases = [await submit(), await submit(), await submit(), await submit()]
  await isRight()
  time.forward({ minutes: 50 })
  const [first = '', second = '', third = '', fourth = ''] = cases
  for (const one of [first, second]) must(await accept(one))
  await decide(first)
  await isRight()
  // What was new an hour ago is old now, and what is new is not taken for old.
  for (const minutes of [11, 60, 59, 1]) {
    time.forward({ minutes })
    await submit()
    await isRight()
  }
  must(await act(clerk, third, { move: 'decline', ...reason, rightOrgan: null }))
  must(await act(desk.citizen, fourth, { move: 'withdraw', reason: '不办了' }))
  await isRight()
  // Months too late.
  time.goTo('2026-11-02')
  await decide(second)
  const late = await isRight()
  expect(late).toEqual({ received: 8, handled: 3, onTime: 2 })
  time.forward({ hours: 3 })
  await isRight()
  // The clock was set back: what is new then is counted as well.
  time.forward({ hours: -6 })
  await submit()
  await isRight()
})

test('asked again only the last hour is read: the rest by nobody', async () => {
  const tally = makeCaseTally(db, '4108', zone)
  time.goTo('2026-11-09')
  const before = await tally(time.clock())
  // Gone behind its back, as it never happens: what is remembered is not read again.
  await sql`update case_files set closed_at = null where closed_at is not null`.execute(db)
  await submit()
  expect(await tally(time.clock())).toEqual({ ...before, received: before.received + 1 })
})

test('a member of a bundle that was opened days after it was handed in is counted as received', async () => {
  time.goTo('2026-11-16')
  const merged = desk.loaded.bundles.get('social-security-card')
  if (merged === undefined) throw new Error('the bundle is there')
  const { bundleNo } = must(
    await submitBundle(desk.handling, {
      session: desk.citizen,
      merged,
      divisionCode: desk.county,
      channel: 'mobile',
      answers: { cardState: 'first', wantActive: 'yes', wantCode: 'yes', photo: 'known', take: 'instant' },
      form: {
        ...{ applicantName: '王小满（演示）', residentIdNo: '11010519491231002X', mobile: '13800000000' },
        ...{ address: '民生街 1 号', bank: 'icbc', wantElectronic: true },
      },
      materials: [],
      brought: [],
      delivery: 'online',
      commitment: null,
      declared: true,
      key: 'numbers',
      draftId: null,
    }),
  )
  const tally = makeCaseTally(db, '4108', zone)
  const first = await tally(time.clock())
  time.forward({ hours: 3 })
  await tally(time.clock())
  const giver = (await findBundleFileByNo(db, '4108', bundleNo))?.members.find((one) => one.state.type === 'open')
  must(await accept(giver?.caseId ?? ''))
  must(await act(clerk, giver?.caseId ?? '', { move: 'decide', outcome: 'granted', ...reason }))
  const result = { name: '社会保障卡.pdf', digest: 'a'.repeat(64), mediaType: 'application/pdf', size: 1000 }
  await readToEnd(db, 'bundle', () => followBundles({ handling: desk.handling, keepResult: async () => result }))
  expect((await counted(db)).received).toBe(first.received + 1)
  expect((await tally(time.clock())).received).toBe((await counted(db)).received)
})
