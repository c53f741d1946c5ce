import { w } from './words.ts'

export type Row = {
  root: HTMLElement
  say: (text: string, wrong?: boolean) => void
  progress: HTMLProgressElement
  /** How much of the file has arrived. */
  percent: () => string
}

/** The picture as this device has it, before a byte was sent; its place is as large as it will be. */
function previewOf(file: File): HTMLImageElement {
  const image = document.createElement('img')
  image.width = 56
  image.height = 56
  image.alt = w(`${file.name} 的缩略图`, file.name)
  inItsLanguage(image, file.name)
  image.src = URL.createObjectURL(file)
  image.addEventListener('load', () => URL.revokeObjectURL(image.src))
  return image
}

/** A Chinese name on an English page is read out, and set, as Chinese. */
function inItsLanguage(element: HTMLElement, name: string): void {
  if (/\p{Script=Han}/u.test(name)) element.lang = 'zh-CN'
}

/** The name of a file, and what is said of it; what is said is read out when it changes. */
export function addLine(name: string, list: HTMLElement): { root: HTMLElement; state: HTMLElement } {
  const root = document.createElement('div')
  root.className = 'file'
  const words = document.createElement('span')
  words.textContent = name
  inItsLanguage(words, name)
  const state = document.createElement('span')
  state.setAttribute('role', 'status')
  root.append(words, state)
  list.append(root)
  return { root, state }
}

export function addRow(file: File, list: HTMLElement): Row {
  const { root, state } = addLine(file.name, list)
  if (file.type === 'image/jpeg' || file.type === 'image/png') root.prepend(previewOf(file))
  const progress = document.createElement('progress')
  progress.max = file.size
  progress.value = 0
  progress.setAttribute('aria-label', w(`上传 ${file.name}`, file.name))
  inItsLanguage(progress, file.name)
  root.append(progress)
  const say = (text: string, wrong = false) => {
    state.className = wrong ? 'error' : 'quiet small'
    state.textContent = text
  }
  return { root, say, progress, percent: () => `${Math.floor((progress.value / Math.max(1, file.size)) * 100)}%` }
}
