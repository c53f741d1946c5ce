import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { englishOf } from '../english-names.ts'
import { stepName } from './step-name.ts'

const steps = /<bpmn:(?:userTask|serviceTask|businessRuleTask|callActivity) [^>]*?name="([^"]+)"/g

test('whoever reads English reads the English name of every step of the shipped routes', () => {
  const names = readdirSync('seeds/routes')
    .filter((file) => file.endsWith('.bpmn'))
    .flatMap((file) => [...readFileSync(`seeds/routes/${file}`, 'utf8').matchAll(steps)].map((one) => one[1] ?? ''))
  const unnamed = [...new Set(names)].filter((name) => stepName(name).en === name && englishOf(name) === name)
  expect(names.length).toBeGreaterThan(40)
  expect(unnamed).toEqual([])
})
