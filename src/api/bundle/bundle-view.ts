import type { z } from '@hono/zod-openapi'
import { type BundleFile, caseNoOf, waitsFor } from '#handling'
import {
  type BundleContent,
  type City,
  cleanAnswers,
  contentFor,
  englishBody,
  limitFor,
  type MergedBundle,
  memberAnswers,
  noneHere,
  resolveScenario,
  type ServiceItem,
  standingNeeds,
  toJsonSchema,
  whyCannotBegin,
} from '#management'
import { situationOf } from '../service-item/assessment-view.ts'
import type { BundleFileView, BundleSituation } from './bundle-schema.ts'

export const bundleSummaryOf = ({ bundle, no, members }: MergedBundle) => ({
  bundleId: bundle.id,
  no,
  name: bundle.name,
  members: members.map((one) => one.content.name),
})

/** A bundle as somebody with these answers (null: none yet) meets it at a place. */
export function bundleGuideOf(
  { city, today }: { city: City; today: Temporal.PlainDate },
  merged: MergedBundle,
  place: string,
  raw: Record<string, unknown> | null,
) {
  const { bundle } = merged
  const answers = cleanAnswers(merged.questions, raw ?? {})
  const content = contentFor(merged, answers, raw === null)
  const needed = new Set(content.needed)
  return {
    bundleId: bundle.id,
    no: merged.no,
    name: bundle.name,
    summary: bundle.summary,
    subjects: bundle.subjects,
    questions: merged.questions,
    form: merged.form,
    formSchema: toJsonSchema(merged.form, merged.questions),
    materials: content.papers.map(({ requirement, uses }) => ({ ...requirement, uses })),
    /** Papers that nobody brings: another member's result takes their place. */
    provided: [...content.provided],
    delivery: content.delivery,
    route: { key: content.route },
    /** Whose offices decide hangs on a smaller place than this: ask where the applicant lives. */
    needsPlace: merged.members.some(({ member }) => city.findItemFor(member.entryId, place)?.needsPlace === true),
    /** Working days from acceptance for the whole, when one item waits for another's result. */
    limit: limitFor(merged, answers),
    members: membersIn({ city, today }, merged, place, raw === null ? null : answers, needed),
    situation: raw === null ? null : situationIn(merged, content, answers),
  }
}

/** The items of the whole at a place; what their own tables say, once there are answers (null: none yet). */
function membersIn(
  { city, today }: { city: City; today: Temporal.PlainDate },
  merged: MergedBundle,
  place: string,
  answers: Record<string, string> | null,
  needed: ReadonlySet<string>,
) {
  return merged.members.map(({ member, content }) => {
    const item = city.findItemFor(member.entryId, place)?.item
    return {
      entryId: member.entryId,
      name: content.name,
      itemCode: item?.itemCode ?? null,
      authority: item?.authority.name ?? null,
      authorityEn: item === undefined ? null : englishBody(city, item.authority),
      needed: needed.has(member.entryId),
      whyNotInUse: item === undefined ? noneHere(content.name) : whyCannotBegin(city, item, today),
      ...(answers === null || item === undefined || !needed.has(member.entryId)
        ? { eligibility: null, fee: null }
        : assessedOf(merged, item, answers)),
      waitsFor: standingNeeds(member, needed).map((need) => need.of),
    }
  })
}

function situationIn(
  merged: MergedBundle,
  content: BundleContent,
  answers: Record<string, string>,
): z.infer<typeof BundleSituation> {
  return {
    answers,
    outcome: resolveScenario(merged.questions, answers).type,
    papers: content.papers.map(({ requirement }) => ({ no: requirement.no, because: null })),
  }
}

/** What a needed member's own tables say of somebody with these answers. */
function assessedOf(merged: MergedBundle, item: ServiceItem, answers: Record<string, string>) {
  const own = memberAnswers(merged, item.entryId, { answers, values: {} }).answers
  const { eligibility, fee } = situationOf(item, own)
  return { eligibility, fee }
}

/** Why a member has no case: it never will, or its route cannot be run for now. */
function whyNot(state: BundleFile['members'][number]['state']): string | null {
  if (state.type === 'skipped') return state.why
  return state.type === 'waiting' ? (state.held ?? null) : null
}

export const bundleFileView = (file: BundleFile): BundleFileView => ({
  bundleNo: file.bundleNo,
  state: file.state,
  bundleId: file.bundle.bundleId,
  name: file.name,
  applicantName: file.applicant.name,
  channel: file.channel,
  division: file.divisionCode,
  submittedAt: file.submittedAt.toString(),
  closedAt: file.closedAt?.toString() ?? null,
  members: file.members.map((member) => ({
    entryId: member.entryId,
    name: member.itemName,
    state: member.state.type,
    caseNo: caseNoOf(file, member.entryId),
    outcome: member.state.type === 'concluded' ? member.state.outcome : null,
    why: whyNot(member.state),
    waitsFor: member.state.type === 'waiting' ? waitsFor(file, member).map((one) => one.entryId) : [],
  })),
  notNeeded: file.notNeeded.map((one) => ({ entryId: one.entryId, name: one.itemName })),
})
