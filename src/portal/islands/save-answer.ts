import { w, zh } from './words.ts'

export const clockOf = (at: Date | number): string =>
  new Date(at).toLocaleTimeString(zh ? 'zh-CN' : 'en-GB', { hour: '2-digit', minute: '2-digit' })

/** What is said under the form after a save; `link`: where the person puts it right; `again`: it is tried again by itself. */
export type Told = {
  text: string
  state: 'is-kept' | 'is-late'
  link?: { words: string; href: string }
  again: boolean
}

const late = (text: string, link?: Told['link']): Told => ({
  text,
  state: 'is-late',
  again: false,
  ...(link ? { link } : {}),
})
const later = (text: string): Told => ({ ...late(text), again: true })

/** What only the person can put right; the sentence says how. */
const refused: Readonly<Record<number, () => Told>> = {
  401: () =>
    late(
      w(
        '登录已过期。您填的内容留在这台设备上，登录后接着填，会自动保存。',
        'Your session has ended. What you typed stays on this device; sign in and carry on, and it is saved.',
      ),
      { words: w('重新登录', 'Sign in again'), href: `/sign-in?return=${encodeURIComponent(location.pathname)}` },
    ),
  // No link to sign in: the provider would only confirm whoever is signed in, and signing out leaves nothing on the device.
  403: () =>
    late(
      w(
        '在别的窗口登录了另一个账户，改动没有保存。您填的内容留在这一页上，请不要关：到那个窗口退出，用自己的账户登录，再回到这里，会自动保存。',
        'Another account was signed in in another window, so the change is not saved. What you typed stays on this page; leave it open, sign out there, sign in with your own account and come back here, and it is saved.',
      ),
    ),
  404: () =>
    late(
      w(
        '这份草稿已经提交或删除了，改动没有保存。请到“我的”里查看。',
        'This draft has been submitted or discarded, so the change is not saved. See “Mine”.',
      ),
    ),
  409: () =>
    late(
      w(
        '您在别的窗口换了替谁办事，改动没有保存。您填的内容留在这台设备上，换回来接着填，会自动保存。',
        'In another window you changed for whom you act, so the change is not saved. What you typed stays on this device; change back and carry on, and it is saved.',
      ),
      // This very page asks to change over, and comes back.
      { words: w('去换回来', 'Change back'), href: location.pathname },
    ),
}

/** What the answer to a save means for the person who is typing. */
export function tell(status: number | 'no-network'): Told {
  if (status === 200) {
    const at = clockOf(Date.now())
    return { text: w(`${at} 已保存`, `Saved ${at}`), state: 'is-kept', again: false }
  }
  if (status === 'no-network')
    return later(
      w(
        '没有网络。您填的内容留在这台设备上，连上后自动保存。',
        'Offline. What you typed stays on this device and is saved when you are back.',
      ),
    )
  return (
    refused[status]?.() ??
    later(
      w(
        '暂时没有保存上（系统忙）。您填的内容留在这台设备上，过一会儿自动再试。',
        'Not saved yet: the service is busy. What you typed stays on this device and is tried again shortly.',
      ),
    )
  )
}

export function sayOn(line: HTMLElement, { text, state, link }: Told): void {
  line.className = `saved ${state}`
  line.textContent = text
  if (link === undefined) return
  const way = document.createElement('a')
  way.href = link.href
  way.textContent = link.words
  line.append(' ', way)
}
