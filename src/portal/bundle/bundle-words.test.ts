import { expect, test } from 'vitest'
import type { BundleFile } from '#handling'
import { bundleSentence } from './bundle-words.ts'

const zh = { w: (words: string) => words }
const en = { w: (_: string, words: string) => words }
type State = BundleFile['members'][number]['state']
const fileOf = (...states: State[]) =>
  ({ state: 'open', members: states.map((state) => ({ state })) }) as unknown as BundleFile

test('an item that begins later because its route cannot be run is not said to wait for another’s result', () => {
  const file = fileOf({ type: 'open', caseNo: '1' }, { type: 'waiting' }, { type: 'waiting', held: 'no-route' })
  expect(bundleSentence(zh, file)).toBe('共 3 项：1 项正在办，1 项在等前一项的结果，1 项晚些开始。')
  expect(bundleSentence(en, file)).toBe('3 items: 1 being handled, 1 waiting for another’s result, 1 to begin later.')
})
