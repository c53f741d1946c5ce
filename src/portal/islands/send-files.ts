import { type DetailedError, Upload } from 'tus-js-client'
import { w } from './words.ts'

const retryDelays = [0, 1_000, 3_000, 5_000, 10_000, 20_000, 30_000]

type Row = { root: HTMLElement; say: (text: string, wrong?: boolean) => void; progress: HTMLProgressElement }

function addRow(file: File, list: HTMLElement): Row {
  const root = document.createElement('div')
  root.className = 'file'
  const name = document.createElement('span')
  name.textContent = file.name
  const state = document.createElement('span')
  state.setAttribute('role', 'status')
  const progress = document.createElement('progress')
  progress.max = file.size
  progress.value = 0
  progress.setAttribute('aria-label', w(`上传 ${file.name}`, `Uploading ${file.name}`))
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
const arrived = (row: Row) => {
  running -= 1
  row.say(w('已上传', 'uploaded'))
  row.progress.remove()
  // The page is drawn anew by the server when the last one is through, so that what is shown is what is kept.
  if (running === 0) location.reload()
}

/** Sends one file in pieces. A line that drops is waited for; what has been sent is never sent again. */
function send(file: File, target: string, material: string, list: HTMLElement): void {
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
  const waitForLine = () => {
    row.say(
      w(
        `网络断了，已传 ${percent()}。连上后接着传。`,
        `The line dropped at ${percent()}. It goes on when you are back.`,
      ),
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
      if (refusal === undefined) return waitForLine()
      running -= 1
      row.say(refusal, true)
      row.progress.remove()
    },
    onSuccess: () => arrived(row),
  })
  start()
}

/** Wires the file buttons of a page: of a draft, or of a case that asks for papers. */
export function sendFiles(): void {
  for (const form of document.querySelectorAll<HTMLFormElement>('form[data-upload]')) {
    const input = form.querySelector<HTMLInputElement>('input[type=file]')
    const list = form.parentElement?.querySelector<HTMLElement>('[data-files]')
    if (!input || !list) continue
    const { case: caseNo, upload: material = '' } = form.dataset
    const target = caseNo ? `case:${caseNo}` : `draft:${location.pathname.split('/')[2]}`
    input.addEventListener('change', () => {
      for (const file of input.files ?? []) send(file, target, material, list)
      input.value = ''
    })
  }
}
