import { offerCopies } from './copy.ts'
import { clear } from './shelf.ts'

// What every page gains from script: an honest word when offline, copying of codes, one submission per press.
document.documentElement.classList.add('js')

const bar = document.querySelector<HTMLElement>('[data-offline]')
const tell = () => {
  if (bar) bar.hidden = navigator.onLine
}
addEventListener('online', tell)
addEventListener('offline', tell)
tell()

for (const form of document.querySelectorAll<HTMLFormElement>('form[data-once]')) {
  form.addEventListener('submit', () => {
    // Disabled a moment later, so that the pressed button's own name and value still go with the form.
    setTimeout(() => {
      for (const button of form.querySelectorAll('button')) button.disabled = true
    })
  })
}
addEventListener('pageshow', () => {
  for (const button of document.querySelectorAll<HTMLButtonElement>('form[data-once] button')) button.disabled = false
})

for (const form of document.querySelectorAll('form[action="/sign-out"]')) form.addEventListener('submit', clear)

offerCopies()

const summary = document.querySelector<HTMLElement>('.summary')
summary?.focus()

// Elder mode has a spoken twin: the page reads itself out, in its own language.
if (document.documentElement.classList.contains('elder') && 'speechSynthesis' in window) {
  const main = document.querySelector<HTMLElement>('main')
  const heading = main?.querySelector('h1')
  const zh = document.documentElement.lang.startsWith('zh')
  const button = document.createElement('button')
  button.type = 'button'
  button.className = 'second speak'
  const label = () => {
    button.textContent = speechSynthesis.speaking ? (zh ? '停止朗读' : 'Stop reading') : zh ? '读给我听' : 'Read to me'
  }
  label()
  button.addEventListener('click', () => {
    if (speechSynthesis.speaking) {
      speechSynthesis.cancel()
      return label()
    }
    const words = new SpeechSynthesisUtterance(main?.innerText ?? '')
    words.lang = zh ? 'zh-CN' : 'en-GB'
    words.rate = 0.9
    words.onend = label
    speechSynthesis.speak(words)
    label()
  })
  heading?.after(button)
}

if ('serviceWorker' in navigator) navigator.serviceWorker.register('/service-worker.js').catch(() => {})
