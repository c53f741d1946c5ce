import fc from 'fast-check'
import { expect, test } from 'vitest'
import { MaterialRequirement } from '../catalogue/catalogue-entry.ts'
import { Bundle } from './bundle.ts'
import { mergeMaterials } from './merge-materials.ts'

const paper = (no: number, name: string, more: Partial<MaterialRequirement> = {}): MaterialRequirement =>
  MaterialRequirement.parse({
    no,
    name: { zh: name, en: name },
    kind: 'issued',
    need: 'required',
    originals: 1,
    copies: 0,
    medium: 'both',
    issuer: '公安局',
    heldBy: null,
    eLicence: null,
    why: { zh: '核对', en: 'Checked' },
    basis: '条例',
    reviewPoints: [],
    ...more,
  })
const bring = (entryId: string, materials: MaterialRequirement[], needs: object[] = []) => ({
  member: Bundle.shape.members.element.parse({ entryId, needs }),
  materials,
})
const all = new Set(['A', 'B', 'C'])
const none = () => ({})

test('a paper that several items want is asked once and says for which it is', () => {
  const { papers } = mergeMaterials(
    [
      bring('A', [paper(3, '居民户口簿', { copies: 1 })]),
      bring('B', [paper(1, '居民户口簿', { need: 'deferrable' }), paper(2, '照片')]),
    ],
    all,
    none,
  )
  expect(
    papers.map((one) => [one.requirement.name.zh, one.requirement.need, one.requirement.copies, one.uses]),
  ).toEqual([
    [
      '居民户口簿',
      'required',
      1,
      [
        { entryId: 'A', materialNo: 3 },
        { entryId: 'B', materialNo: 1 },
      ],
    ],
    ['照片', 'required', 0, [{ entryId: 'B', materialNo: 2 }]],
  ])
})

test('another name, issuer or certificate is another paper, and so is one that government looks up for one item only', () => {
  const { papers } = mergeMaterials(
    [
      bring('A', [paper(1, '居民身份证'), paper(2, '监护人居民身份证')]),
      bring('B', [paper(1, '居民身份证', { heldBy: '公安局' }), paper(2, '居民身份证', { issuer: '外国机关' })]),
      bring('C', [paper(1, '居民身份证', { eLicence: '临时居民身份证' })]),
    ],
    all,
    none,
  )
  expect(papers.length).toBe(5)
})

test('a paper that another member’s result replaces is not asked for, unless that member is not needed', () => {
  const members = [
    bring('A', [paper(1, '出生医学证明')]),
    bring('B', [paper(2, '居民户口簿')], [{ of: 'A', gives: 2 }]),
  ]
  const both = mergeMaterials(members, new Set(['A', 'B']), none)
  expect(both.provided).toEqual([
    { entryId: 'B', materialNo: 2, name: { zh: '居民户口簿', en: '居民户口簿' }, of: 'A' },
  ])
  expect(both.papers.map((one) => one.requirement.name.zh)).toEqual(['出生医学证明'])
  const alone = mergeMaterials(members, new Set(['B']), none)
  expect(alone.provided).toEqual([])
  expect(alone.papers.map((one) => one.requirement.name.zh)).toEqual(['居民户口簿'])
})

test('what hangs on an answer is asked for under that answer, and is necessary then', () => {
  const members = [
    bring('A', [
      paper(1, '照片', { need: 'conditional', when: { eq: ['photo', 'bring'] } }),
      paper(2, '委托书', { need: 'conditional' }),
    ]),
  ]
  const needOf = (answers: Record<string, string>) =>
    mergeMaterials(members, all, () => answers).papers.map((one) => [one.requirement.name.zh, one.requirement.need])
  expect(needOf({ photo: 'bring' })).toEqual([
    ['照片', 'required'],
    ['委托书', 'conditional'],
  ])
  expect(needOf({})).toEqual([['委托书', 'conditional']])
})

const aPaper = fc
  .tuple(
    fc.constantFrom('户口簿', '身份证', '照片'),
    fc.constantFrom('公安局', '民政局'),
    fc.constantFrom('required', 'conditional', 'deferrable'),
  )
  .map(
    ([name, issuer, need]) =>
      (no: number) =>
        paper(no, name, { issuer, need: need as MaterialRequirement['need'] }),
  )

test('whoever is needed: every paper of a needed member is asked once or provided, under a number that never changes', () => {
  const lists = fc.array(fc.uniqueArray(aPaper, { maxLength: 4 }), { minLength: 3, maxLength: 3 })
  fc.assert(
    fc.property(lists, fc.subarray(['A', 'B', 'C']), fc.boolean(), (made, chosen, waits) => {
      const members = ['A', 'B', 'C'].map((entryId, nth) =>
        bring(
          entryId,
          (made[nth] ?? []).map((one, index) => one(index + 1)),
          entryId === 'C' && waits ? [{ of: 'A', gives: 1 }] : [],
        ),
      )
      const needed = new Set(chosen)
      const { papers, provided } = mergeMaterials(members, needed, none)
      const uses = [...papers.flatMap((one) => one.uses), ...provided].map((one) => `${one.entryId} ${one.materialNo}`)
      const wanted = members
        .filter((one) => needed.has(one.member.entryId))
        .flatMap((one) => one.materials.map((material) => `${one.member.entryId} ${material.no}`))
      expect(uses.toSorted()).toEqual(wanted.toSorted())
      const asked = papers.map((one) => `${one.requirement.name.zh} ${one.requirement.issuer}`)
      expect(new Set(asked).size).toBe(asked.length)
      const everybody = mergeMaterials(members, all, none).papers
      for (const one of papers) {
        const same = everybody.find((other) => other.requirement.no === one.requirement.no)
        if (same) expect(same.requirement.name.zh).toBe(one.requirement.name.zh)
      }
    }),
    { numRuns: 300 },
  )
})

test('where an item’s own table of papers decides, it says what that item brings, and conditional papers become necessary', () => {
  const materials = [
    paper(1, '身份证'),
    paper(2, '居民户口簿', { need: 'conditional', when: { eq: ['kind', 'never'] } }),
    paper(3, '照片'),
  ]
  const chosen = (named: number[] | null) => ({
    ...bring('A', materials),
    chosen: () => (named === null ? null : new Map(named.map((no) => [no, {}]))),
  })
  const listed = (named: number[] | null, early = false) =>
    mergeMaterials([chosen(named), bring('B', [paper(1, '照片')])], all, none, early).papers.map((one) => [
      one.requirement.name.zh,
      one.requirement.need,
      one.uses.length,
    ])
  expect(listed([2])).toEqual([
    ['居民户口簿', 'required', 1],
    ['照片', 'required', 1],
  ])
  // What it does not decide is left to the papers' own conditions; while questions are open those are shown as open.
  expect(listed(null)).toEqual([
    ['身份证', 'required', 1],
    ['照片', 'required', 2],
  ])
  expect(listed(null, true)).toContainEqual(['居民户口簿', 'conditional', 1])
})
