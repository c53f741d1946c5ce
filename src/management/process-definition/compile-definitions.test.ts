import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { compileDefinitions } from './compile-definitions.ts'

const fixture = (name: string): string => readFileSync(new URL(`../../bpmn/fixtures/${name}`, import.meta.url), 'utf8')

test('a route that asks for what handling does not serve is refused by name, not left waiting', async () => {
  await expect(
    compileDefinitions([{ key: 'standard', version: 1, xml: fixture('timer-boundary.bpmn') }]),
  ).rejects.toThrow(/not served yet: \w+/)
})
