import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { StoredEvent } from '#base'
import type { BundleEvent, MemberOutcome } from './bundle-event.ts'
import {
  applyBundleEvents,
  type BundleFile,
  followMembers,
  reduceBundleFile,
  withdrawBundleFile,
} from './bundle-file.ts'

const at = Temporal.Instant.from('2026-03-02T01:30:00Z')
const on = Temporal.PlainDate.from('2026-03-02')
const actor = { kind: 'system', name: '' } as const
const stored = (events: readonly BundleEvent[], from = 0): StoredEvent<BundleEvent>[] =>
  events.map((event, index) => ({ ...event, seq: from + index + 1, at, actor }) as StoredEvent<BundleEvent>)

/** A bundle whose members wait as `needs` says; those that wait for nothing are open. */
function aBundle(needs: Readonly<Record<string, readonly string[]>>): BundleFile {
  const ref = { authorityCode: '', entryRevision: 1, overrideRevision: 0 }
  const submitted: BundleEvent = {
    type: 'submitted',
    data: {
      bundle: { bundleId: 'test', no: 1 },
      name: { zh: '试', en: 'Test' },
      divisionCode: '410802000000',
      applicant: { kind: 'natural', name: '王小满（演示）', code: '', mobile: '', accountId: 'me' },
      channel: 'online',
      answers: {},
      receivedOn: '2026-03-02',
      members: Object.entries(needs).map(([entryId, of]) => ({
        entryId,
        caseId: `case-${entryId}`,
        item: { entryId, ...ref },
        itemName: { zh: entryId, en: entryId },
        needs: of.map((one) => ({ of: one, gives: null, fills: [] })),
        submission: null,
      })),
    },
  }
  const opened = Object.entries(needs)
    .filter(([, of]) => of.length === 0)
    .map(([entryId]): BundleEvent => ({ type: 'member-case-opened', data: { entryId, caseNo: `no-${entryId}` } }))
  return reduceBundleFile({ cityCode: '4108', bundleFileId: 'id', bundleNo: 'B1' }, stored([submitted, ...opened]))
}

const after = (file: BundleFile, events: readonly BundleEvent[]) =>
  applyBundleEvents(file, stored(events, file.version))
const states = (file: BundleFile) => file.members.map((one) => `${one.entryId} ${one.state.type}`)

test('when a result is there, what waited for it alone is to be opened, and what waits for more goes on waiting', () => {
  const file = aBundle({ A: [], B: ['A'], C: ['A', 'D'], D: [] })
  const { events, ready } = followMembers(file, [{ entryId: 'A', outcome: 'granted' }], on)
  expect(events).toEqual([{ type: 'member-concluded', data: { entryId: 'A', outcome: 'granted' } }])
  expect(ready.map((one) => one.entryId)).toEqual(['B'])
})

test('when one is denied, what needs its result is never opened, nor what needs that one; the others go on', () => {
  const file = aBundle({ A: [], B: ['A'], C: ['B'], D: [] })
  const { events, ready } = followMembers(file, [{ entryId: 'A', outcome: 'denied' }], on)
  expect(ready).toEqual([])
  expect(states(after(file, events))).toEqual(['A concluded', 'B skipped', 'C skipped', 'D open'])
  expect(events.find((one) => one.type === 'member-skipped' && one.data.entryId === 'C')).toMatchObject({
    data: { why: 'need-failed', of: 'B' },
  })
  expect(after(file, events).state).toBe('open')
})

test('the whole is closed when nothing is left to be done, and stays closed', () => {
  const file = aBundle({ A: [], B: ['A'] })
  const first = after(file, followMembers(file, [{ entryId: 'A', outcome: 'declined' }], on).events)
  expect(first.state).toBe('closed')
  expect(followMembers(first, [{ entryId: 'A', outcome: 'declined' }], on)).toEqual({ events: [], ready: [] })
})

test('withdrawing takes back what waits; what is open is left to its own withdrawal, and then the whole is closed', () => {
  const file = aBundle({ A: [], B: ['A'] })
  const taken = after(file, withdrawBundleFile(file, '不办了', on))
  expect(states(taken)).toEqual(['A open', 'B skipped'])
  expect(taken.closedAt).toBeNull()
  // Granted before it could be withdrawn: nothing more is opened.
  const { events, ready } = followMembers(taken, [{ entryId: 'A', outcome: 'granted' }], on)
  expect(ready).toEqual([])
  expect(after(taken, events)).toMatchObject({ state: 'withdrawn', closedAt: at })
  expect(withdrawBundleFile(taken, '再撤一次', on)).toEqual([])
})

const outcomes: readonly MemberOutcome[] = ['granted', 'denied', 'declined', 'withdrawn', 'terminated', 'revoked']

test('in whatever order cases end: nobody is opened early, nobody waits in vain, nothing happens twice, and it ends', () => {
  const graphs = fc
    .integer({ min: 1, max: 7 })
    .chain((count) =>
      fc.tuple(
        ...Array.from({ length: count }, (_, nth) =>
          fc
            .subarray(Array.from({ length: nth }, (_, before) => `M${before}`))
            .map((of): [string, string[]] => [`M${nth}`, of]),
        ),
      ),
    )
  fc.assert(
    fc.property(graphs, fc.infiniteStream(fc.nat({ max: 999 })), (edges, stream) => {
      const needs = Object.fromEntries(edges)
      const pick = () => stream.next().value ?? 0
      let file = aBundle(needs)
      const granted = new Set<string>()
      const opened = new Set(file.members.filter((one) => one.state.type === 'open').map((one) => one.entryId))
      for (let round = 0; round < 40 && file.closedAt === null; round++) {
        const open = file.members.filter((one) => one.state.type === 'open')
        const one = open[pick() % Math.max(1, open.length)]
        if (one === undefined) throw new Error('nothing is open and nothing is closed')
        const outcome = outcomes[pick() % 8] ?? 'granted'
        if (outcome === 'granted') granted.add(one.entryId)
        const conclusion = [{ entryId: one.entryId, outcome }]
        const { events, ready } = followMembers(file, conclusion, on)
        for (const next of ready) {
          expect(opened.has(next.entryId)).toBe(false)
          for (const of of needs[next.entryId] ?? []) expect(granted.has(of)).toBe(true)
          opened.add(next.entryId)
        }
        const begun = ready.map(
          (next): BundleEvent => ({ type: 'member-case-opened', data: { entryId: next.entryId, caseNo: 'x' } }),
        )
        file = after(file, [...events, ...begun])
        expect(followMembers(file, conclusion, on)).toEqual({ events: [], ready: [] })
      }
      expect(file.closedAt).not.toBeNull()
      for (const member of file.members) {
        const had = (needs[member.entryId] ?? []).every((of) => granted.has(of))
        expect(member.state.type === 'concluded').toBe(had)
      }
    }),
    { numRuns: 300 },
  )
})
