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

export const Condition: z.ZodType<Condition> = z.lazy(() =>
  z.union([
    z.strictObject({ eq: z.tuple([z.string(), Scalar]) }),
    z.strictObject({ in: z.tuple([z.string(), z.array(Scalar)]) }),
    z.strictObject({ gt: z.tuple([z.string(), z.number()]) }),
    z.strictObject({ has: z.tuple([z.string(), Scalar]) }),
    z.strictObject({ and: z.array(Condition).min(1) }),
    z.strictObject({ or: z.array(Condition).min(1) }),
    z.strictObject({ not: Condition }),
  ]),
)
