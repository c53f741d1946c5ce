import { w } from './words.ts'

/** Where the clipboard is not given (an address without TLS), the selection is copied as it always was. */
async function write(code: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(code)
    return true
  } catch {
    const field = document.createElement('textarea')
    field.value = code
    field.className = 'sr'
    document.body.append(field)
    field.select()
    const done = document.execCommand('copy')
    field.remove()
    return done
  }
}

function addButton(code: HTMLElement): void {
  const button = document.createElement('button')
  button.type = 'button'
  button.className = 'plain copy'
  const word = document.createElement('span')
  word.textContent = w('复制', 'Copy')
  const name = document.createElement('span')
  name.className = 'sr'
  name.textContent = ` ${code.textContent?.trim() ?? ''}`
  const state = document.createElement('span')
  state.className = 'sr'
  state.setAttribute('role', 'status')
  button.append(word, name)
  button.addEventListener('click', async () => {
    const done = await write(code.dataset['copy'] ?? '')
    button.focus()
    state.textContent = done ? w('已复制', 'Copied') : w('没有复制上，请选中后复制', 'Not copied; select it and copy')
    word.textContent = done ? w('已复制', 'Copied') : w('没有复制上', 'Not copied')
    setTimeout(() => {
      state.textContent = ''
      word.textContent = w('复制', 'Copy')
    }, 4_000)
  })
  code.after(' ', button, state)
}

/** Every code shown can be copied: a button beside it, which is there only where script can keep its promise. */
export function offerCopies(): void {
  for (const code of document.querySelectorAll<HTMLElement>('[data-copy]')) addButton(code)
}
