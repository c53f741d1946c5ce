import type { Field, Form } from './form.ts'

/** All fields of a form, section by section. */
export const listFields = (form: Form): Field[] => form.sections.flatMap((section) => section.fields)
