import fc from 'fast-check'
import type { Block } from './oracle.ts'

/** What a block may be made of. */
export type Shape = { type: Block['type']; parts: readonly Shape[]; pick: number; sequential: boolean }

const composed = ['sequence', 'parallel', 'exclusive', 'inclusive', 'inclusive', 'loop', 'sub', 'timed'] as const

/** Random shapes of these kinds of blocks, tasks among them. */
export const shapesOf = (kinds: readonly (typeof composed)[number][] = composed): fc.Arbitrary<Shape> =>
  fc.letrec<{ shape: Shape }>((tie) => ({
    shape: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      fc.record({
        type: fc.constantFrom('task' as const, 'task' as const, 'multi' as const),
        parts: fc.constant([]),
        pick: fc.nat(6),
        sequential: fc.boolean(),
      }),
      fc.record({
        type: fc.constantFrom(...kinds),
        parts: fc.array(tie('shape'), { minLength: 2, maxLength: 3 }),
        pick: fc.nat(6),
        sequential: fc.boolean(),
      }),
    ),
  })).shape

/** Gives every block its name. */
export function number({ type, parts: shapes, pick, sequential }: Shape, next = { id: 0 }): Block {
  const id = `n${next.id}`
  next.id += 1
  if (type === 'task') return { type, id }
  if (type === 'multi') return { type, id, times: 1 + (pick % 3), sequential }
  const parts = shapes.map((part) => number(part, next))
  const [one, other] = parts
  if (one === undefined || other === undefined) throw new Error('unreachable: blocks have two parts or more')
  switch (type) {
    case 'sequence':
    case 'parallel':
      return { type, id, parts }
    case 'exclusive':
      return { type, id, parts, chosen: pick % parts.length }
    case 'inclusive':
      return { type, id, parts, chosen: 1 + (pick % (2 ** parts.length - 1)) }
    case 'loop':
      return { type, id, parts: [one], times: 1 + (pick % 3) }
    case 'sub':
      return { type, id, parts: [one] }
    case 'timed':
      return { type, id, parts: [one, other] }
  }
}
