import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { checkCreditCode, checkResidentId } from '#standards'
import { readPersonas } from './personas.ts'

const personas = readPersonas(fileURLToPath(new URL('../../../seeds/personas.yaml', import.meta.url)))

test('every identity number of a persona is one that GB 11643 allows, and every firm’s code one of GB 32100', () => {
  const numbers = personas.flatMap((one) => one.residentIdNo ?? [])
  expect(numbers.length).toBeGreaterThan(3)
  expect(numbers.filter((one) => !checkResidentId(one).ok)).toEqual([])
  const codes = personas.flatMap((one) =>
    one.mandates.flatMap((mandate) => (mandate.principalKind === 'legal' ? mandate.principalCode : [])),
  )
  expect(codes.length).toBeGreaterThan(0)
  expect(codes.filter((one) => !checkCreditCode(one).ok)).toEqual([])
})
