import { createRoute, z } from '@hono/zod-openapi'
import { casesKey } from '#handling'
import { pageKeyOf } from '../api-context.ts'
import { EligibilityView, FeeView } from '../service-item/assessment-view.ts'

// What travels over the machine face of cases: the shapes, and the addresses with what they take and give.

export const Submission = z
  .object({
    itemCode: z.string(),
    division: z
      .string()
      .regex(/^\d{12}$/)
      .optional(),
    answers: z.record(z.string(), z.unknown()).default({}),
    form: z.record(z.string(), z.unknown()).default({}),
    materials: z
      .array(z.object({ materialNo: z.number().int(), fileId: z.uuid() }))
      .max(100)
      .default([]),
    brought: z.array(z.number().int()).max(100).default([]),
    delivery: z.enum(['online', 'counter', 'mail']).default('online'),
    commitment: z
      .object({ signedBy: z.string().max(200), text: z.string().max(2000) })
      .nullable()
      .default(null),
    declared: z.boolean().default(false),
  })
  .openapi('Submission')

const SubmittedCase = z.looseObject({ caseNo: z.string(), state: z.string() }).openapi('SubmittedCase')
const CaseView = z
  .looseObject({ caseNo: z.string(), state: z.string(), eligibility: EligibilityView, fee: FeeView })
  .openapi('Case')
const MovedCase = z.object({ caseNo: z.string(), version: z.number().int(), state: z.string() }).openapi('MovedCase')
export const json = <T extends z.ZodType>(description: string, schema: T) => ({
  description,
  content: { 'application/json': { schema } },
})
const caseNoParam = z.object({ caseNo: z.string().max(50) })

export const submitRoute = createRoute({
  method: 'post',
  path: '/cases',
  summary: 'Submit an application; the same Idempotency-Key gives the same answer',
  request: {
    headers: z.object({ 'idempotency-key': z.string().min(8).max(200) }),
    body: { required: true, content: { 'application/json': { schema: Submission } } },
  },
  responses: { 201: json('The case', SubmittedCase) },
})
export const WalkIn = z
  .object({
    kind: z.enum(['natural', 'legal']),
    name: z.string().trim().max(200),
    code: z.string().trim().max(30),
    mobile: z.string().trim().max(20),
    handler: z
      .object({ name: z.string().trim().max(100), residentIdNo: z.string().trim().max(20) })
      .nullable()
      .default(null),
    originals: z.array(z.number().int()).max(100).default([]),
  })
  .openapi('WalkIn')
export const counterRoute = createRoute({
  method: 'post',
  path: '/counter/cases',
  summary: 'A clerk enters an application for somebody at the counter; the case is the applicant’s',
  request: {
    headers: z.object({ 'idempotency-key': z.string().min(8).max(200) }),
    body: {
      required: true,
      content: { 'application/json': { schema: Submission.extend({ applicant: WalkIn }) } },
    },
  },
  responses: { 201: json('The case', SubmittedCase) },
})
export const listRoute = createRoute({
  method: 'get',
  path: '/cases',
  summary: 'One’s own cases, newest first, paged by `before`',
  request: {
    query: z.object({
      before: pageKeyOf(casesKey),
      limit: z.coerce.number().int().min(1).max(100).default(20),
    }),
  },
  responses: {
    200: json(
      'Cases',
      z.object({
        items: z.array(z.looseObject({ caseNo: z.string(), state: z.string() })),
        next: z.string().nullable(),
      }),
    ),
  },
})
export const getRoute = createRoute({
  method: 'get',
  path: '/cases/{caseNo}',
  summary: 'A case with its history, clock and what may be done now',
  request: { params: caseNoParam },
  responses: { 200: json('The case', CaseView) },
})

const text = z.string().max(2000)
const Requests = z
  .array(
    z.object({
      materialNo: z.number().int().nullable(),
      what: text,
      reason: text,
      basis: text.nullable().default(null),
    }),
  )
  .max(50)
export const ActSchema = z
  .discriminatedUnion('move', [
    z.object({ move: z.literal('claim'), token: z.number().int() }),
    z.object({ move: z.literal('release'), token: z.number().int(), reason: text.default('') }),
    z.object({
      move: z.literal('receive-material'),
      materials: z.array(z.object({ materialNo: z.number().int(), fileId: z.uuid() })).max(60),
      note: text.default(''),
    }),
    z.object({
      move: z.literal('check-material'),
      materialNo: z.number().int(),
      trust: z.enum(['A', 'B']),
      note: text.default(''),
    }),
    z.object({
      move: z.literal('request-correction'),
      requests: Requests,
    }),
    z.object({ move: z.literal('propose-correction'), requests: Requests }),
    z.object({ move: z.literal('give-opinion'), supports: z.boolean(), opinion: text }),
    z.object({ move: z.literal('finish-procedure'), result: text }),
    z.object({ move: z.literal('complete-step'), outcome: z.string().max(100).default(''), note: text.default('') }),
    z.object({ move: z.literal('accept'), deferred: z.array(z.number().int()).max(50).default([]) }),
    z.object({ move: z.literal('decline'), reason: text, basis: text, rightOrgan: text.nullable().default(null) }),
    z.object({ move: z.literal('examine'), supports: z.boolean(), opinion: text }),
    z.object({ move: z.literal('decide'), outcome: z.enum(['granted', 'denied']), reason: text, basis: text }),
    z.object({
      move: z.literal('stop-clock'),
      procedure: z.enum([
        'hearing',
        'bidding',
        'auction',
        'inspection',
        'testing',
        'quarantine',
        'appraisal',
        'expert-review',
        'public-notice',
      ]),
      basis: text,
      expectedDays: z.number().int(),
    }),
    z.object({ move: z.literal('start-clock'), result: text, noticeNo: z.string().max(100).optional() }),
    z.object({ move: z.literal('extend'), days: z.number().int(), basis: text, reason: text }),
    z.object({ move: z.literal('deliver'), to: text }),
    z.object({ move: z.literal('follow-up'), finding: text, sound: z.boolean().default(true) }),
    z.object({ move: z.literal('overturn'), reason: text, basis: text }),
    z.object({ move: z.literal('withdraw'), reason: text.default('') }),
    z.object({ move: z.literal('terminate'), reason: text, basis: text }),
  ])
  .openapi('Act')

export const moveRoute = createRoute({
  method: 'post',
  path: '/cases/{caseNo}/moves',
  summary:
    'Do something to a case; `seenVersion` guards against acting on a stale page. With `Prefer: return=minimal` (RFC 7240) the answer is only number, version and state',
  request: {
    params: caseNoParam,
    headers: z.object({
      'idempotency-key': z.string().min(8).max(200).optional(),
      prefer: z.string().max(200).optional(),
    }),
    body: {
      required: true,
      content: {
        'application/json': {
          schema: z.object({ seenVersion: z.number().int().nullable().default(null), act: ActSchema }),
        },
      },
    },
  },
  responses: { 200: json('The case, or what became of it', z.union([CaseView, MovedCase])) },
})

export const fileRoute = createRoute({
  method: 'post',
  path: '/files',
  summary: 'Give a file; checked by content before it is kept. The name travels in X-File-Name, percent-encoded',
  responses: { 201: json('The file', z.object({ fileId: z.string(), mediaType: z.string(), size: z.number() })) },
})

export const materialRoute = createRoute({
  method: 'get',
  path: '/cases/{caseNo}/materials/{materialNo}/{position}',
  summary: 'A material’s content, as an attachment',
  request: {
    params: z.object({
      caseNo: z.string().max(50),
      materialNo: z.coerce.number().int(),
      position: z.coerce.number().int(),
    }),
  },
  responses: { 200: { description: 'The file', content: { 'application/octet-stream': { schema: z.string() } } } },
})
