import { expect, test } from 'vitest'
import { standingName } from './standing-name.ts'

test('a case that stands by a version that cannot be read any more still says at which step, not by which code', () => {
  const at = { token: 3, name: 'examine' }
  expect(standingName({ tasks: [{ token: 3, name: '审查' }] }, at)).toBe('审查')
  expect(standingName({ tasks: [{ token: 4, name: '决定' }] }, { token: 3, name: '并联办理' })).toBe('并联办理')
})
