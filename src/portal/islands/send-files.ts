import { type DetailedError, Upload } from 'tus-js-client'
import { afterRedraw, redraw } from './redraw.ts'
import { w } from './words.ts'

const retryDelays = [0, 1_000, 3_000, 5_000, 10_000, 20_000, 30_000]

type Row = { root: HTMLElement; say: (text: string, wrong?: boolean) => void; progress: HTMLProgressElement }

/** The picture as this device has it, before a byte was sent; its place is as large as it will be. */
function previewOf(file: File): HTMLImageElement {
  const image = document.createElement('img')
  image.width = 56
  image.height = 56
  image.alt = w(`${file.name} 的缩略图`, file.name)
  inItsLanguage(image, file)
  image.src = URL.createObjectURL(file)
  image.addEventListener('load', () => URL.revokeObjectURL(image.src))
  return image
}

/** A Chinese name on an English page is read out, and set, as Chinese. */
function inItsLanguage(element: HTMLElement, { name }: File): void {
  if (/\p{Script=Han}/u.test(name)) element.lang = 'zh-CN'
}

function addRow(file: File, list: HTMLElement): Row {
  const root = document.createElement('div')
  root.className = 'file'
  if (file.type === 'image/jpeg' || file.type === 'image/png') root.append(previewOf(file))
  const name = document.createElement('span')
  name.textContent = file.name
  inItsLanguage(name, file)
  const state = document.createElement('span')
  state.setAttribute('role', 'status')
  const progress = document.createElement('progress')
  progress.max = file.size
  progress.value = 0
  progress.setAttribute('aria-label', w(`上传 ${file.name}`, file.name))
  inItsLanguage(progress, file)
  root.append(name, state, progress)
  list.append(root)
  const say = (text: string, wrong = false) => {
    state.className = wrong ? 'error' : 'quiet small'
    state.textContent = text
  }
  return { root, say, progress }
}

const statusOf = (error: Error): number => (error as DetailedError).originalResponse?.getStatus() ?? 0

/** The sentence of a refusal; undefined when it was the line and not the server that said no. */
function refusalOf(error: Error): string | undefined {
  const status = statusOf(error)
  if (status === 401)
    return w(
      '登录已过期。请重新登录后再选这个文件，已传的部分不用重传。',
      'Your session has ended. Sign in and choose this file again; what was sent need not be sent again.',
    )
  if (status < 400 || status >= 500 || status === 409 || status === 423) return undefined
  try {
    return (JSON.parse((error as DetailedError).originalResponse?.getBody() ?? '') as { detail: string }).detail
  } catch {
    return w('没有传上去。请重新选择文件再试。', 'Not uploaded. Choose the file again.')
  }
}

let running = 0
/** A form that was sent while files were still on their way: it goes when they have arrived, and neither is lost. */
let held: { form: HTMLFormElement; by: HTMLElement | null } | null = null
document.addEventListener(
  'submit',
  (event) => {
    if (running === 0 || !(event.target instanceof HTMLFormElement)) return
    event.preventDefault()
    event.stopImmediatePropagation()
    held = { form: event.target, by: event.submitter }
    for (const state of document.querySelectorAll('.file [role=status]'))
      state.textContent = w('传完就提交', 'sent as soon as it is uploaded')
  },
  true,
)

/** What was to be sent with a file that was refused waits for the person again: the list is not what they meant. */
const refused = (row: Row, why: string) => {
  running -= 1
  held = null
  row.say(why, true)
  row.progress.remove()
}

const arrived = (row: Row, file: File, { page, input }: Place) => {
  running -= 1
  row.say(w('已上传', 'uploaded'))
  row.progress.remove()
  if (running > 0) return
  if (held !== null) return held.form.requestSubmit(held.by)
  // The page is drawn anew by the server when the last one is through, so that what is shown is what is kept.
  redraw(page, input, w(`${file.name} 已上传`, `${file.name} uploaded`))
}

/** Where a file goes: what it belongs to, the paper it is, and the field and page it was chosen on. */
type Place = { target: string; material: string; list: HTMLElement; input: HTMLInputElement; page: string }

/** Says how far the file came, and goes on when the line is back or the person says so. */
function waitForLine(row: Row, percent: () => string, start: () => void): void {
  row.say(
    w(`网络断了，已传 ${percent()}。连上后接着传。`, `The line dropped at ${percent()}. It goes on when you are back.`),
    true,
  )
  const again = document.createElement('button')
  again.type = 'button'
  again.className = 'plain'
  again.textContent = w('现在接着传', 'Go on now')
  const goOn = () => {
    removeEventListener('online', goOn)
    again.remove()
    row.say(percent())
    start()
  }
  again.addEventListener('click', goOn)
  addEventListener('online', goOn)
  row.root.append(again)
}

/** Sends one file in pieces. A line that drops is waited for; what has been sent is never sent again. */
function send(file: File, place: Place): void {
  const { target, material, list } = place
  const row = addRow(file, list)
  running += 1
  let sent = 0
  const percent = () => `${Math.floor((sent / Math.max(1, file.size)) * 100)}%`
  const start = () => {
    void upload.findPreviousUploads().then((previous) => {
      if (previous[0]) upload.resumeFromPreviousUpload(previous[0])
      upload.start()
    })
  }
  const upload = new Upload(file, {
    endpoint: '/uploads',
    chunkSize: 512 * 1024,
    retryDelays,
    removeFingerprintOnSuccess: true,
    metadata: { filename: file.name, target, material },
    // The same photograph for two papers is two uploads.
    fingerprint: async () => ['tus', target, material, file.name, file.size, file.lastModified].join(' '),
    onProgress: (bytes) => {
      sent = bytes
      row.progress.value = bytes
      row.say(percent())
    },
    onShouldRetry: (error) => {
      const again = refusalOf(error) === undefined && navigator.onLine
      if (again)
        row.say(w(`网络断了，已传 ${percent()}，正在接着传……`, `The line dropped at ${percent()}; going on…`), true)
      return again
    },
    onError: (error) => {
      const refusal = refusalOf(error)
      if (refusal === undefined) return waitForLine(row, percent, start)
      refused(row, refusal)
    },
    onSuccess: () => arrived(row, file, place),
  })
  start()
}

/** Files let go anywhere on a paper's own field are that paper's; let go beside it they open no page and are lost to nobody. */
function takeDrops(field: HTMLElement, take: (files: Iterable<File>) => void): void {
  const isFiles = (event: DragEvent) => event.dataTransfer?.types.includes('Files') === true
  const mark = (isOver: boolean) => field.classList.toggle('drop-here', isOver)
  field.addEventListener('dragover', (event) => {
    if (!isFiles(event)) return
    event.preventDefault()
    mark(true)
  })
  field.addEventListener('dragleave', (event) => {
    if (!field.contains(event.relatedTarget as Node | null)) mark(false)
  })
  field.addEventListener('drop', (event) => {
    if (!isFiles(event)) return
    event.preventDefault()
    mark(false)
    take(event.dataTransfer?.files ?? [])
  })
}

/** A file that misses its field would otherwise replace the page with itself. */
function keepPage(): void {
  for (const kind of ['dragover', 'drop'] as const) addEventListener(kind, (event) => event.preventDefault())
}

/** Wires the file buttons of a page: of a draft, or of a case that asks for papers. */
export function sendFiles(): void {
  for (const form of document.querySelectorAll<HTMLFormElement>('form[data-upload]')) {
    const input = form.querySelector<HTMLInputElement>('input[type=file]')
    const list = form.parentElement?.querySelector<HTMLElement>('[data-files]')
    if (!input || !list) continue
    const { case: caseNo, upload: material = '' } = form.dataset
    const draft = location.pathname.split('/')[2]
    const place: Place = caseNo
      ? { target: `case:${caseNo}`, material, list, input, page: `/cases/${caseNo}` }
      : { target: `draft:${draft}`, material, list, input, page: `/drafts/${draft}/papers` }
    const take = (files: Iterable<File>) => {
      for (const file of files) send(file, place)
    }
    input.addEventListener('change', () => {
      take(input.files ?? [])
      input.value = ''
    })
    takeDrops(form.closest('li') ?? form.parentElement ?? form, take)
  }
  if (document.querySelector('form[data-upload]')) keepPage()
  afterRedraw()
}
