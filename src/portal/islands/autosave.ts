import { clockOf, sayOn, tell } from './save-answer.ts'
import { drop, dropSent, find, type Kept, keep, type Values } from './shelf.ts'
import { w } from './words.ts'

/** The values of a form by name; what the page itself sends along (`_csrf`, `_kept`) is left out. */
export function valuesOf(form: HTMLFormElement): Record<string, string | string[]> {
  const values: Record<string, string | string[]> = {}
  for (const [name, value] of new FormData(form)) {
    if (typeof value !== 'string' || name.startsWith('_')) continue
    const before = values[name]
    values[name] = before === undefined ? value : [before, value].flat()
  }
  return values
}

const isSame = (a: Values, b: Values): boolean => JSON.stringify(a) === JSON.stringify(b)

/** The fields that say otherwise than before; a row of a group counts as its group. */
function changedSince(before: Values, now: Values): string[] {
  const names = [...new Set([...Object.keys(before), ...Object.keys(now)])]
  const differ = names.filter((name) => JSON.stringify(before[name]) !== JSON.stringify(now[name]))
  return [...new Set(differ.map((name) => name.split('.')[0] ?? name))]
}

function fill(form: HTMLFormElement, values: Values): void {
  for (const [name, value] of Object.entries(values)) {
    for (const field of form.querySelectorAll<HTMLInputElement>(`[name="${CSS.escape(name)}"]`)) {
      if (field.type === 'hidden') continue
      if (field.type === 'radio' || field.type === 'checkbox') field.checked = [value].flat().includes(field.value)
      else field.value = String(value)
    }
  }
  form.dispatchEvent(new Event('change', { bubbles: true }))
}

/**
 * Sends a page of a draft. Only what was changed on it since the server was last heard is kept there: a page that stood open
 * does not take away what another device wrote meanwhile.
 */
const put = (
  draft: string,
  body: { step: string; values: Values; changed: string[]; account: string },
  keepalive = false,
): Promise<Response> =>
  fetch(`/drafts/${draft}/autosave`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    redirect: 'manual',
    keepalive,
    body: JSON.stringify(body),
  })

/** Tells the server that this device holds what is sent: it may lead to signing in at once, and the page fills itself again. */
function sayKept(form: HTMLFormElement): void {
  if (form.querySelector('input[name=_kept]') !== null) return
  const field = document.createElement('input')
  field.type = 'hidden'
  field.name = '_kept'
  field.value = '1'
  form.append(field)
}

const pauses = [2_000, 5_000, 10_000, 30_000]

/** Saves a page of a draft a second after the last key, says what became of it, and tries again while it must. */
export function autosave(form: HTMLFormElement, line: HTMLElement | null): void {
  const draft = form.dataset['draft'] ?? ''
  const step = form.dataset['step'] ?? ''
  const account = form.dataset['account'] ?? ''
  let base = form.dataset['savedAt'] ?? ''
  let timer: ReturnType<typeof setTimeout> | undefined
  let version = 0
  let failures = 0
  /** Refused for who is signed in or acts: it is tried again when the person comes back to this window. */
  let isRefused = false
  let known = valuesOf(form)

  const shelve = (sent = false): Values => {
    const values = valuesOf(form)
    keep(draft, step, { values, base, at: Date.now(), sent })
    return values
  }
  const save = async (): Promise<void> => {
    clearTimeout(timer)
    timer = undefined
    const mine = ++version
    const values = shelve()
    const answer = await put(draft, { step, values, changed: changedSince(known, values), account }).catch(
      () => undefined,
    )
    const savedAt =
      answer?.status === 200 ? ((await answer.json().catch(() => ({}))) as { savedAt?: string }).savedAt : ''
    if (mine !== version) return
    const told = tell(answer === undefined ? 'no-network' : savedAt ? 200 : answer.status === 200 ? 503 : answer.status)
    if (line) sayOn(line, told)
    isRefused = told.state === 'is-late' && !told.again
    if (savedAt) {
      base = savedAt
      known = values
      failures = 0
      drop(draft, step)
    } else if (told.again) timer = setTimeout(save, pauses[Math.min(failures++, pauses.length - 1)])
  }
  const soon = () => {
    shelve()
    clearTimeout(timer)
    timer = setTimeout(save, 1_000)
  }
  form.addEventListener('input', soon)
  form.addEventListener('change', soon)
  addEventListener('focus', () => {
    if (isRefused) void save()
  })
  addEventListener('online', () => {
    if (find(draft, step) !== undefined) void save()
  })
  // The page is being left: what was typed in the last second goes out with it. After a failure it stays on the shelf,
  // where the next visit sees whether the draft went on elsewhere meanwhile.
  addEventListener('pagehide', () => {
    if (timer === undefined || failures > 0) return
    const values = valuesOf(form)
    put(draft, { step, values, changed: changedSince(known, values), account }, true).catch(() => {})
  })
  // Until the next page comes up nobody knows that the server has it.
  form.addEventListener('submit', () => {
    clearTimeout(timer)
    timer = undefined
    version += 1
    shelve(true)
    if (find(draft, step) !== undefined) sayKept(form)
  })

  dropSent(draft, step)
  const kept = find(draft, step)
  // The server showed the page again with what is wrong: it has what was typed.
  if (kept === undefined || document.querySelector('.summary') || isSame(kept.values, valuesOf(form))) {
    drop(draft, step)
  } else if (kept.base === base) {
    fill(form, kept.values)
    soon()
  } else {
    offer(form, kept, () => drop(draft, step))
  }
}

/** The draft went on elsewhere meanwhile: the person says which of the two it shall be. */
function offer(form: HTMLFormElement, kept: Kept, forget: () => void): void {
  const note = document.createElement('div')
  note.className = 'note amber'
  note.setAttribute('role', 'status')
  const text = document.createElement('p')
  text.textContent = w(
    `这台设备上留着 ${clockOf(kept.at)} 填的、还没保存的内容；此后草稿在别处改过。`,
    `This device holds what was typed at ${clockOf(kept.at)} and not saved; the draft was changed elsewhere since.`,
  )
  const button = (words: string, act: () => void) => {
    const made = document.createElement('button')
    made.type = 'button'
    made.className = 'second'
    made.textContent = words
    made.addEventListener('click', () => {
      act()
      forget()
      note.remove()
      form.querySelector<HTMLElement>('input:not([type=hidden]), textarea')?.focus()
    })
    return made
  }
  const actions = document.createElement('p')
  actions.className = 'actions'
  actions.append(
    button(w('用这台设备上的', 'Use what this device holds'), () => fill(form, kept.values)),
    button(w('用现在显示的', 'Keep what is shown'), () => {}),
  )
  note.append(text, actions)
  form.before(note)
}
