import { type DetailedError, Upload } from 'tus-js-client'
import { afterRedraw } from './redraw.ts'
import { showRefusals } from './refusals.ts'
import { arrive, getStuck, goOn, leaveOut, type Place, refuse, type Sent, sayProgress, setOut } from './under-way.ts'
import { addRow } from './upload-row.ts'
import { w } from './words.ts'

const retryDelays = [0, 1_000, 3_000, 5_000, 10_000, 20_000, 30_000]

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

/** What stopped a file that was not refused, and how much of it has arrived: the line, or a fault of the server. */
const whatStopped = (error: Error, percent: string): string =>
  statusOf(error) === 0
    ? w(`网络断了，已传 ${percent}`, `The line dropped at ${percent}`)
    : w(`系统出了故障，已传 ${percent}`, `The server has a fault; ${percent} was sent`)

function addButton(row: Sent['row'], words: string, press: () => void): HTMLButtonElement {
  const button = document.createElement('button')
  button.type = 'button'
  button.className = 'plain'
  button.textContent = words
  button.addEventListener('click', press)
  row.root.append(button)
  return button
}

/** Waits for the line when there is none, else for the person, who says whether the file goes on. */
function waitFor(one: Sent, stopped: string, start: () => void): void {
  const { row } = one
  const again = () => {
    removeEventListener('online', again)
    for (const button of buttons) button.remove()
    goOn(one)
    start()
  }
  const buttons = [addButton(row, w('现在接着传', 'Go on now'), again)]
  addEventListener('online', again)
  if (!navigator.onLine) {
    row.say(w(`${stopped}。连上后接着传。`, `${stopped}. It goes on when you are back.`), true)
    return
  }
  const leave = () => {
    removeEventListener('online', again)
    leaveOut(one)
  }
  buttons.push(addButton(row, w('不传这个文件了', 'Leave this file out'), leave))
  const why = w(
    `${stopped}，试了几次都没有成。请过一会儿按“现在接着传”。`,
    `${stopped}, and trying again did not help. Press “Go on now” in a while.`,
  )
  getStuck(one, why)
}

/** Sends one file in pieces. A line that drops is waited for; what has been sent is never sent again. */
function send(file: File, place: Place): void {
  const { target, material, list } = place
  const row = addRow(file, list)
  const one: Sent = { row, file, place }
  setOut(one)
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
      row.progress.value = bytes
      sayProgress(one)
    },
    onShouldRetry: (error) => {
      const again = refusalOf(error) === undefined && navigator.onLine
      const stopped = whatStopped(error, row.percent())
      if (again) row.say(w(`${stopped}，正在再试……`, `${stopped}; trying again…`), true)
      return again
    },
    onError: (error) => {
      const refusal = refusalOf(error)
      if (refusal === undefined) return waitFor(one, whatStopped(error, row.percent()), start)
      refuse(one, refusal)
    },
    onSuccess: () => arrive(one),
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
  // In this order: what is put back at the papers makes the page longer.
  showRefusals()
  afterRedraw()
}
