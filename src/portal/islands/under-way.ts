import { redraw } from './redraw.ts'
import { clearRefusals, dropRefusal, keepRefusals, noteRefusal } from './refusals.ts'
import type { Row } from './upload-row.ts'
import { w } from './words.ts'

/** Where a file goes: what it belongs to, the paper it is, and the field and page it was chosen on. */
export type Place = { target: string; material: string; list: HTMLElement; input: HTMLInputElement; page: string }

/** One file on the page; `why` it stands still, once it does. */
export type Sent = { row: Row; file: File; place: Place; why?: string }

const moving = new Set<Sent>()
/** What every attempt was used up for: it goes on when the person says so. */
const stuck = new Set<Sent>()
let arrived: Sent[] = []
/** A form that was sent while files were still on their way: it goes when they have arrived, and neither is lost. */
let held: { form: HTMLFormElement; by: HTMLElement | null } | null = null

/** Does this form hand in the papers of the page? Any other (移除, 带原件) has no need of files that stand still. */
const handsIn = (form: HTMLFormElement): boolean => form.matches('[data-hands-in]')

document.addEventListener(
  'submit',
  (event) => {
    const form = event.target
    if (!(form instanceof HTMLFormElement)) return
    const waits = handsIn(form) ? [...stuck] : []
    if (moving.size === 0 && waits.length === 0) return letGo(form)
    event.preventDefault()
    event.stopImmediatePropagation()
    if (waits.length > 0) return waits.forEach((one) => sayNotSent(one, event.submitter))
    held = { form, by: event.submitter }
    for (const one of moving) sayProgress(one)
  },
  true,
)

/** The answer to any other form is this page again. */
function letGo(form: HTMLFormElement): void {
  if (handsIn(form)) return
  const why = w(
    '没有传完。请再选一次这个文件，已传的部分不用重传。',
    'Not all of it was sent. Choose this file again; what was sent need not be sent again.',
  )
  for (const { row, file, place } of stuck) noteRefusal({ field: place.input.id, name: file.name, why }, row.root)
  keepRefusals(location.pathname)
}

/** How far a file has come, and that what was pressed waits for it. */
export function sayProgress({ row }: Sent): void {
  row.say(held === null ? row.percent() : w(`${row.percent()}，传完就提交`, `${row.percent()}; sent once uploaded`))
}

/** What was pressed is not done because of this file: said at the file, where it is put right. */
function sayNotSent(one: Sent, by: HTMLElement | null): void {
  const button = by?.textContent?.trim() ?? ''
  const again = button === '' ? '' : w(`然后再按“${button}”。`, ` Then press “${button}” again.`)
  const why = w(`没有提交：${one.why}${again}`, `Not sent: ${one.why}${again}`)
  one.row.say(why, true)
  noteRefusal({ field: one.place.input.id, name: one.file.name, why }, one.row.root)
}

/** A file that cannot come lets go what waited for it: the list is not what the person meant. */
function standStill(one: Sent, why: string): void {
  moving.delete(one)
  one.why = why
  one.row.say(why, true)
  noteRefusal({ field: one.place.input.id, name: one.file.name, why }, one.row.root)
  if (held === null || !handsIn(held.form)) return
  sayNotSent(one, held.by)
  held = null
  for (const other of moving) sayProgress(other)
}

export function setOut(one: Sent): void {
  clearRefusals(one.place.input.id, (root) => ![...stuck].some((other) => other.row.root === root))
  moving.add(one)
}

export function refuse(one: Sent, why: string): void {
  one.row.progress.remove()
  standStill(one, why)
  settle()
}

/** Every attempt is used up: only the person can say whether it goes on. */
export function getStuck(one: Sent, why: string): void {
  stuck.add(one)
  standStill(one, why)
  settle()
}

export function goOn(one: Sent): void {
  stuck.delete(one)
  dropRefusal(one.row.root)
  moving.add(one)
  sayProgress(one)
}

export function leaveOut(one: Sent): void {
  stuck.delete(one)
  dropRefusal(one.row.root)
  one.row.root.remove()
  one.place.input.focus()
  settle()
}

export function arrive(one: Sent): void {
  moving.delete(one)
  arrived.push(one)
  one.row.say(w('已上传', 'uploaded'))
  one.row.progress.remove()
  settle()
}

function settle(): void {
  if (moving.size > 0) return
  if (held !== null) {
    const { form, by } = held
    held = null
    form.requestSubmit(by)
    return
  }
  const last = arrived.at(-1)
  if (last === undefined || stuck.size > 0) return
  const { input, page } = last.place
  const names = arrived.map((one) => one.file.name).join(w('、', ', '))
  // The page is drawn anew by the server when the last one is through, so that what is shown is what is kept.
  redraw({
    page,
    field: input,
    said: w(`${names} 已上传`, `${names} uploaded`),
    isDue: () => moving.size === 0 && stuck.size === 0 && held === null,
    before: () => {
      arrived = []
      keepRefusals(page)
    },
  })
}
