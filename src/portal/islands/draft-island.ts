import { Upload } from 'tus-js-client'
import type { Condition, Form } from '#management'
import { holds } from '../../management/scenario/holds.ts'
import { readSection } from '../draft/form-values.ts'

// Autosave, fields that appear with an answer, and uploads that survive a bad line. The pages work without any of it.
const zh = document.documentElement.lang.startsWith('zh')
const w = (chinese: string, english: string) => (zh ? chinese : english)

const form = document.querySelector<HTMLFormElement>('form[data-draft]')
const saved = document.querySelector<HTMLElement>('[data-saved]')

type Checker = {
  form: Form
  check: (input: {
    answers: unknown
    values: unknown
    today: string
  }) => { pointer: string; sentence: { zh: string; en: string } }[]
}

const anchor = (pointer: string): string => pointer.replace(/^\//, '').replaceAll('/', '-')

/** Writes a sentence above a field, or takes it away. */
function sayFlaw(id: string, sentence: { zh: string; en: string } | undefined) {
  const control = document.getElementById(id)
  const field = control?.closest<HTMLElement>('.field')
  const label = field?.querySelector('label, legend')
  if (!control || !field || !label) return
  field.classList.toggle('wrong', sentence !== undefined)
  control.setAttribute('aria-invalid', String(sentence !== undefined))
  let error = label.querySelector<HTMLElement>('.error')
  if (!sentence) return error?.remove()
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

const valuesOf = (of: HTMLFormElement): Record<string, string | string[]> => {
  const values: Record<string, string | string[]> = {}
  for (const [name, value] of new FormData(of)) {
    if (typeof value !== 'string' || name === '_csrf') continue
    const before = values[name]
    values[name] = before === undefined ? value : [before, value].flat()
  }
  return values
}

if (form) {
  const draft = form.dataset['draft']
  const step = form.dataset['step']
  const shelf = `draft ${draft} ${step}`
  let timer: ReturnType<typeof setTimeout> | undefined
  let version = 0

  const say = (text: string, state: string) => {
    if (!saved) return
    saved.textContent = text
    saved.className = `saved ${state}`
  }
  const save = async () => {
    const mine = ++version
    const values = valuesOf(form)
    localStorage.setItem(shelf, JSON.stringify(values))
    try {
      const response = await fetch(`/drafts/${draft}/autosave`, {
        method: 'PUT',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ step, values }),
      })
      if (!response.ok || mine !== version) return
      localStorage.removeItem(shelf)
      const now = new Date().toLocaleTimeString(zh ? 'zh-CN' : 'en-GB', { hour: '2-digit', minute: '2-digit' })
      say(w(`${now} 已保存`, `Saved ${now}`), 'is-kept')
    } catch {
      say(
        w('没有网络：已留在这台设备上，连上后自动保存', 'Offline: kept on this device and saved when you are back'),
        'is-offline',
      )
    }
  }
  const soon = () => {
    clearTimeout(timer)
    timer = setTimeout(save, 1000)
  }
  form.addEventListener('input', soon)
  form.addEventListener('change', soon)
  addEventListener('online', () => void save())
  form.addEventListener('submit', () => localStorage.removeItem(shelf))

  // What the last visit could not send goes back into the fields it came from.
  const kept = localStorage.getItem(shelf)
  if (kept && !document.querySelector('.summary')) {
    for (const [name, value] of Object.entries(JSON.parse(kept) as Record<string, string | string[]>)) {
      for (const field of form.querySelectorAll<HTMLInputElement>(`[name="${CSS.escape(name)}"]`)) {
        if (field.type === 'hidden') continue
        if (field.type === 'radio' || field.type === 'checkbox') field.checked = [value].flat().includes(field.value)
        else field.value = String(value)
      }
    }
    soon()
  }

  const typed = (): Record<string, unknown> =>
    Object.fromEntries(
      Object.entries(valuesOf(form)).map(([name, value]) => {
        const field = form.querySelector<HTMLInputElement>(`[name="${CSS.escape(name)}"]`)
        if (field?.type === 'checkbox') return [name, [value].flat()]
        if (value === 'yes' || value === 'no') return [name, value === 'yes']
        return [name, field?.inputMode === 'numeric' || field?.inputMode === 'decimal' ? Number(value) : value]
      }),
    )
  const known = JSON.parse(form.dataset['known'] ?? '{}') as Record<string, unknown>
  const show = () => {
    const values = { ...known, ...typed() }
    for (const block of form.querySelectorAll<HTMLElement>('[data-when]')) {
      block.hidden = !holds(JSON.parse(block.dataset['when'] ?? '{}') as Condition, values)
    }
  }
  // A field says what is wrong as soon as it is left, by the very definition the server checks with.
  const address = form.dataset['check']
  let checker: Promise<Checker> | undefined
  const touched = new Set<string>()
  const judge = async () => {
    if (!address) return
    checker ??= import(address) as Promise<Checker>
    const { form: definition, check } = await checker
    const section = definition.sections.find((one) => one.id === step)
    if (!section) return
    const today = new Date(Date.now() + 8 * 3600_000).toISOString().slice(0, 10)
    const flaws = check({ answers: known, values: { ...known, ...readSection(section, valuesOf(form)) }, today })
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
  form.addEventListener('change', show)
  form.addEventListener('input', show)
  show()
}

for (const upload of document.querySelectorAll<HTMLFormElement>('form[data-upload]')) {
  const input = upload.querySelector<HTMLInputElement>('input[type=file]')
  const list = upload.parentElement?.querySelector<HTMLElement>('[data-files]')
  if (!input || !list) continue
  const target = upload.dataset['case'] ? `case:${upload.dataset['case']}` : `draft:${location.pathname.split('/')[2]}`
  input.addEventListener('change', () => {
    for (const file of input.files ?? []) send(file, target, upload.dataset['upload'] ?? '', list)
    input.value = ''
  })
}

let running = 0
function send(file: File, target: string, material: string, list: HTMLElement) {
  const row = document.createElement('div')
  row.className = 'file'
  const name = document.createElement('span')
  name.textContent = file.name
  const state = document.createElement('span')
  state.className = 'quiet small'
  state.setAttribute('role', 'status')
  const progress = document.createElement('progress')
  progress.max = file.size
  progress.setAttribute('aria-label', w(`上传 ${file.name}`, `Uploading ${file.name}`))
  row.append(name, state, progress)
  list.append(row)
  running += 1
  const upload = new Upload(file, {
    endpoint: '/uploads',
    chunkSize: 512 * 1024,
    retryDelays: [0, 1000, 3000, 5000, 10_000, 20_000, 30_000],
    removeFingerprintOnSuccess: true,
    metadata: { filename: file.name, target, material },
    onProgress: (sent) => {
      progress.value = sent
      state.textContent = `${Math.round((sent / file.size) * 100)}%`
    },
    onError: (error) => {
      running -= 1
      const answer = (error as { originalResponse?: { getBody(): string } }).originalResponse?.getBody()
      let sentence = w(
        '没有传上去。网络好一些时再试，已传的部分不用重传。',
        'Not uploaded. Try again on a better line; what was sent need not be sent again.',
      )
      try {
        sentence = (JSON.parse(answer ?? '') as { detail: string }).detail
      } catch {}
      state.className = 'error'
      state.textContent = sentence
      progress.remove()
    },
    onSuccess: () => {
      running -= 1
      state.textContent = w('已上传', 'uploaded')
      progress.remove()
      // The page is drawn anew by the server when the last one is through, so that what is shown is what is kept.
      if (running === 0) location.reload()
    },
  })
  void upload.findPreviousUploads().then((previous) => {
    if (previous[0]) upload.resumeFromPreviousUpload(previous[0])
    upload.start()
  })
}
