/** One thing to supply, in a notice told once (一次性告知). `basis` is set when it is outside the published list. */
export type CorrectionRequest = {
  materialNo: number | null
  what: string
  reason: string
  basis: string | null
}

/** What a department found missing before acceptance; the lead tells the applicant for all of them at once. */
export type Proposal = { authorityCode: string; requests: CorrectionRequest[] }

/** Requests for one paper are one request, by its number or, without one, by its words. */
const keyOf = ({ materialNo, what }: CorrectionRequest): string =>
  materialNo === null ? `: ${what.trim()}` : String(materialNo)

/** The same request with what another said of it: every reason once, and the basis that one of them has. */
function joined(one: CorrectionRequest, other: CorrectionRequest | undefined): CorrectionRequest {
  if (other === undefined) return one
  const told = one.reason.split('；')
  const more = other.reason.split('；').filter((reason) => !told.includes(reason))
  const reason = [...(one.reason.trim() === '' ? [] : [one.reason]), ...more].join('；')
  return { ...one, reason, basis: one.basis ?? other.basis }
}

/** What departments found missing and nobody told the applicant yet, without what two of them said alike. */
export function gatheredRequests(caseFile: {
  proposals: readonly Proposal[]
  correction: unknown
}): CorrectionRequest[] {
  if (caseFile.correction !== null) return []
  const gathered = new Map<string, CorrectionRequest>()
  for (const { requests } of caseFile.proposals)
    for (const request of requests) {
      const known = gathered.get(keyOf(request))
      gathered.set(keyOf(request), known === undefined ? request : joined(known, request))
    }
  return [...gathered.values()]
}

/** One notice for all departments, with the reasons of each: what the lead ticked, and what others found and it did not. */
export function withGathered(
  ticked: readonly CorrectionRequest[],
  gathered: readonly CorrectionRequest[],
): CorrectionRequest[] {
  const found = new Map(gathered.map((one) => [keyOf(one), one]))
  const told = new Set(ticked.map(keyOf))
  return [
    ...ticked.map((one) => joined(one, found.get(keyOf(one)))),
    ...gathered.filter((one) => !told.has(keyOf(one))),
  ]
}

/** What each request must say: what is to be supplied, and why. */
export const requestFlaws = (requests: readonly CorrectionRequest[]) => [
  ...(requests.length === 0
    ? [{ pointer: '/requests', sentence: { zh: '请勾选需要补正的内容。', en: 'Tick what is to be supplied.' } }]
    : []),
  ...requests.flatMap((request, index) => [
    ...(request.what.trim() === ''
      ? [
          {
            pointer: `/requests/${index}/what`,
            sentence: { zh: '请写明要补什么。', en: 'Say what is to be supplied.' },
          },
        ]
      : []),
    ...(request.reason.trim() === ''
      ? [{ pointer: `/requests/${index}/reason`, sentence: { zh: '请写明为什么需要。', en: 'Say why it is needed.' } }]
      : []),
  ]),
]

/** What an applicant may owe until a day: what a one-time notice asked for, or deferred papers (容缺). */
export type SupplyKind = 'correction' | 'deferred'
