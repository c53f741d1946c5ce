const key = 'bantuo:redrawn'

type Kept = {
  page: string
  /** What stays where it is on the screen. */
  anchor: string
  top: number
  focus: string | null
  selection: [number, number] | null
  said: string
  typed: [string, string][]
}

/** What is to be drawn anew: the page, because something arrived at `field`; `said` is read out then. */
type Redraw = {
  page: string
  field: HTMLElement
  said: string
  /** Asked again when the moment has come: the page may be waiting for something else by then. */
  isDue: () => boolean
  before: () => void
}

const typedFields = 'main textarea[id], main input[id]:is([type=text], [type=tel], [type=date], [type=number])'

const placeOf = (field: HTMLElement): HTMLElement => field.closest('li') ?? field.parentElement ?? field

/** What can be typed and has an id, by which it is found again. */
const listTyped = () => [...document.querySelectorAll<HTMLInputElement | HTMLTextAreaElement>(typedFields)]

/** The field that is being typed in. */
const typedIn = () => listTyped().find((one) => one === document.activeElement)

let wanted: Redraw | null = null
let isPressed = false
let isLeaving = false

/**
 * Asks the server for the page anew after something arrived, and leaves the person where they were: the field at its place on the
 * screen, the cursor where it was, what was typed. Asked by its address and not loaded again: what a form answered would be sent a
 * second time. Whoever is typing, pressing or on the way to another page is not interrupted; it is done once they have finished.
 */
export function redraw(what: Redraw): void {
  wanted = what
  drawWhenIdle()
}

function drawWhenIdle(): void {
  if (wanted === null || isPressed || isLeaving || typedIn() !== undefined) return
  const what = wanted
  wanted = null
  if (!what.isDue()) return
  what.before()
  keepPlace(what)
  // On a slow line there is time to begin typing before the new page is there.
  addEventListener('pagehide', () => keepPlace(what), { once: true })
  location.replace(what.page)
}

const soon = () => setTimeout(drawWhenIdle, 250)
document.addEventListener('focusout', soon)
// The cursor leaves a field when the mouse goes down on a button, and the button is pressed only when it comes up.
document.addEventListener('pointerdown', () => (isPressed = true))
for (const end of ['pointerup', 'pointercancel'])
  document.addEventListener(end, () => {
    isPressed = false
    soon()
  })
const leave = () => {
  isLeaving = true
  // Where nothing came of it (a download, a link to this page) the page is still to be drawn.
  setTimeout(() => {
    isLeaving = false
    drawWhenIdle()
  }, 10_000)
}
document.addEventListener('submit', (event) => !event.defaultPrevented && leave())
document.addEventListener('click', (event) => (event.target as Element).closest?.('a[href]') && leave())

/** How the element with the focus is found on the new page; null for one that only the mouse is on. */
function focusOf(element: Element | null): string | null {
  if (element === null || !(element.matches(':focus-visible') || element === typedIn())) return null
  if (element.id !== '') return `#${CSS.escape(element.id)}`
  const action = element.matches('button') ? element.closest('form')?.getAttribute('action') : undefined
  return action ? `form[action="${CSS.escape(action)}"] button` : null
}

function keepPlace({ page, field, said }: Redraw): void {
  const typing = typedIn()
  const anchor = typing ?? field
  const [start, end] = [typing?.selectionStart ?? null, typing?.selectionEnd ?? null]
  const kept: Kept = {
    page,
    anchor: anchor.id,
    top: placeOf(anchor).getBoundingClientRect().top,
    focus: focusOf(document.activeElement),
    selection: start === null || end === null ? null : [start, end],
    said,
    typed: listTyped().map(({ id, value }) => [id, value]),
  }
  try {
    sessionStorage.setItem(key, JSON.stringify(kept))
  } catch {
    // Without a store the page begins at its top; nothing is lost.
  }
}

/** Puts the person back after `redraw`. */
export function afterRedraw(): void {
  const kept = takeKept()
  if (kept === null || kept.page !== location.pathname) return
  const typed = new Map(kept.typed)
  for (const one of listTyped()) if (one.value === '') one.value = typed.get(one.id) ?? ''
  const anchor = document.getElementById(kept.anchor)
  if (anchor !== null) scrollBy({ top: placeOf(anchor).getBoundingClientRect().top - kept.top, behavior: 'instant' })
  const focused = kept.focus === null ? null : document.querySelector<HTMLElement>(kept.focus)
  focused?.focus({ preventScroll: true })
  if (kept.selection !== null) (focused as HTMLInputElement | null)?.setSelectionRange(...kept.selection)
  const status = document.createElement('p')
  status.className = 'sr'
  status.setAttribute('role', 'status')
  document.body.append(status)
  // What is there when a region comes is not read out; what comes into it is.
  setTimeout(() => (status.textContent = kept.said), 300)
}

function takeKept(): Kept | null {
  try {
    const text = sessionStorage.getItem(key)
    sessionStorage.removeItem(key)
    return text === null ? null : (JSON.parse(text) as Kept)
  } catch {
    return null
  }
}
