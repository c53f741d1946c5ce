import type { Variables } from './condition.ts'
import { refuse } from './refusals.ts'
import type { Refused } from './run-state.ts'

/** Characters of JSON that the variables of a run may take: they are stored with every case. */
const variablesLimit = 16_000

export const badVariables = (element: string | null): Refused =>
  refuse(
    'invalid',
    element,
    `变量须是文字、数字、是否或其列表，总长不超过 ${variablesLimit} 个字符`,
    `variables must be text, numbers, true or false, or lists of these, ${variablesLimit} characters at most`,
  )

const variableName = /^[\p{L}_][\p{L}\p{N}_]{0,99}$/u

/** The variables after a signal; null when what it brings is not plain or too much. */
export function mergeVariables(old: Variables, given: Variables | undefined): Variables | null {
  if (given === undefined) return old
  const entries = Object.entries(given)
  if (entries.length === 0) return old
  for (const [name, value] of entries) {
    if (!variableName.test(name) || name === '__proto__') return null
    if (!(Array.isArray(value) ? value.every(isScalar) : isScalar(value))) return null
  }
  const merged = { ...old, ...given }
  return JSON.stringify(merged).length > variablesLimit ? null : merged
}

export const isScalar = (value: unknown): boolean =>
  value === null ||
  typeof value === 'string' ||
  typeof value === 'boolean' ||
  (typeof value === 'number' && Number.isFinite(value))
