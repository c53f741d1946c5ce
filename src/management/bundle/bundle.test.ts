import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Bundle, bundleProblems, neededMembers, sortMembers, standingNeeds, wholeLimit } from './bundle.ts'

const members = (needs: Readonly<Record<string, readonly string[]>>) =>
  Bundle.parse({
    id: 'test',
    name: { zh: '试', en: 'Test' },
    aliases: ['试'],
    subjects: ['natural'],
    summary: { zh: '试', en: 'Test' },
    questions: [],
    members: Object.entries(needs).map(([entryId, of]) => ({
      entryId,
      needs: of.map((one) => ({ of: one, gives: null })),
    })),
  }).members

test('each member comes after all it waits for, whatever the order in which they are listed', () => {
  // Member n may only wait for members before it, so there is no circle; then the list is shuffled.
  const graphs = fc
    .integer({ min: 2, max: 9 })
    .chain((count) =>
      fc.tuple(
        ...Array.from({ length: count }, (_, nth) =>
          fc
            .subarray(Array.from({ length: nth }, (_, before) => `M${before}`))
            .map((of): [string, string[]] => [`M${nth}`, of]),
        ),
      ),
    )
    .chain((edges) => fc.shuffledSubarray(edges, { minLength: edges.length }))
  fc.assert(
    fc.property(graphs, (edges) => {
      const all = members(Object.fromEntries(edges))
      const order = sortMembers(all)?.map((one) => one.entryId) ?? []
      expect(order.toSorted()).toEqual(all.map((one) => one.entryId).toSorted())
      for (const [entryId, of] of edges)
        for (const one of of) expect(order.indexOf(one)).toBeLessThan(order.indexOf(entryId))
    }),
  )
})

test('members that wait for each other in a circle are refused, however long the circle is', () => {
  fc.assert(
    fc.property(fc.integer({ min: 2, max: 9 }), (count) => {
      const circle = Object.fromEntries(
        Array.from({ length: count }, (_, nth) => [`M${nth}`, [`M${(nth + 1) % count}`]]),
      )
      expect(sortMembers(members(circle))).toBeNull()
    }),
  )
  const bundle = {
    ...Bundle.parse({ ...base, members: [{ entryId: 'A' }, { entryId: 'B' }] }),
    members: members({ A: ['B'], B: ['A'] }),
  }
  expect(bundleProblems(bundle, () => undefined).map((one) => one.en)).toContain(
    'members wait for each other in a circle',
  )
})

const base = {
  id: 'test',
  name: { zh: '试', en: 'Test' },
  aliases: ['试'],
  subjects: ['natural'],
  summary: { zh: '试', en: 'Test' },
  questions: [
    {
      id: 'want',
      text: { zh: '要吗', en: 'Want it?' },
      options: [
        { value: 'yes', label: { zh: '要', en: 'Yes' } },
        { value: 'no', label: { zh: '不要', en: 'No' } },
      ],
    },
  ],
}

test('the whole takes as long as its longest chain of waiting, and what goes on beside it costs nothing', () => {
  const days: Record<string, number> = { A: 5, B: 20, C: 10, D: 1 }
  const chain = members({ A: [], B: [], C: ['A'], D: ['C', 'B'] })
  expect(wholeLimit(chain, (id) => days[id] ?? 0)).toEqual({ workingDays: 21, path: ['B', 'D'] })
  expect(wholeLimit(members({ A: [], B: [] }), (id) => days[id] ?? 0)).toEqual({ workingDays: 20, path: ['B'] })
})

test('a member is needed by the answers, and waits only for members that are needed too', () => {
  const bundle = Bundle.parse({
    ...base,
    members: [
      { entryId: 'A', when: { eq: ['want', 'yes'] } },
      { entryId: 'B', needs: [{ of: 'A', gives: 2 }] },
    ],
  })
  const needed = (answers: Record<string, string>) => neededMembers(bundle, answers).map((one) => one.entryId)
  expect(needed({ want: 'yes' })).toEqual(['A', 'B'])
  expect(needed({ want: 'no' })).toEqual(['B'])
  expect(needed({ want: 'something else' })).toEqual(['B'])
  const [, last] = bundle.members
  expect(last && standingNeeds(last, new Set(['A', 'B'])).length).toBe(1)
  expect(last && standingNeeds(last, new Set(['B'])).length).toBe(0)
})

test('a bundle that names what the catalogue lacks or what nobody asks is not published', () => {
  const problems = bundleProblems(
    Bundle.parse({
      ...base,
      members: [
        { entryId: 'A', when: { eq: ['nothing', 'yes'] } },
        { entryId: 'B', needs: [{ of: 'C', gives: null }] },
      ],
    }),
    () => undefined,
  ).map((one) => one.en)
  expect(problems).toContain('a condition looks at nothing, which is not asked')
  expect(problems).toContain('the catalogue has no A')
})
