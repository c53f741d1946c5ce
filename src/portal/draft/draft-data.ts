import type { Flaw } from '#base'
import type { PlacedDraft, Upload } from '#handling'
import { type Field, type Form, listFields } from '#management'
import type { AppliedFor, Assessed } from './applied-for.ts'

export type DraftData = {
  applied: AppliedFor
  draft: PlacedDraft
  uploads: readonly Upload[]
  flaws: readonly Flaw[]
  sources: Readonly<Record<string, string>>
  actingFor: string | null
  /** What the items' own tables say of it as it stands; asked for the page before sending only. */
  assessed: readonly Assessed[]
}

/** Which field a prefilled value belongs to, and where it came from. */
export const prefilled = (form: Form): { id: string; source: NonNullable<Field['prefill']> }[] =>
  listFields(form).flatMap((field) => (field.prefill ? [{ id: field.id, source: field.prefill }] : []))
