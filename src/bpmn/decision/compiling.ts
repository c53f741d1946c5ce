import { parseExpression } from 'feelin'
import { type Cell, readCell } from './cell.ts'
import { onlyChild } from './expression.ts'
import type { ModelItem } from './model.ts'
import { type DecisionProblem, type DecisionProblemCode, type Fault, problemOf } from './problem.ts'
import type { Domain } from './table.ts'
import { readType } from './value.ts'
import type { Scope } from './walk.ts'

/** What is carried along while a model is compiled. */
export type Compiling = {
  lines: ReadonlyMap<string, number>
  items: ReadonlyMap<string, ModelItem>
  problems: DecisionProblem[]
  warnings: DecisionProblem[]
}

/** The variables that one decision may name, and what is known about their values. */
export type Known = { types: Scope; domains: ReadonlyMap<string, Domain> }

export function report(
  compiling: Compiling,
  element: string | null,
  code: DecisionProblemCode,
  ...what: string[]
): null {
  const line = element === null ? null : (compiling.lines.get(element) ?? null)
  compiling.problems.push(problemOf(code, element, line, what))
  return null
}

export const reportFault = (compiling: Compiling, element: string | null, fault: Fault): null =>
  report(compiling, element, fault.code, ...fault.what)

/** Resolves the name of a type, one that the file defines itself included; `label` is what the type belongs to. */
export function resolveType(
  compiling: Compiling,
  element: string | null,
  label: string,
  typeRef: string | null,
): Domain | null {
  if (typeRef === null || typeRef === '') return report(compiling, element, 'type-missing', label)
  const simple = readType(typeRef)
  if (simple !== null) return { ...simple, allowed: [] }
  const item = compiling.items.get(typeRef)
  const under = item?.typeRef ? readType(item.typeRef) : null
  if (item === undefined || under === null) return report(compiling, element, 'type-unknown', typeRef)
  const domain: Domain = { ...under, allowed: [] }
  return item.allowed === null ? domain : allow(compiling, item.id, item.name, domain, item.allowed)
}

/** Narrows a domain to the values that a text lists. */
export function allow(
  compiling: Compiling,
  element: string | null,
  label: string,
  domain: Domain,
  text: string,
): Domain | null {
  const cell: Cell | Fault = readCell(text, domain.base, new Map())
  if ('what' in cell) return reportFault(compiling, element, cell)
  if (cell.kind === 'expression') return report(compiling, element, 'values-not-listed', label)
  return cell.kind === 'any' ? domain : { ...domain, allowed: [...domain.allowed, cell] }
}

// Alone, these words would be read as the language's own.
const reserved = new Set([
  ...[
    'if',
    'then',
    'else',
    'for',
    'in',
    'return',
    'some',
    'every',
    'satisfies',
    'and',
    'or',
    'not',
    'between',
    'instance',
  ],
  ...['of', 'function', 'external', 'true', 'false', 'null', 'date', 'time', 'duration'],
])
const nameShape = /^[\p{L}_][\p{L}\p{N}_]*(?: [\p{L}\p{N}_]+)*$/u

/** Whether expressions can speak of something by this name; `__proto__`, `constructor` and their like never may. */
export function isUsableName(name: string): boolean {
  if (name.length > 100 || reserved.has(name) || !nameShape.test(name)) return false
  if (name.split(' ').some((word) => word in Object.prototype || word === 'prototype')) return false
  const node = onlyChild(parseExpression(name, { [name]: null }, undefined).topNode)
  return node?.name === 'VariableName' && node.from === 0 && node.to === name.length
}
