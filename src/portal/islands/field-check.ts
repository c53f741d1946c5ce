import type { Condition, Form } from '#management'
import { holds } from '../../management/scenario/holds.ts'
import { readSection } from '../draft/form-values.ts'
import { valuesOf } from './autosave.ts'
import { zh } from './words.ts'

type Sentence = { zh: string; en: string }
type Checker = {
  form: Form
  check: (input: { answers: unknown; values: unknown; today: string }) => { pointer: string; sentence: Sentence }[]
}

const anchor = (pointer: string): string => pointer.replace(/^\//, '').replaceAll('/', '-')

/** Writes a sentence above a field, or takes it away. */
function sayFlaw(id: string, sentence: Sentence | undefined): void {
  const control = document.getElementById(id)
  const field = control?.closest<HTMLElement>('.field')
  const label = field?.querySelector('label, legend')
  if (!control || !field || !label) return
  field.classList.toggle('wrong', sentence !== undefined)
  control.setAttribute('aria-invalid', String(sentence !== undefined))
  let error = label.querySelector<HTMLElement>('.error')
  if (!sentence) {
    error?.remove()
    return
  }
  if (!error) {
    error = document.createElement('span')
    error.className = 'error'
    error.id = `${id}-error`
    error.setAttribute('role', 'status')
    label.append(error)
    control.setAttribute('aria-describedby', `${control.getAttribute('aria-describedby') ?? ''} ${error.id}`.trim())
  }
  error.textContent = zh ? sentence.zh : sentence.en
}

/** Shows the fields whose condition holds, as answers on this page change. */
export function followConditions(form: HTMLFormElement, known: Record<string, unknown>): void {
  const typed = (): Record<string, unknown> =>
    Object.fromEntries(
      Object.entries(valuesOf(form)).map(([name, value]) => {
        const field = form.querySelector<HTMLInputElement>(`[name="${CSS.escape(name)}"]`)
        if (field?.type === 'checkbox') return [name, [value].flat()]
        if (value === 'yes' || value === 'no') return [name, value === 'yes']
        return [name, field?.inputMode === 'numeric' || field?.inputMode === 'decimal' ? Number(value) : value]
      }),
    )
  const show = () => {
    const values = { ...known, ...typed() }
    for (const block of form.querySelectorAll<HTMLElement>('[data-when]')) {
      block.hidden = !holds(JSON.parse(block.dataset['when'] ?? '{}') as Condition, values)
    }
  }
  form.addEventListener('change', show)
  form.addEventListener('input', show)
  show()
}

/** The day in the city, as the page says its zone, wherever this device is; 2026-03-16. */
function todayIn(zone: string | undefined): string {
  const parts = new Intl.DateTimeFormat('en-GB', {
    timeZone: zone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
  }).formatToParts()
  return (['year', 'month', 'day'] as const)
    .map((name) => parts.find((one) => one.type === name)?.value ?? '')
    .join('-')
}

/** A field says what is wrong as soon as it is left, by the very definition the server checks with. */
export function checkFields(form: HTMLFormElement, known: Record<string, unknown>): void {
  const address = form.dataset['check']
  if (!address) return
  let checker: Promise<Checker> | undefined
  const touched = new Set<string>()
  const judge = async () => {
    // Without the checker (no network) the server judges alone.
    checker ??= import(address) as Promise<Checker>
    const found = await checker.catch(() => undefined)
    if (found === undefined) {
      checker = undefined
      return
    }
    const section = found.form.sections.find((one) => one.id === form.dataset['step'])
    if (!section) return
    const today = todayIn(form.dataset['zone'])
    const values = { ...known, ...readSection(section, valuesOf(form)) }
    const flaws = found.check({ answers: known, values, today })
    for (const id of touched) sayFlaw(id, flaws.find((flaw) => anchor(flaw.pointer) === id)?.sentence)
  }
  form.addEventListener('focusout', (event) => {
    const field = (event.target as HTMLElement).closest<HTMLElement>('.field')
    const id = field?.id || field?.querySelector<HTMLElement>('input,textarea,select')?.id
    if (!id) return
    touched.add(id)
    void judge()
  })
  form.addEventListener('change', () => void judge())
}
