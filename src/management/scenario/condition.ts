import { z } from 'zod'

/** A value an answer or a field can have. */
export const Scalar = z.union([z.string(), z.number(), z.boolean()])
export type Scalar = z.infer<typeof Scalar>

/** A small tree that decides whether a material, a field or a question applies. Data, so that items differ by data alone. */
export type Condition =
  | { eq: [field: string, value: Scalar] }
  | { in: [field: string, values: Scalar[]] }
  | { gt: [field: string, value: number] }
  | { has: [field: string, value: Scalar] }
  | { and: Condition[] }
  | { or: Condition[] }
  | { not: Condition }

const Tree: z.ZodType<Condition> = z.lazy(() =>
  z.union([
    z.strictObject({ eq: z.tuple([z.string(), Scalar]) }),
    z.strictObject({ in: z.tuple([z.string(), z.array(Scalar)]) }),
    z.strictObject({ gt: z.tuple([z.string(), z.number()]) }),
    z.strictObject({ has: z.tuple([z.string(), Scalar]) }),
    z.strictObject({ and: z.array(Tree).min(1) }),
    z.strictObject({ or: z.array(Tree).min(1) }),
    z.strictObject({ not: Tree }),
  ]),
)

/** Nobody reads deeper ones, and everything that walks a condition does so by calling itself. */
const deepest = 20

const partsIn = (one: unknown): unknown[] =>
  typeof one === 'object' && one !== null ? ['and', 'or', 'not'].flatMap((key) => Reflect.get(one, key) ?? []) : []

/** Level by level, and no further than is allowed: what is sent to us may be nested without end. */
function isTooDeep(condition: unknown): boolean {
  let level = [condition]
  for (let depth = 0; depth < deepest; depth += 1) level = level.flatMap(partsIn)
  return level.length > 0
}

// The depth is measured before the tree is read.
export const Condition: z.ZodType<Condition> = z
  .unknown()
  .refine((one) => !isTooDeep(one), { error: `nested more than ${deepest} deep` })
  .pipe(Tree)
