import type { Condition } from '../scenario/condition.ts'
import type { Question } from '../scenario/scenario.ts'
import type { Field, Form, SimpleField } from './form.ts'

export type JsonSchema = { readonly [key: string]: unknown }

/**
 * The JSON Schema (2020-12) of what may be submitted: the fields of the form and the answers to the scenario together, so
 * that conditions may look at both. The one definition from which the server's and the browser's validators are made.
 */
export function toJsonSchema(form: Form, questions: readonly Question[]): JsonSchema {
  const fields = form.sections.flatMap((section) => section.fields)
  const conditional = fields.filter((field) => field.when !== undefined)
  const answers = questions.map((question) => [question.id, { enum: question.options.map((option) => option.value) }])
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    type: 'object',
    properties: Object.fromEntries([...answers, ...fields.map((field) => [field.id, schemaOf(field)])]),
    required: fields.filter((field) => field.required && field.when === undefined).map((field) => field.id),
    additionalProperties: false,
    ...(conditional.length === 0
      ? {}
      : {
          allOf: conditional.map((field) => ({
            if: schemaOfCondition(field.when as Condition),
            // biome-ignore lint/suspicious/noThenProperty: `then` is JSON Schema's word
            then: field.required ? { required: [field.id] } : true,
          })),
        }),
  }
}

function schemaOf(field: Field): JsonSchema {
  if (field.type !== 'group') return schemaOfSimple(field)
  return {
    title: field.label.zh,
    type: 'array',
    minItems: field.minItems,
    maxItems: field.maxItems,
    items: {
      type: 'object',
      properties: Object.fromEntries(field.fields.map((one) => [one.id, schemaOfSimple(one)])),
      required: field.fields.filter((one) => one.required && one.when === undefined).map((one) => one.id),
      additionalProperties: false,
    },
  }
}

function schemaOfSimple(field: SimpleField): JsonSchema {
  const title = { title: field.label.zh }
  switch (field.type) {
    case 'text':
      return { ...title, type: 'string', minLength: Math.max(field.minLength ?? 1, 1), maxLength: field.maxLength }
    case 'textarea':
      return { ...title, type: 'string', minLength: 1, maxLength: field.maxLength }
    case 'number':
      return { ...title, type: field.integer ? 'integer' : 'number', minimum: field.minimum, maximum: field.maximum }
    case 'date':
      return { ...title, type: 'string', format: 'date' }
    case 'choice':
      return { ...title, enum: field.options.map((option) => option.value) }
    case 'choices':
      return {
        ...title,
        type: 'array',
        uniqueItems: true,
        minItems: field.required ? 1 : 0,
        items: { enum: field.options.map((option) => option.value) },
      }
    case 'yes-no':
      return { ...title, type: 'boolean' }
    case 'resident-id':
    case 'credit-code':
    case 'mobile':
    case 'email':
      return { ...title, type: 'string', format: field.type }
  }
}

/** A condition as the `if` of a JSON Schema. A field without an answer satisfies nothing but `not`, as in `holds`. */
function schemaOfCondition(condition: Condition): JsonSchema {
  const on = (field: string, schema: JsonSchema): JsonSchema => ({ properties: { [field]: schema }, required: [field] })
  if ('eq' in condition) return on(condition.eq[0], { const: condition.eq[1] })
  if ('in' in condition) return on(condition.in[0], { enum: condition.in[1] })
  if ('gt' in condition) return on(condition.gt[0], { type: 'number', exclusiveMinimum: condition.gt[1] })
  if ('has' in condition) return on(condition.has[0], { type: 'array', contains: { const: condition.has[1] } })
  if ('and' in condition) return { allOf: condition.and.map(schemaOfCondition) }
  if ('or' in condition) return { anyOf: condition.or.map(schemaOfCondition) }
  return { not: schemaOfCondition(condition.not) }
}
