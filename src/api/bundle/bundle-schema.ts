import { createRoute, z } from '@hono/zod-openapi'
import { json, Submission, WalkIn } from '../case-file/case-file-schema.ts'
import { Answers } from '../service-item/answers.ts'
import { Situation } from '../service-item/assessment-view.ts'

// What travels over the machine face of bundles (一件事一次办): the shapes, and the addresses with what they take and give.

const division = z.string().regex(/^\d{12}$/)
const Bilingual = z.object({ zh: z.string(), en: z.string() })

const BundleSummary = z
  .object({ bundleId: z.string(), no: z.number().int(), name: Bilingual, members: z.array(Bilingual) })
  .openapi('BundleSummary')

/** What these answers select. Eligibility and fees are each item's own, and stand with the members. */
export const BundleSituation = Situation.omit({ eligibility: true, fee: true }).openapi('BundleSituation')

const BundleGuide = z
  .looseObject({ bundleId: z.string(), no: z.number().int(), name: Bilingual, situation: BundleSituation.nullable() })
  .openapi('BundleGuide')

const BundleFileView = z
  .object({
    bundleNo: z.string(),
    state: z.enum(['open', 'closed', 'withdrawn']),
    bundleId: z.string(),
    name: Bilingual,
    applicantName: z.string(),
    channel: z.string(),
    division: z.string(),
    submittedAt: z.string(),
    closedAt: z.string().nullable(),
    /** One a member: `waiting` for others' results, `open` with a case, `concluded` with its outcome, or `skipped` with why; one that waits because its route cannot be run for now says so in `why`. */
    members: z.array(
      z.object({
        entryId: z.string(),
        name: Bilingual,
        state: z.enum(['waiting', 'open', 'concluded', 'skipped']),
        caseNo: z.string().nullable(),
        outcome: z.string().nullable(),
        why: z.string().nullable(),
        waitsFor: z.array(z.string()),
      }),
    ),
    notNeeded: z.array(z.object({ entryId: z.string(), name: Bilingual })),
  })
  .openapi('BundleFile')
export type BundleFileView = z.infer<typeof BundleFileView>

export const listRoute = createRoute({
  method: 'get',
  path: '/bundles',
  summary:
    'The bundles on offer: several items that people meet as one matter; with `q`, the one that fits these words, if any',
  request: { query: z.object({ q: z.string().max(2000).default('') }) },
  responses: { 200: json('Bundles', z.object({ items: z.array(BundleSummary) })) },
})
export const guideRoute = createRoute({
  method: 'get',
  path: '/bundles/{bundleId}',
  summary:
    'The guide of one bundle at a place: one form without repetition, each paper once with the items it is for, and what waits for what; with `answers`, what they select',
  request: {
    params: z.object({ bundleId: z.string().max(100) }),
    query: z.object({ division: division.optional(), answers: Answers.optional() }),
  },
  responses: { 200: json('The guide; `situation` is null without answers', BundleGuide) },
})

const BundleSubmission = Submission.omit({ itemCode: true })
  .extend({ bundleId: z.string().max(100), division })
  .openapi('BundleSubmission')
const key = z.object({ 'idempotency-key': z.string().min(8).max(200) })

export const submitRoute = createRoute({
  method: 'post',
  path: '/bundle-files',
  summary:
    'Apply for a bundle once; the same Idempotency-Key gives the same answer. Papers carry their numbers in the bundle',
  request: {
    headers: key,
    body: { required: true, content: { 'application/json': { schema: BundleSubmission } } },
  },
  responses: { 201: json('What was opened, and what waits', BundleFileView) },
})
export const counterRoute = createRoute({
  method: 'post',
  path: '/counter/bundle-files',
  summary:
    'A clerk of a comprehensive window enters a bundle for somebody at the counter; its cases are the applicant’s',
  request: {
    headers: key,
    body: {
      required: true,
      content: { 'application/json': { schema: BundleSubmission.extend({ applicant: WalkIn }) } },
    },
  },
  responses: { 201: json('What was opened, and what waits', BundleFileView) },
})
export const ownRoute = createRoute({
  method: 'get',
  path: '/bundle-files',
  summary: 'One’s own submitted bundles, newest first, twenty at most',
  responses: { 200: json('Bundles', z.object({ items: z.array(BundleFileView) })) },
})
const bundleNo = z.object({ bundleNo: z.string().max(50) })
export const getRoute = createRoute({
  method: 'get',
  path: '/bundle-files/{bundleNo}',
  summary: 'Where each item of a submitted bundle stands; for its applicant or agent',
  request: { params: bundleNo },
  responses: { 200: json('The bundle', BundleFileView) },
})
export const withdrawRoute = createRoute({
  method: 'post',
  path: '/bundle-files/{bundleNo}/withdrawal',
  summary: 'Takes back all that is not decided yet; what was decided stays decided',
  request: {
    params: bundleNo,
    body: {
      required: true,
      content: { 'application/json': { schema: z.object({ reason: z.string().trim().max(200).default('') }) } },
    },
  },
  responses: { 200: json('The bundle', BundleFileView) },
})
