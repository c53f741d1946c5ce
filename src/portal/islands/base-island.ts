// What every page gains from script: an honest word when offline, copying of codes, one submission per press.
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

const summary = document.querySelector<HTMLElement>('.summary')
summary?.focus()

if ('serviceWorker' in navigator) navigator.serviceWorker.register('/service-worker.js').catch(() => {})

export {}
