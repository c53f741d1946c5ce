const key = 'bantuo:redrawn'

type Kept = { page: string; field: string; hadFocus: boolean; top: number; said: string; typed: [string, string][] }

const placeOf = (field: HTMLElement): HTMLElement => field.closest('li') ?? field.parentElement ?? field

/** What can be typed and has an id, by which it is found again. */
const listTyped = () => [
  ...document.querySelectorAll<HTMLInputElement | HTMLTextAreaElement>(
    'main textarea[id], main input[id]:is([type=text], [type=tel], [type=date], [type=number])',
  ),
]

/**
 * Asks the server for `page` anew after something arrived at `field` (an element with an id), and leaves the person where they were: the
 * field at its place on the screen, the cursor in it if it was there, what was typed, `said` read out. Asked by its address and not loaded again: what a
 * form answered would be sent a second time.
 */
export function redraw(page: string, field: HTMLElement, said: string): void {
  const kept: Kept = {
    page,
    field: field.id,
    hadFocus: field.matches(':focus-visible'),
    top: placeOf(field).getBoundingClientRect().top,
    said,
    typed: listTyped().map(({ id, value }) => [id, value]),
  }
  try {
    sessionStorage.setItem(key, JSON.stringify(kept))
  } catch {
    // Without a store the page begins at its top; nothing is lost.
  }
  location.replace(page)
}

/** Puts the person back after `redraw`. */
export function afterRedraw(): void {
  const kept = takeKept()
  if (kept === null || kept.page !== location.pathname) return
  const typed = new Map(kept.typed)
  for (const one of listTyped()) if (one.value === '') one.value = typed.get(one.id) ?? ''
  const field = document.getElementById(kept.field)
  if (field === null) return
  scrollBy({ top: placeOf(field).getBoundingClientRect().top - kept.top, behavior: 'instant' })
  if (kept.hadFocus) field.focus({ preventScroll: true })
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
