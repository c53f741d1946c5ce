import type { Finding } from '#management'
import type { CaseRow, CaseView, InboxPage, IncidentPage, OfficerAct, Page, SessionView } from './api-contract.ts'
import type { EntryRow, EntryView, GuideView, ItemRow } from './catalogue-contract.ts'
import type {
  BundleFileView,
  BundleGuide,
  CounterApplication,
  FoundBundle,
  FoundItem,
  ItemGuide,
} from './counter-contract.ts'
import { type Problem, toProblem } from './problem.ts'
import type { InboxPlace } from './router.ts'

/** What came back: the thing, or why not. Problems are values; only bugs throw. */
export type Answer<T> = { ok: true; value: T } | { ok: false; problem: Problem }

/** Asks an address of ours; problems come back as values. */
export async function askAt<T>(address: string, init: RequestInit = {}): Promise<Answer<T>> {
  let response: Response
  try {
    response = await fetch(address, { credentials: 'same-origin', ...init })
  } catch {
    return { ok: false, problem: toProblem(0, null) }
  }
  const body: unknown = await response.json().catch(() => null)
  return response.ok ? { ok: true, value: body as T } : { ok: false, problem: toProblem(response.status, body) }
}

/** Asks the machine face. */
export const ask = <T>(path: string, init: RequestInit = {}): Promise<Answer<T>> => askAt(`/api/v1${path}`, init)

export const send = <T>(method: 'POST' | 'PUT', path: string, body: unknown, key?: string): Promise<Answer<T>> =>
  ask<T>(path, {
    method,
    headers: { 'content-type': 'application/json', ...(key === undefined ? {} : { 'idempotency-key': key }) },
    body: JSON.stringify(body),
  })

const query = (values: Record<string, string | number | null | undefined>): string => {
  const kept = Object.entries(values).flatMap(([name, value]): [string, string][] =>
    value === null || value === undefined || value === '' ? [] : [[name, String(value)]],
  )
  return kept.length === 0 ? '' : `?${new URLSearchParams(kept)}`
}

const path = encodeURIComponent
const pageSize = 50

/** The machine face as the desk uses it. Every call answers with a value or a problem in the reader's language. */
export const api = {
  session: () => ask<SessionView>('/session'),
  inbox: ({ page: _, ...filter }: InboxPlace, after: string | null, limit: number = pageSize) =>
    ask<InboxPage>(`/inbox${query({ ...filter, after, limit })}`),
  done: (before: string | null) =>
    ask<Page<CaseRow & { task: string; doneAt: string }>>(`/inbox/done${query({ before, limit: pageSize })}`),
  incidents: (after: string | null) => ask<IncidentPage>(`/incidents${query({ after, limit: pageSize })}`),
  settleIncident: (caseNo: string, token: number, how: 'retried' | 'skipped', reason: string) =>
    send<{ caseNo: string; state: string }>('POST', `/incidents/${path(caseNo)}/${token}`, { how, reason }),
  retryBundle: (bundleNo: string) =>
    send<{ attempts: number | null }>('POST', `/bundle-files/${path(bundleNo)}/retry`, {}),
  waitingBundle: (bundleNo: string) => ask<{ attempts: number | null }>(`/bundle-files/${path(bundleNo)}/retry`),
  search: (q: string, state: string, before: string | null) =>
    ask<Page<CaseRow> & { total: number }>(`/officer/cases${query({ q, state, before, limit: pageSize })}`),
  caseFile: (caseNo: string) => ask<CaseView>(`/cases/${path(caseNo)}`),
  move: (caseNo: string, seenVersion: number, act: OfficerAct, key: string) =>
    send<CaseView>('POST', `/cases/${path(caseNo)}/moves`, { seenVersion, act }, key),
  drawing: ({ key, version }: { key: string; version: number }) =>
    ask<{ xml: string }>(`/process-definitions/${path(key)}/versions/${version}/drawing`),
  entries: () => ask<{ items: EntryRow[]; total: number }>('/catalogue/entries'),
  entry: (entryId: string, authority: string, find = '') =>
    ask<EntryView>(`/catalogue/entries/${path(entryId)}${query({ authority, find })}`),
  findItems: (q: string, division: string) =>
    ask<{ items: FoundItem[]; sure: boolean }>(`/service-items${query({ q, division, limit: 8 })}`),
  itemGuide: (itemCode: string, answers: Readonly<Record<string, string>> | null = null) =>
    ask<ItemGuide>(
      `/service-items/${path(itemCode)}${query({ answers: answers === null ? null : JSON.stringify(answers) })}`,
    ),
  receive: (itemCode: string, application: CounterApplication, key: string) =>
    send<{ caseNo: string }>('POST', '/counter/cases', { ...application, itemCode }, key),
  divisionsBelow: (parent: string) =>
    ask<{ items: { code: string; name: string; nameEn: string }[] }>(`/divisions${query({ parent })}`),
  findBundles: (q: string) => ask<{ items: FoundBundle[] }>(`/bundles${query({ q })}`),
  bundleGuide: (bundleId: string, division: string, answers: Readonly<Record<string, string>> | null = null) =>
    ask<BundleGuide>(
      `/bundles/${path(bundleId)}${query({ division, answers: answers === null ? null : JSON.stringify(answers) })}`,
    ),
  receiveBundle: (bundleId: string, application: CounterApplication, key: string) =>
    send<BundleFileView>('POST', '/counter/bundle-files', { ...application, bundleId }, key),
  giveFile: (file: File) =>
    ask<{ fileId: string }>('/files', {
      method: 'POST',
      headers: { 'content-type': 'application/octet-stream', 'x-file-name': encodeURIComponent(file.name) },
      body: file,
    }),
  guide: (itemCode: string) => ask<GuideView>(`/service-items/${path(itemCode)}`),
  saveDraft: (
    entryId: string,
    authority: string,
    content: unknown,
    { basedOn, revision }: { basedOn: string | null; revision: number },
  ) =>
    send<{ no: number; digest: string; findings: Finding[] }>(
      'PUT',
      `/catalogue/entries/${path(entryId)}/draft${query({ authority })}`,
      {
        content,
        basedOn,
        revision,
      },
    ),
  publish: (entryId: string, authority: string, digest: string) =>
    send<{ entryId: string; no: number }>(
      'POST',
      `/catalogue/entries/${path(entryId)}/publish${query({ authority })}`,
      {
        digest,
      },
    ),
  confirmItem: ({ itemCode, revision }: Pick<ItemRow, 'itemCode' | 'revision'>) =>
    send<{ confirmed: boolean }>('POST', `/service-items/${path(itemCode)}/confirmation`, { revision }),
}

/** Where a paper's content is read. */
export const paperAddress = (caseNo: string, materialNo: number, position: number): string =>
  `/api/v1/cases/${path(caseNo)}/materials/${materialNo}/${position}`

/**
 * A key that lets the server answer a repeated request with the first answer. Made from random bytes by hand, because
 * randomUUID exists only where the page came over TLS, and halls have plain intranets.
 */
export const newKey = (): string =>
  Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('')

/** Turns a problem into a thrown value where TanStack Query wants one, and back. */
export class Refused extends Error {
  readonly problem: Problem
  constructor(problem: Problem) {
    super(problem.detail)
    this.problem = problem
  }
}

export async function orRefuse<T>(answer: Promise<Answer<T>>): Promise<T> {
  const settled = await answer
  if (settled.ok) return settled.value
  throw new Refused(settled.problem)
}

export const problemOf = (error: unknown): Problem =>
  error instanceof Refused ? error.problem : toProblem(500, { detail: String(error) })
