/** Where the officer is: every page of the desk, with what its address keeps. */
export type Place =
  | {
      page: 'inbox'
      holder: 'all' | 'mine' | 'free'
      q: string
      due: '' | 'overdue' | 'today' | 'soon'
      /** The name of a step, as its route has it. */
      step: string
      channel: string
    }
  | { page: 'done' }
  | { page: 'search'; q: string; state: string }
  | { page: 'counter'; itemCode: string; bundleId: string; q: string }
  /** `act`: the letter of the move whose dialog opens with the case, from a key pressed in a list. */
  | { page: 'case'; caseNo: string; act?: string }
  | { page: 'catalogue'; q: string; only: 'all' | 'errors' | 'warnings' }
  | { page: 'entry'; entryId: string; authority: string; tab: string }
  | { page: 'processes'; kind: 'process' | 'decision' }
  | { page: 'process'; key: string; tab: string }
  | { page: 'decision'; key: string }
  | { page: 'incidents' }
  | { page: 'officers'; q: string; role: string; state: 'all' | 'enabled' | 'disabled' | 'expected' }
  | { page: 'officer'; accountId: string }
  | { page: 'passkeys' }
  | { page: 'nowhere' }

export type InboxPlace = Extract<Place, { page: 'inbox' }>

/** 待办 without a filter, or with these. */
export const inbox = (filter: Partial<Omit<InboxPlace, 'page'>> = {}): InboxPlace => ({
  page: 'inbox',
  holder: 'all',
  q: '',
  due: '',
  step: '',
  channel: '',
  ...filter,
})

export const root = '/workbench'

/** Reads an address. What is not understood is `nowhere`, never a guess. */
export function readPlace(pathname: string, search: string): Place {
  const query = new URLSearchParams(search)
  const get = (name: string): string => query.get(name) ?? ''
  const parts = pathname
    .replace(/^\/workbench\/?/, '')
    .split('/')
    .filter((part) => part !== '')
  const [first, second] = parts
  if (first === undefined) return readInbox(get)
  if (parts.length > 2) return { page: 'nowhere' }
  if (first === 'done' && second === undefined) return { page: 'done' }
  if (first === 'incidents' && second === undefined) return { page: 'incidents' }
  if (first === 'officers' && second !== undefined) return { page: 'officer', accountId: decode(second) }
  if (first === 'officers') return readOfficers(get)
  if (first === 'passkeys' && second === undefined) return { page: 'passkeys' }
  if (first === 'counter' && second === undefined)
    return { page: 'counter', itemCode: get('item'), bundleId: get('bundle'), q: get('q') }
  if (first === 'search' && second === undefined) return { page: 'search', q: get('q'), state: get('state') }
  if (first === 'cases' && second !== undefined) {
    const act = get('act')
    return { page: 'case', caseNo: decode(second), ...(act === '' ? {} : { act }) }
  }
  if (first === 'processes' && second !== undefined) return { page: 'process', key: decode(second), tab: get('tab') }
  if (first === 'decisions' && second !== undefined) return { page: 'decision', key: decode(second) }
  if (first === 'processes' || first === 'decisions')
    return { page: 'processes', kind: first === 'decisions' ? 'decision' : 'process' }
  if (first !== 'catalogue') return { page: 'nowhere' }
  if (second !== undefined)
    return { page: 'entry', entryId: decode(second), authority: get('authority'), tab: get('tab') }
  return { page: 'catalogue', q: get('q'), only: oneOf(['errors', 'warnings'], get('only')) ?? 'all' }
}

type Get = (name: string) => string

const readInbox = (get: Get): InboxPlace => ({
  page: 'inbox',
  holder: oneOf(['mine', 'free'], get('holder')) ?? 'all',
  q: get('q'),
  due: oneOf(['overdue', 'today', 'soon'], get('due')) ?? '',
  step: get('step'),
  channel: get('channel'),
})

const readOfficers = (get: Get): Place => ({
  page: 'officers',
  q: get('q'),
  role: get('role'),
  state: oneOf(['enabled', 'disabled', 'expected'], get('state')) ?? 'all',
})

const oneOf = <const T extends string>(known: readonly T[], text: string): T | undefined =>
  known.find((one) => one === text)

const decode = (part: string): string => {
  try {
    return decodeURIComponent(part)
  } catch {
    return part
  }
}

const withQuery = (path: string, query: Record<string, string>): string => {
  const kept = Object.entries(query).filter(([, value]) => value !== '' && value !== 'all')
  return kept.length === 0 ? path : `${path}?${new URLSearchParams(kept)}`
}

/** The address of a place: `readPlace` of it gives the place back. */
export function addressOf(place: Place): string {
  switch (place.page) {
    case 'inbox': {
      const { page: _, ...filter } = place
      return withQuery(`${root}/`, filter)
    }
    case 'done':
      return `${root}/done`
    case 'search':
      return withQuery(`${root}/search`, { q: place.q, state: place.state })
    case 'counter':
      return withQuery(`${root}/counter`, { item: place.itemCode, bundle: place.bundleId, q: place.q })
    case 'case':
      return withQuery(`${root}/cases/${encodeURIComponent(place.caseNo)}`, { act: place.act ?? '' })
    case 'catalogue':
      return withQuery(`${root}/catalogue`, { q: place.q, only: place.only })
    case 'entry':
      return withQuery(`${root}/catalogue/${encodeURIComponent(place.entryId)}`, {
        authority: place.authority,
        tab: place.tab,
      })
    case 'processes':
      return place.kind === 'decision' ? `${root}/decisions` : `${root}/processes`
    case 'process':
      return withQuery(`${root}/processes/${encodeURIComponent(place.key)}`, { tab: place.tab })
    case 'decision':
      return `${root}/decisions/${encodeURIComponent(place.key)}`
    case 'incidents':
      return `${root}/incidents`
    case 'officers':
      return withQuery(`${root}/officers`, { q: place.q, role: place.role, state: place.state })
    case 'officer':
      return `${root}/officers/${encodeURIComponent(place.accountId)}`
    case 'passkeys':
      return `${root}/passkeys`
    case 'nowhere':
      return `${root}/`
  }
}
