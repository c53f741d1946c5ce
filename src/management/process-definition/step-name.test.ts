import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { englishOf } from '../english-names.ts'
import { decisionName, stepName } from './step-name.ts'

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

test('every table and formula that is shipped has an English name: officers and applicants read which one spoke', () => {
  const names = readdirSync('seeds/decisions').flatMap((file) =>
    [...readFileSync(`seeds/decisions/${file}`, 'utf8').matchAll(/<decision\b[^>]*? name="([^"]+)"/g)].map(
      ([, name = '']) => name,
    ),
  )
  expect(names.length).toBeGreaterThan(50)
  expect([...new Set(names.filter((name) => decisionName(name).en === name))]).toEqual([])
})
