import { type DraftContent, emptyDraft, type PlacedDraft } from '#handling'
import type { Session } from '#identity'
import { checkResidentId } from '#standards'
import type { View } from '../layout/view.ts'
import type { PortalDeps } from '../portal-context.ts'
import type { AppliedFor } from './applied-for.ts'
import { prefilled } from './draft-data.ts'

/** What the account and the mandate know, for fields that are filled in beforehand. */
function known(session: Session, deps: PortalDeps): Record<string, string | undefined> {
  const { account, mandate } = session
  if (mandate !== null && mandate.principalKind === 'legal') {
    return {
      firmName: mandate.principalName,
      creditCode: mandate.principalCode ?? undefined,
      mobile: account.profile.mobile,
    }
  }
  if (mandate !== null) return { name: mandate.principalName, mobile: account.profile.mobile }
  const id = account.profile.residentIdNo === undefined ? undefined : checkResidentId(account.profile.residentIdNo)
  const place = account.profile.divisionCode ? deps.city().divisions.find(account.profile.divisionCode) : undefined
  return {
    name: account.name,
    residentIdNo: account.profile.residentIdNo,
    ...(id?.ok ? { sex: id.sex, birthDate: id.bornOn.toString() } : {}),
    mobile: account.profile.mobile,
    email: account.profile.email,
    address: account.profile.address ?? place?.name,
  }
}

/** A new draft's content: answers given in the guide, and what is known already. */
export function startContent(
  applied: { content: Pick<AppliedFor['content'], 'form' | 'subjects'> },
  session: Session,
  answers: Record<string, string>,
  deps: PortalDeps,
): DraftContent {
  const facts = known(session, deps)
  const form: Record<string, unknown> = {}
  for (const { id, source } of prefilled(applied.content.form))
    if (facts[source] !== undefined) form[id] = facts[source]
  if (applied.content.subjects.length > 1) form['applicantKind'] = session.mandate?.principalKind ?? 'natural'
  return { ...emptyDraft, answers, form }
}

/** Beside which fields it is said that their value came from the account: those where it still stands. */
export function sourcesOf(
  view: View,
  applied: { content: Pick<AppliedFor['content'], 'form' | 'subjects'> },
  draft: PlacedDraft,
  session: Session,
  deps: PortalDeps,
): Record<string, string> {
  const facts = known(session, deps)
  return Object.fromEntries(
    prefilled(applied.content.form).flatMap(({ id, source }) =>
      facts[source] !== undefined && facts[source] === draft.content.form[id]
        ? [[id, view.w('来自您的账户，不对可以直接改', 'From your account; change it if it is wrong')]]
        : [],
    ),
  )
}
