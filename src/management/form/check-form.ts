import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js'
import type { Flaw } from '#base'
import type { Answers } from '../scenario/holds.ts'
import type { Question } from '../scenario/scenario.ts'
import type { Form, FormValues } from './form.ts'
import { flawsOf } from './form-flaws.ts'
import { formats } from './formats.ts'
import { toJsonSchema } from './to-json-schema.ts'

const ajv = new Ajv2020({ allErrors: true, strict: false, formats })
const compiled = new WeakMap<Form, ValidateFunction>()

function validatorOf(form: Form, questions: readonly Question[]): ValidateFunction {
  const known = compiled.get(form)
  if (known !== undefined) return known
  const validate = ajv.compile(toJsonSchema(form, questions))
  compiled.set(form, validate)
  return validate
}

/** Checks answers and values against the form's JSON Schema, and dates against today: see `flawsOf`. */
export const checkForm = (
  form: Form,
  questions: readonly Question[],
  input: { answers: Answers; values: FormValues; today: Temporal.PlainDate },
): Flaw[] => flawsOf(form, validatorOf(form, questions), { ...input, today: input.today.toString() })
