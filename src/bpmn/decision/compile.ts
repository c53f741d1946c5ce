import { withBudget } from '../budget.ts'
import type { Problem } from '../problem.ts'
import { scanXml } from '../scan-xml.ts'
import { type Point, pointOf } from './cell.ts'
import { compileTable } from './compile-table.ts'
import { type Compiling, isUsableName, type Known, report, reportFault, resolveType } from './compiling.ts'
import { readExpression } from './expression.ts'
import { decisionLimits, xmlLimits } from './limits.ts'
import type { Model, ModelDecision } from './model.ts'
import { parseDmn } from './parse.ts'
import type { DecisionProblem } from './problem.ts'
import { sortDecisions } from './sort-decisions.ts'
import {
  type CompiledDecision,
  type DecisionInput,
  type Decisions,
  type Domain,
  isList,
  isSingleHit,
  type Literal,
  type Table,
} from './table.ts'
import { listOf, type Type } from './value.ts'

/** Either decisions that can be made, with what is doubtful about them, or the reasons why they cannot be published. */
export type Compilation = { decisions: Decisions; warnings: DecisionProblem[] } | { problems: DecisionProblem[] }

/**
 * Reads a DMN 1.3 document (OMG formal/2021-01-03): decision tables with every hit policy, literal expressions, input data and
 * the requirements among them. Whatever else the file says is a problem, never ignored. Never rejects because of what
 * the document says; bounds are in `limits.ts`.
 */
export async function compileDecisions(xml: string): Promise<Compilation> {
  const scan = scanXml(xml, xmlLimits)
  if (scan.problems.length > 0) return { problems: scan.problems.map(asError) }
  const { model, problems } = await parseDmn(xml, scan.lines)
  if (model === null) return { problems }
  const items = new Map(model.items.map((item) => [item.name, item]))
  const compiling: Compiling = { lines: scan.lines, items, problems, warnings: [] }
  const byId = withBudget(decisionLimits.iterationsOfFile, () => compileModel(compiling, model))
  if (byId === null || compiling.problems.length > 0) return { problems: compiling.problems }
  return { decisions: { byId }, warnings: compiling.warnings }
}

const asError = (problem: Problem): DecisionProblem => ({ ...problem, severity: 'error' })

type Building = {
  compiling: Compiling
  model: Model
  inputs: Map<string, DecisionInput>
  /** What others may say of an input or a decision, by its id. */
  known: Map<string, Known>
  byId: Map<string, CompiledDecision>
}

function compileModel(compiling: Compiling, model: Model): ReadonlyMap<string, CompiledDecision> | null {
  const { decisions, inputs } = decisionLimits
  if (model.decisions.length === 0) report(compiling, null, 'no-decision')
  if (model.decisions.length > decisions) return report(compiling, null, 'too-many', 'decision', String(decisions))
  if (model.inputs.length > inputs) return report(compiling, null, 'too-many', 'inputData', String(inputs))
  checkNames(compiling, model)
  const building: Building = { compiling, model, inputs: new Map(), known: new Map(), byId: new Map() }
  for (const { id, name, typeRef } of model.inputs) {
    const domain = resolveType(compiling, id, name, typeRef)
    if (domain === null) continue
    building.inputs.set(id, { name, label: name, domain })
    building.known.set(id, { types: new Map([[name, domain.base]]), domains: new Map([[name, domain]]) })
  }
  const sorted = sortDecisions(compiling, model)
  // A decision cannot be read without the types of what it requires, so the first fault of names or order ends it.
  if (sorted === null || compiling.problems.length > 0) return null
  for (const decision of sorted) {
    if (!decision.requires.every((id) => building.known.has(id))) continue
    compileDecision(building, decision)
  }
  checkSharedInputs(building)
  return building.byId
}

function checkNames(compiling: Compiling, model: Model): void {
  const seen = new Set<string>()
  const named = [...model.inputs, ...model.decisions.map(({ id, variable }) => ({ id, name: variable }))]
  for (const { id, name } of named) {
    if (name === '') continue // already reported
    if (!isUsableName(name)) report(compiling, id, 'name-unusable', name)
    else if (seen.has(name)) report(compiling, id, 'name-twice', name)
    seen.add(name)
  }
}

function compileDecision(building: Building, decision: ModelDecision): void {
  const { compiling, inputs, byId } = building
  const implicit = decision.requires.length === 0 ? readImplicit(building, decision) : []
  const required = decision.requires.flatMap((id) => byId.get(id) ?? [])
  const parts = decision.requires.flatMap((id) => building.known.get(id) ?? [])
  const known: Known = {
    types: new Map([...parts.flatMap((each) => [...each.types]), ...implicit.map(typeEntry)]),
    domains: new Map([...parts.flatMap((each) => [...each.domains]), ...implicit.map(domainEntry)]),
  }
  const logic = compileLogic(compiling, decision, known)
  if (logic === null) return
  checkDeclared(compiling, decision, logic)
  const asked = [
    ...required.flatMap((each) => each.inputs),
    ...decision.requires.flatMap((id) => inputs.get(id) ?? []),
    ...implicit,
  ]
  byId.set(decision.id, {
    id: decision.id,
    name: decision.name,
    variable: decision.variable,
    inputs: [...new Map(asked.map((each) => [each.name, each])).values()],
    order: [...new Set([...required.flatMap((each) => each.order), decision.id])],
    logic,
  })
  building.known.set(decision.id, knownOf(decision.variable, logic))
}

const typeEntry = (input: DecisionInput): [string, Type] => [input.name, input.domain.base]
const domainEntry = (input: DecisionInput): [string, Domain] => [input.name, input.domain]

/**
 * A table that requires nothing asks its caller for the variables that its columns name: many editors draw single tables without
 * input data. Their types are those of the columns.
 */
function readImplicit(building: Building, decision: ModelDecision): DecisionInput[] {
  if (decision.logic.kind !== 'table') return []
  return decision.logic.inputs.flatMap((clause) => {
    const name = clause.text.trim()
    if (!isUsableName(name)) return []
    const domain = resolveType(building.compiling, clause.id ?? decision.id, clause.label ?? name, clause.typeRef)
    return domain === null ? [] : [{ name, label: clause.label ?? name, domain }]
  })
}

function compileLogic(compiling: Compiling, decision: ModelDecision, known: Known): Table | Literal | null {
  const { logic } = decision
  if (logic.kind === 'table') return compileTable(compiling, logic, known, decision.id)
  const place = logic.id ?? decision.id
  const expression = readExpression(logic.text, known.types)
  if ('code' in expression) return reportFault(compiling, place, expression)
  const domain = resolveType(compiling, place, decision.name, logic.typeRef ?? decision.typeRef ?? expression.type)
  if (domain === null) return null
  if (domain.base !== expression.type) return report(compiling, place, 'type-mismatch', domain.base, expression.type)
  return { kind: 'literal', expression, domain }
}

function checkDeclared(compiling: Compiling, decision: ModelDecision, logic: Table | Literal): void {
  if (decision.typeRef === null || decision.typeRef === 'Any') return
  const declared = resolveType(compiling, decision.id, decision.name, decision.typeRef)
  const found = resultType(logic)
  if (declared !== null && declared.base !== found)
    report(compiling, decision.id, 'type-mismatch', declared.base, found ?? 'context')
}

/** The type of the whole result; null for one of several outputs. */
function resultType(logic: Table | Literal): Type | null {
  if (logic.kind === 'literal') return logic.domain.base
  const [first, second] = logic.outputs
  if (logic.policy === 'COLLECT COUNT') return 'number'
  if (first === undefined || second !== undefined) return null
  return isList(logic.policy) ? listOf(first.domain.base) : first.domain.base
}

function knownOf(variable: string, logic: Table | Literal): Known {
  const type = resultType(logic)
  if (type !== null) {
    const domain = type.startsWith('list') ? null : domainOf(logic)
    return { types: new Map([[variable, type]]), domains: new Map(domain === null ? [] : [[variable, domain]]) }
  }
  if (logic.kind === 'literal' || !isSingleHit(logic.policy)) return { types: new Map(), domains: new Map() }
  const outputs = logic.outputs.map((output, at) => [`${variable}.${output.name}`, outputDomain(logic, at)] as const)
  return { types: new Map(outputs.map(([key, domain]) => [key, domain.base])), domains: new Map(outputs) }
}

function domainOf(logic: Table | Literal): Domain | null {
  if (logic.kind === 'literal') return logic.domain
  return isSingleHit(logic.policy) ? outputDomain(logic, 0) : null
}

/** Where every result is a constant, nothing but those can come out. */
function outputDomain(table: Table, column: number): Domain {
  const output = table.outputs[column]
  const domain: Domain = output?.domain ?? { base: 'string', whole: false, allowed: [] }
  const results = [
    ...table.rules.flatMap((rule) => rule.results[column] ?? []),
    ...(output?.fallback ? [output.fallback] : []),
  ]
  if (results.some((each) => each.needs.length > 0)) return domain
  const points = results.flatMap((each): Point[] => {
    const value = each.run(new Map())
    return value === null ? [] : [pointOf(value, domain.base)]
  })
  const pieces = [...new Set(points)].map((is) => ({ is }))
  return { ...domain, allowed: [...domain.allowed, { kind: 'discrete', text: '', pieces, negated: false }] }
}

/** Inputs of one name are one input, so their types must agree, and nothing computed may bear their name. */
function checkSharedInputs(building: Building): void {
  const seen = new Map<string, Domain>()
  const decided = new Set(building.model.decisions.map((each) => each.variable))
  for (const { id, inputs } of building.byId.values())
    for (const { name, domain } of inputs) {
      const before = seen.get(name)
      seen.set(name, domain)
      if (decided.has(name)) report(building.compiling, id, 'name-twice', name)
      else if (before && (before.base !== domain.base || before.whole !== domain.whole))
        report(building.compiling, id, 'input-twice', name)
    }
}
