import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { englishOf } from '../english-names.ts'
import { stepName } from './step-name.ts'

test('every step and timer that a shipped route names has an English name: applicants read them', () => {
  const names = readdirSync('seeds/routes').flatMap((file) =>
    [
      ...readFileSync(`seeds/routes/${file}`, 'utf8').matchAll(
        /<bpmn:(?:\w*[tT]ask|boundaryEvent|intermediateCatchEvent|callActivity)\b[^>]*? name="([^"]+)"/g,
      ),
    ].map(([, name = '']) => name),
  )
  expect(names.length).toBeGreaterThan(50)
  const without = new Set(names.filter((name) => stepName(name).en === name && englishOf(name) === name))
  expect([...without]).toEqual([])
})
