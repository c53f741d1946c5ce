import { z } from 'zod'
import { Bilingual, BilingualName } from '../scenario/bilingual.ts'
import { Condition } from '../scenario/condition.ts'

/** What the account already knows, for fields that are filled in before the applicant begins. */
export const PrefillSource = z.enum([
  'name',
  'residentIdNo',
  'sex',
  'birthDate',
  'mobile',
  'email',
  'address',
  'firmName',
  'creditCode',
  'legalRepresentative',
  'firmAddress',
])
export type PrefillSource = z.infer<typeof PrefillSource>

const FieldBase = z.strictObject({
  id: z
    .string()
    .max(60)
    .regex(/^[a-z][A-Za-z0-9]*$/),
  label: BilingualName,
  hint: Bilingual.optional(),
  required: z.boolean(),
  /** Shown, and required, only when this holds over the answers and the fields of the same section and before. */
  when: Condition.optional(),
  prefill: PrefillSource.optional(),
  /** What the value is used for: a field without a purpose may not be asked (PIPL art. 6). */
  purpose: Bilingual,
})

/** How many characters: a form that allows none, or less than none, could be filled in by nobody. */
const Length = z.number().int().max(10_000)

export const SimpleField = z.discriminatedUnion('type', [
  FieldBase.extend({ type: z.literal('text'), maxLength: Length.min(1), minLength: Length.min(0).optional() }),
  FieldBase.extend({ type: z.literal('textarea'), maxLength: Length.min(1) }),
  FieldBase.extend({
    type: z.literal('number'),
    minimum: z.number(),
    maximum: z.number(),
    unit: BilingualName.optional(),
    integer: z.boolean().optional(),
  }),
  FieldBase.extend({
    type: z.literal('date'),
    notAfterToday: z.boolean().optional(),
    notBeforeToday: z.boolean().optional(),
  }),
  FieldBase.extend({
    type: z.literal('choice'),
    options: z.array(z.strictObject({ value: z.string().min(1).max(60), label: BilingualName })).min(2),
  }),
  FieldBase.extend({
    type: z.literal('choices'),
    options: z.array(z.strictObject({ value: z.string().min(1).max(60), label: BilingualName })).min(1),
  }),
  FieldBase.extend({ type: z.literal('yes-no') }),
  FieldBase.extend({ type: z.literal('resident-id') }),
  FieldBase.extend({ type: z.literal('credit-code') }),
  FieldBase.extend({ type: z.literal('mobile') }),
  FieldBase.extend({ type: z.literal('email') }),
])
export type SimpleField = z.infer<typeof SimpleField>

/** Fields that may be given several times (several partners, several pieces of equipment). */
export const GroupField = FieldBase.extend({
  type: z.literal('group'),
  fields: z.array(SimpleField).min(1),
  minItems: z.number().int().min(0).max(50),
  maxItems: z.number().int().min(1).max(50),
  itemLabel: BilingualName,
})
export type GroupField = z.infer<typeof GroupField>

// By its type, so that a fault is told at its place in the field and not of the whole field.
export const Field = z.discriminatedUnion('type', [SimpleField, GroupField])
export type Field = z.infer<typeof Field>

/** A form: one topic a page. */
export const Form = z.strictObject({
  sections: z
    .array(
      z.strictObject({
        id: z
          .string()
          .max(60)
          .regex(/^[a-z][a-z0-9-]*$/),
        title: BilingualName,
        intro: Bilingual.optional(),
        fields: z.array(Field).min(1),
      }),
    )
    .min(1),
})
export type Form = z.infer<typeof Form>

/** What was filled in: scalars, lists of choices, and groups. */
export type FormValues = Record<string, unknown>
