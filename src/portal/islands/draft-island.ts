import { autosave } from './autosave.ts'
import { checkFields, followConditions } from './field-check.ts'
import { sendFiles } from './send-files.ts'
import { dropSent } from './shelf.ts'

// Autosave, fields that appear with an answer, and uploads that survive a bad line. The pages work without any of it.
const form = document.querySelector<HTMLFormElement>('form[data-draft]')
if (form) {
  const known = JSON.parse(form.dataset['known'] ?? '{}') as Record<string, unknown>
  followConditions(form, known)
  checkFields(form, known)
  autosave(form, document.querySelector<HTMLElement>('[data-saved]'))
} else {
  const draft = /^\/drafts\/([0-9a-f-]{36})\//.exec(location.pathname)?.[1]
  if (draft) dropSent(draft, '')
}
sendFiles()
