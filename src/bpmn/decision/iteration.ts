import { type FeelNode, oneSpace, partsOf } from '../feel-node.ts'
import { decisionLimits } from './limits.ts'
import { type Base, baseOf, isListType, listOf, type Type } from './value.ts'
import { charge, fail, isChargedAnyway, ranger, textOf, type Walk } from './walk.ts'

type Infer = (walk: Walk, node: FeelNode | undefined) => Type | null

/**
 * `some` and `every` (DMN 1.3, 10.3.2.15). The interpreter takes a test without result for "no", so the rules of conditions
 * hold for it: nothing that may have none.
 */
export function quantified(walk: Walk, node: FeelNode, infer: Infer): Type | null {
  const outside = walk.inCondition
  walk.inCondition = true
  const type = iterate(walk, node, infer)
  walk.inCondition = outside
  if (type === null) return null
  return type === 'boolean' ? 'boolean' : fail(walk, 'type-mismatch', 'boolean', type)
}

/** `for` (DMN 1.3, 10.3.2.14); it yields a list of plain values, never one of lists. */
export function loop(walk: Walk, node: FeelNode, infer: Infer): Type | null {
  const type = iterate(walk, node, infer)
  if (type === null) return null
  return isListType(type) ? fail(walk, 'expression-types', textOf(walk, node)) : listOf(baseOf(type))
}

/** Walks what is looked through, from left to right, then, with the new variables, what is done for each; yields its type. */
function iterate(walk: Walk, node: FeelNode, infer: Infer): Type | null {
  const [, contexts, , body] = partsOf(node)
  const { scope, locals, loops } = walk
  const sources = contexts === undefined ? [] : partsOf(contexts).filter((each) => each.name === 'InExpression')
  const bound = sources.length > 0 && sources.every((each) => bind(walk, each, infer))
  const type = bound ? infer(walk, body) : fail(walk, 'expression-syntax', textOf(walk, node))
  Object.assign(walk, { scope, locals, loops })
  return type
}

function bind(walk: Walk, node: FeelNode, infer: Infer): boolean {
  const [name, , source] = partsOf(node)
  const { iterationDepth } = decisionLimits
  if (walk.loops >= iterationDepth) return fail(walk, 'iteration-too-deep', String(iterationDepth)) ?? false
  const base = name && source ? elementOf(walk, source, infer) : null
  const key = name ? oneSpace(textOf(walk, name)) : ''
  if (name === undefined || base === null) return false
  // A second meaning of one name in one expression is a trap for whoever reads it, though FEEL allows it.
  if (walk.scope.has(key)) return fail(walk, 'name-twice', key) ?? false
  if (!/^[\p{L}_][\p{L}\p{N}_]*$/u.test(key) || key === 'partial')
    return fail(walk, 'expression-forbidden', key) ?? false
  const local = `e${walk.loops}`
  walk.edits.push({ from: name.from, to: name.to, text: ` ${local} ` })
  walk.scope = new Map([...walk.scope, [key, base]])
  walk.locals = new Map([...walk.locals, [key, local]])
  walk.loops += 1
  return true
}

function elementOf(walk: Walk, source: FeelNode, infer: Infer): Base | null {
  const [first, dots, last] = partsOf(source)
  if (first === undefined) return fail(walk, 'expression-syntax', textOf(walk, source))
  const type = infer(walk, first)
  if (type === null) return null
  if (dots === undefined || last === undefined) {
    if (!isListType(type)) return fail(walk, 'type-mismatch', 'list of number / string / boolean / date', type)
    if (!isChargedAnyway(walk, first)) charge(walk, first)
    return baseOf(type)
  }
  const end = infer(walk, last)
  if (end === null) return null
  if (type !== 'number' || end !== 'number') return fail(walk, 'expression-types', textOf(walk, source))
  // Constant ends are checked at once; others when they are known.
  const length = Math.abs(Number(textOf(walk, last)) - Number(textOf(walk, first))) + 1
  const { iterated } = decisionLimits
  if (length > iterated) return fail(walk, 'range-too-long', textOf(walk, source), String(iterated))
  walk.edits.push({ from: first.from, to: first.from, text: ` ${ranger}(` })
  walk.edits.push({ from: dots.from, to: dots.to, text: ' , ' }, { from: last.to, to: last.to, text: ') ' })
  return 'number'
}
